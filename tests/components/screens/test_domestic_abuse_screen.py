"""What Domestic abuse says agrees with what was published; invented records claim nothing."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from components.charts.palette import DARK, LIGHT
from components.charts.theme import ILLUSTRATIVE
from components.screens import domestic_abuse as screen
from components.screens.domestic_abuse import View, reached, reading, when, where
from components.tables.html import ILLUSTRATIVE_TAG
from components.words import domestic_abuse as words
from csp.answers import domestic_abuse as abuse
from csp.answers import places
from csp.answers.plans import indicators, priorities

HIGH_STREET = "E05004996"
# In the order of the page: what is made of invented records in the demonstration.
HELD = {
    "over time": lambda reader, view: where.over_time(reader, view, LIGHT),
    "curve": lambda reader, view: where.curve(reader, view, LIGHT),
    "agreement": where.agreement,
    "hours": lambda reader, view: when.hours(reader, view, LIGHT),
    "shifts": when.shifts,
    "months": lambda reader, view: when.monthly(reader, view, LIGHT),
    "season": lambda reader, view: when.season(reader, view, LIGHT),
    "named days": lambda reader, view: when.named_days(reader, view, LIGHT),
    "coverage": lambda reader, view: reached.coverage(reader, view, LIGHT),
    "beside": reached.beside,
    "series": reading.series,
}
BELOW_THE_BOROUGH = ("curve", "agreement", "coverage", "beside", "series")


@pytest.fixture
def view(demonstration) -> View:
    newest = places.periods(demonstration, abuse.INCIDENTS)[0]
    return View("where", newest, "count", "", "2013", illustrative=True, public=False)


def test_title_and_lead_are_the_published_facts_while_records_are_invented(demonstration, view):
    for seen in (None, view, replace(view, illustrative=False, public=True)):
        title, lead = screen.heading(demonstration, seen)
        assert title == "Six wards held 42.5% of recorded domestic abuse"
        assert "most in High Street, then Park Wood" in lead
        assert "a rise is not shown as bad, nor a fall as good" in lead


def test_a_partners_records_make_the_title_themselves(demonstration, view):
    title, lead = screen.heading(demonstration, replace(view, illustrative=False))
    wards = places.ward_rates(demonstration, abuse.incidents(), view.period.span, "2013")
    events = sorted(wards["events"], reverse=True)
    boring = next(n for n in range(27) if sum(events[:n]) >= sum(events) / 2)
    assert boring == 6
    assert title == "Six of 26 wards hold half of recorded domestic abuse"
    assert f"{int(sum(events)):,} recorded incidents" in lead


@pytest.mark.parametrize("name", HELD)
def test_invented_records_are_marked_and_no_message_names_a_ward(demonstration, view, name):
    made = HELD[name](demonstration, view)
    assert made.illustrative
    assert ILLUSTRATIVE_TAG in made.table
    assert made.spec is None or made.spec["title"]["text"] == ILLUSTRATIVE
    told = f"{made.title} {made.under} {made.note}"
    wards = places.ward_names(demonstration, "2013").values()
    assert not [ward for ward in wards if ward in told]
    assert "would reach most unmet need in" not in told
    assert demonstration.read("datasets").set_index("dataset")["status"][made.dataset] == (
        "illustrative"
    )


@pytest.mark.parametrize("name", HELD)
def test_real_records_wear_no_mark(demonstration, view, name):
    made = HELD[name](demonstration, replace(view, illustrative=False))
    assert not made.illustrative
    assert ILLUSTRATIVE_TAG not in made.table
    assert ILLUSTRATIVE not in json.dumps(made.spec)
    assert not made.title.startswith("What ")


@pytest.mark.parametrize("show", ["count", "rate", "hotspots"])
def test_the_wards_of_invented_records_are_marked_and_ranked_in_no_words(demonstration, view, show):
    made = where.wards(demonstration, replace(view, show=show), LIGHT)
    assert made.title == made.lead == ""
    assert len(made.panels) == 2
    assert all(spec["title"]["text"] == ILLUSTRATIVE for _, spec in made.panels)
    assert made.table.startswith(ILLUSTRATIVE_TAG)
    assert "(illustrative: invented sample records)</caption>" in made.table
    areas = json.loads(made.areas({}))["features"]
    assert len(areas) == 26
    assert {area["properties"]["status"] for area in areas} == {"illustrative"}
    assert (made.small is not None) == (show == "hotspots")
    assert made.small is None or made.small.table().startswith(ILLUSTRATIVE_TAG)


def test_the_wards_of_real_records_wear_no_mark(demonstration, view):
    made = where.wards(demonstration, replace(view, show="rate", illustrative=False), LIGHT)
    assert all("title" not in spec for _, spec in made.panels)
    assert ILLUSTRATIVE_TAG not in made.table
    assert "read its count as well" in made.note


def test_each_ward_has_its_hotspot_class_its_areas_and_how_it_lasts(demonstration, view):
    made = where.wards(demonstration, replace(view, show="hotspots"), LIGHT)
    own = made.files.set_index("area_code").loc[HIGH_STREET]
    assert own["pattern"] == "persistent"
    assert f">{own['areas_in_class']} of {own['areas']}<" in made.table
    assert "Persistent: hot in at least four of five quarters" in made.note


def test_incidents_without_a_ward_are_told(demonstration, view):
    assert words.without_place(0, 100) == ""
    assert words.without_place(12, 3582) == "12 of 3,582 incidents have no place in a ward."


@pytest.mark.parametrize("name", BELOW_THE_BOROUGH)
def test_the_public_edition_shows_nothing_below_the_borough(demonstration, view, name):
    assert HELD[name](demonstration, replace(view, public=True)) is None


def test_the_public_edition_has_hours_of_the_borough_alone(demonstration, view, monkeypatch):
    monkeypatch.setattr(demonstration, "edition", "public")
    asked = replace(view, public=True, ward=HIGH_STREET)
    assert "Maidstone" in when.hours(demonstration, asked, LIGHT).under
    assert set(when.hours(demonstration, asked, LIGHT).files["place"]) == {"Maidstone"}


def test_the_hours_of_a_chosen_ward_are_its_own(demonstration, view):
    borough = when.hours(demonstration, view, LIGHT).files["events"].sum()
    made = when.hours(demonstration, replace(view, ward=HIGH_STREET), LIGHT)
    assert "High Street" in made.under
    assert 0 < made.files["events"].sum() < borough / 3


def test_the_framed_shifts_are_the_shifts_of_the_table(demonstration, view):
    framed = when.hours(demonstration, view, LIGHT).spec
    (frames,) = [
        framed["datasets"][layer["data"]["name"]]
        for layer in framed["layer"]
        if layer["mark"].get("stroke") == LIGHT.ink
    ]
    shifts = when.shifts(demonstration, view).files
    assert {(row["y"], row["x"]) for row in frames} >= set(
        zip(shifts["weekday"], shifts["start_hour"], strict=True)
    )
    real = when.hours(demonstration, replace(view, illustrative=False), LIGHT)
    share = f"{100 * shifts['share'].sum():.0f}%"
    assert real.title == f"Six shifts of four hours would meet {share} of recorded incidents"


def test_half_of_the_incidents_is_marked_and_named_only_in_the_table(demonstration, view):
    made = where.curve(demonstration, view, LIGHT)
    assert "6 wards:\n54%" in json.dumps(made.spec, ensure_ascii=False).replace("\\n", "\n")
    assert "High Street" in made.table
    assert "High Street" not in json.dumps(made.spec)
    assert made.files["so_far"].iloc[-1] == pytest.approx(100)
    chosen = where.curve(demonstration, replace(view, ward=HIGH_STREET), LIGHT)
    assert 'class="on"' in chosen.table


def test_no_colour_calls_a_rise_bad(demonstration, view):
    for colours in (LIGHT, DARK):
        for made in (
            when.monthly(demonstration, view, colours),
            when.named_days(demonstration, view, colours),
            when.season(demonstration, view, colours),
            reached.coverage(demonstration, view, colours),
        ):
            drawn = json.dumps(made.spec)
            assert colours.worse not in drawn
            assert colours.better not in drawn
    signals = when.monthly(demonstration, view, LIGHT)
    assert LIGHT.neither in json.dumps(signals.spec)
    assert all(direction in ("", "neither") for _, direction, _ in signals.shapes)


def test_twelve_month_sums_stand_beside_the_months(demonstration, view):
    months = when.monthly(demonstration, view, LIGHT).files
    assert months["rolling"].iloc[:11].isna().all()
    assert months["rolling"].iloc[-1] == months["events"].iloc[-12:].sum()


def test_the_published_table_has_county_and_targets(demonstration):
    made = reached.published(demonstration)
    assert not made.illustrative
    rows = made.files.set_index("what")
    assert rows.loc[
        "Repeat victims", ["before", "latest", "change", "kent", "target"]
    ].tolist() == [
        "26.2%",
        "26.4%",
        "+0.2",
        "24.2%",
        "reduce to 23.5%",
    ]
    assert rows.loc["Share of repeat cases", ["latest", "kent", "target"]].tolist() == [
        "33%",
        "22.4%",
        "maintain 12%",
    ]
    assert rows.loc["One-stop shop visits", ["before", "latest"]].tolist() == ["259", "262"]
    assert rows.loc["of them by men", ["before", "latest"]].tolist() == ["12", "20"]
    assert rows.loc["Sanctuary scheme referrals", ["before", "latest"]].tolist() == ["38", "37"]
    assert "23.5%" in made.title
    titles = [one.title for one in priorities(demonstration, reached.PLAN_OF_TARGETS)]
    promised = indicators(demonstration, reached.PLAN_OF_TARGETS, titles)
    assert 23.5 in set(promised["target"])


def test_advice_is_given_from_real_records_alone():
    wards = pd.DataFrame(
        {
            "area_name": ["Planted", "Loud", "Quiet"],
            "gap": [12.0, 9.0, -3.0],
            "lower": [4.0, -1.0, -9.0],
            "share": [0.8, 0.9, 0.0],
        }
    )
    told = words.coverage_advice(wards, illustrative=False)
    assert "most unmet need in Planted:" in told
    assert "Loud" not in told and "Quiet" not in told
    assert words.coverage_advice(wards, illustrative=True) == words.ADVICE_FROM_REAL_RECORDS
    nothing = words.coverage_advice(wards.assign(lower=-1.0), illustrative=False)
    assert "do not say where" in nothing


def test_wards_are_ranked_only_in_real_records(demonstration, view):
    invented = reached.coverage(demonstration, view, LIGHT)
    assert ">Rank<" not in invented.table
    real = reached.coverage(demonstration, replace(view, illustrative=False), LIGHT)
    assert ">Rank<" in real.table


def test_a_rise_has_two_readings():
    made = reading.both_ways()
    for told in ("If more happened", "If more came forward", "the same people are harmed again"):
        assert told in made.table


def test_nothing_is_said_of_chance_without_a_test():
    assert words.chance(0.03) == "more than chance"
    assert words.chance(0.5) == "within chance"
    assert words.chance(float("nan")) == "–"


def test_agreement_says_whether_the_records_follow_the_ranking(demonstration, view):
    made = where.agreement(demonstration, replace(view, illustrative=False))
    assert "42.5%" in made.table
    assert "first" in made.table
    assert made.title in (
        "The records in hand follow the ranking published in 2020",
        "The order published in 2020 still holds; the six wards’ share has moved",
        "The records in hand differ from the ranking published in 2020",
    )


def test_a_lasting_hotspot_is_counted_not_named(demonstration, view):
    made = where.over_time(demonstration, replace(view, illustrative=False), LIGHT)
    patterns = made.files.drop_duplicates("area_code")["pattern"]
    assert (patterns == "persistent").sum() == 1
    new = (patterns == "emerging").sum()
    assert new == 1
    assert made.title == "One ward holds a lasting hotspot; one ward a new one"


def test_a_season_is_told_in_runs_of_months():
    season = pd.DataFrame({"number": range(1, 13), "share": [0.0] * 12})
    assert words.season_title(season, illustrative=False) == "No month of the year stands out"
    season.loc[[4, 5, 6, 11], "share"] = 12.0
    assert words.season_title(season, illustrative=False) == (
        "May to July and December: 10% or more above the average month"
    )


def test_named_days_stand_out_only_beyond_their_interval():
    effects = pd.DataFrame(
        {"effect": ["A", "B", "C"], "lower": [1.1, 0.8, 0.5], "upper": [1.5, 1.2, 0.9]}
    )
    assert words.calendar_title(effects, illustrative=False) == "More than expected: A; fewer: C"
    none = effects.assign(lower=0.5, upper=1.5)
    assert words.calendar_title(none, illustrative=False) == "No named day stands out"


def test_what_was_never_supplied_invites():
    title, told = screen.no_records()
    assert "no records supplied yet" in title
    assert "has an empty form for it" in told
