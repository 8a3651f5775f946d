"""Where words find room in a picture: spread along an edge, or in the first free box; and where a
scale ends.
"""

import math
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import NamedTuple

FAR = 1.4  # times the next largest: one value so far away ends off the scale


class Box(NamedTuple):
    """A rectangle in the units of a chart's axes."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: "Box") -> bool:
        """True when the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


class Room:
    """What of a picture is taken; boxes lie at least `between` above each other."""

    def __init__(self, whole: Box, taken: Iterable[Box] = (), between: float = 0.0) -> None:
        self.whole, self.taken, self.between = whole, list(taken), between

    def is_free(self, box: Box) -> bool:
        """True for a box inside the picture that meets nothing."""
        inside = self.whole.low <= box.low and box.high <= self.whole.high
        return inside and not any(box.meets(other) for other in self.taken)

    def take(self, wanted: Iterable[Box]) -> Box | None:
        """The first free box of those wanted, best first, which is taken from now on."""
        found = next((box for box in wanted if self.is_free(box)), None)
        if found is not None:
            low, high = found.low - self.between, found.high + self.between
            self.taken.append(found._replace(low=low, high=high))
        return found


def spread(values: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places for sorted values, at least `apart` from each other and within low and high, moved as
    little as can be.

    Neighbours that collide are pooled round their mean (pool adjacent violators). Values that are
    too many for the room end above `high`.
    """
    pools: list[list[float]] = []
    for step, value in enumerate(values):
        pools.append([value - step * apart])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    highest = max(low, high - (len(values) - 1) * apart)
    bases = [min(max(_mean(pool), low), highest) for pool in pools for _ in pool]
    return [base + step * apart for step, base in enumerate(bases)]


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)


def fold(words: str, characters: int) -> str:
    """Words on lines of at most so many characters; no word is broken, and own lines are kept."""
    lines = [
        line
        for part in words.split("\n")
        for line in wrap(part, characters, break_long_words=False, break_on_hyphens=False)
    ]
    return "\n".join(lines)


def longest(words: str) -> int:
    """The characters of the longest of some lines."""
    return max(len(line) for line in words.split("\n"))


def end_of_scale(values: Iterable[float]) -> float:
    """The end of a scale from zero: a round number over all values but one that lies far off."""
    held = sorted(value for value in values if math.isfinite(value))
    if not held or held[-1] <= 0:
        return 1.0
    far = len(held) > 1 and held[-1] > FAR * held[-2] > 0
    reach = (held[-2] if far else held[-1]) * 1.06
    step = 10 ** math.floor(math.log10(reach)) / 4
    return round(math.ceil(reach / step) * step, 6)
