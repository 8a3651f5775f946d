"""The accessibility statement, after the model that the regulations name: true, or not said.

Each fault names the criterion of WCAG 2.2 that it falls short of and what can be done instead. One
that is mended is taken out, and PREPARED says when that was looked at.
"""

from dataclasses import dataclass

from components.words import numbers

TITLE = "Who can use this dashboard, and what does not work yet"
CAN_TITLE = "What you should be able to do"
CAN_INTRODUCTION = (
    "Whoever runs this dashboard wants as many people as possible to be able to use it. On every"
    " page you should be able to:",
)
CAN = (
    "read every picture in words, and have the same figures as a table;",
    "choose an area in a box beside each map, without the map;",
    "get to everything, and use it, with a keyboard alone, and see where you are;",
    "hear what a choice has changed;",
    "read it on a light or a dark ground, as your device is set, and enlarged in your browser;",
    "tell what a colour means by words, shapes or patterns as well.",
)
STATUS_TITLE = "How far it complies"
STATUS = (
    "This dashboard complies in part with level AA of the Web Content Accessibility Guidelines"
    " (WCAG), version 2.2, because of what is listed below."
)
FAULTS_TITLE = "What does not work yet"
FAULTS_INTRODUCTION = (
    "None of it is claimed to be a disproportionate burden. Most of it lies in Streamlit, the"
    " software that draws the pages, and is told here until it is mended there or here."
)
ALSO_TITLE = "Good to know"
ALSO = (
    "The way back of your browser leads to the page before, not to the choice before: every choice"
    " is in the address, so a view can be kept as a bookmark.",
    "On the domestic abuse page the button that leaves the page at once works with and without"
    " scripts; without, the page stays in the history.",
    "Files to download are tables (CSV), pictures (PNG, SVG) and areas (GeoJSON). The pictures"
    " carry no words for a screen reader: take the table.",
)
TELL_TITLE = "Tell us, or ask for something in another form"
TELL = (
    "If something here does not work for you, or you need figures in another form, such as large"
    " print, plain text or read to you, please say so, with the address of the page."
)
ENFORCED_TITLE = "If you are not content with the answer"
ENFORCED = (
    "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and"
    " Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not content with how"
    " your message was answered, turn to the Equality Advisory and Support Service, which is free:"
    " telephone 0808\N{NO-BREAK SPACE}800\N{NO-BREAK SPACE}0082.",
)
SERVICE = "Equality Advisory and Support Service"
SERVICE_ADDRESS = "https://www.equalityadvisoryservice.com/"
PREPARED_TITLE = "How and when this was looked at"
PREPARED = (
    "This statement was prepared on 27 November 2026, by the project that makes the dashboard. A"
    " body that puts it on the web checks it against its own installation, gives the contact"
    " above, and looks at it again at least once a year.",
    "It rests on the project’s own tests: every page is opened in Chromium, checked with axe-core"
    " on a light and a dark ground and walked through by keyboard, from a phone’s width to a"
    " projector’s, enlarged to 400%, with wider spacing, and with the colours of a machine that"
    " forces its own; the contrast of colours is worked out. Such checks find only a part of"
    " what can be wrong. It was not tried with a screen reader or another browser, not by people"
    " who depend on such tools, and not by an independent auditor.",
)


@dataclass(frozen=True)
class Fault:
    """Something that does not work: what, by which criterion, and what can be done instead."""

    what: str
    criterion: str  # of WCAG 2.2, number and name
    instead: str


FAULTS = (
    Fault(
        "The map that can be moved in is drawn on a canvas: a screen reader finds nothing in it,"
        " and its areas cannot be chosen with a keyboard.",
        "2.1.1 Keyboard, 1.3.1 Info and Relationships",
        "The flat map that stands before it, its table and the box beside it say and do the same.",
    ),
    Fault(
        "Areas of a flat map, and the small windows that a pointer opens over a chart, are not"
        " reached with a keyboard.",
        "2.1.1 Keyboard, 1.4.13 Content on Hover or Focus",
        "The box beside the map chooses, and the table below the chart has the same values.",
    ),
    Fault(
        "In a narrow window, or enlarged as much, the navigation lies in a side bar. Its list of"
        " pages is not marked up as one sound list; when it is opened the keyboard is taken back to"
        " the start of the page, and it lies over the page until it is closed.",
        "1.3.1 Info and Relationships, 2.4.3 Focus Order, 2.4.11 Focus Not Obscured (Minimum)",
        "Shift and Tab lead from there into the list, whose first entry closes it; a wider window"
        " has a menu at the top instead.",
    ),
    Fault(
        "When a picture was enlarged with its own button, the keyboard is taken back to the start"
        " of the page.",
        "2.4.3 Focus Order",
        "Enlarge the page in your browser, or keep the picture as a file.",
    ),
    Fault(
        "Neighbouring classes of a map in five classes differ too little in brightness to be told"
        " apart by that alone.",
        "1.4.11 Non-text Contrast",
        "Each area has a line round it, its figure where there is room, and its row in the table.",
    ),
    Fault(
        "Wide tables are moved sideways within their own frame on a phone and when they are"
        " enlarged.",
        "1.4.10 Reflow (which excepts tables of data)",
        "The frame can be reached and moved with a keyboard, and the table can be downloaded.",
    ),
    Fault(
        "On a very wide screen (from 1,800 pixels on) the verdict on a control chart stands after"
        " its chart, though it is read out before it.",
        "1.3.2 Meaningful Sequence",
        "The title of the page says the same as the verdict.",
    ),
)


def lead() -> str:
    """The status in one sentence, with how many faults are known."""
    many = numbers.small(len(FAULTS))
    return f"It complies in part with WCAG 2.2, level AA: {many} things are known not to work yet."
