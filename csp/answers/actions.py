"""Answers about what a plan set out to do: its actions, how late they are, what should move."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp.answers.promises import verdicts
from csp.answers.trends import trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.stats import spc
from csp.stats.due import OVERDUE, SETTLED, UNREPORTED, last_day, lateness

LATE = (UNREPORTED, OVERDUE)  # in the order in which a list begins with them
FOUR_PS = ("pursue", "prevent", "protect", "prepare")
STATUSES = ("delivered", "ongoing", "on hold", "discontinued", "not reported")


@dataclass(frozen=True)
class Report:
    """What is known of the reports on a plan's actions.

    `reported_on` is the day of the newest; None where the statuses are kept up to date. `no_share`
    says why no share of the actions may be worked out; '' where it may.
    """

    reported_on: date | None
    no_share: str


def report(reader: Reader, plan: str) -> Report:
    """How the statuses of a plan's actions came."""
    row = reader.read("plans").set_index("plan").loc[plan]
    day = None if pd.isna(row["reported_on"]) else row["reported_on"].date()
    return Report(day, "" if pd.isna(row["no_share"]) else str(row["no_share"]))


@remembered
def actions(reader: Reader, plan: str) -> pd.DataFrame:
    """Every action of a plan, by priority and then as its file has it; one row each.

    Columns: those of queries/reads/actions, texts with '' for blank; due_day (date or None, by
    csp.stats.due); verdict (of csp.answers.promises; '' without an indicator); open (neither
    delivered nor discontinued); measured (whether it names an indicator or a measure).
    """
    told = reader.read("actions", plan=plan)
    told = told.astype(object).where(told.notna(), "")
    held = verdicts(reader, plan)
    known = {(row.priority, row.indicator): row.verdict for row in held.itertuples()}
    named = zip(told["priority"], told["indicator"], strict=True)
    return told.assign(
        due_day=pd.Series([last_day(due) for due in told["due"]], index=told.index, dtype=object),
        verdict=[known.get(one, "") for one in named],
        open=~told["status"].isin(SETTLED),
        measured=(told["indicator"] != "") | (told["measure"] != ""),
    )


@remembered
def late(reader: Reader, plan: str, today: date) -> tuple[str, ...]:
    """How late each row of `actions` is on a day, in the words of csp.stats.due."""
    told, of = actions(reader, plan), report(reader, plan)
    return tuple(
        lateness(row.due_day, row.status, of.reported_on, today) for row in told.itertuples()
    )


@remembered
def signal_of(reader: Reader, measure: str, status: str) -> spc.Verdict | None:
    """The control chart's verdict on a measure of the borough.

    `status` is that of its dataset ('' where none is held). None without months, for invented
    records, and in the public file for what is sensitive.
    """
    told = measures()[measure]
    hidden = reader.edition == "public" and told.sensitivity != "open"
    if status in ("", "illustrative") or hidden:
        return None
    return trend(reader, told).verdict
