"""Which tables, columns and words a finished public file may hold: what is not named is a fault."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

FILE = Path(__file__).with_name("allowed.toml")
# What no text of the file may look like, in the order in which it is told.
LOOKS_LIKE = {
    r"\b[0-9A-Fa-f]{16,}\b": "the reference of a record",
    r"\b[A-Z]{2,}[-/]\d{4,}\b": "the reference of a record",
    r"\b([01]\d|2[0-3]):[0-5]\d\b": "a time of day",
    r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b": "a postcode",
    r"\S@\S": "an e-mail address",
    r"\b0\d{4} ?\d{5,6}\b": "a telephone number",
}
# Text that is no words: outlines as numbers, the audit's own result, and fingerprints of open files
# (that of a partner's rows must be blank, which is asked apart).
NOT_WORDS = {
    ("boundary", "geojson"),
    ("boundary", "shape_metres"),
    ("group_outline", "geojson"),
    ("group_outline", "shape_metres"),
    ("drawn_outline", "outline"),
    ("release", "audit"),
    ("dataset", "sha256"),
}


@lru_cache
def allowed() -> Mapping[str, Any]:
    """The file of what is allowed."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def faults(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """A sentence for everything in the file that is not named as allowed."""
    held = _columns(file)
    yield from _unknown(held)
    yield from _more_than_tables(file)
    for table in allowed()["empty"]:
        if table in held and file.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,):
            yield f"Table {table} holds what is never published; it must be empty."
    yield from _strange_text(file)


def _columns(file: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for table, column in file.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        " ORDER BY table_name, column_index"
    ).fetchall():
        held.setdefault(table, []).append(column)
    return held


def _unknown(held: Mapping[str, Sequence[str]]) -> Iterator[str]:
    known = allowed()["tables"]
    for table, columns in held.items():
        if table not in known:
            yield f"Table {table} is not one that the public file may hold."
        for column in columns:
            if table in known and column not in known[table]:
                yield f"Column {column} of table {table} is not one that the public file may hold."
    for table, columns in known.items():
        missing = [column for column in columns if column not in held.get(table, ())]
        if missing:
            yield (
                f"Table {table} lacks {', '.join(missing)}: the audit cannot tell what the file"
                " says in its place."
            )


def _more_than_tables(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Views, types, macros, sequences and remarks could carry anything past the tables."""
    other = {
        "a view": "SELECT count(*) FROM duckdb_views() WHERE NOT internal",
        "a sequence": "SELECT count(*) FROM duckdb_sequences()",
        "a macro": "SELECT count(*) FROM duckdb_functions() WHERE NOT internal",
        "a type": "SELECT count(*) FROM duckdb_types() WHERE NOT internal",
        "a remark on a table": "SELECT count(*) FROM duckdb_tables() WHERE comment IS NOT NULL",
        "a remark on a column": "SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL",
        "a table of another schema": (
            "SELECT count(*) FROM duckdb_tables() WHERE NOT internal AND schema_name != 'main'"
        ),
    }
    for what, query in other.items():
        if file.execute(query).fetchone() != (0,):
            yield f"The file holds {what}; it may hold nothing but tables."


def _strange_text(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Text that looks like a reference, a time, an address or a number to call."""
    columns: dict[str, list[str]] = {}
    for table, column in file.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE NOT internal AND data_type LIKE 'VARCHAR%' ORDER BY ALL"
    ).fetchall():
        if (table, column) not in NOT_WORDS:
            columns.setdefault(table, []).append(column)
    for table, held in columns.items():
        # All columns of a table and all looks at once: the names are the file's own, and allowed.
        asked = ", ".join(f'bool_or(regexp_matches("{one}"::VARCHAR, $looks))' for one in held)
        given = {"looks": "|".join(LOOKS_LIKE)}
        found = file.execute(f'SELECT {asked} FROM "{table}"', given).fetchone() or ()
        for column, strange in zip(held, found, strict=True):
            if strange:
                for what in _looks(file, table, column):
                    yield f"Column {column} of table {table} holds what looks like {what}."


def _looks(file: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    """What a column's strange text looks like."""
    asked = f'SELECT 1 FROM "{table}" WHERE regexp_matches("{column}"::VARCHAR, $looks) LIMIT 1'
    fitting = (
        what
        for looks, what in LOOKS_LIKE.items()
        if file.execute(asked, {"looks": looks}).fetchone()
    )
    return list(dict.fromkeys(fitting))
