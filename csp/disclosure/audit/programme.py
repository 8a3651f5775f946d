"""What a reader of published bounds can work out: intervals by linear programme (HiGHS)."""

import math
import os
import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from csp.errors import PublishError

# A count is whole, so an interval of the programme is cut to whole numbers; the solver's own
# tolerance is far below this.
NEARLY = 1e-5
# Counts that nothing bounds from above are cut off this far over the largest bound told. It makes
# the attacker stronger, never weaker.
BEYOND = 1000.0
ROUNDS = 8  # of objectives that stretch all cells in question at once, before each has its own
SEED = 20_261_127

Unknown = Any  # a tuple that says which count it is
Terms = Mapping[Unknown, float]  # unknown → how often it is in the sum


@dataclass(frozen=True)
class Row:
    """A published sum of unknowns and what is told of it: lower and upper, both included."""

    terms: Terms
    lower: float = 0.0
    upper: float = math.inf


@dataclass(frozen=True)
class Question:
    """A sum of unknowns that must stay uncertain.

    `width`: between the smallest and the largest whole number that it can be there must lie at
    least so much. `small`: where given, the interval must not lie within 1 to so much.
    """

    name: Hashable
    terms: Terms
    width: int = 0
    small: int = 0
    none: bool = False


@dataclass
class Answer:
    """What is proven of a question: whole numbers that it reaches for certain. `exact` when no
    number beyond them is possible.
    """

    lowest: float = math.inf
    highest: float = -math.inf
    exact: bool = False

    @property
    def width(self) -> int:
        """Between the smallest and the largest whole number proven possible; −1 for none."""
        return max(math.floor(self.highest + NEARLY) - math.ceil(self.lowest - NEARLY), -1)

    def is_open_none(self, question: Question) -> bool:
        """Whether it can be nothing but 0, and that may be known."""
        return question.none and self.exact and self.highest < 1 - NEARLY

    def safe(self, question: Question) -> bool:
        """Whether enough is proven."""
        if question.small:
            return self.lowest < 1 - NEARLY or self.highest > question.small + NEARLY
        return self.width >= question.width or self.is_open_none(question)


@dataclass
class Programme:
    """Published sums of unknown counts of 0 or more, asked question by question.

    Unknowns that no row and no question tells apart are one. Of every point that the solver finds
    all questions take their share, so that most are answered without an objective of their own.
    """

    rows: Sequence[Row]
    questions: Sequence[Question]
    solves: int = 0
    _answers: list[Answer] = field(default_factory=list)

    def answers(self) -> dict[Hashable, Answer] | None:
        """The answers by the questions' names; None where no counts can be of these rows."""
        self._set_up()
        if not self._solve(np.zeros(self._columns)):
            return None
        self._stretch_all()
        for number in self._open():
            self._ask(number)
        return {one.name: self._answers[at] for at, one in enumerate(self.questions)}

    def narrowest(self, width: int) -> int | None:
        """The smallest exact width among the questions of this width; None where there is none.

        To be asked after `answers`. Whole numbers that nothing bounds count as cut off by BEYOND.
        """
        own = [at for at, one in enumerate(self.questions) if one.width == width]
        while own:
            at = min(own, key=lambda one: (self._answers[one].width, not self._answers[one].exact))
            if self._answers[at].is_open_none(self.questions[at]):
                own.remove(at)
            elif self._answers[at].exact:
                return self._answers[at].width
            else:
                self._ask(at, wholly=True)
        return None

    def _set_up(self) -> None:
        patterns: dict[Unknown, list[tuple[int, float]]] = {}
        told = [row.terms for row in self.rows] + [one.terms for one in self.questions]
        for number, terms in enumerate(told):
            for unknown, times in terms.items():
                patterns.setdefault(unknown, []).append((number, times))
        merged: dict[tuple[tuple[int, float], ...], int] = {}
        for pattern in patterns.values():
            merged.setdefault(tuple(pattern), len(merged))
        self._columns = len(merged)
        self._answers = [Answer() for _ in self.questions]
        self._sums = np.zeros((len(self.questions), self._columns))
        entries: list[list[tuple[int, float]]] = [[] for _ in self.rows]
        for told_by, column in merged.items():
            for number, times in told_by:
                if number < len(self.rows):
                    entries[number].append((column, times))
                else:
                    self._sums[number - len(self.rows), column] = times
        self._solver = _solver(self.rows, entries, self._columns)

    def _open(self) -> Iterable[int]:
        for at, question in enumerate(self.questions):
            if not self._answers[at].safe(question):
                yield at

    def _stretch_all(self) -> None:
        """Pushes every open question up or down at once, first all the same way."""
        chance = np.random.default_rng(SEED)
        for turn in range(ROUNDS):
            left = list(self._open())
            if len(left) < 2:
                return
            ways = (
                np.full(len(left), 1.0 if turn == 0 else -1.0)
                if turn < 2
                else chance.choice([-1.0, 1.0], len(left))
            )
            self._solve(ways @ self._sums[left])

    def _ask(self, at: int, *, wholly: bool = False) -> None:
        """Asks one question for itself: its largest value, then its smallest."""
        for way in (1.0, -1.0):
            self._solve(way * self._sums[at])
            if not wholly and self._answers[at].safe(self.questions[at]):
                return
        self._answers[at].exact = True

    def _solve(self, objective: NDArray[np.float64]) -> bool:
        """Maximises the objective and lets every question see the point; False for no point."""
        self.solves += 1
        solver = self._solver
        solver.changeColsCost(
            self._columns, np.arange(self._columns, dtype=np.int32), -np.asarray(objective)
        )
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return False
        if status != highspy.HighsModelStatus.kOptimal:
            raise PublishError(
                "The audit could not be finished: the solver gave no answer"
                f" ({solver.modelStatusToString(status)})."
            )
        point = np.asarray(solver.getSolution().col_value)
        for answer, value in zip(self._answers, self._sums @ point, strict=True):
            answer.lowest = min(answer.lowest, float(value))
            answer.highest = max(answer.highest, float(value))
        return True


def _solver(
    rows: Sequence[Row], entries: Sequence[Sequence[tuple[int, float]]], columns: int
) -> highspy.Highs:
    """The rows as HiGHS holds them, quiet and on one thread, so that an answer is repeatable."""
    told = [row.upper for row in rows if row.upper < math.inf]
    told += [row.lower for row in rows if row.lower > -math.inf]
    cut = max(told, default=0.0) + BEYOND
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(rows)
    model.col_cost_ = np.zeros(columns)
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.full(columns, cut)
    model.row_lower_ = np.array([row.lower for row in rows], dtype=float)
    model.row_upper_ = np.array([row.upper for row in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(one) for one in entries)]).astype(np.int32)
    model.a_matrix_.index_ = np.array([c for one in entries for c, _ in one], dtype=np.int32)
    model.a_matrix_.value_ = np.array([v for one in entries for _, v in one], dtype=float)
    solver = _quiet()
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver


def _quiet() -> highspy.Highs:
    """A solver that says nothing. The library greets on the first one of a process, past Python's
    own output, so the process's is turned away for that moment.
    """
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    solver.setOptionValue("output_flag", False)
    return solver
