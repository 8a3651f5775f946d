"""What each page says, message by message, for the choices of an address: the one origin of a
meeting's screens, a pack's slides and a document's figures, made by the pages' own builders.
"""

from collections.abc import Callable
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
# By the page's address.
PAGES: dict[str, Says] = {
    "at_a_glance": meeting.glance,
    "priority_trends": meeting.priority_trends,
    "signal_ledger": meeting.ledger_of_signals,
    "action_plan": meeting.actions_of_plan,
    "ward_map": places.ward_map,
    "ward_profile": places.ward_profile,
    "among_districts": places.among_districts,
    "did_it_work": places.evaluation,
    "domestic_abuse": people.abuse_of,
    "feeling_safe": people.safety,
    "setting_priorities": evidence.priorities,
    "data_supply": evidence.supply,
    "break_register": evidence.breaks,
    "published_figures": evidence.documents,
    "how_we_protect_people": evidence.protecting,
}


# By the page's address: where it stands in the navigation, and what it is called there.
GROUPS = {
    "at_a_glance": (meeting.GROUP, "At a glance"),
    "priority_trends": (meeting.GROUP, "Priority trends"),
    "signal_ledger": (meeting.GROUP, "Signal ledger"),
    "action_plan": (meeting.GROUP, "Action plan"),
    "ward_map": (places.GROUP, "Ward map"),
    "ward_profile": (places.GROUP, "Ward profile"),
    "among_districts": (places.GROUP, ""),  # named after the district
    "did_it_work": (places.GROUP, "Did it work?"),
    "domestic_abuse": (people.GROUP, "Domestic abuse"),
    "feeling_safe": (people.GROUP, "Feeling safe"),
    "setting_priorities": (evidence.GROUP, "Setting priorities"),
    "data_supply": (evidence.GROUP, "Data supply"),
    "break_register": (evidence.GROUP, "Break register"),
    "published_figures": (evidence.GROUP, "Published figures"),
    "how_we_protect_people": (evidence.GROUP, "How we protect people"),
}
# What a page cannot do without, by its address.
NEEDS: dict[str, Callable[[Reader], NotHeld | None]] = {
    "priority_trends": not_held.no_plans,
    "action_plan": not_held.no_plans,
    "ward_map": not_held.no_wards,
    "ward_profile": not_held.no_wards,
    "setting_priorities": not_held.no_model,
    "published_figures": not_held.no_figures,
}


def titles() -> dict[str, str]:
    """The pages with messages by their addresses, as the navigation calls them."""
    return {page: title or page_title() for page, (_, title) in GROUPS.items()}


def absent(page: str, data: Reader) -> NotHeld | None:
    """What stands on a page whose subject a district does not hold; None where it is held."""
    needed = NEEDS.get(page)
    return None if needed is None else needed(data)


def told(page: str, data: Reader, address: Addressed, colours: Palette, today: date) -> Told:
    """What a page says for an address; without messages where its subject is not held. Raises
    KeyError for a page without messages.
    """
    says = PAGES[page]
    if (missing := absent(page, data)) is not None:
        return Told(GROUPS[page][0], titles()[page], missing.title, missing.words)
    return says(data, address, colours, today)
