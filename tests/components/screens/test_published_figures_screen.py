"""What Published figures says agrees with the register, and with what the screens really show."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens import (
    at_a_glance,
    breakdowns,
    did_it_work,
    feeling_safe,
    priority_trends,
    setting_priorities,
)
from components.screens import published_figures as screen
from components.screens.among_districts import View, admissions
from components.screens.at_a_glance import priorities
from components.screens.at_a_glance import published as published_2020
from components.screens.domestic_abuse import heading, reached, shown
from components.screens.doubts import doubts
from components.screens.figure_uses import SCREENS, uses
from components.screens.priority_trends import pair as counts_of
from components.screens.priority_trends import promises
from components.screens.setting_priorities import order
from components.words import published_figures as words
from components.words.files import csv_bytes
from csp.answers import districts, evaluation, plans
from csp.answers import published_figures as published
from csp.db import Reader
from tests.long import LONG

NAMES = {
    at_a_glance: "At a glance",
    priority_trends: "Priority trends",
    admissions: "Maidstone in Kent",
    breakdowns: "Priority trends",
    shown: "Domestic abuse",
    feeling_safe: "Feeling safe",
    did_it_work: "Did it work?",
    setting_priorities: "Setting priorities",
}
NONE = "No chart uses"


@pytest.fixture(scope="module")
def opened(demonstration_folder) -> Iterator[Reader]:
    """One reader for the whole module: what every screen shows is gathered once."""
    reader = Reader((demonstration_folder / "demonstration.duckdb").resolve(), "demonstration")
    yield reader
    reader.close()


@pytest.fixture
def demonstration(opened, demonstration_folder, monkeypatch) -> Reader:
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return opened


def numbers_of(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def test_title_and_lead_count_what_the_register_holds(demonstration):
    rows, found = published.register(demonstration), published.disagreements(demonstration)
    title, lead = screen.heading(demonstration)
    assert numbers_of(title) == [len(rows), len(found)]
    again = rows["recomputed"].notna().sum()
    off = (found["against"] == "recomputed").sum()
    open_ones, against_words = ((found["kind"] == kind).sum() for kind in ("open", "words"))
    assert numbers_of(lead) == [
        *(again, again - off, len(found), open_ones, against_words),
        *(2014, 2020),
    ]
    assert "six do not" in lead and off == 6
    assert "**six** give one thing two values" in lead and (found["kind"] == "same").sum() == 6


def test_the_table_has_every_place_the_worst_first_and_corrects_nothing(demonstration):
    made, found = screen.adds_up(demonstration), published.disagreements(demonstration)
    assert made.under == words.NOTHING_CORRECTED
    assert made.table.count('<th scope="row"') == len(found)
    assert [made.table.index(title) for title in words.GROUPS.values()] == sorted(
        made.table.index(title) for title in words.GROUPS.values()
    )
    first = made.table.split('<th scope="row">')[1]
    assert ">34%<" in first and "18.8%" in first and "from its parts" in first
    tags = made.table.count("May not be a conflict: ")
    assert tags == (found["alike"] != "same").sum()


def test_the_two_values_of_every_disagreement_look_different(demonstration):
    """Else the table would say that 20% disagrees with 20%."""
    figures = screen.by_id(demonstration)
    for row in published.disagreements(demonstration).itertuples():
        figure = figures[row.figure]
        told = words.stated(figure["stated"], figure["unit"])[0]
        if row.against == "recomputed":
            assert told != words.given(row.other, figure["stated"], figure["unit"])[0]
        elif row.against != "words":
            other = figures[row.against]
            assert told != words.stated(other["stated"], other["unit"])[0]


def test_a_small_count_is_cited_and_never_nought(demonstration):
    rows = published.register(demonstration)
    blank = rows[rows["value"].isna()]
    assert len(blank) > 10
    made = screen.found(demonstration, "", "", "", every=True).figure
    assert made.table.count(f'<span class="m cited">{words.CITED}</span>') == len(blank)
    own = made.files.set_index("figure").loc[blank["figure"]]
    assert own["value"].isna().all() and (own["blank"] == words.CITED).all()


def test_the_first_rows_are_shown_and_all_are_in_the_file(demonstration):
    some = screen.found(demonstration, "", "", "")
    every = screen.found(demonstration, "", "", "", every=True)
    assert some.figure.table.count('<th scope="row"') == screen.FIRST
    assert every.figure.table.count('<th scope="row"') == every.count == 618
    assert len(some.figure.files) == 618
    assert len(some.figure.table.encode()) < 60_000


def test_a_search_finds_values_and_months_as_they_are_written(demonstration):
    for search in ("2,683", "2683 incidents", "domestic abuse aug 2016", "5.7 recorded incidents"):
        made = screen.found(demonstration, search, "", "").figure
        assert "domestic_abuse_incidents_2016" in set(made.files["figure"]), search


def test_the_files_run_no_formula_and_keep_blanks_blank(demonstration):
    made = screen.found(demonstration, "", "", "").figure
    again = pd.read_csv(BytesIO(csv_bytes(made.files, {"source": "s"})), encoding="utf-8-sig")
    assert len(again) == 618 and again["value"].isna().sum() == made.files["value"].isna().sum()
    text = again.select_dtypes(exclude="number").fillna("").astype(str)
    assert not text.apply(lambda column: column.str.startswith(("=", "+", "@"))).any(axis=None)
    assert len(screen.adds_up(demonstration).files) == 39


def test_what_cannot_be_read_is_grouped_by_document(demonstration):
    made = screen.unreadable(demonstration)
    assert numbers_of(made.title) == [len(made.files)] == [63]
    assert sum(int(name.rpartition("(")[2].rstrip(")")) for name, _ in made.tables) == 63


# Which screens show which figure


@lru_cache(maxsize=1)
def said_by(path: Path) -> tuple[dict[str, str], set[str]]:
    """What `told_by` gives for a file, and the figures that the screens read by id meanwhile: made
    once for the tests of this module.
    """
    asked: set[str] = set()

    class Noting(Reader):
        def read(self, name, **params):
            if name == "published_figures":
                asked.update(params["figures"])
            return super().read(name, **params)

    reader = Noting(path)
    told = told_by(reader)
    reader.close()
    return told, asked


def told_by(reader: Reader) -> dict[str, str]:
    """All that each screen says of published figures."""
    services = reached.published(reader).table
    share, pair = heading(reader, None)[0], []
    parts: dict[str, str] = {}
    for plan in plans.plans(reader):
        for priority in plans.priorities(reader, plan):
            counts = None if priority.live else counts_of.counts(reader, priority, LIGHT)
            pair.append(counts.table if counts else "")
            pair.append(promises.indicators(reader, plan, plan, priority, LIGHT).table)
            for chosen in breakdowns.offered(reader, plan, priority.title):
                if chosen not in parts:  # the same under every plan
                    made = breakdowns.breakdown(reader, plan, priority.title, chosen, LIGHT)
                    parts[chosen] = made.table + made.note
    glance = published_2020.published(reader)
    rows = priorities.rows_file(priorities.rows(reader, LIGHT)).to_csv()
    stated = glance.files.to_csv() + glance.title
    feelings = [
        feeling_safe.waves(reader, LIGHT),
        feeling_safe.worries(reader, LIGHT),
        feeling_safe.targets(reader),
    ]
    admitted = [
        admissions.part(reader, View("admissions", None, None, "", "", what), LIGHT).figures[0]
        for what in districts.admissions(reader)
    ]
    weighed = setting_priorities.View(setting_priorities.RANKING)
    return {
        "": rows + stated,
        "among_districts": "".join(one.figure.table for one in admitted),
        "priority_trends": "".join([*pair, *parts.values()]),
        "domestic_abuse": services + share,
        "feeling_safe": "".join(made.table + made.files.to_csv() for made in feelings),
        "did_it_work": "".join(
            made.table
            for action in evaluation.actions(reader).values()
            if (made := did_it_work.published(reader, action)) is not None
        ),
        "setting_priorities": order.weighed(reader, weighed).table,
    }


@LONG
def test_every_figure_that_is_said_to_be_shown_stands_on_that_screen(demonstration):
    told, figures = said_by(demonstration.path)[0], screen.by_id(demonstration)
    missing = []
    for figure, shown_on in uses(demonstration).items():
        value = float(figures[figure]["stated"])
        for use in shown_on:
            forms = {f"{abs(value):,.10g}", f"{abs(value):.10g}", str(abs(value))}
            if not any(form in told[use.page] for form in forms):
                missing.append((figure, use.page))
    assert missing == []
    assert {use.page for found in uses(demonstration).values() for use in found} == set(told)


def test_no_screen_asks_for_a_figure_that_is_not_said_to_be_shown(demonstration):
    asked = said_by(demonstration.path)[1]
    assert {"all_crime_2019", "repeat_victims_2016", "domestic_abuse_six_wards"} <= asked
    assert asked <= set(uses(demonstration))


def test_counts_indicators_and_survey_shares_that_screens_read_are_in_it(demonstration):
    held = set(uses(demonstration))
    for plan in plans.plans(demonstration):
        for priority in plans.priorities(demonstration, plan):
            found = plans.indicators(demonstration, plan, [priority.title])
            assert set(plans.stated_figures(found)) <= held
            if priority.published and not priority.live:
                assert set(priority.published.figures) <= held
    assert {"safe_day_2017", "safe_day_base_2020", "survey_2017_fraud_plan_2020"} <= held
    assert "survey_2017_safe_home_plan_2020" not in held  # asked at home: on no chart


def test_every_link_leads_to_a_plan_and_priority_that_are_offered(demonstration):
    offered = {
        (plan, priority.title)
        for plan in plans.plans(demonstration)
        for priority in plans.priorities(demonstration, plan)
    }
    linked = {
        (dict(use.choices)["plan"], dict(use.choices)["priority"])
        for found in uses(demonstration).values()
        for use in found
        if use.page == "priority_trends"
    }
    assert len(linked) > 5
    assert linked <= offered


def test_what_is_said_of_the_screens_is_true_of_them(demonstration):
    """A screen is named where it shows a side of the disagreement, and no other."""
    concerned: dict[tuple[str, str], set[str]] = {}
    for one in SCREENS:
        own = published.about(demonstration, published.ids(one.shown_figures(demonstration)))
        for row in own.itertuples():
            concerned.setdefault((row.figure, row.against), set()).add(NAMES[one])
    for row in published.disagreements(demonstration).itertuples():
        named = {name for name in NAMES.values() if name in row.uses}
        if row.uses.startswith(NONE):
            named = set()
        assert named == concerned.get((row.figure, row.against), set()), row.figure


SAID = {
    "At a glance": ("", r"fall of (\d+)%|rise of ([\d.]+)%|counts.*?, ([\d,]*\d) and ([\d,]*\d)"),
    "Priority trends": ("priority_trends", r"the ([\d.]+)%|shows the (\d+) as"),
}


def test_each_value_that_a_screen_is_said_to_show_stands_on_it(demonstration):
    told, checked = said_by(demonstration.path)[0], []
    for row in published.disagreements(demonstration).itertuples():
        for name, (page, pattern) in SAID.items():
            if not row.uses.startswith(name):
                continue
            values = [one for found in re.findall(pattern, row.uses) for one in found if one]
            for value in values:
                assert value.replace(",", "") in told[page].replace(",", ""), (row.figure, value)
            checked += values
    assert {"2", "30", "23.9", "8", "17,244", "16,947", "139", "165"} <= set(checked)
    assert {"18.8", "63", "58"} <= set(checked)


# The notes below the figures of other screens


def test_the_notes_stand_below_the_figures_that_they_are_about(demonstration):
    stated = published_2020.published(demonstration).doubts
    assert len(stated) == 6
    assert any("36.5%" in told and "shows the fall of 30%" in told for told in stated)
    (counts,) = doubts(demonstration, priorities.shown_as_counts(demonstration))
    assert "18.7% above the average of Kent" in counts and "139 and 165" in counts
    plan = "2013-18"
    by_title = {one.title: one for one in plans.priorities(demonstration, plan)}

    def of(title: str) -> str:
        shown_now = priority_trends.shown_for(demonstration, plan, by_title[title])
        return " ".join(doubts(demonstration, shown_now))

    assert "give 18.8%" in of("Violent crime: domestic abuse")
    assert "cannot be of the same span" in of("Substance misuse")
    assert of("Anti-social behaviour") == ""
    assert reached.published(demonstration).doubts == ()
