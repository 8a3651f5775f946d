"""The districts that are most like ours in a few stated things, and our rate beside theirs."""

from components.charts.palette import Palette
from components.screens.among_districts import Part, Shown, View
from components.screens.among_districts.districts import ranking
from components.screens.figures import Figure
from components.tables.among_districts import alike_table
from components.words import districts as words
from csp.answers.districts import Alike, alike, districts
from csp.db import Reader, remembered
from csp.settings import settings


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """Who is alike, by what, and their rates."""
    told = alike(reader)
    rates = districts(reader, view.measure, view.period.span)
    beside = ranking(
        rates,
        view,
        colours,
        heading=f"{view.measure.title}: {settings().area.name} and the districts most like it",
        note=words.RANK_NOTE,
        only=(settings().area.code, *told.nearest),
    )
    return Part(
        words.alike_title(told),
        words.alike_lead(told, rates, view.measure, view.period.span),
        (
            Shown(beside, f"similar-{view.measure.id}", beside.title),
            Shown(_things(told), "similar-districts"),
        ),
    )


def _things(told: Alike) -> Figure:
    """The table that lets a reader check who is alike."""
    return Figure(
        title=f"What was compared: {words.things(told.things)}",
        under="The nearest first; each thing has the same weight",
        spec=None,
        alt="",
        table=alike_table(told),
        files=told.districts,
        note=words.alike_note(told),
        period=f"edition of {told.districts['edition'].iloc[0]}",
        dataset="deprivation",
    )
