"""The break register in words: no more exact than it is, and nothing left out."""

from datetime import date

import pandas as pd
import pytest

from components.tables.breaks import break_table, register_table
from components.words import breaks as words
from csp.months import Span

REGISTER = pd.DataFrame(
    [
        ("2016-05-26", None, "law", "annotate", "new substances law"),
        ("2018-01-01", None, "recording rule", "rebase", "crime recorded differently"),
        ("2018-11-01", "2018-12-31", "incomplete supply", "annotate", "incomplete supply"),
        ("2020-03-23", "2021-07-18", "pandemic", "rebase", "pandemic restrictions"),
        ("2022-07-01", None, "system", "do not compare", "new <map> points"),
    ],
    columns=["starts_on", "ends_on", "kind", "effect", "short"],
).assign(note="What it is.", source="A document")
for column in ("starts_on", "ends_on"):
    REGISTER[column] = pd.to_datetime(REGISTER[column])


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (0, "26 May 2016"),
        (1, "2018"),  # the register enters a year as its first day
        (2, "Nov 2018 to Dec 2018"),
        (3, "23 Mar 2020 to 18 Jul 2021"),
        (4, "Jul 2022"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(place, told):
    assert words.when(REGISTER.iloc[place]) == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2014, 12, 1), date(2018, 2, 1), "Break:\ncrime recorded differently\nand 1 more"),
        (date(2019, 3, 1), date(2021, 12, 1), "Break:\npandemic restrictions"),
        (date(2022, 3, 1), date(2023, 12, 1), "Break:\nnew <map> points"),
        (date(2016, 1, 1), date(2016, 12, 1), "1 change"),
        (date(2023, 3, 1), date(2024, 12, 1), ""),
        (date(2017, 1, 1), date(2017, 12, 1), "Break:\ncrime recorded differently"),
    ],
)
def test_a_strip_names_its_restart_and_counts_the_rest(first, last, told):
    assert words.strip(Span(first, last), REGISTER) == told


def test_the_table_lists_every_entry_with_effect_note_and_source():
    made = break_table(REGISTER)
    assert made.count("<tr>") == 1 + len(REGISTER)
    assert made.index("&lt;map&gt;") < made.index("New substances law")
    for told in ("Limits start afresh", "Noted; limits go on", "Not compared across"):
        assert told in made
    assert made.count("What it is.") == made.count("Source: A document") == len(REGISTER)


def test_the_register_is_summed_up_by_what_its_entries_do():
    assert words.register_title(REGISTER) == (
        "Five changes in recording are registered; three restart a series"
    )
    assert words.register_title(REGISTER.head(1)) == (
        "One change in recording is registered; none restarts a series"
    )
    lead = words.register_lead(REGISTER)
    assert "The newest change is of **Jul 2022**: new <map> points." in lead
    assert lead.endswith("Across one of them no comparison is made.")
    assert words.register_lead(REGISTER.head(2)).endswith(
        "No comparison is refused because of one."
    )
    assert (words.reach(REGISTER), words.reach(REGISTER.head(1))) == ("2016 to 2022", "2016")


def test_what_is_crossed_is_told_in_one_sentence_or_not_at_all():
    assert words.across(REGISTER.head(0)) == words.inside(REGISTER.head(0)) == ""
    assert words.across(REGISTER.head(1)) == (
        "A change in how it was recorded falls between what is compared here: new substances law"
        " (26 May 2016)."
    )
    assert words.inside(REGISTER.head(2)) == (
        "Changes in how it was recorded fall into these months: new substances law (26 May 2016)"
        " and crime recorded differently (2018)."
    )


def test_the_register_of_all_datasets_names_kind_and_dataset_of_each():
    made = register_table(REGISTER.assign(title="Crime & disorder"))
    assert made.count('<td class="wide">Crime &amp; disorder</td>') == len(REGISTER)
    assert "Recording rule" in made
    assert made.index("&lt;map&gt;") < made.index("New substances law")
