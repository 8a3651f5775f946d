"""Groups of wards that an officer lists: read, checked, and counted like any other area."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csp.db import sql
from csp.settings import explain, not_utf8, own_or_lent

FILE = "area_groups.toml"
CODE = "group_"  # before the id, so that no code of the Office for National Statistics can meet it


class Group(BaseModel):
    """One group as the officer's file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(pattern=r"\S")
    partition: str = Field(pattern=r"\S")
    kind: Literal["urban", "rural", "other"]
    ward_set: str
    wards: tuple[str, ...] = Field(min_length=1)
    source: str = Field(min_length=1)
    approved_by: str = ""
    note: str = ""


class Groups(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group: tuple[Group, ...] = ()


def file_of(folder: Path) -> Path:
    """The file of a data folder; of the project's own district the project's where it has none."""
    return own_or_lent(folder, FILE)


def read(folder: Path) -> tuple[Group, ...]:
    """The groups of a data folder. Raises ValueError with sentences when the file has not the form
    that it must have; a folder without the file has no groups.
    """
    file = file_of(folder)
    if not file.exists():
        return ()
    try:
        return Groups.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).group
    except ValidationError as error:
        raise ValueError(explain(file, error)) from error
    except UnicodeDecodeError as error:
        raise ValueError(not_utf8(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{FILE} cannot be read: {error}.") from error


def group_faults(folder: Path, areas: Sequence[tuple[str, ...]]) -> list[str]:
    """A sentence for each fault of the file; `areas` are kind, code, name and vintage of all."""
    try:
        groups = read(folder)
    except ValueError as error:
        return str(error).split("\n")
    wards: dict[str, list[str]] = {}
    for kind, _, name, vintage in areas:
        if kind == "ward":
            wards.setdefault(vintage, []).append(name)
    found = [fault for group in groups for fault in _of_one(group, wards)]
    return [f"{FILE}: {fault}" for fault in [*found, *_twice(groups)]]


def _of_one(group: Group, wards: dict[str, list[str]]) -> Iterator[str]:
    known = wards.get(group.ward_set)
    if known is None:
        held = ", ".join(sorted(wards)) or "none"
        yield f"group “{group.id}”: '{group.ward_set}' is not a ward set that is held ({held})."
        return
    for name in dict.fromkeys(group.wards):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            yield f"group “{group.id}”: '{name}' is not a ward of {group.ward_set}{hint}."


def _twice(groups: Sequence[Group]) -> Iterator[str]:
    """Ids used twice, and wards that stand twice in one group or in two of one partition."""
    for name, times in Counter(group.id for group in groups).items():
        if times > 1:
            yield f"the id “{name}” is given to {times} groups."
    for (title, _), times in Counter((group.title, group.ward_set) for group in groups).items():
        if times > 1:
            yield f"the title “{title}” is given to {times} groups of one ward set."
    placed = Counter(
        (group.partition, group.ward_set, ward) for group in groups for ward in group.wards
    )
    for (partition, _, ward), times in placed.items():
        if times > 1:
            yield f"'{ward}' stands {times} times in the groups of “{partition}”."


def area_groups(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Adds the groups to areas, residents and counts: each is exactly the sum of its wards."""
    groups = read(folder)
    told = pd.DataFrame(
        [group.model_dump(exclude={"wards"}) | {"sort": at} for at, group in enumerate(groups)],
        columns=[*(name for name in Group.model_fields if name != "wards"), "sort"],
    )
    parts = pd.DataFrame(
        [[CODE + group.id, ward, group.ward_set] for group in groups for ward in group.wards],
        columns=["area_code", "ward", "ward_set"],
    )
    connection.register("entered_group", told.assign(area_code=CODE + told["id"].astype(str)))
    connection.register("entered_group_ward", parts)
    connection.execute(sql("build", "34_mart_groups"))
