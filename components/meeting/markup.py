"""A meeting's screen as HTML: title, lead, picture or rows, source and reference, in this order."""

import base64
import html
from collections.abc import Sequence
from dataclasses import replace

from components.charts import wall
from components.charts.palette import Palette
from components.meeting.sheets import LONG_LEAD, LONG_TITLE, LONGER_TITLE, Sheet, room
from components.messages.message import Picture
from components.tables.html import bold_html
from components.tables.shapes import Fact, facts_html, marks_in
from components.words import meeting as words
from components.words import numbers
from components.words.marks import mark_of
from components.words.sources import Source

WIDE = 1800  # px of a screen of 1920
LEGIBLE = 1.9  # times as large as at a desk, below which a picture has the lead's room as well
BETWEEN = 40  # px between two pictures


def screen(
    shown: Sheet,
    colours: Palette,
    *,
    name: str,
    crumb: str,
    band: str = "",
    above: str = "",
    said: Sequence[str] = (),
    stamp: str = "",
    short: bool = False,
    linked: bool = False,
) -> str:
    """The whole screen. name: which one, for the script; above: what stands below the crumb on
    every screen of a page (help); short: without its picture or rows, above a form; linked: lower,
    above the box of its link.
    """
    shown = _roomier(shown, len(said))
    body = "" if short else _body(shown, colours, room(shown, len(said)))
    css = "meeting" + " with-form" * short + " with-link" * linked
    return (
        f'<div class="{css}" data-screen="{html.escape(name)}">'
        f'<p class="crumb">{html.escape(crumb)}</p>{band}{above}'
        f"{_title(shown.title)}{_lead(shown.lead)}{_small('under', shown.under)}"
        f"{_facts(shown, colours)}"
        + (f'<div class="body">{body}</div>' if body else "")
        + ("" if short else _notes(shown))
        + "".join(_small("said", one) for one in said)
        + ("" if short else _foot(shown, stamp))
        + "</div>"
    )


def _roomier(shown: Sheet, said: int) -> Sheet:
    """The screen without its lead where a picture would be too small to be read below it."""
    if not shown.pictures or not shown.lead:
        return shown
    wide, high = _each(shown.pictures), room(shown, said)
    if min(wall.larger(one.wall or one.spec, wide, high) for one in shown.pictures) >= LEGIBLE:
        return shown
    return replace(shown, lead="", notes=(shown.lead.replace("**", ""), *shown.notes))


def _each(pictures: Sequence[Picture]) -> int:
    """How wide each of several pictures may be, in pixels of a screen of 1920."""
    return (WIDE - BETWEEN * (len(pictures) - 1)) // len(pictures)


def _text(told: str) -> str:
    return html.escape(numbers.unbroken(told), quote=False)


def _title(title: str) -> str:
    css = "longer" if len(title) > LONGER_TITLE else "long" if len(title) > LONG_TITLE else ""
    return f'<h1 class="{css}">{_text(title)}</h1>'


def _lead(lead: str) -> str:
    if not lead:
        return ""
    css = "lead long" if len(lead) > LONG_LEAD else "lead"
    return f'<p class="{css}">{bold_html(numbers.unbroken(lead))}</p>'


def _small(css: str, told: str) -> str:
    return f'<p class="{css}">{_text(told)}</p>' if told else ""


def _facts(shown: Sheet, colours: Palette) -> str:
    """Facts in one line beside a picture; as large figures where there is none."""
    if not shown.facts:
        return ""
    mark = marks_in(colours)(*shown.mark) if shown.mark else ""
    if not shown.pictures:
        return facts_html(shown.facts, mark)
    cells = "".join(_fact(one, mark if at == 0 else "") for at, one in enumerate(shown.facts[:4]))
    return f'<ul class="facts">{cells}</ul>'


def _fact(one: Fact, mark: str) -> str:
    label, figure, _ = (_text(part) for part in one)
    return f"<li>{mark}<span>{label}:</span> <b>{figure}</b></li>"


def _body(shown: Sheet, colours: Palette, high: int) -> str:
    parts = []
    if shown.legend and (shown.pictures or shown.table):
        parts.append(f'<div class="legend-of">{shown.legend}</div>')
    if shown.pictures:
        tag = _tag(shown.source)
        parts += [tag, _pictures(shown.pictures, high)]
    if shown.table:
        parts.append(f'<div class="{"rows few" if shown.few else "rows"}">{shown.table}</div>')
    if shown.lines:
        items = "".join(f"<li>{_text(one)}</li>" for one in shown.lines)
        parts.append(f'<ul class="told">{items}</ul>')
    parts.append(_small("caption", shown.caption))
    return "".join(parts)


def _tag(source: Source | None) -> str:
    """The tag of invented numbers above a picture; a table has its own."""
    mark = mark_of(source.mark or False) if source else None
    return mark.tag if mark else ""


def _pictures(pictures: Sequence[Picture], high: int) -> str:
    wide = _each(pictures)
    drawn = "".join(_figure(one, wide, high) for one in pictures)
    return f'<div class="pictures">{drawn}</div>'


def _figure(one: Picture, wide: int, high: int) -> str:
    named = f"<figcaption>{_text(one.title)}</figcaption>" if one.title else ""
    drawn = wall.picture(one.wall or one.spec, wide, high)
    coded = base64.b64encode(drawn).decode()
    return (
        f'<figure>{named}<img src="data:image/png;base64,{coded}"'
        f' alt="{html.escape(one.alt)}"></figure>'
    )


def _notes(shown: Sheet) -> str:
    """What is opened by a key: notes, where the documents say otherwise, the whole source, and the
    figures of a picture as a table.
    """
    told = [*shown.notes, *([shown.source.line()] if shown.source else [])]
    if not told and not shown.whole_table:
        return ""
    lines = "".join(f"<p>{_text(one)}</p>" for one in told)
    return (
        f'<details class="told"><summary>{words.NOTES}</summary>'
        f'<div tabindex="0" role="group" aria-label="{words.NOTES}">{lines}{shown.whole_table}'
        "</div></details>"
    )


def _foot(shown: Sheet, stamp: str) -> str:
    source = shown.source
    told = ""
    if source is not None:
        warning = f"{source.mark.warning} " if source.mark else ""
        period = f", {source.period}" if source.period else ""
        told = f"{warning}Source: {source.text}{period}."
    return (
        f'<div class="foot"><span class="from">{_text(told)}</span>'
        f'<span class="stamp">{_text(stamp)}</span></div>'
    )
