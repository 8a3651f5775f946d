"""When an action falls due, as its plan states it in words, and whether that day has passed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from csp import months

# Of an open action whose day has passed: a later report still holds it open, or there is none.
Lateness = Literal["", "overdue", "no report since"]
OVERDUE: Lateness = "overdue"
UNREPORTED: Lateness = "no report since"
IN_TIME: Lateness = ""  # due later, without a day, or settled
SETTLED = ("delivered", "discontinued")  # statuses of an action that can no longer be late
NEVER = "not reported"  # the status of an action of which no report speaks

YEAR_ENDS = 3  # March: a plan's year runs from April
LONGEST = 10  # years that one plan may run
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTH = r"(?P<month>[a-z]{3,9})"
_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY = r"(?P<day>[0-9]{1,2})"
# Words before a day that leave it as it is: "by the end of March 2018".
_BY = re.compile(r"^(by )?(the )?(end of )?")


def last_day(due: str) -> date | None:
    """The last day on which an action is in time, where its words state one; else None.

    "2019-20" is a year of plans, April to March; "2019-22" several of them; "2020" a calendar year;
    "March 2018", "June to July 2014" and "July 2019 to March 2020" end with their last month;
    "17 March 2020" and "2020-03-17" are that day. "by" and "end of" may stand before. A season, a
    quarter, "quarterly" or "ongoing" states no last day.
    """
    told = _BY.sub("", " ".join(due.lower().replace("–", "-").split()))
    for form, read in _FORMS:
        if found := form.fullmatch(told):
            return read(found)
    return None


def _of_years(found: re.Match[str]) -> date | None:
    first, last = int(found["year"]), found["last"]
    ends = int(f"{str(first)[: -len(last)]}{last}")
    ends += 100 if ends < first and len(last) == 2 else 0  # 1999-00
    return _month_end(ends, YEAR_ENDS) if 0 < ends - first <= LONGEST else None


def _of_year(found: re.Match[str]) -> date | None:
    return date(int(found["year"]), 12, 31)


def _of_month(found: re.Match[str]) -> date | None:
    month = _number(found["month"])
    return None if month is None else _month_end(int(found["year"]), month)


def _of_months(found: re.Match[str]) -> date | None:
    """The last of two months; of two that are none, or run backwards, nothing is read."""
    first = _number(found["first"])
    if first is None or (ends := _of_month(found)) is None:
        return None
    starts = date(int(found["first_year"] or found["year"]), first, 1)
    return ends if starts <= ends else None


def _of_day(found: re.Match[str]) -> date | None:
    month = _number(found["month"])
    return None if month is None else _day(int(found["year"]), month, int(found["day"]))


def _of_calendar(found: re.Match[str]) -> date | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    (re.compile(rf"{_YEAR}[-/](?P<last>[0-9]{{4}}|[0-9]{{2}})"), _of_years),
    (re.compile(_YEAR), _of_year),
    (re.compile(rf"{_MONTH} {_YEAR}"), _of_month),
    (
        re.compile(
            rf"(?P<first>[a-z]{{3,9}})( (?P<first_year>[12][0-9]{{3}}))? (to|-) {_MONTH} {_YEAR}"
        ),
        _of_months,
    ),
    (re.compile(rf"{_DAY} {_MONTH} {_YEAR}"), _of_day),
    (re.compile(r"(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"), _of_calendar),
)


def _number(name: str) -> int | None:
    """The number of a month by its name or the three letters that it begins with."""
    return next((place for place, one in enumerate(_NAMES, 1) if name in (one, one[:3])), None)


def _month_end(year: int, month: int) -> date:
    return months.shift(date(year, month, 1), 1) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lateness(due_day: date | None, status: str, reported_on: date | None, today: date) -> Lateness:
    """Whether an action's day has passed, and whether a report has spoken of it since.

    `reported_on` is the day of the plan's newest report of statuses; None where they are kept up to
    date, which makes it `today`. A report of the day itself comes too early to tell. Of an action
    that no report speaks of there is none since, however new the newest is.
    """
    if due_day is None or status in SETTLED or due_day >= today:
        return IN_TIME
    told = min(reported_on or today, today)
    return OVERDUE if status != NEVER and told > due_day else UNREPORTED
