"""Answers about setting priorities: the model, the rounds, how themes rank and how surely, and what
stands beside a rank.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd

from csp.answers import places, surveys
from csp.answers.surveys import RESIDENTS
from csp.answers.trends import Trend, trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span
from csp.settings import settings
from csp.stats import morile
from csp.stats.morile import Combination, Criterion, Formula, Part

DATASET = "priority_setting"
INFLUENCE = "influence"  # the criterion beside the score that says what the partnership can change


@dataclass(frozen=True)
class Model:
    """One version of the model: its formula, and its criteria in words.

    `criteria` has criterion, title, question, group_name, part, weight, highest, in the model's
    order; `points` has criterion, point, words.
    """

    version: int
    title: str
    standing: str
    approved_by: str  # a role, or '' while nobody has
    approved_on: date | None
    formula: Formula
    criteria: pd.DataFrame
    points: pd.DataFrame

    @property
    def groups(self) -> list[str]:
        """The groups of the score in the model's order."""
        own = self.criteria[self.criteria["part"] != "beside"]
        return list(dict.fromkeys(own["group_name"]))

    def words(self, criterion: str, point: int) -> str:
        """The words of one point of a criterion's scale."""
        own = self.points.set_index(["criterion", "point"])["words"]
        return str(own.loc[(criterion, point)])


@dataclass(frozen=True)
class Round:
    """One round of scoring."""

    year: int
    version: int
    example: bool
    note: str


def models(reader: Reader) -> list[Model]:
    """Every version of the model, the newest first."""
    rows = reader.read("priority_models")
    versions = sorted(set(rows["version"]), reverse=True)
    return [_model(reader, rows[rows["version"] == version]) for version in versions]


def _model(reader: Reader, rows: pd.DataFrame) -> Model:
    told = rows.iloc[0]
    version = int(told["version"])
    return Model(
        version,
        told["model"],
        told["standing"],
        "" if pd.isna(told["approved_by"]) else told["approved_by"],
        None if pd.isna(told["approved_on"]) else told["approved_on"].date(),
        Formula(
            cast(Combination, told["combination"]),
            tuple(
                Criterion(row.criterion, cast(Part, row.part), int(row.weight), int(row.highest))
                for row in rows.itertuples()
            ),
        ),
        rows[["criterion", "title", "question", "group_name", "part", "weight", "highest"]],
        reader.read("priority_points", version=version),
    )


def model(reader: Reader, version: int) -> Model:
    """One version of the model. Raises KeyError for one that is not held."""
    return {one.version: one for one in models(reader)}[version]


def rounds(reader: Reader) -> list[Round]:
    """The rounds of scoring, the newest first; none where none is held or may be shown."""
    return [
        Round(int(row.year), int(row.version), bool(row.example), row.note or "")
        for row in reader.read("priority_rounds").itertuples()
    ]


def themes(reader: Reader) -> pd.DataFrame:
    """What is ranked, in the order of the plan's list; columns as the query's."""
    return reader.read("priority_themes")


def scores(reader: Reader, told: Round) -> pd.DataFrame:
    """The points of a round: a row for each theme in the plan's order, a column a criterion."""
    given = reader.read("priority_scores", year=told.year)
    wide = given.pivot(index="theme", columns="criterion", values="score")
    criteria = model(reader, told.version).criteria["criterion"]
    return wide.reindex(index=themes(reader)["theme"], columns=criteria).astype(float)


@remembered
def ranked(reader: Reader, told: Round) -> pd.DataFrame:
    """How the themes of a round rank: those with a score first, the highest on top; ties, and those
    without a score, in the order of the plan's list.

    Columns: theme, title, listed, reason, score, least, most [whatever its missing points were],
    given, criteria [how many of the score's criteria have a point, and how many there are],
    rank_low, rank_high [differ for ties], step_low, step_high [when any one point moves one step],
    draw_low, draw_high, top_share [when every point moves by chance], influence [point or blank],
    floor [the lowest possible score], and one column for
    each group of the model: what it adds to the floor.
    """
    own = model(reader, told.version)
    points = scores(reader, told)
    scored = [one.id for one in own.formula.scored]
    found = morile.scores(points, own.formula)
    influence = points.get(INFLUENCE, pd.Series(np.nan, index=points.index))
    rows = pd.concat(
        [
            themes(reader).set_index("theme")[["title", "listed", "reason"]],
            found.rename("score"),
            morile.bounds(points, own.formula),
            points[scored].notna().sum(axis=1).rename("given"),
            morile.rank_ranges(found),
            morile.one_step(points, own.formula),
            morile.draws(points, own.formula),
            influence.rename("influence"),
            by_group(points, own),
        ],
        axis=1,
    ).assign(criteria=len(scored), floor=own.formula.ends[0])
    ordered = rows.sort_values("score", ascending=False, kind="stable", na_position="last")
    return ordered.rename_axis("theme").reset_index()


def by_group(points: pd.DataFrame, own: Model) -> pd.DataFrame:
    """What each group of criteria adds to the lowest possible score, to give that of each theme."""
    each = morile.contributions(points, own.formula)
    group = own.criteria.set_index("criterion")["group_name"]
    return pd.DataFrame(
        {
            name: each[[one for one in each.columns if group[one] == name]].sum(
                axis=1, skipna=False
            )
            for name in own.groups
        }
    )


def in_full(reader: Reader, told: Round, theme: str) -> pd.DataFrame:
    """Every criterion of the model for one theme: criterion, title, question, group_name, part,
    weight, highest, score, words [of its point], scorer, scored_on, evidence, adds [to the lowest
    possible score]; blank where there is none.
    """
    own = model(reader, told.version)
    given = reader.read("priority_scores", year=told.year)
    rows = own.criteria.merge(
        given[given["theme"] == theme].drop(columns="theme"), on="criterion", how="left"
    )
    words = own.points.rename(columns={"point": "score"})
    rows = rows.merge(words, on=["criterion", "score"], how="left")
    adds = morile.contributions(scores(reader, told).loc[[theme]], own.formula).iloc[0]
    return rows.assign(adds=rows["criterion"].map(adds))


def before(reader: Reader, told: Round) -> Round | None:
    """The newest earlier round; None where there is none."""
    return next((one for one in rounds(reader) if one.year < told.year), None)


@dataclass(frozen=True)
class Beside:
    """What is weighed with a theme's rank: the live series or the published counts, and what
    residents say.
    """

    theme: str
    trend: Trend | None  # the series that stands for it, where any is held
    newest: float  # its count in the newest period; blank without a series
    span: Span | None
    published: pd.Series | None  # what, latest, before, latest_start, latest_end, their ids
    question: str  # of the residents' survey, or ''
    share: pd.Series | None  # wave, percent, base, figure: the newest published answer


def beside(reader: Reader) -> list[Beside]:
    """What is weighed with the rank of each theme, in the plan's order."""
    return [_beside(reader, row) for _, row in themes(reader).iterrows()]


def _beside(reader: Reader, row: pd.Series) -> Beside:
    told, count, span = _live(reader, row["measure"])
    question = row["question"] if isinstance(row["question"], str) else ""
    return Beside(
        row["theme"],
        told,
        count,
        span,
        None if pd.isna(row["latest"]) else row,
        question,
        _asked(reader, question) if question else None,
    )


def _live(reader: Reader, measure: object) -> tuple[Trend | None, float, Span | None]:
    """The series of a measure and its count in the newest period, where the file holds them."""
    known = measures().get(measure) if isinstance(measure, str) else None
    offered = places.periods(reader, known.source) if known else []
    if known is None or not offered:
        return None, np.nan, None
    told = trend(reader, known)
    if told.chart["events"].isna().all():
        return None, np.nan, None
    span = next((one.span for one in offered if one.newest), offered[0].span)
    counted = places.area_rate(reader, known, span, settings().area.code)["events"]
    return told, np.nan if pd.isna(counted) else float(counted), span


def _asked(reader: Reader, question: str) -> Any:
    """The newest published share of the borough's answers to a question, or None."""
    found = surveys.shares(reader, RESIDENTS)
    own = found[
        (found["question"] == question)
        & (found["answer"] == "top")
        & (found["status"] == "published")
        & (found["area_code"] == settings().area.code)
    ].dropna(subset=["percent"])
    return None if own.empty else own.sort_values("wave").iloc[-1]
