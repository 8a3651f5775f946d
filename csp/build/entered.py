"""Where the figures, plans and breaks entered by hand lie, and how they are read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from csp.build import cells
from csp.build.forms import COLUMNS, KEYS
from csp.contract import Table
from csp.settings import settings

# What each kind of table is found by: a file, a file for each document, a file for each plan.
PLACES = {
    "document": "document.csv",
    "figure": "figures/*.csv",
    "disagreement": "disagreement.csv",
    "unreadable": "unreadable.csv",
    "plan": "plans/*/plan.csv",
    "priority": "plans/*/priority.csv",
    "follows": "plans/*/follows.csv",
    "serves": "plans/*/serves.csv",
    "sub_group": "plans/*/sub_group.csv",
    "indicator": "plans/*/indicator.csv",
    "action": "plans/*/action.csv",
    "break_register": "break_register.csv",
}
PLAN = "plan"  # the column that rows of a plan's file gain: the name of their folder


@dataclass(frozen=True)
class Entered:
    """One file entered by hand: its place below the folder, its table, and its faults so far."""

    kind: str
    name: str
    table: Table
    faults: list[str]


def files_of(folder: Path, kind: str) -> list[Path]:
    """The files of one kind, by name. A plan's or document's own; else the one file, there or
    not; a plan lacks none of its files, so a missing one is named as well. Where there is no such
    folder, and the settings name no plan, nothing was published and nothing lacks.
    """
    if not folder.exists() and not settings().plan.current:
        return []
    place = PLACES[kind]
    if of_a_plan(kind):
        plans = sorted(p for p in (folder / "plans").glob("*") if p.is_dir())
        found = [plan / Path(place).name for plan in plans]
    else:
        found = sorted(folder.glob(place))
    return found or [folder / place.replace("*", "…")]


def of_a_plan(kind: str) -> bool:
    """Whether every plan has a file of the kind in its folder."""
    return PLACES[kind].startswith("plans/")


def entered(folder: Path, kind: str) -> Iterator[Entered]:
    """Every file of one kind, held to its form. Rows of a plan gain the column `plan`."""
    for file in files_of(folder, kind):
        name = file.relative_to(folder).as_posix()
        table, faults = cells.held_table(file, COLUMNS[kind], KEYS[kind], exact=True, name=name)
        if of_a_plan(kind) and table.header:
            table = _with_plan(table, file.parent.name)
        yield Entered(kind, name, table, faults)


def _with_plan(table: Table, plan: str) -> Table:
    first = [plan] * len(table.numbers)
    return replace(table, header=[PLAN, *table.header], columns=[first, *table.columns])


def read(folder: Path, kind: str) -> pd.DataFrame:
    """Every row of a kind as entered, all text, blanks empty; those of a plan carry its id."""
    parts = []
    for file in files_of(folder, kind):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        own = {PLAN: file.parent.name} if of_a_plan(kind) else {}
        parts.append(table.assign(**own))
    columns = [*([PLAN] if of_a_plan(kind) else []), *COLUMNS[kind]]
    return pd.concat([pd.DataFrame(columns=columns, dtype=str), *parts], ignore_index=True)
