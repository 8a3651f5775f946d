"""What the ward map says: the message, the picture and the table for each way of showing."""

from components.charts.palette import Palette
from components.screens.ward_map import change, hotspots, rated, side_by_side
from components.screens.ward_map.drawing import finished
from components.screens.ward_map.view import Answer, Sides, SmallAreas, View
from csp.db import Reader, remembered

__all__ = ["Answer", "Sides", "SmallAreas", "View", "answer"]

WAYS: dict[str, side_by_side.Make] = {
    **rated.MAKERS,
    "change": change.change,
    "hotspots": hotspots.hotspots,
    "over_time": hotspots.over_time,
}


@remembered
def answer(reader: Reader, view: View, colours: Palette) -> Answer:
    """The page's answer to a view."""
    make = WAYS[view.show]
    if view.second is not None:
        return side_by_side.beside(reader, view, colours, make)
    return finished(reader, view, make(reader, view, colours), colours)
