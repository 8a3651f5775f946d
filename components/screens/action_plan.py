"""What Action plan says: statuses by group as a picture, and every action, late ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

import pandas as pd

from components.charts.palette import Palette
from components.charts.stacked_bars import Bar, Kind, Part, stacked_bars
from components.charts.theme import as_spec
from components.screens.figures import Figure
from components.tables import action_plan as tables
from components.words import action_plan as words
from components.words import numbers, signals
from csp.answers import actions as answers
from csp.answers import plans
from csp.answers.actions import FOUR_PS, STATUSES, Report
from csp.db import Reader, remembered
from csp.measures import measures

FIRST = 8  # actions of a group that the list shows until all are asked for
PRIORITY, FOUR_P = "priority", "four_p"
GROUPS = {PRIORITY: "priority", FOUR_P: "P"}  # what a group is called in a sentence


@dataclass(frozen=True)
class View:
    """What was chosen: a plan, one of its priorities ('' for all), and by what actions are grouped
    (PRIORITY or FOUR_P).
    """

    plan: str
    priority: str
    by: str = PRIORITY


@dataclass(frozen=True)
class Opening:
    """What stands above the figures: title, lead, and what the four Ps are where actions are
    grouped by them, with their note; and how many actions there are, in all and in the largest
    group.
    """

    title: str
    lead: str
    explained: tuple[tuple[str, str], ...]
    note: str
    count: int
    longest: int


def groups_offered(reader: Reader, plan: str, priority: str) -> list[str]:
    """By what the actions may be grouped: the four Ps only where one of them names one."""
    told = _of(answers.actions(reader, plan), priority)
    return [PRIORITY, FOUR_P] if (told["four_p"] != "").any() else [PRIORITY]


@remembered
def opening(reader: Reader, view: View, today: date) -> Opening:
    """What a choice says on a day."""
    told = _chosen(reader, view, answers.late(reader, view.plan, today))
    of = answers.report(reader, view.plan)
    return Opening(
        title=words.title(told, of, _whose(view)),
        lead=words.lead(told, of, today),
        explained=words.FOUR_PS if view.by == FOUR_P else (),
        note=_without_p(reader, view, len(told)),
        count=len(told),
        longest=int(told["group"].value_counts().max()) if len(told) else 0,
    )


def _whose(view: View) -> str:
    """Where the actions stand, for the title; '' for the whole plan."""
    under = "under the four Ps" if view.by == FOUR_P else ""
    return f"{view.priority} {under}".strip() if view.priority else numbers.capital(under)


def _without_p(reader: Reader, view: View, shown: int) -> str:
    """How many actions the four Ps leave out; '' where actions are not grouped by them."""
    if view.by != FOUR_P:
        return ""
    return words.without_p(len(_of(answers.actions(reader, view.plan), view.priority)) - shown)


def _of(told: pd.DataFrame, priority: str) -> pd.DataFrame:
    return told[told["priority"] == priority] if priority else told


def _chosen(reader: Reader, view: View, late: Sequence[str]) -> pd.DataFrame:
    """The actions of a choice, group by group, late ones first; columns of csp.answers.actions and
    group, late.
    """
    told = answers.actions(reader, view.plan)
    told = _of(told.assign(late=list(late)), view.priority)
    if view.by == FOUR_P:
        told = told[told["four_p"] != ""]
        places = {name: place for place, name in enumerate(FOUR_PS)}
        group, order = told["four_p"].str.capitalize(), told["four_p"].map(places)
    else:
        group = told["priority"].where(told["priority"] != "", words.NO_PRIORITY)
        order = pd.Series(pd.factorize(group)[0], index=told.index)
    first = {name: place for place, name in enumerate(answers.LATE)}
    urgency = told["late"].map(first).fillna(len(first))
    told = told.assign(group=group, order=order, urgency=urgency)
    return told.sort_values(["order", "urgency"], kind="stable").drop(columns=["order", "urgency"])


def _groups(told: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(name), rows) for name, rows in told.groupby("group", sort=False)]


@remembered
def picture(reader: Reader, view: View, late: tuple[str, ...], colours: Palette) -> Figure | None:
    """The statuses of each group as bars; None without actions.

    `late` has a word for each action of the plan (csp.answers.actions.late): what the day decides
    is asked before, so that the rest can be remembered.
    """
    bars = _groups(_chosen(reader, view, late))
    if not bars:
        return None
    of, named = answers.report(reader, view.plan), GROUPS[view.by]
    under = words.picture_under(of, named)
    asked = ([_bar(name, rows) for name, rows in bars], looks(colours), colours)
    return Figure(
        title=words.picture_title([(name, int(rows["open"].sum())) for name, rows in bars], named),
        under=under,
        spec=as_spec(stacked_bars(*asked)),
        wall=as_spec(stacked_bars(*asked, low=True)),
        alt=words.alt(bars),
        table=tables.status_table(bars, under),
        files=_counts(bars).assign(reported_on=of.reported_on),
        period=_period(reader, view),
        legend=tables.status_key(looks(colours)),
    )


def _period(reader: Reader, view: View) -> str:
    return f"plan {plans.plans(reader)[view.plan]}"


def _counts(bars: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"group": name, **{one: int((rows["status"] == one).sum()) for one in STATUSES}}
            for name, rows in bars
        ]
    )


def _bar(name: str, rows: pd.DataFrame) -> Bar:
    counts = rows["status"].value_counts()
    parts = [
        Part(one, int(counts[one]), words.part(one, int(counts[one])))
        for one in STATUSES
        if one in counts
    ]
    return Bar(name, words.beside(rows), numbers.count(len(rows)), parts)


def looks(colours: Palette) -> dict[str, Kind]:
    """How each status is drawn. Amounts, not verdicts: the fuller the further; what was given up is
    grey, what nobody reported has no fill.
    """
    ramp = colours.sequential
    return {
        "delivered": Kind(ramp[4], colours.text_on(4)),
        "ongoing": Kind(ramp[2], colours.text_on(2)),
        "on hold": Kind(ramp[0], colours.text_on(0), edge=colours.axis),
        "discontinued": Kind(colours.border, colours.ink, edge=colours.axis),
        "not reported": Kind(colours.bg, colours.ink, edge=colours.axis, dashed=True),
    }


@remembered
def listing(
    reader: Reader, view: View, late: tuple[str, ...], colours: Palette, *, every: bool
) -> Figure | None:
    """The actions of each group, late ones first: the first FIRST of each, or every one; None
    without actions. The file has them all; `late` as for `picture`.
    """
    told = _chosen(reader, view, late)
    if told.empty:
        return None
    told = _moved(reader, view.plan, told)
    several = view.by == FOUR_P and told["priority"].nunique() > 1
    told = told.assign(also=told["priority"] if several else "")
    shown = told if every else told.groupby("group", sort=False).head(FIRST)
    of = answers.report(reader, view.plan)
    title = words.list_title(told)
    return Figure(
        title=title,
        under=words.list_under(told, len(shown), FIRST, by=GROUPS[view.by]),
        spec=None,
        alt="",
        table=tables.action_table(shown, of, looks(colours), title),
        files=_file(told, view.plan, of),
        note=words.note(of),
        period=_period(reader, view),
    )


def _moved(reader: Reader, plan: str, told: pd.DataFrame) -> pd.DataFrame:
    """The actions with moves, verdict_told and link: what each should move, how that stands in
    words, and where Priority trends shows it ('' where it does not).
    """
    live = {
        (one.title, measure.id) for one in plans.priorities(reader, plan) for measure in one.live
    }
    rows = [_target(reader, plan, row, live) for _, row in told.iterrows()]
    columns = ["moves", "verdict_told", "link"]
    return told.join(pd.DataFrame(rows, columns=columns, index=told.index))


def _target(
    reader: Reader, plan: str, row: pd.Series, live: set[tuple[str, str]]
) -> tuple[str, str, str]:
    priority, measure = row["priority"], row["measure"]
    if row["indicator"]:
        link = _link(plan=plan, priority=priority, part="promises")
        return row["indicator"], numbers.capital(row["verdict"]), link
    if not measure:
        return "", "", ""
    verdict = _verdict(reader, measure, row["measure_status"])
    shown = (priority, measure) in live
    link = _link(plan=plan, priority=priority, measure=measure) if shown else ""
    return measures()[measure].title, verdict, link


def _verdict(reader: Reader, measure: str, status: str) -> str:
    """The control chart's verdict in words, or why there is none."""
    if status == "illustrative":
        return words.INVENTED
    told = answers.signal_of(reader, measure, status)
    return words.NO_MONTHS if told is None else signals.headline(told, dated=True)


def _link(**choices: str) -> str:
    """Priority trends with these choices."""
    return f"priority_trends?{urlencode(choices, quote_via=quote)}"


def _file(told: pd.DataFrame, plan: str, of: Report) -> pd.DataFrame:
    """Every action of the choice as a table to take away."""
    columns = [
        *("priority", "four_p", "action", "lead", "due", "due_day", "status", "late"),
        *("update_note", "indicator", "measure", "verdict_told", "source"),
    ]
    file = told[columns].rename(columns={"verdict_told": "verdict"})
    return file.assign(plan=plan, reported_on=of.reported_on)
