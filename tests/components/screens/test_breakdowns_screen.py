"""What the breakdowns say agrees with the register; no small count of people follows from it."""

import json
import re
from dataclasses import dataclass

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens import breakdowns as screen
from components.screens.figures import Figure
from components.words import breakdowns as words
from csp.answers import breakdowns as answers
from csp.answers import plans
from csp.answers import published_figures as published
from csp.answers.breakdowns import Breakdown
from csp.build.published import OF_PEOPLE
from csp.db import Reader
from tests.csp.test_breakdowns import with_partner_rows
from tests.long import LONG

SUBSTANCE = ("2020-21", "Substance misuse")


@dataclass(frozen=True)
class Made:
    """A published breakdown with a plan and priority that it stands under, and its figure."""

    plan: str
    priority: str
    told: Breakdown
    figure: Figure


@pytest.fixture(scope="module")
def every(demonstration_folder) -> list[Made]:
    """Each published breakdown once, drawn once for all tests."""
    reader = Reader((demonstration_folder / "demonstration.duckdb").resolve())
    found: dict[str, Made] = {}
    for plan in plans.plans(reader):
        for priority in plans.priorities(reader, plan):
            for told in answers.breakdowns(reader, plan, priority.title):
                if told.id not in found:
                    figure = screen.breakdown(reader, plan, priority.title, told.id, LIGHT)
                    found[told.id] = Made(plan, priority.title, told, figure)
    reader.close()
    return list(found.values())


@pytest.fixture(scope="module")
def figures(every) -> dict[str, Figure]:
    """The figures by the id of their breakdown."""
    return {one.told.id: one.figure for one in every}


def figure_of(reader: Reader, plan: str, priority: str, chosen: str) -> Figure:
    return screen.breakdown(reader, plan, priority, chosen, LIGHT)


@LONG
def test_every_plan_s_priorities_are_served(demonstration, every):
    assert len(every) > 30
    without = [
        (plan, priority.title)
        for plan in plans.plans(demonstration)
        for priority in plans.priorities(demonstration, plan)
        if not screen.offered(demonstration, plan, priority.title)
    ]
    assert without == [("2013-18", "Prevention and early intervention")]


def test_a_screen_s_figures_are_those_of_the_breakdowns_offered(demonstration):
    made = screen.breakdowns(demonstration, *SUBSTANCE, LIGHT)
    offered = screen.offered(demonstration, *SUBSTANCE)
    assert len(made) == len(offered) >= 8
    assert "alcohol_admissions_districts" in offered


TITLES = {
    "alcohol_admissions_districts": "Maidstone: hospital admissions for alcohol rose from 139 to"
    " 165, which may be chance",
    "psychoactive_admissions_districts": "Maidstone: hospital admissions for psychoactive"
    " substances fell from 690 to 636, which may be chance",
    "needle_months": "Needles found rose from 1,934 to 2,036",
    "treatment_age": "Structured treatments for substance misuse rose from 508 to 513, which may be"
    " chance",
    "hate_crime_strands": "Reported hate crimes rose from 370 to 426, more than chance would give",
    "asb_complaints_kinds": "Complaints to the council: of seven kinds of complaint one rose and"
    " two fell by more than chance would give",
    "town_centre": "Town centre: theft in High Street rose from 165 to 307, more than chance would"
    " give",
    "section_136": "Section 136: uses by the police rose from 112 to 142, which may be chance",
    "crime_types_2020": "As stated, all crime fell by 1.7%; drug offences rose most, by 23.9%;"
    " public order offences fell most, by 30%",
    "offender_management_shares": "People in integrated offender management: West Division 36%,"
    " East Division 34% and North Division 30%",
    "road_casualties": "People killed or seriously injured on the roads: 63 in 2013, 74 in 2014 and"
    " 50 in 2015",
    "licensing": "Inspections by the police since April 2019: more than 1,000",
}


def test_titles_say_what_the_documents_state(figures):
    found = {name: figure.title for name, figure in figures.items()}
    assert {name: found[name] for name in TITLES} == TITLES


def test_each_title_s_numbers_are_values_of_its_rows(every):
    """Every number in a message is a value shown in its table, or counts rows in words."""
    for one in every:
        made, title = one.told, one.figure.title
        values = pd.concat([made.rows["before"], made.rows["after"]]).dropna().abs()
        forms = {f"{value:,.10g}" for value in values} | set(made.rows["label"])
        labels = " ".join([*made.rows["label"], made.counted])
        for number in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", title):
            assert number in forms or number in labels, (made.id, number)


def test_a_verdict_is_more_than_chance_exactly_where_p_is_small(every):
    asked = 0
    for made in (one.told for one in every):
        for row in made.rows.itertuples():
            if pd.isna(row.p):
                assert row.verdict == ""
                continue
            asked += 1
            moved = row.p < 0.05 and row.difference != 0
            assert (row.verdict != "none") == moved, (made.id, row.label)
            if moved and row.better == "lower":
                assert row.verdict == ("better" if row.difference < 0 else "worse")
    assert asked > 50


def test_no_percentage_stands_on_fewer_than_ten(every):
    for made in (one.told for one in every):
        small = made.rows[made.rows["before"] < 10]
        assert small["percent"].isna().all(), made.id


def test_sums_of_parts_are_the_stated_totals(every):
    """Twelve districts, twelve months and the reasons of warnings add up, as the register says."""
    held = {one.told.id: one.told.rows for one in every}
    for name in (
        "alcohol_admissions_districts",
        "psychoactive_admissions_districts",
        "needle_months",
        "protection_warnings",
        "protection_notices",
        "one_stop_shop",
    ):
        rows = held[name]
        parts, whole = rows[~rows["whole"]], rows[rows["whole"]].iloc[0]
        for column in ("before", "after"):
            assert parts[column].sum() == whole[column], name
    districts = held["alcohol_admissions_districts"]
    assert (~districts["whole"]).sum() == 12
    assert "E06000035" not in set(districts["area_code"])  # Medway


def test_the_page_says_that_medway_is_not_in_the_table_of_districts(figures):
    made = figures["alcohol_admissions_districts"]
    assert "Medway" in made.note and "not in it" in made.note


# An attacker's look


def test_no_count_that_is_only_cited_is_in_table_picture_or_file(every):
    blanks = 0
    for one in every:
        made, figure = one.told, one.figure
        for row in made.rows.itertuples():
            blank = [
                column
                for column in ("before", "after")
                if isinstance(getattr(row, f"{column}_figure"), str)
                and pd.isna(getattr(row, column))
            ]
            if not blank:
                continue
            blanks += 1
            own = figure.files[figure.files["label"] == row.label].iloc[0]
            held = own.reindex([*blank, "difference", "percent", "p"])
            assert held.isna().all(), (made.id, row.label)
            told = figure.table.split(f">{row.label}</th>")[1].split("</tr>")[0]
            assert "cited" in told
            assert not re.search(r"[+−]\d", told), (made.id, row.label)
    assert blanks > 8


def test_nothing_shown_together_gives_a_count_that_is_only_cited(demonstration):
    """Every way in which the register works a figure out: all its members but one shown, and that
    one blank, would give it. The documents' sums are such ways; so is a whole less its rows.
    """
    register = published.register(demonstration).set_index("figure")
    shown = published.ids(screen.shown_figures(demonstration))
    assert "treatment_2019" in shown and "hate_crime_2018" in shown
    assert register.loc[list(shown), "value"].notna().all()
    for figure, row in register.iterrows():
        members = [figure, *row["parts"]]
        hidden = [one for one in members if pd.isna(register.loc[one, "value"])]
        if row["parts"] and len(hidden) == 1:
            assert not shown.issuperset(set(members) - set(hidden)), figure


def test_a_whole_less_its_rows_gives_no_count_that_is_only_cited(every):
    looked_at = 0
    for made in (one.told for one in every):
        whole = made.rows[made.rows["whole"]]
        if whole.empty or whole.iloc[0]["unit"] not in OF_PEOPLE:
            continue
        parts = made.rows[~made.rows["whole"]]
        for column in ("before", "after"):
            named = parts[parts[f"{column}_figure"].notna()]
            blank = int(named[column].isna().sum())
            rest = whole.iloc[0][column] - named[column].sum()
            looked_at += blank > 0
            # several parts share what is left, and overlapping parts leave less than nothing
            assert not blank or rest < 0 or (blank > 1 and rest > blank), (made.id, column)
    assert looked_at == 4  # treatment by age and hate crime by strand, two years each


# Pictures, and what is said of them


@pytest.mark.parametrize("name", ["treatment_age", "alcohol_admissions_districts"])
def test_a_picture_holds_the_rows_with_values_and_no_other(every, figures, name):
    made = figures[name]
    (found,) = (one.told for one in every if one.told.id == name)
    rows = found.rows[~found.rows["whole"] & found.rows["after"].notna()]
    (table,) = [rows for rows in made.spec["datasets"].values() if rows and "both" in rows[0]]
    assert {row["label"]: row["after"] for row in table} == dict(
        zip(rows["label"], rows["after"], strict=True)
    )
    assert {row["in_ink"] for row in table if row["label"] != "Maidstone"} == {False}


def test_facts_of_several_units_have_no_picture(every):
    for one in every:
        made, figure = one.told, one.figure
        assert (figure.spec is None) == (made.form == "list"), made.id
        assert figure.table and len(figure.files) == len(made.rows)
        if figure.spec is not None:
            assert figure.title in figure.alt
            assert len(json.dumps(figure.spec)) < 40_000


def test_what_the_text_has_lost_is_said(figures):
    note = figures["youth_offending"].note
    assert "“Young offenders by ward, 2018-19”" in note and "little figures of people" in note


def test_where_the_documents_disagree_the_breakdown_says_so(figures):
    made = figures["alcohol_admissions_districts"]
    assert any("18.7%" in one for one in made.doubts)


def test_values_in_a_note_come_from_the_register(figures):
    note = figures["psychoactive_admissions_districts"].note
    assert "gives 443 people" in note and "{" not in note


def test_the_key_names_the_colours_that_are_drawn(figures):
    made = figures["asb_complaints_kinds"]
    assert [direction for _, direction, _ in made.shapes] == ["", "better", "worse", "grey"]
    assert words.RING in made.shapes[0]


# Partners' counts


def test_partners_counts_stand_before_what_was_published(demonstration, tmp_path):
    reader = with_partner_rows(demonstration, tmp_path)
    under = ("2020-21", "Preventing radicalisation")
    offered = screen.offered(reader, *under)
    assert list(offered) == ["live_hate_crime_strands", "hate_crime_strands"]
    made = figure_of(reader, *under, "live_hate_crime_strands")
    assert made.title == (
        "Reported hate crimes: race rose from 120 to 240, more than chance would give; other stayed"
        " at 24"
    )
    assert made.under.startswith("Jan 2025 to Dec 2025 against Jan 2024 to Dec 2024")
    assert made.dataset == "hate_crime" and not made.illustrative and made.doubts == ()
    reader.close()


def test_invented_records_stand_behind_and_say_so(demonstration):
    under = ("2020-21", "Reducing the harm of domestic abuse")
    offered = list(screen.offered(demonstration, *under))
    assert offered.index("live_one_stop_shop") == offered.index("one_stop_shop") + 1
    made = figure_of(demonstration, *under, "live_one_stop_shop")
    assert made.illustrative and "ILLUSTRATIVE" in made.table
    assert "ILLUSTRATIVE" in json.dumps(made.spec)


def test_the_town_centre_now_stands_beside_the_published_counts(demonstration):
    under = ("2020-21", "Serious, violent and organised crime")
    made = figure_of(demonstration, *under, "live_town_centre")
    assert made.title.startswith("High Street: ") and made.under.endswith("High Street")
    assert made.dataset == "police_uk" and "not joined" in made.note


def test_what_is_not_offered_is_refused(demonstration):
    with pytest.raises(KeyError):
        figure_of(demonstration, *SUBSTANCE, "gossip")
    with pytest.raises(KeyError):
        figure_of(demonstration, *SUBSTANCE, "live_treatment_age")
