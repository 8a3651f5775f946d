"""Sums through the built file: wards, small areas and the borough are one and the same events, for
every measure and month, both ward sets and both sets of small areas; a group is its wards.
"""

from datetime import date

import pandas as pd
import pytest

from csp.db import Reader
from csp.settings import ROOT

OWN = "E07000110"
CHANGED = date(2023, 6, 1)
# By hand, from the exact-fit look-up of the Office for National Statistics.
MERGED = {"E01034990": {"E01024334", "E01024338"}}
SPLIT = {
    "E01024363": {"E01034993", "E01034994"},
    "E01024388": {"E01034997", "E01034998", "E01034999"},
    "E01024389": {"E01034995", "E01034996"},
    "E01033090": {"E01034991", "E01034992"},
}
CELL = ["measure", "month"]


@pytest.fixture(scope="module")
def held(demonstration_folder):
    """What the file says of places: area_month with its area's kind and vintage, one row a vintage;
    the areas; which small area lies in which ward; which wards are a group.
    """
    reader = Reader((demonstration_folder / "demonstration.duckdb").resolve())
    with reader._asked() as cursor:
        told = {
            "counts": cursor.execute(
                "SELECT area_code, measure, month, events FROM area_month"
                " INNER JOIN measure USING (measure) WHERE dataset = 'police_uk'"
            ).df(),
            "area": cursor.execute("SELECT area_code, kind, vintage FROM area").df(),
            "lookup": cursor.execute("SELECT * FROM lsoa_ward").df(),
            "parts": cursor.execute("SELECT area_code, part_code FROM area_part").df(),
        }
    reader.close()
    told["counts"]["month"] = told["counts"]["month"].dt.date
    return told


def months_of(vintage: str, counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of the months that a set of small areas was used in."""
    later = counts["month"] >= CHANGED
    return counts[later if vintage == "2021" else ~later]


def codes(held, kind: str, vintage: str) -> set[str]:
    area = held["area"]
    return set(area.loc[(area["kind"] == kind) & (area["vintage"] == vintage), "area_code"])


def totals(counts: pd.DataFrame, within: set[str]) -> pd.Series:
    """The events of some areas together, by measure and month."""
    return counts[counts["area_code"].isin(within)].groupby(CELL)["events"].sum().sort_index()


def test_the_file_has_every_measure_month_and_set_that_the_sums_are_of(held):
    counts = held["counts"]
    assert counts["measure"].nunique() == 15
    assert counts["month"].nunique() == 33
    assert counts["events"].notna().all()
    sizes = {
        (kind, vintage): len(codes(held, kind, vintage))
        for kind, vintage in (
            ("ward", "2013"),
            ("ward", "2024"),
            ("lsoa", "2011"),
            ("lsoa", "2021"),
        )
    }
    assert sizes == {
        ("ward", "2013"): 26, ("ward", "2024"): 22, ("lsoa", "2011"): 95, ("lsoa", "2021"): 99,
    }  # fmt: skip


@pytest.mark.parametrize("ward_set", ["2013", "2024"])
def test_the_wards_of_a_set_are_the_borough_in_every_month(held, ward_set):
    borough = totals(held["counts"], {OWN})
    assert len(borough) == 15 * 33
    wards = totals(held["counts"], codes(held, "ward", ward_set))
    pd.testing.assert_series_equal(wards, borough)


@pytest.mark.parametrize("vintage", ["2011", "2021"])
def test_the_small_areas_of_a_month_are_the_borough(held, vintage):
    months = months_of(vintage, held["counts"])
    borough = totals(months, {OWN})
    assert len(borough) == 15 * months["month"].nunique() > 0
    pd.testing.assert_series_equal(totals(months, codes(held, "lsoa", vintage)), borough)


@pytest.mark.parametrize("ward_set", ["2013", "2024"])
@pytest.mark.parametrize("vintage", ["2011", "2021"])
def test_every_ward_is_its_small_areas_in_every_month(held, vintage, ward_set):
    lookup, months = held["lookup"], months_of(vintage, held["counts"])
    own = lookup[(lookup["lsoa_vintage"] == vintage) & (lookup["ward_vintage"] == ward_set)]
    ward_of = dict(zip(own["lsoa_code"], own["ward_code"], strict=True))
    assert set(ward_of) == codes(held, "lsoa", vintage)
    assert set(ward_of.values()) == codes(held, "ward", ward_set)
    small = months[months["area_code"].isin(ward_of)]
    added = small.assign(area_code=small["area_code"].map(ward_of))
    added = added.groupby(["area_code", *CELL])["events"].sum().sort_index()
    wards = months[months["area_code"].isin(set(ward_of.values()))]
    wards = wards.groupby(["area_code", *CELL])["events"].sum().sort_index()
    pd.testing.assert_series_equal(added, wards)


def test_the_sets_of_small_areas_differ_by_one_merged_pair_and_four_splits(held):
    old, new = codes(held, "lsoa", "2011"), codes(held, "lsoa", "2021")
    gone = set.union(*MERGED.values()) | set(SPLIT)
    come = set(MERGED) | set.union(*SPLIT.values())
    assert (old - new, new - old) == (gone, come)
    table = pd.read_csv(ROOT / "data" / "open" / "lookup_lsoa_change.csv")
    changed = table[table["change"] != "unchanged"]
    into = changed.groupby("lsoa11_code")["lsoa21_code"].agg(set).to_dict()
    assert into == SPLIT | {code: {new} for new, both in MERGED.items() for code in both}


def test_no_small_area_has_events_under_a_code_that_its_month_did_not_use(held):
    counts = held["counts"]
    only_old = set.union(*MERGED.values()) | set(SPLIT)
    only_new = set(MERGED) | set.union(*SPLIT.values())
    assert months_of("2021", counts)["area_code"].isin(only_old).sum() == 0
    assert months_of("2011", counts)["area_code"].isin(only_new).sum() == 0
    for codes_used, vintage in ((only_old, "2011"), (only_new, "2021")):
        found = months_of(vintage, counts)
        found = found[found["area_code"].isin(codes_used)]
        assert set(found["area_code"]) == codes_used
        assert found.groupby("area_code")["events"].sum().gt(0).all()


def test_what_was_merged_or_split_stays_in_its_ward_but_for_one_split_in_the_later_set(held):
    """One ward holds all parts of a change, so that no ward's series jumps at it; of the wards of
    2024, which are fitted to small areas, two share one that was split.
    """
    changes = [
        *((both, {new}) for new, both in MERGED.items()),
        *(({old}, parts) for old, parts in SPLIT.items()),
    ]
    assert [wards_of(held, *change, "2013") for change in changes] == [1] * 5
    parted = {min(old): wards_of(held, old, new, "2024") for old, new in changes}
    assert parted == {
        "E01024334": 1, "E01024363": 1, "E01024388": 2, "E01024389": 1, "E01033090": 1,
    }  # fmt: skip


def wards_of(held, before: set[str], after: set[str], ward_set: str) -> int:
    """In how many wards of a set the areas before and after a change lie."""
    own = held["lookup"][held["lookup"]["ward_vintage"] == ward_set]
    old = own[(own["lsoa_vintage"] == "2011") & own["lsoa_code"].isin(before)]
    new = own[(own["lsoa_vintage"] == "2021") & own["lsoa_code"].isin(after)]
    assert (len(old), len(new)) == (len(before), len(after))
    return len({*old["ward_code"], *new["ward_code"]})


def test_every_group_is_its_wards_in_every_month(held):
    parts, counts = held["parts"], held["counts"]
    groups = parts.groupby("area_code")["part_code"].agg(set)
    assert len(groups) == 5
    for group, wards in groups.items():
        assert wards <= codes(held, "ward", "2013")
        found = totals(counts, {group})
        assert len(found) == 15 * 33
        pd.testing.assert_series_equal(found, totals(counts, wards))
    urban, rural = (groups[f"group_{kind}"] for kind in ("urban", "rural"))
    assert not urban & rural and len(urban | rural) == 26
    both = totals(counts, {"group_urban", "group_rural"})
    pd.testing.assert_series_equal(both, totals(counts, {OWN}))
