"""What can be chosen on Setting priorities."""

from components.choices import Choices
from components.screens import setting_priorities as screen
from components.screens.setting_priorities import MODEL, RANKING, THEME, YEARS, View
from csp.answers import priority_setting as setting
from csp.db import Reader

PARTS = {
    RANKING: "Ranking",
    YEARS: "Year against year",
    THEME: "One theme",
    MODEL: "The model",
}


def chosen(data: Reader, choose: Choices) -> View:
    """What to look at: a part, and with it a round and a theme."""
    part = choose.part(PARTS)
    years = [one.year for one in setting.rounds(data)]
    if not years:
        return View(part)
    boxes = choose.row([1, 2.4, 2])
    with boxes[0]:
        year = choose.round(years)
    theme = ""
    if part == THEME:
        with boxes[1]:
            theme = choose.scored_theme(screen.themes(data))
    return View(part, year, theme)
