"""What can be chosen on the page of our area among the districts."""

from components.choices import Choices
from components.screens import not_held
from components.screens.among_districts import View
from csp.answers import districts as answers
from csp.answers import places
from csp.db import Reader

TITLES = {
    "districts": "Districts",
    "wards": "Wards",
    "over_time": "Over time",
    "similar": "Similar",
    "urban_rural": "Urban and rural",
    "admissions": "Admissions",
}
BY_WARD = ("wards", "urban_rural")
OF_A_PERIOD = ("districts", "similar", "urban_rural")


def chosen(data: Reader, choose: Choices) -> View:
    """What to look at: a part, and what that part asks for."""
    part = choose.part(_parts(data))
    boxes = choose.row([1.6, 1.8, 1.8])
    offered = answers.offered(data)
    measure, vintage, ward, what = offered[0], "", "", ""
    with boxes[0]:
        if part == "admissions":
            what = choose.published(answers.admissions(data))
        else:
            measure = choose.measure(offered)
    # A partner's dataset has periods of its own.
    periods = places.periods(data, measure.source)
    period = periods[0]
    with boxes[1]:
        if part in OF_A_PERIOD:
            period = choose.period(periods)
        if part == "wards":
            vintage = choose.wards(places.ward_sets(data))
    with boxes[2]:
        if part == "wards":
            ward = choose.area(places.ward_names(data, vintage))
    return View(part, measure, period, vintage, ward, what)


def _parts(data: Reader) -> dict[str, str]:
    """The parts on offer: those by ward only where wards are held."""
    if not_held.no_wards(data) is None:
        return TITLES
    return {part: title for part, title in TITLES.items() if part not in BY_WARD}
