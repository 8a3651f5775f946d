"""The part of the page that a visitor chose."""

from components.charts.palette import Palette
from components.screens.among_districts import (
    Part,
    View,
    admissions,
    districts,
    over_time,
    protected,
    similar,
    urban_rural,
    wards,
)
from csp.db import Reader

PARTS = {
    "districts": districts.part,
    "wards": wards.part,
    "over_time": over_time.part,
    "similar": similar.part,
    "urban_rural": urban_rural.part,
    "admissions": admissions.part,
}


def answer(data: Reader, view: View, colours: Palette) -> Part:
    """What the chosen part says."""
    if (said := protected.part(data, view)) is not None:
        return said
    return PARTS[view.part](data, view, colours)
