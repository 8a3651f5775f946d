"""What sets the priorities: holds model, rounds, scores and themes to their forms, and loads them.

They lie in `priority_setting` of the data folder. Of the project's own district a folder without
one takes the project's; any other district has then neither model nor scores.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd
from pydantic import BaseModel, ValidationError

from csp.build import cells, entered
from csp.build.priority_forms import SCORE_COLUMNS, THEME_COLUMNS, Model, Round
from csp.contract import Table, complaints
from csp.measures import measures
from csp.settings import Edition, explain, not_utf8, own_or_lent, settings
from csp.sources import sources

FOLDER = "priority_setting"
DATASET = "priority_setting"
SURVEY = "residents_survey"  # whose questions say how residents see a theme
TITLE = "Scores for setting priorities"

Form = TypeVar("Form", bound=BaseModel)


@dataclass
class Entries:
    """What a folder holds, as far as it can be read, and a sentence for each fault so far."""

    models: dict[int, Model] = field(default_factory=dict)
    rounds: dict[int, Round] = field(default_factory=dict)
    scores: dict[int, Table] = field(default_factory=dict)  # by the year of their round
    themes: Table = field(default_factory=lambda: Table([], [], []))
    faults: list[str] = field(default_factory=list)


def folder_of(data: Path) -> Path:
    """The folder that a data folder's priorities are set from; it may be missing."""
    return own_or_lent(data, FOLDER)


def check_priority_setting(data: Path) -> list[str]:
    """A sentence for each fault of the files, with file, row and column; empty is good.

    Which plans and figures the themes speak of is checked where the folder is the data folder's
    own: the project's themes may speak of documents that another area does not have.
    """
    folder = folder_of(data)
    held = _entries(folder)
    faults = [*held.faults]
    for year, table in held.scores.items():
        faults += _score_faults(year, table, held)
    known = _known_references(data) if folder.parent == data else {}
    faults += [f"{FOLDER}/themes.csv: {fault}" for fault in _theme_faults(held.themes, known)]
    return faults


def _entries(folder: Path) -> Entries:
    held = Entries()
    if not folder.exists():
        return held
    for number, file in _numbered(folder, "model_*.toml", held.faults):
        if (model := _read(file, Model, held.faults)) is not None:
            held.models[number] = model
            _must_be(file, "version", model.version, number, held.faults)
    for year, file in _numbered(folder, "round_*.toml", held.faults):
        if (told := _read(file, Round, held.faults)) is not None:
            held.rounds[year] = told
            _must_be(file, "year", told.year, year, held.faults)
            if told.model not in held.models:
                held.faults.append(f"{_name(file)}: model: there is no sound model_{told.model}.")
    for year in held.rounds:
        held.scores[year] = _table(
            folder / f"scores_{year}.csv", SCORE_COLUMNS, ("theme", "criterion"), held.faults
        )
    for year, file in _numbered(folder, "scores_*.csv", held.faults):
        if not (folder / f"round_{year}.toml").exists():
            held.faults.append(f"{_name(file)}: its round_{year}.toml is missing.")
    if not any(folder.glob("model_*.toml")):
        held.faults.append(f"{FOLDER}/model_1.toml: is missing.")
    held.themes = _table(folder / "themes.csv", THEME_COLUMNS, ("theme",), held.faults)
    return held


def _numbered(folder: Path, pattern: str, faults: list[str]) -> Iterator[tuple[int, Path]]:
    """The files of one kind with the number in their names."""
    for file in sorted(folder.glob(pattern)):
        number = re.fullmatch(r"[a-z]+_([1-9][0-9]*)", file.stem)
        if number:
            yield int(number[1]), file
        elif (sentence := f"{_name(file)}: its name has no whole number at its end.") not in faults:
            faults.append(sentence)


def _name(file: Path) -> str:
    return f"{FOLDER}/{file.name}"


def _read(file: Path, form: type[Form], faults: list[str]) -> Form | None:
    """The file as its form; None, and its faults told, where it is not sound."""
    try:
        return form.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        lines = explain(file, error).split("\n  ")[1:]
        faults += [f"{_name(file)}: {line.removeprefix(': ')}" for line in lines]
    except UnicodeDecodeError as error:
        faults.append(f"{FOLDER}/{not_utf8(file, error)}")
    except (OSError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{_name(file)} cannot be read: {error}.")
    return None


def _must_be(file: Path, what: str, told: int, number: int, faults: list[str]) -> None:
    if told != number:
        faults.append(f"{_name(file)}: {what}: it says {told}, its name says {number}.")


def _table(
    file: Path, columns: dict[str, cells.Check], key: tuple[str, ...], faults: list[str]
) -> Table:
    table, told = cells.held_table(file, columns, key, exact=True, name=_name(file))
    faults += told
    return table


def _score_faults(year: int, table: Table, held: Entries) -> Iterator[str]:
    model = held.models.get(held.rounds[year].model)
    themes = set(cells.column(held.themes, "theme"))
    highest = {one.id: len(one.points) for one in model.criteria} if model else {}

    def theme(cell: str) -> str | None:
        known = not themes or cell in themes
        return None if known else f"'{cell}' is not a theme of themes.csv."

    def criterion(cell: str) -> str | None:
        known = model is None or cell in highest
        return None if known else f"'{cell}' is not a criterion of the round's model."

    def score(cell: str, criterion: str) -> str | None:
        top = highest.get(criterion)
        if top is None or cells.whole(cell) or 1 <= int(cell) <= top:
            return None
        return (
            f"'{cell}' is not on the scale of {criterion}, 1 to {top}; leave out what is missing."
        )

    for fault in (
        *complaints(table, ("theme",), theme),
        *complaints(table, ("criterion",), criterion),
        *complaints(table, ("score", "criterion"), score),
    ):
        yield f"{FOLDER}/scores_{year}.csv: {fault}"


def _known_references(data: Path) -> dict[str, set[tuple[str, ...]]]:
    """The priorities of plans, and the figures, that the data folder holds."""
    published = data / "published"
    found: dict[str, set[tuple[str, ...]]] = {"priority": set(), "figure": set()}
    for one in entered.entered(published, "priority"):
        found["priority"] |= set(cells.together(one.table, ("priority", "plan")))
    for one in entered.entered(published, "figure"):
        found["figure"] |= {(figure,) for figure in cells.column(one.table, "figure")}
    return found


def _theme_faults(table: Table, known: dict[str, set[tuple[str, ...]]]) -> list[str]:
    questions = {one.id for one in sources()[SURVEY].questions}

    def among(what: str, held: set[str]) -> cells.Check:
        return lambda cell: (
            f"'{cell}' is not a {what} that is known here." if cell and cell not in held else None
        )

    faults = [
        *complaints(table, ("measure",), among("measure", set(measures()))),
        *complaints(table, ("question",), among("question of the residents’ survey", questions)),
    ]
    if not known:
        return faults

    def priority(title: str, plan: str) -> str | None:
        if not title and not plan:
            return None
        found = (title, plan) in known["priority"]
        return None if found else f"the plan {plan or '?'} has no priority '{title}'."

    figures = {figure for (figure,) in known["figure"]}
    return [
        *faults,
        *complaints(table, ("priority", "plan"), priority),
        *complaints(table, ("latest_figure",), among("figure", figures)),
        *complaints(table, ("before_figure",), among("figure", figures)),
    ]


def themes_and_scores(connection: duckdb.DuckDBPyConnection, data: Path, edition: Edition) -> None:
    """Fills `priority_model`, `priority_criterion`, `priority_point`, `priority_theme`,
    `priority_round`, `priority_score`, and the dataset of the scores where any are held.

    The demonstration holds the example rounds, every other edition the partnership's own.
    """
    folder = folder_of(data)
    held = _entries(folder)
    example = edition == "demonstration"
    rounds = [one for one in held.rounds.values() if one.example == example]
    tables: dict[str, list[list[object]]] = {
        "priority_model": _model_rows(held),
        "priority_criterion": _criterion_rows(held),
        "priority_point": _point_rows(held),
        "priority_theme": [[cell or None for cell in row] for row in held.themes.rows],
        "priority_round": [
            [one.year, one.model, one.example, one.public, one.note] for one in rounds
        ],
        "priority_score": [
            [one.year, *row] for one in rounds for row in held.scores[one.year].rows
        ],
    }
    for table, rows in tables.items():
        _insert(connection, table, rows)
    if rounds:
        _dataset(connection, folder, rounds, example=example)


def _model_rows(held: Entries) -> list[list[object]]:
    return [
        [one.version, one.title, one.standing, one.combination, one.approved_by, one.approved_on]
        for one in held.models.values()
    ]


def _criterion_rows(held: Entries) -> list[list[object]]:
    return [
        [
            *(model.version, one.id, one.title, one.question, model.group_of(one).title),
            *(model.part_of(one), one.weight, sort),
        ]
        for model in held.models.values()
        for sort, one in enumerate(model.criteria, start=1)
    ]


def _point_rows(held: Entries) -> list[list[object]]:
    return [
        [model.version, one.id, point, words]
        for model in held.models.values()
        for one in model.criteria
        for point, words in enumerate(one.points, start=1)
    ]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[list[object]]) -> None:
    """Rows in the order of the table's columns; the name is one of ours."""
    if rows:
        connection.register("entered_rows", pd.DataFrame(rows))
        connection.execute(f"INSERT INTO {table} SELECT * FROM entered_rows")
        connection.unregister("entered_rows")


def _dataset(
    connection: duckdb.DuckDBPyConnection, folder: Path, rounds: list[Round], *, example: bool
) -> None:
    years = sorted(one.year for one in rounds)
    files = [folder / f"scores_{year}.csv" for year in years]
    newest = connection.execute("SELECT max(scored_on)::TIMESTAMP FROM priority_score").fetchone()
    received: datetime | None = newest[0] if newest else None
    connection.execute(
        "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            DATASET,
            f"Invented records: {TITLE[0].lower()}{TITLE[1:]}" if example else TITLE,
            "This project" if example else settings().area.partnership,
            "Invented; no right of anyone" if example else "The partnership’s own; ask before use",
            "example" if example else "partner",
            "open" if example else "partner",
            pd.Timestamp(years[0], 1, 1).date(),
            pd.Timestamp(years[-1], 12, 1).date(),
            received,
            hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest(),
            sum(1 for file in files for _ in file.read_text(encoding="utf-8").splitlines()[1:]),
        ],
    )
