"""What somebody who knows all rules can work out: intervals by linear programming, and which shown
counts they rest on.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from csp.disclosure.counts import Atom, Puzzle
from csp.disclosure.solver import solver

NEAR = 1e-6  # of a whole number, to a solver of decimal numbers
MOST = 1e6  # what no count reaches, or ten times the largest one
KEPT = 400  # ways to fill the puzzle that are remembered

Row = tuple[NDArray[np.int32], NDArray[np.float64]]


@dataclass(frozen=True)
class Leak:
    """A count, or an unpublished part, that can be worked out too closely.

    `because` are the places of the shown counts that the conclusion rests on: while none of them is
    hidden it stands. `count` is the place of the count; None for an unpublished part.
    """

    count: int | None
    because: frozenset[int]


class Attacker:
    """An attacker of one puzzle, to whom counts may be hidden and shown again.

    Knows that a hidden count is `floor` or more, unless it may be none; every count and part is a
    whole number of 0 or more.
    """

    def __init__(self, puzzle: Puzzle, floor: int = 1) -> None:
        """All counts are shown at first."""
        self._floor = floor
        self.counts = puzzle.counts
        columns = _columns(puzzle)
        places = sorted(set(columns.values()))
        self._column = {atom: places.index(place) for atom, place in columns.items()}
        self._terms = [self._sum(one.atoms) for one in self.counts]
        # What a document states is known already: nothing that is hidden here can keep it.
        self._stated = {one.atoms for one in self.counts if one.exact}
        self._most = max([MOST, *(10.0 * one.value for one in self.counts)])
        self._solver = self._model(puzzle, len(places))
        self._alone = self._unpublished(puzzle)
        self.hidden: frozenset[int] = frozenset()
        self._filled = _Filled(len(places))
        self.programmes = 0
        self.steps = 0  # of the solver: what the work costs, whatever else the machine does

    def _sum(self, atoms: frozenset[Atom]) -> Row:
        columns, times = np.unique(
            np.array(sorted(self._column[atom] for atom in atoms), dtype=np.int32),
            return_counts=True,
        )
        # atoms that no row tells apart are one unknown: however many, they are added up once
        return columns, np.minimum(times, 1).astype(float)

    def _model(self, puzzle: Puzzle, columns: int) -> highspy.Highs:
        made = solver()
        for _ in range(columns):
            made.addVar(0.0, self._most)
        for count, (places, ones) in zip(self.counts, self._terms, strict=True):
            least, most = count.bounds
            made.addRow(float(least), _end_of(most), len(places), places, ones)
        bound = [(0.0, pair) for pair in puzzle.equal]
        bound += [(-highspy.kHighsInf, pair) for pair in puzzle.at_most]
        for lower, (first, second) in bound:
            places, terms = self._difference(first, second)
            if len(places):
                made.addRow(lower, 0.0, len(places), places, terms)
        return made

    def _difference(self, first: frozenset[Atom], second: frozenset[Atom]) -> Row:
        total: dict[int, float] = {}
        for atoms, sign in ((first, 1.0), (second, -1.0)):
            for column in {self._column[atom] for atom in atoms}:
                total[column] = total.get(column, 0.0) + sign
        held = {column: term for column, term in sorted(total.items()) if term}
        return np.array(list(held), dtype=np.int32), np.array(list(held.values()))

    def _unpublished(self, puzzle: Puzzle) -> list[int]:
        """Columns that are one atom, and no count by themselves."""
        published = {int(places[0]) for places, _ in self._terms if len(places) == 1}
        together: dict[int, int] = {}
        for column in self._column.values():
            together[column] = together.get(column, 0) + 1
        return sorted(c for c, atoms in together.items() if atoms == 1 and c not in published)

    def hide(self, hidden: frozenset[int]) -> None:
        """Lets the attacker see all counts but those at these places."""
        for place in hidden - self.hidden:
            floor = 0 if self.counts[place].may_be_none else self._floor
            self._solver.changeRowBounds(place, float(floor), highspy.kHighsInf)
        again = hidden.symmetric_difference(self.hidden) - hidden
        for place in again:
            least, most = self.counts[place].bounds
            self._solver.changeRowBounds(place, float(least), _end_of(most))
        for place in again:
            self._filled.keep(self._still_fits(place))
        self.hidden = hidden

    def _still_fits(self, place: int) -> NDArray[np.bool_]:
        """Which ways to fill the puzzle agree with the count at a place, once it is shown."""
        sums, (least, most) = self._filled.sums(self._terms[place][0]), self.counts[place].bounds
        fits: NDArray[np.bool_] = (sums >= least - NEAR) & (sums <= most + NEAR)
        return fits

    def interval(self, place: int) -> tuple[float, float]:
        """The least and the most that the count at a place can be."""
        low, _ = self._end(self._terms[place], most=False)
        high, _ = self._end(self._terms[place], most=True)
        return low, high

    def leaks(self) -> Iterator[Leak]:
        """Every hidden count that is not uncertain by its threshold, and every unpublished part
        that is known to be small; what the caller hides meanwhile counts at once.
        """
        for place in sorted(self.hidden):
            if place in self.hidden and self.counts[place].atoms not in self._stated:
                leak = self._of_count(place)
                if leak:
                    yield leak
        for column in self._alone:
            leak = self._of_part(column)
            if leak:
                yield leak

    def _of_count(self, place: int) -> Leak | None:
        wanted = self.counts[place].rule.smallest_shown
        terms = self._terms[place]
        seen = self._filled.sums(terms[0])
        if len(seen) and math.floor(seen.max() + NEAR) - math.ceil(seen.min() - NEAR) >= wanted:
            return None
        high, above = self._end(terms, most=True)
        if len(seen) and high - math.ceil(seen.min() - NEAR) >= wanted:
            return None
        low, below = self._end(terms, most=False)
        return None if high - low >= wanted else Leak(place, above | below)

    def _of_part(self, column: int) -> Leak | None:
        """A part must be able to be nothing, or be too large to be small."""
        wanted = min(one.rule.smallest_shown for one in self.counts)
        terms = np.array([column], dtype=np.int32), np.ones(1)
        seen = self._filled.sums(terms[0])
        if ((seen < 1 - NEAR) | (seen > wanted - 1 + NEAR)).any():
            return None
        low, below = self._end(terms, most=False)
        if low < 1:
            return None
        high, above = self._end(terms, most=True)
        return None if high >= wanted else Leak(None, above | below)

    def _end(self, terms: Row, *, most: bool) -> tuple[float, frozenset[int]]:
        """One end of a sum's interval, as a whole number, and the shown counts that it rests on."""
        asked, (places, ones) = self._solver, terms
        asked.changeColsCost(len(places), places, -ones if most else ones)
        asked.run()
        self.programmes += 1
        self.steps += asked.getInfo().simplex_iteration_count
        if asked.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            asked.clearSolver()
            asked.run()
        if asked.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ContradictionError
        solution = asked.getSolution()
        asked.changeColsCost(len(places), places, np.zeros(len(places)))
        filled = np.array(solution.col_value)
        self._filled.add(filled)
        value = float(filled[places] @ ones)
        duals = np.abs(np.array(solution.row_dual)) > NEAR
        used = set(np.nonzero(duals[: len(self.counts)])[0].tolist())
        because = frozenset(used) - self.hidden
        if most:
            return (math.inf if value >= self._most / 2 else math.floor(value + NEAR)), because
        return math.ceil(value - NEAR), because


class _Filled:
    """The newest ways in which the puzzle was filled: the more of them, the fewer questions."""

    def __init__(self, columns: int) -> None:
        self._rows = np.empty((0, columns))

    def add(self, filled: NDArray[np.float64]) -> None:
        """One more; the oldest goes once there are KEPT."""
        self._rows = np.vstack([self._rows[-(KEPT - 1) :], filled])

    def keep(self, which: NDArray[np.bool_]) -> None:
        """Lets go of all others."""
        self._rows = self._rows[which]

    def sums(self, columns: NDArray[np.integer]) -> NDArray[np.float64]:
        """What these columns add up to in each."""
        added: NDArray[np.float64] = self._rows[:, columns].sum(axis=1)
        return added


def _end_of(most: float) -> float:
    return highspy.kHighsInf if math.isinf(most) else float(most)


class ContradictionError(Exception):
    """What is published cannot be true together."""


def _columns(puzzle: Puzzle) -> dict[Atom, int]:
    """A column for each atom; atoms that stand in the same rows on the same side share one."""
    stands: dict[Atom, list[int]] = {}
    rows: list[frozenset[Atom]] = [count.atoms for count in puzzle.counts]
    for first, second in (*puzzle.equal, *puzzle.at_most):
        rows += [first, second]
    for number, atoms in enumerate(rows):
        for atom in atoms:
            stands.setdefault(atom, []).append(number)
    numbers: dict[tuple[int, ...], int] = {}
    return {atom: numbers.setdefault(tuple(held), len(numbers)) for atom, held in stands.items()}
