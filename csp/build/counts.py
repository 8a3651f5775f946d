"""Partners' rows that are counts already, laid out alike for every source: one count a row."""

from collections.abc import Iterator, Sequence

import duckdb
import pandas as pd

from csp.build.load import Supplied, register
from csp.db import sql
from csp.settings import settings
from csp.sources import PERIOD, Counts, Source, category_id, sources

# What a row says of its place when it lies in no ward, with the code under which it is counted.
APART = {"outside_the_borough": "elsewhere", "not_known": "not located", "": "not located"}
EACH = ["dataset", "month", "category", "area_code"]
COUNTED = [*EACH, "placed_by", "events"]
GROUPED = [*EACH, "grouping", "group_name", "events"]
ASKED = ["dataset", "month", "category", "placed_by"]


def counts(connection: duckdb.DuckDBPyConnection, supplied: Sequence[Supplied]) -> None:
    """Adds every source of counts to int_partner_area and int_partner_place; fills `breakdown`.

    The layout is made here, the counting and what is known of which place in 17_int_counts.sql.
    """
    counted: list[pd.DataFrame] = []
    grouped: list[pd.DataFrame] = []
    asked: list[tuple[str, str, str, str]] = []
    for one in supplied:
        source = sources()[one.source]
        if source.counts is not None:
            rows = _long(source, source.counts, one.table)
            counted.append(rows)
            grouped += _by_group(source, source.counts, rows)
            asked += _asked(source, source.counts, one.table)
    _register(connection, "counted", COUNTED, counted)
    _register(connection, "grouped", GROUPED, grouped)
    register(connection, "asked", pd.DataFrame(asked, columns=ASKED, dtype=str))
    connection.execute(sql("build", "17_int_counts"))


def _register(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: list[str],
    parts: Sequence[pd.DataFrame],
) -> None:
    whole = pd.concat([pd.DataFrame(columns=columns), *parts], ignore_index=True)[columns]
    register(connection, name, whole.astype({"events": int}))


def _long(source: Source, rule: Counts, table: pd.DataFrame) -> pd.DataFrame:
    """One row for each count that is not blank, with the groups of its row beside it."""
    by_name, own = source.by_name, settings().area.code
    made = pd.concat(
        [
            table.assign(
                category=table[by_name[rule.category].field]
                if rule.category
                else category_id(value),
                events=pd.to_numeric(table[by_name[value].field], errors="coerce"),
            )
            for value in rule.values
        ],
        ignore_index=True,
    ).dropna(subset=["events"])
    return made.assign(
        dataset=source.id,
        month=made[PERIOD],
        area_code=made[by_name[rule.place].field].replace(APART) if rule.place else own,
        placed_by=_placed_by(source, rule),
    )


def _placed_by(source: Source, rule: Counts) -> str:
    """What a row is placed by: the type of its column of places, else the borough."""
    return source.by_name[rule.place].type if rule.place else "borough"


def _by_group(source: Source, rule: Counts, rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The same counts by each group that a breakdown is kept of, under the contract's words."""
    for name in (rule.category, *rule.groups):
        if name:
            words = rows[source.by_name[name].field].replace(source.words)
            yield rows.assign(grouping=name, group_name=words)


def _asked(
    source: Source, rule: Counts, table: pd.DataFrame
) -> Iterator[tuple[str, str, str, str]]:
    """Which categories a month tells of, also where it has no row of them: a month that was sent
    is whole, so a word without a row has none of the events. Of a source in parts only what came.
    """
    by_name, placed_by = source.by_name, _placed_by(source, rule)
    for month, rows in table.groupby(PERIOD):
        if rule.category:
            every = {category_id(word) for word in source.categories}
            named = set(rows[by_name[rule.category].field]) if source.parts_by else every
        else:
            named = {
                category_id(name) for name in rule.values if (rows[by_name[name].field] != "").any()
            }
        for category in sorted(named):
            yield source.id, str(month), category, placed_by
