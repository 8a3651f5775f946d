"""A document as one accessible HTML file: nothing from outside, no script, good on paper."""

import base64
import html
from collections.abc import Iterable

from components.charts.palette import LIGHT
from components.pack.addresses import link
from components.pack.cells import Cell, Row, Table, part
from components.pack.document import (
    Block,
    Document,
    Facts,
    Own,
    Paragraph,
    Points,
    Section,
    Shown,
    Terms,
    Words,
    annexed,
    cited,
)
from components.pack.keys import Entry
from components.pack.pictures import inlined
from components.words import pack as said
from csp.settings import ROOT

FONTS = (("Regular", 400), ("SemiBold", 600))
# The browser itself is told to ask nobody for anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
STYLE = """
html {{font-family: "IBM Plex Sans", Arial, sans-serif; font-size: 100%; line-height: 1.5;
  color: {ink}; background: {bg}; font-variant-numeric: tabular-nums lining-nums}}
body {{margin: 0 auto; max-width: 52rem; padding: 0 1.25rem 4rem}}
h1, h2, h3 {{line-height: 1.25; font-weight: 600; text-wrap: balance}}
h1 {{font-size: 2.25rem; margin: .25rem 0}} h2 {{font-size: 1.625rem; margin: 3.5rem 0 .5rem}}
h3 {{font-size: 1.125rem; margin: 2.5rem 0 .25rem}}
a {{color: {accent}}} a:focus-visible, .scroll:focus-visible {{outline: 3px solid {accent};
  outline-offset: 2px}}
.skip {{position: absolute; left: -99rem}} .skip:focus {{left: 1rem; top: .5rem; background: {bg};
  padding: .5rem 1rem; z-index: 1}}
.band {{background: {illustrative_ground}; color: {illustrative_ink}; font-weight: 600;
  border: 1px solid {illustrative_edge}; padding: .5rem .75rem; margin: 1rem 0; font-size: .875rem}}
.whose {{color: {accent}; font-weight: 600; margin: 2rem 0 0}}
.sub {{font-size: 1.125rem; margin: 0}}
.cover {{margin: 1.5rem 0}} .cover div {{display: flex; gap: .5rem; flex-wrap: wrap}}
.cover dt, .under, .asked, .quiet, figcaption {{color: {muted}}} .cover dd {{margin: 0}}
.under {{margin: 0 0 .5rem; font-size: .9375rem}} .asked {{margin: 0 0 1rem}}
figcaption, .quiet {{font-size: .875rem}} figcaption p {{margin: .375rem 0 0}}
.reference, .references {{overflow-wrap: anywhere; font-size: .8125rem}}
.tag {{display: inline-block; background: {illustrative_ground}; color: {illustrative_ink};
  border: 1px solid {illustrative_edge}; border-radius: 3px; padding: .125rem .5rem;
  font-size: .8125rem; font-weight: 600; margin: .25rem 0}}
figure {{margin: .75rem 0}}
.pictures {{display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start}}
.pictures > div {{min-width: 0}} .pictures p {{margin: 0; font-weight: 600; font-size: .875rem}}
img, .pictures svg {{max-width: 100%; height: auto}}
.facts {{display: flex; flex-wrap: wrap; gap: 1rem; margin: .75rem 0}}
.facts > div {{flex: 1 1 9rem; border-top: 1px solid {border}; padding-top: .375rem}}
.facts dt {{color: {muted}; font-size: .875rem}} .facts dd {{margin: 0}}
.facts dd.big {{font-size: 1.375rem; font-weight: 600; line-height: 1.25}}
.facts dd.small {{color: {muted}; font-size: .875rem}}
.key {{list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0;
  margin: .5rem 0; font-size: .875rem}}
.key i {{display: inline-block; width: .875rem; height: .875rem; margin-right: .375rem;
  vertical-align: -2px; border: 1px solid {axis}; box-sizing: border-box;
  print-color-adjust: exact; -webkit-print-color-adjust: exact}}
.key img, .mark {{width: .875rem; height: .875rem; margin-right: .375rem; vertical-align: -2px}}
.key .count {{color: {muted}}}
.outlined {{border: 2.5px solid {ink} !important}}
.hatched {{background-image: repeating-linear-gradient(-45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
.hatched_back {{background-image: repeating-linear-gradient(45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
.scroll {{overflow-x: auto; margin: .75rem 0}}
table {{border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.35}}
caption {{text-align: left; font-weight: 600; padding-bottom: .375rem}}
.unseen {{position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap}}
th, td {{text-align: left; padding: .3125rem .5rem .3125rem 0; vertical-align: middle;
  border-bottom: 1px solid {grid}}}
th {{font-weight: 500}} thead th {{font-weight: 600; font-size: .8125rem; color: {muted};
  border-bottom: 1.5px solid {axis}; vertical-align: bottom}}
.n {{text-align: right; white-space: nowrap}} .b {{font-weight: 600}} .m {{color: {muted}}}
th small, td small {{display: block; color: {muted}; font-weight: 400; font-size: .8125rem;
  white-space: normal}}
tr.group th {{color: {accent}; font-weight: 600; padding-top: .875rem;
  border-bottom: 1px solid {axis}}}
tr.on > * {{background: {surface}; font-weight: 600}}
.own {{border-left: 4px solid {accent}; padding: .25rem 0 .25rem 1rem; margin: 1.25rem 0}}
.own > :first-child {{color: {accent}; font-weight: 600; margin: 0}}
.terms dt {{font-weight: 600}} .terms dd {{margin: 0 0 .5rem}}
@page {{size: A4; margin: 18mm 17mm}}
@media print {{
  html {{font-size: 10pt}} body {{max-width: none; padding: 0}} .skip {{display: none}}
  h2 {{break-before: page; margin-top: 0}} h1, h2, h3, .under, .tag, caption {{break-after: avoid}}
  .whole, tr, .key, .facts {{break-inside: avoid}} thead {{display: table-header-group}}
  .scroll {{overflow: visible}} a {{color: inherit}} .band {{print-color-adjust: exact}}
}}
"""


def assessment(document: Document, address: str = "") -> bytes:
    """The whole document as HTML in UTF-8; `address` is the dashboard's own, to which references
    lead.
    """
    writer = _Writer(address)
    sections = "".join(writer.section(one) for one in document.sections)
    annex, references = writer.annex(document), writer.references(document)
    title = f"{document.title}, {document.partnership}"
    made = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_fonts()}{_style()}</style></head><body>"
        f'<a class="skip" href="#main">{said.SKIP}</a>'
        f"<header>{_band(document)}{_cover(document)}</header>"
        f"{_contents(document, annex=bool(annex), references=bool(references))}"
        f'<main id="main">{sections}{annex}{references}</main>'
        f'<footer><p class="quiet">{html.escape(_foot(document))}</p></footer></body></html>\n'
    )
    return made.encode()


def _style() -> str:
    return STYLE.format(**{name: getattr(LIGHT, name) for name in LIGHT.__dataclass_fields__})


def _fonts() -> str:
    return "".join(
        f'@font-face {{font-family: "IBM Plex Sans"; font-weight: {weight};'
        f" src: url(data:font/woff2;base64,{_font(name)}) format('woff2')}}"
        for name, weight in FONTS
    )


def _font(name: str) -> str:
    held = (ROOT / "static" / f"IBMPlexSans-{name}.woff2").read_bytes()
    return base64.b64encode(held).decode()


def _band(document: Document) -> str:
    return f'<p class="band">{html.escape(document.band)}</p>' if document.band else ""


def _cover(document: Document) -> str:
    facts = "".join(
        f"<div><dt>{html.escape(name)}:</dt><dd>{html.escape(words)}</dd></div>"
        for name, words in said.cover(document.edition_words, document.release, document.on)
    )
    return (
        f'<p class="whose">{html.escape(document.partnership)}</p>'
        f"<h1>{html.escape(document.title)}</h1>"
        f'<p class="sub">{html.escape(document.subtitle)}</p><dl class="cover">{facts}</dl>'
    )


def _foot(document: Document) -> str:
    return said.foot(document.title, document.edition, document.release, document.on)


def _contents(document: Document, *, annex: bool, references: bool) -> str:
    named = [(one.id, one.title) for one in document.sections]
    named += [("annex", said.ANNEX)] if annex else []
    named += [("references", said.REFERENCES)] if references else []
    items = "".join(f'<li><a href="#{name}">{html.escape(title)}</a></li>' for name, title in named)
    return (
        f'<nav aria-labelledby="contents"><h2 id="contents">{said.CONTENTS}</h2>'
        f"<ol>{items}</ol></nav>"
    )


class _Writer:
    def __init__(self, address: str) -> None:
        self._address = address
        self._figures = 0

    def section(self, one: Section) -> str:
        """A section with its heading."""
        asked = f'<p class="asked">{html.escape(one.asked)}</p>' if one.asked else ""
        blocks = "".join(self._block(block) for block in one.blocks)
        return (
            f'<section aria-labelledby="{one.id}"><h2 id="{one.id}">{html.escape(one.title)}</h2>'
            f"{asked}{blocks}</section>"
        )

    def annex(self, document: Document) -> str:
        """The tables that stand whole at the end; '' where there are none."""
        made = "".join(
            f'<h3 id="{one.annexed}">{one.annexed}. {html.escape(one.title)}</h3>{_tag(one)}'
            f"{''.join(_table(table) for table in one.tables)}"
            f'<p class="quiet">{html.escape(one.source)}</p>'
            for one in annexed(document)
        )
        if not made:
            return ""
        return f'<section aria-labelledby="annex"><h2 id="annex">{said.ANNEX}</h2>{made}</section>'

    def references(self, document: Document) -> str:
        """The addresses of all references, to be copied; '' where none is numbered."""
        made = "".join(
            f'<li id="reference-{one.number}">{self._address_of(one)}</li>'
            for one in cited(document)
        )
        if not made:
            return ""
        return (
            f'<section aria-labelledby="references"><h2 id="references">{said.REFERENCES}</h2>'
            f'<p class="quiet">{said.REFERENCES_LEAD}</p>'
            f'<ol class="references">{made}</ol></section>'
        )

    def _address_of(self, one: Shown) -> str:
        told, to = html.escape(one.reference), link(self._address, one.reference)
        return f'<a href="{html.escape(to)}">{html.escape(to)}</a>' if to else told

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                css = ' class="quiet"' if block.muted else ""
                return f"<p{css}>{_words(block.words)}</p>"
            case Points():
                return _list(block.entries, "ol" if block.steps else "ul")
            case Terms():
                told = "".join(
                    f"<dt>{html.escape(word)}</dt><dd>{_words(means)}</dd>"
                    for word, means in block.entries
                )
                return f'<dl class="terms">{told}</dl>'
            case Own():
                inside = "".join(self._block(one) for one in block.parts)
                return f'<div class="own"><p>{said.OWN}</p>{inside}</div>'
            case Facts():
                return _facts(block.entries)
            case Shown():
                return self._shown(block)

    def _shown(self, one: Shown) -> str:
        self._figures += 1
        lead = f"<p>{_words(one.lead)}</p>" if one.lead else ""
        under = f'<p class="under">{html.escape(one.under)}</p>' if one.under else ""
        name = f"f{self._figures}p"
        inside = (
            f"{_key(one.key)}{_pictures(one, name)}{_list(one.lines, 'ul') if one.lines else ''}"
            f"{self._tables(one)}"
        )
        below = [one.note, *map(said.doubt, one.doubts), one.source]
        caption = "".join(f"<p>{html.escape(words)}</p>" for words in below if words)
        caption += self._reference(one)
        whole = ' class="whole"' if one.pictures and not one.tables else ""
        return (
            f'<h3 id="figure-{self._figures}">{html.escape(one.title)}</h3>{under}{_tag(one)}{lead}'
            f"{_facts(one.facts)}<figure{whole}>{inside}<figcaption>{caption}</figcaption></figure>"
        )

    def _reference(self, one: Shown) -> str:
        if not one.reference:
            return ""
        told, to = one.reference, link(self._address, one.reference)
        if one.number:
            told, to = one.cited or told, to or f"#reference-{one.number}"
        shown = f'<a href="{html.escape(to)}">{html.escape(told)}</a>' if to else html.escape(told)
        return f'<p class="reference">{said.reference(one.number)}{shown}</p>'

    def _tables(self, one: Shown) -> str:
        if one.first < 0:
            where = f'<a href="#{one.annexed}">{said.in_annex(one.annexed)}</a>'
            return f'<p class="quiet">{where}</p>'
        return "".join(_first(table, one) for table in one.tables)


def _first(table: Table, one: Shown) -> str:
    seen = not one.says(table.caption)
    if not one.first or table.count <= one.first:
        return _table(table, seen=seen)
    more = html.escape(said.more_rows(one.first, table.count, one.annexed))
    return f'{_table(part(table, 1, one.first), seen=seen)}<p class="quiet">{more}</p>'


def _tag(one: Shown) -> str:
    return f'<p class="tag">{html.escape(one.invented)}</p>' if one.invented else ""


def _words(told: Words) -> str:
    made = []
    for run in told:
        words = html.escape(run.words)
        if run.to:
            words = f'<a href="{html.escape(run.to)}" rel="noreferrer">{words}</a>'
        made.append(f"<strong>{words}</strong>" if run.bold else words)
    return "".join(made)


def _list(entries: Iterable[Words], tag: str) -> str:
    return f"<{tag}>{''.join(f'<li>{_words(one)}</li>' for one in entries)}</{tag}>"


def _facts(entries: Iterable[tuple[str, str, str]]) -> str:
    made = "".join(
        f'<div><dt>{html.escape(label)}</dt><dd class="big">{html.escape(figure)}</dd>'
        + (f'<dd class="small">{html.escape(small)}</dd>' if small else "")
        + "</div>"
        for label, figure, small in entries
    )
    return f'<dl class="facts">{made}</dl>' if made else ""


def _key(entries: Iterable[Entry]) -> str:
    made = "".join(f"<li>{_look(one)}{html.escape(one.words)}{_count(one)}</li>" for one in entries)
    return f'<ul class="key">{made}</ul>' if made else ""


def _look(one: Entry) -> str:
    if one.shape:
        return f'<img src="{one.shape}" alt="">'
    edge = f";border-color:{one.edge}" if one.edge else ""
    dashed = ";border-style:dashed" if one.dashed else ""
    fill = f"background-color:{one.fill or LIGHT.bg}"
    return f'<i class="{one.pattern}" style="{fill}{edge}{dashed}"></i>'


def _count(one: Entry) -> str:
    return f' <span class="count">{html.escape(one.small)}</span>' if one.small else ""


def _pictures(one: Shown, name: str) -> str:
    made = "".join(
        "<div>"
        + (f"<p>{html.escape(title)}</p>" if title else "")
        + f'<div role="img" aria-label="{html.escape(alt)}">{inlined(drawn, f"{name}{at}")}</div>'
        "</div>"
        for at, (title, alt, drawn) in enumerate(one.pictures, 1)
    )
    return f'<div class="pictures whole">{made}</div>' if made else ""


def _table(table: Table, *, seen: bool = True) -> str:
    """A table; its caption is heard alone where the heading above says the same."""
    heads = "".join(
        # A head without words is no head.
        f'<th scope="col"{_css(cell)}>{_cell(cell)}</th>' if cell.text else "<td></td>"
        for cell in table.heads
    )
    body = "".join(_row(row) for row in table.rows)
    label, heard = html.escape(table.caption), "" if seen else ' class="unseen"'
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table>'
        f"<caption{heard}>{label}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def _row(row: Row) -> str:
    if row.group:
        (cell, *_) = row.cells
        wide = f' scope="colgroup" colspan="{cell.columns}"'
        return f'<tr class="group"><th{wide}>{_cell(cell)}</th></tr>'
    cells = "".join(
        f'<th scope="row"{_css(cell)}>{_cell(cell)}</th>'
        if cell.head
        else f"<td{_css(cell)}>{_cell(cell)}</td>"
        for cell in row.cells
    )
    return f'<tr class="on">{cells}</tr>' if row.on else f"<tr>{cells}</tr>"


def _css(cell: Cell) -> str:
    named = {"n": cell.number, "b": cell.bold, "m": cell.muted}
    css = " ".join(name for name, on in named.items() if on)
    wide = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return (f' class="{css}"' if css else "") + wide


def _cell(cell: Cell) -> str:
    drawn = ""
    if cell.picture is not None:
        held, css = cell.picture, ' class="mark"' if not cell.picture.alt else ""
        size = f' width="{held.width}" height="{held.height}"' if held.alt else ""
        drawn = f'<img src="{held.address}" alt="{html.escape(held.alt)}"{css}{size}>'
    lines, gap = [], ""
    for line in cell.lines:
        words = html.escape(line.text)
        words = f"<b>{words}</b>" if line.bold else words
        lines.append(f"<small>{words}</small>" if line.small else f"{gap}{words}")
        gap = "" if line.small else "<br>"
    return drawn + "".join(lines)
