"""What At a glance says: what changed, the five priorities, changes by type and by ward, supply."""

from components.screens.at_a_glance.change import changes, newest_period
from components.screens.at_a_glance.priorities import shown_as_counts
from components.screens.at_a_glance.published import shown_as_stated
from components.words import breaks as break_words
from components.words import glance as words
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.settings import settings


@remembered
def heading(reader: Reader) -> tuple[str, str]:
    """Title and lead of the page."""
    found = changes(reader)
    if found is None:
        refused = newest_period(reader).refused
        return (
            "What should we talk about today?",
            break_words.refused(refused)
            if refused
            else "No months are held whole in two successive years.",
        )
    force = settings().area.force_name
    return words.title(found.borough), words.lead(found.borough, found.force, found.compared, force)


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the page shows: the current priorities' counts, and those of
    2020.
    """
    return shown_as_counts(reader) + shown_as_stated()
