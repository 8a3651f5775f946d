"""What can be chosen on Ward profile."""

from components.choices import Choices
from components.screens.ward_profile import View
from csp.answers import places
from csp.db import Reader


def chosen(data: Reader, choose: Choices) -> View:
    """A ward set and a ward: the same choices as on the map."""
    boxes = choose.row([1.5, 1.9, 2.6])
    with boxes[0]:
        vintage = choose.wards(places.ward_sets(data))
    with boxes[1]:
        ward = choose.area(places.ward_names(data, vintage))
    return View(vintage, ward)
