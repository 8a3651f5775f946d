"""The check of hand-entered files: the committed ones are sound; each slip has its sentence."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from csp.build import load
from csp.build.forms import ACTION_STATUSES, THEMES
from csp.build.published import check_published
from csp.db import sql
from csp.settings import ROOT

COMMITTED = ROOT / "data" / "published"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the committed files that a test may spoil."""
    return Path(shutil.copytree(COMMITTED, tmp_path / "entered"))


PLACES = {
    "figure": "figures/plan_2014.csv",
    "plan": "plans/2013-18/plan.csv",
    "priority": "plans/2020-21/priority.csv",
    "follows": "plans/2017-18/follows.csv",
    "serves": "plans/2020-21/serves.csv",
    "action": "plans/2017-18/action.csv",
    "indicator": "plans/2013-18/indicator.csv",
}


def place(name: str) -> str:
    """Where a kind of table lies that these tests spoil."""
    return PLACES.get(name, f"{name}.csv")


def change(folder: Path, name: str, before: str, after: str) -> int:
    """Replaces the first occurrence; gives the row it stands in, where the header is row 1."""
    file = folder / place(name)
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def add(folder: Path, name: str, line: str) -> int:
    """Adds a line at the end; gives its row."""
    file = folder / place(name)
    text = file.read_text(encoding="utf-8") + line + "\n"
    file.write_text(text, encoding="utf-8")
    return text.count("\n")


def test_the_committed_files_have_no_fault():
    assert check_published(COMMITTED) == []


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        (
            "figure",
            "new_figure,plan_2099,1,Crime,What,12,crimes,,,E07000110,,",
            "\"document\": 'plan_2099' is not a document that is known here.",
        ),
        (
            "figure",
            "crime_2013_change,plan_2014,1,Crime,What,12,crimes,,,E07000110,,",
            "\"figure\": 'crime_2013_change' is entered 2 times.",
        ),
        (
            "figure",
            "new_figure,plan_2017,1,Crime,What,12,crimes,,,E07000110,,",
            '"document": the file is that of another document.',
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Weather,What,12,crimes,,,E07000110,,",
            f"\"theme\": 'Weather' is none of: {'; '.join(THEMES)}.",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12a,crimes,,,E07000110,,",
            "\"value\": '12a' is not a number.",
        ),
        (
            "figure",
            'new_figure,plan_2014,1,Crime,What,"1,200",crimes,,,E07000110,,',
            "\"value\": '1,200' is not a number.",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,2013-02-30,,E07000110,,",
            "\"period_start\": '2013-02-30' is not a date (YYYY-MM-DD).",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,20130201,,E07000110,,",
            "\"period_start\": '20130201' is not a date (YYYY-MM-DD).",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,2014-01-01,2013-01-01,E07000110,,",
            '"period_start": 2014-01-01 is later than its end, 2013-01-01.',
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,,,Maidstone,,",
            "\"area_code\": 'Maidstone' is not an area code (E and eight digits).",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,,,,,change all_crime_2018 nowhere",
            "\"recompute\": 'nowhere' is not a figure that is known here.",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,,,E07000110,,change all_crime_2018",
            '"recompute": “change all_crime_2018” is not a way to recompute a figure.',
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,,,E07000110,,sum new_figure",
            "\"recompute\": 'new_figure' is recomputed from itself.",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,12,crimes,,,E07000110,no_such_figure,",
            "\"comparator\": 'no_such_figure' is not a figure that is known here.",
        ),
        (
            "figure",
            "new_figure,plan_2014,1,Crime,What,9,children,,,E07000110,,",
            '"value": a count of 1 to 9 children is cited, not entered; leave the value blank.',
        ),
        (
            "figure",
            "new_figure,plan_2014,,Crime,What,12,crimes,,,E07000110,,",
            '"section": the cell is empty.',
        ),
        (
            "figure",
            "New-Figure,plan_2014,1,Crime,What,12,crimes,,,E07000110,,",
            "\"figure\": 'New-Figure' is not an id (small letters, digits and underscores).",
        ),
        (
            "plan",
            "Later,plan_2014,2031-01-01,2030-01-01,9,,",
            '"starts": 2031-01-01 is later than its end, 2030-01-01.',
        ),
        (
            "plan",
            "Later,plan_2099,,,9,,",
            "\"document\": 'plan_2099' is not a document that is known here.",
        ),
        (
            "plan",
            "Later,plan_2014,,,last,,",
            "\"sort\": 'last' is not a whole number.",
        ),
        (
            "priority",
            "Something,9,maybe,,,,,",
            "\"cross_cutting\": 'maybe' is none of: true; false.",
        ),
        (
            "priority",
            "Something,9,false,,crime_piracy,,,",
            "\"measure\": 'crime_piracy' is not a measure that is known here.",
        ),
        (
            "priority",
            "Something,9,false,,,crime_drugs crime_piracy,,",
            "\"measures\": 'crime_piracy' is not a measure that is known here.",
        ),
        (
            "priority",
            "Something,9,false,,,,no_such_figure,",
            "\"latest_figure\": 'no_such_figure' is not a figure that is known here.",
        ),
        (
            "indicator",
            "Piracy,Ships taken,,,,,,,,,lower,no target set,,Somewhere,,,,,,,,,,",
            "\"priority\": the plan 2013-18 has no priority 'Piracy'.",
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,,down,no target set,,Somewhere,,,,,,,,,,",
            "\"direction\": 'down' is none of: lower; higher; neither.",
        ),
        (
            "indicator",
            'Road safety,New,,,,,,,two,,lower,"promised, never reported",,Somewhere,,,,,,,,reach,,',
            "\"target\": 'two' is not a number.",
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,,lower,reported,,Somewhere,,,,,,,,,,",
            '"status": it is called reported but has no latest value.',
        ),
        (
            "indicator",
            "Road safety,New,,,,7,2015,,,,lower,no target set,,Somewhere,,,,,,count,,,,",
            "\"status\": it has a latest value but is called 'no target set'.",
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,maintain,lower,no target set,,Somewhere,,,,,,,,maintain,,",
            "\"status\": it has a target but is called 'no target set'.",
        ),
        (
            "indicator",
            'Road safety,New,,,,,,,,,lower,"promised, never reported",,Somewhere,,,,,,,,,,',
            '"status": it is called promised but has no target.',
        ),
        (
            "indicator",
            "Road safety,New,,3,,,,,,,lower,no target set,,Somewhere,,nowhere,,,,count,,,,",
            "\"baseline_figure\": 'nowhere' is not a figure that is known here.",
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,,lower,no target set,,Somewhere,crime_piracy,,,,,,,,,",
            "\"measure\": 'crime_piracy' is not a measure that is known here.",
        ),
        (
            "indicator",
            'Road safety,New,,,,,,,50,,lower,"promised, never reported",,Somewhere,,,,,,,,halve,,',
            "\"target_rule\": 'halve' is not a rule of a target.",
        ),
        (
            "indicator",
            'Road safety,New,,,,,,,50,,lower,"promised, never reported",,Somewhere,,,,,,,,,,',
            '"target_rule": it has a target but no rule to hold it by.',
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,,lower,no target set,,Somewhere,,,,,,,,by 5 percent,,",
            '"target_rule": it has a rule but no target.',
        ),
        (
            "indicator",
            'Road safety,New,,,,,,,,less,lower,"promised, never reported",,Somewhere,,,,,,,,keep,,',
            "\"target_rule\": 'keep' needs a target in numbers.",
        ),
        (
            "indicator",
            "Road safety,New,,3,,,,,,,lower,no target set,,Somewhere,,,,,,,,,,",
            '"form": it has a value but not what kind of number it is.',
        ),
        (
            "indicator",
            "Road safety,New,,3,,,,,,,lower,no target set,,Somewhere,,,,,,percentage,,,,",
            "\"form\": 'percentage' is none of: count; batch; share; rate.",
        ),
        (
            "indicator",
            "Road safety,New,,,,,,,,,lower,no target set,,Somewhere,,,,,,,,,nowhere,",
            "\"baseline_base_figure\": 'nowhere' is not a figure that is known here.",
        ),
        (
            "disagreement",
            "all_crime_2018,recomputed,same,Says,Uses",
            "\"against\": 'all_crime_2018' has no way to be worked out again.",
        ),
        (
            "disagreement",
            "all_crime_change,no_such_figure,same,Says,Uses",
            "\"against\": 'no_such_figure' is not a figure that is known here.",
        ),
        (
            "disagreement",
            "all_crime_change,words,alike,Says,Uses",
            "\"alike\": 'alike' is none of: same; period differs; group differs; not stated.",
        ),
        (
            "follows",
            "Mental health,2013-18,Piracy,continued,",
            "\"earlier_priority\": the plan 2013-18 has no priority 'Piracy'.",
        ),
        (
            "follows",
            "Mental health,2013-18,Road safety,new,",
            '"how": it is called new but names an earlier priority.',
        ),
        (
            "follows",
            "Mental health,2013-18,Road safety,dropped,",
            '"how": it is called dropped but names a priority of this plan.',
        ),
        (
            "follows",
            "Anti-social behaviour,,,continued,",
            '"how": one of the two priorities is missing.',
        ),
        (
            "serves",
            "Substance misuse,Somebody,Something,",
            "\"whose\": 'Somebody' is none of: Police and Crime Commissioner; Kent.",
        ),
        (
            "action",
            "Piracy,,Board ships,,,ongoing,,Somewhere,,",
            "\"priority\": the plan 2017-18 has no priority 'Piracy'.",
        ),
        (
            "action",
            "Mental health,punish,Board ships,,,ongoing,,Somewhere,,",
            "\"four_p\": 'punish' is none of: pursue; prevent; protect; prepare.",
        ),
        (
            "action",
            "Mental health,,Board ships,,,done,,Somewhere,,",
            f"\"status\": 'done' is none of: {'; '.join(ACTION_STATUSES)}.",
        ),
        (
            "action",
            "Mental health,,Board ships,,,ongoing,,Somewhere,Ships boarded,",
            "\"indicator\": the plan 2017-18 promises no indicator 'Ships boarded' under"
            " 'Mental health'.",
        ),
        (
            "action",
            "Mental health,,Board ships,,,ongoing,,Somewhere,Needles found in a year,",
            "\"indicator\": the plan 2017-18 promises no indicator 'Needles found in a year' under"
            " 'Mental health'.",
        ),
        (
            "action",
            ",,Board ships,,,ongoing,,Somewhere,Needles found in a year,",
            "\"indicator\": the plan 2017-18 promises no indicator 'Needles found in a year' under"
            " no priority.",
        ),
        (
            "action",
            "Mental health,,Board ships,,,ongoing,,Somewhere,,ships_boarded",
            "\"measure\": 'ships_boarded' is not a measure that is known here.",
        ),
        (
            "break_register",
            "hospital,2020-01-01,,system,annotate,new system,Why,Somewhere",
            "\"dataset\": 'hospital' is not a dataset that is known here.",
        ),
        (
            "break_register",
            "police_uk,2020-01-01,,system,restart,new system,Why,Somewhere",
            "\"effect\": 'restart' is none of: annotate; rebase; do not compare.",
        ),
    ],
)
def test_each_slip_is_told_in_one_sentence_with_its_file_and_row(folder, name, line, told):
    row = add(folder, name, line)
    (fault,) = check_published(folder)
    both = rf"rows \d+ and {row}" if "is entered 2 times" in told else f"row {row}"
    assert re.fullmatch(rf"{re.escape(place(name))}: {both}, {re.escape(told)}", fault)


def test_a_difference_of_two_small_counts_is_no_small_count(folder):
    add(
        folder,
        "figure",
        "new_figure,plan_2014,1,Crime,What,7,people,,,,,difference all_crime_2018 all_crime_2019",
    )
    assert check_published(folder) == []


def test_faults_of_several_files_are_told_together(folder):
    first = change(folder, "plan", "2013-04-01", "1 April 2013")
    second = change(folder, "figure", ",-577,", ",- 577,")
    assert check_published(folder) == [
        f"plans/2013-18/plan.csv: row {first}, \"starts\": '1 April 2013' is not a date"
        " (YYYY-MM-DD).",
        f"figures/plan_2014.csv: row {second}, \"value\": '- 577' is not a number.",
    ]


def test_a_missing_file_and_what_rests_on_it_are_told(folder):
    (folder / "document.csv").unlink()
    faults = check_published(folder)
    assert faults[0] == "document.csv: is missing."
    assert any("'plan_2014' is not a document that is known here." in fault for fault in faults)


def test_columns_of_another_name_or_order_are_told(folder):
    change(folder, "priority", "priority,sort", "sort,priority")
    change(folder, "plan", "starts", "begins")
    faults = check_published(folder)
    assert any(
        fault.startswith("plans/2020-21/priority.csv: the columns are not: priority, sort")
        for fault in faults
    )
    assert (
        "plans/2013-18/plan.csv: the columns are not: title, document, starts, ends, sort,"
        " reported_on, no_share." in faults
    )


def test_a_row_of_another_width_is_told_and_the_others_are_still_read(folder):
    row = add(folder, "figure", "new_figure,plan_2014")
    add(folder, "figure", "newer_figure,plan_2014,1,Crime,What,12a,crimes,,,E07000110,,")
    faults = check_published(folder)
    assert f"figures/plan_2014.csv: row {row} has 2 values, the header has 12." in faults
    assert f"figures/plan_2014.csv: row {row + 1}, \"value\": '12a' is not a number." in faults


def test_text_that_is_not_utf_8_is_told(folder):
    file = folder / "document.csv"
    file.write_bytes(file.read_bytes().replace(b"2017-18", b"2017\x9618", 1))
    faults = check_published(folder)
    assert any(
        fault.startswith("document.csv: row ") and "is not UTF-8 text" in fault for fault in faults
    )


def test_a_later_plan_is_a_further_folder_of_the_same_form(folder):
    later = folder / "plans" / "2025-28"
    shutil.copytree(folder / "plans" / "2020-21", later)
    (later / "plan.csv").write_text(
        "title,document,starts,ends,sort,reported_on,no_share\n"
        "2025-28,assessment_2020,2025-04-01,2028-03-31,5,,\n",
        encoding="utf-8",
    )
    (later / "serves.csv").write_text("priority,whose,serves,note\n", encoding="utf-8")
    assert check_published(folder) == []
    with duckdb.connect() as connection:
        connection.execute(sql("build", "00_schema"))
        load.published(connection, folder)
        plans = connection.execute("SELECT plan FROM plan ORDER BY sort DESC").fetchall()
        actions = connection.execute("SELECT count(*) FROM action GROUP BY plan ORDER BY plan")
        assert plans[0] == ("2025-28",)
        assert len(actions.fetchall()) == 5


def test_a_plan_copied_under_another_name_is_told(folder):
    shutil.copytree(folder / "plans" / "2020-21", folder / "plans" / "2020-21 copy")
    told = check_published(folder)
    titled = [fault for fault in told if "2 plans are called '2019-22, refreshed 2020'." in fault]
    assert len(titled) == 2


def test_a_plan_without_one_of_its_files_is_told(folder):
    (folder / "plans" / "2017-18" / "action.csv").unlink()
    assert check_published(folder) == ["plans/2017-18/action.csv: is missing."]
