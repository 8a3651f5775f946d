"""Takes the partnership's decisions and the steps that it accepted into the new file."""

from datetime import UTC

import duckdb

from csp.decisions import Decision, Decisions, standing


def decided(connection: duckdb.DuckDBPyConnection, book: Decisions) -> None:
    """Fills `decision` with the whole book and `approved_step` with the steps that stand.

    A step stands while the decision that accepted it is the last on its signal.
    """
    last = standing(book)
    if book:
        connection.executemany(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [[*_row(one), one in last] for one in book],
        )
    steps = {
        (one.measure, one.area_code, one.new_limits_from): one.decided_on
        for one in last
        if one.new_limits_from is not None
    }
    if steps:
        connection.executemany(
            "INSERT INTO approved_step VALUES (?, ?, ?, ?)",
            [[*key, accepted_on] for key, accepted_on in steps.items()],
        )


def _row(one: Decision) -> list[object]:
    """A decision in the order of the table's columns, all but the last."""
    return [
        one.measure,
        one.area_code,
        one.starts,
        one.ends,
        one.side,
        one.rule,
        one.limits_from,
        one.limits,
        one.release,
        one.decided_on,
        one.decision,
        one.note,
        one.public,
        one.new_limits_from,
        one.recorded_at.astimezone(UTC).replace(tzinfo=None),
    ]
