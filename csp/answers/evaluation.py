"""Did it work? An action's areas before and after, what the figures can bear, and the effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from csp.answers import breaks, places
from csp.answers.neighbours import ward_neighbours
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.stats import conditions
from csp.stats.conditions import CONTROL_OF, ROLES, Against
from csp.stats.evaluation import (
    NOTHING,
    Counts,
    Effect,
    displacement_quotient,
    weighted_displacement_difference,
)

ALIKE = 0.1  # of an area's events before: within it another area is called alike
OFFERED = 3  # areas alike for each area, at most

Roles = tuple[tuple[str, ...], ...]  # area codes, in the order of ROLES


@dataclass(frozen=True)
class Action:
    """What was done, where and when, as an officer's file says it."""

    id: str
    title: str
    done: str
    lead: str
    starts_on: date
    ends_on: date | None
    months: int
    vintage: str
    measures: tuple[str, ...]
    figures: tuple[str, ...]
    reported: tuple[str, ...]
    chosen_by: str
    worked_example: bool
    source: str
    roles: Roles


@dataclass(frozen=True)
class Question:
    """What a visitor asks of an action."""

    action: Action
    measure: Measure
    months: int  # of each window
    roles: Roles
    first_month_left_out: bool = True  # where the action began within a month

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The area codes of each role."""
        return dict(zip(ROLES, self.roles, strict=True))

    @property
    def windows(self) -> tuple[Span, Span]:
        """Before and after: equal, and the same months of two years."""
        return conditions.windows(
            self.action.starts_on, self.months, first_month_left_out=self.first_month_left_out
        )


@dataclass(frozen=True)
class Condition:
    """One condition, and what stands against it; None where others must be met before it can be
    looked at.
    """

    name: str  # 'roles', 'apart', 'windows', 'held', 'alike' or 'counts'
    against: tuple[Against, ...] | None

    @property
    def met(self) -> bool:
        """Whether it was looked at and nothing stands against it."""
        return self.against == ()


@dataclass(frozen=True)
class Evaluation:
    """What can be said. Without an effect some condition is not met, and no count is given.

    `counts` are the events of each role that has areas; `touching` the codes of controls that touch
    the target; `noted` the changes in recording between the windows that forbid nothing;
    `next_held` the first month held whole since the action began.
    """

    question: Question
    before: Span
    after: Span
    conditions: tuple[Condition, ...]
    counts: Mapping[str, Counts]
    effect: Effect | None
    quotient: float | None
    touching: tuple[str, ...]
    noted: tuple[str, ...]
    next_held: date | None

    @property
    def against(self) -> list[Against]:
        """All that stands against an answer, in the order of the conditions."""
        return [one for condition in self.conditions for one in condition.against or ()]


@remembered
def actions(reader: Reader) -> dict[str, Action]:
    """The actions by id: those that took place first, the newest first."""
    areas = reader.read("evaluation_areas")
    return {
        row.evaluation: _action(row, areas[areas["evaluation"] == row.evaluation])
        for row in reader.read("evaluations").itertuples()
    }


def _action(row: Any, areas: pd.DataFrame) -> Action:
    return Action(
        id=row.evaluation,
        title=row.title,
        done=row.done,
        lead=row.lead,
        starts_on=row.starts_on.date(),
        ends_on=None if pd.isna(row.ends_on) else row.ends_on.date(),
        months=int(row.months),
        vintage=row.vintage,
        measures=tuple(row.measures.split()),
        figures=() if pd.isna(row.figures) else tuple(row.figures.split()),
        reported=() if pd.isna(row.reported) else tuple(row.reported.splitlines()),
        chosen_by=row.chosen_by,
        worked_example=bool(row.worked_example),
        source=row.source,
        roles=tuple(tuple(areas.loc[areas["role"] == role, "area_code"]) for role in ROLES),
    )


def measures_for(reader: Reader, action: Action) -> list[Measure]:
    """The measures that can be looked at by ward: those that the action should move come first;
    none whose counts are protected, since what is held against each other must be whole.
    """
    held = {one.id: one for one in places.mappable(reader) if not places.is_protected(reader, one)}
    own = [held[name] for name in action.measures if name in held]
    return [*own, *(measure for measure in held.values() if measure not in own)]


@remembered
def evaluate(reader: Reader, question: Question) -> Evaluation:
    """The answer to a question, or which conditions stand against one."""
    before, after = question.windows
    action, source = question.action, question.measure.source
    complete = _complete(reader, source)
    crossed = breaks.crossed(reader, source, Span(before.start, after.end))
    entries = list(zip(crossed["short"], crossed["effect"], strict=True))
    checked = {
        "roles": conditions.roles_named(question.chosen),
        "apart": conditions.areas_apart(question.chosen),
        "windows": conditions.can_be_parted(before, after, action.starts_on, action.ends_on),
        "held": conditions.months_held(before, after, complete),
        "alike": conditions.recorded_alike(entries),
    }
    told = [Condition(name, tuple(against)) for name, against in checked.items()]
    counts, small = _counted(reader, question) if all(one.met for one in told) else ({}, None)
    told.append(Condition("counts", None if small is None else tuple(small)))
    found = _effect(counts) if counts else None
    return Evaluation(
        question=question,
        before=before,
        after=after,
        conditions=tuple(told),
        counts=counts,
        effect=found,
        quotient=_quotient(counts),
        touching=conditions.touching(
            question.chosen["control"],
            question.chosen["target"],
            ward_neighbours(reader, action.vintage),
        ),
        noted=tuple(dict.fromkeys(name for name, effect in entries if effect == breaks.NOTED)),
        next_held=next((month for month in complete if month >= after.start), None),
    )


def _complete(reader: Reader, dataset: str) -> list[date]:
    supply = reader.read("supply", dataset=dataset)
    return [row.month.date() for row in supply.itertuples() if row.status == "complete"]


def _counted(reader: Reader, question: Question) -> tuple[dict[str, Counts], list[Against] | None]:
    """The events of each role that has areas, or what stands against them."""
    one, other = (ward_events(reader, question, span) for span in question.windows)
    held = {role: list(areas) for role, areas in question.chosen.items() if areas}
    totals = {role: (_total(one, areas), _total(other, areas)) for role, areas in held.items()}
    before = {role: None if None in both else both[0] for role, both in totals.items()}
    against = conditions.counted(before)
    if against:
        return {}, against
    return {role: Counts(int(b or 0), int(a or 0)) for role, (b, a) in totals.items()}, []


def _total(events: pd.Series, areas: Sequence[str]) -> float | None:
    """The events of some areas together; None where one of them has no count."""
    own = events.reindex(list(areas))
    return None if own.isna().any() else float(own.sum())


def ward_events(reader: Reader, question: Question, span: Span) -> pd.Series:
    """The events of every ward in a window, by code; blank where they were not supplied."""
    found = reader.read(
        "area_counts",
        measure=question.measure.id,
        starts=span.start,
        ends=span.end,
        kinds=["ward"],
        vintage=question.action.vintage,
    )
    return found.set_index("area_code")["events"].astype("Float64")


def _effect(counts: Mapping[str, Counts]) -> Effect:
    return weighted_displacement_difference(
        counts["target"],
        counts["control"],
        counts.get("beside", NOTHING),
        counts.get("beside_control", NOTHING),
    )


def _quotient(counts: Mapping[str, Counts]) -> float | None:
    if not {"beside", "beside_control"} <= set(counts):
        return None
    return displacement_quotient(counts["target"], counts["beside"], counts["control"])


@remembered
def alike(reader: Reader, question: Question) -> pd.DataFrame:
    """For each area of the target and next to it, the areas that are nearest by events before.

    Columns: role, area_code, before [events], other [its code], other_before, difference, within
    [whether it lies within a tenth]. Three at most for each area, the nearest first; none that
    touches the target or has one of these two roles, which a control must not. Empty where the
    window before is not held whole. What came after is not looked at.
    """
    window, _ = question.windows
    columns = ["role", "area_code", "before", "other", "other_before", "difference", "within"]
    if not set(window.all()) <= set(_complete(reader, question.measure.source)):
        return pd.DataFrame(columns=columns)
    events = ward_events(reader, question, window).dropna()
    around = ward_neighbours(reader, question.action.vintage)
    chosen = question.chosen
    reached = {*chosen["target"], *chosen["beside"]}
    reached |= {other for area in chosen["target"] for other in around.get(area, ())}
    free = events.drop(index=[code for code in reached if code in events.index])
    rows = [
        (role, area, events[area], other, free[other], free[other] - events[area])
        for role in CONTROL_OF
        for area in chosen[role]
        if area in events.index
        for other in _nearest(free, float(events[area]))
    ]
    told = pd.DataFrame(rows, columns=columns[:-1])
    return told.assign(within=(told["difference"].abs() <= ALIKE * told["before"]).astype(bool))


def _nearest(free: pd.Series, events: float) -> list[str]:
    """The codes whose events lie nearest, the nearest first; of two equally near the first code."""
    apart = (free - events).abs().sort_index().sort_values(kind="stable")
    return list(apart.index[:OFFERED])
