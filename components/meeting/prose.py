"""The pages that are mostly words, told part by part."""

import re
from collections.abc import Callable, Sequence

from components.messages.message import Message, Told
from components.screens import about, accessibility
from components.screens.prose import Part
from csp.db import Reader

GROUP = "Evidence"
DESK = "This page is for work at a desk: it has no messages to show in a meeting."


def _about(data: Reader) -> Told:
    return Told(*about.heading(data), _messages(about.parts(data)), GROUP, "About")


def _accessibility(data: Reader) -> Told:
    del data
    title, lead = accessibility.heading()
    return Told(title, lead, _messages(accessibility.parts()), GROUP, "Accessibility")


# By the page's address.
PAGES: dict[str, Callable[[Reader], Told]] = {
    "about": _about,
    "accessibility": _accessibility,
}


def desk(page: str) -> Told:
    """A page that has nothing to tell a meeting, by its name."""
    return Told(page, DESK, page=page)


def _messages(parts: Sequence[Part]) -> tuple[Message, ...]:
    return tuple(
        Message(
            name=re.sub(r"[^a-z0-9]+", "-", one.title.lower()).strip("-"),
            title=one.title,
            lines=(*one.paragraphs, *one.points),
            table=one.table,
        )
        for one in parts
    )
