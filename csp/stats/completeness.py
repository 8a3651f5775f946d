"""Which months were supplied whole, judged by the force's own level in the months around."""

from collections.abc import Mapping
from datetime import date
from statistics import median

import pandas as pd

from csp import months


def supply_status(
    crimes: pd.DataFrame, smallest_share: float, neighbours_months: int
) -> pd.DataFrame:
    """One row a month from the first to the last: month, status, reason.

    `crimes` has month (date) and events: the force's crimes without anti-social behaviour of each
    month held. A month is 'incomplete' when its crimes per day are under `smallest_share` of the
    median of the sound months up to `neighbours_months` away on both sides; 'missing' when it is
    not held; else 'complete'. Months found incomplete stop being neighbours, and the rest are
    judged again until nothing changes. A month without neighbours is taken as it is.

    It cannot see a supply that is short everywhere for longer than the neighbourhood, nor one that
    is short by less than a fifth.
    """
    per_day = {
        row.month: row.events / months.days(row.month) for row in crimes.itertuples(index=False)
    }
    shares = _settled_shares(per_day, smallest_share, neighbours_months)
    rows = []
    for month in months.Span(min(per_day), max(per_day)).all():
        if month not in per_day:
            rows.append((month, "missing", "not held"))
        elif shares[month] is None:
            rows.append((month, "complete", "no month within reach to hold it against"))
        elif shares[month] < smallest_share:
            reason = (
                f"{per_day[month]:.0f} crimes a day in the whole force,"
                f" {100 * shares[month]:.0f}% of the usual level of the months around"
            )
            rows.append((month, "incomplete", reason))
        else:
            rows.append((month, "complete", None))
    return pd.DataFrame(rows, columns=["month", "status", "reason"])


def _settled_shares(
    per_day: Mapping[date, float], smallest_share: float, reach: int
) -> dict[date, float | None]:
    """Each month's level as a share of its sound neighbours', judged until nothing changes."""
    broken: set[date] = set()
    while True:
        shares = {month: _share(month, per_day, broken, reach) for month in per_day}
        found = {
            month for month, share in shares.items() if share is not None and share < smallest_share
        }
        if found <= broken:
            return shares
        # The lowest first: a very low month must not make its sound neighbours look high or low.
        worst = min(found - broken, key=lambda month: shares[month] or 0.0)
        broken = broken | {worst}


def _share(
    month: date, per_day: Mapping[date, float], broken: set[date], reach: int
) -> float | None:
    around = [
        level
        for other, level in per_day.items()
        if other != month
        and other not in broken
        and abs(months.index(other) - months.index(month)) <= reach
    ]
    return per_day[month] / median(around) if around else None
