"""What Domestic abuse says: where, when, who is reached, and how to read it."""

from dataclasses import dataclass

from components.words import domestic_abuse as words
from csp.answers import domestic_abuse as abuse
from csp.answers import places
from csp.answers.places import Period
from csp.db import Reader, remembered
from csp.stats.concentration import smallest_set


@dataclass(frozen=True)
class View:
    """What a visitor chose, and whose records answer it."""

    part: str  # 'where', 'when', 'reached' or 'reading'
    period: Period
    show: str  # of the wards: 'count', 'rate', 'hotspots' or 'over_time'
    ward: str  # a code, or ''
    vintage: str  # of the wards in force in the period
    illustrative: bool
    public: bool


@remembered
def heading(reader: Reader, view: View | None) -> tuple[str, str]:
    """Title and lead: of the published facts, or of a partner's records where they are held."""
    if view is None or view.illustrative or view.public:
        ranking = abuse.published_ranking()
        if ranking is None:
            return words.nothing_published()
        share = abuse.published(reader).loc[ranking.group_figure, "value"]
        return words.published_title(ranking, share), words.published_lead(ranking)
    wards = places.ward_rates(reader, abuse.incidents(), view.period.span, view.vintage)
    counts = wards.dropna(subset=["events"]).set_index("area_code")["events"]
    return (
        words.held_title(smallest_set(counts), len(counts)),
        words.held_lead(int(counts.sum()), view.period.span),
    )


def no_records() -> tuple[str, str]:
    """The empty state where no incidents were supplied."""
    return words.not_supplied()


def not_public() -> str:
    """What the public edition leaves out below its counts by ward."""
    return words.NOT_PUBLIC


def no_quarters() -> tuple[str, str]:
    """What stands in the public edition where no quarters are held."""
    return words.no_quarters()
