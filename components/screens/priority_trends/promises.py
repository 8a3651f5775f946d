"""What a plan promised to measure under a priority: verdicts, pictures, and who answers for it."""

import pandas as pd

from components.charts.bullet import bullet
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.tables.indicators import indicator_table, owner_table
from components.words import promised as words
from csp.answers import lineage, plans
from csp.answers.plans import Priority
from csp.answers.promises import verdicts
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.settings import settings

FILE = (
    *("priority", "indicator", "unit", "baseline", "baseline_period", "latest", "latest_period"),
    *("lower", "upper", "change", "change_lower", "change_upper", "kent", "target"),
    *("target_words", "goal", "expected", "direction", "verdict", "why", "source"),
)


def of_priority(reader: Reader, plan: str, title: str) -> pd.DataFrame:
    """The indicators of one priority with their verdicts, as csp.answers.promises gives them."""
    found = verdicts(reader, plan)
    return found[found["priority"] == title].reset_index(drop=True)


def heading(reader: Reader, plan: str, title: str) -> tuple[str, str]:
    """The promises counted, and their verdicts."""
    found = of_priority(reader, plan, title)
    return words.promised_title(found), words.promised_lead(found, title)


@remembered
def indicators(
    reader: Reader, plan: str, plan_title: str, priority: Priority, colours: Palette
) -> Figure:
    """The indicators of a priority: those with two numbers or more as bullets, all in a table."""
    found = of_priority(reader, plan, priority.title)
    force = settings().area.force_name
    drawn = _drawn(found, force)
    return Figure(
        title=words.figure_title(found, drawn=len(drawn)),
        under=words.promised_under(found, plan_title)
        + (f" {words.picture_under(force)}" if len(drawn) else ""),
        spec=as_spec(bullet(drawn, colours)) if len(drawn) else None,
        alt=words.picture_alt(drawn),
        table=indicator_table(found, force) if len(found) else "",
        files=found[list(FILE)],
        note=words.RULE if len(found) else "",
        doubts=doubts(reader, _uses(found)),
        period=f"plan {plan_title}",
    )


def _uses(found: pd.DataFrame) -> list[Use]:
    return [Use(figure, "priority_trends", "") for figure in plans.stated_figures(found)]


def _drawn(found: pd.DataFrame, force: str) -> pd.DataFrame:
    """The rows of the picture: two numbers or more that may be held against each other."""
    numbered = found[["baseline", "latest", "goal", "kent"]].notna().sum(axis=1) >= 2
    alike = found["why"] != words.promises.NOT_ALIKE
    rows = [
        {
            "label": words.label(row),
            "baseline": row.baseline,
            "latest": row.latest,
            "goal": row.goal,
            "county": row.kent,
            "lower": row.lower,
            "upper": row.upper,
            "baseline_told": f"baseline {words.value(row.baseline, row.unit)}",
            "latest_told": f"latest {words.value(row.latest, row.unit)}",
            "goal_told": words.goal(row),
            "gradual": words.is_gradual(row),
            "county_told": f"{force} {words.value(row.kent, row.unit)}",
            "verdict": words.verdict_and_why(row),
            "shape": words.MARKS[row.verdict][0],
            "direction": words.MARKS[row.verdict][1],
            "reading": words.reading(row),
        }
        for row in found[numbered & alike].itertuples()
    ]
    return pd.DataFrame(rows)


@remembered
def owner(reader: Reader, plan: str, plan_title: str, priority: Priority) -> Figure:
    """Who answers for a priority, what it serves, where it came from and what it became."""
    held = lineage.ownership(reader, plan, priority.title, priority.sub_group)
    threads = lineage.threads(reader)
    titles = lineage.plans_in_order(reader)
    own = next(
        thread
        for thread in threads
        if (step := thread.at(plan)) is not None and step.priority == priority.title
    )
    rows = words.owner_rows(priority, held, own, threads=threads, plan=plan, titles=titles)
    return Figure(
        title=words.owner_title(priority, held),
        under=f"Plan {plan_title}. A lead is an agency or a role; no person is named",
        spec=None,
        alt="",
        table=owner_table(rows, priority.title),
        files=pd.DataFrame(rows, columns=["what", "told", "note"]),
        period=f"plan {plan_title}",
    )
