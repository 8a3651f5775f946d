"""What is worked out anew for the public file, from the counts that it holds and nothing else."""

import duckdb
import pandas as pd

from csp.build.derived import signals, year_changes
from csp.build.timing import season
from csp.db import sql
from csp.stats.changes import e_test

FROM_PROTECTED = ("66_public_periods", "67_public_hotspots", "68_public_datasets")


def derived(connection: duckdb.DuckDBPyConnection, release: str) -> None:
    """Periods, changes, signals, seasons and group comparisons of partners' datasets.

    Hotspots alone are taken from the partner file, and of them the wards' words alone.
    """
    for name in FROM_PROTECTED:
        connection.execute(sql("build", name))
    year_changes(connection)
    protected = connection.execute(
        "SELECT measure FROM measure WHERE measure NOT IN (SELECT measure FROM open_measure)"
    ).fetchall()
    signals(connection, release, {measure for (measure,) in protected})
    if protected:
        season(connection)
    _group_changes(connection)


def _group_changes(connection: duckdb.DuckDBPyConnection) -> None:
    pairs = connection.execute(sql("build", "69_group_pairs")).df()
    pairs["p"] = [
        None if pd.isna(before) or pd.isna(now) else e_test(int(before), int(now))
        for before, now in zip(pairs["events_before"], pairs["events"], strict=True)
    ]
    connection.register("changed", pairs.astype({"p": float}))
    connection.execute("INSERT INTO breakdown_change BY NAME SELECT * FROM changed")
    connection.unregister("changed")
