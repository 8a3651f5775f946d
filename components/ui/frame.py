"""What every page wears: the first-request guard, the styles, the demonstration's band, the
heading.
"""

import html
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.charts.palette import DARK, LIGHT, Palette, palette
from components.maps.legend import LEGEND_CSS
from components.tables.html import TABLE_CSS, bold_html
from components.tables.ledger import LEDGER_CSS
from components.tables.supply import SUPPLY_CSS
from components.tables.ward_profile import PROFILE_CSS
from components.tables.wards import WARDS_CSS
from components.ui import address, choosers, entrance
from components.ui.scripts import script
from components.warehouse import one_file, serves, warehouse
from components.words import numbers
from components.words.marks import MARKS
from components.words.meeting import VIEW as MEETING_VIEW
from components.words.sources import attributions, freshness
from csp import logs
from csp.db import Reader, remembered
from csp.errors import CspError
from csp.settings import ROOT, Edition, settings

LOG = logging.getLogger(__name__)
SPACES = re.compile(r"\s*([{};])\s*|\s+")  # of a style sheet; those of a string stand single
FRAMED = "framed"  # of a session that the page table has run for
FOOT_LINKS = {"about": "About and attributions", "accessibility": "Accessibility statement"}

STYLES = """
[data-testid="stMainBlockContainer"] {{max-width: 84rem; padding: 4.5rem 3.5rem 3rem}}
[data-testid="stMain"] :is(p, li, td, th, span, h1, h2, h3) {{
  font-variant-numeric: tabular-nums lining-nums}}
[data-testid="stMain"] h1 {{line-height: 1.2; max-width: 46rem; padding: 0 0 .25rem;
  text-wrap: balance}}
[data-testid="stMain"] h2 {{font-size: 1.0625rem; line-height: 1.35; margin: 0;
  padding: .5rem 0 0; text-wrap: pretty}}
[data-testid="stButtonGroup"] button {{min-height: 2.5rem}}
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * {{
  background: {accent}; color: {bg} !important}}
[data-testid="stVegaLiteChart"] svg {{max-width: 100%; height: auto}}
.st-key-heading {{position: relative}}
.st-key-heading .st-key-meeting_view {{position: absolute; top: -.5rem; right: 0}}
.st-key-meeting_view button {{min-height: 2rem; padding: 0}}
.st-key-meeting_view button p {{color: {accent}; font-size: .875rem; text-decoration: underline;
  text-underline-offset: .15em}}
[data-testid="stMain"]:has(.exit) .st-key-meeting_view {{margin-right: 14rem}}
.crumb {{color: {accent}; font-weight: 600; font-size: .875rem; margin: 0}}
.lead {{font-size: 1.125rem; line-height: 1.5; max-width: 46rem; margin: 0; color: {ink}}}
.note {{color: {muted}; font-size: .8125rem; line-height: 1.5; max-width: 52rem; margin: 0}}
.note a {{color: {accent}}}
.panel {{font-size: .875rem; color: {ink}; margin: 0}}
.under {{color: {muted}; font-size: .875rem; line-height: 1.4; margin: .25rem 0 0;
  max-width: 60rem}}
.lead, .note, .under {{text-wrap: pretty}}
.band {{background: {illustrative_ground}; color: {illustrative_ink};
  border: 1px solid {illustrative_edge};
  border-radius: 4px; font-size: .875rem; font-weight: 600; padding: .375rem .75rem}}
.tag {{display: inline-block; border: 1px solid {axis}; border-radius: 4px; color: {muted};
  font-size: .75rem; font-weight: 600; line-height: 1.3; padding: .0625rem .375rem;
  white-space: nowrap}}
.tag.dashed {{border-style: dashed}}
.tag.illus {{background: {illustrative_ground}; color: {illustrative_ink};
  border-color: {illustrative_edge}; margin: .25rem 0 0}}
.strip {{display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem}}
.strip.one {{border: 1px solid {border}; border-radius: 4px; padding: 1rem}}
.card {{border: 1px solid {border}; border-radius: 4px; padding: .875rem 1rem}}
.cell {{min-width: 0}}
.awaited {{border: 1px dashed {axis}; border-radius: 4px; padding: 1rem}}
.awaited .under {{margin: .25rem 0 0}}
.told {{color: {ink}; font-size: 1rem; line-height: 1.5; max-width: 52rem; margin: 0;
  padding-inline-start: 1.25rem}}
.small {{color: {muted}; font-size: .8125rem; line-height: 1.4; margin: 0}}
.big {{color: {ink}; font-size: 2rem; font-weight: 600; line-height: 1.2; margin: 0}}
.big.words {{font-size: 1.5rem}}
.row {{display: flex; align-items: center; justify-content: space-between; gap: .5rem}}
.shapes {{display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .8125rem; color: {ink};
  list-style: none; margin: 0; padding-inline-start: 0 !important}}
.shapes li {{margin: 0}}
.swatch {{display: inline-block; width: .875rem; height: .75rem; margin-right: .375rem;
  vertical-align: -.0625rem}}
.swatch.edged {{box-sizing: border-box}}
.prose {{max-width: 46rem; color: {ink}; line-height: 1.6}}
.prose p {{margin: 0 0 .75rem}}
.prose p:last-child {{margin: 0}}
.found {{color: {ink}; font-size: 1rem; font-weight: 600; margin: 0}}
.rules {{color: {ink}; font-size: .875rem; line-height: 1.5; margin: 0; max-width: 52rem}}
.mark {{vertical-align: -.125em; margin-right: .375rem}}
.big .mark {{vertical-align: .05em; width: 18px; height: auto}}
.phone-only {{display: none}}
[class*="st-key-downloads"] {{row-gap: .25rem !important}}
[class*="st-key-downloads"] button {{min-height: 1.5rem; padding: 0; text-align: left}}
[class*="st-key-downloads"] button :is(div, p) {{white-space: normal}}
[class*="st-key-downloads"] button p {{color: {accent}; font-size: .8125rem;
  text-decoration: underline; text-underline-offset: .15em}}
[data-testid="stLayoutWrapper"]:has(> .st-key-quick_exit) {{position: absolute}}
.exit {{position: fixed; z-index: 999990; top: 4.75rem;
  right: max(3.5rem, calc((100vw - 84rem) / 2 + 3.5rem)); padding: .75rem 1.25rem;
  border: 1px solid transparent; border-radius: 4px; background: {exit}; font-weight: 600;
  line-height: 1.25; text-align: center}}
[data-testid="stMain"] a.exit {{color: {bg}; text-decoration: none}}
.exit:hover {{text-decoration: underline !important}}
[data-testid="stMain"] a.exit:focus-visible {{outline: 3px solid {ink} !important;
  outline-offset: 3px}}
[data-testid="stMain"]:has(.exit) .band {{margin-right: 14rem}}
[data-testid="stMain"] h2.part {{font-size: 1.375rem; margin-top: 1rem; padding-top: .75rem;
  border-top: 1px solid {border}}}
.help {{background: {surface}; border-left: 4px solid {accent}; border-radius: 0 4px 4px 0;
  padding: .875rem 1.25rem; color: {ink}}}
.help p {{margin: 0 0 .25rem}}
.help a[href^="tel:"] {{font-weight: 600; white-space: nowrap; color: {ink}}}
.help a:focus-visible, .help summary:focus-visible {{outline: 3px solid {accent};
  outline-offset: 2px}}
.help .small {{margin: .5rem 0 0}}
.help summary {{cursor: pointer; color: {accent}; width: fit-content}}
.way-out, [data-testid="stMain"]:has(.exit[data-armed]) .link-alone {{display: none}}
[data-testid="stMain"]:has(.exit[data-armed]) .way-out {{display: block}}
@media (max-width: 65rem) {{
  .exit {{top: auto; inset-inline: 0; bottom: 0; border-radius: 0; padding: 1rem}}
  [data-testid="stMain"] a.exit:focus-visible {{outline-offset: -6px;
    outline-color: {bg} !important}}
  [data-testid="stMain"]:has(.exit) {{scroll-padding-bottom: 5rem}}
  [data-testid="stMain"]:has(.exit) [data-testid="stMainBlockContainer"] {{padding-bottom: 6rem}}
  [data-testid="stMain"]:has(.exit) :is(.band, .st-key-meeting_view) {{margin-right: 0}}
}}
@media (min-width: 641px) {{
  .strip.one {{grid-template-columns: minmax(0, 1.6fr) repeat(auto-fit, minmax(9rem, 1fr))}}
}}
@media (max-width: 640px) {{
  .st-key-heading .st-key-meeting_view {{position: static}}
  [data-testid="stMainBlockContainer"] {{padding: 4rem 1rem 3rem}}
  [data-testid="stMain"] h1 {{font-size: 1.5rem}}
  [data-testid="stHorizontalBlock"] {{gap: 1rem}}
  [data-testid="stButtonGroup"] [role="radiogroup"] {{display: flex; flex-wrap: wrap;
    overflow: visible; mask-image: none; height: auto; max-height: none}}
  [data-testid="stButtonGroup"] [role="radiogroup"] > button {{flex: 1 0 auto; height: auto;
    min-width: fit-content; max-width: 100%}}
  [data-testid="stButtonGroup"] [role="radiogroup"]:has(> :nth-child(5)) > button {{
    flex-basis: 30%}}
  [data-testid="stButtonGroup"] [role="radiogroup"] > button :is(div, p) {{white-space: normal;
    overflow: visible}}
  .lead {{font-size: 1rem}}
  .wide-only {{display: none}}
  .phone-only {{display: block}}
}}
@media (max-width: 1000px) {{.chart-words {{display: block; margin-top: .5rem}}}}
@media print {{
  .foot .rights {{display: none}}  /* paper has the source lines of what is on it */
  [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSelectbox"],
  [data-testid="stButtonGroup"], [data-testid="stTextInput"], [data-testid="stCheckbox"],
  [data-testid="stMultiSelect"], [class*="st-key-downloads"], .st-key-meeting_view,
  .exit {{display: none !important}}
  [data-testid="stMainBlockContainer"] {{max-width: none; padding: 0}}
  :is([data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMain"] h1) {{background: {bg} !important;
    color: {ink} !important}}
  table.num tr, [data-testid="stVegaLiteChart"] {{break-inside: avoid}}
}}
"""

# A ring round what the keyboard is on, at the accent's contrast: Streamlit's own are a pale shadow
# or one pixel. Of a picture's buttons only the one that enlarges it stays; its data and pictures
# are files below it, in words and with their source.
# Streamlit's side bar, in which a narrow window keeps the navigation, would be walked through by
# the keyboard while it is folded away.
# A line that nobody sees is drawn by a machine with colours of its own, which draws no shadow.
FOCUS = """
[data-testid="stHeader"] :is(button, [data-testid="stTopNavSection"]):focus-visible {{
  outline: 2px solid transparent !important;
  box-shadow: 0 0 0 2px {bg}, 0 0 0 4px {accent} !important}}
[data-testid="stSkipToContent"]:focus-visible {{outline: 2px solid {accent} !important;
  outline-offset: 2px}}
[data-testid="stDateInput"] :is(input, [role="spinbutton"]):focus {{
  outline: 2px solid transparent !important}}
[data-testid="stMultiSelect"] :is(input, span[tabindex]):focus-visible {{
  outline: 2px solid {accent} !important; outline-offset: 1px}}
[data-testid="stSelectbox"]:focus-within, [data-testid="stDateInput"]:focus-within,
[data-testid="stTextInput"]:focus-within, [data-testid="stCheckbox"]:focus-within,
[data-testid="stMultiSelect"]:focus-within {{
  outline: 2px solid {accent}; outline-offset: 2px; border-radius: 4px}}
[data-testid="stMain"] {{scroll-padding-block: 4.5rem 1rem}}
[data-testid="stMultiSelect"] button {{min-width: 1.5rem; min-height: 1.5rem}}
[data-testid="stSidebar"] :is(a, button):focus-visible {{
  outline: 2px solid {accent} !important; outline-offset: -2px}}
[data-testid="stSidebar"][data-collapsed="true"] {{visibility: hidden}}
[data-testid="stMain"]:focus-visible {{outline: 2px solid {accent}; outline-offset: -2px}}
[data-testid="stMain"] :is(button, summary, a, [role="radio"]):focus-visible {{
  outline: 2px solid {accent} !important; outline-offset: 2px}}
[data-testid="stElementToolbarButton"]:not(:has([aria-label*="ullscreen"]))
  {{display: none}}
[data-testid="stElementToolbar"]:focus-within {{opacity: 1 !important; z-index: 2}}
"""

# For who asked for less motion, nothing moves: a change is there at once.
LESS_MOTION = """
@media (prefers-reduced-motion: reduce) {{
  *, ::before, ::after {{animation-duration: .01ms !important;
    animation-iteration-count: 1 !important; transition-duration: .01ms !important;
    scroll-behavior: auto !important}}
}}
"""

# A machine that forces its own few colours takes away every fill. Where the fill is the picture
# (a chart, a swatch, the bar of an interval), picture and ground keep ours; the rest gives way.
FORCED_COLOURS = """
@media (forced-colors: active) {{
  [data-testid="stVegaLiteChart"] :is(svg, svg *), .iv, .iv *, .swatch, .key i, img {{
    forced-color-adjust: none}}
  [data-testid="stVegaLiteChart"] svg, .iv {{background: {bg}}}
  table.num tr.on > :first-child {{border-inline-start: 4px solid Highlight}}
  [data-testid="stMain"] a.exit {{color: LinkText}}
  [role="radio"][aria-checked="true"] {{forced-color-adjust: none;
    background: Highlight !important}}
  [role="radio"][aria-checked="true"] * {{color: HighlightText !important}}
}}
"""

# An ordinary page on the wall is made larger as a whole; the meeting view is made for it. A chart
# asks how many pixels of the screen it has and would write as small as ever, so it is given fewer
# and its picture is stretched; what would enlarge it once more goes. The map that moves keeps its
# size. So that the picture begins as high as it can, title and lead are as wide as the page, and a
# verdict, which the title says, comes after its chart.
WIDE_SCREEN = """
@media (min-width: 1800px) {{
  [data-testid="stMainBlockContainer"] {{zoom: 1.3; padding-top: 3.5rem}}
  [data-testid="stMain"] h1 {{max-width: none}}
  .lead {{max-width: 68rem}}
  [data-testid="stLayoutWrapper"]:has(> .st-key-verdict) {{order: 1}}
  [data-testid="stDeckGlJsonChart"] {{zoom: calc(1 / 1.3)}}
  [class*="st-key-wide_"] {{width: 62.5% !important}}
  [class*="st-key-wide_"] [data-testid="stVegaLiteChart"] svg {{width: 160%; max-width: none}}
  [data-testid="stColumn"] [class*="st-key-wide_"] {{width: 80% !important}}
  [data-testid="stColumn"] [class*="st-key-wide_"] [data-testid="stVegaLiteChart"] svg {{
    width: 125%}}
  [class*="st-key-wide_"] [data-testid="stElementToolbar"] {{display: none}}
  .exit {{right: calc((100vw / 1.3 - 84rem) / 2 + 3.5rem)}}
}}
"""


def current_palette() -> Palette:
    """The palette of the theme that this visitor sees."""
    return palette(st.context.theme.type)


def today() -> date:
    """The day on which a page is drawn, for what depends on it."""
    return datetime.now(UTC).date()


def begin() -> None:
    """Sets up the window and sends the styles: the first thing of every run."""
    logs.keep_words_out()
    choosers.turn_page()
    st.session_state[FRAMED] = True
    st.set_page_config(page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
    st.html(f"<style>{_styles(st.context.theme.type)}</style>")


@lru_cache
def _styles(theme: str | None) -> str:
    """Every style sheet, its colours those of the theme that the page is in.

    A visitor's machine may turn dark while a page is open. Streamlit changes its own colours then
    and runs nothing, so words would stay dark on dark: `light-dark` follows it. Pictures keep the
    ground on which they were drawn until the page is run again. Paper is always light.
    """
    now, light, dark = (vars(one) for one in (palette(theme), LIGHT, DARK))
    plain = [name for name, colour in now.items() if str(colour).startswith("#")]
    fixed = "".join(f"--{name}: {now[name]};" for name in plain)
    on_paper = "".join(f"--{name}: {light[name]};" for name in plain)
    turning = "".join(f"--{name}: light-dark({light[name]}, {dark[name]});" for name in plain)
    sheets = (
        *(STYLES, FOCUS, LESS_MOTION, FORCED_COLOURS, WIDE_SCREEN, TABLE_CSS, WARDS_CSS),
        *(LEGEND_CSS, SUPPLY_CSS, LEDGER_CSS, PROFILE_CSS),
    )
    tokens = {name: f"var(--{name})" for name in plain}
    whole = (
        f":root {{{fixed}}} @supports (color: light-dark(red, red)) {{:root {{{turning}}}}}"
        f" @media print {{:root {{{on_paper}}}}}"
        + "".join(sheet.format(**tokens) for sheet in sheets)
    )
    # They are sent with every page: without the spaces that stand between rules for us alone.
    return SPACES.sub(lambda found: found[1] or " ", whole)


def band() -> None:
    """The demonstration's band: what is real here, in one line."""
    if told := band_html():
        st.html(told)


def band_html() -> str:
    """The band as HTML; '' for an edition that wears none."""
    reader = warehouse()
    if reader.edition == "demonstration":
        worn = _worn(reader)
        others = (
            f"what is marked {numbers.join(worn, 'or')} is invented"
            if worn
            else "no partner’s are held"
        )
        return (
            '<div class="band" role="note">Demonstration: open police data and published'
            f" figures are real; {others}.</div>"
        )
    return ""


@remembered
def _worn(reader: Reader) -> list[str]:
    """The words of the marks that some dataset wears."""
    held = set(reader.read("datasets")["status"])
    return [mark.word for status, mark in MARKS.items() if status in held]


def heading(group: str, page: str, title: str, lead: str) -> None:
    """The top of a page: where we are, the message, and one sentence.

    `lead` is made by components/words and may hold **bold** for the period; nothing else is marked
    up.
    """
    band()
    crumb = f'<p class="crumb">{html.escape(group)} · {html.escape(page)}</p>'
    with st.container(key="heading", gap=None):
        # The script is ours, from our own origin; what anyone typed is escaped.
        st.html(crumb + announced(title, lead), unsafe_allow_javascript=True)
        st.button(MEETING_VIEW, key="meeting_view", on_click=address.open_meeting, type="tertiary")
    st.title(numbers.unbroken(title), anchor=False)
    sentence(lead)


def announced(title: str, lead: str) -> str:
    """What says a page's title, or its lead where only that is new, once a choice has changed it:
    for who hears the page. Without its script nothing is said.
    """
    told = {"title": numbers.unbroken(title), "lead": lead.replace("**", "")}
    marked = " ".join(f'data-{name}="{html.escape(words)}"' for name, words in told.items())
    return f"<span hidden {marked}></span>{script('announce.js')}"


def sentence(text: str) -> None:
    """A sentence of the size of the one below a page's title; `text` may hold **bold**."""
    if text:
        st.html(f'<p class="lead">{bold_html(numbers.unbroken(text))}</p>')


@contextmanager
def calm() -> Iterator[None]:
    """Shows a calm page for whatever went wrong inside: our own sentences as they are, nothing
    else.

    The one place that catches everything: a visitor sees no trace. The operator's log has the place
    in the code, never the words of an error that may repeat a cell, a search or a link. And
    whatever is shown inside is made from one file.
    """
    try:
        with one_file():
            yield
    except CspError as error:
        LOG.warning("A page could not be shown: %s", logs.loggable(error))
        st.title("This page cannot be shown just now", anchor=False)
        st.write(str(error))
    except Exception as error:
        LOG.error("A page failed: %s", logs.place_of(error))
        st.title("This page cannot be shown just now", anchor=False)
        st.write(
            "Something went wrong on our side. The other pages may work; please try again later."
        )


def foot() -> None:
    """How far the data reach and which edition and release a page was made from, which minutes can
    cite; the words that the licences ask for; and the two pages that every page leads to.
    """
    st.html(f'<p class="note foot">{_foot(warehouse())}</p>')


@remembered
def _foot(reader: Reader) -> str:
    rights = " ".join(attributions(reader.read("datasets")))
    links = " · ".join(
        f'<a href="{address}" target="_self">{words}</a>' for address, words in FOOT_LINKS.items()
    )
    more = f'<span class="rights"><br>{html.escape(rights)}<br>{links}</span>'
    return f"{html.escape(_reach(reader))}{more}"


def _reach(reader: Reader) -> str:
    reach = numbers.unbroken(freshness(reader.read("datasets")))
    return f"{settings().area.name}. {reach} Release {reader.release}, {reader.edition} edition."


def guard(only: Edition | None = None) -> None:
    """The first thing of every page: sends the first visitors of a fresh server into the frame,
    wherever their links led, and keeps out whom the edition is not for.

    Until `st.navigation` has run once, Streamlit opens a deep link into `pages/` as a lone script
    with its own side bar and without `dashboard.py`, so what is asked there is asked here again.
    Whether this session has been in the frame decides, since of several who come at once (a server
    was restarted, and every open page calls again) only one would find the process as it began. A
    page that belongs to one edition names it in `only`.
    """
    context = get_script_run_ctx()
    in_the_house = context is not None and Path(context.main_script_path).resolve().parent == ROOT
    if in_the_house and (PagesManager.uses_pages_directory or FRAMED not in st.session_state):
        PagesManager.uses_pages_directory = False
        st.rerun()
    entrance.hold()
    if only is not None and not serves(only):
        st.title("This page is not part of this edition", anchor=False)
        st.stop()
