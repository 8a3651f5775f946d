"""What Setting priorities says: how themes rank, how surely, against the year before, and by which
model.
"""

from dataclasses import dataclass

import pandas as pd

from components.words import setting_priorities as words
from components.words.marks import EXAMPLE, Marked
from csp.answers import priority_setting as setting
from csp.answers.priority_setting import Model, Round
from csp.answers.published_figures import Use
from csp.db import Reader, remembered

RANKING, YEARS, THEME, MODEL = "ranking", "years", "theme", "model"  # parts of the page


@dataclass(frozen=True)
class View:
    """What a visitor chose: a part of the page, a round of scores, a theme."""

    part: str
    year: int = 0  # 0 where no round is held
    theme: str = ""


def round_of(reader: Reader, view: View) -> Round | None:
    """The chosen round; None where none is held."""
    return next((one for one in setting.rounds(reader) if one.year == view.year), None)


def model_of(reader: Reader, told: Round | None) -> Model:
    """The model of a round, or the newest one."""
    if told is None:
        return setting.models(reader)[0]
    return setting.model(reader, told.version)


def marked(told: Round | None) -> Marked:
    """The mark that a round's scores wear."""
    return EXAMPLE if told is not None and told.example else False


@remembered
def heading(reader: Reader, view: View) -> tuple[str, str]:
    """Title and lead of the page."""
    told = round_of(reader, view)
    ranked = setting.ranked(reader, told) if told else pd.DataFrame()
    return words.title(told, ranked), words.lead(told, ranked, model_of(reader, told))


def themes(reader: Reader) -> dict[str, str]:
    """The themes by id with their titles, in the order of the plan's list."""
    rows = setting.themes(reader)
    return dict(zip(rows["theme"], rows["title"], strict=True))


def shown_figures(reader: Reader) -> list[Use]:
    """The published counts and shares that stand beside the themes."""
    found = []
    for one in setting.beside(reader):
        ids = [one.share["figure"]] if one.share is not None else []
        if one.trend is None and one.published is not None:
            ids += [one.published["latest_figure"], one.published["before_figure"]]
        found += [
            Use(figure, "setting_priorities", "Setting priorities: what is weighed with a place")
            for figure in ids
            if isinstance(figure, str)
        ]
    return found
