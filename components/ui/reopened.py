"""The file and the day that an address names: those that serve now, or those that a link cites."""

from datetime import date

from components.meeting.place import Place
from components.ui import frame
from components.warehouse import reopen, warehouse
from components.words import meeting as words
from csp.db import Reader
from csp.errors import ReleaseError


def seen(place: Place) -> tuple[Reader, date]:
    """From what, and as of which day, a place is shown.

    Raises ReleaseError with a sentence where the address names another edition, a release that is
    not held or may not be shown, or a day on which nobody can have seen it; WarehouseError where
    what it names is held and not whole. Another release is never shown in its place.
    """
    data = warehouse()
    if place.edition and place.edition != data.edition:
        raise ReleaseError(words.other_edition(place.edition, data.edition))
    on = place.day(frame.today())
    if on is None:
        raise ReleaseError(words.NOT_A_DAY)
    if not place.past:
        return data, on
    if not place.release:
        raise ReleaseError(words.NO_RELEASE)
    data = reopen(place.release)
    # A release is named after its newest month, which has ended before anybody sees it.
    if f"{on:%Y-%m}" <= data.release[:7]:
        raise ReleaseError(words.NOT_A_DAY)
    return data, on
