"""MoRiLE (Management of Risk in Law Enforcement): a theme's score from its criteria, what each of
them gives to it, and how far the order of the themes can be trusted.

The national scales and formula are not published in full, so which criteria there are, what their
points mean and how they are combined comes from a versioned file of the partnership's own.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args
from zlib import crc32

import numpy as np
import pandas as pd

Part = Literal["impact", "likelihood", "added", "beside"]
Combination = Literal["impact x likelihood + added", "impact + likelihood + added"]
PARTS: tuple[Part, ...] = get_args(Part)
COMBINATIONS: tuple[Combination, ...] = get_args(Combination)
PRODUCT = COMBINATIONS[0]
LOWEST = 1  # point of every scale, so that a product rises in each of its factors
DRAWS = 10_000
SEED = 2017  # the first year in which the partnership ranked its themes so
TOP = 5  # how many themes the partnership names
TAILS = (0.05, 0.95)  # of the draws, between which a rank is told


@dataclass(frozen=True)
class Criterion:
    """One criterion: the part of the formula that it belongs to, its weight, its highest point."""

    id: str
    part: Part
    weight: int
    highest: int


@dataclass(frozen=True)
class Formula:
    """How points become one score: the criteria, and the name of the way they are combined.

    Each part is the sum of its criteria's points times their weights; what stands `beside` the
    score is no part of it.
    """

    combination: Combination
    criteria: tuple[Criterion, ...]

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that the score is made of."""
        return tuple(one for one in self.criteria if one.part != "beside")

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest score that a theme can have."""
        points = np.array([[LOWEST] * len(self.scored), [one.highest for one in self.scored]])
        low, high = _score(points, self)
        return int(low), int(high)


def scores(points: pd.DataFrame, formula: Formula) -> pd.Series:
    """The score of each theme; blank where a criterion has no point, since missing is not zero.

    `points` has one row a theme and a column for each criterion, from 1 to its highest point. The
    score is a whole number and rises in every criterion.
    """
    return pd.Series(_score(_array(points, formula), formula), index=points.index)


def bounds(points: pd.DataFrame, formula: Formula) -> pd.DataFrame:
    """The lowest and highest score of each theme, whatever its missing points were: `least`,
    `most`. Without a missing point both are the score.
    """
    held = _array(points, formula)
    highest = [one.highest for one in formula.scored]
    return pd.DataFrame(
        {
            "least": _score(np.where(np.isnan(held), LOWEST, held), formula),
            "most": _score(np.where(np.isnan(held), highest, held), formula),
        },
        index=points.index,
    )


def contributions(points: pd.DataFrame, formula: Formula) -> pd.DataFrame:
    """What each criterion adds to the score of each theme: a row's cells and the lowest possible
    score (`ends`) add up to the score exactly.

    Counted from the lowest points, so that a criterion at its lowest adds nothing. A product
    belongs to both its factors: each is given its own rise, times the mean of the other one's
    lowest and actual sum (the Shapley value of two players), and inside a factor by rise times
    weight. All cells are whole halves, which floating point holds exactly. Blank for a theme
    without a score.
    """
    held = _array(points, formula)
    rise = (held - LOWEST) * _weights(formula)
    factor = np.ones_like(rise)
    if formula.combination == PRODUCT:
        for own, other in (("impact", "likelihood"), ("likelihood", "impact")):
            places = _of(formula, other)
            lowest = LOWEST * _weights(formula)[places].sum()
            factor[:, _of(formula, own)] = (lowest + rise[:, places].sum(axis=1) / 2)[:, None]
    told = np.where(np.isnan(held).any(axis=1)[:, None], np.nan, rise * factor)
    return pd.DataFrame(told, index=points.index, columns=[one.id for one in formula.scored])


def rank_ranges(found: pd.Series) -> pd.DataFrame:
    """The place of each score, 1 the highest: from `rank_low` to `rank_high`, which differ for ties
    only. Blank scores have none and count for none.
    """
    low, high = _ranks(found.to_numpy(dtype=float))
    return pd.DataFrame({"rank_low": low, "rank_high": high}, index=found.index)


def one_step(points: pd.DataFrame, formula: Formula) -> pd.DataFrame:
    """The places that each theme takes when any one point of any theme moves one step up or down
    inside its scale: `step_low`, `step_high`. Every such change is tried, one at a time.
    """
    held = _array(points, formula)
    ranked = ~np.isnan(held).any(axis=1)
    base = held[ranked]
    if not len(base):
        return _spread(points.index, ranked, dict.fromkeys(("step_low", "step_high"), base[:, 0]))
    themes, criteria = base.shape
    changed = np.broadcast_to(base, (2, themes, criteria, themes, criteria)).copy()
    theme, criterion = np.meshgrid(np.arange(themes), np.arange(criteria), indexing="ij")
    for number, step in enumerate((-1, 1)):
        changed[number, theme, criterion, theme, criterion] += step
    every = np.concatenate([base[None], changed.reshape(-1, themes, criteria)])
    low, high = _ranks(_score(_inside(every, formula), formula))
    return _spread(
        points.index, ranked, {"step_low": low.min(axis=0), "step_high": high.max(axis=0)}
    )


def draws(
    points: pd.DataFrame, formula: Formula, number: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """What becomes of the order when every point is one step lower, the same or one step higher
    by chance, each alike, and stays inside its scale.

    `draw_low` and `draw_high` are the places between which a theme lies in nine of ten draws (5th
    percentile of its better place, 95th of its worse one: ties count both ways). `top_share` [0 to
    1] is the share of draws in which fewer than five themes score higher. Each theme has a stream
    of chance of its own, named by its id, so the order of the rows changes nothing. The steps are
    independent, which two scores by one person need not be: then the truth is less sure.
    """
    held = _array(points, formula)
    ranked = ~np.isnan(held).any(axis=1)
    streams = [_steps(str(theme), number, held.shape[1], seed) for theme in points.index[ranked]]
    steps = np.stack(streams, axis=1) if streams else np.zeros((number, 0, held.shape[1]))
    low, high = _ranks(_score(_inside(held[ranked] + steps, formula), formula))
    found = {
        "draw_low": _percentile(low, TAILS[0]),
        "draw_high": _percentile(high, TAILS[1]),
        "top_share": (low <= TOP).mean(axis=0),
    }
    return _spread(points.index, ranked, found)


def _steps(theme: str, number: int, criteria: int, seed: int) -> Any:
    stream = np.random.default_rng([seed, crc32(theme.encode())])
    return stream.integers(-1, 2, size=(number, criteria))


def _array(points: pd.DataFrame, formula: Formula) -> Any:
    """The points of the scored criteria: themes by criteria, blanks as NaN."""
    return points[[one.id for one in formula.scored]].to_numpy(dtype=float)


def _weights(formula: Formula) -> Any:
    return np.array([one.weight for one in formula.scored], dtype=float)


def _of(formula: Formula, part: str) -> list[int]:
    """The places of a part's criteria among those scored."""
    return [place for place, one in enumerate(formula.scored) if one.part == part]


def _inside(points: Any, formula: Formula) -> Any:
    """The points, kept inside their scales."""
    return np.clip(points, LOWEST, [one.highest for one in formula.scored])


def _score(points: Any, formula: Formula) -> Any:
    """The scores of points whose last axis is the scored criteria."""
    weighted = points * _weights(formula)
    impact, likelihood, added = (
        weighted[..., _of(formula, part)].sum(axis=-1) for part in ("impact", "likelihood", "added")
    )
    if formula.combination == PRODUCT:
        return impact * likelihood + added
    return impact + likelihood + added


def _ranks(found: Any) -> tuple[Any, Any]:
    """The better and the worse place of scores along the last axis; NaN for NaN."""
    held = ~np.isnan(found)
    above = (found[..., None, :] > found[..., :, None]).sum(axis=-1)
    alike = (found[..., None, :] == found[..., :, None]).sum(axis=-1)
    return np.where(held, above + 1.0, np.nan), np.where(held, 1.0 * above + alike, np.nan)


def _percentile(ranks: Any, share: float) -> Any:
    """A rank that was taken, for each column: none lies between two of them."""
    if not ranks.shape[1]:
        return np.zeros(0)
    return np.quantile(ranks, share, axis=0, method="inverted_cdf")


def _spread(index: pd.Index, ranked: Any, found: dict[str, Any]) -> pd.DataFrame:
    """Answers about the ranked themes as a frame of all of them, blank for the rest."""
    return pd.DataFrame(found, index=index[ranked]).reindex(index)
