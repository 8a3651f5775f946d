"""The tables of Ward profile: measures, deprivation, ages, wards alike, answers, other sets."""

import html
from collections.abc import Callable, Sequence

import pandas as pd

from components.tables.html import Column, interval_html, marked_html, table_html
from components.words import numbers, signals
from components.words import ward_profile as words
from components.words.districts import decimals
from components.words.ward_map import interval, rate
from csp.answers.ward_profile import AlikeWards, Measured
from csp.settings import settings

Image = Callable[[str, str, int, int], str]  # address, words, width, height -> HTML
Mark = Callable[[str, str], str]  # shape, direction -> HTML
SPARK = (112, 28)  # px
PRINTED = 16  # rows of measures that a sheet of paper has room for
UNPRINTED = "unprinted"
# On paper all of a profile stands on one sheet: smaller type, columns side by side, and what
# explains is left out. Streamlit itself would set columns with pictures below each other.
ON_PAPER = '[data-testid="stMain"]:has(.profile)'
PROFILE_CSS = """
.measured table.num :is(th, td) {{padding: .1875rem .375rem}}
.measured table.num img {{display: block}}
.measured table.num small {{line-height: 1.2}}
.print-only {{display: none}}
@media print {{
  @page {{size: A4; margin: 8mm 10mm 6mm}}
  html:has(.profile) {{font-size: 10px}}
  PAPER :is(.unprinted, [class*="st-key-unprinted"],
    [data-testid="stLayoutWrapper"]:has(> :is([data-testid="stExpander"],
    [class*="st-key-downloads"])), [data-testid="stElementContainer"]:has(.screen-only),
    [data-testid="stColumn"] [data-testid="stElementContainer"]:has(.note:not(.kept))) {{
    display: none !important}}
  PAPER .print-only {{display: block}}
  PAPER [data-testid="stVerticalBlock"] {{display: flex !important; gap: .375rem !important}}
  PAPER [data-testid="stHorizontalBlock"]:not([class*="st-key-downloads"]) {{
    display: flex !important; gap: 1.5rem !important; flex-wrap: nowrap}}
  PAPER :is([data-testid="stVerticalBlock"], [data-testid="stHorizontalBlock"]) > * {{
    margin-bottom: 0 !important}}
  PAPER [data-testid="stColumn"] {{min-width: 0; width: auto !important}}
  PAPER .band {{padding: .125rem .5rem; font-size: .75rem}}
  PAPER h1 {{font-size: 1.5rem; max-width: none; padding-bottom: .5rem}}
  PAPER :is([data-testid="stVegaLiteChart"], [data-testid="stVegaLiteChart"] div,
    [class*="st-key-wide_"]) {{
    height: auto !important}}
  PAPER [class*="st-key-map_"] svg {{max-height: 8.5rem; width: auto}}
  PAPER .lead {{font-size: 1.0625rem; line-height: 1.35; max-width: none}}
  PAPER :is(.note, .under) {{line-height: 1.25; max-width: none; margin: 0}}
  PAPER h2 {{padding-top: .25rem}}
  PAPER .told {{font-size: .875rem; line-height: 1.3}}
  PAPER table.num :is(th, td) {{padding-block: .0625rem}}
  PAPER .measured table.num img:not(.mark) {{height: 14px; width: auto}}
  PAPER .measured table.num .mark {{height: 1rem; width: auto; margin-top: 0}}
  PAPER .measured table.num {{font-size: .8125rem}}
  PAPER .measured table.num tbody th {{font-size: .8125rem; white-space: nowrap}}
  PAPER .measured table.num .n + :not(.n) {{padding-left: .75rem}}
  PAPER .measured table.num small {{display: inline; margin-inline-start: .25rem}}
  PAPER .strip.one {{padding: .375rem .75rem; gap: .5rem; grid-template-columns: repeat(5, 1fr)}}
  PAPER .big.words {{font-size: 1.25rem}}
}}
""".replace("PAPER", ON_PAPER)


def measures_table(
    told: Sequence[Measured],
    sparks: Sequence[tuple[str, str]],
    image: Image,
    mark: Mark,
    *,
    caption: str,
    printed: int = PRINTED,
) -> str:
    """Every measure as a row; `sparks` are the address and the words of each little line ('' where
    there is none). Rows behind the first `printed` are not printed.

    On a phone the comparisons stand below the name of the measure.
    """
    area = settings().area
    columns = {
        "name": Column("Measure", row_head=True, markup=True),
        "spark": Column("24 months", wide=True, markup=True),
        "events": Column("Count", number=True, wide=True),
        "rate": Column("Rate", number=True, bold=True, markup=True),
        "rank": Column("Rank", number=True, muted=True),
        "borough": Column(area.name, number=True, muted=True, wide=True),
        "together": Column(area.force_name, number=True, muted=True, wide=True),
        "verdict": Column("Its own months", markup=True),
        "change": Column("Change in a year", number=True, wide=True, markup=True),
        "small": Column("Hotspot areas", number=True, wide=True),
    }
    rows = [
        _measure_row(one, spark, image, mark, "" if at < printed else UNPRINTED)
        for at, (one, spark) in enumerate(zip(told, sparks, strict=True))
    ]
    return f'<div class="measured">{table_html(columns, rows, caption)}</div>'


def protected_measures_table(told: Sequence[Measured], *, caption: str, printed: int) -> str:
    """Every measure of a dataset whose counts are protected: count, rate and the borough's rate.
    Rows behind the first `printed` are not printed.
    """
    columns = {
        "name": Column("Measure", row_head=True),
        "events": Column("Count, rounded", number=True),
        "rate": Column("Rate", number=True, bold=True),
        "borough": Column(settings().area.name, number=True, muted=True),
    }
    rows = [
        {
            "css": "" if at < printed else UNPRINTED,
            "name": one.measure.title,
            "events": numbers.count(one.own["events"], one.own["why_blank"]),
            "rate": rate(one.own["rate"], decimals(one.borough), one.own["why_blank"]),
            # the read of all measures gives no reason, and what is published is known or hidden
            "borough": rate(one.borough, decimals(one.borough), "hidden"),
        }
        for at, one in enumerate(told)
    ]
    return f'<div class="measured">{table_html(columns, rows, caption)}</div>'


def _measure_row(
    one: Measured, spark: tuple[str, str], image: Image, mark: Mark, css: str
) -> dict[str, str]:
    own, fine = one.own, decimals(one.borough)
    shape, direction = signals.mark(one.trend.verdict)
    verdict = words.verdict(one.trend.verdict)
    change, moved = words.changed(one)
    limits = "" if numbers.is_blank(own["rate"]) else interval(own["lower"], own["upper"], fine)
    area = settings().area
    beside = (
        f"Count {numbers.count(own['events'], own['why_blank'])}; {area.name}"
        f" {rate(one.borough, fine)}, {area.force_name} {rate(one.together, fine)};"
        f" in a year {', '.join(part for part in (change, moved) if part)}"
    )
    name = html.escape(one.measure.title)
    return {
        "css": css,
        "name": f'{name}<span class="phone-only"><small>{html.escape(beside)}</small></span>',
        "spark": image(*spark, *SPARK) if spark[0] else '<span class="m">–</span>',
        "events": numbers.count(own["events"], own["why_blank"]),
        "rate": _over(rate(own["rate"], fine, own["why_blank"]), limits),
        "rank": numbers.rank(own["rank_low"], own["rank_high"]),
        "borough": rate(one.borough, fine),
        "together": rate(one.together, fine),
        "verdict": marked_html(mark(shape, direction), verdict),
        "change": _over(change, moved),
        "small": words.small_areas(one),
    }


def _over(figure: str, below: str) -> str:
    told = html.escape(below)
    if below in words.CLEAR:
        told = f"<b>{told}</b>"
    small = f"<small>{told}</small>" if below else ""
    return f"{html.escape(figure)}{small}"


def deprivation_table(found: pd.DataFrame) -> str:
    """Each small area with its tenth and rank, by edition."""
    columns = {
        "name": Column("Small area", row_head=True),
        "decile": Column("Tenth of England", number=True, bold=True),
        "rank": Column("Rank", number=True),
    }
    rows = [
        {
            "edition": f"Edition of {row.edition}",
            "name": row.area_name,
            "decile": str(int(row.decile)),
            "rank": numbers.count(row.rank),
        }
        for row in found.itertuples()
    ]
    return table_html(
        columns, rows, "Small areas by tenth of England, 1 most deprived", group="edition"
    )


def ages_table(found: pd.DataFrame) -> str:
    """Residents by band of age, with their share and the borough's."""
    columns = {
        "band": Column("Age", row_head=True),
        "people": Column("Residents", number=True),
        "percent": Column("Share", number=True, bold=True),
        "borough": Column(settings().area.name, number=True, muted=True),
    }
    rows = [
        {
            "band": row.age_band,
            "people": numbers.count(row.people),
            "percent": f"{row.percent:.1f}%",
            "borough": "no data" if numbers.is_blank(row.borough) else f"{row.borough:.1f}%",
        }
        for row in found.itertuples()
    ]
    return table_html(columns, rows, "Residents by age")


def alike_table(told: AlikeWards, rates: pd.DataFrame, fine: int) -> str:
    """The ward and those most like it: distance, each thing compared, and their rates."""
    columns = {
        "name": Column("Ward", row_head=True),
        "distance": Column("Distance", number=True),
        **{
            one: Column(words.THINGS[one][1], number=True, muted=True, wide=True)
            for one in told.things
        },
        "rate": Column("Rate", number=True, bold=True, markup=True),
    }
    held = rates.set_index("area_code")
    rows = [
        {
            "code": row["area_code"],
            "name": row["area_name"],
            "distance": f"{row['distance']:.2f}",
            **{one: words.thing(one, row[one]) for one in told.things},
            "rate": _over(
                rate(held.loc[row["area_code"], "rate"], fine),
                interval(*held.loc[row["area_code"], ["lower", "upper"]], fine),
            ),
        }
        for row in told.wards.head(1 + len(told.nearest)).to_dict("records")
    ]
    own = str(told.wards["area_code"].iloc[0])
    return table_html(columns, rows, "Wards most alike, what was compared", own, key="code")


def views_table(answers: pd.DataFrame, asked: dict[str, str], *, illustrative: bool) -> str:
    """Each question's share with its interval drawn, the borough's, and how many answered."""
    columns = {
        "question": Column("Question", row_head=True),
        "percent": Column("Here", number=True, bold=True),
        "drawn": Column("0 to 100%", markup=True, wide=True),
        "everyone": Column(settings().area.name, number=True, muted=True),
        "base": Column("Answers", number=True),
    }
    rows = [
        {
            "question": asked[row.question],
            "percent": _percent(row.percent, row.why_blank),
            "drawn": ""
            if numbers.is_blank(row.lower)
            else interval_html(row.percent, row.lower, row.upper, top=100, reference=row.everyone),
            "everyone": _percent(row.everyone, None),
            "base": words.base(row.base, row.why_blank),
        }
        for row in answers.itertuples()
    ]
    return table_html(columns, rows, "Answers of this ward’s residents", illustrative=illustrative)


def _percent(value: float, why_blank: object) -> str:
    if numbers.is_blank(value):
        return str(why_blank) if isinstance(why_blank, str) else "no data"
    return f"{value:.0f}%"


def became_table(found: pd.DataFrame, address: Callable[[str, str], str]) -> str:
    """The wards of the other set that share residents with this one; `address` leads to their
    profiles.
    """
    columns = {
        "name": Column("Ward", row_head=True, markup=True),
        "people": Column("In both", number=True),
        "share": Column("Share of this", number=True, bold=True),
        "other": Column("Share of that", number=True, muted=True),
    }
    rows = [
        {
            "name": f'<a href="{html.escape(address(row.other_code, row.other_vintage))}"'
            f' target="_self">{html.escape(row.other_name)}</a>',
            "people": numbers.count(row.people),
            "share": words.share(row.share),
            "other": words.share(row.other_share),
        }
        for row in found.itertuples()
    ]
    return table_html(columns, rows, "Wards of the other set, by shared residents")


def residents_table(wards: pd.DataFrame) -> str:
    """The residents of each ward."""
    columns = {
        "name": Column("Ward", row_head=True),
        "people": Column("Residents", number=True, bold=True),
    }
    rows = [
        {"name": row.area_name, "people": numbers.count(row.residents)}
        for row in wards.itertuples()
    ]
    return table_html(columns, rows, "Residents by ward")
