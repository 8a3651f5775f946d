"""The key above a picture: swatches with their words; of a map bounds, too, and how many areas
each class holds.
"""

import html
from collections.abc import Sequence

from components.charts.palette import Palette
from components.maps.classes import UNCOUNTED, Classes
from components.maps.patterns import HATCHED, PATTERN_CSS

LEGEND_CSS = (
    """
.key {{display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px;
  margin: 0;
  font-size: .8125rem; line-height: 1.3; color: {ink}; max-width: 36rem;
  padding-inline-start: 0 !important; list-style: none}}
.key li {{margin: 0; padding: 0}}
.key i {{display: block; height: .75rem; border: 1px solid {axis}; margin-bottom: .25rem}}
.key span {{color: {muted}; display: block}}
.key.kinds {{display: flex; flex-wrap: wrap; gap: .25rem 1.25rem}}
.key.kinds li {{white-space: nowrap}}
.key.kinds i {{display: inline-block; width: 14px; height: 14px; margin: 0 .375rem 0 0;
  vertical-align: -2px}}
.key.kinds span {{display: inline; margin-inline-start: .125rem}}
@media (max-width: 640px) {{
  .key:not(.kinds) {{grid-auto-columns: auto}}
  .key:not(.kinds) span {{width: 0; min-width: 100%}}
}}
"""
    + PATTERN_CSS
)


def swatches_html(entries: Sequence[tuple[str, str]]) -> str:
    """The key of a chart with plain colours: each colour with its words."""
    made = "".join(
        f'<li><i class="swatch" style="background:{colour}"></i>{html.escape(words)}</li>'
        for colour, words in entries
    )
    return f'<ul class="shapes">{made}</ul>'


def legend_html(
    classes: Classes, colours: Palette, areas: str = "wards", beside: Classes | None = None
) -> str:
    """The classes as a list: swatch, label, number of areas (`areas` is their plural); with
    `beside`, the same classes of a second map, the numbers of both.

    Classes of a ramp stand joined, in its order; kinds stand apart, with small squares.
    """
    maps = [classes, beside] if beside else [classes]
    items = [
        (one.label, one.fill, "solid", tuple(each.classes[at].areas for each in maps), one.pattern)
        for at, one in enumerate(classes.classes)
    ]
    if any(each.no_data for each in maps):
        items.append(("no data", colours.bg, "dashed", tuple(one.no_data for one in maps), ""))
    if any(each.hidden for each in maps):
        items.append(("hidden", colours.bg, "solid", tuple(one.hidden for one in maps), HATCHED))
    made = "".join(
        f'<li><i class="{pattern}" style="background:{fill};border-style:{edge}"></i>'
        f"{html.escape(label)} <span>{_numbers(held, areas)}</span></li>"
        for label, fill, edge, held, pattern in items
    )
    css = "key" if classes.plain is None else "key kinds"
    return f'<ul class="{css}">{made}</ul>'


def _numbers(held: Sequence[int], areas: str) -> str:
    """How many areas one map, or each of two, has in a class; nothing where none are counted."""
    if held[0] == UNCOUNTED:
        return ""
    word = areas.removesuffix("s") if held == (1,) else areas
    return f"{' and '.join(map(str, held))} {word}"
