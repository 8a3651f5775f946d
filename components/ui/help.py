"""Safety first: where to find help, and a way to leave the page at once."""

import html
from datetime import UTC, datetime

import streamlit as st

from components.ui.scripts import script
from components.words import help as words
from csp.settings import settings

SCRIPT = "quick_exit.js"


def quick_exit() -> None:
    """The link that leaves the page at once; it takes no room, so call it before the heading.

    The link is ordinary. The script beside it, a file of our own origin, makes of it a way out that
    does not lead back; if the script is kept away, the link stays what it is.
    """
    address = html.escape(settings().help.exit_to)
    with st.container(key="quick_exit"):
        st.html(
            f'<a class="exit" href="{address}" rel="noreferrer">{words.LEAVE}</a>' + script(SCRIPT),
            unsafe_allow_javascript=True,  # ours, from our own origin; nothing that anyone typed
        )


def sources_of_help() -> None:
    """The panel of sources of help, with what leaving does and how to leave fewer traces."""
    local = settings().help.shown(datetime.now(UTC).date())
    told = "".join(_paragraph(line) for line in words.lines(local))
    st.html(f'<section class="help" aria-label="{words.PANEL}">{told}{_about_leaving()}</section>')


def line_html() -> str:
    """The first sources of help in one line, for a screen of a meeting."""
    local = settings().help.shown(datetime.now(UTC).date())
    told = " ".join(_in_line(line) for line in words.lines(local)[:2])
    return f'<p class="help-line" role="note" aria-label="{words.PANEL}">{told}</p>'


def _in_line(line: words.Line) -> str:
    first = html.escape(line.before) + _telephone(line.telephone)
    return f"<b>{first}</b>" if line.urgent else first


def _paragraph(line: words.Line) -> str:
    first = html.escape(line.before) + _telephone(line.telephone)
    parts = [
        f"<b>{first}</b>" if line.urgent else first,
        _web(line.web),
        html.escape(line.after),
    ]
    return f"<p>{' '.join(part for part in parts if part)}</p>"


def _telephone(number: str) -> str:
    """0808 2000 247 as a link that a telephone calls, and the end of its sentence."""
    if not number:
        return ""
    called = number.replace(" ", "")
    return f' <a href="tel:{called}">{html.escape(number)}</a>.'


def _web(address: str) -> str:
    """A site by its name, as a link."""
    if not address:
        return ""
    name = address.removeprefix("https://").rstrip("/")
    return f'<a href="{html.escape(address)}" rel="noreferrer">{html.escape(name)}</a>.'


def _about_leaving() -> str:
    traces = "".join(f"<li>{html.escape(one)}</li>" for one in words.HISTORY)
    return (
        f'<p class="small link-alone">{words.LINK_ALONE}</p>'
        f'<p class="small way-out">{words.WAY_OUT}'
        f' <span class="wide-only">{words.BY_KEYBOARD}</span></p>'
        f'<details class="small"><summary>{words.HISTORY_TITLE}</summary>'
        f"<ul>{traces}</ul></details>"
    )
