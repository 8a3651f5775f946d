"""The actions that officers describe in files: checked before anything is made, then brought in."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Self

import duckdb
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from csp.build import cells
from csp.build.entered import entered
from csp.contract import Table
from csp.measures import measures
from csp.settings import explain, not_utf8, own_or_lent
from csp.stats.conditions import ROLES, WHOLE_YEAR

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
# Days outside are slips of the pen: no count is older than the Crime and Disorder Act.
EARLIEST, LATEST = date(1998, 1, 1), date(2100, 1, 1)
Day = Annotated[date, Field(ge=EARLIEST, lt=LATEST)]


class Action(BaseModel):
    """One file of `data/evaluations`, whose README says what each field holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Words
    done: Words
    lead: Words
    starts_on: Day
    ends_on: Day | None = None
    months: int = Field(ge=1, le=WHOLE_YEAR)
    measures: tuple[str, ...] = Field(min_length=1)
    wards: str
    target: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    beside_control: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    reported: tuple[Words, ...] = ()
    chosen_by: Words
    worked_example: bool = False
    source: Words

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("ends_on must not be before starts_on")
        return self

    @property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """The names of the wards of each role."""
        return {role: getattr(self, role) for role in ROLES}


def folder_of(data: Path) -> Path:
    """Where the files lie; of the project's own district in the project's folder where the data
    folder has none, else in one that is not there.
    """
    return own_or_lent(data, "evaluations")


def check_evaluations(data: Path, areas: Table) -> list[str]:
    """A sentence for each fault of the files, with file and field; empty is good.

    `areas` is area.csv.
    """
    wards = {
        (vintage, name)
        for kind, name, vintage in cells.together(areas, ("kind", "area_name", "vintage"))
        if kind == "ward"
    }
    figures = {
        figure
        for one in entered(data / "published", "figure")
        for figure in cells.column(one.table, "figure")
    }
    faults: list[str] = []
    for file in _files(data):
        action, wrong = _read(file)
        faults += wrong
        if action:
            faults += [f"{file.name}: {fault}" for fault in _faults(action, wards, figures)]
    return faults


def _files(data: Path) -> list[Path]:
    return sorted(folder_of(data).glob("*.toml"))


def _read(file: Path) -> tuple[Action | None, list[str]]:
    """The action of a file, or what is wrong with it."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Action.model_validate({**said, "id": file.stem}), []
    except ValidationError as error:
        _, *faults = explain(file, error).split("\n  ")
        return None, [f"{file.name}: {fault.removeprefix(': ')}" for fault in faults]
    except UnicodeDecodeError as error:
        return None, [not_utf8(file, error)]
    except (OSError, tomllib.TOMLDecodeError) as error:
        return None, [f"{file.name}: cannot be read ({error})."]


def _faults(action: Action, wards: set[tuple[str, str]], figures: set[str]) -> Iterator[str]:
    for measure in action.measures:
        if measure not in measures():
            yield f"measures: '{measure}' is not a measure that is known here."
    for figure in action.figures:
        if figures and figure not in figures:
            yield f"figures: '{figure}' is not a figure that is known here."
    vintages = sorted({vintage for vintage, _ in wards})
    if not vintages:  # the table's own fault is told
        return
    if action.wards not in vintages:
        yield f"wards: '{action.wards}' is not a ward set that is held ({', '.join(vintages)})."
        return
    for role, names in action.roles.items():
        for name in names:
            if (action.wards, name) not in wards:
                yield f"{role}: '{name}' is not a ward of {action.wards}."
    named = [name for names in action.roles.values() for name in names]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"'{name}' is named {named.count(name)} times; an area has one role."


def evaluations(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Fills `evaluation` and `evaluation_area` from files that were checked."""
    codes = {
        (vintage, name): code
        for vintage, name, code in connection.execute(
            "SELECT vintage, area_name, area_code FROM area WHERE kind = 'ward'"
        ).fetchall()
    }
    for action in (action for file in _files(data) if (action := _read(file)[0])):
        connection.execute(
            "INSERT INTO evaluation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(action.id, action.title, action.done, action.lead),
                *(action.starts_on, action.ends_on, action.months, action.wards),
                *(" ".join(action.measures), " ".join(action.figures) or None),
                *("\n".join(action.reported) or None, action.chosen_by),
                *(action.worked_example, action.source),
            ],
        )
        connection.executemany(
            "INSERT INTO evaluation_area VALUES (?, ?, ?, ?)",
            [
                [action.id, role, place, codes[action.wards, name]]
                for role, names in action.roles.items()
                for place, name in enumerate(names)
            ],
        )
