"""Who is reached: what was published, the records beside it, and visits against incidents."""

from typing import Any

import pandas as pd

from components.charts.interval_bars import interval_bars
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.domestic_abuse import View
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.tables import domestic_abuse as tables
from components.words import domestic_abuse as words
from components.words import numbers
from csp.answers import domestic_abuse as abuse
from csp.answers import plans
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.months import Span
from csp.settings import settings

PLAN_OF_TARGETS = "2013-18"
# What it is, the figures of two years ('' where the first was not published), and the indicator of
# the plan of 2014 that has the county's figure and the target.
PUBLISHED = (
    ("Repeat victims", "repeat_victims_2015", "repeat_victims_2016", "Repeat victims"),
    ("High-risk cases (MARAC)", "marac_cases_2018", "marac_cases_2019", ""),
    ("of them repeat cases", "", "marac_repeat_2019", ""),
    ("Share of repeat cases", "", "marac_repeat_share_2019", "Repeat MARAC cases"),
    ("Sanctuary scheme referrals", "sanctuary_2018", "sanctuary_2019", ""),
    ("One-stop shop visits", "one_stop_shop_2018", "one_stop_shop_2019", ""),
    ("of them by women", "one_stop_shop_women_2018", "one_stop_shop_women_2019", ""),
    ("of them by men", "one_stop_shop_men_2018", "one_stop_shop_men_2019", ""),
)


@remembered
def published(reader: Reader) -> Figure | None:
    """The published figures of services, two years side by side, with county and target; None where
    they are not held.
    """
    figures = abuse.published(reader)
    if not {*abuse.PUBLISHED} <= {*figures.index}:
        return None
    promised = targets(reader)
    rows = pd.DataFrame(
        [
            _published_row(figures, what, before, latest) | _promised(promised, indicator)
            for what, before, latest, indicator in PUBLISHED
        ]
    )
    values = figures["value"]
    return Figure(
        title=words.reached_title(values["repeat_victims_2015"], values["repeat_victims_2016"]),
        under="Published figures of the borough, two years side by side; target of the plan of"
        " 2014",
        spec=None,
        alt="",
        table=tables.reached_table(rows, settings().area.county_name),
        files=rows,
        note=words.REACHED_NOTE,
        doubts=doubts(reader, shown_figures(reader)),
        period="Sep 2014 to Sep 2019",
    )


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the part shows: those of services, what was promised of them."""
    services = [figure for _, before, latest, _ in PUBLISHED for figure in (before, latest)]
    held = targets(reader)
    promised = [
        figure
        for *_, indicator in PUBLISHED
        if (row := promised_of(held, indicator)) is not None
        for figure in (row["kent_figure"], row[_promised_as(row)])
    ]
    return [
        Use(figure, "domestic_abuse", "Domestic abuse: who is reached", (("part", "reached"),))
        for figure in dict.fromkeys(services + promised)
        if isinstance(figure, str) and figure
    ]


def _promised_as(row: pd.Series) -> str:
    """Which figure states what was promised: what is to be kept up, or the target."""
    return "baseline_figure" if row["target_words"] == "maintain" else "target_figure"


def targets(reader: Reader) -> pd.DataFrame:
    """The indicators of the plan of 2014, each once; columns as csp.answers.plans.indicators."""
    titles = [one.title for one in plans.priorities(reader, PLAN_OF_TARGETS)]
    return plans.indicators(reader, PLAN_OF_TARGETS, titles).drop_duplicates("indicator")


def _published_row(figures: pd.DataFrame, what: str, before: str, latest: str) -> dict[str, Any]:
    """One line of the published table; a change is given in the figure's own unit."""
    now = figures.loc[latest]
    was = figures.loc[before, "value"] if before else None
    decimals = 1 if now["unit"] == "percent" else 0
    change = None if numbers.is_blank(was) else now["value"] - was
    return {
        "what": what,
        "before": words.stated(was, now["unit"]),
        "latest": words.stated(now["value"], now["unit"]),
        "change": numbers.signed(change, "", decimals),
        "period": numbers.span(Span(now["period_start"].date(), now["period_end"].date())),
    }


def promised_of(promised: pd.DataFrame, indicator: str) -> pd.Series | None:
    """The indicator whose words begin so; None for '' and where there is none."""
    found = promised[promised["indicator"].str.startswith(indicator)]
    return found.iloc[0] if indicator and len(found) else None


def _promised(promised: pd.DataFrame, indicator: str) -> dict[str, str]:
    """The county's figure and the target of an indicator, dashes where there is none."""
    row = promised_of(promised, indicator)
    if row is None:
        return {"kent": numbers.NOT_APPLICABLE, "target": numbers.NOT_APPLICABLE}
    target = row["target_words"]
    if target == "maintain":
        target = f"maintain {numbers.figure(row['baseline'])}%"
    elif numbers.finite(row["target"]):
        target = f"{target}%"
    return {"kent": f"{numbers.figure(row['kent'])}%", "target": str(target)}


@remembered
def beside(reader: Reader, view: View) -> Figure | None:
    """Shares and counts of the records in hand, beside what was published of the same; None without
    any, and of protected counts, which no share is made of.
    """
    if view.public:
        return None
    figures = abuse.published(reader)["value"].reindex(abuse.PUBLISHED)
    police = abuse.year_on_year(reader, abuse.INCIDENTS)
    marac = abuse.year_on_year(reader, abuse.MARAC)
    shop = abuse.year_on_year(reader, abuse.SHOP)
    rows = []
    if len(police):
        counts = police["events"]
        share = 100 * counts["domestic_abuse_repeat_victims"] / counts["domestic_abuse_incidents"]
        rows.append(
            _beside_row(
                "Repeat victims, share of incidents",
                _percent(figures["repeat_victims_2016"]),
                words.percent(share),
                police,
            )
        )
    if len(marac):
        counts = marac["events"]
        share = 100 * counts["marac_repeat_cases"] / counts["marac_cases"]
        rows.append(
            _beside_row(
                "Repeat high-risk cases, share of cases",
                _percent(figures["marac_repeat_share_2019"]),
                words.percent(share),
                marac,
            )
        )
    for what, figure, measure in (
        ("One-stop shop visits", "one_stop_shop_2019", "one_stop_shop_visits"),
        ("of them by women", "one_stop_shop_women_2019", "one_stop_shop_women"),
        ("of them by men", "one_stop_shop_men_2019", "one_stop_shop_men"),
    ):
        if len(shop):
            rows.append(
                _beside_row(
                    what,
                    _stated(figures[figure]),
                    numbers.count(shop.loc[measure, "events"]),
                    shop,
                )
            )
    if not rows:
        return None
    told = pd.DataFrame(rows)
    return Figure(
        title=words.beside_title(illustrative=view.illustrative),
        under="Newest published figure, and the newest twelve months of the records",
        spec=None,
        alt="",
        table=tables.beside_table(told, illustrative=view.illustrative),
        files=told,
        note="The published one-stop shop figures count all visits; those of the borough’s records"
        " leave out visitors from other districts.",
        illustrative=view.illustrative,
        period=str(told["period"].iloc[-1]),
        dataset=abuse.SHOP if len(shop) else abuse.INCIDENTS,
    )


def _stated(value: float) -> str:
    """A published figure, or that it is not held."""
    return numbers.figure(None if numbers.is_blank(value) else value)


def _percent(value: float) -> str:
    return _stated(value) if numbers.is_blank(value) else f"{_stated(value)}%"


def _beside_row(what: str, published: str, held: str, of: pd.DataFrame) -> dict[str, str]:
    return {
        "what": what,
        "published": published,
        "held": held,
        "period": numbers.span(of["span"].iloc[0]),
    }


@remembered
def coverage(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """Visits beside recorded incidents by ward; None where the two share no months."""
    if view.public:
        return None
    found = abuse.coverage(reader, view.period.span)
    if found is None:
        return None
    order = ["area_name"] if view.illustrative else ["gap", "area_name"]
    wards = found.wards.sort_values(order, ascending=[name == "area_name" for name in order])
    drawn = wards.assign(
        label=wards["area_name"],
        value=wards["gap"],
        told=[
            str(row.why_blank) if numbers.is_blank(row.gap) else numbers.signed(row.gap, "", 1)
            for row in wards.itertuples()
        ],
    )
    drawn["reading"] = [f"{row.label}: gap of {row.told} visits" for row in drawn.itertuples()]
    low, high = float(wards["lower"].min()), float(wards["upper"].max())
    return Figure(
        title=words.coverage_title(wards, illustrative=view.illustrative),
        under="Visits that the ward’s incidents lead to expect, less those made, with 95%"
        f" interval, {numbers.span(found.span)}; dashed: no gap",
        spec=as_spec(
            interval_bars(
                drawn[["label", "value", "lower", "upper", "told", "reading"]],
                colours,
                bars=False,
                reference=0,
                bottom=low // 5 * 5,
                top=-(-high // 5) * 5,
                illustrative=view.illustrative,
                what="Gap",
            )
        ),
        alt="Points with intervals of the gap by ward. The same figures stand in the table.",
        table=tables.coverage_table(wards, view.ward, illustrative=view.illustrative),
        files=wards.sort_values("area_name"),
        note=f"{words.coverage_advice(wards, illustrative=view.illustrative)}"
        f" {words.coverage_note(int(wards['sets'].max()), int(wards['gap'].isna().sum()))}",
        illustrative=view.illustrative,
        period=numbers.span(found.span),
        dataset=abuse.SHOP,
    )
