"""What one file holds otherwise than an earlier one: datasets, months, counts and shares."""

from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from csp.answers.received import changes, made_of, made_of_file
from csp.db import Reader, sql
from csp.errors import WarehouseError

BOROUGH = "E07000110"
VISITS, MEN = "one_stop_shop_visits", "one_stop_shop_men"
RELEASES = ("r1", "r2")


def made(folder: Path, release: str, *statements: str) -> Path:
    """A partner file of a release that holds what the statements put into it."""
    path = folder / f"partner-{release}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql("build", "00_schema"))
        connection.execute(
            "INSERT INTO release VALUES ('partner', ?, '2026-01-01', '0', NULL)", [release]
        )
        for measure in (VISITS, MEN):
            connection.execute(
                "INSERT INTO measure VALUES"
                " (?, 'a title', 'visit', 1000, 'neither', NULL, 'sensitive', 'one_stop_shop',"
                " false, false)",
                [measure],
            )
        for statement in statements:
            connection.execute(statement)
    return path


def dataset(name: str, latest: str, digest: str, rows: int) -> str:
    return (
        f"INSERT INTO dataset VALUES ('{name}', 'Title of {name}', 'P', 'L', 'partner',"
        f" 'sensitive', '2025-01-01', '{latest}', '2026-01-01', '{digest}', {rows})"
    )


def month(measure: str, day: str, events: int | None, area: str = BOROUGH) -> str:
    told = f"{events}, NULL" if events is not None else "NULL, 'no data'"
    return f"INSERT INTO area_month VALUES ('{area}', '{measure}', '{day}', {told})"


def supplied(*days: str) -> list[str]:
    return [f"INSERT INTO supply VALUES ('one_stop_shop', '{d}', 'complete', NULL)" for d in days]


def share(percent: float) -> str:
    return (
        "INSERT INTO survey_answer VALUES ('residents_survey', '2023', 'partner', 'safe_day',"
        f" 'top', '{BOROUGH}', 'all', '', 100, 100, {percent}, 1, 99, NULL, NULL, NULL, NULL)"
    )


@pytest.fixture
def both(tmp_path) -> tuple[Path, Path]:
    before = made(
        tmp_path,
        "r1",
        dataset("one_stop_shop", "2025-02-01", "a", 4),
        dataset("marac", "2025-02-01", "same", 2),
        dataset("residents_survey", "2023-01-01", "a", 9),
        month(VISITS, "2025-01-01", 10),
        month(VISITS, "2025-02-01", 20),
        month(MEN, "2025-01-01", None),
        *supplied("2025-01-01", "2025-02-01"),
        share(40),
        "INSERT INTO received_file VALUES ('one_stop_shop', 'aa', 1)",
    )
    after = made(
        tmp_path,
        "r2",
        dataset("one_stop_shop", "2025-03-01", "b", 7),
        dataset("marac", "2025-02-01", "same", 2),
        dataset("residents_survey", "2023-01-01", "b", 9),
        month(VISITS, "2025-01-01", 10),
        month(VISITS, "2025-02-01", 26),
        month(VISITS, "2025-03-01", 5),
        month(VISITS, "2025-03-01", 900, "E05004996"),
        month(MEN, "2025-01-01", None),
        *supplied("2025-01-01", "2025-02-01", "2025-03-01"),
        share(45),
        "INSERT INTO received_file VALUES ('one_stop_shop', 'aa', 1), ('one_stop_shop', 'bb', 2)",
    )
    return before, after


def test_what_a_file_was_made_of(both):
    assert made_of_file(both[0]) == {("one_stop_shop", "aa", 1)}
    with closing(Reader(both[1])) as reader:
        assert made_of(reader) == {("one_stop_shop", "aa", 1), ("one_stop_shop", "bb", 2)}


def test_a_file_of_an_earlier_version_says_nothing(both):
    with duckdb.connect(str(both[0])) as held:
        held.execute("DROP TABLE received_file")
    assert made_of_file(both[0]) is None
    assert made_of_file(both[0].with_name("gone.duckdb")) is None


def test_a_damaged_earlier_file_is_a_sentence(both):
    both[0].write_bytes(b"junk" * 5000)
    with closing(Reader(both[1])) as reader, pytest.raises(WarehouseError, match=r"partner-r1"):
        changes(reader, both[0])


def test_only_what_changed_is_told_with_what_it_was(both):
    with closing(Reader(both[1])) as reader:
        found = changes(reader, both[0])
    assert (found.release_before, found.release) == RELEASES
    assert list(found.datasets["dataset"]) == ["one_stop_shop", "residents_survey"]
    shop = found.datasets.iloc[0]
    assert (shop["latest_before"], shop["latest"]) == (
        pd.Timestamp("2025-02-01"),
        pd.Timestamp("2025-03-01"),
    )
    assert (shop["rows_before"], shop["rows"]) == (4, 7)
    told = found.measures.set_index("how")
    assert set(found.measures["measure"]) == {VISITS}
    assert told.loc["replaced", ["months", "events_before", "events"]].tolist() == [1, 20, 26]
    assert told.loc["added", ["months", "events"]].tolist() == [1, 5]
    assert pd.isna(told.loc["added", "events_before"])
    assert found.held_before["one_stop_shop"] == {date(2025, 1, 1), date(2025, 2, 1)}
    (changed,) = found.shares.itertuples()
    assert (changed.question, changed.wave, changed.percent_before, changed.percent) == (
        "safe_day",
        "2023",
        40,
        45,
    )


def test_the_other_way_round_a_month_is_gone(both):
    with closing(Reader(both[0])) as reader:
        found = changes(reader, both[1])
    assert set(found.measures["how"]) == {"gone", "replaced"}


def test_between_equal_files_nothing_changed(both):
    with closing(Reader(both[0])) as reader:
        found = changes(reader, both[0])
    assert found.datasets.empty
    assert found.measures.empty
    assert found.shares.empty
