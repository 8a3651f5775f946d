"""The words of meeting mode: moves, clock, references, and what is not there."""

from datetime import date

from components.words import numbers

VIEW = "Meeting view"
NEXT, BACK, LEAVE = "Next", "Back", "Leave"
START = "Start the agenda"
CITE, LINK = "Cite for the minutes", "Link to this screen"
CLOCK, DECIDE, NOTES = "Clock", "Decide", "Notes"
LETTERS = "Letter keys"
CLOSE = "Close"
# Which keys do the same; the script of the meeting knows them.
KEYS = {
    NEXT: "→",
    BACK: "←",
    LEAVE: "Esc",
    START: "A",
    CITE: "M",
    LINK: "M",
    CLOCK: "K",
    DECIDE: "D",
    NOTES: "N",
    CLOSE: "Esc",
}
LINK_LABEL = "The whole link; it shows this screen again"
CITED = "Cited: the release is kept, so that the link shows this screen again."
AGENDA_CHANGED = (
    "The agenda has changed since this link was made; the moves walk this page’s messages."
)
AGENDA_FAULT = "The agenda cannot be used just now; pages can be shown all the same."
NO_SUCH_MESSAGE = "The message that this link names is not there; the first one is shown."
NOT_OFFERED = "The link asks for a choice that is not offered here; the first one is shown."
NOT_A_DAY = "Nobody can have seen this on the day in this link, so nothing is shown for it."
NO_RELEASE = (
    "This link names a day and no release, so nobody can tell which numbers were seen on it."
)
CANNOT = "This screen cannot be shown as it was"
CANNOT_NOW = "This screen cannot be shown just now"
GO_ON = "Esc leads to the page as it is today."
NOT_IN_EDITION = "This page is not part of this edition"
SAME_DAY = (
    "Decisions of that day are shown, also those written down after this screen was looked at."
)


def key(label: str) -> str:
    """A button's words with the key that does the same."""
    return f"{label} ({KEYS[label]})" if KEYS[label].isalpha() else f"{label} {KEYS[label]}"


def missing(name: str, page: str) -> str:
    """What stands in the place of a message that is not there."""
    told = name.replace("-", " ")
    return (
        f"The agenda asks for “{told}” of {page}, which this edition or release does not have just"
        " now. The meeting goes on with the next screen."
    )


def not_here(page: str) -> str:
    """What stands in the place of a page that this edition does not have."""
    return (
        f"The agenda names the page “{page.replace('_', ' ')}”, which this edition does not have."
        " The meeting goes on with the next screen."
    )


def other_edition(wanted: str, serves: str) -> str:
    """Why a link of another edition is not opened."""
    known = wanted if wanted in ("partner", "public", "demonstration") else "another"
    return (
        f"This link was made in the {known} edition; this is the {serves} edition, which shows"
        " other numbers. Open it where it was made."
        if known != "another"
        else "This link was made in an edition that is not known here."
    )


def as_seen(on: date, release: str) -> str:
    """What a screen says that is shown as it was."""
    return f"As seen on {numbers.day(on)}, release {release}"


def stamp(on: date, release: str) -> str:
    """The reference in short: which release, seen on which day."""
    return f"Release {release} · {numbers.day(on)}"


def where(title: str, item: int, items: int, name: str) -> str:
    """Which item of the agenda this is."""
    return f"{title} · {item} of {items}" + (f" · {name}" if name else "")


def planned(minutes: int | None) -> str:
    """How long an item is to take."""
    if minutes is None:
        return ""
    return "1 minute planned" if minutes == 1 else f"{minutes} minutes planned"
