"""What a downloaded map file says of itself."""

import json

import pandas as pd

from components.words.files import geojson_bytes

SHAPES = pd.DataFrame(
    [{"area_code": "E05004983", "geojson": '{"type":"Point","coordinates":[0.5,51.2]}'}]
)
FIGURES = pd.DataFrame([{"area_code": "E05004983", "area_name": "Barming", "events": None}])


def test_what_is_told_stands_at_the_top_of_the_collection():
    told = {
        "period": "January to December 2025",
        "source": "data.police.uk",
        "release": "2025-12-a",
    }
    made = json.loads(geojson_bytes(FIGURES, SHAPES, told))
    assert list(made) == ["period", "source", "release", "type", "features"]
    assert {name: made[name] for name in told} == told
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.5, 51.2]}
    assert feature["properties"] == {
        "area_code": "E05004983",
        "area_name": "Barming",
        "events": None,
    }


def test_nothing_told_can_take_the_place_of_the_areas():
    told = {"type": "Topology", "features": "none"}
    made = json.loads(geojson_bytes(FIGURES, SHAPES, told))
    assert made["type"] == "FeatureCollection"
    assert len(made["features"]) == 1
