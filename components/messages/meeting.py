"""The messages of the pages that meetings begin with: glance, trends, ledger, actions."""

from datetime import date

from components.charts.palette import Palette
from components.choices import Choices
from components.choosing import action_plan as choosing_actions
from components.choosing import at_a_glance as choosing_glance
from components.choosing import priority_trends as choosing_trends
from components.maps.legend import swatches_html
from components.messages.message import (
    Message,
    Picture,
    Told,
    of_figure,
    of_lines,
    with_lead,
)
from components.screens import action_plan, at_a_glance, breakdowns, signal_ledger
from components.screens import priority_trends as trends
from components.screens.at_a_glance import cards, change, ledger, priorities, published, supply
from components.screens.doubts import doubts
from components.screens.priority_trends import pair, promises, since, trend
from components.screens.source_line import source_in
from components.tables import glance as tables
from components.tables.shapes import shapes_html
from components.words import ledger as ledger_words
from components.words.sources import record_of_supply
from csp.answers import actions
from csp.answers.places import POLICE_UK
from csp.db import Reader


def glance(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """At a glance: the newest month, priorities, changes, signals, what was published, supply."""
    day = choosing_glance.since(data, choose, today)
    messages = [
        *_newest_month(data, colours),
        *_priorities(data, colours),
        *_changes(data, colours),
        *_new_signals(data, day, colours, today),
        *_published(data),
        *_supply(data, today),
    ]
    return Told(*at_a_glance.heading(data), tuple(messages))


def _newest_month(data: Reader, colours: Palette) -> list[Message]:
    told = cards.cards(data, colours)
    if not told:
        return []
    period = cards.months_of(told)
    return [
        Message(
            name="newest-month",
            title=f"{told[0].label}: {told[0].value}",
            under="The newest month of each, with what is usual for it",
            source=source_in(data, POLICE_UK, period),
            facts=tuple((one.label, one.value, one.below) for one in told),
            table=tables.card_table(told),
            files=cards.cards_file(told),
        )
    ]


def _priorities(data: Reader, colours: Palette) -> list[Message]:
    rows = priorities.rows(data, colours)
    if not rows:
        return []
    title, under = priorities.rows_heading(data, rows)
    period = change.compared(data)
    return [
        Message(
            name="priorities",
            title=title,
            under=under,
            source=source_in(data, POLICE_UK, period),
            table=priorities.rows_table(data, colours),
            files=priorities.rows_file(rows),
            note=f"{priorities.ROWS_NOTE}"
            f" {source_in(data, 'published', 'periods named in each row').line()}",
            doubts=tuple(doubts(data, priorities.shown_as_counts(data))),
        )
    ]


def _changes(data: Reader, colours: Palette) -> list[Message]:
    kinds, wards = change.kinds(data, colours), change.ward_change(data, colours)
    if kinds is None:
        return []
    note = change.changed_between(data)
    told = [
        Message(
            name="change-by-kind",
            title=kinds.title,
            under=kinds.under,
            source=source_in(data, POLICE_UK, change.compared(data)),
            pictures=(Picture("", kinds.spec, kinds.alt, kinds.wall),),
            legend=swatches_html(kinds.key),
            table=kinds.table,
            files=kinds.files,
            note=note,
        )
    ]
    if wards is not None:
        told.append(
            Message(
                name="change-by-ward",
                title=wards.title,
                under=wards.under,
                source=source_in(data, POLICE_UK, change.compared(data), on_map=True),
                pictures=(Picture("", wards.spec, wards.alt),),
                legend=wards.key,
                table=wards.table,
                files=wards.files,
                note=note,
                areas=wards.areas,
            )
        )
    return told


def _new_signals(data: Reader, day: date, colours: Palette, today: date) -> list[Message]:
    told = ledger.new_signals(data, day, today)
    return [
        Message(
            name="signals",
            title=told.title,
            under=told.under,
            source=source_in(data, POLICE_UK, ledger.period(data, day)),
            table=ledger.signals_table(data, told, colours),
            files=ledger.signals_file(told),
        )
    ]


def _published(data: Reader) -> list[Message]:
    told = published.published(data)
    if told is None:
        return []
    return [
        Message(
            name="published-2020",
            title=told.title,
            under=published.PUBLISHED_UNDER,
            source=source_in(data, "published", "Nov 2017 to Oct 2019"),
            table=told.table,
            files=told.files,
            note=told.note,
            doubts=told.doubts,
        )
    ]


def _supply(data: Reader, today: date) -> list[Message]:
    told = supply.latest(data, today)
    return [
        Message(
            name="supply",
            title=told.title,
            under=told.under,
            source=record_of_supply(data.release),
            table=told.table,
            files=told.files,
        )
    ]


def priority_trends(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Priority trends: the chosen part of the chosen priority."""
    del today
    view = choosing_trends.chosen(data, choose)
    title, lead = trends.heading(data, view, colours)
    made = {"trend": _trend, "promises": _promises, "detail": _detail, "since": _since}
    messages = with_lead(made[view.part](data, view, colours), lead)
    return Told(title, lead, tuple(messages))


def _trend(data: Reader, view: trends.View, colours: Palette) -> list[Message]:
    if view.measure is None:
        made = pair.counts(data, view.priority, colours)
        return of_figure(data, made, "published-counts", colours)
    asked = (view.measure, view.reach, colours, view.plan)
    said = trend.answer(data, *asked)
    # Where every month is hidden there is nothing to draw.
    pictures: tuple[Picture, ...] = ()
    if said.spec:
        wall, paper = trend.on_wall(data, *asked), trend.on_paper(data, *asked)
        pictures = (Picture("", said.spec, said.alt, wall, paper),)
    return [
        Message(
            name=f"trend-{view.measure.id}",
            title=said.title,
            under=f"{said.chart_title}. {said.chart_under}",
            source=source_in(data, view.measure.source, said.period),
            lead=said.lead,
            facts=said.facts,
            mark=said.mark,
            pictures=pictures,
            legend=shapes_html(said.key, colours),
            table=said.table,
            files=said.files,
            note=said.note,
        )
    ]


def _promises(data: Reader, view: trends.View, colours: Palette) -> list[Message]:
    made = promises.indicators(data, view.plan, view.plan_title, view.priority, colours)
    owned = promises.owner(data, view.plan, view.plan_title, view.priority)
    listed = of_figure(data, made, "indicators", colours) if len(made.files) else []
    return listed + of_figure(data, owned, "priority", colours)


def _detail(data: Reader, view: trends.View, colours: Palette) -> list[Message]:
    made = breakdowns.breakdown(data, view.plan, view.priority.title, view.breakdown, colours)
    name = f"breakdown-{view.breakdown.replace('_', '-')}"
    return of_figure(data, made, name, colours)


def _since(data: Reader, view: trends.View, colours: Palette) -> list[Message]:
    flow = since.flow(data, view.plan, view.priority.title, colours)
    return [
        *of_figure(data, since.promised(data, colours), "promised", colours),
        *of_figure(data, flow, "priorities", colours),
    ]


def ledger_of_signals(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Signal ledger: what waits, what was decided, what came before."""
    del choose
    told = signal_ledger.signal_ledger(data, colours, today)
    source = source_in(data, POLICE_UK, told.period)
    rows = (
        (
            "signals-waiting",
            told.title,
            signal_ledger.WAITING_UNDER,
            told.waiting,
            told.waiting_table,
        ),
        (
            "signals-decided",
            signal_ledger.DECIDED_TITLE,
            signal_ledger.DECIDED_UNDER,
            told.decided,
            told.decided_table,
        ),
        ("signals-earlier", signal_ledger.EARLIER_TITLE, "", told.earlier, told.earlier_table),
    )
    messages = [
        Message(
            name=name,
            title=heading,
            under=under,
            source=source,
            table=table,
            files=signal_ledger.files(held),
            note=signal_ledger.NOTE,
        )
        for name, heading, under, held, table in rows
        if held
    ]
    fault = (
        of_lines("book", told.title, [*told.fault.splitlines(), ledger_words.NO_BOOK])
        if told.fault
        else []
    )
    return Told(told.title, told.lead, (*fault, *with_lead(messages, told.lead)))


def actions_of_plan(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Action plan: the statuses, and every action."""
    view = choosing_actions.chosen(data, choose)
    told = action_plan.opening(data, view, today)
    late = actions.late(data, view.plan, today)
    messages = of_lines("four-ps", told.title, (f"{name}: {what}" for name, what in told.explained))
    if told.count:
        listed = action_plan.listing(data, view, late, colours, every=True)
        messages += of_figure(
            data, action_plan.picture(data, view, late, colours), "action-statuses", colours
        )
        messages += of_figure(data, listed, "actions", colours)
    return Told(told.title, told.lead, tuple(with_lead(messages, told.lead)))
