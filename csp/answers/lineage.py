"""Answers about what became of the priorities: from plan to plan, who leads, whom they serve."""

from dataclasses import dataclass, field

import pandas as pd

from csp.db import Reader, remembered


@dataclass(frozen=True)
class Step:
    """One priority in one plan: how it came there, and the note on it."""

    plan: str
    priority: str
    how: str  # 'new', 'continued', 'renamed', ... ; '' in the first plan
    note: str
    cross_cutting: bool


@dataclass(frozen=True)
class Thread:
    """A priority through the plans, oldest step first, and how it ended.

    `start` is the place of its first plan among all plans. `joins` is the thread that it was merged
    into, by its place in the list; `splits` the one that it came from; None where there is none.
    """

    start: int
    steps: tuple[Step, ...]
    end: str  # 'runs' in the newest plan, 'merged' or 'dropped'
    end_note: str = ""
    joins: int | None = None
    splits: int | None = None

    def at(self, plan: str) -> Step | None:
        """Its step in a plan."""
        return next((step for step in self.steps if step.plan == plan), None)


@dataclass
class _Open:
    """A thread while it is being followed."""

    start: int
    steps: list[Step] = field(default_factory=list)
    end: str = "runs"
    end_note: str = ""
    joins: int | None = None
    splits: int | None = None


def plans_in_order(reader: Reader) -> dict[str, str]:
    """The plans by id with their titles, oldest first."""
    held = reader.read("plans").iloc[::-1]
    return dict(zip(held["plan"], held["title"], strict=True))


def first_year(reader: Reader) -> int:
    """The year in which the oldest plan that is held was written."""
    return int(str(reader.read("plans").iloc[-1]["dated"]).split()[-1])


@remembered
def threads(reader: Reader) -> tuple[Thread, ...]:
    """Every priority of every plan, followed from plan to plan, in the order in which they began.

    Of several that were merged the first by name goes on, the others end where they join it; of one
    that was split the first by its plan's order goes on, the others begin there.
    """
    lineage = reader.read("lineage")
    made: list[_Open] = []
    at: dict[tuple[str, str], int] = {}  # (plan, priority) -> place of its thread
    for place, plan in enumerate(plans_in_order(reader)):
        own = lineage[lineage["plan"] == plan]
        for row in reader.read("priorities", plan=plan).itertuples():
            came = own[own["priority"] == row.priority]
            at[plan, row.priority] = _follow(made, at, came, place, _step(plan, row, came))
        for row in own[own["priority"].isna()].itertuples():
            ended = made[at[row.earlier_plan, row.earlier_priority]]
            ended.end, ended.end_note = "dropped", _text(row.note)
    return tuple(
        Thread(one.start, tuple(one.steps), one.end, one.end_note, one.joins, one.splits)
        for one in made
    )


def _step(plan: str, row: object, came: pd.DataFrame) -> Step:
    told = pd.Series(row._asdict())  # type: ignore[attr-defined]  # a named tuple of pandas
    how, note = ("", "") if came.empty else (came["how"].iloc[0], _text(came["note"].iloc[0]))
    return Step(plan, told["priority"], how, note, bool(told["cross_cutting"]))


def _follow(
    made: list[_Open],
    at: dict[tuple[str, str], int],
    came: pd.DataFrame,
    place: int,
    step: Step,
) -> int:
    """Puts a priority on the thread that it goes on, or on one of its own; gives its place."""
    before = [
        at[row.earlier_plan, row.earlier_priority]
        for row in came.dropna(subset=["earlier_priority"]).itertuples()
    ]
    free = [one for one in before if made[one].steps[-1].plan != step.plan]
    if not free:
        made.append(_Open(place, [step], splits=before[0] if before else None))
        return len(made) - 1
    own, *others = free
    made[own].steps.append(step)
    for other in others:
        made[other].end, made[other].joins, made[other].end_note = "merged", own, step.note
    return own


@dataclass(frozen=True)
class Ownership:
    """Who owns a priority and whom it serves."""

    groups: pd.DataFrame  # sub_group, led_by, does, source: those that its plan names for it
    serves: pd.DataFrame  # whose, serves, note


def ownership(reader: Reader, plan: str, priority: str, sub_group: str) -> Ownership:
    """The groups of a priority, by the words of its plan, and the wider priorities it serves."""
    groups = reader.read("sub_groups", plan=plan)
    named = [isinstance(name, str) and name in sub_group for name in groups["sub_group"]]
    serves = reader.read("serves", plan=plan)
    own = serves[serves["priority"] == priority].drop(columns="priority")
    return Ownership(groups[named].reset_index(drop=True), own.reset_index(drop=True))


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
