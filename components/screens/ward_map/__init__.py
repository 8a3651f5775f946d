"""What the ward map says: the message, the picture and the table for each way of showing."""

from dataclasses import replace

from components.charts.palette import Palette
from components.screens.ward_map import change, hotspots, rated, side_by_side
from components.screens.ward_map.drawing import OfArea, finished
from components.screens.ward_map.ground import drawn_partition
from components.screens.ward_map.view import Answer, Sides, SmallAreas, View
from csp.answers import mapped
from csp.db import Reader, remembered

__all__ = ["Answer", "Sides", "SmallAreas", "View", "answer"]

WAYS: dict[str, side_by_side.Make] = {
    **rated.MAKERS,
    "change": change.change,
    "hotspots": hotspots.hotspots,
    "over_time": hotspots.over_time,
}


def answer(reader: Reader, view: View, colours: Palette) -> Answer:
    """The page's answer to a view. All but what the chosen area decides is remembered without it:
    whoever chooses another waits for no map to be drawn anew.
    """
    return _chosen(reader, _unchosen(reader, view), view.ward, colours)


@remembered
def _chosen(reader: Reader, view: View, area: str, colours: Palette) -> Answer:
    return _of_area(reader, view, colours)(area)


def _unchosen(reader: Reader, view: View) -> View:
    """The view without its chosen area; of groups that of the first of the partition drawn."""
    area = ""
    if view.kind == "group" and not (told := mapped.groups(reader, view.vintage)).empty:
        own = told["partition"] == drawn_partition(reader, view)
        area = str(told.loc[own, "area_code"].iloc[0])
    second = replace(view.second, ward=area) if view.second else None
    return replace(view, ward=area, second=second)


@remembered
def _of_area(reader: Reader, view: View, colours: Palette) -> OfArea:
    make = WAYS[view.show]
    if view.second is not None:
        return side_by_side.beside(reader, view, colours, make)
    return finished(reader, view, make(reader, view, colours), colours)
