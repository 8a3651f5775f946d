"""The messages of the pages of evidence: priorities, supply, breaks, documents, protection."""

from datetime import date

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
from components.screens.source_line import source_in
from components.words import numbers
from components.words import protection as protection_words
from components.words import published_figures as published_words
from components.words import supply as supply_words
from components.words.sources import Source, record_of_supply
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
    held = data_supply.standing(data, today, colours)
    chosen = choose.dataset(held.titles, "Look into one dataset")
    title, lead = held.heading
    told = [
        *(_one_dataset(data, chosen, today, colours) if chosen else []),
        *_held(data, held),
        *_awaited(data, held),
    ]
    return Told(title, lead, tuple(with_lead(told, lead)))


def _one_dataset(data: Reader, dataset: str, today: date, colours: Palette) -> list[Message]:
    told = data_supply.detail(data, dataset, today, colours)
    return [
        Message(
            name="months-of-supply",
            title=told.title,
            under=numbers.capital(told.under),
            source=data_supply.source(data, dataset, today),
            table=told.facts,
            files=told.months_file,
            note=told.strip[1] if told.strip else "",
            invented=told.illustrative,
        )
    ]


def _held(data: Reader, told: data_supply.Standing) -> list[Message]:
    return [
        Message(
            name="data-supply",
            title=told.title,
            under=data_supply.HELD_UNDER,
            source=record_of_supply(data.release),
            table=told.table,
            files=told.files,
            lines=told.reasons,
            note=supply_words.SMALL_AREA,
        )
    ]


def _awaited(data: Reader, told: data_supply.Standing) -> list[Message]:
    if not told.awaited:
        return []
    return [
        Message(
            name="awaited",
            title=told.awaited_title,
            under=data_supply.AWAITED_UNDER,
            source=record_of_supply(data.release),
            table=told.awaited,
            files=told.awaited_files,
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
        source=source_in(data, "published", published_figures.PERIOD),
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
