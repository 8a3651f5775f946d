"""Holding a file against its contract: one tiny file a mistake, with its whole message."""

from pathlib import Path

import pytest
from street_files import (
    HEADER,
    NAME,
    POLICE_UK,
    refused,
    row,
    text,
    write,
)

from csp.ingest import contract
from csp.sources import sources

MISTAKES = {
    "an empty file": (b"", ["is empty."]),
    "only blank lines": (b"\n\n", ["is empty."]),
    "a header alone": (text(), ["has a header but no rows."]),
    "another encoding": (
        text(row(), row().replace("Lane", "Caf\u00e9")).decode().encode("latin-1"),
        ["row 3 is not UTF-8 text; save the file as UTF-8 CSV."],
    ),
    "sixteen bits a character": (
        text(row()).decode().encode("utf-16-le"),
        ["row 1 is not UTF-8 text; save the file as UTF-8 CSV."],
    ),
    "a missing column": (
        b"Month,Reported by,Falls within,LSOA code,LSOA name\n"
        b"2025-01,Kent Police,Kent Police,E01024321,Maidstone 003B\n",
        [
            'column "Crime ID" is missing (columns found: Month, Reported by, Falls within,'
            " LSOA code, LSOA name).",
            'column "Crime type" is missing (columns found: Month, Reported by, Falls within,'
            " LSOA code, LSOA name).",
        ],
    ),
    "a column twice": (
        text(row() + ",", header=f"{HEADER},Month"),
        ['column "Month" stands in the header more than once.'],
    ),
    "another month": (
        text(row(), row(month="2025-02")),
        ["row 3, \"Month\": '2025-02' is not the month of the file's name, 2025-01."],
    ),
    "a malformed month": (
        text(row(month="Jan 2025"), row(month="2025-13"), row(month="")),
        [
            "row 2, \"Month\": 'Jan 2025' is not a month (YYYY-MM).",
            "row 3, \"Month\": '2025-13' is not a month (YYYY-MM).",
            'row 4, "Month": the cell is empty.',
        ],
    ),
    "another force": (
        text(row(reported="Essex Police"), row(falls="Kentish Town Police"), row(falls="")),
        [
            'row 4, "Falls within": the cell is empty.',
            "row 2, \"Reported by\": 'Essex Police' is another force than kent.",
            "row 3, \"Falls within\": 'Kentish Town Police' is another force than kent.",
        ],
    ),
    "an unknown category": (
        text(row(kind="Loitering"), row(kind="Burglery"), row(kind="")),
        [
            "row 2, \"Crime type\": 'Loitering' is not a category that is known here.",
            "row 3, \"Crime type\": 'Burglery' is not a category that is known here"
            " (did you mean Burglary?).",
            'row 4, "Crime type": the cell is empty.',
        ],
    ),
    "a malformed LSOA code": (
        text(row(code="E0102432"), row(code="S01000001"), row(code="E0102432１")),
        [
            f"row {number}, \"LSOA code\": '{code}' is not an LSOA code"
            " (E01 or W01 and six digits)."
            for number, code in ((2, "E0102432"), (3, "S01000001"), (4, "E0102432１"))
        ],
    ),
    "a name without its code": (
        text(row(code="")),
        ["row 2, \"LSOA code\": the cell is empty beside 'Maidstone 003B'."],
    ),
    "a row too short, one too long, one empty": (
        text(row(), row()[:-1], row() + ",", "", row()),
        [
            "row 3 has 11 values, the header has 12.",
            "row 4 has 13 values, the header has 12.",
            "row 5 is empty.",
        ],
    ),
    "a last line cut off": (
        text(row(), row(), row())[:-30],
        ["ends in the middle of row 4; it may have been cut off."],
    ),
    "a last line cut off at its end": (
        text(row(), row())[:-1],
        ["ends in the middle of row 3; it may have been cut off."],
    ),
    "a header cut off": (
        b"Crime ID,Mon",
        ["ends in the middle of row 1; it may have been cut off."],
    ),
    "a quotation mark never closed": (
        text(row(), row('"a1'), row()),
        ["row 3: a quotation mark stands inside a value or is never closed."],
    ),
    "a quotation mark inside a value": (
        text(row(), row('"a""1"'), row('a"1'), row('"a"1'), row()),
        ["row 5: a quotation mark stands inside a value or is never closed."],
    ),
    "quotation marks inside values": (
        text(row(), row('a"1'), row('a""1')),
        [
            "row 3: a quotation mark stands inside a value or is never closed.",
            "row 4: a quotation mark stands inside a value or is never closed.",
        ],
    ),
    "a value without end": (
        text(row(), row("x" * 200_000), row()),
        [
            "row 3: a value is far too long;"
            " a quotation mark before it may be missing or one too many."
        ],
    ),
    "a row over two lines": (
        text(row('"a\n1"'), row()),
        ["row 2 runs over more than one line; a quotation mark may be missing."],
    ),
    "outdated line ends": (
        text(row()).replace(b"\n", b"\r"),
        ["lines end in an outdated way; save the file as UTF-8 CSV again."],
    ),
    "a long and unprintable cell": (
        text(row(kind="x" * 60), row(kind="\x1b[31mred")),
        [
            f"row 2, \"Crime type\": '{'x' * 39}…' is not a category that is known here.",
            "row 3, \"Crime type\": '\\x1b[31mred' is not a category that is known here.",
        ],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_whole(tmp_path: Path, mistake: str):
    content, faults = MISTAKES[mistake]
    assert refused(write(tmp_path, NAME, content)) == [f"{NAME}: {fault}" for fault in faults]


def test_row_numbers_stand_when_rows_before_are_uneven(tmp_path: Path):
    content = text(row(), "short", row(kind="Loitering"))
    assert refused(write(tmp_path, NAME, content)) == [
        f"{NAME}: row 3 has 1 values, the header has 12.",
        f"{NAME}: row 4, \"Crime type\": 'Loitering' is not a category that is known here.",
    ]


def test_many_faults_of_a_kind_are_counted_after_twenty(tmp_path: Path):
    faults = refused(write(tmp_path, NAME, text(*[row(kind="Loitering")] * 57)))
    assert len(faults) == 21
    assert faults[19].startswith(f'{NAME}: row 21, "Crime type"')
    assert faults[20] == f'{NAME}: and 37 more rows with a fault of this kind in "Crime type".'


def test_a_source_that_is_not_open_is_never_quoted():
    closed = sources()[POLICE_UK].model_copy(update={"sensitivity": "sensitive"})
    table, faults = contract.read_csv(text(row(kind="Burglery of 12 High Street"), row(code="X9")))
    assert faults == []
    assert contract.faults_against(table, closed) == [
        'row 3, "LSOA code": the value is not an LSOA code (E01 or W01 and six digits).',
        'row 2, "Crime type": the value is not a category that is known here.',
    ]
