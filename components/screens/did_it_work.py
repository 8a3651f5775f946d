"""What Did it work? says of an action: the message, where, before and after, and the conditions."""

from dataclasses import dataclass

import pandas as pd

from components.charts.before_after import before_after
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.classes import role_classes
from components.maps.legend import legend_html
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.screens.panels import Panels, borough_and_town
from components.tables import evaluation as tables
from components.words import evaluation as words
from components.words import numbers
from components.words import published_figures as published_words
from csp.answers import evaluation, places
from csp.answers.evaluation import Action, Question
from csp.answers.outlines import Land
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.geography.panels import ROLES_BESIDE

PAGE = "did_it_work"


@dataclass(frozen=True)
class Chosen:
    """The map of the roles: its title, key, panels and words, and the same as a file."""

    title: str
    under: str
    key: str  # HTML
    panels: Panels
    alt: str
    files: pd.DataFrame


def no_actions() -> tuple[str, str]:
    """The empty state where no action is described."""
    return words.NO_ACTIONS


@remembered
def heading(reader: Reader, question: Question) -> tuple[str, str]:
    """Title and lead: what the interval allows, or what stands against an answer."""
    asked, names = evaluation.evaluate(reader, question), _names(reader, question)
    return words.title(asked, names), words.lead(asked, names)


def _names(reader: Reader, question: Question) -> dict[str, str]:
    return places.ward_names(reader, question.action.vintage)


@remembered
def roles_map(reader: Reader, question: Question, colours: Palette) -> Chosen:
    """The wards in their roles: in colour, pattern and words, borough and town."""
    names = _names(reader, question)
    role_of = {code: role for role, codes in question.chosen.items() for code in codes}
    areas = pd.DataFrame({"area_code": list(names), "area_name": list(names.values())})
    roles = [role_of.get(code, "") for code in names]
    told = [words.ROLES[role] if role else "no role" for role in roles]
    areas = areas.assign(
        told=[words.ON_MAP.get(role, "no role") for role in roles],
        description=[f"{name}: {role}" for name, role in zip(names.values(), told, strict=True)],
    )
    classes = role_classes(roles, words.ROLES, colours)
    land = Land("ward", question.action.vintage)
    return Chosen(
        title=words.map_title(question.chosen),
        under=words.MAP_UNDER,
        key=legend_html(classes, colours),
        panels=borough_and_town(
            reader, areas, land, classes, colours, margin=ROLES_BESIDE, only_coloured=True
        ),
        alt=f"Map of the wards by their roles. {words.roles_in_words(question.chosen, names)}",
        files=areas[["area_code", "area_name"]].assign(role=told),
    )


@remembered
def compared(reader: Reader, question: Question, colours: Palette) -> Figure | None:
    """Before and after in each role, and the sums; None where the figures cannot bear an answer."""
    asked, names = evaluation.evaluate(reader, question), _names(reader, question)
    if asked.effect is None:
        return None
    one, other = numbers.span(asked.before), numbers.span(asked.after)
    rows = pd.DataFrame(
        [
            {
                "label": words.ROLES[role],
                "before": counts.before,
                "after": counts.after,
                "told": f"{words.from_to(counts)} ({numbers.signed(counts.change)})",
                "reading": f"{words.ROLES[role]}: {numbers.count(counts.before)} in {one},"
                f" {numbers.count(counts.after)} in {other}",
            }
            for role, counts in asked.counts.items()
        ]
    )
    measure = question.measure
    return Figure(
        title=words.change_title(asked, measure),
        under=f"{numbers.capital(measure.counted)} recorded in each group of wards, counts",
        spec=as_spec(before_after(rows, colours)),
        alt=f"Counts before and after. {'; '.join(rows['reading'])}."
        " The same figures stand in the table.",
        table=tables.sums_table(asked, names),
        files=tables.sums_file(asked, names),
        period=f"{one} and {other}",
        dataset=measure.source,
        shapes=(("ring", "", f"before: {one}"), ("dot", "", f"after: {other}")),
    )


def strip(reader: Reader, question: Question) -> list[tuple[str, str, str]]:
    """The difference, the change in each role and the quotient; none without an effect."""
    return words.facts(evaluation.evaluate(reader, question))


@remembered
def conditions(reader: Reader, question: Question) -> tuple[str, str]:
    """The title of the list of conditions, and the list as HTML."""
    asked = evaluation.evaluate(reader, question)
    return (
        words.conditions_title(asked),
        tables.conditions_table(asked, _names(reader, question)),
    )


@remembered
def warnings(reader: Reader, question: Question) -> list[str]:
    """What a reader must know before using an answer; none where there is none."""
    asked = evaluation.evaluate(reader, question)
    if asked.effect is None:
        return []
    exact = places.is_exact(reader, question.action.vintage)
    told = words.warnings(asked, _names(reader, question), exact=exact)
    return [*told, words.QUOTIENT_NOTE] if asked.quotient is not None else told


@remembered
def fair_controls(reader: Reader, question: Question) -> Figure:
    """The wards that are nearest by their counts before; the empty state has no rows."""
    found = evaluation.alike(reader, question)
    names = _names(reader, question)
    window, _ = question.windows
    return Figure(
        title=words.CANDIDATES_TITLE,
        under=f"{numbers.capital(question.measure.counted)} in {numbers.span(window)}",
        spec=None,
        alt="",
        table="" if found.empty else tables.alike_table(found, names),
        files=found.assign(
            area_name=found["area_code"].map(names), other_name=found["other"].map(names)
        ),
        note=words.NO_CANDIDATES if found.empty else words.CANDIDATES_NOTE,
        period=numbers.span(window),
        dataset=question.measure.source,
    )


@remembered
def published(reader: Reader, action: Action) -> Figure | None:
    """What a document states of the action; None where nothing was published of it."""
    if not action.figures:
        return None
    found = reader.read("published_figures", figures=list(action.figures))
    order = {figure: place for place, figure in enumerate(action.figures)}
    found = found.sort_values("figure", key=lambda ids: ids.map(order), ignore_index=True)
    said = found.assign(
        dates=[
            published_words.period(row.period_start, row.period_end) for row in found.itertuples()
        ]
    )
    return Figure(
        title=words.published_title(said),
        under=f"As stated in: {action.source}. It is the document’s own figure: no effect is"
        " worked out from it",
        spec=None,
        alt="",
        table=tables.published_table(said),
        files=said[["figure", "what", "value", "unit", "dates", "document", "section"]],
        period=numbers.join(list(said["dates"])),
        doubts=doubts(reader, _uses(action)),
    )


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures of every action."""
    return [use for action in evaluation.actions(reader).values() for use in _uses(action)]


def _uses(action: Action) -> list[Use]:
    choices = (("action", action.id),)
    return [Use(figure, PAGE, f"Did it work? {action.title}", choices) for figure in action.figures]
