"""Ward profile: what is said is what the numbers are; what is not held is said calmly."""

import re

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens.figures import Figure
from components.screens.ward_profile import View, measures, people, said_and_done
from components.screens.ward_profile.opening import locator, opening
from components.tables import ward_profile as tables
from components.words import numbers
from components.words import ward_profile as words
from csp.answers import places
from csp.answers import ward_profile as answers
from csp.settings import settings
from tests import map_read

HIGH_STREET, PARK_WOOD, BOUGHTON = "E05004996", "E05005002", "E05004985"
OLD, NEW = View("2013", HIGH_STREET), View("2024", "E05015603")
JUDGING = re.compile(r"\b(worst|best|worse|better)\b", re.IGNORECASE)


def image(address: str, alt: str, width: int, height: int) -> str:
    return f'<img src="{address}" alt="{alt}" width="{width}" height="{height}">'


def mark(shape: str, direction: str) -> str:
    return f"<i>{shape} {direction}</i>"


def listed(reader, view: View = OLD) -> tuple[measures.Listed, ...]:
    return measures.tables(reader, view, LIGHT)


def figures(reader, view: View) -> list[Figure]:
    made = [one.figure for one in listed(reader, view)]
    made += [make(reader, view, LIGHT) for make in (people.deprivation, people.ages)]
    made += [people.similar(reader, view, LIGHT), said_and_done.became(reader, view)]
    return [one for one in (*made, said_and_done.views(reader, view)) if one is not None]


@pytest.mark.parametrize("view", [OLD, View("2013", BOUGHTON), NEW], ids=lambda one: one.ward)
def test_every_figure_has_its_message_table_file_and_source(demonstration, view):
    made = figures(demonstration, view)
    assert len(made) == (5 if view.vintage == "2024" else 6)
    held = set(demonstration.read("datasets")["dataset"])
    for one in made:
        assert one.title and one.period and len(one.files)
        assert one.dataset in held
        assert "<table" in one.table
        assert (one.spec is None) == (one.alt == "")
        told = f"{one.title} {one.under} {one.note} {one.table}"
        assert not re.search(r"\bnan\b", told, re.IGNORECASE)
        assert not JUDGING.search(f"{one.title} {one.under} {one.note}")


def test_the_title_and_the_lead_are_the_numbers(demonstration):
    told = answers.measured(demonstration, HIGH_STREET, "2013")
    said = opening(demonstration, OLD)
    own = told[0].own
    assert own["rank_low"] == own["rank_high"] == 1
    assert said.title == (
        "High Street’s recorded crime rate is clearly above Maidstone’s: first of 26 wards"
    )
    assert f"{int(own['events']):,} crimes here: {own['rate']:.1f} per 1,000" in said.lead
    assert f"against {told[0].borough:.1f} in Maidstone and {told[0].together:.1f}" in said.lead
    assert [one.side for one in told].count("above") == len(told)
    assert f"All {len(told)} rates here lie clearly above the borough’s." in said.lead
    assert settings().wards.denominator_note[0].note in said.lead
    assert said.note == ""


def test_the_lead_counts_what_lies_clearly_on_either_side(demonstration):
    told = answers.measured(demonstration, BOUGHTON, "2013")
    below = [one.side for one in told].count("below")
    assert 1 < below < len(told)
    said = opening(demonstration, View("2013", BOUGHTON))
    assert f"Of {len(told)} rates here {numbers.small(below)} lie clearly below" in said.lead
    assert "between" in said.title and "clearly below" in said.title
    assert settings().wards.denominator_note[0].note not in said.lead


def test_the_facts_are_those_of_the_ward(demonstration):
    facts = {label: (figure, small) for label, figure, small in opening(demonstration, OLD).facts}
    assert facts["Residents"] == ("11,913", "Census 2021; 6.8% of Maidstone")
    assert facts["Most deprived three tenths of England"] == (
        "5 of 7",
        "small areas, edition of 2025",
    )
    assert facts["Aged 0 to 17, and 65 and over"] == ("24%, 11%", "mid-year estimate 2020")
    assert facts["Hotspots of crimes"][0] == "4 of 7"


def test_without_a_ward_the_page_says_how_to_choose_one(demonstration):
    said = opening(demonstration, View("2013", ""))
    assert (said.title, said.lead) == (words.START_TITLE, words.START_LEAD)
    where = locator(demonstration, View("2013", ""), LIGHT)
    assert len(where.panels) == 2 and len(where.files) == 26
    assert {one["properties"]["told"] for one in map_read.areas(where.panels[0][1])} >= {"11,913"}


def test_the_map_outlines_the_ward_and_every_ward_can_be_clicked(demonstration):
    where = locator(demonstration, OLD, LIGHT)
    ((_, spec),) = where.panels
    assert where.alt == "Map of Maidstone with High Street outlined"
    assert len(map_read.areas(spec)) == 26
    strong = [one["mark"] for one in map_read.layers(spec) if one["mark"].get("strokeWidth") == 3]
    assert len(strong) == 1


def test_wards_with_approximate_boundaries_say_so(demonstration):
    assert "approximate" in opening(demonstration, NEW).note
    assert "Approximate" in said_and_done.became(demonstration, NEW).under


def test_each_measure_is_a_row_with_its_figures(demonstration):
    told = answers.measured(demonstration, HIGH_STREET, "2013")
    (one,) = listed(demonstration)
    assert one.name == "profile-police_uk" and one.unprinted == 0
    rows = re.findall(r"<tr[^>]*>(<th scope=\"row\">.*?)</tr>", one.figure.table)
    assert len(rows) == len(told) == len(one.figure.files)
    first = rows[0]
    assert first.count("<td") == 9
    assert "<small>232.9–250.7</small>" in first
    assert f">{int(told[0].own['events']):,}</td>" in first
    assert "4 of 7" in first and "Within its usual range" in first
    assert 'alt="All crime, newest 24 months: no signal' in first
    significant = [row for row in rows if "<b>rose</b>" in row or "<b>fell</b>" in row]
    assert len(significant) == sum(row.change["verdict"] != "none" for row in told)


def test_what_chance_alone_gives_stands_below_the_rows(demonstration):
    told = answers.measured(demonstration, HIGH_STREET, "2013")
    found = answers.signals(told)
    (one,) = listed(demonstration)
    assert f"chance alone begins about {found.by_chance:.1f} signals" in one.figure.note
    assert "Of 15 changes, chance alone would show 0.8" in one.figure.note
    assert one.figure.title == "One of 14 series that can be judged gave a signal"
    assert (found.fired, found.judged) == (1, 14)


def partner_counts(status: str) -> tuple[str, ...]:
    """Statements that give every ward monthly fly-tips, as a partner would."""
    return (
        "INSERT INTO dataset SELECT 'fly', 'Fly-tips', publisher, licence, "
        f"'{status}', 'open', first_period, latest_period, received_at, sha256, rows"
        " FROM dataset WHERE dataset = 'police_uk'",
        "UPDATE measure SET dataset = 'fly' WHERE measure = 'crime_bicycle_theft'",
        "INSERT INTO period SELECT 'fly', * EXCLUDE (dataset) FROM period"
        " WHERE dataset = 'police_uk'",
        "INSERT INTO supply SELECT 'fly', * EXCLUDE (dataset) FROM supply"
        " WHERE dataset = 'police_uk'",
    )


@pytest.fixture
def fly_tips(monkeypatch):
    """One measure comes from a dataset of its own."""
    real = places.mappable

    def moved(reader):
        return [
            one.model_copy(update={"source": "fly"}) if one.id == "crime_bicycle_theft" else one
            for one in sorted(real(reader), key=lambda one: one.id == "crime_bicycle_theft")
        ]

    monkeypatch.setattr(places, "mappable", moved)


def test_invented_counts_wear_their_mark_and_give_no_message(changed, fly_tips):
    police, partner = listed(changed(*partner_counts("illustrative")))
    assert "ILLUSTRATIVE" in partner.figure.table and partner.figure.illustrative
    assert partner.figure.title == words.INVENTED
    assert not police.figure.illustrative


def test_paper_has_room_for_the_first_rows_only_and_says_how_many_are_left(changed, fly_tips):
    police, partner = listed(changed(*partner_counts("partner")))
    assert (police.unprinted, partner.unprinted) == (0, 1)
    assert partner.on_screen_only and not police.on_screen_only
    assert "further" not in words.printed_line(0, ["A"])
    assert words.printed_line(3, ["A", "B", "A"]).endswith(
        "Three further measures are on the screen only. Sources of the lower part: A; B."
    )
    assert words.printed_line(1, ["A"]).count("One further measure is on the screen only.") == 1


def test_a_row_beyond_the_paper_is_marked_so(demonstration):
    told = answers.measured(demonstration, HIGH_STREET, "2013")
    made = tables.measures_table(
        told, [("", "")] * len(told), image, mark, caption="Every measure", printed=2
    )
    assert made.count('<tr class="unprinted">') == len(told) - 2


def test_months_that_are_not_held_give_blanks_and_a_calm_title(changed):
    reader = changed(f"DELETE FROM area_month WHERE area_code = '{PARK_WOOD}'")
    said = opening(reader, View("2013", PARK_WOOD))
    assert said.title == "Park Wood: no counts are held for this ward"
    assert "are held for these wards" in said.lead
    (one,) = listed(reader, View("2013", PARK_WOOD))
    assert "no data" in one.figure.table
    assert one.figure.title == "None of 15 series has enough for a verdict"


def test_what_is_not_held_is_none(changed):
    reader = changed(
        "DELETE FROM population_age",
        "DELETE FROM deprivation",
        "DELETE FROM lsoa_ward WHERE ward_vintage = '2024'",
    )
    assert people.ages(reader, OLD, LIGHT) is None
    assert people.deprivation(reader, OLD, LIGHT) is None
    assert said_and_done.became(reader, OLD) is None
    near = people.similar(reader, OLD, LIGHT)
    assert "Not held, so not compared" in near.note and "in two things only" in near.title
    labels = {label for label, *_ in opening(reader, OLD).facts}
    assert labels == {"Residents", "Residents a square kilometre", "Hotspots of crimes"}


def test_deprivation_is_told_by_small_area_and_never_as_a_mean(demonstration):
    made = people.deprivation(demonstration, OLD, LIGHT)
    assert made.title == (
        "Five of seven small areas are among England’s most deprived three tenths (2025)"
    )
    assert "no average is made" in made.note and "has not moved" in made.note
    assert set(made.files["edition"]) == {"2019", "2025"}
    one_edition = made.files[made.files["edition"] == "2025"]
    assert "has not moved" not in words.deprivation_note(["2025"])
    assert words.deprivation_title(one_edition.head(1)).endswith(
        "is among England’s most deprived three tenths"
    )


def test_the_wards_most_alike_are_named_with_why_and_their_rates(demonstration):
    told = answers.alike(demonstration, HIGH_STREET, "2013")
    made = people.similar(demonstration, OLD, LIGHT)
    near = told.wards.iloc[1]
    assert f"{near['area_name']} is nearest: residents" in made.note
    rows = max(made.spec["datasets"].values(), key=len)
    assert {row["label"] for row in rows} == set(
        told.wards["area_name"].head(1 + settings().similar.wards.nearest)
    )
    assert [row["label"] for row in rows if row["own"]] == ["High Street"]
    rates = answers.measured(demonstration, HIGH_STREET, "2013")[0].rates.set_index("area_code")
    assert f"{rates.loc[near['area_code'], 'rate']:.1f}" in made.table


def test_invented_answers_wear_their_mark_and_small_bases_are_flagged_or_hidden(demonstration):
    made = said_and_done.views(demonstration, OLD)
    assert "ILLUSTRATIVE" in made.table and made.illustrative
    assert made.title == "What residents’ answers by ward can show"
    assert "66, few" in made.table and "read with care" in made.note
    hidden = said_and_done.views(demonstration, View("2013", BOUGHTON))
    assert hidden.table.count("hidden") >= 2 and "fewer than 30" in hidden.note
    assert said_and_done.views(demonstration, NEW) is None


def test_the_wards_of_the_other_set_lead_to_their_own_profiles(demonstration):
    made = said_and_done.became(demonstration, OLD)
    assert made.title == "Now, in the wards of 2024: 84% in High Street and 16% in Tovil"
    assert (
        'href="ward_profile?wards=22+wards+of+2024%2C+approximate&amp;ward=High+Street"'
        in made.table
    )
    back = said_and_done.became(demonstration, NEW)
    assert back.title == "Formerly, in the wards of 2013: High Street"


def test_actions_that_name_the_ward_are_told_else_how_many_are_open_in_all(demonstration):
    told = answers.doing(demonstration, HIGH_STREET, "2013")
    done = said_and_done.doing(demonstration, OLD)
    assert done.title == "No open action of the plan names this ward"
    assert f"{told.open} actions are open across the whole area" in done.lines[-1]
    assert "Town centre team, since 12 Oct 2019" in done.lines[0]
    assert set(done.links.values()) == {"action_plan", "did_it_work"}
    elsewhere = said_and_done.doing(demonstration, View("2013", PARK_WOOD))
    assert set(elsewhere.links.values()) == {"action_plan"}


@pytest.mark.parametrize(
    ("percent", "told"),
    [(0.3, "under 1%"), (99.6, "over 99%"), (100.0, "100%"), (15.6, "16%")],
)
def test_a_share_is_never_rounded_to_none_or_all(percent, told):
    assert words.share(percent) == told


def test_names_with_commas_are_told_apart():
    assert words.listed(["Loose", "East"]) == "Loose and East"
    assert words.listed(["Loose", "Harrietsham, Lenham & North Downs"]) == (
        "Loose; Harrietsham, Lenham & North Downs"
    )


@pytest.mark.parametrize(
    ("sides", "told"),
    [
        (["above", "either"], "Of 2 rates here one lies clearly above the borough’s."),
        (
            ["above", "below", "below"],
            "Of 3 rates here one lies clearly above and two lie clearly below the borough’s.",
        ),
        (["either", ""], "None of 1 rates here lies clearly off the borough’s."),
        (["below", "below"], "All 2 rates here lie clearly below the borough’s."),
    ],
)
def test_the_sides_in_words(sides, told):
    class One:
        def __init__(self, side: str) -> None:
            self.side = side

    assert words.sides([One(side) for side in sides]) == told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(1, 1, "first of 26 wards"), (3, 5, "between third and fifth of 26 wards")],
)
def test_a_place_in_words(low, high, told):
    assert words.place(pd.Series({"rank_low": low, "rank_high": high}), 26) == told
