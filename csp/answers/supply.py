"""Answers about supply: every dataset held or promised, how far it reaches, what is wrong with it.

The day is always given, as one of the choices that an answer is remembered for: what is late
depends on it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from csp import months
from csp.db import FailedCheck, Reader, remembered
from csp.months import Span
from csp.sources import Source, sources

NEWEST = 24  # months of the strip
AWAITED = "awaited"  # the status of a dataset that is promised and was never received
INVENTED = ("illustrative", "example")  # statuses of datasets
MONTHS = ("complete", "incomplete", "missing", "not yet due")  # the status of a month
# Where the rows of tables lie that no contract describes, in the words of the contracts.
PLACED_IN = {
    "population": "LSOA and district",
    "deprivation": "LSOA",
    "boundaries": "LSOA, ward and district",
    "priority_setting": "borough",
    "published": "as each document states it, mostly the borough",
}


@dataclass(frozen=True)
class Faults:
    """What is wrong or late in one file, as sentences; empty is good."""

    checks: tuple[str, ...]
    incomplete: tuple[str, ...]
    late: tuple[str, ...]

    def all(self) -> list[str]:
        """Every sentence, failed checks first."""
        return [*self.checks, *self.incomplete, *self.late]


def datasets(reader: Reader, today: date) -> pd.DataFrame:
    """One row for every dataset that the file holds or a contract promises, as of a day.

    Columns: dataset, title, publisher, licence, status ('open', 'published', 'partner',
    'illustrative', 'example' or 'awaited'), sensitivity ('open', 'partner', 'sensitive'), geography
    (as a sentence would say it), period ('month', 'wave' or ''), first_period, latest_period,
    received_at, sha256, rows, lag [months since the latest period], promised [months; blank where
    nobody promised: invented records and tables without a contract], standing ('late', 'on time',
    'no promise' or 'awaited'), complete, incomplete, missing, not_due [of the newest 24 months;
    blank where it does not come by month], failed_checks [queries that found wrong rows of it].
    Late ones first, invented ones near the end, awaited ones last.
    """
    return _datasets(reader, today).copy(deep=False)


@remembered
def _datasets(reader: Reader, today: date) -> pd.DataFrame:
    held = reader.read("datasets")
    failed = _failed(reader)
    rows = [_held(reader, row, today, failed) for row in held.to_dict("records")]
    known = set(held["dataset"])
    rows += [
        _awaited(source)
        for name, source in sources().items()
        if source.status == "partner" and name not in known
    ]
    order = ("late", "on time", "no promise", AWAITED)
    rows.sort(
        key=lambda row: (
            order.index(row["standing"]),
            row["status"] in INVENTED,
            row["title"],
        )
    )
    return pd.DataFrame(rows)


@remembered
def _failed(reader: Reader) -> tuple[FailedCheck, ...]:
    return tuple(reader.failed_checks())


def _held(
    reader: Reader, row: dict[str, Any], today: date, failed: tuple[FailedCheck, ...]
) -> dict[str, Any]:
    """The row of a dataset that the file holds."""
    name, latest = row["dataset"], row["latest_period"]
    promised = promise(name, row["status"])
    lag = None if pd.isna(latest) else months.index(today) - months.index(latest)
    source = sources().get(name)
    late = promised is not None and lag is not None and lag > promised
    return {
        **{key: value for key, value in row.items() if key != "complete_of_24"},
        "geography": source.geography if source else PLACED_IN.get(name, ""),
        "period": _period(source, monthly=not pd.isna(row["complete_of_24"])),
        "lag": lag,
        "promised": promised,
        "standing": "late" if late else "no promise" if promised is None else "on time",
        **_counted(newest(by_month(reader, name, promised, today))),
        "failed_checks": sum(name in check.datasets for check in failed),
    }


def _awaited(source: Source) -> dict[str, Any]:
    """The row of a dataset that is promised and was never received."""
    return {
        "dataset": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "status": AWAITED,
        "sensitivity": source.sensitivity,
        "geography": source.geography,
        "period": source.period,
        "promised": source.lag_months,
        "standing": AWAITED,
        "failed_checks": 0,
        **_counted(None),
    }


def _period(source: Source | None, *, monthly: bool) -> str:
    if source is None:
        return "month" if monthly else ""
    return source.period


def _counted(newest_months: pd.DataFrame | None) -> dict[str, int | None]:
    """How many months have each status; blank where the dataset does not come by month."""
    names = ("complete", "incomplete", "missing", "not_due")
    if newest_months is None or newest_months.empty:
        return dict.fromkeys(names)
    status = list(newest_months["status"])
    return {name: status.count(one) for name, one in zip(names, MONTHS, strict=True)}


def promise(dataset: str, status: str) -> int | None:
    """How many months a dataset may lag by its contract; None where nobody promised anything:
    without a contract, and for invented records.
    """
    source = sources().get(dataset)
    return None if source is None or status in INVENTED else source.lag_months


def by_month(reader: Reader, dataset: str, promised: int | None, today: date) -> pd.DataFrame:
    """Every month of a dataset's supply from its first, with what was supplied.

    Columns: month, status ('complete', 'incomplete', 'missing', 'not yet due'), reason (in words,
    or blank). With a promise it goes on to the last whole month before `today`: a month is due
    once it lies `promised` months back, and until then not yet due. Without one it ends with what
    is held. Empty where a dataset does not come by month.
    """
    return _by_month(reader, dataset, promised, today).copy(deep=False)


@remembered
def _by_month(reader: Reader, dataset: str, promised: int | None, today: date) -> pd.DataFrame:
    told = reader.read("supply", dataset=dataset)
    told["month"] = told["month"].dt.date
    if told.empty or promised is None:
        return told
    after, last = months.shift(told["month"].max(), 1), months.shift(today, -1)
    following = Span(after, last).all() if after <= last else []
    rows = []
    for month in following:
        due = months.shift(month, promised)
        if due <= today:
            rows.append((month, "missing", f"not received; it was due in {due:%b %Y}"))
        else:
            rows.append((month, "not yet due", f"due in {due:%b %Y}"))
    more = pd.DataFrame(rows, columns=told.columns)
    return pd.concat([told, more], ignore_index=True) if rows else told


def newest(supplied: pd.DataFrame) -> pd.DataFrame:
    """The newest 24 months of a frame of `by_month`; none before its first is made up."""
    return supplied.tail(NEWEST).reset_index(drop=True)


def faults(reader: Reader, today: date) -> Faults:
    """What is wrong or late in a file as of a day: failed checks, incomplete months, datasets that
    lag more than they promise. Invented records are neither incomplete nor late.
    """
    found = datasets(reader, today)
    promised = found[(found["status"] != AWAITED) & found["promised"].notna()]
    return Faults(
        checks=tuple(check.sentence for check in _failed(reader)),
        incomplete=tuple(
            sentence for name in promised["dataset"] for sentence in _incomplete(reader, name)
        ),
        late=tuple(
            f"{row.title} ends {months_in_words(row.lag)} ago;"
            f" {months_in_words(row.promised)}"
            f" {'is' if row.promised == 1 else 'are'} promised."
            for row in promised[promised["standing"] == "late"].itertuples()
        ),
    )


def _incomplete(reader: Reader, dataset: str) -> Iterator[str]:
    supplied = reader.read("supply", dataset=dataset)
    for row in supplied[supplied["status"] == "incomplete"].itertuples():
        yield f"{row.month:%b %Y} is incomplete: {row.reason}"


def months_in_words(number: float) -> str:
    """A number of months: 1 month, 11 months."""
    return f"{int(number)} {'month' if number == 1 else 'months'}"


def in_short(geography: str) -> str:
    """Where rows lie, in short: up to its first comma, semicolon or bracket."""
    return re.split(r" \(|[,;]", geography)[0]
