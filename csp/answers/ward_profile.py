"""Answers about one ward: every measure there with rank, verdict and change; who lives there; which
wards are like it; what residents and plans say of it; what became of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from csp import months
from csp.answers import actions, breaks, places, surveys
from csp.answers.surveys import RESIDENTS, Wave
from csp.answers.trends import RECENT, Trend
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats import spc
from csp.stats.likeness import distances
from csp.stats.rates import add_rates

JUDGED = ("signal", "earlier signal", "no signal")  # kinds of verdict that a chart can give
FIRED = ("signal", "earlier signal")
DEPRIVED = 3  # tenths of England: a small area in one of the first three counts as deprived


@dataclass(frozen=True)
class Measured:
    """One measure in the newest period of its dataset, for one ward.

    `rates` is every ward of the set (columns of `places.ward_rates`), `own` the ward's row of it;
    `borough` and `together` (all districts of the force area) are rates [per `measure.per`
    residents], blank where nothing is held. `trend` is the ward's own control chart. `change` is
    the ward's row of `places.changes` over the months `compared`, `small_areas` its row of the read
    `ward_hotspots`; None where there is none.
    """

    measure: Measure
    span: Span
    rates: pd.DataFrame
    own: pd.Series
    borough: float
    together: float
    trend: Trend
    compared: Span | None
    change: pd.Series | None
    small_areas: pd.Series | None
    protected: bool = False  # the counts are rounded, small ones hidden: no order, no verdict

    @property
    def ranked(self) -> int:
        """How many wards have a rank."""
        return int(self.rates["rate"].notna().sum())

    @property
    def side(self) -> str:
        """Where the whole 95% interval lies against the borough's rate: 'above', 'below' or
        'either'; '' where something is blank.
        """
        if pd.isna(self.own["lower"]) or pd.isna(self.borough):
            return ""
        if self.own["lower"] > self.borough:
            return "above"
        return "below" if self.own["upper"] < self.borough else "either"


@remembered
def measured(reader: Reader, ward: str, vintage: str) -> tuple[Measured, ...]:
    """Every measure that a map can show, for one ward of a set; those without a period left out.

    The ward's months are asked for once for all measures. Raises IndexError for a ward that the set
    does not have.
    """
    held = reader.read("borough_months", area_code=ward)
    series = dict(iter(held.groupby("measure")))
    small = reader.read("ward_hotspots", area_code=ward).set_index("measure")
    moved = _Moved(reader, vintage)
    return tuple(
        _measured(
            measure,
            ward,
            rated,
            _trend(reader, measure, series.get(measure.id)),
            moved.of(measure, ward),
            small_areas=small.loc[measure.id] if measure.id in small.index else None,
            protected=places.is_protected(reader, measure),
        )
        for measure, rated in _rated(reader, vintage).items()
    )


@dataclass(frozen=True)
class _Rated:
    """The wards' rates of one measure, and those of the borough and of all districts together."""

    span: Span
    rates: pd.DataFrame
    borough: float
    together: float


@remembered
def _rated(reader: Reader, vintage: str) -> dict[Measure, _Rated]:
    """The newest rates of all wards of a set, asked for once for all measures and wards."""
    counts = reader.read("newest_counts", vintage=vintage)
    # A whole-number column with blanks would come as a type whose blank is no number.
    counts = counts.assign(events=counts["events"].to_numpy(dtype=float, na_value=np.nan))
    by_measure = dict(iter(counts.groupby("measure")))
    return {
        measure: _rates_of(reader, measure, by_measure[measure.id])
        for measure in places.mappable(reader)
        if measure.id in by_measure
    }


def _rates_of(reader: Reader, measure: Measure, counts: pd.DataFrame) -> _Rated:
    around = add_rates(counts[counts["kind"] != "ward"], measure.per).set_index("kind")["rate"]
    first = counts.iloc[0]
    return _Rated(
        Span(first["starts"].date(), first["ends"].date()),
        places.rated(reader, measure, counts[counts["kind"] == "ward"]),
        float(around["borough"]),
        float(around["district"]),
    )


@dataclass
class _Moved:
    """What changed in every ward, asked for once a dataset."""

    reader: Reader
    vintage: str
    found: dict[str, tuple[Span | None, pd.DataFrame]] = field(default_factory=dict)

    def of(self, measure: Measure, ward: str) -> tuple[Span | None, pd.Series | None]:
        """The months compared for a measure, and the ward's row."""
        if measure.source not in self.found:
            self.found[measure.source] = self._ask(measure.source)
        compared, rows = self.found[measure.source]
        if compared is None:
            return None, None
        own = rows[(rows["measure"] == measure.id) & (rows["area_code"] == ward)]
        return compared, None if own.empty else own.iloc[0]

    def _ask(self, dataset: str) -> tuple[Span | None, pd.DataFrame]:
        newest = [one for one in places.periods(self.reader, dataset) if one.newest]
        compared = newest[0].compared if newest else None
        if compared is None:
            return None, pd.DataFrame()
        return compared, places.changes(
            self.reader, compared, kinds=["ward"], vintage=self.vintage, dataset=dataset
        )


def _measured(
    measure: Measure,
    ward: str,
    rated: _Rated,
    trend: Trend,
    moved: tuple[Span | None, pd.Series | None],
    *,
    small_areas: pd.Series | None,
    protected: bool,
) -> Measured:
    compared, change = (None, None) if protected else moved  # rounded counts tell no change
    return Measured(
        measure=measure,
        span=rated.span,
        rates=rated.rates,
        own=rated.rates[rated.rates["area_code"] == ward].iloc[0],
        borough=rated.borough,
        together=rated.together,
        trend=trend,
        compared=compared,
        change=change,
        small_areas=small_areas,
        protected=protected,
    )


@remembered
def _calendar(reader: Reader, dataset: str) -> tuple[pd.DataFrame, list[date], pd.DataFrame]:
    """The months of a dataset that a verdict or the newest 24 months can need (month, status), the
    days on which limits start afresh, and the break register.

    What lies before the newest restart has limits of its own, and no verdict speaks of it.
    """
    register = reader.read("breaks", dataset=dataset)
    restarts = breaks.restarts(register)
    supply = reader.read("supply", dataset=dataset)[["month", "status"]]
    last = supply["month"].iloc[-1].date()
    begun = [day for day in restarts if day <= last]
    recent = months.shift(last, 1 - RECENT)
    first = min(recent, begun[-1].replace(day=1)) if begun else supply["month"].iloc[0].date()
    needed = supply[supply["month"] >= pd.Timestamp(first)]
    return (
        needed.assign(month=needed["month"].dt.date, status=needed["status"].astype(object)),
        restarts,
        register,
    )


def _trend(reader: Reader, measure: Measure, held: pd.DataFrame | None) -> Trend:
    """The ward's own control chart from its newest limits on, 24 months at least.

    No force stands beside it: at a ward's size it says little.
    """
    needed, restarts, register = _calendar(reader, measure.source)
    known = {} if held is None else dict(zip(held["month"].dt.date, held["events"], strict=True))
    series = needed.assign(events=[known.get(month) for month in needed["month"]])
    chart = spc.chart(series, restarts, measure.better)
    return Trend(measure, chart, register, spc.verdict(chart), pd.DataFrame())


@dataclass(frozen=True)
class Signals:
    """How many of a ward's series a chart can judge, how many gave a signal in the newest 12
    months of each, and how many chance alone begins among so many.
    """

    judged: int
    fired: int
    by_chance: float


def signals(told: Iterable[Measured]) -> Signals:
    """The signals of many series together, with what chance alone gives."""
    trends = [one.trend for one in told if one.trend.verdict.kind in JUDGED]
    looked_at = sum(_months_looked_at(trend) for trend in trends)
    fired = sum(trend.verdict.kind in FIRED for trend in trends)
    return Signals(len(trends), fired, spc.expected_signals(looked_at))


def _months_looked_at(trend: Trend) -> int:
    """The months that a verdict speaks of: those with a value among the 12 up to the newest."""
    newest = trend.verdict.newest
    own = trend.chart[trend.chart["span"] == trend.chart["span"].max()]
    held = own.loc[own["value"].notna(), "month"]
    return sum(
        newest is not None and months.index(newest) - months.index(month) < spc.CURRENT
        for month in held
    )


def deprivation(reader: Reader, ward: str) -> pd.DataFrame:
    """The ward's small areas by edition, rank and tenth; columns of the read `ward_deprivation`.

    Ranks and tenths of two editions are of different indicators and small areas.
    """
    return reader.read("ward_deprivation", area_code=ward)


def ages(reader: Reader, ward: str) -> pd.DataFrame:
    """The newest shares by band of age, of the ward and of the borough; empty where none are held.

    Columns: age_band, people, percent [of the ward's], borough [per cent of the borough's],
    basis, year.
    """
    own = reader.read("ages", area_code=ward)
    own = own[own["year"] == own["year"].max()].reset_index(drop=True)
    around = reader.read("ages", area_code=settings().area.code)
    around = around[around["year"].isin(own["year"])].set_index("age_band")["people"]
    return own.assign(
        percent=100 * own["people"] / own["people"].sum(),
        borough=(100 * around / around.sum()).reindex(own["age_band"]).to_numpy(),
    )


@dataclass(frozen=True)
class AlikeWards:
    """The wards of a set by how alike one ward they are, that ward first.

    `wards` has area_code, area_name, distance (0 for the ward itself) and the columns of the read
    `ward_things`; `things` are those compared, `absent` those asked for of which nothing is held;
    `nearest` are the codes of the most alike.
    """

    wards: pd.DataFrame
    things: tuple[str, ...]
    absent: tuple[str, ...]
    nearest: tuple[str, ...]


@remembered
def alike(reader: Reader, ward: str, vintage: str) -> AlikeWards | None:
    """The wards most like one ward in the things that the settings name; None where none of them is
    held, or the ward lacks one that others have.
    """
    asked = settings().similar.wards
    held = reader.read("ward_things", vintage=vintage).set_index("area_code", drop=False)
    things = tuple(one for one in asked.things if held[one].notna().any())
    if not things or held.loc[ward, list(things)].isna().any():
        return None
    apart = distances(held[list(things)].astype(float), ward)
    told = held.loc[[ward, *apart.index]].assign(distance=[0.0, *apart]).reset_index(drop=True)
    absent = tuple(one for one in asked.things if one not in things)
    return AlikeWards(told, things, absent, tuple(apart.index[: asked.nearest]))


@dataclass(frozen=True)
class Views:
    """What the residents of a ward answered in the newest wave of which answers are held.

    `answers` has question, percent, lower, upper [per cent who gave one of the first answers],
    base, why_blank and everyone [the same share of all who answered]; one row a question.
    """

    wave: Wave
    answers: pd.DataFrame


def views(reader: Reader, ward: str) -> Views | None:
    """The ward's answers; None where no wave was supplied or it knows other wards only."""
    wave = surveys.newest_supplied(reader, RESIDENTS)
    if wave is None:
        return None
    own = _top(surveys.shares(reader, RESIDENTS, "ward"), wave)
    own = own[own["area_code"] == ward]
    if own.empty:
        return None
    everyone = _top(surveys.shares(reader, RESIDENTS), wave).set_index("question")["percent"]
    told = own.assign(everyone=own["question"].map(everyone))
    columns = ["question", "percent", "lower", "upper", "base", "why_blank", "everyone"]
    return Views(wave, told[columns].reset_index(drop=True))


def _top(found: pd.DataFrame, wave: Wave) -> pd.DataFrame:
    same = (found["wave"] == wave.wave) & (found["status"] == wave.status)
    return found[same & (found["answer"] == "top")]


@dataclass(frozen=True)
class Doing:
    """What is being done in a ward, as far as the plan and the files of actions say where.

    `named` has the open actions of the current plan that name the ward or a group that it is of
    (columns of csp.answers.actions, and `tie`: what ties them, '' where the ward itself is named);
    `open` is how many are open in all. `evaluated` are actions with a place and a date of which the
    ward is the target (columns of the read `evaluations`).
    """

    plan: str
    named: pd.DataFrame
    open: int
    evaluated: pd.DataFrame


@remembered
def doing(reader: Reader, ward: str, vintage: str) -> Doing:
    """The open actions that can be tied to a ward by the words of their plan, and by nothing
    else.
    """
    plan = settings().plan.current
    told = actions.actions(reader, plan)
    told = told[told["open"]]
    name = places.ward_names(reader, vintage)[ward]
    groups = [
        row.title
        for row in reader.read("area_groups").itertuples()
        if row.ward_set == vintage and f", {name}, " in f", {row.wards}, "
    ]
    ties = [_tie(f"{row.action} {row.update_note}", name, groups) for row in told.itertuples()]
    named = told.assign(tie=pd.Series(ties, index=told.index, dtype=object))
    areas = reader.read("evaluation_areas")
    own = areas[(areas["role"] == "target") & (areas["area_code"] == ward)]["evaluation"]
    held = reader.read("evaluations")
    return Doing(
        plan,
        named[named["tie"].notna()].reset_index(drop=True),
        len(told),
        held[held["evaluation"].isin(own) & ~held["worked_example"]].reset_index(drop=True),
    )


def _tie(text: str, name: str, groups: Iterable[str]) -> str | None:
    """What ties some words to a ward: '' where they name it, else the first group of it that they
    name; None where neither.

    A name of one word is too often an everyday word or a street's (North, Bridge, Loose): it
    counts only beside the word "ward".
    """
    escaped = re.escape(name)
    written = escaped if " " in name else rf"(?:{escaped} ward|ward of {escaped})"
    if re.search(rf"\b{written}\b", text):
        return ""
    return next((one for one in groups if re.search(rf"\b{re.escape(one)}\b", text, re.I)), None)


def became(reader: Reader, ward: str) -> pd.DataFrame:
    """The wards of the other sets that share residents with a ward, the largest part first.

    The columns of the read `ward_lineage`, with share [per cent of the ward's residents] and
    other_share [per cent of the other ward's].
    """
    told = reader.read("ward_lineage", area_code=ward)
    return told.assign(
        share=100 * told["people"] / told["own_people"],
        other_share=100 * told["people"] / told["other_people"],
    )
