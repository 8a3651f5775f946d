"""Which counts are hidden: those that are small, and as few others as keep these from being worked
out, chosen by an integer programme.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from csp.disclosure.attacker import Attacker, Leak
from csp.disclosure.counts import Count, Key, Puzzle
from csp.disclosure.solver import solver

# Steps of the solver for one piece of a puzzle, some seconds; then what was found so far is thinned
# out. Not seconds: the same counts must give the same file on a slow machine and a quick one.
PATIENCE = 40_000
NODES = 20_000  # of the tree that the integer programme looks through


class UnprotectableError(Exception):
    """A small count cannot be protected, since all that gives it away is known already."""

    def __init__(self, key: Key) -> None:
        super().__init__(str(key))
        self.key = key


@dataclass(frozen=True)
class Protection:
    """Which counts are hidden, by their keys; the rest is shown.

    `primary` are hidden for their own sake, `secondary` for the sake of others. `best` says whether
    fewer (weighted) could not have been hidden; `programmes` how many linear programmes were asked.
    """

    primary: frozenset[Key]
    secondary: frozenset[Key]
    best: bool = True
    programmes: int = 0

    @property
    def hidden(self) -> frozenset[Key]:
        """All that is hidden: what is published does not tell the two kinds apart."""
        return self.primary | self.secondary


def protect(puzzle: Puzzle, floor: int = 1, patience: float = PATIENCE) -> Protection:
    """Hides what must be hidden of a puzzle, at the least cost that is found within `patience`
    steps of the solver for each of its pieces; without end it is the least there is.

    An attacker knows that hidden counts are `floor` or more. Raises UnprotectableError with the key
    of a count that nothing which may still be hidden can protect. Source of the method: Fischetti
    and Salazar, Management Science 47 (2001), solving the cell suppression problem by covering
    cuts.
    """
    found = [_Piece(one, floor, patience).solve() for one in puzzle.parts()]
    return Protection(
        frozenset().union(*(one.primary for one in found)),
        frozenset().union(*(one.secondary for one in found)),
        all(one.best for one in found),
        sum(one.programmes for one in found),
    )


class _Piece:
    """One piece of a puzzle. Counts of the same atoms are the same number published twice: they are
    hidden together.
    """

    def __init__(self, puzzle: Puzzle, floor: int, patience: float) -> None:
        self._patience = patience
        self._keys, counts = _each_once(puzzle.counts)
        self._counts = counts
        self._attacker = Attacker(Puzzle(counts, puzzle.equal, puzzle.at_most), floor)
        self._small = frozenset(i for i, one in enumerate(counts) if one.small)
        self._free = frozenset(i for i, one in enumerate(counts) if one.may_be_hidden)
        self._free -= self._small
        self._cuts: list[tuple[int | None, frozenset[int]]] = []

    def solve(self) -> Protection:
        hidden, best = self._search()
        return Protection(
            self._named(self._small),
            self._named(hidden - self._small),
            best,
            self._attacker.programmes,
        )

    def _named(self, places: frozenset[int]) -> frozenset[Key]:
        return frozenset(key for place in places for key in self._keys[place])

    def _search(self) -> tuple[frozenset[int], bool]:
        """The hidden places, and whether they are known to cost least."""
        hidden = enough = self._grown(self._small)
        while self._cost(hidden) < self._cost(enough) or hidden == enough:
            if not self._cuts:
                return enough, True
            hidden = self._cheapest()
            if self._cost(hidden) >= self._cost(enough):
                return enough, True
            if self._attacker.steps > self._patience:
                return self._thinned(enough), False
            whole = self._grown(hidden)
            if self._cost(whole) < self._cost(enough):
                enough = whole
            if whole == hidden:
                return enough, True
        return enough, True

    def _cost(self, hidden: frozenset[int]) -> int:
        return sum(self._counts[place].weight for place in hidden)

    def _grown(self, hidden: frozenset[int]) -> frozenset[int]:
        """The hidden places with more, one for each leak, until nothing leaks."""
        self._attacker.hide(hidden)
        while True:
            leaked = False
            for leak in self._leaks():
                leaked = True
                hidden = self._attacker.hidden | {self._cheap(leak)}
                self._attacker.hide(hidden)
            if not leaked:
                return hidden

    def _leaks(self) -> Iterator[Leak]:
        for leak in self._attacker.leaks():
            choice = leak.because & self._free
            if not choice and leak.count is None or leak.count in self._small and not choice:
                raise UnprotectableError(self._keys[leak.count or 0][0])
            told = leak.count if leak.count not in self._small else None
            self._cuts.append((told, choice))
            yield Leak(leak.count, choice)

    def _cheap(self, leak: Leak) -> int:
        """What is hidden for a leak while looking: what costs least, of equals the largest."""
        if not leak.because:
            raise UnprotectableError(self._keys[leak.count or 0][0])
        return min(
            leak.because,
            key=lambda place: (self._counts[place].weight, -self._counts[place].value, place),
        )

    def _cheapest(self) -> frozenset[int]:
        """The least costly choice that every cut so far allows."""
        places = sorted(
            {
                place
                for told, choice in self._cuts
                for place in choice | ({told} if told is not None else set())
            }
        )
        column = {place: number for number, place in enumerate(places)}
        master = solver(presolve="on", mip_max_nodes=NODES)
        for place in places:
            master.addVar(0.0, 1.0)
            master.changeColCost(column[place], float(self._counts[place].weight))
            master.changeColIntegrality(column[place], highspy.HighsVarType.kInteger)
        for told, choice in dict.fromkeys(self._cuts):
            terms = {column[place]: 1.0 for place in sorted(choice)}
            if told is not None:
                terms[column[told]] = -1.0
            master.addRow(
                0.0 if told is not None else 1.0,
                highspy.kHighsInf,
                len(terms),
                np.array(list(terms), dtype=np.int32),
                np.array(list(terms.values())),
            )
        master.run()
        values = np.array(master.getSolution().col_value)
        if not len(values):
            return self._small | self._free  # no time was left: more than any choice
        return self._small | {place for place in places if values[column[place]] > 0.5}

    def _thinned(self, hidden: frozenset[int]) -> frozenset[int]:
        """The same without what is not needed, the costliest first."""
        until = self._attacker.steps + self._patience
        for place in sorted(hidden - self._small, key=lambda p: (-self._counts[p].weight, p)):
            if self._attacker.steps > until:
                break
            fewer = hidden - {place}
            self._attacker.hide(fewer)
            if next(iter(self._attacker.leaks()), None) is None:
                hidden = fewer
        return hidden


def _each_once(counts: Sequence[Count]) -> tuple[list[list[Key]], list[Count]]:
    """Counts of the same atoms as one, with the keys of all: held as the strictest of them is."""
    together: dict[tuple[frozenset[object], bool], list[Count]] = {}
    for one in counts:
        together.setdefault((one.atoms, one.exact), []).append(one)
    made = []
    for (atoms, exact), same in together.items():
        held = {one.held for one in same}
        first = same[0]
        made.append(
            Count(
                first.key,
                atoms,
                first.value,
                max((one.rule for one in same), key=lambda rule: rule.smallest_shown),
                "hidden" if "hidden" in held else "shown" if "shown" in held else "free",
                sum(one.weight for one in same),
                exact,
                *_strictest(same),
                all(one.may_be_none for one in same),
            )
        )
    return [[one.key for one in same] for same in together.values()], made


def _strictest(same: Sequence[Count]) -> tuple[int | None, tuple[float, float] | None]:
    """What is shown of counts of one number, where it is not the rule's: that which says most."""
    own = [one for one in same if one.reach]
    if not own:
        return same[0].shows, None
    told = min(own, key=lambda one: one.bounds[1] - one.bounds[0])
    return told.shows, told.reach
