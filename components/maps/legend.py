"""The key above a picture: swatches with their words; of a map bounds, too, and how many areas
each class holds.
"""

import html
from collections.abc import Sequence

from components.charts.palette import Palette
from components.maps.classes import Classes
from components.maps.patterns import PATTERN_CSS

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


def legend_html(classes: Classes, colours: Palette, areas: str = "wards") -> str:
    """The classes as a list: swatch, label, number of areas (`areas` is their plural).

    Classes of a ramp stand joined, in its order; kinds stand apart, with small squares.
    """
    items = [(one.label, one.fill, "solid", one.areas, one.pattern) for one in classes.classes]
    if classes.no_data:
        items.append(("no data", colours.bg, "dashed", classes.no_data, ""))
    if classes.hidden:
        items.append(("hidden", colours.band, "double", classes.hidden, ""))
    made = "".join(
        f'<li><i class="{pattern}" style="background:{fill};border-style:{edge}"></i>'
        f"{html.escape(label)}"
        f" <span>{number} {areas if number != 1 else areas.removesuffix('s')}</span></li>"
        for label, fill, edge, number, pattern in items
    )
    css = "key" if classes.plain is None else "key kinds"
    return f'<ul class="{css}">{made}</ul>'
