"""The signals of a control chart in words, inside the picture and clear of everything else."""

from collections.abc import Iterator
from typing import Any

from components.charts.placing import Box, Room, fold, longest
from components.charts.rows import Spec
from components.charts.spc_canvas import ROOMY, Canvas
from components.charts.theme import LEAD, signal_colour
from components.words import signals
from components.words.signals import Said

LINE = 18  # characters of a line of a signal's words
CHARACTER = 6.6  # px: the usual width of a bold letter
CLEAR = 12  # px between a point and its words
PAD = 6  # px between words and what bounds them
STEP = 6  # px from one level that is tried to the next
STEPS = 10


def signal_words(canvas: Canvas, room: Room) -> list[Spec]:
    """The signals of the newest span in words, the strongest first, each once, where there is room;
    all are in the table.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    leaders = []
    for said in signals.said(canvas.drawn):
        words = fold(said.words, LINE)
        wide, high = canvas.wide(longest(words) * CHARACTER), canvas.height_of(words)
        own, beyond = _levels(canvas, said, high)
        box = room.take(_by_the_months(canvas, said, wide, high, own))
        if box is None and (box := room.take(_in_a_gap(canvas, said, wide, high))):
            leaders.append(_leader(canvas, said, box))
        box = box or room.take(_by_the_months(canvas, said, wide, high, beyond))
        if box is None:
            continue
        y = box.high - canvas.high(LEAD / 2)
        rows.setdefault(said.direction, []).append({"x": box.left, "y": y, "words": words})
    layers = canvas.leaders(leaders, ROOMY)
    for direction, found in rows.items():
        colour = signal_colour(direction, canvas.colours)
        layers += canvas.words(found, colour, weight=600, align="left", halo=True, from_width=ROOMY)
    return layers


def _by_the_months(
    canvas: Canvas, said: Said, wide: float, high: float, levels: list[float]
) -> Iterator[Box]:
    """By its months at some levels, inside the months in a row that hold the signal."""
    pad = canvas.wide(PAD)
    left, right = canvas.axis.run(said.months[-1])
    if wide > right - left - pad:
        return
    x = (canvas.axis.x[said.months[0]] + canvas.axis.x[said.months[-1]]) / 2
    for level in levels:
        for at in (x - wide / 2, x + pad, x - wide - pad):
            start = min(max(at, left + pad), right - wide)
            yield Box(start, start + wide, level, level + high)


def _levels(canvas: Canvas, said: Said, high: float) -> tuple[list[float], list[float]]:
    """Lower edges of words by a signal, the nearest first: on its own side, and beyond it."""
    clear, step = canvas.high(CLEAR), canvas.high(STEP)
    above = [said.high + clear + step * number for number in range(STEPS)]
    below = [said.low - clear - high - step * number for number in range(STEPS)]
    return (above, below) if said.above else (below, above)


def _in_a_gap(canvas: Canvas, said: Said, wide: float, high: float) -> Iterator[Box]:
    """Wholly inside the dashed box that follows the months that hold the signal."""
    _, right = canvas.axis.run(said.months[-1])
    middle, pad = (said.high + said.low) / 2, canvas.wide(PAD)
    for gap in canvas.axis.stretches:
        if gap.folded or gap.x != right or wide + 2 * pad > gap.x2 - gap.x:
            continue
        beside_a_rule = gap.x + pad + canvas.wide(LEAD)
        for step in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5):
            low = middle - high / 2 + step * canvas.high(LEAD)
            for left in (beside_a_rule, gap.x2 - pad - wide):
                if left + wide <= gap.x2:
                    yield Box(left, left + wide, low, low + high)


def _leader(canvas: Canvas, said: Said, box: Box) -> dict[str, float]:
    """From the last month of a signal to its words in a gap."""
    return {
        "x": canvas.axis.x[said.months[-1]] + canvas.wide(CLEAR),
        "x2": box.left - canvas.wide(PAD / 2),
        "y": said.high if said.above else said.low,
        "y2": (box.low + box.high) / 2,
    }
