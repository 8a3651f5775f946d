"""The priorities of the newest plan at a glance: what each promised, what was reported of its
actions, and what its figures say now. Put together of what the pages say, word for word.
"""

from urllib.parse import urlencode

import pandas as pd

from components.messages import Told
from components.pack.cells import Cell, Line, Row, Table
from components.pack.document import Shown, plain, words
from components.pack.figures import Figures
from components.words import action_plan, numbers
from components.words import pack as said
from csp.answers import plans
from csp.answers.actions import STATUSES
from csp.settings import settings


def review(figures: Figures) -> Shown | None:
    """Every priority of the newest plan in a row; None where no plan is held."""
    plan = settings().plan.current
    held = [one.title for one in plans.priorities(figures.data, plan)]
    if not held:
        return None
    promises = {title: _told(figures, plan, title, part="promises") for title in held}
    actions = _actions(figures, plan)
    rows = [
        Row(
            (
                Cell(_lines(title), head=True),
                Cell(_lines(_promised(promises[title], title))),
                Cell(_done(actions, title)),
                Cell(_lines(_now(_told(figures, plan, title)))),
            )
        )
        for title in held
    ]
    title = said.reviewed(len(held), sum(_names_one(one) for one in promises.values()))
    heads = tuple(Cell(_lines(head), head=True) for head in said.REVIEWED_HEADS)
    sources = (one.source for told in promises.values() for one in told.messages)
    return Shown(
        name="review",
        title=numbers.unbroken(title),
        under=f"{said.REVIEWED_UNDER} {plans.plans(figures.data)[plan]}",
        tables=(Table(said.REVIEWED_CAPTION, heads, tuple(rows)),),
        note=said.REVIEWED_NOTE,
        source=" ".join(dict.fromkeys(one.line() for one in sources if one)),
    )


def _told(figures: Figures, plan: str, priority: str, **more: str) -> Told:
    choices = urlencode({"plan": plan, "priority": priority, **more})
    return figures.told("priority_trends", choices)


def _names_one(told: Told) -> bool:
    return any(one.name == "indicators" for one in told.messages)


def _promised(told: Told, title: str) -> str:
    """The page's words on the indicators, without the priority that the row is about."""
    rest = plain(words(told.lead)).removeprefix(f"{title}: ")
    return f"Indicators: {rest}" if _names_one(told) else numbers.capital(rest)


def _now(told: Told) -> str:
    return told.messages[0].title if told.messages else said.NO_FIGURE


def _actions(figures: Figures, plan: str) -> pd.DataFrame:
    """Every action of the plan with its priority, status and lateness."""
    told = figures.told("action_plan", urlencode({"plan": plan}))
    held = (one.files for one in told.messages if one.name == "actions")
    return next(held, pd.DataFrame(columns=["priority", "status", "late"]))


def _done(actions: pd.DataFrame, title: str) -> tuple[Line, ...]:
    """How many actions there are, how many late, and below them how many of each status."""
    own = actions[actions["priority"] == title]
    if own.empty:
        return _lines(said.NO_ACTIONS)
    counts = own["status"].value_counts()
    each = ", ".join(f"{counts[one]} {one}" for one in STATUSES if one in counts)
    return (*_lines(action_plan.beside(own)), Line(each, small=True))


def _lines(text: str) -> tuple[Line, ...]:
    return (Line(numbers.unbroken(text)),)
