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
    zipped,
)

from csp import contract
from csp.errors import IntakeError
from csp.ingest.police_uk import ingest
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
            'columns "Crime ID" and "Crime type" are missing (columns found: Month, Reported by,'
            " Falls within, LSOA code, LSOA name).",
        ],
    ),
    "one column missing": (
        text(row()).replace(b"Crime type", b"crime type"),
        [
            'column "Crime type" is missing (columns found: Crime ID, Month, Reported by, Falls'
            " within, Longitude, Latitude, Location, LSOA code, LSOA name, crime type, Last outcome"
            " category, Context).",
        ],
    ),
    "another mark between the values": (
        text(row()).replace(b",", b";"),
        [
            'columns "Crime ID", "Month", "Reported by", "Falls within", "LSOA code", "LSOA name"'
            ' and "Crime type" are missing (columns found: '
            f"{HEADER.replace(',', ';')}).",
            "the values seem to be separated by semicolons; save the file with commas.",
        ],
    ),
    "a blank line before the header": (
        b"\n" + text(row()),
        ["row 1 is empty; it must name the columns."],
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
        text(row(reported="Essex Police"), row(falls="Kent-Island Police"), row(falls="")),
        [
            'row 4, "Falls within": the cell is empty.',
            "row 2, \"Reported by\": 'Essex Police' is another force than kent.",
            "row 3, \"Falls within\": 'Kent-Island Police' is another force than kent.",
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


def test_rows_with_the_same_fault_are_told_together(tmp_path: Path):
    same = write(tmp_path, f"three/{NAME}", text(*[row(kind="Loitering")] * 3))
    told = "'Loitering' is not a category that is known here"
    assert refused(same) == [f'{NAME}: rows 2, 3 and 4, "Crime type": {told}.']
    many = write(tmp_path, f"many/{NAME}", text(row(), *[row(kind="Loitering")] * 57))
    assert refused(many) == [f'{NAME}: "Crime type": {told} (57 rows, the first row 3).']


def test_many_faults_of_a_kind_are_counted_after_twenty(tmp_path: Path):
    kinds = [row(kind=f"Loitering {number}") for number in range(57)]
    faults = refused(write(tmp_path, NAME, text(*kinds)))
    assert len(faults) == 21
    assert faults[19].startswith(f'{NAME}: row 21, "Crime type"')
    assert faults[20] == f'{NAME}: and 37 more faults of this kind in "Crime type".'


def test_a_refusal_takes_forty_lines_and_counts_the_rest(tmp_path: Path):
    months = {
        f"2025-0{month}/2025-0{month}-kent-street.csv": text(
            *[row(month=f"2025-0{month}", kind=f"Loitering {number}") for number in range(20)]
        )
        for month in range(1, 8)
    }
    with pytest.raises(IntakeError) as raised:
        ingest([zipped(tmp_path / "all.zip", months)])
    lines = str(raised.value).splitlines()
    assert len(raised.value.faults) == 7 * 20
    assert lines[0] == "police_uk: 140 problems, nothing was taken"
    assert len(lines) == 1 + 40 + 1
    assert lines[-1] == "  and 100 more; put these right first."


def test_a_cell_that_may_be_empty_is_still_held_to_its_form():
    source = sources()[POLICE_UK]
    columns = [column.model_copy(update={"blank_allowed": True}) for column in source.columns]
    lenient = source.model_copy(update={"columns": tuple(columns)})
    table, _ = contract.read_csv(text(row(month="", kind=""), row(month="May", kind="Loitering")))
    assert contract.faults_against(table, lenient) == [
        "row 3, \"Month\": 'May' is not a month (YYYY-MM).",
        "row 3, \"Crime type\": 'Loitering' is not a category that is known here.",
    ]


def test_a_source_that_is_not_open_is_never_quoted():
    closed = sources()[POLICE_UK].model_copy(update={"sensitivity": "sensitive"})
    table, faults = contract.read_csv(text(row(kind="Burglery of 12 High Street"), row(code="X9")))
    assert faults == []
    assert contract.faults_against(table, closed) == [
        'row 3, "LSOA code": the value is not an LSOA code (E01 or W01 and six digits).',
        'row 2, "Crime type": the value is not a category that is known here.',
    ]


def test_a_file_of_such_a_source_without_a_header_gives_no_cell_away():
    closed = sources()[POLICE_UK].model_copy(update={"sensitivity": "sensitive"})
    table, _ = contract.read_csv(text(row(), header="Mary Smith,12 High Street"))
    assert contract.faults_against(table, closed) == [
        'columns "Crime ID", "Month", "Reported by", "Falls within", "LSOA code", "LSOA name" and'
        ' "Crime type" are missing (columns found: none that is known).'
    ]
