"""Which published figures Domestic abuse shows, and in which of its parts."""

from components.screens.domestic_abuse.reached import PUBLISHED, promised_of, targets
from csp.answers import domestic_abuse as abuse
from csp.answers import plans
from csp.answers.published_figures import Use
from csp.db import Reader


def shown_figures(reader: Reader) -> list[Use]:
    """The share of the ranking, the figures of services and what was promised of them."""
    services = dict.fromkeys(
        figure for _, before, latest, _ in PUBLISHED for figure in (before, latest) if figure
    )
    promised = dict.fromkeys(
        figure
        for *_, indicator in PUBLISHED
        for row in [promised_of(targets(reader), indicator)]
        if row is not None
        for figure in plans.stated_figures(row.to_frame().T, _columns(row["target_words"]))
    )
    ranking = abuse.published_ranking().group_figure
    return [
        Use(ranking, "domestic_abuse", "Domestic abuse: where", (("part", "where"),)),
        *(
            Use(figure, "domestic_abuse", "Domestic abuse: who is reached", (("part", "reached"),))
            for figure in (*services, *promised)
        ),
    ]


def _columns(target_words: str) -> tuple[str, str]:
    """What stands in the table: the county's figure, and the target or what is to be kept up."""
    return ("kent_figure", "baseline_figure" if target_words == "maintain" else "target_figure")
