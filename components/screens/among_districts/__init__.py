"""What our area among the districts of its force area says: six parts, a module each."""

from dataclasses import dataclass

from components.screens.figures import Figure
from csp.answers.places import Period
from csp.measures import Measure


@dataclass(frozen=True)
class View:
    """What a visitor chose; what a part does not ask for is as it stands first."""

    part: str  # 'districts', 'wards', 'over_time', 'similar', 'urban_rural' or 'admissions'
    measure: Measure
    period: Period
    vintage: str  # of the wards
    ward: str  # a code, or ''
    what: str  # of the published admissions, or ''


@dataclass(frozen=True)
class Shown:
    """One figure on screen: what it is called there, and the name of its files."""

    figure: Figure
    name: str
    heading: str = ""  # where the figure's message is the page's own title


@dataclass(frozen=True)
class Part:
    """What a part shows: the page's title and lead, then its figures; or why there is none."""

    title: str
    lead: str
    figures: tuple[Shown, ...] = ()
    empty: str = ""
