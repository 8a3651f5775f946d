"""The supply of datasets in words: what is up to date, what is late, what is awaited."""

from typing import Any

import pandas as pd

from components.words import marks, numbers
from components.words.sources import FORM
from csp import months as calendar
from csp.answers.supply import AWAITED, MONTHS, in_short, months_in_words
from csp.months import Span
from csp.sources import Column, Source

SENSITIVITY = {
    "open": "Open to everyone",
    "partner": "For partners; others see protected figures only",
    "sensitive": "Sensitive: others see protected figures only",
}
PERIODS = {"month": "by month", "wave": "by wave of a survey", "": "not by month"}
STATUSES = {
    "open": "open: anyone may have it",
    "published": "published: taken from documents that anyone may read",
    "partner": "partner: sent by a partner",
    "illustrative": "illustrative: invented sample records, nothing in them happened",
    "example": "example: invented scores, nobody gave them",
    AWAITED: "awaited: promised, and never received",
}
# The mark of a standing: its shape, and the direction that gives its colour.
MARKS = {
    "late": ("triangle down", "worse"),
    "on time": ("dot", ""),
    "no promise": ("ring", ""),
    AWAITED: ("ring", ""),
}
SMALL_AREA = "LSOA: a small area of about 1,500 residents that the census counts."


def title(found: pd.DataFrame) -> str:
    """How many of the datasets that somebody promised are up to date, late and awaited.

    `found` is a frame of `csp.answers.supply.datasets`; so it is in all of this module.
    """
    standing = found.loc[found["promised"].notna(), "standing"]
    if standing.empty:
        return "Nobody has promised a dataset"
    told = [
        _counted(int((standing == "on time").sum()), "up to date"),
        _counted(int((standing == "late").sum()), "late"),
        _counted(int((standing == AWAITED).sum()), "awaited"),
    ]
    many = len(standing)
    noun = "dataset" if many == 1 else "datasets"
    return f"Of {numbers.small(many)} {noun} promised, {numbers.join(told)}"


def _counted(number: int, what: str) -> str:
    amount = "none" if number == 0 else numbers.small(number)
    return f"{amount} {'is' if number < 2 else 'are'} {what}"


def lead(found: pd.DataFrame) -> str:
    """The caveat first: what is late, by how much; then what nobody promised, and what is
    invented.
    """
    late = found[found["standing"] == "late"].sort_values("lag", ascending=False)
    received = found[found["standing"] == "on time"]
    if len(late):
        worst = late.iloc[0]
        more = f", and {numbers.small(len(late) - 1)} more are late" if len(late) > 2 else ""
        more = ", and one more is late" if len(late) == 2 else more
        first = (
            f"**{name_of(worst)} ends in {_latest(worst)}**, {months_in_words(worst['lag'])} ago,"
            f" where {promised(worst['promised'])}{more}: nothing newer can be read from these"
            " pages."
        )
    elif len(received):
        first = "**What was received is as new as promised**; what is awaited is on no page."
    else:
        first = "**No dataset with a promise was received**: nobody answers for how new these are."
    return " ".join([first, *_the_rest(found)])


def _the_rest(found: pd.DataFrame) -> list[str]:
    """How many are held without a promise, and how many of them are invented."""
    free = found[found["standing"] == "no promise"]
    invented = int(free["status"].isin(list(marks.MARKS)).sum())
    real = len(free) - invented
    told = []
    if real:
        told.append(f"{_capital_count(real)} {_come(real)} without a promise.")
    if invented:
        are = "holds" if invented == 1 else "hold"
        told.append(f"{_capital_count(invented)} {are} invented records, which promise nothing.")
    return told


def _capital_count(number: int) -> str:
    return numbers.capital(numbers.small(number))


def _come(number: int) -> str:
    return "comes" if number == 1 else "come"


def name_of(row: Any) -> str:
    """A dataset's title without what stands in brackets behind it."""
    return str(row["title"]).split(" (")[0]


def promised(number: float) -> str:
    """How much lag a contract allows, as a clause: 2 months are promised."""
    return f"{months_in_words(number)} {'is' if number == 1 else 'are'} promised"


def _latest(row: Any) -> str:
    return latest(row["latest_period"], row["period"])


def latest(period: pd.Timestamp, kind: str) -> str:
    """The latest period of a dataset: a month, or a year where it does not come by month."""
    if pd.isna(period):
        return numbers.NOT_APPLICABLE
    return numbers.month(period) if kind == "month" else str(period.year)


def lag(row: Any) -> str:
    """How a dataset stands against its promise: Late: 11 months behind, 2 promised."""
    if row["standing"] == AWAITED:
        return "Awaited"
    if row["standing"] == "no promise":
        return "No promise"
    behind = "" if pd.isna(row["lag"]) else f"{months_in_words(row['lag'])} behind, "
    return f"{numbers.capital(row['standing'])}: {behind}{int(row['promised'])} promised"


def failed(number: float) -> str:
    """How many checks a dataset fails; none is said in words."""
    return "none failed" if number == 0 else f"{int(number)} failed"


def strip(supplied: pd.DataFrame) -> str:
    """A strip of months in words: Nov 2024 to Oct 2026: 14 months complete, 9 missing.

    `supplied` has month and status, oldest first.
    """
    if supplied.empty:
        return "Not by month"
    counted = supplied["status"].value_counts()
    told = [f"{counted[name]} {name}" for name in MONTHS if name in counted]
    span = Span(supplied["month"].iloc[0], supplied["month"].iloc[-1])
    return f"{numbers.span(span)}: {numbers.join(told)}"


def runs(supplied: pd.DataFrame) -> list[tuple[Span, str, str]]:
    """Months that follow each other with one status and reason, joined: span, status, reason;
    the newest first.
    """
    told = supplied.assign(reason=supplied["reason"].fillna(""))
    found = [
        (run, str(status), str(reason))
        for (status, reason), group in told.groupby(["status", "reason"], sort=False)
        for run in calendar.runs(group["month"])
    ]
    return sorted(found, key=lambda one: one[0], reverse=True)


def reasons(supplied: pd.DataFrame) -> str:
    """Why months of a strip are not complete, as one sentence; '' where all are."""
    told = [
        f"{numbers.span(span)} {status}" + (f" ({reason})" if reason else "")
        for span, status, reason in runs(gathered(supplied))
        if status != "complete"
    ]
    return "; ".join(told)


def gathered(supplied: pd.DataFrame) -> pd.DataFrame:
    """The months with one reason for all that were not received or are not due yet, since each of
    them has a day of its own.
    """
    late = supplied["status"].isin(["missing", "not yet due"])
    same = supplied["reason"].where(~late, supplied["status"].map({"missing": "not received"}))
    return supplied.assign(reason=same)


def awaited_title(number: int) -> str:
    """How many datasets are promised and were never received."""
    noun = "dataset is" if number == 1 else "datasets are"
    return f"{_capital_count(number)} promised {noun} awaited"


def held_title(found: pd.DataFrame) -> str:
    """How many datasets are held and whether they pass the checks of this file."""
    failing = int((found["failed_checks"] > 0).sum())
    noun = "dataset is" if len(found) == 1 else "datasets are"
    checks = (
        "no check of them failed"
        if failing == 0
        else f"checks of {numbers.small(failing)} of them failed"
    )
    return f"{_capital_count(len(found))} {noun} held; {checks}"


def placed(geography: str) -> str:
    """Where rows lie, in short: up to its first comma, semicolon or bracket."""
    return numbers.capital(in_short(geography))


def promise_of(period: str, number: float) -> str:
    """How often a dataset is promised and how long after its period."""
    return f"{numbers.capital(PERIODS[period])}, within {months_in_words(number)}"


def holds(column: Column) -> str:
    """What a column holds where its contract has no sentence for it."""
    return "One of a list of words" if column.type == "category" else "As the publisher sends it"


def needed(column: Column) -> str:
    """Whether a column, and each of its cells, must be there."""
    if not column.required:
        return "may be left out"
    return "needed; cells may be empty" if column.blank_allowed else "needed in every row"


def to_send(source: Source) -> str:
    """What a file of this dataset needs to be taken, as sentences."""
    if source.status != "partner":
        return "It is fetched from its publisher as it stands; nothing needs to be sent."
    told = ["A spreadsheet or CSV file with the columns below, one table, no totals."]
    if source.unique:
        what = numbers.join(source.unique)
        told.append(f"No two rows may have the same {what}.")
    if source.one_of:
        told.append(f"Each row should give {numbers.join(source.one_of, 'or')}.")
    told += [f"{first} may not exceed {second}." for first, second in source.in_order]
    if source.questions:
        told.append(f"{numbers.capital(numbers.small(len(source.questions)))} questions are known.")
    return " ".join([*told, FORM])


def reach(row: Any) -> str:
    """From which period to which a dataset reaches."""
    first, last = latest(row["first_period"], row["period"]), _latest(row)
    return last if first == last else f"{first} to {last}"
