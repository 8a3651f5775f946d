"""Who lives in a ward: deprivation of its small areas, ages, and which wards are like it."""

from components.charts.decile_dots import decile_dots
from components.charts.palette import Palette
from components.charts.ranked_areas import ranked_areas
from components.charts.shares_beside import shares_beside
from components.charts.theme import as_spec
from components.screens.among_districts.rated import rated_rows
from components.screens.figures import Figure
from components.screens.ward_profile import View
from components.tables import ward_profile as tables
from components.words import numbers
from components.words import ward_profile as words
from components.words.districts import decimals, limits
from components.words.ward_map import rate
from csp.answers import places
from csp.answers import ward_profile as answers
from csp.db import Reader, remembered
from csp.settings import settings

EDITIONS = 2  # of the index of deprivation, the newest


@remembered
def deprivation(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """The small areas by tenth of England, in the newest two editions; None without any."""
    found = answers.deprivation(reader, view.ward)
    if found.empty:
        return None
    editions = sorted(found["edition"].unique())[-EDITIONS:]
    found = found[found["edition"].isin(editions)].reset_index(drop=True)
    drawn = found.assign(reading=[words.deprivation_reading(row) for _, row in found.iterrows()])
    return Figure(
        title=words.deprivation_title(found),
        under="A dot is a small area (about 1,500 residents), by tenth of England’s: 1 holds the"
        " most deprived; shaded: the first three",
        spec=as_spec(decile_dots(drawn[["edition", "decile", "reading"]], colours)),
        alt=f"Dots of small areas by tenth. {words.deprivation_title(found)}. The same figures"
        " stand in the table.",
        table=tables.deprivation_table(found),
        files=found,
        note=words.deprivation_note(editions),
        period=f"editions of {numbers.join(editions)}",
        dataset="deprivation",
    )


@remembered
def ages(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """Residents by band of age beside the borough; None where ages are not held."""
    found = answers.ages(reader, view.ward)
    if found.empty:
        return None
    area = settings().area.name
    drawn = found.assign(
        label=found["age_band"],
        value=found["percent"],
        beside=found["borough"],
        told=[f"{share:.0f}%" for share in found["percent"]],
        reading=[
            f"{row.age_band}: {row.percent:.1f}%, {area} {row.borough:.1f}%"
            for row in found.itertuples()
        ],
    )
    return Figure(
        title=words.ages_title(found),
        under=words.ages_under(found),
        spec=as_spec(
            shares_beside(drawn[["label", "value", "beside", "told", "reading"]], colours)
        ),
        alt=f"Bars of shares by age. {words.ages_title(found)}. The same figures stand in the"
        " table.",
        table=tables.ages_table(found),
        files=found,
        note=words.residents_note(reader.read("residents", area_code=view.ward)),
        period=str(int(found["year"].iloc[0])),
        dataset="population",
    )


@remembered
def similar(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """The wards most alike in stated things, and their rates of the first measure; None where the
    things are not held.
    """
    told = answers.alike(reader, view.ward, view.vintage)
    measured = answers.measured(reader, view.ward, view.vintage)
    if told is None or not measured:
        return None
    first = measured[0]
    codes = [view.ward, *told.nearest]
    rates = first.rates[first.rates["area_code"].isin(codes)]
    if rates["rate"].isna().all():
        return None
    fine, area = decimals(first.borough), settings().area.name
    readings = [
        f"{row['area_name']}: {rate(row['rate'], fine)} per {first.measure.per:,} residents,"
        f" {limits(row, fine)}"
        for _, row in rates.iterrows()
    ]
    rows = rated_rows(rates, "area_name", readings, rates["area_code"] == view.ward, fine)
    name = places.ward_names(reader, view.vintage)[view.ward]
    spec = ranked_areas(
        rows,
        colours,
        reference=first.borough,
        reference_words=f"{area} {rate(first.borough, fine)}",
    )
    kept = ["area_code", "rate", "lower", "upper"]
    return Figure(
        title=words.alike_title(name, told),
        under=f"{numbers.capital(first.measure.counted)} per {first.measure.per:,} residents,"
        f" {numbers.span(first.span)}; bar: 95% interval; dashed: {area}",
        spec=as_spec(spec),
        alt=f"{words.alike_title(name, told)}. Their rates with intervals; the same figures stand"
        " in the table.",
        table=tables.alike_table(told, first.rates, fine),
        files=told.wards.merge(first.rates[kept], on="area_code"),
        note=f"{words.why_alike(told)} {words.alike_note(told)}",
        period=numbers.span(first.span),
        dataset=first.measure.source,
    )
