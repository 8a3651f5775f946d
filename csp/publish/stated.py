"""Which published figures are exact of what partners sent: everybody knows these, whatever else is
hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from csp.build.load import register
from csp.db import sql
from csp.disclosure.rules import Known, Rules
from csp.disclosure.shares import Group, ShareKey, StatedShare

COLUMNS = [
    *("figure", "measure", "area_code", "starts", "ends"),
    *("category", "grouping", "group_name", "stated"),
]
NEAR = 1e-9


@dataclass(frozen=True)
class Stated:
    """Published figures, by their ids, of which the partner file holds the same counts: `true` are
    those that say the same number, `other` those that say another.
    """

    true: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()

    def __or__(self, more: "Stated") -> "Stated":
        """Both together."""
        return Stated(self.true | more.true, self.other | more.other)

    def sentences(self) -> Iterator[str]:
        """How many they are, for who publishes; nothing where no count is stated twice."""
        if self.true or self.other:
            yield (
                f"Published figures that state counts of this file: {len(self.true):,} of"
                f" {len(self.true) + len(self.other):,} are the same number, and nothing hidden"
                f" follows from them; {len(self.other):,} are another, and were left out of"
                " account."
            )


def known(connection: duckdb.DuckDBPyConnection, rules: Rules) -> dict[Known, float]:
    """The totals that everybody knows, with the number that the figure states or gives."""
    held = connection.execute("SELECT figure, value FROM published_figure WHERE value IS NOT NULL")
    values = {"": 0.0, **dict(held.fetchall())}
    return {
        one: values[one.taken_from] - values[one.figure] if one.taken_from else values[one.figure]
        for one in rules.known
        if one.figure in values and one.taken_from in values
    }


def stated_totals(connection: duckdb.DuckDBPyConnection, rules: Rules) -> Stated:
    """Holds each known total against the partner file, which is attached as `partner`."""
    rows = [
        [
            *(one.figure, one.measure, one.area_code, one.starts, one.ends),
            *(one.category if one.grouping else "", one.grouping, one.group, value),
        ]
        for one, value in known(connection, rules).items()
    ]
    if not rows:
        return Stated()
    register(connection, "stated_total", pd.DataFrame(rows, columns=COLUMNS))
    found = connection.execute(sql("build", "64_stated_totals")).fetchall()
    connection.unregister("stated_total")
    return _told({figure: stated == held for figure, stated, held in found if held is not None})


def stated_answers(connection: duckdb.DuckDBPyConnection, surveys: Sequence[str]) -> Stated:
    """Holds each share that documents state with its base against everybody's answers in the
    partner file: the bases must be the same, and the share that of the people, but for rounding.
    """
    told: dict[str, bool] = {}
    for survey in surveys:
        rows = connection.execute(sql("build", "64_stated_shares"), {"survey": survey})
        for figure, *_, percent, half, base, respondents, own_base in rows.fetchall():
            near = abs(100 * respondents / own_base - percent) <= half + NEAR
            told[figure] = base == own_base and near
    return _told(told)


def stated_shares(
    connection: duckdb.DuckDBPyConnection, survey: str
) -> dict[ShareKey, StatedShare]:
    """What documents state of everybody's answers to a survey that the partner file holds."""
    rows = connection.execute(sql("build", "64_stated_shares"), {"survey": survey}).fetchall()
    return {
        ShareKey(Group(wave, question, area, "all", ""), answer): StatedShare(percent, half, base)
        for _, wave, question, answer, area, percent, half, base, _, _ in rows
    }


def _told(found: dict[str, bool]) -> Stated:
    return Stated(
        frozenset(figure for figure, same in found.items() if same),
        frozenset(figure for figure, same in found.items() if not same),
    )
