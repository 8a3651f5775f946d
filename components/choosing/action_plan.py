"""What can be chosen on Action plan."""

from components.choices import Choices
from components.screens import action_plan as screen
from components.screens.action_plan import View
from components.words import action_plan as words
from csp.answers import plans
from csp.db import Reader
from csp.settings import settings


def chosen(data: Reader, choose: Choices) -> View:
    """A plan, one of its priorities or all, and by what to group where there is a choice."""
    boxes = choose.row([1.4, 2.2, 1.4])
    with boxes[0]:
        plan = choose.plan(plans.plans(data), settings().plan.current)
    with boxes[1]:
        titles = [one.title for one in plans.priorities(data, plan)]
        priority = choose.priority(titles, every=words.ALL)
    if screen.FOUR_P not in screen.groups_offered(data, plan, priority):
        return View(plan, priority)
    with boxes[2]:
        return View(plan, priority, choose.group())
