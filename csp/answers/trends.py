"""Answers about time: one measure month by month with its limits, signals and verdict."""

from dataclasses import dataclass

import pandas as pd

from csp.answers import places
from csp.answers.breaks import restarts
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats import spc

RECENT = 24  # months


@dataclass(frozen=True)
class Trend:
    """One measure of one area over time.

    `chart` is the frame of `csp.stats.spc.chart`, with why_blank: a month whose count is hidden is
    missing there. `protected` says that its counts are rounded. `breaks` is the break register of
    its dataset, with the steps that the partnership accepted for the measure there; `verdict`
    speaks of the newest span; `force` gives the force's events at the area's size, month by month
    (month, value), blank where the month is not complete.
    """

    measure: Measure
    chart: pd.DataFrame
    breaks: pd.DataFrame
    verdict: spc.Verdict
    force: pd.DataFrame
    protected: bool = False

    @property
    def hidden(self) -> int:
        """How many months are hidden."""
        return int((self.chart["why_blank"] == "hidden").sum()) if self.protected else 0

    @property
    def latest(self) -> pd.Series:
        """The newest complete month."""
        return self.chart[self.chart["status"] == "complete"].iloc[-1]

    @property
    def before(self) -> pd.Series | None:
        """The month before the newest, when it is complete, too."""
        held = self.chart[self.chart["status"] == "complete"]
        if len(held) < 2:
            return None
        previous = held.iloc[-2]
        return previous if Span(previous["month"], self.latest["month"]).months == 2 else None


@remembered
def trend(reader: Reader, measure: Measure, area_code: str | None = None) -> Trend:
    """The control chart of a measure for an area (the borough when none is named)."""
    own = settings().area
    code = area_code or own.code
    breaks = reader.read("measure_breaks", measure=measure.id, area_code=code)
    series = _series(reader, measure, code)
    chart = spc.chart(series, restarts(breaks), measure.better)
    whys = dict(zip(series["month"], series["why_blank"], strict=True))
    chart = chart.assign(why_blank=[whys.get(month) for month in chart["month"]])
    return Trend(
        measure,
        chart,
        breaks,
        spc.verdict(chart),
        _force_at_size(reader, measure, code, chart),
        places.is_protected(reader, measure),
    )


def _series(reader: Reader, measure: Measure, area_code: str) -> pd.DataFrame:
    series = reader.read("series", measure=measure.id, area_code=area_code)
    series["month"] = series["month"].dt.date
    # A gap like any other: neighbours must not touch across it, nor a rule run through it.
    series.loc[series["why_blank"] == "hidden", "status"] = "missing"
    return series


def _force_at_size(
    reader: Reader, measure: Measure, area_code: str, chart: pd.DataFrame
) -> pd.DataFrame:
    """The force's events on months of equal length, scaled to the area's share of residents."""
    own = settings().area
    share = reader.read("resident_share", part=area_code, whole=own.force_code)["share"].iloc[0]
    force = spc.chart(_series(reader, measure, own.force_code), [], measure.better)
    complete = force["status"] == "complete"
    return pd.DataFrame(
        {"month": force["month"], "value": (force["value"] * share).where(complete)}
    )


def recent(chart: pd.DataFrame) -> pd.DataFrame:
    """The newest 24 months of a chart, held or not."""
    return chart.tail(RECENT).reset_index(drop=True)
