"""The officer's groups of wards, and rural crime as a view of its own."""

import math

import pandas as pd

from components.charts.palette import Palette
from components.charts.ranked_areas import ranked_areas
from components.charts.theme import as_spec
from components.screens.among_districts import Part, Shown, View
from components.screens.among_districts.rated import rated_rows
from components.screens.figures import Figure
from components.tables import among_districts as tables
from components.words import breaks as break_words
from components.words import numbers
from components.words import rural as words
from components.words.against_force import times
from components.words.districts import decimals
from components.words.sources import residents_line
from components.words.ward_map import rate
from csp.answers import breaks, rural
from csp.answers.rural import Groups, Pair
from csp.db import Reader, remembered
from csp.settings import settings

WIDEST = 4.0  # times: the scale of ratios ends here, whatever the largest is
ROOM = 52  # px for a ratio behind its interval
RATES = ["area_code", "title", "events", "people", "basis", "year", "rate", "lower", "upper"]


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """The groups, rural beside urban by kind, and the lists themselves."""
    if rural.listed(reader).empty:
        title, why = words.NO_GROUPS
        return Part(title, "", empty=why)
    told, pair = rural.groups(reader, view.measure, view.period.span), rural.pair(reader)
    groups = _groups(told, view, colours)
    shown = [Shown(groups, f"groups-{view.measure.id}", groups.title)]
    if pair is not None:
        shown.append(Shown(_categories(reader, pair, view, colours), "rural-crime"))
    shown.append(Shown(_lists(reader), "groups-of-wards"))
    return Part(
        words.title(told, pair, view.measure),
        words.lead(told, pair, view.measure, view.period.span),
        tuple(shown),
    )


def _groups(told: Groups, view: View, colours: Palette) -> Figure:
    measure, rates = view.measure, told.rates
    fine = decimals(told.borough["rate"])
    readings = [words.group_reading(row, measure, fine) for _, row in rates.iterrows()]
    rows = rated_rows(rates, "title", readings, rates["kind"] == "rural", fine)
    spec = ranked_areas(
        rows,
        colours,
        reference=float(told.borough["rate"]),
        reference_words=f"{settings().area.name} {rate(told.borough['rate'], fine)}",
    )
    return Figure(
        title=f"{measure.title} by group of wards",
        under=f"{numbers.capital(measure.counted)} per {measure.per:,} residents,"
        f" {numbers.span(view.period.span)}; bar: 95% interval; in ink: rural groups",
        spec=as_spec(spec),
        alt=f"{measure.title} by group of wards; the same figures stand in the table",
        table=tables.group_table(rates, measure, fine),
        files=rates[[*RATES, "share", "share_lower", "share_upper", "residents"]].assign(
            measure=measure.id, per=measure.per
        ),
        note=f"A group counts what its wards count. {_town_centre(rates)}{residents_line(rates)}",
        period=numbers.span(view.period.span),
        dataset=measure.source,
    )


def _town_centre(rates: pd.DataFrame) -> str:
    """The note of each ward whose residents are the wrong denominator, where a group holds it
    alone.
    """
    return "".join(
        f"{entry.note} ({numbers.count(row.events)}). "
        for entry in settings().wards.denominator_note
        for row in rates.itertuples()
        if row.wards == entry.area_name
    )


def _categories(reader: Reader, pair: Pair, view: View, colours: Palette) -> Figure:
    told = rural.by_category(reader, pair, view.period)
    compared = view.period.compared
    rows = pd.DataFrame(
        {
            "label": told["title"],
            "value": told["ratio"],
            "lower": told["lower"],
            "upper": told["upper"].replace(math.inf, WIDEST),
            "told": [times(value) for value in told["ratio"]],
            "reading": [words.category_reading(row) for _, row in told.iterrows()],
            "own": told["whole"],
        }
    )
    widest = min(WIDEST, math.ceil(2 * rows["upper"].max()) / 2)
    spec = ranked_areas(
        rows,
        colours,
        reference=1.0,
        reference_words="Urban 1",
        top=max(1.5, widest),
        what="Ratio",
        words_width=ROOM,
    )
    crossed = (
        break_words.across(breaks.crossed(reader, view.measure.source, breaks.both_years(compared)))
        if compared
        else break_words.refused(view.period.refused)
        if view.period.refused
        else ""
    )
    return Figure(
        title=words.category_title(told),
        under=f"Rural crime: rural rate over urban rate, {numbers.span(view.period.span)}, 95%"
        " interval",
        spec=as_spec(spec),
        alt="Rural over urban rate by kind of crime; the same figures stand in the table",
        table=tables.category_table(told, changed=compared is not None),
        files=told,
        note=f"{words.category_note(told, pair, compared)} {crossed}".strip(),
        period=numbers.span(view.period.span),
        dataset=view.measure.source,
    )


def _lists(reader: Reader) -> Figure:
    listed = rural.listed(reader)
    drafts = int(listed["approved_by"].isna().sum())
    said = f"{numbers.small(drafts)} of {numbers.small(len(listed))} lists of wards are drafts"
    return Figure(
        title=numbers.capital(said),
        under="Which wards each group is made of; an officer may change them in a file",
        spec=None,
        alt="",
        table=tables.list_table(listed),
        files=listed,
        period="grouped as listed",
        dataset="boundaries",
    )
