"""What every page wears: the first-request guard, the styles, the demonstration's band, the
heading.
"""

import html
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components.charts.palette import Palette, palette
from components.maps.legend import LEGEND_CSS
from components.tables.html import TABLE_CSS
from components.warehouse import warehouse
from csp.errors import CspError
from csp.settings import ROOT

LOG = logging.getLogger(__name__)

STYLES = """
[data-testid="stMainBlockContainer"] {{max-width: 84rem; padding: 4.5rem 3.5rem 3rem}}
[data-testid="stMain"] :is(p, li, td, th, span, h1, h2, h3) {{
  font-variant-numeric: tabular-nums lining-nums}}
[data-testid="stMain"] h1 {{line-height: 1.2; max-width: 46rem; padding: 0 0 .25rem;
  text-wrap: balance}}
[data-testid="stMain"] h2 {{font-size: 1.0625rem; line-height: 1.35; padding: 0}}
[data-testid="stButtonGroup"] button {{min-height: 2.5rem}}
[data-testid="stElementToolbar"]:focus-within {{opacity: 1 !important}}
[data-testid="stVegaLiteChart"] svg {{max-width: 100%; height: auto}}
.crumb {{color: {accent}; font-weight: 600; font-size: .875rem; margin: 0}}
.lead {{font-size: 1.125rem; line-height: 1.5; max-width: 46rem; margin: 0; color: {ink}}}
.note {{color: {muted}; font-size: .8125rem; line-height: 1.5; max-width: 52rem; margin: 0}}
.panel {{font-size: .875rem; color: {ink}; margin: 0}}
.under {{color: {muted}; font-size: .875rem; line-height: 1.4; margin: -.5rem 0 0}}
.band {{background: {illustrative_ground}; color: {illustrative_ink};
  border: 1px solid {illustrative_edge};
  border-radius: 4px; font-size: .875rem; font-weight: 600; padding: .375rem .75rem}}
.tag {{display: inline-block; border: 1px solid {axis}; border-radius: 4px; color: {muted};
  font-size: .75rem; font-weight: 600; line-height: 1.3; padding: .0625rem .375rem;
  white-space: nowrap}}
.tag.dashed {{border-style: dashed}}
.strip {{display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem}}
.strip.one {{border: 1px solid {border}; border-radius: 4px; padding: 1rem}}
.card {{border: 1px solid {border}; border-radius: 4px; padding: .875rem 1rem}}
.cell {{min-width: 0}}
.small {{color: {muted}; font-size: .8125rem; line-height: 1.4; margin: 0}}
.big {{color: {ink}; font-size: 2rem; font-weight: 600; line-height: 1.2; margin: 0}}
.big.words {{font-size: 1.5rem}}
.row {{display: flex; align-items: center; justify-content: space-between; gap: .5rem}}
.shapes {{display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .8125rem; color: {ink};
  list-style: none; margin: 0; padding-inline-start: 0 !important}}
.shapes li {{margin: 0}}
.mark {{vertical-align: -.125em; margin-right: .375rem}}
.st-key-downloads button, [class*="st-key-downloads"] button {{min-height: 1.5rem; padding: 0}}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{padding: 4rem 1rem 3rem}}
  [data-testid="stMain"] h1 {{font-size: 1.5rem}}
  .lead {{font-size: 1rem}}
  .wide-only {{display: none}}
}}
@media print {{
  [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSelectbox"],
  [data-testid="stButtonGroup"], [class*="st-key-downloads"] {{display: none !important}}
  [data-testid="stMainBlockContainer"] {{max-width: none; padding: 0}}
  table.num tr, [data-testid="stVegaLiteChart"] {{break-inside: avoid}}
}}
"""


def current_palette() -> Palette:
    """The palette of the theme that this visitor sees."""
    return palette(st.context.theme.type)


def begin() -> None:
    """Sets up the window and sends the styles: the first thing of every run."""
    st.set_page_config(page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
    tokens = vars(current_palette())
    css = "".join(text.format(**tokens) for text in (STYLES, TABLE_CSS, LEGEND_CSS))
    st.html(f"<style>{css}</style>")


def band() -> None:
    """The demonstration's band: what is real here, in one line."""
    if warehouse().edition == "demonstration":
        st.html(
            '<div class="band" role="note">Demonstration: open police data and published'
            " figures are"
            " real; no partner’s own records are held.</div>"
        )


def heading(group: str, page: str, title: str, lead: str) -> None:
    """The top of a page: where we are, the message, and one sentence.

    `lead` is made by components/words and may hold **bold** for the period; nothing else is marked
    up.
    """
    band()
    st.html(f'<p class="crumb">{html.escape(group)} · {html.escape(page)}</p>')
    st.title(title, anchor=False)
    st.html(f'<p class="lead">{_bold(lead)}</p>')


def _bold(text: str) -> str:
    parts = html.escape(text, quote=False).split("**")
    return "".join(f"<b>{part}</b>" if odd % 2 else part for odd, part in enumerate(parts))


@contextmanager
def calm() -> Iterator[None]:
    """Shows a calm page for whatever went wrong inside: our own sentences as they are, nothing
    else.

    The one place that catches everything: a visitor sees no trace, the operator's log has it.
    """
    try:
        yield
    except CspError as error:
        LOG.warning("A page could not be shown: %s", error)
        st.title("This page cannot be shown just now", anchor=False)
        st.write(str(error))
    except Exception:
        LOG.exception("A page failed")
        st.title("This page cannot be shown just now", anchor=False)
        st.write(
            "Something went wrong on our side. The other pages may work; please try again later."
        )


def foot() -> None:
    """Which edition and release a page was made from, at its end: what minutes can cite."""
    reader = warehouse()
    st.html(
        f'<p class="note foot">Release {html.escape(reader.release)}, {reader.edition} edition.</p>'
    )


def guard() -> None:
    """Sends the first visitor of a fresh server into the frame, wherever the link led.

    Until `st.navigation` has run once, Streamlit opens a deep link into `pages/` as a lone script
    with its own side bar. Every page calls this first; after the first run it costs nothing.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def image(uri: str, alt: str, width: int, height: int, css: str = "") -> str:
    """An <img> of a data: address, with its words."""
    return (
        f'<img src="{uri}" alt="{html.escape(alt)}" width="{width}" height="{height}"'
        f' class="{css}">'
    )
