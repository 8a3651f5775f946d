"""What Priority trends says: the trend of one priority, what was promised of it, what became of
it.
"""

from dataclasses import dataclass

from components.charts.palette import Palette
from components.screens import breakdowns
from components.screens.priority_trends import pair, promises, since, trend
from components.words import breakdowns as words
from components.words.promised import without_series
from csp.answers import plans
from csp.answers.plans import Priority
from csp.answers.published_figures import Use
from csp.db import Reader
from csp.measures import Measure


@dataclass(frozen=True)
class View:
    """What a visitor chose."""

    plan: str
    plan_title: str
    priority: Priority
    part: str  # 'trend', 'promises', 'detail' or 'since'
    measure: Measure | None = None  # of a priority with a monthly series
    reach: str = "all"
    breakdown: str = ""  # of the part 'detail'


def heading(reader: Reader, view: View, colours: Palette) -> tuple[str, str]:
    """Title and lead of the page, by the part."""
    if view.part == "promises":
        return promises.heading(reader, view.plan, view.priority.title)
    if view.part == "since":
        return since.heading(reader)
    if view.part == "detail":
        chosen = (view.plan, view.priority.title)
        made = breakdowns.breakdown(reader, *chosen, view.breakdown, colours)
        return made.title, words.lead(len(breakdowns.offered(reader, *chosen)), made.period)
    if view.part == "trend" and view.measure is not None:
        said = trend.answer(reader, view.measure, view.reach, colours, view.plan)
        return said.title, said.lead
    if view.part == "trend" and view.priority.published:
        return pair.heading(view.priority)
    return without_series(view.priority)


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the page shows under any plan and priority."""
    return [
        use
        for plan in plans.plans(reader)
        for priority in plans.priorities(reader, plan)
        for use in shown_for(reader, plan, priority)
    ]


def shown_for(reader: Reader, plan: str, priority: Priority) -> list[Use]:
    """The published figures under one plan and priority: its two counts, where there is no monthly
    series, and the values of its indicators.
    """
    counts = priority.published.figures if priority.published and not priority.live else ()
    values = plans.stated_figures(plans.indicators(reader, plan, [priority.title]))
    where = f"Priority trends: {priority.title}, plan {plan}"
    choices = (("plan", plan), ("priority", priority.title))
    shown = [Use(one, "priority_trends", where, choices) for one in dict.fromkeys(counts)]
    promised = (*choices, ("part", "promises"))
    return shown + [
        Use(one, "priority_trends", where, promised) for one in values if one not in counts
    ]
