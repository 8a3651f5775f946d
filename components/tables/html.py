"""Real HTML tables: printable, read aloud, with numbers set so that they can be compared."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from components.words import marks
from components.words.marks import Mark, Marked, mark_of

TABLE_CSS = """
table.num {{border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.35;
  margin: 0}}
table.num caption {{position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}}
table.num th {{font-weight: 600; font-size: .8125rem; color: {muted}; text-align: left;
  border-bottom: 1.5px solid {axis}; padding: .25rem .375rem; vertical-align: bottom}}
table.num td, table.num tbody th {{border-bottom: 1px solid {grid}; padding: .3125rem .375rem;
  color: {ink};
  text-align: left; vertical-align: middle}}
table.num tbody th {{font-size: .875rem; font-weight: 500}}
table.num .n {{text-align: right; white-space: nowrap}}
table.num .b {{font-weight: 600}}
table.num .held {{white-space: nowrap}}
table.num .m {{color: {muted}}}
table.num tr.group th {{font-weight: 600; padding-top: .875rem; color: {accent};
  border-bottom: 1px solid {axis}}}
table.num .cited {{display: inline-block; max-width: 6rem; white-space: normal;
  font-size: .8125rem; font-weight: 400}}
table.num a {{color: {accent}}}
table.num small {{display: block; color: {muted}; font-size: .8125rem; font-weight: 400}}
table.num tr.on > * {{background: {surface}; font-weight: 600}}
table.num tr.on > :first-child {{box-shadow: inset 4px 0 0 {accent}}}
.verdict {{display: flex; align-items: flex-start; gap: .375rem}}
.verdict .mark {{flex: none; margin: .125rem 0 0}}
table.num td:has(.iv) {{position: relative; padding-inline: 0}}
.iv {{height: 14px; min-width: 7rem}}
.iv i {{position: absolute; top: calc(50% - 4px); height: 8px; background: {accent}; opacity: .65}}
.iv b {{position: absolute; top: calc(50% - 7px); width: 3px; height: 14px; margin-left: -1.5px;
  background: {accent}; box-shadow: 0 0 0 1px {bg}}}
.iv u {{position: absolute; inset: 0 auto 0; border-left: 1.5px dashed {muted}}}
.iv em {{position: absolute; right: 0; top: 50%; transform: translateY(-50%); background: {bg};
  padding-left: .25rem; font-style: normal; font-size: .8125rem; color: {muted}}}
.scroll {{overflow-x: auto}}
.scroll:focus-visible {{outline: 2px solid {accent}; outline-offset: 2px}}
.columns {{display: none}}
@media (min-width: 641px) {{
  table.num .n:not(:first-child) + :not(.n) {{padding-left: 1.5rem}}
}}
@media print {{.columns {{display: none !important}}}}
@media (max-width: 640px) {{
  .scroll:not(:has(.columns[open])) table.num .wide {{display: none}}
  .scroll:has(.columns[open]) :is(td, th):not(.n) {{min-width: 5rem}}
  .columns {{display: block; position: sticky; left: 0; width: fit-content; font-size: .8125rem;
    padding: .5rem 2px 2px}}
  .columns summary {{color: {accent}; cursor: pointer; min-height: 1.5rem}}
  .columns[open] .more, .columns:not([open]) .less {{display: none}}
  table.num .tag, table.num .n small {{white-space: normal}}}}
"""

EVERY = "every"  # for `selected`: each row says its key, and `marked` marks one of them later
KEYED = re.compile(r'<tr data-key="([^"]*)">')
ON = '<tr class="on" aria-current="true">'
# A window as narrow as a phone's, or as a page at 400%, leaves columns out until all are asked for:
# the table then scrolls in a box of its own.
ALL_COLUMNS = (
    '<details class="columns"><summary><span class="more">Show every column</span>'
    '<span class="less">Show fewer columns</span></summary></details>'
)
ILLUSTRATIVE_TAG = marks.ILLUSTRATIVE.tag


@dataclass(frozen=True)
class Column:
    """One column: its heading, whether it holds numbers, and how it looks.

    `bold` for the latest figure, `muted` for a comparison, `wide` when a phone may leave it out,
    `row_head` for the cell that names the row, `markup` when the cells are our own HTML already.
    """

    title: str
    number: bool = False
    bold: bool = False
    muted: bool = False
    wide: bool = False
    row_head: bool = False
    markup: bool = False

    @property
    def css(self) -> str:
        """The classes of its cells."""
        named = {"n": self.number, "b": self.bold, "m": self.muted, "wide": self.wide}
        return " ".join(name for name, on in named.items() if on)


def table_html(
    columns: Mapping[str, Column],
    rows: Sequence[Mapping[str, str]],
    caption: str,
    selected: str | None = None,
    key: str = "",
    *,
    group: str = "",
    illustrative: Marked = False,
) -> str:
    """A table as HTML: cells are texts by column name; the row whose `key` cell is `selected` is
    marked, and one with a cell `css` has its classes. Rows that follow each other with the same
    `group` cell stand under it as a heading.
    `illustrative` puts the tag of its mark above it and into its caption.
    """
    head = "".join(
        f'<th scope="col" class="{column.css}">{html.escape(column.title)}</th>'
        for column in columns.values()
    )
    parts = groupby(rows, key=lambda row: row.get(group, ""))
    body = "".join(
        f"<tbody>{_group(title, len(columns))}"
        + "".join(
            _keyed(columns, row, row[key])
            if key and selected == EVERY
            else _row(columns, row, on=bool(key) and row.get(key) == selected)
            for row in part
        )
        + "</tbody>"
        for title, part in parts
    )
    more = any(column.wide for column in columns.values())
    # A box that may scroll must be reached by the keyboard: by its own button, or by itself.
    reached = "" if more else f' tabindex="0" role="group" aria-label="{html.escape(caption)}"'
    made = (
        f'<div class="scroll"{reached}><table class="num">'
        f"<caption>{html.escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead>{body or '<tbody></tbody>'}</table>"
        f"{ALL_COLUMNS if more else ''}</div>"
    )
    mark = mark_of(illustrative)
    return made if mark is None else illustrated(made, mark)


def bold_html(text: str) -> str:
    """A sentence in which **bold** may stand, as HTML."""
    parts = html.escape(text, quote=False).split("**")
    return "".join(f"<b>{part}</b>" if odd % 2 else part for odd, part in enumerate(parts))


def _group(title: str, columns: int) -> str:
    """The heading of rows that belong together; nothing without a title."""
    if not title:
        return ""
    told = html.escape(title)
    return f'<tr class="group"><th scope="rowgroup" colspan="{columns}">{told}</th></tr>'


def illustrated(table: str, mark: Mark = marks.ILLUSTRATIVE) -> str:
    """A finished table with the tag of its mark above it and in its caption."""
    return mark.tag + table.replace("</caption>", f"{mark.caption}</caption>", 1)


def _row(columns: Mapping[str, Column], row: Mapping[str, str], *, on: bool) -> str:
    cells = []
    for name, column in columns.items():
        text = row[name] if column.markup else html.escape(row[name])
        tag = 'th scope="row"' if column.row_head else "td"
        css = f' class="{column.css}"' if column.css else ""
        cells.append(f"<{tag}{css}>{text}</{tag.split(maxsplit=1)[0]}>")
    css = " ".join(name for name in ("on" if on else "", row.get("css", "")) if name)
    marked = (f' class="{css}"' if css else "") + (' aria-current="true"' if on else "")
    return f"<tr{marked}>{''.join(cells)}</tr>"


def _keyed(columns: Mapping[str, Column], row: Mapping[str, str], key: str) -> str:
    return _row(columns, row, on=False).replace("<tr>", f'<tr data-key="{html.escape(key)}">', 1)


def marked(table: str, key: str) -> str:
    """A table that was made for EVERY row, with the row of this key marked: what `table_html` gives
    for that one alone, at next to no cost.
    """
    own = html.escape(key)
    return KEYED.sub(lambda found: ON if found[1] == own else "<tr>", table)


def marked_html(mark: str, words: str) -> str:
    """A verdict in a cell: its mark (HTML), and its words beside it on however many lines."""
    return f'<span class="verdict">{mark}<span>{html.escape(words)}</span></span>'


def interval_html(
    value: float, lower: float, upper: float, *, top: float, reference: float | None = None
) -> str:
    """The interval as a bar with a mark, on a scale from 0 to `top`; beyond it, words instead.

    `reference` draws the dashed line (the borough). The figures stand in their own columns, so the
    picture is hidden from screen readers.
    """
    line = f'<u style="left:{100 * reference / top:.1f}%"></u>' if reference else ""
    if lower > top:
        return f'<div class="iv" aria-hidden="true">{line}<em>off the scale →</em></div>'
    left, right = 100 * lower / top, 100 * min(upper, top) / top
    return (
        f'<div class="iv" aria-hidden="true">{line}<i'
        f' style="left:{left:.1f}%;width:{right - left:.1f}%">'
        f'</i><b style="left:{100 * min(value, top) / top:.1f}%"></b></div>'
    )
