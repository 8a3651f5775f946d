"""Which published figures Domestic abuse shows, and in which of its parts."""

from components.screens.domestic_abuse import reached
from csp.answers import domestic_abuse as abuse
from csp.answers.published_figures import Use
from csp.db import Reader


def shown_figures(reader: Reader) -> list[Use]:
    """The share that the ranking speaks of, and what the part on services shows."""
    ranking = abuse.published_ranking()
    if ranking is None:
        return reached.shown_figures(reader)
    where = ("domestic_abuse", "Domestic abuse: where", (("part", "where"),))
    return [Use(ranking.group_figure, *where), *reached.shown_figures(reader)]
