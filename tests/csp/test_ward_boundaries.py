"""True boundaries of wards: what is taken, what is refused, and what the build makes of them.

The wards are those of the made-up district, and synthetic lines round the project's own.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box, shape

from components.words import ward_map as words
from csp import settings as settings_module
from csp import true_wards
from csp.answers import places
from csp.build import derived, load
from csp.cli import REFUSED, main
from csp.db import Reader, pointer, sql
from csp.errors import IntakeError, WarehouseError
from csp.geography import boundaries
from csp.ingest import ward_boundaries
from csp.settings import ROOT
from csp.true_wards import LOOKUP, OUTLINES
from tests import made_up
from tests.conftest import fresh_data_folder
from tests.pages.opening import opened, said

CODE = "WD24CD"
A, B = made_up.ward_codes()[:2]  # side by side
MOVED = 300  # metres by which the line between two wards runs into the second one
ABROAD = "E05088888"  # a ward of another district
HEAD = "Boundaries: 1 problem, nothing was taken\n  "


@pytest.fixture(scope="module")
def derived_folder(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("wards")
    data = made_up.write_own(folder / "data")
    downloads = made_up.write_downloads(folder / "downloads", held=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATA", str(data))
        settings_module.settings.cache_clear()
        assert main(["derive-open", str(downloads)]) == 0
    settings_module.settings.cache_clear()
    yield data


@pytest.fixture
def data(derived_folder, tmp_path, monkeypatch) -> Iterator[Path]:
    """A data folder of one's own, with the derived tables of the made-up district."""
    own = tmp_path / "data"
    own.mkdir()
    for name in ("open", "settings.toml"):
        (own / name).symlink_to(derived_folder / name)
    monkeypatch.setenv("CSP_DATA", str(own))
    settings_module.settings.cache_clear()
    yield own
    settings_module.settings.cache_clear()


def wards(**changed: object) -> dict[str, object]:
    """The wards as they truly lie, by code; some of them changed or, with None, left out."""
    made = {code: box(*outline) for code, outline in made_up.ward_outlines().items()} | changed
    return {code: outline for code, outline in made.items() if outline is not None}


def moved(metres: float = MOVED) -> dict[str, object]:
    """The same with the line between A and B moved into B: it cuts one small area of B."""
    west, south, east, north = made_up.ward_outlines()[A]
    beyond = made_up.ward_outlines()[B]
    return {
        A: box(west, south, east + metres, north),
        B: box(beyond[0] + metres, beyond[1], beyond[2], beyond[3]),
    }


def file(folder: Path, text: str, name: str = "wards.geojson") -> Path:
    made = folder / name
    made.write_text(text, encoding="utf-8")
    return made


def layer(outlines: dict[str, object], **how: bool) -> str:
    return made_up.layer(outlines, CODE, **how)


def lookup(data: Path) -> pd.DataFrame:
    return pd.read_csv(true_wards.held(data)["2024"] / LOOKUP, dtype=str)


@pytest.mark.parametrize("degrees", [True, False])
def test_a_whole_set_is_taken(degrees, data, tmp_path):
    told = ward_boundaries.take([file(tmp_path, layer(wards(), degrees=degrees))])
    assert told[0] == "All 12 wards of 2024 are drawn, and together they hold."
    assert "No line cuts any of the 60 small areas of 2021." in told
    found = lookup(data)
    assert dict(zip(found["lsoa_code"], found["ward_code"], strict=True)) == {
        code: made_up.ward_code(place) for place, code in enumerate(made_up.lsoas())
    }
    assert set(found["exact"]) == {"true"}
    drawn = boundaries.read_layer(
        (true_wards.held(data)["2024"] / OUTLINES).read_text(encoding="utf-8"), "area_code"
    )
    assert sorted(drawn.index) == made_up.ward_codes()
    assert drawn.area.sum() == pytest.approx(60e6, rel=1e-3)
    assert shapely.coverage_is_valid(drawn.to_numpy(), gap_width=0.5)


def test_a_line_that_cuts_a_small_area_is_told_with_its_share(data, tmp_path):
    told = ward_boundaries.take([file(tmp_path, layer(wards(**moved())))])
    assert (
        "Lines cut 1 of the 60 small areas of 2021, where counts stay approximate: Wexcombe 002B"
        " (70% in Brook End)." in told
    )
    found = lookup(data).set_index("lsoa_code")
    cut = found[found["exact"] == "false"]
    assert list(cut.index) == [made_up.lsoas()[5]]
    assert list(cut["ward_code"]) == [B]
    assert float(cut["share"].iloc[0]) == pytest.approx(0.7, abs=0.01)


def test_a_small_area_goes_to_the_ward_that_holds_most_of_it(data, tmp_path):
    ward_boundaries.take([file(tmp_path, layer(wards(**moved(700))))])
    assert lookup(data).set_index("lsoa_code").loc[made_up.lsoas()[5], "ward_code"] == A


def test_areas_of_other_districts_are_left_aside_and_files_are_taken_together(data, tmp_path):
    every = wards()
    elsewhere = {ABROAD: box(700_000, 330_000, 701_000, 331_000)}
    some = dict(list(every.items())[:5])
    rest = {code: outline for code, outline in every.items() if code not in some} | elsewhere
    told = ward_boundaries.take(
        [file(tmp_path, layer(some), "a.geojson"), file(tmp_path, layer(rest), "b.geojson")]
    )
    assert "1 area of other districts left aside." in told


def test_heights_parts_and_crossings_too_small_to_matter_are_no_fault(data, tmp_path):
    west, south, east, north = made_up.ward_outlines()[A]
    parts = shapely.union_all(
        [box(west, south, east, north), box(west - 90, south, west - 50, south + 9)]
    )
    high = shapely.force_3d(box(*made_up.ward_outlines()[B]), 12.5)
    assert parts.geom_type == "MultiPolygon"
    told = ward_boundaries.take([file(tmp_path, layer(wards(**{A: parts, B: high})))])
    assert told[0].startswith("All 12 wards")


def with_features(change) -> str:
    collection = json.loads(layer(wards()))
    change(collection["features"])
    return json.dumps(collection)


def rename(features):
    for feature in features:
        feature["properties"] = {"WD22NM": "a name"}


def twice(features):
    features.append(features[0])


def second_code(features):
    for feature in features:
        feature["properties"]["WD24CD_copy"] = feature["properties"][CODE]


def not_a_number(features):
    features[0]["geometry"]["coordinates"][0][1][0] = float("nan")


def a_point(features):
    features[0]["geometry"] = {"type": "Point", "coordinates": [0.1, 51.0]}


def no_outline(features):
    features[0]["geometry"] = None


def swapped(features):
    for feature in features:
        for ring in feature["geometry"]["coordinates"]:
            ring[:] = [[y, x] for x, y in ring]


def bow(code: str) -> shapely.Polygon:
    """An outline that crosses itself: its eastern corners are exchanged."""
    west, south, east, north = made_up.ward_outlines()[code]
    return shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])


OUTSIDE = box(600_000, 300_000, 610_000, 310_000)
HOSTILE = {
    "cut off": (
        lambda: layer(wards())[:-300],
        "is no GeoJSON that can be read; it may have been cut off.",
    ),
    "empty": (lambda: "", "is no GeoJSON that can be read; it may have been cut off."),
    "nested without end": (
        lambda: "[" * 100_000,
        "is no GeoJSON that can be read; it may have been cut off.",
    ),
    "another thing": (
        lambda: '{"type": "Topology"}',
        "has no features; a GeoJSON FeatureCollection is needed.",
    ),
    "no features": (
        lambda: '{"features": []}',
        "has no features; a GeoJSON FeatureCollection is needed.",
    ),
    "features of nothing": (
        lambda: '{"features": [1, null, {"properties": []}]}',
        "holds no code of a ward of this district in any property (found: none).",
    ),
    "other properties": (
        lambda: with_features(rename),
        "holds no code of a ward of this district in any property (found: WD22NM).",
    ),
    "another district": (
        lambda: layer({ABROAD: OUTSIDE}),
        "holds no code of a ward of this district in any property (found: WD24CD).",
    ),
    "two codes": (
        lambda: with_features(second_code),
        "holds the codes in “WD24CD” and “WD24CD_copy”; name one of them with --code.",
    ),
    "a ward twice": (lambda: with_features(twice), f"'{A}' is drawn twice."),
    "a corner that is no number": (
        lambda: with_features(not_a_number),
        f"'{A}' has a corner that is no number.",
    ),
    "a point": (
        lambda: with_features(a_point),
        f"'{A}' is drawn as Point; an outline is a Polygon or a MultiPolygon.",
    ),
    "no outline": (
        lambda: with_features(no_outline),
        f"'{A}' has no outline that can be drawn.",
    ),
    "an outline that crosses itself": (
        lambda: layer(wards(**{A: bow(A)})),
        f"'{A}' has an outline that crosses itself.",
    ),
    "latitude first": (
        lambda: with_features(swapped),
        "has latitude before longitude; longitude comes first in GeoJSON.",
    ),
    "metres of another map": (
        lambda: layer(
            {code: shapely.transform(one, lambda p: p * 10) for code, one in wards().items()},
            degrees=False,
        ),
        "is neither in degrees of longitude and latitude in Great Britain nor in metres of the"
        " British National Grid.",
    ),
    "another grid by name": (
        lambda: layer(wards()).replace(
            '"features"',
            '"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features"',
            1,
        ),
        "is in the coordinates EPSG:3857; longitude and latitude, or the British National Grid, are"
        " needed.",
    ),
}
NOT_OF_ONE_FILE = {
    "a ward is missing": (lambda: layer(wards(**{A: None})), f"Abbot’s Green ({A}) is missing."),
    "a stranger": (
        lambda: layer(wards(**{ABROAD: box(*made_up.square(3))})),
        f"'{ABROAD}' lies in Wexcombe but is no ward that is known here.",
    ),
    "an overlap": (
        lambda: layer(wards(**{A: moved()[A]})),
        "Abbot’s Green and Brook End overlap, by 0.30 square kilometres.",
    ),
    "an uncovered stretch": (
        lambda: layer(wards(**{B: box(*made_up.square(5))})),
        "the wards leave 7% of the district uncovered.",
    ),
    "a stretch beyond": (
        lambda: layer(wards(**{B: _reaching(B, 5_000)})),
        "the wards reach beyond the district, by 8% of its area.",
    ),
    "a gap": (
        lambda: layer(wards(**{_INNER: _with_a_hole()})),
        "there are gaps between the wards, 0.16 square kilometres in all.",
    ),
}
_INNER = made_up.ward_codes()[4]


def _reaching(code: str, further: float) -> shapely.Polygon:
    west, south, east, north = made_up.ward_outlines()[code]
    return box(west, south, east + further, north)


def _with_a_hole() -> shapely.Polygon:
    west, south, east, north = made_up.ward_outlines()[_INNER]
    return box(west, south, east, north) - box(west + 300, south + 300, west + 700, south + 700)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(kind, data, tmp_path):
    text, fault = HOSTILE[kind]
    with pytest.raises(IntakeError) as raised:
        ward_boundaries.take([file(tmp_path, text())])
    assert raised.value.faults == [f"wards.geojson: {fault}"]
    assert not (data / "boundaries").exists()


@pytest.mark.parametrize("kind", NOT_OF_ONE_FILE)
def test_wards_that_do_not_make_up_the_district_are_refused(kind, data, tmp_path):
    text, fault = NOT_OF_ONE_FILE[kind]
    with pytest.raises(IntakeError) as raised:
        ward_boundaries.take([file(tmp_path, text())])
    assert raised.value.faults == [fault]
    assert not (data / "boundaries").exists()


def test_wards_whose_codes_have_changed_places_are_refused(data, tmp_path):
    swapped = wards(**{A: wards()[B], B: wards()[A]})
    with pytest.raises(IntakeError) as raised:
        ward_boundaries.take([file(tmp_path, layer(swapped))])
    assert len(raised.value.faults) == 2
    assert all("has its code changed places" in fault for fault in raised.value.faults)
    assert not (data / "boundaries").exists()


def test_a_file_that_is_too_large_or_no_text_is_refused(data, tmp_path, monkeypatch):
    odd = tmp_path / "odd.geojson"
    odd.write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr(ward_boundaries, "MOST_BYTES", 1024**2)
    large = file(tmp_path, " " * (1024**2 + 1), "large.geojson")
    with pytest.raises(IntakeError) as raised:
        ward_boundaries.take([odd, large, tmp_path / "missing.geojson"])
    assert raised.value.faults == [
        "odd.geojson: is not UTF-8 text; a GeoJSON file is needed.",
        "large.geojson: is larger than 1 MB; give fewer areas.",
        "missing.geojson: cannot be read (No such file or directory).",
    ]


def test_the_command_tells_refuses_and_takes_back(data, tmp_path, capsys):
    good, bad = file(tmp_path, layer(wards())), file(tmp_path, "{", "bad.geojson")
    assert main(["boundaries", str(bad)]) == REFUSED
    assert capsys.readouterr().err.startswith(f"{HEAD}bad.geojson: is no GeoJSON")
    assert main(["boundaries"]) == REFUSED
    assert main(["boundaries", str(good), "--undo"]) == REFUSED
    assert main(["boundaries", str(good), "--vintage", "1066"]) == REFUSED
    assert "there is no ward set of 1066 (held: 2024)." in capsys.readouterr().err
    assert main(["boundaries", str(good), "--code", "WARD"]) == REFUSED
    assert "has no property “WARD” (found: WD24CD)." in capsys.readouterr().err
    assert main(["boundaries", str(good), "--dry-run"]) == 0
    assert not true_wards.held(data)
    assert main(["boundaries", str(good), "--code", CODE, "--vintage", "2024"]) == 0
    first = true_wards.held(data)["2024"]
    assert main(["boundaries", str(file(tmp_path, layer(wards(**moved()))))]) == 0
    assert true_wards.held(data)["2024"] != first
    assert main(["boundaries", "--undo"]) == 0
    assert true_wards.held(data)["2024"] == first
    assert main(["boundaries", "--undo"]) == 0
    assert not true_wards.held(data)
    assert main(["boundaries", "--undo"]) == REFUSED


def test_a_kill_or_a_full_disk_leaves_what_counted_before(data, tmp_path, monkeypatch):
    ward_boundaries.take([file(tmp_path, layer(wards()))])
    before = true_wards.held(data)["2024"]

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(true_wards, "_point", full)
    with pytest.raises(WarehouseError, match="No space left on device"):
        ward_boundaries.take([file(tmp_path, layer(wards(**moved())))])
    assert true_wards.held(data)["2024"] == before


def _read(data: Path) -> duckdb.DuckDBPyConnection:
    """The areas, look-ups and boundaries as the build reads them, before anything is counted."""
    connection = duckdb.connect()
    connection.execute(sql("build", "00_schema"))
    load.set_variables(connection, data)
    connection.execute(sql("build", "10_stg_open"))
    load.true_wards(connection, data)
    derived.boundaries(connection, data)
    return connection


def test_the_build_takes_the_true_lines_and_their_small_areas(data, tmp_path):
    ward_boundaries.take([file(tmp_path, layer(wards(**moved(700))))])
    with _read(data) as held:
        sets = held.execute(sql("reads", "ward_sets")).fetchall()
        placed = held.execute(
            "SELECT ward_code, exact FROM lsoa_ward WHERE lsoa_code = $code",
            {"code": made_up.lsoas()[5]},
        ).fetchall()
        every = held.execute("SELECT count(*), count(DISTINCT lsoa_code) FROM lsoa_ward").fetchall()
        drawn = held.execute(
            "SELECT geojson FROM boundary WHERE area_code = $a", {"a": A}
        ).fetchall()
    assert sets == [("2024", 12, True)]
    assert placed == [(A, False)]
    assert every == [(60, 60)]
    west, _, east, _ = shape(json.loads(drawn[0][0])).bounds
    assert (east - west) * 111_320 * np.cos(np.radians(52.8)) == pytest.approx(5_700, rel=0.02)


def synthetic_2024(folder: Path) -> Path:
    """Lines that the project's own wards of 2024 might truly have: one of them runs elsewhere."""
    text = (ROOT / "data" / "open" / "boundaries" / "wards_2024.geojson").read_text("utf-8")
    drawn = boundaries.read_layer(text, "area_code")
    first = drawn.index[0]
    beside = next(
        code for code in drawn.index[1:] if drawn[code].intersection(drawn[first]).length > 500
    )
    strip = drawn[beside].intersection(drawn[first].buffer(150))
    drawn[first], drawn[beside] = drawn[first].union(strip), drawn[beside].difference(strip)
    return file(folder, made_up.layer(drawn.to_dict(), CODE))


def test_the_newest_set_is_the_default_once_it_is_exact(tmp_path, monkeypatch):
    """Of the project's own two sets: first that of 2013, then that of 2024, else as an officer
    says.
    """
    data = fresh_data_folder(tmp_path / "data")
    monkeypatch.setenv("CSP_DATA", str(data))
    settings_module.settings.cache_clear()

    class Sets:
        def read(self, name: str) -> pd.DataFrame:
            with _read(data) as held:
                return held.execute(sql("reads", name)).df()

    assert list(places.ward_sets.__wrapped__(Sets())) == ["2013", "2024"]
    told = ward_boundaries.take([synthetic_2024(tmp_path)])
    assert told[0].startswith("All 22 wards of 2024") or told[0].startswith("All 21 wards of 2024")
    assert list(places.ward_sets.__wrapped__(Sets())) == ["2024", "2013"]
    file = data / "settings.toml"
    chosen = file.read_text("utf-8").replace("[wards]", '[wards]\ndefault_vintage = "2013"')
    file.write_text(chosen, encoding="utf-8")
    settings_module.settings.cache_clear()
    assert list(places.ward_sets.__wrapped__(Sets())) == ["2013", "2024"]
    settings_module.settings.cache_clear()


@pytest.mark.skipif(not os.environ.get("CSP_LONG"), reason="CSP_LONG=1 runs it")
def test_the_map_then_opens_on_the_true_wards(tmp_path, monkeypatch):
    data = fresh_data_folder(tmp_path / "data")
    monkeypatch.setenv("CSP_DATA", str(data))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    settings_module.settings.cache_clear()
    assert main(["boundaries", str(synthetic_2024(tmp_path))]) == 0
    assert main(["demo"]) == 0
    reader = Reader(pointer("demonstration").resolve(), "demonstration")
    assert places.default_ward_set(reader) == "2024"
    assert reader.failed_checks() == []
    reader.close()
    page = opened("ward_map")
    box = next(one for one in page.selectbox if one.key == "wards")
    assert box.value == "2024"
    assert words.APPROXIMATE not in said(page)
    assert "in more than one of the wards of 2024" in said(page)
    settings_module.settings.cache_clear()
