"""The key above a map: swatches, bounds, and how many areas each class holds."""

import html

from components.charts.palette import Palette
from components.maps.classes import Classes

LEGEND_CSS = """
.key {{display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px;
  margin: 0;
  font-size: .8125rem; line-height: 1.3; color: {ink}; max-width: 36rem;
  padding-inline-start: 0 !important; list-style: none}}
.key li {{margin: 0; padding: 0}}
.key i {{display: block; height: .75rem; border: 1px solid {axis}; margin-bottom: .25rem}}
.key span {{color: {muted}; display: block}}
"""


def legend_html(classes: Classes, colours: Palette, areas: str = "wards") -> str:
    """The classes as a list: swatch, label, number of areas (`areas` is their plural)."""
    items = [(one.label, one.fill, "solid", one.areas) for one in classes.classes]
    if classes.no_data:
        items.append(("no data", colours.bg, "dashed", classes.no_data))
    if classes.hidden:
        items.append(("hidden", colours.band, "double", classes.hidden))
    made = "".join(
        f'<li><i style="background:{fill};border-style:{edge}"></i>{html.escape(label)}'
        f"<span>{number} {areas if number != 1 else areas.removesuffix('s')}</span></li>"
        for label, fill, edge, number in items
    )
    return f'<ul class="key">{made}</ul>'
