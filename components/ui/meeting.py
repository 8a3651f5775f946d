"""The meeting view of a page: one message a screen, moves by keyboard and clicker, a clock, a link
that shows the screen again, and in the partner edition decisions on signals.
"""

import html
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components.charts.palette import Palette
from components.meeting import markup, walk
from components.meeting import place as places
from components.meeting.place import HOME, Place
from components.meeting.walk import Asked, Stand
from components.messages.agenda import reference
from components.ui import address, frame, help
from components.ui.ledger import SAID
from components.ui.meeting_style import MEETING_CSS
from components.ui.reopened import seen
from components.ui.scripts import script
from components.warehouse import warehouse
from components.words import meeting as words
from csp.agenda import Agenda, agenda
from csp.db import Reader
from csp.errors import CitationError, CspError, SettingsError

Pages = Mapping[str, Sequence[StreamlitPage]]
# What the session keeps between two runs: where a move leads; a place whose page this edition does
# not have; whether the link or the form is open; what was said of a citation.
RUNS = "meeting_runs"
MOVE, DETOUR, OPEN, CITED = "meeting_to", "meeting_detour", "meeting_open", "meeting_cited"
LEDGERS = ("signal_ledger", HOME)  # pages that show what was decided
HELPED = "domestic_abuse"  # the page on which help stands first
SCRIPT = "meeting.js"
_PREPARING = threading.Lock()
SOON, AHEAD = 0.3, 2  # seconds after a screen is sent; how many further ones are made


@dataclass(frozen=True)
class _Here:
    """What this run shows: the file, as of which day, and the agenda."""

    place: Place
    data: Reader
    on: date
    agenda: Agenda | None
    title: str  # of the page

    @property
    def partner(self) -> bool:
        """Whether this is the partner edition, which cites releases and decides on signals."""
        return self.data.edition == "partner"


def show(page: StreamlitPage, pages: Pages) -> None:
    """The screen that the address asks for, or to which a key has just moved."""
    st.html(f"<style>{MEETING_CSS}</style>")
    place = _moved(page, pages)
    screen, moves = st.container(key="meeting_screen"), st.container(key="meeting_moves")
    agenda, fault = _agenda()
    colours = frame.current_palette()
    stand, here = _stand(place, page, agenda, colours)
    with screen:
        _clock(here.agenda if here else agenda, stand.place)
        _screen(stand, here, colours, agenda, fault)
    with moves:
        _moves(stand, here, agenda)
    runs = st.session_state[RUNS] = st.session_state.get(RUNS, 0) + 1
    # Last of all: the script waits for it before it presses the next button; and, as at the foot of
    # every page, what it was made from.
    data = here.data if here else warehouse()
    told = f"Release {data.release}, {data.edition} edition."
    st.html(f'<span hidden class="meeting-run" data-run="{runs}">{html.escape(told)}</span>')
    if here is not None:
        _prepare(here, stand, colours)


def _moved(page: StreamlitPage, pages: Pages) -> Place:
    """Where the meeting stands, after the move that a button asked for."""
    to, said = st.session_state.pop(MOVE, None), address.said()
    if to is None:
        detour, seen_at = st.session_state.get(DETOUR, (None, None))
        return detour if detour and seen_at == said else Place.of(page.url_path, said)
    st.session_state.pop(DETOUR, None)
    doors = {one.url_path or HOME: one for group in pages.values() for one in group}
    if to.page not in doors:
        st.session_state[DETOUR] = to, said  # it ends where the address becomes another
        return to
    if to.page != (page.url_path or HOME):
        address.put(())
        st.switch_page(doors[to.page], query_params=to.query())
    address.put(to.query())
    return to


def _agenda() -> tuple[Agenda | None, str]:
    """The agenda of the next meeting, and a sentence where it cannot be used."""
    try:
        return agenda(), ""
    except SettingsError as error:
        return None, f"{words.AGENDA_FAULT} {str(error).splitlines()[0]}"


def _stand(
    place: Place, page: StreamlitPage, agenda: Agenda | None, colours: Palette
) -> tuple[Stand, _Here | None]:
    """What is shown, and from what; None where the place cannot be shown."""
    if st.session_state.get(DETOUR, (None, None))[0] is place:
        lines = [words.not_here(place.page)]
        return walk.broken(place, agenda, words.NOT_IN_EDITION, lines), None
    try:
        here = _here(place, page, agenda)
        asked = Asked(place, here.on, colours, page.title, here.partner)
        return walk.stand(here.data, asked, agenda), here
    except CspError as error:
        title = words.CANNOT if place.past else words.CANNOT_NOW
        lines = [*str(error).splitlines(), words.GO_ON]
        return walk.broken(place, agenda, title, lines), None


def _here(place: Place, page: StreamlitPage, agenda: Agenda | None) -> _Here:
    """Raises ReleaseError or WarehouseError where what is asked for cannot be shown."""
    data, on = seen(place)
    return _Here(place, data, on, agenda, page.title)


def _go(place: Place) -> None:
    st.session_state[MOVE] = place
    st.session_state.pop(OPEN, None)


def _open(what: str) -> None:
    st.session_state[OPEN] = what


def _close() -> None:
    st.session_state.pop(OPEN, None)


def _leave(place: Place) -> None:
    """Back to the page with its choices, as it is today."""
    st.session_state.pop(DETOUR, None)
    st.session_state.pop(OPEN, None)
    address.put(place.choices)


def _clock(agenda: Agenda | None, place: Place) -> None:
    """The time, and how long this item has taken of what was planned: minutes, told by the script.
    It is no live region: who hears the page is not interrupted.
    """
    item = agenda.item[place.item - 1] if agenda and place.item else None
    name = f"item {place.item}" if item else f"page {place.page}"
    planned = item.minutes if item and item.minutes else 0
    st.html(
        f'<p class="clock" role="timer" aria-live="off" data-item="{html.escape(name)}"'
        f' data-planned="{planned}">{words.planned(planned or None)}</p>{script(SCRIPT)}',
        unsafe_allow_javascript=True,  # ours, from our own origin
    )


def _screen(
    stand: Stand, here: _Here | None, colours: Palette, agenda: Agenda | None, fault: str
) -> None:
    said = [*stand.said, *st.session_state.pop(SAID, ()), *([fault] if fault else [])]
    said += [st.session_state.pop(CITED)] if CITED in st.session_state else []
    if here and here.partner and stand.place.past and stand.place.page in LEDGERS:
        said.append(words.SAME_DAY)
    deciding = _may_decide(stand, here) and st.session_state.get(OPEN) == words.DECIDE
    helped = stand.place.page == HELPED
    if helped:
        help.quick_exit()
    told = markup.screen(
        stand.shown,
        colours,
        name=_name(stand.place) if here else stand.place.page,
        crumb=_crumb(stand, here, agenda),
        band=frame.band_html(),
        above=help.line_html() if helped else "",
        said=said[:3],
        stamp=words.stamp(here.on, here.data.release) if here else "",
        short=deciding,
        linked=st.session_state.get(OPEN) == words.LINK,
    )
    st.html(told)
    st.html(
        frame.announced(stand.shown.title, stand.shown.caption or stand.shown.lead),
        unsafe_allow_javascript=True,  # ours, from our own origin; what anyone typed is escaped
    )
    if deciding and here is not None:
        _form(here, stand)
    if st.session_state.get(OPEN) == words.LINK and here is not None:
        _link(stand, here)


def _name(place: Place) -> str:
    """What tells a screen from others, for whoever looks at the page from outside."""
    return f"{place.page}?item={place.item or ''}&message={place.message}&screen={place.sheet}"


def _crumb(stand: Stand, here: _Here | None, agenda: Agenda | None) -> str:
    place, many = stand.place, f"{stand.number} of {stand.of}" if stand.of > 1 else ""
    if agenda and place.item:
        name = agenda.item[place.item - 1].title or stand.told.page
        where = words.where(agenda.title, place.item, len(agenda.item), name)
    else:
        where = " · ".join(filter(None, (stand.told.group, stand.told.page)))
    seen = words.as_seen(here.on, here.data.release) if here and place.past else ""
    return " · ".join(filter(None, (seen, where, many)))


def _may_decide(stand: Stand, here: _Here | None) -> bool:
    """Whether a decision may be taken here: on the file that serves, and on a signal that waits."""
    if here is None or here.place.past:
        return False
    return here.partner and bool(stand.shown.signal)


def _form(here: _Here, stand: Stand) -> None:
    """The form of the signal that is shown; once it is written down the meeting goes on."""
    from components.ui import deciding  # noqa: PLC0415  # no other edition loads what writes

    with st.container(key="meeting_deciding"):
        deciding.on_signal(here.data, stand.shown.signal, here.on, done=_close)


def _moves(stand: Stand, here: _Here | None, agenda: Agenda | None) -> None:
    """The buttons, which are the legend of the keys as well."""
    with st.container(horizontal=True, key="meeting_buttons"):
        opened = st.session_state.get(OPEN)
        _button("back", words.BACK, partial(_go, stand.before), off=stand.before is None)
        _button("next", words.NEXT, partial(_go, stand.after), off=stand.after is None)
        if opened:
            _button("close", words.CLOSE, _close)
        if _may_decide(stand, here) and opened != words.DECIDE:
            _button("decide", words.DECIDE, partial(_open, words.DECIDE))
        if agenda is not None and stand.place.item is None:
            _button("start", words.START, partial(_go, places.of_item(agenda, 1)))
        if stand.shown.notes or stand.shown.source:
            _button("notes", words.NOTES, None)
        if here is not None:
            label = words.CITE if here.partner else words.LINK
            _button("cite", label, partial(_cite, stand, here) if here.partner else _open_link)
        _button("clock", words.CLOCK, None)
        _button("letters", words.LETTERS, None)
        _button("leave", words.LEAVE, partial(_leave, stand.place))
    _ends(stand, agenda)


def _ends(stand: Stand, agenda: Agenda | None) -> None:
    """The first and the last screen of the walk, for the keys Home and End alone."""
    if agenda is not None and stand.place.item is not None:
        first = places.of_item(agenda, 1)
        last = places.of_item(agenda, len(agenda.item), places.LAST)
    else:
        first, last = stand.place.at("", 1), stand.place.at("", places.LAST)
    with st.container(key="meeting_ends"):
        _button("first", "First screen", partial(_go, first))
        _button("last", "Last screen", partial(_go, last))


def _button(name: str, label: str, pressed: object, *, off: bool = False) -> None:
    told = words.key(label) if label in words.KEYS else label
    key = f"meeting_{name}"
    st.button(told, key=key, on_click=pressed, type="tertiary", disabled=off)


def _open_link() -> None:
    _open(words.LINK)


def _cite(stand: Stand, here: _Here) -> None:
    """Writes the release down, so that its file is kept, and shows the link."""
    from csp import citations  # noqa: PLC0415  # no other edition writes

    try:
        citations.cite(here.data.release, _reference(stand, here), here.on)
        st.session_state[CITED] = words.CITED
    except CitationError as error:
        st.session_state[CITED] = str(error).splitlines()[0]
    _open(words.LINK)


def _reference(stand: Stand, here: _Here) -> str:
    place = stand.place
    return reference(
        place.page,
        place.asked,
        place.message,
        here.data.release,
        here.on,
        edition=here.data.edition,
        screen=place.sheet,
    )


def _link(stand: Stand, here: _Here) -> None:
    """The whole link in a box in which it is marked, ready to be copied."""
    base = (st.context.url or "").split("?")[0]
    if stand.place.page != HOME:
        base = base.rpartition("/")[0] + "/"
    link = f"{base}{_reference(stand, here)}"
    with st.container(key="meeting_link"):
        st.text_input(words.LINK_LABEL, value=link)


def _prepare(here: _Here, stand: Stand, colours: Palette) -> None:
    """Makes the next screen, and the one after it, while this one is looked at; for one visitor at
    a time, since two would wait for each other.
    """
    if stand.after is None or not _PREPARING.acquire(blocking=False):
        return

    def ahead() -> None:
        try:
            time.sleep(SOON)
            _make(here, stand.after, colours)
        finally:
            _PREPARING.release()

    threading.Thread(target=ahead, daemon=True).start()


def _make(here: _Here, place: Place | None, colours: Palette) -> None:
    for _ in range(AHEAD):
        if place is None:
            return
        try:
            asked = Asked(place, here.on, colours, "", here.partner)
            coming = walk.stand(here.data, asked, here.agenda)
            markup.screen(coming.shown, colours, name="", crumb="")
        except CspError:
            return
        place = coming.after
