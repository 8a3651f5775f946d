"""Admissions to hospital by district, as the documents state them."""

import pandas as pd

from components.charts.palette import Palette
from components.charts.ranked_areas import ranked_areas
from components.charts.theme import as_spec
from components.screens.among_districts import Part, Shown, View
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.tables.among_districts import admitted_table
from components.words import districts as words
from components.words import numbers
from components.words.ward_map import rate
from csp.answers.districts import Admitted, admissions, admitted
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.settings import settings

PAGE = "among_districts"


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """One kind of admission in two years, by district."""
    if not view.what:
        return Part("No admissions are published by district", "", empty="None are held.")
    told = admitted(reader, view.what)
    made = _figure(reader, told, colours)
    return Part(
        words.admitted_title(told),
        words.admitted_lead(told),
        (Shown(made, f"admissions {view.what.split(',')[0]}"[:60], made.title),),
    )


def _figure(reader: Reader, told: Admitted, colours: Palette) -> Figure:
    rated = told.rates["rate"].notna().all()
    spec = ranked_areas(_rows(told, rated=rated), colours, bars=not rated)
    shown = "per 1,000 residents; bar: 95% interval" if rated else "counts"
    return Figure(
        title=f"{told.what} by district",
        under=f"{numbers.span(told.after)}, {shown}",
        spec=as_spec(spec),
        alt=f"{told.what} by district; the same figures stand in the table",
        table=admitted_table(told),
        files=told.rates.drop(columns=["events"]),
        note=words.admitted_note(told),
        doubts=doubts(reader, _uses(told)),
        period=f"{numbers.span(told.before)} and {numbers.span(told.after)}",
    )


def _rows(told: Admitted, *, rated: bool) -> pd.DataFrame:
    """The rows of the picture: the rate where residents of the year are held, else the count."""
    rates = told.rates if rated else told.rates.sort_values("after", ascending=False)
    values = rates["rate"] if rated else rates["after"]
    return pd.DataFrame(
        {
            "label": rates["area_name"],
            "value": values,
            "lower": rates["lower"],
            "upper": rates["upper"],
            "told": [rate(value, 2) if rated else numbers.count(value) for value in values],
            "reading": [
                f"{row.area_name}: {numbers.count(row.before)}, then {numbers.count(row.after)}"
                for row in rates.itertuples()
            ],
            "own": rates["area_code"] == settings().area.code,
        }
    )


def _uses(told: Admitted) -> list[Use]:
    """The published figures that the part shows."""
    figures = [*told.rates["before_figure"], *told.rates["after_figure"]]
    where = f"{words.page_title()}: admissions"
    return [Use(figure, PAGE, where, (("part", "admissions"),)) for figure in figures]


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the page shows under any choice."""
    return [use for what in admissions(reader) for use in _uses(admitted(reader, what))]
