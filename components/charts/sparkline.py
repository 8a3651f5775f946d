"""Small pictures for tables and cards, as data: addresses: sparklines and shapes of verdicts."""

import base64
from collections.abc import Sequence

import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import SHAPES


def data_uri(svg: str) -> str:
    """An SVG text as an address for an <img>."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def sparkline_svg(
    months: pd.DataFrame,
    colours: Palette,
    width: int = 180,
    height: int = 44,
    breaks: Sequence[float] = (),
) -> str:
    """The newest 24 months as a line: gaps shaded, average dashed, the last point a dot, a dotted
    rule at each place of `breaks` (a change in how it was recorded; 2.0 is the third month's
    middle).

    `months` has value (blank where a month is not complete) and centre, oldest first; without any
    value the whole is a gap. No axis: the numbers stand beside it.
    """
    values = [None if pd.isna(v) else float(v) for v in months["value"]]
    centres = [float(one) for one in months["centre"].dropna()][-1:]
    lying = [*(value for value in values if value is not None), *centres]
    low, high = min(lying, default=0.0), max(lying, default=0.0)
    step = (width - 10) / max(1, len(values) - 1)

    def x(place: float) -> float:
        return round(5 + place * step, 1)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(height - 6 - share * (height - 12), 1)

    # On the ground of its theme, so that it stays legible where a machine turns dark or light.
    parts = [f'<rect width="{width}" height="{height}" fill="{colours.bg}"/>']
    parts += [
        f'<rect x="{x(first) - step / 2:.1f}" y="2" width="{(last - first + 1) * step:.1f}"'
        f' height="{height - 4}" fill="{colours.band}"/>'
        for first, last in _stretches(values, blank=True)
    ]
    parts += [
        f'<line x1="5" x2="{width - 5}" y1="{y(centre)}" y2="{y(centre)}" stroke="{colours.axis}"'
        ' stroke-width="1" stroke-dasharray="3 3"/>'
        for centre in centres
    ]
    parts += [
        f'<line x1="{x(at)}" x2="{x(at)}" y1="1" y2="{height - 1}"'
        f' stroke="{colours.axis}" stroke-width="1.5" stroke-dasharray="1.5 2.5"/>'
        for at in breaks
    ]
    for first, last in _stretches(values, blank=False):
        points = " ".join(f"{x(at)},{y(values[at])}" for at in range(first, last + 1))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colours.ink}" stroke-width="1.8"'
            ' stroke-linejoin="round"/>'
        )
    for at, value in [(at, one) for at, one in enumerate(values) if one is not None][-1:]:
        parts.append(f'<circle cx="{x(at)}" cy="{y(value)}" r="3.5" fill="{colours.ink}"/>')
    return data_uri(svg_text(width, height, parts))


def _stretches(values: Sequence[float | None], *, blank: bool) -> list[tuple[int, int]]:
    """First and last place of each stretch of blanks, or of values."""
    found: list[tuple[int, int]] = []
    for at, value in enumerate(values):
        if (value is None) != blank:
            continue
        if found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def shape_svg(shape: str, colour: str, size: int = 14) -> str:
    """The mark of a verdict: a triangle up or down, a diamond, a square, a dot, a ring or a dashed
    ring.
    """
    if shape == "dot":
        drawn = f'<circle r=".32" fill="{colour}"/>'
    elif "ring" in shape:
        dashes = ' stroke-dasharray=".17"' if shape == "dashed ring" else ""
        drawn = f'<circle r=".38" fill="none" stroke="{colour}" stroke-width=".13"{dashes}/>'
    else:
        drawn = f'<path d="{SHAPES[shape]}" fill="{colour}" transform="scale(.75)"/>'
    return data_uri(svg_text(size, size, [drawn], box="-.5 -.5 1 1"))


def svg_text(width: int, height: int, parts: Sequence[str], box: str = "") -> str:
    """The parts as one SVG; `box` is its view box where that is not its size."""
    view = box or f"0 0 {width} {height}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="{view}">{"".join(parts)}</svg>'
    )
