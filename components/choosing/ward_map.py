"""What can be chosen on Ward map."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace

from components.choices import AREA_BOXES, Choices
from components.screens.ward_map import View
from components.words import numbers
from csp.answers import mapped, places
from csp.db import Reader
from csp.measures import Measure
from csp.settings import settings

PERIOD, MEASURE = "period:", "measure:"  # before the ids of what may stand beside a map
# A picture is drawn anew for every area that is chosen, which a click on the map would wait for: it
# is there when it is asked for.
CLOSER = {
    "words": "In words",
    "strip": "All wards on one scale",
    "funnel": "More than chance?",
    "months": "Month by month",
}


def chosen(data: Reader, choose: Choices) -> View:
    """What to look at: two rows of boxes, each choice in the address."""
    offered = places.mappable(data)
    first = choose.row([1.4, 1.3, 2.9])
    with first[0]:
        measure = choose.measure(offered)
    periods = {one.id: one for one in places.periods(data, measure.source)}
    with first[1]:
        period = choose.period(list(periods.values()))
    with first[2]:
        show = choose.show()
    second = choose.row([1.4, 1.3, 1.45, 1.45])
    with second[0]:
        areas = choose.areas(mapped.area_sets(data))
    view = View(measure, period, show, areas.wards, "", areas.kind)
    with second[1]:
        area = choose.area(mapped.names(data, areas, period.span), AREA_BOXES[areas.kind])
    with second[2]:
        beside = choose.beside(_beside(offered, periods, view))
    view = replace(view, ward=area)
    if show == "change" and (pairs := mapped.pairs(data, measure.source, period)):
        with second[3]:
            view = replace(view, against=choose.against(pairs, period.span))
    view = _with_second(view, beside, offered, periods)
    with nullcontext() if show == "change" else second[3]:
        return _with_land(view, choose)


def _beside(
    offered: list[Measure], periods: Mapping[str, places.Period], view: View
) -> dict[str, str]:
    """What may stand beside a view: its other periods and the other measures of its dataset."""
    spans = {PERIOD + name: numbers.span(one.span) for name, one in periods.items()}
    spans.pop(PERIOD + view.period.id)
    if view.show == "change":  # held against one another, two periods may be one and the same pair
        spans = {
            name: title
            for name, title in spans.items()
            if replace(view, period=periods[name.removeprefix(PERIOD)]).pair != view.pair
        }
    if view.show == "over_time":  # which is of the newest quarters, whatever period is chosen
        spans = {}
    kin = [one for one in offered if one.source == view.measure.source and one != view.measure]
    return {**spans, **{MEASURE + one.id: one.title for one in kin}}


def _with_second(
    view: View, beside: str, offered: list[Measure], periods: Mapping[str, places.Period]
) -> View:
    """The view with what stands beside it, and the part of the map that is drawn then."""
    if not beside:
        return view
    if beside.startswith(PERIOD):
        period = periods[beside.removeprefix(PERIOD)]
        return replace(view, second=replace(view, period=period, against=None))
    measures = {one.id: one for one in offered}
    return replace(view, second=replace(view, measure=measures[beside.removeprefix(MEASURE)]))


def _with_land(view: View, choose: Choices) -> View:
    """The view with the part of the map that two maps side by side draw."""
    town = settings().map.town
    if view.second is None or town is None:
        return view
    titles = {"borough": "Whole borough", "town": "Town"}
    land = choose.land(titles)
    return replace(view, land=land)
