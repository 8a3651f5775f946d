"""Counts that are published together and what they are made of: one puzzle for an attacker."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from csp.disclosure.rules import Rule

Atom = Hashable  # what is counted once: nothing published tells its parts apart
Key = Hashable  # names a published count
Held = Literal["shown", "hidden", "free"]


@dataclass(frozen=True)
class Count:
    """One published count: the sum of its atoms.

    `value` is the true number. `held` says what earlier releases leave open; `weight` what it costs
    to hide it. `exact` counts are known to everybody as they are and are neither hidden nor shown.
    `shows` and `reach` are the shown value and what it says (the least and the most), where they
    are not those of the rule. A count `may_be_none` where a zero
    is hidden, too, since nothing of its group is shown: it is protected as a small count is.
    """

    key: Key
    atoms: frozenset[Atom]
    value: int
    rule: Rule
    held: Held = "free"
    weight: int = 1
    exact: bool = False
    shows: int | None = None
    reach: tuple[float, float] | None = None
    may_be_none: bool = False

    @property
    def small(self) -> bool:
        """Whether it is hidden for its own sake, or was in an earlier release."""
        some = self.value > 0 or self.may_be_none
        return not self.exact and some and (self._small or self.held == "hidden")

    @property
    def _small(self) -> bool:
        return self.rule.is_small(self.value) and self.held != "shown"

    @property
    def may_be_hidden(self) -> bool:
        """Whether hiding it is a choice: zeros are shown, and what was shown stays shown."""
        return not self.exact and self.value > 0 and self.held == "free"

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that it can be for who sees it shown."""
        if self.exact:
            return self.value, self.value
        return self.reach or self.rule.bounds(self.shown)

    @property
    def shown(self) -> int:
        """What is published of it unless it is hidden."""
        return self.rule.shown(self.value) if self.shows is None else self.shows


@dataclass
class Puzzle:
    """Counts with what binds their atoms besides.

    `equal` pairs are sums that are known to be the same, `at_most` pairs sums of which the first is
    known not to exceed the second.
    """

    counts: list[Count] = field(default_factory=list)
    equal: list[tuple[frozenset[Atom], frozenset[Atom]]] = field(default_factory=list)
    at_most: list[tuple[frozenset[Atom], frozenset[Atom]]] = field(default_factory=list)

    def parts(self) -> Iterator["Puzzle"]:
        """The puzzle in pieces that share no atom, without atoms that are known to be zero."""
        whole = self._without_zeros()
        groups = _Groups()
        for atoms in whole._rows():
            groups.join(atoms)
        made: dict[Atom, Puzzle] = {}
        for count in whole.counts:
            made.setdefault(groups.of(count.atoms), Puzzle()).counts.append(count)
        for name in ("equal", "at_most"):
            for first, second in getattr(whole, name):
                place = made.setdefault(groups.of(first | second), Puzzle())
                getattr(place, name).append((first, second))
        yield from (one for one in made.values() if one.counts)

    def _rows(self) -> Iterator[frozenset[Atom]]:
        yield from (count.atoms for count in self.counts)
        yield from (first | second for first, second in (*self.equal, *self.at_most))

    def _without_zeros(self) -> "Puzzle":
        """The same without atoms of counts that are 0, and without what then binds nothing."""
        zero: set[Atom] = set()
        for count in self.counts:
            if count.value == 0 and not count.may_be_none:
                zero |= count.atoms
        while more := self._follow(zero):
            zero |= more
        return Puzzle(
            [
                Count(**(vars(one) | {"atoms": one.atoms - zero}))
                for one in self.counts
                if one.value or (one.may_be_none and one.atoms - zero)
            ],
            [(a - zero, b - zero) for a, b in self.equal if (a | b) - zero],
            [(a - zero, b - zero) for a, b in self.at_most if a - zero],
        )

    def _follow(self, zero: set[Atom]) -> set[Atom]:
        """Further atoms that must be zero since what bounds them is."""
        bounds = [*self.equal, *((b, a) for a, b in self.equal), *((b, a) for a, b in self.at_most)]
        found: set[Atom] = set()
        for upper, lower in bounds:
            if upper <= zero:
                found |= lower - zero
        return found


class _Groups:
    """Which atoms are bound to each other, directly or through others."""

    def __init__(self) -> None:
        self._above: dict[Atom, Atom] = {}

    def _top(self, atom: Atom) -> Atom:
        above = self._above.setdefault(atom, atom)
        while above != atom:
            self._above[atom] = self._above[above]
            atom, above = above, self._above[above]
        return atom

    def join(self, atoms: frozenset[Atom]) -> None:
        first = None
        for atom in atoms:
            top = self._top(atom)
            if first is None:
                first = top
            else:
                self._above[top] = first

    def of(self, atoms: frozenset[Atom]) -> Atom:
        return self._top(next(iter(atoms)))
