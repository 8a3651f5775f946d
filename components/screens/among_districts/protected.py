"""What stands of a measure whose counts are protected: the districts' counts and rates alone."""

from components.screens.among_districts import Part, Shown, View
from components.screens.figures import Figure
from components.tables.among_districts import protected_table
from components.words import districts as words
from components.words import numbers, protected
from components.words.sources import residents_line
from components.words.ward_map import rate
from csp.answers import places
from csp.db import Reader, remembered
from csp.settings import settings

COLUMNS = ["area_code", "area_name", "events", "people", "basis", "year", "rate", "why_blank"]
OF_NO_MEASURE = ("admissions",)  # parts of published figures, which pass as they are


def part(reader: Reader, view: View) -> Part | None:
    """What a part says of protected counts; None where its counts are not, so that it answers
    itself.
    """
    if view.part in OF_NO_MEASURE or not places.is_protected(reader, view.measure):
        return None
    if view.part != "districts":
        title, why = protected.NO_COMPARISON
        return Part(title, "", empty=why)
    return _districts(reader, view)


@remembered
def _districts(reader: Reader, view: View) -> Part:
    measure, span = view.measure, view.period.span
    rates = places.district_rates(reader, measure, span)
    own = rates[rates["area_code"] == settings().area.code].iloc[0]
    fine = words.decimals(float(rates["rate"].max()))
    title = protected.areas_title(rates, measure, "district", "districts")
    order = protected.order_note(protected.number_hidden(rates))
    made = Figure(
        title=f"{measure.title} by district",
        under=f"Counts and rates per {measure.per:,} residents, {numbers.span(span)}",
        spec=None,
        alt="",
        table=protected_table(rates, measure, fine),
        files=rates[COLUMNS].assign(measure=measure.id, per=measure.per),
        note=f"{order} {residents_line(rates)}".strip(),
        period=numbers.span(span),
        dataset=measure.source,
    )
    lead = protected.areas_lead(own, rate(own["rate"], fine), measure, span)
    return Part(title, lead, (Shown(made, f"districts-{measure.id}", made.title),))
