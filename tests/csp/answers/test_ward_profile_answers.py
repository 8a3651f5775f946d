"""One ward by its numbers: each is what the slower, plainer way gives."""

import pandas as pd
import pytest

from csp.answers import districts, places, trends
from csp.answers import ward_profile as profile
from csp.measures import measures
from csp.settings import settings
from csp.stats.spc import FALSE_SIGNALS_PER_MONTH

HIGH_STREET, PARK_WOOD, BOUGHTON = "E05004996", "E05005002", "E05004985"
NEW_HIGH_STREET = "E05015603"


def name_of(reader, ward: str, vintage: str) -> str:
    return places.ward_names(reader, vintage)[ward]


@pytest.mark.parametrize(("ward", "vintage"), [(HIGH_STREET, "2013"), (NEW_HIGH_STREET, "2024")])
def test_every_row_is_that_of_the_map(demonstration, ward, vintage):
    told = profile.measured(demonstration, ward, vintage)
    assert [one.measure for one in told] == places.mappable(demonstration)
    for one in told[::5]:
        (newest,) = [p for p in places.periods(demonstration, one.measure.source) if p.newest]
        assert one.span == newest.span
        plain = places.ward_rates(demonstration, one.measure, one.span, vintage)
        columns = ["area_code", "events", "people", "rate", "lower", "upper", "rank_low"]
        pd.testing.assert_frame_equal(one.rates[columns], plain[columns], check_dtype=False)
        assert one.own["area_code"] == ward and one.ranked == len(plain)
        own = settings().area
        borough = places.area_rate(demonstration, one.measure, one.span, own.code)
        assert one.borough == pytest.approx(borough["rate"])
        every = districts.districts(demonstration, one.measure, one.span)
        assert one.together == pytest.approx(every.together.value)


def test_a_row_lies_above_or_below_the_borough_with_its_whole_interval_only(demonstration):
    sides = {
        one.side: (one.own["lower"], one.borough, one.own["upper"])
        for ward in (HIGH_STREET, BOUGHTON)
        for one in profile.measured(demonstration, ward, "2013")
    }
    assert set(sides) == {"above", "below", "either"}
    assert sides["above"][0] > sides["above"][1]
    assert sides["below"][2] < sides["below"][1]
    assert sides["either"][0] <= sides["either"][1] <= sides["either"][2]


def test_a_verdict_is_that_of_the_whole_series(demonstration):
    """Only the months that it needs are charted, and it is the same."""
    for one in profile.measured(demonstration, HIGH_STREET, "2013")[::4]:
        whole = trends.trend(demonstration, one.measure, HIGH_STREET)
        assert one.trend.verdict == whole.verdict
        for column in ("month", "value", "centre"):
            ours, theirs = (
                list(trends.recent(told.chart)[column].fillna(-1)) for told in (one.trend, whole)
            )
            assert ours == theirs


def test_a_change_is_that_of_the_map(demonstration):
    one = profile.measured(demonstration, PARK_WOOD, "2013")[0]
    found = places.changes(demonstration, one.compared, kinds=["ward"], vintage="2013")
    row = found[(found["measure"] == one.measure.id) & (found["area_code"] == PARK_WOOD)].iloc[0]
    assert one.change["difference"] == row["difference"] and one.change["p"] == row["p"]


def test_hotspots_are_the_small_areas_of_the_map(demonstration):
    told = profile.measured(demonstration, HIGH_STREET, "2013")
    for one in (told[0], told[-1]):
        found = places.hotspots(
            demonstration, one.measure, one.span, kind="lsoa", vintage=places.lsoa_vintage(one.span)
        )
        lies = demonstration.read("lsoa_wards", lsoa_vintage="2021", ward_vintage="2013")
        own = found.merge(lies[lies["ward_code"] == HIGH_STREET], on="area_code")
        assert one.small_areas["areas"] == len(own)
        assert one.small_areas["hot"] == own["class"].str.startswith("hot").sum()
    assert told[0].small_areas["hot"] > 0


def test_signals_are_counted_with_what_chance_alone_gives(demonstration):
    told = profile.measured(demonstration, HIGH_STREET, "2013")
    found = profile.signals(told)
    kinds = [one.trend.verdict.kind for one in told]
    assert found.judged == sum("signal" in kind for kind in kinds)
    assert found.fired == sum(kind in ("signal", "earlier signal") for kind in kinds)
    # all series have twelve months in 2025, and no others among the newest twelve
    assert found.by_chance == pytest.approx(found.judged * 12 * FALSE_SIGNALS_PER_MONTH)
    assert profile.signals([]) == profile.Signals(0, 0, 0.0)


def test_a_file_that_knows_no_months_of_a_ward_gives_blanks(changed):
    reader = changed(f"DELETE FROM area_month WHERE area_code = '{PARK_WOOD}'")
    one = profile.measured(reader, PARK_WOOD, "2013")[0]
    assert pd.isna(one.own["rate"]) and one.own["why_blank"] == "no data"
    assert one.side == "" and one.trend.verdict.kind == "no data"


def test_sensitive_measures_are_not_among_them(demonstration):
    asked = {
        row.measure for row in demonstration.read("newest_counts", vintage="2013").itertuples()
    }
    assert asked
    assert all(measures()[name].sensitivity != "sensitive" for name in asked)


def test_ages_add_up_to_the_residents_of_their_year(demonstration):
    for vintage in ("2013", "2024"):
        for ward in places.ward_names(demonstration, vintage):
            found = profile.ages(demonstration, ward)
            counted = demonstration.read("residents", area_code=ward).set_index("year")["people"]
            assert found["people"].sum() == counted[2020]
            assert found["percent"].sum() == pytest.approx(100)
    assert found["borough"].sum() == pytest.approx(100)
    assert list(found["age_band"]) == ["0 to 17", "18 to 64", "65 and over"]


def test_without_ages_none_are_told_and_wards_are_compared_in_what_is_left(changed, demonstration):
    reader = changed("DELETE FROM population_age")
    assert profile.ages(reader, PARK_WOOD).empty
    told = profile.alike(reader, PARK_WOOD, "2013")
    assert told.absent == ("over_64",) and "over_64" not in told.things
    assert profile.alike(demonstration, PARK_WOOD, "2013").absent == ()


def test_the_most_alike_wards_are_the_nearest_in_the_stated_things(demonstration):
    told = profile.alike(demonstration, HIGH_STREET, "2013")
    assert told.things == settings().similar.wards.things
    assert told.wards["distance"].is_monotonic_increasing
    assert told.wards.loc[0, "area_code"] == HIGH_STREET
    assert told.nearest == tuple(told.wards["area_code"][1 : 1 + settings().similar.wards.nearest])
    things = told.wards.set_index("area_code")[list(told.things)].astype(float)
    scaled = (things - things.mean()) / things.std(ddof=0)
    apart = ((scaled.loc[PARK_WOOD] - scaled.loc[HIGH_STREET]) ** 2).mean() ** 0.5
    distance = told.wards.set_index("area_code").loc[PARK_WOOD, "distance"]
    assert distance == pytest.approx(apart)


def test_every_small_area_of_a_ward_has_a_tenth_in_each_edition(demonstration):
    found = profile.deprivation(demonstration, HIGH_STREET)
    for edition, vintage in (("2019", "2011"), ("2025", "2021")):
        lies = demonstration.read("lsoa_wards", lsoa_vintage=vintage, ward_vintage="2013")
        own = lies[lies["ward_code"] == HIGH_STREET]["area_code"]
        assert set(found[found["edition"] == edition]["area_code"]) == set(own)
    assert found["decile"].between(1, 10).all()


def test_what_became_of_a_ward_is_all_of_it_and_reads_the_same_from_the_other_side(demonstration):
    for ward in places.ward_names(demonstration, "2013"):
        found = profile.became(demonstration, ward)
        assert set(found["other_vintage"]) == {"2024"}
        assert found["share"].sum() == pytest.approx(100)
        assert not found["exact"].any()
        back = profile.became(demonstration, found["other_code"].iloc[0]).set_index("other_code")
        assert back.loc[ward, "share"] == pytest.approx(found["other_share"].iloc[0])


def test_views_are_those_of_the_newest_wave_and_hidden_where_few_answered(demonstration):
    told = profile.views(demonstration, HIGH_STREET)
    assert (told.wave.wave, told.wave.status) == ("2020", "illustrative")
    assert told.answers["percent"].notna().all() and told.answers["everyone"].notna().all()
    few = profile.views(demonstration, BOUGHTON).answers
    assert set(few["why_blank"]) == {"hidden"} and few["percent"].isna().all()
    assert profile.views(demonstration, NEW_HIGH_STREET) is None


def test_no_views_without_a_wave_of_answers(changed):
    reader = changed("DELETE FROM survey_wave WHERE status != 'published'")
    assert profile.views(reader, HIGH_STREET) is None


GROUPS = ("Town centre", "Urban wards")


@pytest.mark.parametrize(
    ("text", "name", "tie"),
    [
        ("Walk through High Street at night", "High Street", ""),
        ("Walk through the high street at night", "High Street", None),
        ("A mast in the North of the borough", "North", None),
        ("A drop-in in North ward", "North", ""),
        ("A drop-in in the ward of North", "North", ""),
        ("A drop-in in North wardrobe", "North", None),
        ("A police team for the town centre", "Fant", "Town centre"),
        ("A police team for the whole area", "Fant", None),
    ],
)
def test_an_action_is_tied_to_a_ward_by_its_words_alone(text, name, tie):
    assert profile._tie(text, name, GROUPS) == tie


def test_open_actions_are_those_of_the_current_plan(demonstration, changed):
    told = profile.doing(demonstration, HIGH_STREET, "2013")
    assert told.named.empty and told.open > 0
    assert list(told.evaluated["evaluation"]) == ["town_centre_team"]
    assert profile.doing(demonstration, PARK_WOOD, "2013").evaluated.empty
    reader = changed(
        f"UPDATE action SET action = 'Light Park Wood better', status = 'ongoing'"
        f" WHERE rowid = (SELECT min(rowid) FROM action WHERE plan = '{settings().plan.current}')"
    )
    again = profile.doing(reader, PARK_WOOD, "2013")
    assert list(again.named["action"]) == ["Light Park Wood better"]
    assert list(again.named["tie"]) == [""]


def test_an_action_is_tied_through_a_group_that_the_ward_is_in(changed):
    reader = changed(
        f"UPDATE action SET action = 'A new team in the town centre', status = 'ongoing'"
        f" WHERE rowid = (SELECT min(rowid) FROM action WHERE plan = '{settings().plan.current}')"
    )
    assert list(profile.doing(reader, HIGH_STREET, "2013").named["tie"]) == ["Town centre"]
    assert profile.doing(reader, PARK_WOOD, "2013").named.empty
