"""Builds tiny street-level files, offers them and reads back what the archive holds."""

import csv
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from csp import archive
from csp.db import sql
from csp.errors import IntakeError
from csp.ingest.police_uk import ingest
from csp.sources import sources

ROOT = Path(__file__).resolve().parents[3]
POLICE_UK = "police_uk"
JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
NAME = "2025-01-kent-street.csv"
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
KNOWN = "E01024321"
LOOKUP = f"lsoa_code,district_code\n{KNOWN},E07000110\nE01024500,E07000112\n"
AREAS = (
    "area_code,area_name,kind,vintage,exact,parent_code\n"
    "E07000110,Maidstone,borough,2024,true,E23000032\n"
    "E07000112,Folkestone and Hythe,district,2024,true,E23000032\n"
    "E01024321,Maidstone 003B,lsoa,2011,true,E05004982\n"
    "E01024321,Maidstone 003B,lsoa,2021,true,E05004982\n"
)


def prepare(folder: Path, lookup: str = LOOKUP, areas: str = AREAS) -> None:
    (folder / "open").mkdir(parents=True)
    (folder / "open" / "lookup_lsoa_district.csv").write_text(lookup, encoding="utf-8")
    (folder / "open" / "area.csv").write_text(areas, encoding="utf-8")


def committed_lookups() -> tuple[str, ...]:
    """The look-ups of LSOAs that the project carries."""
    return tuple(
        (ROOT / "data" / "open" / name).read_text(encoding="utf-8")
        for name in ("lookup_lsoa_district.csv", "area.csv")
    )


def row(  # noqa: PLR0917 - one word a column, and nearly every test names one or two
    crime_id: str = "a1",
    month: str = "2025-01",
    reported: str = "Kent Police",
    falls: str = "Kent Police",
    code: str = KNOWN,
    name: str = "Maidstone 003B",
    kind: str = "Burglary",
) -> str:
    return f"{crime_id},{month},{reported},{falls},0.5,51.2,On or near Lane,{code},{name},{kind},,"


def text(*rows: str, header: str = HEADER) -> bytes:
    return "".join(f"{line}\n" for line in (header, *rows)).encode()


def month_of(month: str, *kinds: str) -> bytes:
    return text(*(row(str(n), month, kind=kind) for n, kind in enumerate(kinds or ("Drugs",))))


KINDS = sources()[POLICE_UK].categories


def whole_month(rows: int = 1400, **cells: str) -> list[str]:
    """So many rows that a month is judged whole, of every kind in turn, with nothing wrong."""
    return [
        row(**({"crime_id": f"c{n}", "kind": KINDS[n % len(KINDS)]} | cells)) for n in range(rows)
    ]


def write(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def zipped(file: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return file


def refused(*paths: Path) -> list[str]:
    """The faults told; the archive is as it was."""
    before = archive.received(POLICE_UK)
    with pytest.raises(IntakeError) as raised:
        ingest(paths)
    assert archive.received(POLICE_UK) == before
    noun = "problem" if len(raised.value.faults) == 1 else "problems"
    head = f"police_uk: {len(raised.value.faults)} {noun}, nothing was taken"
    assert str(raised.value).split("\n  ")[:41] == [head, *raised.value.faults[:40]]
    return raised.value.faults


def held_rows(month: date = JANUARY) -> list[dict[str, str]]:
    """The rows of the newest file for a month, read back from the archive."""
    receipt, member = archive.newest_months(POLICE_UK)[month]
    with (
        archive.open_member(receipt, member) as file,
        io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as lines,
    ):
        return list(csv.DictReader(lines))


def counted(content: bytes, folder: Path) -> Counter[tuple[str, str]]:
    """What the build's own query counts in a file."""
    connection = duckdb.connect()
    file = write(folder, "month.csv", content)
    rows = connection.execute(sql("build", "14_count_street"), {"file": str(file)}).fetchall()
    connection.close()
    return Counter({(code, category): events for code, category, events in rows})
