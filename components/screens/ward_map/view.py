"""What a visitor of the ward map chose, and what the page shows for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from components.screens.panels import named
from components.words import ward_map as words
from csp.answers.mapped import Pair
from csp.answers.places import Period
from csp.measures import Measure

Spec = dict[str, Any]  # Vega-Lite


@dataclass(frozen=True)
class View:
    """What a visitor chose."""

    measure: Measure
    period: Period
    show: str  # 'rate', 'count', 'share', 'change', 'hotspots' or 'over_time'
    vintage: str  # of the ward set that is drawn, lies on top of small areas or makes up groups
    ward: str  # the code of the chosen area, or ''
    kind: str = "ward"  # of the areas: 'ward', 'lsoa' or 'group'
    against: Pair | None = None  # of a change; None: the same months a year earlier
    second: "View | None" = None  # what stands beside it
    land: str = "borough"  # of two maps side by side: 'borough' or 'town'

    @property
    def pair(self) -> Pair | None:
        """The two spans that a change is between; None where nothing can be compared."""
        compared = self.period.compared
        return self.against or (Pair(compared, compared.years_earlier()) if compared else None)


@dataclass(frozen=True)
class SmallAreas:
    """The small areas behind the wards' hotspots: their own table."""

    table: Callable[[], str]  # HTML, made when asked for
    files: pd.DataFrame
    note: str = words.SMALL_AREAS_NOTE


@dataclass(frozen=True)
class Sides:
    """Two maps side by side: what each is of, the key of both or of each, and the maps."""

    titles: tuple[str, str]
    keys: tuple[str, ...]  # HTML
    maps: tuple[Spec, Spec]


@dataclass(frozen=True)
class Answer:
    """What the page shows for a view; `empty` is the sentence that stands instead when there is
    nothing.
    """

    title: str
    lead: str
    map_title: str = ""
    map_under: str = ""
    key: str = ""  # HTML
    panels: tuple[tuple[str, Spec], ...] = ()  # title and picture
    alt: str = ""
    table_title: str = ""
    table: str = ""  # HTML
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""
    empty: str = ""
    period: str = ""  # the months that the figures are of, in words
    below: str = ""  # what stands behind the source: residents, and what has no place
    # The areas with their figures as GeoJSON, given what is told of their source.
    areas: Callable[[Mapping[str, str]], bytes] | None = None
    deck: Callable[[], Any] | None = None  # the map to move in, made when asked for: it is heavy
    small: SmallAreas | None = None
    sides: Sides | None = None
    every: Callable[[], str] | None = None  # the table of all areas, where `table` holds the first
    count: int = 0  # of all areas

    @property
    def pictures(self) -> list[tuple[str, Spec]]:
        """The panels as files, by short names; a single one needs none."""
        if self.sides:
            return list(zip(("Left map", "Right map"), self.sides.maps, strict=True))
        return named(self.panels)


def nothing(title: str, why: str) -> Answer:
    """What stands where there is no map: a title, and why with what to choose instead."""
    return Answer(title=title, lead="", empty=why)
