"""The words that licences ask for stand wherever figures do: source line, files, pictures, foot."""

import re
from datetime import date

import pandas as pd
import pytest

from components.charts import export
from components.ui import figure, frame
from components.words.sources import attributions, residents_line, source_of
from csp import attributions as package
from csp.answers import places
from csp.attributions import attribution
from csp.settings import ROOT

OGL = "Contains public sector information licensed under the Open Government Licence v3.0"
ONS = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
OS = "Contains OS data © Crown copyright and database right 2026"
RECEIVED = date(2026, 11, 22)
EXACT = {
    "police_uk": OGL,
    "deprivation": OGL,
    "population": ONS,
    "boundaries": f"{ONS}. {OS}",
}


@pytest.mark.parametrize(("dataset", "words"), EXACT.items())
def test_the_words_are_exactly_those_that_the_licence_asks_for(dataset: str, words: str):
    assert attribution(dataset, RECEIVED) == words


def test_every_open_dataset_has_words_and_nothing_else_is_given_any(demonstration):
    held = demonstration.read("datasets")
    open_ones = set(held.loc[held["status"] == "open", "dataset"])
    assert open_ones == set(EXACT)
    assert set(package.known()) <= open_ones
    assert attribution("published", RECEIVED) == ""
    readme = (ROOT / "data" / "open" / "README.md").read_text(encoding="utf-8")
    for words in {OGL, ONS, OS}:
        assert words in " ".join(readme.split())


def test_every_dataset_of_a_page_has_its_words_in_source_line_and_file(demonstration):
    held = demonstration.read("datasets")
    for row in held.itertuples():
        source = source_of(held, row.dataset, "2025")
        words = EXACT.get(row.dataset, "") if row.status == "open" else ""
        assert source.attributions == words
        assert (words or row.licence) in source.line()
        mapped = source_of(held, row.dataset, "2025", on_map=True)
        assert EXACT["boundaries"] in mapped.line()
        assert mapped.attributions.endswith(EXACT["boundaries"])


def test_invented_records_carry_nobody_s_words(demonstration):
    held = demonstration.read("datasets")
    invented = held[held["status"] == "illustrative"]
    assert len(invented) and not any(
        source_of(held, name, "2025").attributions for name in invented["dataset"]
    )


def test_the_foot_of_every_page_has_each_word_once_and_leads_to_both_pages(demonstration):
    foot = frame._foot(demonstration)
    for words in (OGL, ONS, OS):
        assert foot.count(f"{words}.") == 1
    assert 'href="about"' in foot and 'href="accessibility"' in foot
    assert attributions(demonstration.read("datasets")) == [f"{ONS}.", f"{OS}.", f"{OGL}."]


def test_residents_say_whose_they_are(demonstration):
    span = next(one for one in places.periods(demonstration) if one.newest).span
    measure = next(iter(places.mappable(demonstration)))
    assert f"{ONS}." in residents_line(places.ward_rates(demonstration, measure, span, "2013"))


def test_every_file_of_a_figure_carries_them(demonstration, monkeypatch):
    """As the screens hand it over: table, picture and areas are made and looked into."""
    made: dict[str, bytes] = {}
    monkeypatch.setattr(figure, "warehouse", lambda: demonstration)
    monkeypatch.setattr(
        figure, "file", lambda _, name, ending, __, make: made.update({ending: make()})
    )
    source = source_of(demonstration.read("datasets"), "police_uk", "2025", on_map=True)
    table = pd.DataFrame({"area_code": ["E05004996"], "events": [3]})
    figure.downloads("a", table, source, [("", SPEC)], lambda told: repr(told).encode())
    every = f"{OGL}. {EXACT['boundaries']}"
    assert set(made) == {"csv", "xlsx", "png", "svg", "geojson"}
    assert every in made["csv"].decode("utf-8-sig") and every in made["geojson"].decode()
    drawn = " ".join(re.findall(r"<text x=[^>]*>([^<]*)</text>", made["svg"].decode()))
    assert f"{OGL}." in drawn and f"{OS}." in drawn


SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}


@pytest.mark.parametrize("ground", ["#FFFFFF", "#0F171D"])
def test_a_picture_carries_its_source_below_it(ground: str):
    note = f"Source: A & B <street>, 2025. {OGL}. " * 3
    plain = export.svg({**SPEC, "background": ground}).decode()
    noted = export.svg({**SPEC, "background": ground}, note).decode()
    told = "".join(noted.split("<text x=")[1:])
    assert "A &amp; B &lt;street&gt;" in noted and OGL.split(maxsplit=1)[0] in told
    before, after = (export.SIZE.search(one) for one in (plain, noted))
    assert before["width"] == after["width"]
    assert float(after["height"]) > float(before["height"]) + 2 * export.LINE
    assert f'viewBox="0 0 {after["width"]} {after["height"]}"' in noted
    assert noted.count("</svg>") == 1 and f'fill="{ground}"' in noted
    assert export.png(SPEC, note)[:8] == b"\x89PNG\r\n\x1a\n"
