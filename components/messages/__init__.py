"""What each page says, message by message, for the choices of an address: the one origin of a
meeting's screens, a pack's slides and a document's figures, made by the pages' own builders.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from components.addressed import Addressed
from components.charts.palette import Palette
from components.choices import Choices
from components.messages import evidence, meeting, people, places
from components.messages.message import Message, Picture, Told
from components.screens import not_held
from components.words.districts import page_title
from components.words.not_held import NotHeld
from csp.db import Reader

__all__ = ["PAGES", "Message", "Picture", "Told", "absent", "titles", "told"]

Says = Callable[[Reader, Choices, Palette, date], Told]
MEETING, PLACES, PEOPLE, EVIDENCE = "Meeting", "Places", "People", "Evidence"


@dataclass(frozen=True)
class Page:
    """A page that has messages: where it stands in the navigation and what it is called there ('':
    after the district), what it says, and what it cannot do without.
    """

    group: str
    title: str
    says: Says
    absent: Callable[[Reader], NotHeld | None] = lambda _: None


# By the page's address.
PAGES: dict[str, Page] = {
    "at_a_glance": Page(MEETING, "At a glance", meeting.glance),
    "priority_trends": Page(MEETING, "Priority trends", meeting.priority_trends, not_held.no_plans),
    "signal_ledger": Page(MEETING, "Signal ledger", meeting.ledger_of_signals),
    "action_plan": Page(MEETING, "Action plan", meeting.actions_of_plan, not_held.no_plans),
    "ward_map": Page(PLACES, "Ward map", places.ward_map, not_held.no_wards),
    "ward_profile": Page(PLACES, "Ward profile", places.ward_profile, not_held.no_wards),
    "among_districts": Page(PLACES, "", places.among_districts),
    "did_it_work": Page(PLACES, "Did it work?", places.evaluation),
    "domestic_abuse": Page(PEOPLE, "Domestic abuse", people.abuse_of),
    "feeling_safe": Page(PEOPLE, "Feeling safe", people.safety),
    "setting_priorities": Page(
        EVIDENCE, "Setting priorities", evidence.priorities, not_held.no_model
    ),
    "data_supply": Page(EVIDENCE, "Data supply", evidence.supply),
    "break_register": Page(EVIDENCE, "Break register", evidence.breaks),
    "published_figures": Page(
        EVIDENCE, "Published figures", evidence.documents, not_held.no_figures
    ),
    "how_we_protect_people": Page(EVIDENCE, "How we protect people", evidence.protecting),
}


def titles() -> dict[str, str]:
    """The pages with messages by their addresses, as the navigation calls them."""
    return {page: one.title or page_title() for page, one in PAGES.items()}


def absent(page: str, data: Reader) -> NotHeld | None:
    """What stands on a page whose subject a district does not hold; None where it is held, and for
    a page without messages.
    """
    return PAGES[page].absent(data) if page in PAGES else None


def told(page: str, data: Reader, address: Addressed, colours: Palette, today: date) -> Told:
    """What a page says for an address; without messages where its subject is not held. Raises
    KeyError for a page without messages.
    """
    one = PAGES[page]
    if (missing := one.absent(data)) is not None:
        made = Told(missing.title, missing.words)
    else:
        made = one.says(data, address, colours, today)
    return replace(made, group=one.group, page=titles()[page])
