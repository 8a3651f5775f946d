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
from csp.db import Reader

__all__ = ["PAGES", "Message", "Picture", "Told", "told"]

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


def told(page: str, data: Reader, address: Addressed, colours: Palette, today: date) -> Told:
    """What a page says for an address. Raises KeyError for a page without messages."""
    return PAGES[page](data, address, colours, today)
