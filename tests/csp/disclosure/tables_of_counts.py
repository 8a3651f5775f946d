"""Small tables of counts with their totals, as puzzles; and whether one is protected, asked without
the project's own attacker.
"""

import itertools
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from csp.disclosure.counts import Count, Puzzle
from csp.disclosure.rules import Rule


def puzzle(rows: Sequence[Sequence[int]], rule: Rule) -> Puzzle:
    """A table with the totals of its rows and columns and of all; cells are (row, column), a total
    has 'all' in the place of what it adds up.
    """
    down, across = range(len(rows)), range(len(rows[0]))
    made = Puzzle()
    for row, column in itertools.product([*down, "all"], [*across, "all"]):
        atoms = frozenset(
            (r, c) for r in down for c in across if row in (r, "all") and column in (c, "all")
        )
        value = sum(rows[r][c] for r, c in atoms)
        made.counts.append(Count((row, column), atoms, value, rule))
    return made


def is_protected(table: Puzzle, hidden: frozenset[object]) -> bool:
    """Whether every hidden count is uncertain by its threshold."""
    atoms = sorted({atom for one in table.counts for atom in one.atoms})
    rows = np.array([[float(atom in one.atoms) for atom in atoms] for one in table.counts])
    least = [1.0 if one.key in hidden else one.bounds[0] for one in table.counts]
    most = [np.inf if one.key in hidden else one.bounds[1] for one in table.counts]
    bounded = [place for place, bound in enumerate(most) if np.isfinite(bound)]
    above = np.vstack([rows[bounded], -rows])
    limits = [*(most[place] for place in bounded), *(-bound for bound in least)]

    def end(place: int, sign: float) -> float:
        found = linprog(sign * rows[place], A_ub=above, b_ub=limits, method="highs")
        return float("inf") if found.status == 3 else sign * float(found.fun)

    for place, one in enumerate(table.counts):
        if one.key not in hidden:
            continue
        low, high = np.ceil(end(place, 1) - 1e-6), np.floor(end(place, -1) + 1e-6)
        if high - low < one.rule.smallest_shown:
            return False
    return True
