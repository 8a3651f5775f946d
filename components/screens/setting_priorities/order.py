"""The order of the themes: what makes each score, how sure each place is, what is weighed with
it.
"""

import pandas as pd

from components.charts.contributions import contribution_bars, part_colours
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.legend import swatches_html
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.screens.setting_priorities import View, marked, model_of, round_of, shown_figures
from components.tables import setting_priorities as tables
from components.words import setting_priorities as words
from components.words import signals
from csp.answers import priority_setting as setting
from csp.answers.priority_setting import INFLUENCE, Beside, Model
from csp.answers.surveys import RESIDENTS
from csp.db import Reader, remembered
from csp.sources import sources

FLOOR = "Lowest possible"
PLACES = (("Place", "place"), ("Range", "range"), (f"Top {words.FIRST}", "top"))


@remembered
def ranking(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """The themes by score, as bars of what adds to it; None where no round is held."""
    told = round_of(reader, view)
    if told is None:
        return None
    own, ranked = model_of(reader, told), setting.ranked(reader, told)
    parts, mark = [FLOOR, *own.groups], marked(told)
    title = words.ranking_title(ranked, example=told.example)
    return Figure(
        title=title,
        under=words.ranking_under(told, own),
        spec=as_spec(contribution_bars(_drawn(ranked), parts, PLACES, colours, illustrative=mark)),
        alt=f"Stacked bars of the score of each theme. {title}. The same figures stand in the"
        " table.",
        table=tables.ranking_table(ranked, own.groups, mark),
        files=_file(ranked, own),
        note=f"{words.TRIALS} {words.RANGE} {words.TOP_SHARE} {words.ORDER_OF_LIST}",
        illustrative=mark,
        period=str(told.year),
        dataset=setting.DATASET,
        legend=swatches_html(list(zip(part_colours(colours, len(own.groups)), parts, strict=True))),
    )


def _drawn(ranked: pd.DataFrame) -> pd.DataFrame:
    """The rows of the picture: labels, parts, and the words of its columns."""
    return ranked.rename(columns={"title": "label", "floor": FLOOR}).assign(
        why=[words.no_place(row) for row in ranked.itertuples()],
        why_short=words.NO_PLACE,
        place=[words.place(row.rank_low, row.rank_high) for row in ranked.itertuples()],
        range=[words.place(row.draw_low, row.draw_high) for row in ranked.itertuples()],
        top=[words.share(row.top_share) for row in ranked.itertuples()],
    )


def _file(ranked: pd.DataFrame, own: Model) -> pd.DataFrame:
    """The order as a table to take away, with the version of the model."""
    return ranked.assign(model_version=own.version, model=own.standing)


@remembered
def weighed(reader: Reader, view: View) -> Figure:
    """What is weighed with each place: volume, trend, residents' views and influence.

    Without a round, the themes stand in the order of the list, without places.
    """
    told = round_of(reader, view)
    own, besides = model_of(reader, told), {one.theme: one for one in setting.beside(reader)}
    ranked = setting.ranked(reader, told) if told else setting.themes(reader)
    rows = [_row(row, besides[row["theme"]], own) for _, row in ranked.iterrows()]
    mark = marked(told)
    return Figure(
        title=words.beside_title(told, list(besides.values())),
        under="What is counted of each theme, its latest verdict, and the newest published answer"
        " of residents",
        spec=None,
        alt="",
        table=tables.beside_table(rows, mark, scored=told is not None),
        files=pd.DataFrame([_flat(row) for row in rows]),
        note=words.beside_note(told),
        illustrative=mark,
        period=str(told.year) if told else "2014 to 2020",
        dataset=setting.DATASET if told else "published",
        doubts=doubts(reader, shown_figures(reader)),
    )


def _row(row: pd.Series, beside: Beside, own: Model) -> dict[str, tuple[str, str]]:
    """One theme in words: a figure and small words for each column."""
    told = {
        "theme": (row["title"], ""),
        "volume": words.volume(beside),
        "trend": _trend(beside),
        "perception": words.perception(beside, _headline(beside.question)),
    }
    if "score" not in row:
        return told
    return {
        **told,
        "place": (words.place(row["rank_low"], row["rank_high"]), ""),
        "influence": words.influence(row["influence"], own, INFLUENCE),
    }


def _trend(beside: Beside) -> tuple[str, str]:
    if beside.trend is None:
        return words.NO_SERIES, ""
    verdict = beside.trend.verdict
    return signals.headline(verdict), words.verdict_small(verdict)


def _headline(question: str) -> str:
    """What those who make a question's headline share say, and of what."""
    if not question:
        return ""
    asked = sources()[RESIDENTS]
    by_id = {one.id: one for one in asked.questions}
    return f"{asked.scale_of(question).headline}: {by_id[question].short.lower()}"


def _flat(row: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {
        name: f"{figure} ({small})" if small else figure for name, (figure, small) in row.items()
    }
