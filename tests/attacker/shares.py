"""Somebody who knows every rule and nobody's answer: what follows from the published shares.

Written from the rules alone, apart from both the protection and the audit. The unknowns are people,
by group and answer, and so whole numbers: on a base of 30 whole per cents of whole people say far
more than the same bounds on parts of people would.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from csp.sources import sources
from tests.attacker.attacker import ROUNDED_BY, SMALLEST
from tests.attacker.surveys import Told

LEAST_BASE = 30  # groups of fewer people are hidden whole, so that a base of 28 or 29 is not shown
MOST = 10_000  # people, more than any survey here has
NEAR = 1e-6  # of a whole number, to a solver of decimal ones
Cell = tuple[Told, str]  # whose, and which answer: of the scale, 'top' or 'low'
Share = tuple[int, int] | None  # whole per cent and rounded base; None: hidden


def published(
    file: duckdb.DuckDBPyConnection, survey: str, wave: str, question: str
) -> dict[Cell, Share]:
    """What a public file tells of a partner's question."""
    rows = file.execute(
        "SELECT grouping, area_code, group_name, answer, percent, base, why_blank"
        " FROM survey_answer WHERE status = 'partner'"
        " AND survey = $survey AND wave = $wave AND question = $question",
        {"survey": survey, "wave": wave, "question": question},
    ).fetchall()
    assert all((why == "hidden") == (percent is None) for *_, percent, _, why in rows)
    return {
        (tuple(told), answer): None if percent is None else (int(percent), int(base))
        for *told, answer, percent, base, _ in rows
    }


@dataclass
class Attack:
    """All that is told of one question of one wave, as bounds on sums of people."""

    survey: str
    question: str
    shares: Mapping[Cell, Share]
    rows: list[tuple[float, dict[int, float], float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Writes down every bound."""
        source = sources()[self.survey]
        self.smallest = SMALLEST[source.sensitivity]
        scale = source.scale_of(self.question)
        self.scale, size = scale.answers, len(scale.answers)
        middle = {size // 2} if size % 2 else set()
        self.parts = {answer: (answer,) for answer in self.scale}
        self.parts["top"] = self.scale[: scale.top]
        self.parts["low"] = tuple(
            self.scale[place] for place in range(scale.top, size) if place not in middle
        )
        self.groups: dict[Told, dict[str, Share]] = defaultdict(dict)
        for (told, answer), share in self.shares.items():
            self.groups[told][answer] = share
        self.unknowns = [(told, answer) for told in self.groups for answer in self.scale]
        self._at = {unknown: place for place, unknown in enumerate(self.unknowns)}
        for told, own in self.groups.items():
            self._of_group(told, own)
        self._groups_within_everybody()
        self._limits = self._as_matrix()

    def _of_group(self, told: Told, own: Mapping[str, Share]) -> None:
        """The base, which is said beside every share, and each share of it.

        Of a group of which nothing is shown it is known only that it has somebody. That it has
        fewer than 30 is not: all shares of a larger group may be hidden too.
        """
        every = self._sum((told, answer) for answer in self.scale)
        bases = {share[1] for share in own.values() if share}
        if not bases:
            self.rows.append((1, every, np.inf))
            return
        (base,) = bases
        self.rows.append((max(base - ROUNDED_BY, LEAST_BASE), every, base + ROUNDED_BY))
        for answer, share in own.items():
            people = self.people((told, answer))
            if share is None:  # a zero would be shown
                self.rows.append((1, people, np.inf))
            elif share[0] == 0:  # what only rounds to nought is hidden
                self.rows.append((0, people, 0))
            else:
                self.rows.append((self.smallest, people, np.inf))
                self._rounded(people, every, share[0])

    def _rounded(self, people: Mapping[int, float], every: Mapping[int, float], told: int) -> None:
        """People over their base lie within half a per cent of what is told; here times 200."""
        for edge, lower, upper in ((2 * told - 1, 0, np.inf), (2 * told + 1, -np.inf, 0)):
            row = {place: 200 * people.get(place, 0.0) - edge for place in every}
            self.rows.append((lower, row, upper))

    def _groups_within_everybody(self) -> None:
        """Who gave an answer is in one group of each grouping, or told none."""
        whole = [told for told in self.groups if told[0] == "all"]
        for grouping in sorted({told[0] for told in self.groups} - {"all"}):
            own = [told for told in self.groups if told[0] == grouping]
            for answer in self.scale:
                row = self._sum((told, answer) for told in whole)
                row |= dict.fromkeys(self._sum((told, answer) for told in own), -1.0)
                self.rows.append((0, row, np.inf))

    def _sum(self, unknowns: Iterator[Cell]) -> dict[int, float]:
        return {self._at[one]: 1.0 for one in unknowns}

    def people(self, cell: Cell) -> dict[int, float]:
        """The unknowns that a cell adds up."""
        told, answer = cell
        return self._sum((told, part) for part in self.parts[answer])

    def _as_matrix(self) -> LinearConstraint:
        lower, rows, upper = zip(*self.rows, strict=True)
        terms = [(at, *term) for at, row in enumerate(rows) for term in row.items()]
        at, places, values = zip(*terms, strict=True)
        shape = len(rows), len(self.unknowns)
        return LinearConstraint(csr_matrix((values, (at, places)), shape=shape), lower, upper)

    def is_true_of(self, people: Sequence[int]) -> bool:
        """Whether so many people, in the order of the unknowns, agree with all that is told."""
        sums = self._limits.A @ np.array(people)
        return bool(np.all(sums >= self._limits.lb) and np.all(sums <= self._limits.ub))

    def hidden(self) -> list[Cell]:
        """The hidden cells, without answers of which everybody's shares say that nobody gave them:
        these are known to be none in every group, and the rules say so.
        """
        nobody = {
            part
            for told, own in self.groups.items()
            for answer, share in own.items()
            if told[0] == "all" and share and share[0] == 0
            for part in self.parts[answer]
        }
        return [
            (told, answer)
            for (told, answer), share in self.shares.items()
            if share is None and not nobody.issuperset(self.parts[answer])
        ]

    def tells_of(self, told: Told) -> bool:
        """Whether any share of a group is shown."""
        return any(self.groups[told].values())

    def interval(self, cell: Cell) -> tuple[int, int]:
        """The fewest and the most people that can be behind a cell, in whole people."""
        asked = np.zeros(len(self.unknowns))
        asked[list(self.people(cell))] = 1
        found = []
        for way in (1, -1):
            best = milp(
                way * asked,
                constraints=self._limits,
                integrality=np.ones(len(asked)),
                bounds=Bounds(0, MOST),
            )
            assert best.status == 0, best.message
            found.append(best.fun * way)
        return int(np.ceil(found[0] - NEAR)), int(np.floor(found[1] + NEAR))
