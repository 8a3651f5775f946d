"""What people answered: fills `survey_wave` and `survey_answer` from documents and files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from csp.build.load import Supplied, register
from csp.db import sql
from csp.settings import settings
from csp.sources import Source, sources
from csp.stats import survey as method
from csp.stats.rates import wilson

# Whose answers are added up: the grouping's name, and the field that holds the group.
GROUPINGS = {"all": "", "ward": "ward", "age band": "age_band", "sex": "sex"}
# The files of published surveys, with their columns.
ENTERED = {
    "survey_wave": ("survey", "wave", "title", "asked_on", "method", "intervals", "source"),
    "survey": (
        *("survey", "wave", "question", "answer", "area_code", "figure", "indicator"),
        *("indicator_value", "base_figure", "note"),
    ),
}
SUPPLIED_METHOD = "Answers as supplied; how people were chosen is not stated"


def surveys(connection: duckdb.DuckDBPyConnection, sent: Sequence[Supplied], folder: Path) -> None:
    """Fills `survey_wave` and `survey_answer`: the shares published in `folder` (data/published),
    none where it has no such files, then every wave supplied.
    """
    for name, columns in ENTERED.items():
        register(connection, f"entered_{name}", _entered(folder / f"{name}.csv", columns))
    connection.execute(sql("build", "33_stg_survey"))
    _published(connection)
    for one in sent:
        source = sources()[one.source]
        if source.questions:
            _supplied(connection, one, source)


def _entered(file: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a file, blanks as such; none where it is not there."""
    empty = pd.DataFrame(columns=list(columns), dtype=str)
    if not file.exists():
        return empty
    read = pd.read_csv(file, dtype=str, keep_default_na=False).replace("", None)
    return pd.concat([empty, read], ignore_index=True)


def _published(connection: duckdb.DuckDBPyConnection) -> None:
    stated = connection.execute("SELECT * FROM stg_survey ORDER BY ALL").df()
    limits = [
        (np.nan, np.nan) if pd.isna(row.base) else wilson(row.percent * row.base / 100, row.base)
        for row in stated.itertuples()
    ]
    stated["lower"], stated["upper"] = (100 * np.array(limits).reshape(-1, 2)).T
    _insert(
        connection,
        stated.assign(
            status="published", grouping="all", group_name="", weighted_base=stated["base"]
        ),
    )


def _supplied(connection: duckdb.DuckDBPyConnection, one: Supplied, source: Source) -> None:
    for wave, answers in one.table.groupby("period"):
        asked = date.fromisoformat(str(wave))
        name = f"{asked:%Y}" if asked.month == 1 else f"{asked:%Y-%m}"
        connection.execute(
            "INSERT INTO survey_wave VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                source.id,
                name,
                f"{source.title}, {name}",
                one.status,
                asked,
                SUPPLIED_METHOD,
                "if random",
                source.title,
            ],
        )
        _count(connection, answers, source, name)
        for grouping, field in GROUPINGS.items():
            told = _shares(answers, source, field)
            told = told.assign(
                survey=source.id, wave=name, status=one.status, grouping=grouping, note=None
            )
            _insert(connection, told)


def _shares(answers: pd.DataFrame, source: Source, field: str) -> pd.DataFrame:
    """The shares of every question, by the groups of one field, or of all together."""
    scales = {question.id: source.scale_of(question.id) for question in source.questions}
    told = method.shares(_by_ward(answers), scales, source.left_out, by=field or None)
    return _placed(told, field)


def _count(
    connection: duckdb.DuckDBPyConnection, answers: pd.DataFrame, source: Source, wave: str
) -> None:
    """Fills `survey_count` with one wave: how many people gave each answer, by every grouping."""
    scales = {question.id: source.scale_of(question.id) for question in source.questions}
    told = []
    for grouping, field in GROUPINGS.items():
        found = method.numbers(_by_ward(answers), scales, source.left_out, by=field or None)
        told.append(_placed(found, field).assign(grouping=grouping))
    whole = pd.concat(told).assign(
        survey=source.id,
        wave=wave,
        weighted=pd.to_numeric(answers["weight"].replace("", "1")).nunique() > 1,
    )
    connection.register("told", whole)
    connection.execute("INSERT INTO survey_count BY NAME SELECT * FROM told")
    connection.unregister("told")


def _by_ward(answers: pd.DataFrame) -> pd.DataFrame:
    return answers.assign(ward=answers["ward"].replace("not_known", ""))


def _placed(told: pd.DataFrame, field: str) -> pd.DataFrame:
    """The groups as areas where they are wards, else by their names in the borough."""
    by_ward = field == "ward"
    return told.assign(
        area_code=told["group_name"] if by_ward else settings().area.code,
        group_name=told["group_name"] if field and not by_ward else "",
    )


def _insert(connection: duckdb.DuckDBPyConnection, told: pd.DataFrame) -> None:
    columns = [
        *("survey", "wave", "status", "question", "answer", "area_code", "grouping", "group_name"),
        *("base", "weighted_base", "percent", "lower", "upper", "why_blank", "note"),
        *("figure", "base_figure"),
    ]
    connection.register("told", told.reindex(columns=columns))
    connection.execute("INSERT INTO survey_answer BY NAME SELECT * FROM told")
    connection.unregister("told")
