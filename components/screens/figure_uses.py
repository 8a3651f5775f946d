"""Which screen shows which published figure: gathered from the screens, so that it cannot go
stale.
"""

from components.screens import (
    at_a_glance,
    breakdowns,
    did_it_work,
    feeling_safe,
    priority_trends,
    setting_priorities,
)
from components.screens.among_districts import admissions
from components.screens.domestic_abuse import shown as domestic_abuse
from csp.answers.published_figures import Use
from csp.db import Reader, remembered

SCREENS = (
    at_a_glance,
    priority_trends,
    breakdowns,
    admissions,
    did_it_work,
    domestic_abuse,
    feeling_safe,
    setting_priorities,
)


@remembered
def uses(reader: Reader) -> dict[str, tuple[Use, ...]]:
    """The screens of each figure that any screen shows, by its id; each page once, where it shows
    the figure first.
    """
    found: dict[str, dict[str, Use]] = {}
    for screen in SCREENS:
        for use in screen.shown_figures(reader):
            found.setdefault(use.figure, {}).setdefault(use.page, use)
    return {figure: tuple(by_page.values()) for figure, by_page in found.items()}
