"""A small public file made by hand, in which nothing is given away, for one leak to be planted in.

Five wards of 2013 and four of 2024 cut the borough into seven pieces of two small areas each. The
year 2017 is told whole of five partners. One count is small: ward A's domestic abuse, hidden.
"""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from csp.db import sql
from csp.measures import measures
from csp.sources import sources

BOROUGH = "E07000110"
OLD = {"A": "E05000001", "B": "E05000002", "C": "E05000003", "D": "E05000004", "E": "E05000005"}
NEW = {"V": "E05000011", "W": "E05000012", "X": "E05000013", "Y": "E05000014"}
# piece → incidents of domestic abuse in 2017
PIECES = {"AV": 6, "BV": 15, "BW": 15, "CW": 30, "DX": 25, "EX": 20, "EY": 20}
GROUP, ITS_WARDS = "three_wards", "ABC"
YEAR = (date(2017, 1, 1), date(2017, 12, 1))
MONTHS = [date(2017, month, 1) for month in range(1, 13)]
SENSITIVE, PARTNER = 10, 5  # thresholds
DATASETS = ("domestic_abuse", "needle_finds", "one_stop_shop", "marac", "stop_and_search")


def shown(count: int) -> int:
    """A count as it is published: the nearest multiple of five."""
    return 5 * ((count + 2) // 5)


def make(path: Path) -> None:
    """Writes the file."""
    connection = duckdb.connect(str(path))
    try:
        fill(connection)
    finally:
        connection.close()


def fill(file: duckdb.DuckDBPyConnection) -> None:
    """Fills an empty file."""
    file.execute(sql("build", "00_schema"))
    file.execute("INSERT INTO release VALUES ('public', '2017-12-abc123', '2018-02-01', '1', NULL)")
    _definitions(file)
    _places(file)
    _domestic_abuse(file)
    _needles(file)
    _of_the_borough(file)
    file.execute(
        "UPDATE dataset SET rows = (SELECT count(*) FROM area_month"
        " JOIN measure USING (measure) WHERE measure.dataset = dataset.dataset)"
    )


def _definitions(file: duckdb.DuckDBPyConnection) -> None:
    for one in measures().values():
        file.execute(
            "INSERT INTO measure VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)",
            [
                *(one.id, one.title, one.unit, one.per, one.better),
                *(one.sensitivity, one.source, one.headline, one.hotspots),
            ],
        )
    for name in ("police_uk", *DATASETS):
        own = sources()[name]
        file.execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?, '2018-01-05', NULL, 0)",
            [
                *(own.id, own.title, own.publisher, own.licence, own.status, own.sensitivity),
                *YEAR,
            ],
        )
        file.execute(
            "INSERT INTO supply SELECT ?, unnest(?::DATE[]), 'complete', NULL", [name, MONTHS]
        )
    file.execute(
        "INSERT INTO period SELECT dataset, '2017', ?, ?, NULL, NULL, TRUE FROM dataset"
        " WHERE status = 'partner'",
        [*YEAR],
    )


def _places(file: duckdb.DuckDBPyConnection) -> None:
    area = "INSERT INTO area VALUES (?, ?, ?, ?, TRUE, NULL)"
    file.execute(area, [BOROUGH, "Borough", "borough", "2024"])
    for wards, vintage in ((OLD, "2013"), (NEW, "2024")):
        for name, code in wards.items():
            file.execute(area, [code, f"Ward {name}", "ward", vintage])
    for number, (old, new) in enumerate(2 * list(PIECES)):
        lsoa = f"E0100{number:04d}"
        file.execute(area, [lsoa, lsoa, "lsoa", "2011"])
        for ward, vintage in ((OLD[old], "2013"), (NEW[new], "2024")):
            file.execute(
                "INSERT INTO lsoa_ward VALUES (?, '2011', ?, ?, TRUE)", [lsoa, ward, vintage]
            )
    add_group(file, GROUP, ITS_WARDS)


def add_group(file: duckdb.DuckDBPyConnection, code: str, wards: str) -> None:
    """A group of wards of 2013, without counts."""
    file.execute("INSERT INTO area VALUES (?, ?, 'group', '2013', TRUE, NULL)", [code, code])
    for ward in wards:
        file.execute("INSERT INTO area_part VALUES (?, ?, '2013')", [code, OLD[ward]])


def _domestic_abuse(file: duckdb.DuckDBPyConnection) -> None:
    """Years of both ward sets, the group and the borough; months of the borough alone."""
    total = sum(PIECES.values())
    counts = {BOROUGH: total, GROUP: sum(n for piece, n in PIECES.items() if piece[0] in ITS_WARDS)}
    for wards, place in ((OLD, 0), (NEW, 1)):
        for ward, code in wards.items():
            counts[code] = sum(n for piece, n in PIECES.items() if piece[place] == ward)
    for area, count in counts.items():
        put_year(file, "domestic_abuse_incidents", area, count)
    for number, month in enumerate(MONTHS):
        count = total // 12 + (number < total % 12)
        put_month(file, "domestic_abuse_incidents", BOROUGH, month, count)


def needles(ward: str, month: date) -> int:
    """How many were found: in ward E in January alone."""
    if ward == "E":
        return 12 if month.month == 1 else 0
    return 7 + month.month + ord(ward) - ord("A")


def _needles(file: duckdb.DuckDBPyConnection) -> None:
    for area, wards in {**{OLD[w]: w for w in OLD}, GROUP: ITS_WARDS, BOROUGH: "ABCDE"}.items():
        months = {m: sum(needles(ward, m) for ward in wards) for m in MONTHS}
        for month, count in months.items():
            put_month(file, "needle_finds", area, month, count)
        put_year(file, "needle_finds", area, sum(months.values()))


def _of_the_borough(file: duckdb.DuckDBPyConnection) -> None:
    """Visits by sex, cases of the conference, searches by what was looked for."""
    visits = {"women": 30, "men": 15, "visits": 45}
    for what, count in visits.items():
        put_year(file, f"one_stop_shop_{what}", BOROUGH, count)
    groups = {"Women": 30, "Men": 15, "Not stated": 0}
    for word, count in groups.items():
        put_group(file, "one_stop_shop", ("", "Sex"), word, count)
    cases = {month: 11 + month.month for month in MONTHS} | dict.fromkeys(MONTHS[1:3], 0)
    for month, count in cases.items():
        put_month(file, "marac_cases", BOROUGH, month, count)
    put_year(file, "marac_cases", BOROUGH, sum(cases.values()))
    searches = {"Drugs": 40, "Weapons": 21, "Stolen goods": 0, "Other": 0}
    for word, count in searches.items():
        put_group(file, "stop_and_search", ("searches", "Looked for"), word, count)
    put_year(file, "stop_searches", BOROUGH, sum(searches.values()))


def _published(count: int, dataset: str) -> list[object]:
    smallest = SENSITIVE if sources()[dataset].sensitivity == "sensitive" else PARTNER
    return [None, "hidden"] if 0 < count < smallest else [shown(count), None]


def put_year(file: duckdb.DuckDBPyConnection, measure: str, area: str, count: int) -> None:
    """A year's count as it is published."""
    row = [measure, area, *YEAR, *_published(count, measures()[measure].source)]
    file.execute("INSERT INTO area_period VALUES (?, ?, ?, ?, ?, ?)", row)


def put_month(
    file: duckdb.DuckDBPyConnection, measure: str, area: str, month: date, count: int
) -> None:
    """A month's count as it is published."""
    row = [area, measure, month, *_published(count, measures()[measure].source)]
    file.execute("INSERT INTO area_month VALUES (?, ?, ?, ?, ?)", row)


def put_group(
    file: duckdb.DuckDBPyConnection, dataset: str, kind: tuple[str, str], word: str, count: int
) -> None:
    """A group's count of the year as it is published; `kind` is its category and grouping."""
    row = [dataset, BOROUGH, *YEAR, *kind, word, *_published(count, dataset)]
    file.execute("INSERT INTO breakdown_period VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


HEAD = (
    *("table", "dataset", "measure", "area_code", "starts", "ends", "category", "grouping"),
    *("group_name", "wave", "question", "answer", "value", "base", "why_blank", "parts"),
    *("smallest_shown", "rounding"),
)


def log(path: Path, *rows: Mapping[str, object]) -> None:
    """Writes the log of a release."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as opened_file:
        writer = csv.DictWriter(opened_file, HEAD, restval="")
        writer.writeheader()
        writer.writerows(rows)


def year_row(measure: str, area: str, value: int | None, parts: str = "") -> dict[str, object]:
    """A year's row of a log; the wards of a group by their letters."""
    return {
        "table": "area_period",
        "dataset": measures()[measure].source,
        "measure": measure,
        "area_code": area,
        "starts": YEAR[0],
        "ends": YEAR[1],
        "value": "" if value is None else value,
        "why_blank": "hidden" if value is None else "",
        "parts": " ".join(OLD[ward] for ward in parts),
        "smallest_shown": SENSITIVE,
        "rounding": 5,
    }
