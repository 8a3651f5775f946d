"""Which published figures Domestic abuse shows, and in which of its parts."""

from components.screens.domestic_abuse import reached
from csp.answers import domestic_abuse as abuse
from csp.answers.published_figures import Use
from csp.db import Reader


def shown_figures(reader: Reader) -> list[Use]:
    """The share that the ranking speaks of, and what the part on services shows."""
    share = abuse.published_ranking().group_figure
    where = Use(share, "domestic_abuse", "Domestic abuse: where", (("part", "where"),))
    return [where, *reached.shown_figures(reader)]
