"""The messages of the pages on people: domestic abuse, feeling safe."""

from collections.abc import Mapping
from datetime import date

from components.charts.palette import Palette
from components.choices import Choices
from components.choosing import domestic_abuse as choosing
from components.choosing import feeling_safe as choosing_safety
from components.messages.message import Message, Told, of_areas, of_figure, of_lines, with_lead
from components.screens import domestic_abuse, feeling_safe
from components.screens.domestic_abuse import View, reached, reading, when, where
from components.screens.figures import Figure
from components.screens.source_line import source_in
from csp.answers import domestic_abuse as abuse
from csp.db import Reader


def abuse_of(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Domestic abuse: the chosen part."""
    del today
    view = choosing.chosen(data, choose)
    title, lead = domestic_abuse.heading(data, view)
    if view is None:
        told = [*_reached(data, None, colours), *_reading(data, None, colours)]
    else:
        made = {"where": _where, "when": _when, "reached": _reached, "reading": _reading}
        told = made[view.part](data, view, colours)
    return Told(title, lead, tuple(with_lead(told, lead)))


def _where(data: Reader, view: View | None, colours: Palette) -> list[Message]:
    assert view is not None
    if view.show == "over_time":
        over_time = where.over_time(data, view, colours)
        told = of_figure(data, over_time, "domestic-abuse-over-time", colours)
    else:
        said = where.wards(data, view, colours)
        source = source_in(data, abuse.INCIDENTS, said.period, on_map=True)
        told = of_areas(said, source, f"domestic-abuse-{view.show}")
    if view.public:
        return told
    curve, agreement = where.curve(data, view, colours), where.agreement(data, view)
    told += of_figure(data, curve, "domestic-abuse-concentration", colours)
    return told + of_figure(data, agreement, "domestic-abuse-ranking", colours)


def _when(data: Reader, view: View | None, colours: Palette) -> list[Message]:
    assert view is not None
    figures = {
        "hours": when.hours(data, view, colours),
        "shifts": when.shifts(data, view),
        "months": when.monthly(data, view, colours),
        "season": when.season(data, view, colours),
        "named-days": when.named_days(data, view, colours),
    }
    return _figures(data, figures, colours)


def _reached(data: Reader, view: View | None, colours: Palette) -> list[Message]:
    figures = {"services": reached.published(data)}
    if view is not None:
        figures |= {
            "coverage": reached.coverage(data, view, colours),
            "beside": reached.beside(data, view),
        }
    return _figures(data, figures, colours)


def _reading(data: Reader, view: View | None, colours: Palette) -> list[Message]:
    figures = {"readings": reading.both_ways()}
    if view is not None:
        figures |= {"series": reading.series(data, view)}
    return _figures(data, figures, colours)


def _figures(data: Reader, figures: Mapping[str, Figure | None], colours: Palette) -> list[Message]:
    return [
        one
        for name, made in figures.items()
        for one in of_figure(data, made, f"domestic-abuse-{name}", colours)
    ]


def safety(data: Reader, choose: Choices, colours: Palette, today: date) -> Told:
    """Feeling safe: waves, worries, targets, who feels less safe, against the record."""
    del today
    waves = feeling_safe.waves(data, colours)
    title, lead = feeling_safe.heading(waves)
    told = with_lead(of_figure(data, waves, "feeling-safe-waves", colours), lead)
    told += of_figure(data, feeling_safe.worries(data, colours), "feeling-safe-worries", colours)
    told += of_figure(data, feeling_safe.targets(data), "feeling-safe-targets", colours)
    asked = feeling_safe.asked_by_group(data)
    if asked:
        question, grouping = choosing_safety.chosen(asked, choose)
        groups = feeling_safe.groups(data, question, grouping, colours)
        beside = feeling_safe.beside_record(data, question, colours)
        told += of_figure(data, groups, "feeling-safe-groups", colours)
        told += of_figure(data, beside, "feeling-safe-beside", colours)
    young = feeling_safe.young_people(data)
    told += of_lines("young-people", young[0], young[1:]) if young else []
    return Told(title, lead, tuple(told))
