"""The messages of the pages on places: ward map, ward profile, among districts, did it work."""

from dataclasses import replace
from datetime import date

import pandas as pd

from components.charts.palette import Palette
from components.choices import Choices
from components.choosing import among_districts as choosing_districts
from components.choosing import did_it_work as choosing_evaluation
from components.choosing import ward_map as choosing_map
from components.choosing import ward_profile as choosing_profile
from components.messages.message import (
    Message,
    Picture,
    Told,
    of_areas,
    of_figure,
    of_lines,
    with_lead,
)
from components.screens import area_beside, did_it_work, panels
from components.screens.among_districts import parts
from components.screens.source_line import source_in
from components.screens.ward_map import View, answer
from components.screens.ward_profile import View as Profiled
from components.screens.ward_profile import measures, opening, people, said_and_done
from csp.answers.evaluation import Question
from csp.db import Reader


def ward_map(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Ward map: the map, and what stands closer below it."""
    del today
    view = choosing_map.chosen(data, choose)
    closer = choose.closer(choosing_map.CLOSER)
    said = answer(data, view, colours)
    source = source_in(data, view.measure.source, said.period, on_map=True)
    messages = of_areas(said, source, f"ward-map-{view.show}-{view.measure.id}")
    messages += _closer(data, view, closer, colours)
    return Told(said.title, said.lead or said.empty, tuple(messages))


def _closer(data: Reader, view: View, closer: str, colours: Palette) -> list[Message]:
    asked = (view.measure, view.period, view.vintage, view.ward)
    if closer == "words":
        sentence = area_beside.sentence(data, *asked) if view.ward else ""
        return of_lines("closer-words", "The chosen area", [sentence]) if sentence else []
    made = area_beside.part(data, closer, *asked, colours=colours)
    return of_figure(data, made, f"{closer}-{view.measure.id}", colours)


def ward_profile(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Ward profile: the facts of a ward and each of its parts; or the wards to choose from."""
    del today
    view = choosing_profile.chosen(data, choose)
    told = opening.opening(data, view)
    messages = [*_where(data, view, told, colours)]
    if view.ward:
        messages += _parts_of_profile(data, view, colours)
    return Told(told.title, told.lead, tuple(with_lead(messages, told.lead)))


def _where(data: Reader, view: Profiled, told: opening.Opening, colours: Palette) -> list[Message]:
    where = opening.locator(data, view, colours)
    return [
        Message(
            name="ward" if view.ward else "wards",
            title=told.title,
            under=where.under,
            source=source_in(data, "population", where.period, on_map=True),
            facts=told.facts,
            pictures=tuple(Picture(title, spec, where.alt) for title, spec in where.panels),
            # Of one ward the facts say all; the wards to choose from stand in a table.
            table="" if view.ward else where.table,
            files=pd.DataFrame() if view.ward else where.files,
            note=told.note,
        )
    ]


def _parts_of_profile(data: Reader, view: Profiled, colours: Palette) -> list[Message]:
    listed = measures.tables(data, view, colours)
    figures = [
        *((one.figure, one.name) for one in listed),
        (people.deprivation(data, view, colours), "profile-deprivation"),
        (people.ages(data, view, colours), "profile-ages"),
        (people.similar(data, view, colours), "profile-similar"),
        (said_and_done.views(data, view), "profile-views"),
        (said_and_done.became(data, view), "profile-other-wards"),
    ]
    done = said_and_done.doing(data, view)
    made = [one for figure, name in figures for one in of_figure(data, figure, name, colours)]
    return made + of_lines("profile-doing", done.title, done.lines)


def among_districts(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Our area among the districts: the figures of the chosen part."""
    del today
    said = parts.answer(data, choosing_districts.chosen(data, choose), colours)
    messages = [
        one for shown in said.figures for one in of_figure(data, shown.figure, shown.name, colours)
    ]
    lead = said.lead or said.empty
    return Told(said.title, lead, tuple(with_lead(messages, lead)))


def evaluation(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Did it work? The answer or what stands against one, the wards, the conditions."""
    del today
    question = choosing_evaluation.chosen(data, choose)
    if question is None:
        return Told(*did_it_work.no_actions())
    title, lead = did_it_work.heading(data, question)
    messages = with_lead(_asked(data, question, colours), lead)
    return Told(title, lead, tuple(messages))


def _asked(data: Reader, question: Question, colours: Palette) -> list[Message]:
    action = question.action
    facts = tuple(did_it_work.strip(data, question))
    made = did_it_work.compared(data, question, colours)
    compared = [replace(one, facts=facts) for one in of_figure(data, made, "did-it-work", colours)]
    heading, conditions = did_it_work.conditions(data, question)
    source = source_in(data, question.measure.source, "")
    told = [*compared, Message(name="conditions", title=heading, source=source, table=conditions)]
    told += _roles(data, question, colours)
    told += of_lines("before-use", "Before you use this", did_it_work.warnings(data, question))
    if action.worked_example:
        return told
    led = f"Led by {action.lead}. {action.source}."
    told += of_lines("done", action.done, action.reported, led)
    return told + of_figure(
        data, did_it_work.published(data, action), "did-it-work-published", colours
    )


def _roles(data: Reader, question: Question, colours: Palette) -> list[Message]:
    made = did_it_work.roles_map(data, question, colours)
    wards = f"wards of {question.action.vintage}"
    return [
        Message(
            name="did-it-work-wards",
            title=made.title,
            source=source_in(data, "boundaries", wards),
            pictures=tuple(
                Picture(title, spec, made.alt) for title, spec in panels.named(made.panels)
            ),
            legend=made.key,
            files=made.files,
        )
    ]
