"""What can be chosen on Domestic abuse."""

from dataclasses import replace

from components.choices import Choices
from components.screens.domestic_abuse import View
from csp.answers import domestic_abuse as abuse
from csp.answers import places
from csp.answers.places import Period
from csp.db import Reader

PARTS = {
    "where": "Where",
    "when": "When",
    "reached": "Who is reached",
    "reading": "How to read it",
}


def chosen(data: Reader, choose: Choices) -> View | None:
    """What to look at; None, and no controls, where no incidents are held."""
    offered, status = places.periods(data, abuse.INCIDENTS), abuse.status(data)
    if not offered or status is None:
        return None
    part = choose.part(PARTS)
    if part == "reading":  # nothing in it follows a choice
        return _view(data, part, offered[0], status)
    boxes = choose.row([1.5, 1.6, 2.2])
    with boxes[0]:
        period = choose.period(offered)
    with boxes[1]:
        names = places.ward_names(data, abuse.ward_set(data, period.span))
        ward = choose.area(names)
    with boxes[2]:
        show = choose.abuse_show() if part == "where" else ""
    return replace(_view(data, part, period, status), show=show, ward=ward)


def _view(data: Reader, part: str, period: Period, status: str) -> View:
    return View(
        part,
        period,
        show="",
        ward="",
        vintage=abuse.ward_set(data, period.span),
        illustrative=status == "illustrative",
        public=data.edition == "public",
    )
