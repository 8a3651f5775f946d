"""What became of the priorities and of what the oldest plan promised."""

import pandas as pd

from components.charts.interval_bars import interval_bars
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.charts.threads import threads_chart
from components.screens.figures import Figure
from components.tables.indicators import ending_table, thread_table
from components.words import since as words
from csp.answers import lineage
from csp.answers.lineage import Thread
from csp.answers.promises import verdicts
from csp.db import Reader, remembered
from csp.stats import promises


def heading(reader: Reader) -> tuple[str, str]:
    """Where the promises of the oldest plan ended, counted; and what became of its priorities."""
    found = verdicts(reader, oldest(reader))
    year = lineage.first_year(reader)
    return words.title(found, year), words.lead(found, lineage.threads(reader), year)


def oldest(reader: Reader) -> str:
    """The oldest plan that is held, by its id."""
    return next(iter(lineage.plans_in_order(reader)))


@remembered
def flow(reader: Reader, plan: str, priority: str, colours: Palette) -> Figure:
    """Every priority through the plans; the chosen one is marked."""
    held, titles = lineage.threads(reader), lineage.plans_in_order(reader)
    order = _in_order(held)
    rows, links = _rows(held, order, titles, plan, priority)
    chosen = next((row["label"] for row in rows if row["chosen"]), "")
    return Figure(
        title=words.flow_title(held),
        under=words.flow_under(chosen),
        spec=as_spec(threads_chart(pd.DataFrame(rows), pd.DataFrame(links), colours, titles)),
        alt=f"{words.flow_title(held)}. The table names every priority of every plan.",
        table=thread_table([held[place] for place in order], titles, chosen),
        files=pd.DataFrame(
            [
                {"thread": number, "plan": step.plan, "priority": step.priority, "how": step.how}
                | {"cross_cutting": step.cross_cutting, "note": step.note}
                for number, place in enumerate(order, start=1)
                for step in held[place].steps
            ]
        ),
        note=words.FLOW_NOTE,
        period=words.span_of(titles),
    )


def _in_order(held: tuple[Thread, ...]) -> list[int]:
    """Threads that still run first, those that were merged beside what they joined, then the
    rest.
    """
    runs = [place for place, one in enumerate(held) if one.end == "runs"]
    # Named priorities of the newest plan stand before its cross-cutting themes.
    runs.sort(key=lambda place: (held[place].steps[-1].cross_cutting, place))
    order: list[int] = []
    for place in runs:
        order.append(place)
        order += [other for other, one in enumerate(held) if one.joins == place]
    return order + [place for place in range(len(held)) if place not in order]


def _rows(
    held: tuple[Thread, ...],
    order: list[int],
    titles: dict[str, str],
    plan: str,
    priority: str,
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """A row a priority and plan, and the links between them; places are columns and rows."""
    columns = {name: column for column, name in enumerate(titles)}
    rows: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    for number, place in enumerate(order):
        thread = held[place]
        own = any(step.plan == plan and step.priority == priority for step in thread.steps)
        for step in thread.steps:
            rows.append(
                {
                    "row": number,
                    "column": columns[step.plan],
                    "label": words.thread_name(thread),
                    "kind": "theme" if step.cross_cutting else "priority",
                    "chosen": own,
                    "ended": words.ended(thread) if step is thread.steps[-1] else "",
                    "reading": words.step_reading(step, titles[step.plan]),
                }
            )
        first, last = columns[thread.steps[0].plan], columns[thread.steps[-1].plan]
        links.append({"row": number, "row2": number, "column": first, "column2": last})
        if thread.joins is not None:
            joined = order.index(thread.joins)
            links.append({"row": number, "row2": joined, "column": last, "column2": last + 1})
        if thread.splits is not None:
            left = order.index(thread.splits)
            links.append({"row": left, "row2": number, "column": first - 1, "column2": first})
    return rows, links


@remembered
def promised(reader: Reader, colours: Palette) -> Figure:
    """Where each promise of the oldest plan ended: bars of verdicts, and every promise in a
    table.
    """
    plan = oldest(reader)
    found, title = verdicts(reader, plan), lineage.plans_in_order(reader)[plan]
    rows = _counts(found["verdict"])
    year = lineage.first_year(reader)
    return Figure(
        title=words.promised_title(found, year),
        under=f"Plan {title}: indicators by verdict; what a later document last reported",
        spec=as_spec(interval_bars(rows, colours, top=float(len(found)), what="Verdict")),
        alt=f"Bars: {words.counted(found)}. Every indicator stands in the table.",
        table=ending_table(found),
        files=found[
            [
                *("priority", "indicator", "unit", "baseline", "target_words", "latest"),
                *("latest_period", "latest_document", "verdict", "why", "source"),
            ]
        ],
        note=words.PROMISED_NOTE,
        period=f"plan {title} and later documents",
    )


def _counts(kinds: pd.Series) -> pd.DataFrame:
    held = kinds.value_counts()
    rows = [
        (words.verdict_label(kind), float(held.get(kind, 0)))
        for kind in promises.KINDS
        if kind != promises.NO_TARGET or kind in held
    ]
    told = pd.DataFrame(rows, columns=["label", "value"]).assign(lower=None, upper=None)
    told["told"] = [f"{number:.0f}" for number in told["value"]]
    told["reading"] = [f"{row.label}: {row.told}" for row in told.itertuples()]
    return told
