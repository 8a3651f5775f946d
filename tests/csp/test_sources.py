"""Source contracts: what they say, how they fit the measures, and what a wrong one is told."""

from pathlib import Path

import pytest

from csp import sources as package
from csp.errors import SettingsError
from csp.measures import measures
from csp.sources import category_id, sources

CONTRACT = """
title = "Visits"
publisher = "A partner"
licence = "By agreement"
attribution = "Figures of a partner."
status = "partner"
sensitivity = "partner"
geography = "ward"
period = "month"
lag_months = 1
categories = ["First visit", "Later visit"]
[law]
standing = "proposed"
confirmed_by = "the data protection officer"
to_confirm = ["the ground"]
owner = "The community safety manager"
controllers = ["The council"]
personal_data = "small counts"
ground = "e"
ground_because = "A public task"
gateways = ["Crime and Disorder Act 1998, section 115"]
[law.agreement]
between = ["The council", "A partner"]
[law.retention]
received_months = 24
rows_months = 12
because = "So it is"
[[columns]]
name = "Month"
type = "month"
[[columns]]
name = "Kind"
type = "category"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    package._sources.cache_clear()
    yield tmp_path
    package._sources.cache_clear()


def message(folder: Path, text: str) -> str:
    (folder / "visits.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        sources()
    return str(raised.value)


def test_police_uk_is_counted_whole_by_the_measures():
    contract = sources()["police_uk"]
    counted = {c for m in measures().values() if m.source == "police_uk" for c in m.categories}
    assert {category_id(word) for word in contract.categories} == counted
    assert len(contract.categories) == 14


def test_police_uk_knows_the_columns_as_the_publisher_writes_them():
    contract = sources()["police_uk"]
    header = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
        "Crime type,Last outcome category,Context"
    )
    assert [column.name for column in contract.columns] == header.split(",")
    assert [column.name for column in contract.columns if not column.required] == [
        "Longitude",
        "Latitude",
        "Location",
        "Last outcome category",
        "Context",
    ]


def test_oddity_10_police_uk_tells_nothing_of_domestic_abuse():
    contract = sources()["police_uk"]
    words = [*contract.categories, *(column.name for column in contract.columns)]
    assert not [word for word in words if "domestic" in word.lower()]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Anti-social behaviour", "anti_social_behaviour"),
        ("Violence and sexual offences", "violence_and_sexual_offences"),
        ("Theft from the person", "theft_from_the_person"),
    ],
)
def test_category_id(word: str, expected: str):
    assert category_id(word) == expected


def test_a_sound_contract_loads_under_the_name_of_its_file(folder: Path):
    (folder / "visits.toml").write_text(CONTRACT, encoding="utf-8")
    assert sources()["visits"].columns[0].required


def test_each_fault_of_a_contract_is_told(folder: Path):
    text = CONTRACT.replace('status = "partner"', 'status = "private"').replace(
        "lag_months = 1", "lag_months = -1\ncolour = 'red'"
    )
    assert message(folder, text) == (
        "visits.toml cannot be used:\n"
        "  status: Input should be 'open', 'published' or 'partner'\n"
        "  lag_months: Input should be greater than or equal to 0\n"
        "  colour: Extra inputs are not permitted"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('type = "category"', 'type = "text"', "categories and a column of type category"),
        ('"Later visit"', '"first-visit"', "two categories would carry the same id"),
        ("[[columns]]", '[[columns]]\nname="Kind"\ntype="text"\n[[columns]]', "is named twice"),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused(folder: Path, old: str, new: str, told: str):
    assert told in message(folder, CONTRACT.replace(old, new))


def test_a_file_that_is_no_toml_is_told(folder: Path):
    assert message(folder, "title =").startswith("visits.toml cannot be read: ")
