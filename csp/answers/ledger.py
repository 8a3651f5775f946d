"""The signal ledger: the borough's headline measures' signals, each with what meetings decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from csp import decisions, months
from csp.answers.breaks import NOTED, STEP
from csp.answers.trends import Trend, trend
from csp.db import Reader, remembered
from csp.decisions import Decision, Decisions
from csp.errors import DecisionError
from csp.measures import measures
from csp.months import Span
from csp.settings import settings
from csp.stats import spc
from csp.stats.signal_runs import SignalRun, signal_runs

# What stands of an entry: it waits for a decision; one stands; or it ended before the newest change
# in recording and was never decided, so no meeting is asked about it any more.
WAITS, DECIDED, EARLIER = "waits", "decided", "earlier"
JUDGED = ("limits", "trial")  # kinds of limits; months of a span without any are not judged


@dataclass(frozen=True)
class Known:
    """What is known of decisions: all of them, and why there may be more.

    `replaced` are decisions of a public file over which a later one stands that is not public.
    `fault` is a sentence when the partnership's book cannot be read; then the decisions are those
    that the file was built with.
    """

    decisions: Decisions
    replaced: frozenset[Decision] = frozenset()
    fault: str = ""


@dataclass(frozen=True)
class Entry:
    """One signal with its decisions, in the order of the meetings.

    `signal` is None where the chart fires it no more: limits have moved since, or a step was
    accepted. `replaced` says that a later decision stands which this file may not show.
    """

    measure: str
    area_code: str
    signal: SignalRun | None
    decisions: Decisions
    standing: str  # WAITS, DECIDED or EARLIER
    replaced: bool = False

    @property
    def last(self) -> Decision | None:
        """The decision that stands, or was the last to be shown."""
        return self.decisions[-1] if self.decisions else None

    @property
    def months(self) -> Span:
        """All months of the signal; as the meeting saw them where it fires no more."""
        return self.signal.months if self.signal else self.decisions[-1].months

    @property
    def side(self) -> str:
        """'above' the average (or rising), or 'below' it (or falling)."""
        return self.signal.side if self.signal else self.decisions[-1].side

    @property
    def limits_from(self) -> date:
        """The first month of the span that its limits judge."""
        return self.signal.limits_from if self.signal else self.decisions[-1].limits_from

    @property
    def went_on(self) -> int:
        """How many months it has gone on after those that the last decision saw."""
        if self.signal is None or self.last is None:
            return 0
        return max(0, months.index(self.signal.months.end) - months.index(self.last.ends))

    @property
    def reference(self) -> str:
        """What an officer types: measure, first month, side; `vehicle_crime:2025-01:below`.

        Any month of the signal does as well as the first. Of a signal that fires no more, the month
        in which its limits began follows, since new limits may judge the same months.
        """
        told = f"{short(self.measure)}:{self.months.start:%Y-%m}:{self.side}"
        return told if self.signal else f"{told}:{self.limits_from:%Y-%m}"


def short(measure: str) -> str:
    """The id of a measure as references have it."""
    return measure.removeprefix("crime_")


def known(reader: Reader, on: date | None = None) -> Known:
    """The decisions that an edition may show: in the partner edition the book as it is now, else
    what the file holds; of a day `on`, those that were written down by its end.
    """
    if reader.edition != "partner":
        return _held(reader)
    try:
        return Known(
            tuple(
                one
                for one in decisions.decisions()
                if on is None or max(one.decided_on, one.recorded_at.date()) <= on
            )
        )
    except DecisionError as error:
        return Known(_held(reader).decisions, fault=str(error))


@remembered
def _held(reader: Reader) -> Known:
    rows = list(reader.read("decisions").itertuples())
    found = tuple(_decision(row) for row in rows)
    last = set(decisions.standing(found))
    replaced = {one for one, row in zip(found, rows, strict=True) if one in last and not row.stands}
    return Known(found, frozenset(replaced))


def _decision(row: Any) -> Decision:
    return Decision(
        measure=row.measure,
        area_code=row.area_code,
        side=row.side,
        starts=row.month.date(),
        ends=row.last_month.date(),
        rule=row.rule,
        limits_from=row.limits_from.date(),
        limits=row.limits,
        release=row.release,
        decided_on=row.decided_on.date(),
        decision=row.decision,
        note=row.note,
        public=row.public,
        new_limits_from=None if pd.isna(row.new_limits_from) else row.new_limits_from.date(),
        recorded_at=row.recorded_at.tz_localize("UTC").to_pydatetime(),
    )


@remembered
def entries(reader: Reader, told: Known) -> tuple[Entry, ...]:
    """Every signal of the borough's headline measures and every decision about one, the newest
    first.
    """
    own = settings().area.code
    fired = reader.read("signals", area_code=own, since=date.min)
    groups = decisions.by_signal(one for one in told.decisions if one.area_code == own)
    found, placed = [], set()
    for name in dict.fromkeys(fired["measure"]):
        of_measure = trend(reader, measures()[name])
        began = ledger_begins(of_measure)
        for signal in signal_runs(of_measure.chart):
            about = [group for group in groups if _is_about(group, name, own, signal)]
            placed |= set(about)
            history = decisions.in_order([one for group in about for one in group])
            standing = _standing(signal, history, began)
            replaced = bool(history) and history[-1] in told.replaced
            found.append(Entry(name, own, signal, history, standing, replaced))
    for group in groups:
        if group not in placed:
            replaced = group[-1] in told.replaced
            found.append(Entry(group[0].measure, own, None, group, DECIDED, replaced))
    return tuple(sorted(found, key=lambda one: (one.months.end, one.months.start), reverse=True))


def _is_about(group: Decisions, measure: str, area_code: str, signal: SignalRun) -> bool:
    return any(
        one.is_about(measure, area_code, signal.side, signal.limits_from)
        and decisions.overlap(one.months, signal.months)
        for one in group
    )


def _standing(signal: SignalRun, history: Decisions, began: date) -> str:
    if history:
        return DECIDED
    return WAITS if signal.months.end >= began else EARLIER


def ledger_begins(told: Trend) -> date:
    """The day from which signals of a measure wait: that of the newest change in recording at which
    limits started afresh, or of the first month held.

    A step that the partnership accepted changes nothing about what waited before it.
    """
    afresh = told.breaks[(told.breaks["effect"] != NOTED) & (told.breaks["kind"] != STEP)]
    newest, first = told.chart["month"].iloc[-1], told.chart["month"].iloc[0]
    began: date = max([first, *(day for day in afresh["starts_on"].dt.date if day <= newest)])
    return began


def headline(reader: Reader) -> tuple[str, ...]:
    """The ids of the headline measures that the file holds a month of."""
    held = set(reader.read("borough_months", area_code=settings().area.code)["measure"])
    return tuple(name for name, one in measures().items() if one.headline and name in held)


@remembered
def watched(reader: Reader) -> tuple[int, float]:
    """How many months of headline measures were judged since the ledger began, all together, and
    how many signals chance alone would begin in them.
    """
    judged = 0
    for name in headline(reader):
        told = trend(reader, measures()[name])
        chart = told.chart[told.chart["month"] >= ledger_begins(told)]
        judged += int((chart["value"].notna() & chart["limits_kind"].isin(JUDGED)).sum())
    return judged, spc.expected_signals(judged)
