"""A part of a page of words, and whom a reader may ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csp.settings import Contact


@dataclass(frozen=True)
class Part:
    """One part: heading, paragraphs, points, a table as HTML, and links by their words."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


NOBODY = (
    "[No contact has been entered yet: whoever runs this dashboard gives one under “contact” in its"
    " settings.]"
)


def contact_words(contact: Contact) -> str:
    """Whom to ask and how, as a sentence; a plain blank where nothing has been entered."""
    ways = [
        f"by e-mail to {contact.email}" if contact.email else "",
        f"by telephone on {contact.telephone}" if contact.telephone else "",
    ]
    told = [way for way in ways if way]
    if not told and not contact.web:
        return NOBODY
    who = contact.team or "Whoever runs this dashboard"
    answers = f" Answers come within {contact.answers_within}." if contact.answers_within else ""
    how = " or ".join(told) or "through the form below"
    return f"{who} can be reached {how}.{answers}"


def contact_links(contact: Contact) -> dict[str, str]:
    """The links that go with those words: e-mail, telephone and form, where there are some."""
    links = {}
    if contact.email:
        links["Write an e-mail"] = f"mailto:{contact.email}"
    if contact.telephone:
        links[f"Call {contact.telephone}"] = f"tel:{contact.telephone.replace(' ', '')}"
    if contact.web:
        links["Contact form"] = contact.web
    return links
