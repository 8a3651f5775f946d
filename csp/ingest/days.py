"""Reads days, moments, months and survey waves as people write them, never guessing."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from csp.ingest.unfit import Cell, Unfit, plain

EARLIEST = date(2000, 1, 1)  # whatever lies before is a slip of the keyboard
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)

WRITTEN_DAY = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3,9}),?[ -](?P<year>\d{4})", re.ASCII),
)
SHORT_YEAR = re.compile(r"\d{1,2}([/.-]\d{1,2}[/.-]|[ -][A-Za-z]{3,9}[ -])\d{2}", re.ASCII)
WRITTEN_MONTH = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9})[ -](?P<year>\d{4}|\d{2})", re.ASCII),
)
# What people write where a month is asked for, and what it tells.
QUARTER = re.compile(r"(\d{4}\W*)?(q|qtr|quarter) ?[1-4]\b.*", re.ASCII | re.IGNORECASE)
YEAR = re.compile(r"(fy|year|y/e)? ?(?P<first>\d{4})(\W(?P<last>\d{2}|\d{4}))?", re.ASCII | re.I)
NAMED_MONTH = re.compile(rf"\b({'|'.join(name[:3] for name in MONTHS)})[a-z]*", re.ASCII | re.I)
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/\d{4}", re.ASCII)
WITH_TIME = re.compile(r"(.+?)(?: |T)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII)

NOT_A_DAY = "is not a day (day before month, as 31/12/2025)"
NOT_A_MOMENT = "is not a day with a time (as 31/12/2025 21:30)"
NOT_A_MONTH = "is not a month (as 2025-12)"
A_QUARTER = "is a quarter; send one row for each month (as 2025-12)"
LONGER = "is longer than a month; send one row for each month (as 2025-12)"
NO_YEAR = "has no year; write it as 2025-12"
AMERICAN = "has the month before the day; write it as 2025-12"
EITHER = "may be a day of January or the first of another month; write it as 2025-12"
NOT_A_WAVE = "is not a wave (a year as 2025, or a month as 2025-12)"
NO_TIME = "has no time of day; give it as 31/12/2025 21:30"
TWO_DIGITS = "has a year of two digits; write all four"
BARE_NUMBER = "is a bare number; have the spreadsheet show it as a date"


def day(cell: Cell) -> str:
    """YYYY-MM-DD; a time beside the day is left away. Raises Unfit."""
    return _sound(_day_of(cell, NOT_A_DAY)).isoformat()


def moment(cell: Cell) -> str:
    """YYYY-MM-DD HH:MM:SS, to the nearest second. Raises Unfit.

    A spreadsheet's midnight cannot be told from a day without a time, and is taken as midnight.
    """
    if isinstance(cell, datetime):
        found = cell
    elif isinstance(cell, date):
        found = datetime.combine(cell, time())
    else:
        found = _written_moment(cell)
    _sound(found.date())
    # Spreadsheets hold times as fractions: 02:00 may come as a hair before it, an hour too early.
    return (found + timedelta(milliseconds=500)).isoformat(" ", "seconds")


def month(cell: Cell) -> str:
    """YYYY-MM-01 of a month or of a day in it. Raises Unfit."""
    text = _text(cell)
    if isinstance(cell, str) and (days := MONTH_FIRST.fullmatch(text)):
        first, second = int(days["month"]), int(days["day"])
        if first <= len(MONTHS) < second:
            raise Unfit("american", AMERICAN)
        if 1 < first <= len(MONTHS) and second == 1:
            raise Unfit("either", EITHER)
    try:
        return _first_day(cell, NOT_A_MONTH)
    except Unfit as unfit:
        if unfit.kind == "form" and (better := _of_another_length(text)):
            raise better from None
        raise


def tells_months(cell: Cell) -> bool:
    """Whether a cell is a month, a quarter or a month's name: as a heading, it stands across."""
    try:
        month(plain(cell))
    except Unfit as unfit:
        return unfit.kind in {"range", "quarter", "no year"}
    return True


def _of_another_length(text: str) -> Unfit | None:
    """The fault of what was written for a month and is another span of time, if it is one."""
    if QUARTER.fullmatch(text):
        return Unfit("quarter", A_QUARTER)
    year, named = YEAR.fullmatch(text), NAMED_MONTH.findall(text)
    ends = year and (year["last"] is None or int(year["last"][-2:]) == _next(int(year["first"])))
    if ends or len(named) > 1:
        return Unfit("longer", LONGER)
    if _month_named(text):
        return Unfit("no year", NO_YEAR)
    return None


def _next(year: int) -> int:
    """The last two digits of the year that follows."""
    return (year + 1) % 100


def wave(cell: Cell) -> str:
    """YYYY-01-01 of a year, YYYY-MM-01 of a month or a day in it. Raises Unfit."""
    text = _text(cell)
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return _sound(_made(int(text), 1, 1, NOT_A_WAVE)).isoformat()
    return _first_day(cell, NOT_A_WAVE)


def rounded_down(exact: str) -> str:
    """The full hour at or before a moment, both as `moment` gives them."""
    return f"{exact[:13]}:00:00"


def rounded_up(exact: str) -> str:
    """The full hour at or after a moment."""
    found = datetime.fromisoformat(exact)
    down = found.replace(minute=0, second=0)
    return f"{down if down == found else down + timedelta(hours=1):%Y-%m-%d %H}:00:00"


def _text(cell: Cell) -> str:
    """The text of a cell; what is text already was made plain before."""
    return cell if isinstance(cell, str) else plain(cell)


def _sound(found: date) -> date:
    if found < EARLIEST:
        raise Unfit("range", f"lies before {EARLIEST.year}")
    if found > datetime.now(UTC).date():
        raise Unfit("range", "lies in the future")
    return found


def _day_of(cell: Cell, otherwise: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    beside = WITH_TIME.fullmatch(text)
    return _written(beside[1] if beside else text, WRITTEN_DAY, otherwise)


def _written_moment(cell: Cell) -> datetime:
    text = _text(cell)
    parts = WITH_TIME.fullmatch(text)
    if parts is None:
        if any(form.fullmatch(text) for form in WRITTEN_DAY):
            raise Unfit("no time", NO_TIME)
        _complain_of_form(cell)
        raise Unfit("form", NOT_A_MOMENT)
    found = _written(parts[1], WRITTEN_DAY, NOT_A_MOMENT)
    try:
        clock = time(int(parts[2]), int(parts[3]), int(parts[4] or 0))
    except ValueError:
        raise Unfit("form", NOT_A_MOMENT) from None
    return datetime.combine(found, clock)


def _first_day(cell: Cell, otherwise: str) -> str:
    text = _text(cell)
    as_month = [form for form in WRITTEN_MONTH if form.fullmatch(text)]
    if isinstance(cell, str) and as_month:
        found = _written(text, tuple(as_month), otherwise)
    else:
        found = _day_of(cell, otherwise)
    return _sound(found.replace(day=1)).isoformat()


@lru_cache(maxsize=4096)  # a column holds many moments of few days
def _written(text: str, forms: tuple[re.Pattern[str], ...], otherwise: str) -> date:
    for form in forms:
        if parts := form.fullmatch(text):
            said = parts.groupdict()
            year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
            number = _month_named(said["name"]) if said.get("name") else int(said["month"])
            return _made(year, number, int(said.get("day") or 1), otherwise)
    _complain_of_form(text)
    raise Unfit("form", otherwise)


def _complain_of_form(cell: Cell) -> None:
    """The two slips that deserve their own advice."""
    if SHORT_YEAR.fullmatch(_text(cell)):
        raise Unfit("two digits", TWO_DIGITS)
    if re.fullmatch(r"\d{5}(\.\d+)?", _text(cell), re.ASCII):
        raise Unfit("bare number", BARE_NUMBER)


def _made(year: int, number: int, day: int, otherwise: str) -> date:
    try:
        return date(year, number, day)
    except ValueError:
        raise Unfit("form", otherwise) from None


def _month_named(name: str) -> int:
    """1 to 12 for “Jan”, “Sept” or “January”; 0 for what is no month's name."""
    numbered = enumerate(MONTHS, start=1)
    said = name.lower()
    return next((n for n, full in numbered if len(said) > 2 and full.startswith(said)), 0)
