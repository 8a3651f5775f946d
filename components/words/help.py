"""Sources of help and the way out, in words: what must be right for someone at risk."""

from collections.abc import Iterable
from dataclasses import dataclass

from components.words import numbers
from csp.settings import LocalHelp


@dataclass(frozen=True)
class Line:
    """One source of help as a sentence: `before` the number, the number, `after` it.

    `urgent` sets the first words apart. A source without a number has it empty.
    """

    before: str
    telephone: str
    after: str
    urgent: bool = False
    web: str = ""


# The numbers that are always shown; the partnership confirms them before each release. Who runs
# them: the police (999, 101, pressing 55) and Refuge (nationaldahelpline.org.uk).
ALWAYS = (
    Line(
        "If you are in danger now, call",
        "999",
        "If you cannot speak, press 55 when asked.",
        urgent=True,
    ),
    Line(
        "National Domestic Abuse Helpline, run by Refuge, free, day and night:",
        "0808 2000 247",
        "",
    ),
    Line("To tell the police when it is not an emergency, call", "101", ""),
)

PANEL = "Sources of help"
LEAVE = "Leave this page now"
# What is true of the link alone, and what is true once the script has made it a way out.
LINK_ALONE = (
    "“Leave this page now” opens another site. The Back button returns here, and this browser’s"
    " history lists this page and those you looked at before."
)
WAY_OUT = (
    "Leaving replaces this page, so that the Back button does not return to it. This browser’s"
    " history still lists it and the pages you looked at before."
)
BY_KEYBOARD = "Press Esc three times to leave."
HISTORY_TITLE = "How to leave fewer traces"
HISTORY = (
    "To remove pages from the history, open History in the browser’s menu and delete the ones that"
    " worry you. An empty history may be noticed too.",
    "A private window (called private, incognito or InPrivate in the browser’s menu) keeps no"
    " history once it is closed. It hides nothing from someone who watches the device.",
    "If someone may be watching this device, use a phone or computer that they cannot reach: a"
    " friend’s, at work or in a library.",
)


def local_line(source: LocalHelp) -> Line:
    """A local source of help as a sentence, with the day on which it was verified."""
    return Line(
        f"{source.name}: {source.words}.{' Telephone' if source.telephone else ''}",
        source.telephone or "",
        f"Checked on {numbers.day(source.verified_on)}.",
        web=source.web or "",
    )


def lines(local: Iterable[LocalHelp]) -> list[Line]:
    """Every source of help in the order of urgency: the national ones always, then the local."""
    return [*ALWAYS, *(local_line(source) for source in local)]
