"""What can be chosen on At a glance."""

from datetime import date

from components.choices import Choices
from csp.answers import places
from csp.db import Reader


def since(data: Reader, choose: Choices, today: date) -> date:
    """The last meeting's day: in the newest year of months, or after it."""
    newest = next(one for one in places.periods(data) if one.newest)
    return choose.since(newest.span.start, max(newest.span.end, today))
