"""What can be chosen on Priority trends."""

from dataclasses import replace

from components.choices import Choices
from components.screens import breakdowns
from components.screens.priority_trends import View
from csp.answers import lineage, plans
from csp.answers.plans import Priority
from csp.db import Reader
from csp.settings import settings


def chosen(data: Reader, choose: Choices) -> View:
    """What to look at: plan, priority, part, and for a trend the measure and how far back."""
    boxes = choose.row([1.3, 1.9, 2.4])
    titles = plans.plans(data)
    with boxes[0]:
        plan = choose.plan(titles, settings().plan.current)
    held = {priority.title: priority for priority in plans.priorities(data, plan)}
    with boxes[1]:
        priority = held[choose.priority(list(held))]
    with boxes[2]:
        part = choose.part(parts(data, plan, priority))
    view = View(plan, titles[plan], priority, part)
    if part == "detail":
        with choose.row([3.2, 2.4])[0]:
            breakdown = choose.breakdown(breakdowns.offered(data, plan, priority.title))
        return replace(view, breakdown=breakdown)
    if part != "trend" or not priority.live:
        return view
    boxes = choose.row([1.3, 1.9, 2.4])
    with boxes[0]:
        measure = choose.measure(priority.live, "Monthly figure")
    with boxes[1]:
        reach = choose.reach()
    return replace(view, measure=measure, reach=reach)


def parts(data: Reader, plan: str, priority: Priority) -> dict[str, str]:
    """The parts that a priority has, by their ids, with their words."""
    held = {"trend": "Trend", "promises": "Promises"}
    if breakdowns.offered(data, plan, priority.title):
        held["detail"] = "In detail"
    return {**held, "since": f"Since {lineage.first_year(data)}"}
