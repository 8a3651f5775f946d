"""Which months and waves a contract no longer lets anybody keep."""

from collections.abc import Callable
from datetime import date

from csp import months
from csp.sources import Source

MONTHS_OF_A_WAVE = 12  # a wave is kept under its year or a month of it; the longer is assumed


def past(source: Source, period: date, kept: int | None, today: date) -> bool:
    """Whether a period ended so long ago that it may not be kept any more.

    `period` is its first day, `kept` how many whole months after its end it may be kept; None is
    without a limit. A period of which any day is still within them is not past.
    """
    if kept is None:
        return False
    length = MONTHS_OF_A_WAVE if source.period == "wave" else 1
    return months.shift(period, length + kept) <= today


def files_past(source: Source, today: date) -> Callable[[date], bool]:
    """The same, of the periods of a source's files as received."""
    return lambda period: past(source, period, source.law.retention.received_months, today)


def rows_past(source: Source, today: date) -> Callable[[date], bool]:
    """The same, of its rows in the files that are built."""
    return lambda period: past(source, period, source.law.retention.rows_months, today)
