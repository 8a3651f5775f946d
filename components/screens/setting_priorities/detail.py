"""Two rounds side by side, one theme in full, and the model itself."""

from dataclasses import dataclass

import pandas as pd

from components.charts.dumbbells import dumbbells
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.figures import Figure
from components.screens.setting_priorities import View, marked, model_of, round_of
from components.tables import setting_priorities as tables
from components.words import numbers
from components.words import setting_priorities as words
from components.words.sources import Source
from csp.answers import priority_setting as setting
from csp.answers.priority_setting import Model, Round
from csp.db import Reader, remembered

COMPARED = (
    *("score", "rank_low", "rank_high", "step_low", "step_high", "draw_low", "draw_high"),
    "top_share",
)


def why_not_compared(reader: Reader, view: View) -> tuple[str, str] | None:
    """Why the chosen round stands alone, as an empty state; None where it can be compared."""
    now = round_of(reader, view)
    if now is None:
        return words.no_rounds()
    earlier = setting.before(reader, now)
    if earlier is None or earlier.version != now.version:
        return words.not_comparable(now, earlier)
    return None


@remembered
def years(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """The chosen round against the one before; None where the two cannot be compared."""
    now = round_of(reader, view)
    earlier = setting.before(reader, now) if now else None
    if now is None or earlier is None or earlier.version != now.version:
        return None
    own, rows, mark = model_of(reader, now), _both(reader, now, earlier), marked(now)
    both = rows.dropna(subset=["score", "score_before"])
    title = words.years_title(both, now, earlier)
    columns = ((f"Place {earlier.year}", "place_before"), (f"Place {now.year}", "place_after"))
    return Figure(
        title=title,
        under=words.years_under(now, earlier, own),
        spec=as_spec(dumbbells(_drawn(rows, now, earlier), columns, colours, illustrative=mark)),
        alt=f"Rings and dots of the scores of {earlier.year} and {now.year}. {title}. The same"
        " figures stand in the table.",
        table=tables.years_table(rows, (earlier.year, now.year), mark),
        files=rows.assign(year=now.year, year_before=earlier.year, model_version=own.version),
        note=f"Equal scores share a place. {words.TRIALS} {words.RANGE}",
        illustrative=mark,
        period=f"{earlier.year} and {now.year}",
        dataset=setting.DATASET,
        shapes=(("ring", "", f"score {earlier.year}"), ("dot", "", f"score {now.year}")),
    )


def _both(reader: Reader, now: Round, earlier: Round) -> pd.DataFrame:
    """The themes in the order of the later round, with the answers of both."""
    then = setting.ranked(reader, earlier).set_index("theme")[list(COMPARED)]
    rows = setting.ranked(reader, now)[["theme", "title", "listed", *COMPARED]]
    return rows.join(then.add_suffix("_before"), on="theme")


def _drawn(rows: pd.DataFrame, now: Round, earlier: Round) -> pd.DataFrame:
    """The rows of the picture."""
    return pd.DataFrame(
        {
            "label": rows["title"],
            "before": rows["score_before"],
            "after": rows["score"],
            "place_before": [
                words.place(row.rank_low_before, row.rank_high_before) for row in rows.itertuples()
            ],
            "place_after": [words.place(row.rank_low, row.rank_high) for row in rows.itertuples()],
            "reading": [
                f"{row.title}: {words.points(row.score_before)} points in {earlier.year},"
                f" {words.points(row.score)} in {now.year}"
                for row in rows.itertuples()
            ],
        }
    )


@remembered
def theme(reader: Reader, view: View) -> Figure | None:
    """One theme, criterion by criterion; None where no round is held."""
    told = round_of(reader, view)
    if told is None:
        return None
    own, ranked = model_of(reader, told), setting.ranked(reader, told)
    (row,) = ranked[ranked["theme"] == view.theme].itertuples()
    rows, mark = setting.in_full(reader, told, view.theme), marked(told)
    placed = int(ranked["score"].notna().sum())
    return Figure(
        title=words.theme_title(row, placed, example=told.example),
        under=words.theme_under(row, told, own),
        spec=None,
        alt="",
        table=tables.theme_table(rows, mark),
        files=rows.assign(theme=row.title, year=told.year, model_version=own.version),
        note=words.theme_note(row),
        illustrative=mark,
        period=str(told.year),
        dataset=setting.DATASET,
    )


@dataclass(frozen=True)
class ModelTold:
    """The model in words: title, its standing and approver, formula, a worked example, table."""

    title: str
    under: str
    formula: str
    worked: str  # '' where no theme is scored in full
    table: str
    files: pd.DataFrame
    source: Source


@remembered
def model(reader: Reader, view: View) -> ModelTold:
    """The model of the chosen round, or the newest one."""
    told = round_of(reader, view)
    own = model_of(reader, told)
    scales = own.criteria.merge(own.points, on="criterion")
    return ModelTold(
        words.model_title(own),
        f"{own.standing} {words.approval(own)}",
        words.formula(own),
        _worked(reader, told, own) if told else "",
        tables.model_table(own),
        scales.assign(version=own.version, standing=own.standing, approved=words.approval(own)),
        Source(f"{own.title}, version {own.version}", _dated(own), "", "MIT licence"),
    )


def _dated(own: Model) -> str:
    return f"approved {numbers.day(own.approved_on)}" if own.approved_on else "not yet approved"


def _worked(reader: Reader, told: Round, own: Model) -> str:
    """The first theme of the list that is scored in full, worked out."""
    ranked = setting.ranked(reader, told).set_index("theme")
    held = [name for name in setting.themes(reader)["theme"] if ranked["score"].notna()[name]]
    if not held:
        return ""
    row = ranked.loc[held[0]]
    sum_told = words.worked(setting.in_full(reader, told, held[0]), own, row["score"])
    kind = "Invented scores" if told.example else f"Scores of {told.year}"
    return f"Worked out, {row['title']} ({kind[0].lower()}{kind[1:]}): {sum_told}."
