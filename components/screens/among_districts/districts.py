"""Every district by rate, with rank as a range, and our share of all."""

from components.charts.palette import Palette
from components.charts.ranked_areas import ranked_areas
from components.charts.theme import as_spec
from components.screens.among_districts import Part, Shown, View
from components.screens.among_districts.rated import rated_rows
from components.screens.figures import Figure
from components.tables.among_districts import district_table
from components.words import districts as words
from components.words import numbers
from components.words.sources import residents_line
from components.words.ward_map import rate
from csp.answers import places
from csp.answers.districts import Districts, districts
from csp.db import Reader, remembered
from csp.settings import settings

FILE = ["area_code", "area_name", "events", "people", "basis", "year", "rate", "lower", "upper"]


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """The districts ranked for a measure and period."""
    told = districts(reader, view.measure, view.period.span)
    title = words.rank_title(told, view.measure)
    lead = words.rank_lead(told, view.measure, view.period.span)
    if not told.events:
        return Part(title, lead, empty="Choose another kind of crime or another period.")
    without = places.not_located(reader, view.measure, view.period.span)
    made = ranking(
        told,
        view,
        colours,
        heading=f"{view.measure.title} by district",
        note=f"{words.whole_note(*without, view.measure)} {words.RANK_NOTE}",
    )
    return Part(title, lead, (Shown(made, f"districts-{view.measure.id}", made.title),))


def ranking(
    told: Districts,
    view: View,
    colours: Palette,
    *,
    heading: str,
    note: str,
    only: tuple[str, ...] = (),
) -> Figure:
    """The districts by rate against all of them together; `only` some, by their codes."""
    measure, fine = view.measure, words.decimals(told.together.value)
    rates = told.rates[told.rates["area_code"].isin(only)] if only else told.rates
    of = len(told.rates)
    readings = [words.rank_reading(row, measure, of, fine) for _, row in rates.iterrows()]
    rows = rated_rows(
        rates, "area_name", readings, rates["area_code"] == settings().area.code, fine
    )
    force = settings().area.force_name
    spec = ranked_areas(
        rows,
        colours,
        reference=told.together.value,
        reference_words=f"{force} {rate(told.together.value, fine)}",
    )
    return Figure(
        title=heading,
        under=(
            f"{numbers.capital(measure.counted)} per {measure.per:,} residents,"
            f" {numbers.span(view.period.span)}; bar: 95% interval; dashed: {force}"
        ),
        spec=as_spec(spec),
        alt=f"{heading}, with intervals; the same figures stand in the table",
        table=district_table(rates, measure, fine),
        files=rates[[*FILE, "rank", "rank_low", "rank_high", "why_blank"]].assign(
            measure=measure.id, per=measure.per
        ),
        note=f"{note} {residents_line(rates)}".strip(),
        period=numbers.span(view.period.span),
        dataset=measure.source,
    )
