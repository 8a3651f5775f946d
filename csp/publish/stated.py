"""Which published figures are exact of what partners sent: everybody knows these, whatever else is
hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from csp.build.load import register
from csp.db import sql
from csp.disclosure.cells import APART
from csp.disclosure.rules import Known, Rules
from csp.disclosure.shares import Group, ShareKey, StatedShare
from csp.settings import settings

COLUMNS = [
    *("reading", "figure", "measure", "areas", "starts", "ends"),
    *("category", "grouping", "group_name", "stated"),
]
Areas = tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """Published figures of which the partner file holds the same counts, by their ids: `true` are
    those that say the same number, with the areas that it adds up (none for a survey's), `other`
    those that say another.
    """

    true: Mapping[str, Areas] = field(default_factory=dict)
    other: frozenset[str] = frozenset()

    def __or__(self, more: "Stated") -> "Stated":
        """Both together."""
        return Stated({**self.true, **more.true}, self.other | more.other)

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
    """Holds each known total against the partner file, which is attached as `partner`: the
    borough's counts, or, where these are another number, with those elsewhere and not located.
    """
    rows = [
        [
            *(one.figure, one.measure, areas, one.starts, one.ends),
            *(one.category if one.grouping else "", one.grouping, one.group, value),
        ]
        for one, value in known(connection, rules).items()
        for areas in _readings(one)
    ]
    if not rows:
        return Stated()
    numbered = [[number, *row] for number, row in enumerate(rows)]
    register(connection, "stated_total", pd.DataFrame(numbered, columns=COLUMNS))
    found = connection.execute(sql("build", "64_stated_totals")).fetchall()
    connection.unregister("stated_total")
    told: dict[str, Areas] = {}
    for figure, areas, stated, held in found:
        if held is not None and not told.get(figure):
            told[figure] = tuple(areas) if held == stated else ()
    return Stated(
        {figure: areas for figure, areas in told.items() if areas},
        frozenset(figure for figure, areas in told.items() if not areas),
    )


def _readings(one: Known) -> list[list[str]]:
    """The areas that a total may add up: its own, or, as documents do, the borough with what was
    sent beside it.
    """
    if one.grouping or one.area_code != settings().area.code:
        return [[one.area_code]]
    return [[one.area_code], [one.area_code, *sorted(APART)]]


def stated_answers(connection: duckdb.DuckDBPyConnection, surveys: Sequence[str]) -> Stated:
    """Holds each share that documents state with its base against everybody's answers in the
    partner file: the bases must be the same, and the share that of the people, but for rounding.
    """
    told: dict[str, bool] = {}
    for survey in surveys:
        rows = connection.execute(sql("build", "64_stated_shares"), {"survey": survey})
        for figure, *_, percent, half, base, respondents, own_base in rows.fetchall():
            told[figure] = StatedShare(percent, half, base).is_of(respondents, own_base)
    same = {figure: () for figure, near in told.items() if near}
    return Stated(same, frozenset(told) - set(same))


def stated_shares(
    connection: duckdb.DuckDBPyConnection, survey: str
) -> dict[ShareKey, StatedShare]:
    """What documents state of everybody's answers to a survey that the partner file holds."""
    rows = connection.execute(sql("build", "64_stated_shares"), {"survey": survey}).fetchall()
    return {
        ShareKey(Group(wave, question, area, "all", ""), answer): StatedShare(percent, half, base)
        for _, wave, question, answer, area, percent, half, base, _, _ in rows
    }
