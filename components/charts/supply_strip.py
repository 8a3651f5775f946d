"""The months of a dataset's supply as a strip: one box a month, its shape by what was supplied."""

from collections.abc import Sequence

from components.charts.palette import Palette
from components.charts.sparkline import data_uri, svg_text

BOX = 7  # px, the width of a month
GAP = 1
HIGH = 18


def strip_svg(statuses: Sequence[str], colours: Palette) -> str:
    """One box for each month, oldest first, as an address for an <img>.

    Complete: filled. Incomplete: half filled, with an edge. Missing: a dashed edge alone. Not yet
    due: a dot. Colour carries nothing that the shape does not. Raises KeyError for another status.
    """
    width = strip_width(len(statuses))
    parts = [f'<rect width="{width}" height="{HIGH}" fill="{colours.bg}"/>']
    parts += [
        _box(status, 1 + place * (BOX + GAP), colours) for place, status in enumerate(statuses)
    ]
    return data_uri(svg_text(width, HIGH, parts))


def strip_width(months: int) -> int:
    """How wide the strip of so many months is, in px."""
    return 2 + months * (BOX + GAP) - GAP


def _box(status: str, left: int, colours: Palette) -> str:
    edge = f'x="{left + 0.5}" y="1.5" width="{BOX - 1}" height="{HIGH - 3}" fill="none"'
    return {
        "complete": f'<rect x="{left}" y="1" width="{BOX}" height="{HIGH - 2}"'
        f' fill="{colours.accent}"/>',
        "incomplete": f'<rect {edge} stroke="{colours.accent}"/><rect x="{left}" y="{HIGH // 2}"'
        f' width="{BOX}" height="{HIGH // 2 - 1}" fill="{colours.accent}"/>',
        "missing": f'<rect {edge} stroke="{colours.axis}" stroke-dasharray="2 2"/>',
        "not yet due": f'<circle cx="{left + BOX / 2}" cy="{HIGH / 2}" r="1.5"'
        f' fill="{colours.muted}"/>',
    }[status]
