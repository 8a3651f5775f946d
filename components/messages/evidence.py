"""The messages of the pages of evidence: priorities, supply, breaks, documents, protection."""

from datetime import date

import pandas as pd

from components.charts.palette import Palette
from components.choices import Choices
from components.choosing import break_register as choosing_breaks
from components.choosing import published_figures as choosing_figures
from components.choosing import setting_priorities as choosing
from components.messages.message import Message, Picture, Told, of_figure, of_lines, with_lead
from components.screens import (
    break_register,
    data_supply,
    protection,
    published_figures,
    setting_priorities,
)
from components.screens.setting_priorities import MODEL, RANKING, THEME, YEARS, View, detail, order
from components.tables import supply as supply_tables
from components.tables.shapes import image, marks_in
from components.words import numbers
from components.words import protection as protection_words
from components.words import published_figures as published_words
from components.words import supply as supply_words
from components.words.sources import Source, record_of_supply, source_of
from csp.answers.supply import datasets
from csp.db import Reader


def priorities(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Setting priorities: the chosen part."""
    del today
    view = choosing.chosen(data, choose)
    made = {RANKING: _ranking, YEARS: _years, THEME: _theme, MODEL: _model}
    title, lead = setting_priorities.heading(data, view)
    messages = with_lead(made[view.part](data, view, colours), lead)
    return Told(title, lead, tuple(messages))


def _ranking(data: Reader, view: View, colours: Palette) -> list[Message]:
    ranking, weighed = order.ranking(data, view, colours), order.weighed(data, view)
    return [
        *of_figure(data, ranking, "priorities-ranking", colours),
        *of_figure(data, weighed, "priorities-weighed", colours),
    ]


def _years(data: Reader, view: View, colours: Palette) -> list[Message]:
    if (why := detail.why_not_compared(data, view)) is not None:
        return of_lines("priorities-years", why[0], why[1:])
    return of_figure(data, detail.years(data, view, colours), "priorities-years", colours)


def _theme(data: Reader, view: View, colours: Palette) -> list[Message]:
    if not view.year:
        return []
    return of_figure(data, detail.theme(data, view), "priorities-theme", colours)


def _model(data: Reader, view: View, colours: Palette) -> list[Message]:
    del colours
    told = detail.model(data, view)
    lines = tuple(filter(None, (told.formula, told.worked)))
    return [
        Message(
            name="priorities-model",
            title=told.title,
            under=told.under,
            source=told.source,
            lines=lines,
            table=told.table,
            files=told.files,
        )
    ]


def supply(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Data supply: the chosen dataset, every one against its promise, those that are awaited."""
    found = datasets(data, today)
    chosen = choose.dataset(data_supply.titles(found), "Look into one dataset")
    title, lead = data_supply.heading(found)
    told = [
        *(_one_dataset(data, found, chosen, today, colours) if chosen else []),
        *_held(data, found, today, colours),
        *_awaited(data, found),
    ]
    return Told(title, lead, tuple(with_lead(told, lead)))


def _one_dataset(
    data: Reader, found: pd.DataFrame, dataset: str, today: date, colours: Palette
) -> list[Message]:
    told = data_supply.detail(data, found, dataset, today, colours)
    return [
        Message(
            name="months-of-supply",
            title=told.title,
            under=numbers.capital(told.under),
            source=data_supply.source(data, found, dataset),
            table=told.facts,
            files=told.months_file,
            note=told.strip[1] if told.strip else "",
            invented=told.illustrative,
        )
    ]


def _held(data: Reader, found: pd.DataFrame, today: date, colours: Palette) -> list[Message]:
    rows = data_supply.held(found)
    supplied = data_supply.newest_months(data, found, today)
    strips = data_supply.strips(supplied, colours)
    return [
        Message(
            name="data-supply",
            title=supply_words.held_title(rows),
            under=data_supply.HELD_UNDER,
            source=record_of_supply(data.release),
            table=supply_tables.held_table(rows, strips, image, marks_in(colours)),
            files=data_supply.files(found),
            lines=tuple(data_supply.reasons(supplied, found)),
            note=supply_words.SMALL_AREA,
        )
    ]


def _awaited(data: Reader, found: pd.DataFrame) -> list[Message]:
    rows = data_supply.awaited(found)
    if rows.empty:
        return []
    return [
        Message(
            name="awaited",
            title=supply_words.awaited_title(len(rows)),
            under=data_supply.AWAITED_UNDER,
            source=record_of_supply(data.release),
            table=supply_tables.awaited_table(rows),
            files=data_supply.files(rows),
        )
    ]


def breaks(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Break register: every change in recording of the chosen dataset, or of all."""
    named = data_supply.titles(datasets(data, today))
    dataset = choosing_breaks.chosen(named, choose)
    title, lead = break_register.heading(break_register.entries(data, dataset))
    made = break_register.register(data, dataset, named, colours)
    messages = with_lead(of_figure(data, made, "break-register", colours), lead)
    return Told(title, lead, tuple(messages))


def documents(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Published figures: what does not add up, the figures found, or what was left out."""
    del today
    part = choose.part(choosing_figures.PARTS)
    title, lead = published_figures.heading(data)
    if part == "adds_up":
        told = of_figure(data, published_figures.adds_up(data), "published-disagreements", colours)
    elif part == "figures":
        asked = choosing_figures.filters(data, choose)
        found = published_figures.found(data, *asked, every=choose.every(""))
        told = of_figure(data, found.figure, "published-figures", colours) if found.count else []
    else:
        told = _left_out(data)
    return Told(title, lead, tuple(with_lead(told, lead)))


def _left_out(data: Reader) -> list[Message]:
    """By which rules a number was left out, and what cannot be read as numbers."""
    words = published_words
    told = of_lines("rules", words.RULES_TITLE, words.RULES, words.RULES_UNDER)
    made = published_figures.unreadable(data)
    unreadable = Message(
        name="not-readable",
        title=made.title,
        under=words.UNREADABLE_UNDER,
        source=source_of(data.read("datasets"), "published", published_figures.PERIOD),
        table="".join(table for _, table in made.tables),
        files=made.files,
    )
    return [*told, unreadable] if made.tables else told


def protecting(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """How we protect people: why, the thresholds, what the audit found, what remains."""
    del choose, today
    title, lead = protection.heading(data)
    words = protection_words
    told = of_lines("why", words.WHY_TITLE, words.WHY, words.WHY_UNDER)
    if made := protection.thresholds(data):
        source = Source(words.RULES_SOURCE, made.period, "", words.OF_NOBODY, status="published")
        told.append(
            Message(
                "thresholds", made.title, made.under, source, table=made.table, files=made.files
            )
        )
    if made := protection.result(data, colours):
        source = Source(words.AUDIT_SOURCE, made.period, "", words.OF_NOBODY, status="published")
        told.append(
            Message(
                name="audit",
                title=made.title,
                under=made.under,
                source=source,
                pictures=(Picture("", made.spec or {}, made.alt),),
                legend=made.legend,
                table=made.table,
                files=made.files,
            )
        )
        told += of_lines("proof", words.PROOF_TITLE, protection.proof(data))
    told += of_lines("police", words.POLICE_TITLE, words.POLICE)
    told += of_lines("remains", words.REMAINS_TITLE, words.REMAINS)
    return Told(title, lead, tuple(with_lead(told, lead)))
