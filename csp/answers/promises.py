"""Answers about promises: the verdict on every indicator of a plan, and its change."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from csp.answers import plans
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.settings import settings
from csp.stats import promises
from csp.stats.promises import Promise, Verdict


@remembered
def verdicts(reader: Reader, plan: str) -> pd.DataFrame:
    """Every indicator of a plan with its verdict, in the order of its priorities.

    One row a priority and indicator (an indicator may stand under two). Columns: those of
    csp.answers.plans.indicators; verdict and why (the words of csp.stats.promises), goal and
    expected (in the indicator's unit: what the target asks, and where a straight way would be at
    the time of the latest value), lower and upper (the latest value's 95% interval), change
    (latest less baseline) with change_lower and change_upper (95%). Blank where there is none; a
    change only where the two are alike.
    """
    titles = [one.title for one in plans.priorities(reader, plan)]
    found = plans.indicators(reader, plan, titles)
    told = pd.DataFrame([_told(row) for row in found.to_dict("records")], index=found.index)
    return found.join(told.reindex(columns=TOLD))


TOLD = (
    *("verdict", "why", "goal", "expected", "lower", "upper"),
    *("change", "change_lower", "change_upper"),
)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    promise = promise_of(row)
    held = judged(row, promise)
    low, high = promise.interval or (None, None)
    change, change_low, change_high = _change(row, promise)
    return {
        "verdict": held.kind,
        "why": held.why,
        "goal": held.goal,
        "expected": held.expected,
        "lower": low,
        "upper": high,
        "change": change,
        "change_lower": change_low,
        "change_upper": change_high,
    }


def judged(row: dict[str, Any], promise: Promise) -> Verdict:
    """The verdict on one indicator; what was promised and never reported needs no rule."""
    if row["status"] == "promised, never reported":
        return Verdict(promises.NEVER_REPORTED, promises.NOT_REPORTED, goal=promises.goal(promise))
    return promises.verdict(promise)


def promise_of(row: dict[str, Any]) -> Promise:
    """One row of csp.answers.plans.indicators as what the rule asks for."""
    latest = _number(row["latest"])
    return Promise(
        direction=row["direction"],
        rule=_text(row["target_rule"]),
        baseline=_number(row["baseline"]),
        latest=latest,
        target=_number(row["target"]),
        county=_number(row["kent"]),
        progress=_progress(row["latest_ends"], row["plan_starts"], row["plan_ends"]),
        interval=promises.interval_of(_text(row["form"]), latest, _number(row["latest_base"])),
        alike=_text(row["alike"]) in ("", "same"),
    )


def _progress(latest: Any, starts: Any, ends: Any) -> float | None:
    """How far along the plan a day lies: 0 at its start, 1 at its end; None where one is blank."""
    if pd.isna(latest) or pd.isna(starts) or pd.isna(ends) or ends <= starts:
        return None
    return float((latest - starts) / (ends - starts))


def _change(
    row: dict[str, Any], promise: Promise
) -> tuple[float | None, float | None, float | None]:
    if promise.baseline is None or promise.latest is None or not promise.alike:
        return None, None, None
    bases = (_number(row["baseline_base"]), _number(row["latest_base"]))
    limits = promises.change_interval(_text(row["form"]), promise.baseline, promise.latest, bases)
    return promise.latest - promise.baseline, *(limits or (None, None))


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


@dataclass(frozen=True)
class YearlyTarget:
    """A plan's target for a measure, a rate for each year, as events in a month of equal length.

    `per` residents; `residents` are those of `year`, the year known that is nearest to the plan's
    end.
    """

    rate: float
    per: int
    monthly: float
    residents: int
    year: int
    plan_ends: pd.Timestamp


def yearly_target(reader: Reader, plan: str, measure: Measure) -> YearlyTarget | None:
    """The numeric target of a plan for a measure that is held month by month; None without one.

    Only a rate for so many residents can be turned into months: a twelfth of a year's events among
    the residents of the year nearest to the plan's end. Counts are left alone, since the plans do
    not say of what length of time they are.
    """
    found = verdicts(reader, plan)
    own = found[(found["measure"] == measure.id) & (found["form"] == "rate")]
    own = own[own["goal"].notna() & (own["unit"] == f"per {measure.per:,} residents")]
    if own.empty or pd.isna(own["plan_ends"].iloc[0]):
        return None
    ends, rate = own["plan_ends"].iloc[0], float(own["goal"].iloc[0])
    known = reader.read("residents", area_code=settings().area.code)
    nearest = known.loc[(known["year"] - ends.year).abs().idxmin()]
    people = int(nearest["people"])
    monthly = rate * people / measure.per / 12
    return YearlyTarget(rate, measure.per, monthly, people, int(nearest["year"]), ends)
