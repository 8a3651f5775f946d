"""The breakdowns of a priority: a box that chooses one, and that one as a figure."""

from components.screens import breakdowns as screen
from components.ui import choosers, figure, frame
from components.words import breakdowns as words
from csp.db import Reader


def show(data: Reader, plan: str, priority: str) -> None:
    """One breakdown of a priority (its title) at a time; without any, how to add one."""
    titles = screen.offered(data, plan, priority)
    if not titles:
        figure.empty(*words.EMPTY)
        return
    chosen = choosers.choose_breakdown(titles)
    made = screen.breakdown(data, plan, priority, chosen, frame.current_palette())
    figure.shown(data, made, f"breakdown-{chosen.replace('_', '-')}")
