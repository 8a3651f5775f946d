"""Where recorded domestic abuse gathers: wards, concentration, the ranking of 2020, hotspots."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from components.charts.concentration import concentration
from components.charts.heatmap import class_grid
from components.charts.palette import Palette
from components.charts.theme import as_spec, illustrated
from components.screens import ward_map
from components.screens.domestic_abuse import View
from components.screens.figures import Figure
from components.screens.ward_map import Answer
from components.tables import domestic_abuse as tables
from components.tables import html
from components.words import breaks as break_words
from components.words import domestic_abuse as words
from components.words import numbers
from components.words import ward_map as ward_words
from components.words.files import geojson_bytes
from csp.answers import breaks, places
from csp.answers import domestic_abuse as abuse
from csp.db import Reader, remembered
from csp.months import Span
from csp.settings import settings
from csp.stats.agreement import against_published
from csp.stats.concentration import gini, lorenz, smallest_set


@remembered
def wards(reader: Reader, view: View, colours: Palette) -> Answer:
    """The ward map's answer for incidents: count, rate or hotspots, in words of this page.

    Its title and lead are left out, since they rank wards. In the public edition counts are
    protected: what has no place in a ward is no difference of rounded counts, and is left out.
    """
    asked = ward_map.View(abuse.incidents(), view.period, view.show, view.vintage, view.ward)
    said = ward_map.answer(reader, asked, colours)
    if said.empty:
        return said
    if view.public:
        return _protected(view, said)
    said = replace(said, title="", lead="")
    found = places.ward_rates(reader, abuse.incidents(), view.period.span, view.vintage)
    if view.show == "hotspots":
        said = _with_patterns(reader, view, said)
    elif view.show == "rate":
        said = replace(said, note=f"{ward_words.denominator_notes(found)} {said.note}".strip())
    said = replace(said, below=f"{said.below} {_without_place(reader, view, found)}".strip())
    return _marked(reader, view, said, colours) if view.illustrative else said


def _protected(view: View, said: Answer) -> Answer:
    """The answer of protected counts, whose title and lead rank nothing: they stand at the map."""
    over_time = words.OVER_TIME_NOTE if view.show == "hotspots" else ""
    return replace(
        said,
        map_title=said.title,
        map_under=f"{said.map_title}. {said.map_under}",
        note=f"{said.note} {over_time}".strip(),
    )


def _with_patterns(reader: Reader, view: View, said: Answer) -> Answer:
    """The answer with a table that says how each ward's hotspot lasts, too."""
    found = places.hotspots(
        reader, abuse.incidents(), view.period.span, kind="ward", vintage=view.vintage
    )
    return replace(
        said,
        table=tables.hotspot_table(found, view.ward),
        files=found.drop(columns="events").merge(said.files[["area_code", "events"]]),
        note=f"{words.HOTSPOT_NOTE} {words.OVER_TIME_NOTE}",
    )


def _without_place(reader: Reader, view: View, found: pd.DataFrame) -> str:
    own = settings().area.code
    borough = places.area_rate(reader, abuse.incidents(), view.period.span, own)["events"]
    return words.without_place(int(borough - found["events"].sum()), int(borough))


def _marked(reader: Reader, view: View, said: Answer, colours: Palette) -> Answer:
    """The answer with the mark of invented records on all that may be taken away."""
    files = said.files.assign(status="illustrative")
    small = said.small
    return replace(
        said,
        panels=tuple((title, illustrated(spec, colours)) for title, spec in said.panels),
        table=html.illustrated(said.table),
        areas=partial(_outlined, reader, view, files),
        small=small and replace(small, table=partial(_illustrated, small.table)),
    )


def _outlined(reader: Reader, view: View, files: pd.DataFrame, told: Mapping[str, str]) -> bytes:
    return geojson_bytes(files, reader.read("shapes", kind="ward", vintage=view.vintage), told)


def _illustrated(table: Callable[[], str]) -> str:
    return html.illustrated(table())


def _counts(reader: Reader, view: View, key: str) -> pd.Series:
    """Each ward's incidents in the period by its code or name; empty unless all are held."""
    wards = places.ward_rates(reader, abuse.incidents(), view.period.span, view.vintage)
    counts = wards.set_index(key)["events"]
    return counts.head(0) if counts.isna().any() else counts.astype(int)


@remembered
def curve(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """How few wards hold half of the incidents; names stand in the table alone."""
    counts = _counts(reader, view, "area_code")
    if view.public or counts.sum() == 0:
        return None
    half = smallest_set(counts)
    told = lorenz(counts).reset_index(names="areas")
    told["share"] = 100 * told["share_of_events"]
    told["reading"] = [
        f"{row.areas} of {len(counts)} wards hold {words.percent(row.share, 0)}"
        for row in told.itertuples()
    ]
    names = places.ward_names(reader, view.vintage)
    rows = told.iloc[1:].assign(
        area_name=told["area_code"].map(names),
        so_far=told["share"],
        share=100 * told["events"] / counts.sum(),
    )[["area_code", "area_name", "events", "share", "so_far"]]
    return Figure(
        title=words.curve_title(half, len(counts), illustrative=view.illustrative),
        under=f"Share of recorded incidents in the wards with the most, one by one,"
        f" {numbers.span(view.period.span)}",
        spec=as_spec(
            concentration(
                told,
                colours,
                mark=(len(half.areas), words.half_words(half)),
                even="if all wards\nheld as many",
                illustrative=view.illustrative,
            )
        ),
        alt="Curve of the share of incidents over the number of wards."
        f" {' '.join(words.half_words(half).split())} of incidents."
        " The same figures stand in the table.",
        table=tables.concentration_table(rows, view.ward, illustrative=view.illustrative),
        files=rows,
        note=f"{words.gini_words(gini(counts))} {words.ties_words(half)}".strip(),
        illustrative=view.illustrative,
        period=numbers.span(view.period.span),
        dataset=abuse.INCIDENTS,
    )


@remembered
def agreement(reader: Reader, view: View) -> Figure | None:
    """The ranking that was published in 2020 beside the records in hand."""
    counts = _counts(reader, view, "area_name")
    ranking = abuse.published_ranking()
    if view.public or counts.sum() == 0 or ranking is None:
        return None
    if not ranking.says.named <= set(counts.index):
        return None
    share = abuse.published(reader).loc[ranking.group_figure, "value"]
    found = against_published(counts, ranking.says, float(share))
    group = numbers.join(sorted(ranking.says.group))
    invented = words.AGREEMENT_INVENTED if view.illustrative else ""
    return Figure(
        title=words.agreement_title(found, illustrative=view.illustrative),
        under=f"Published: {numbers.span(ranking.span)} (assessment of 2020, section"
        f" {ranking.section}). In hand: {numbers.span(view.period.span)}",
        spec=None,
        alt="",
        table=tables.agreement_table(found, group, illustrative=view.illustrative),
        files=pd.DataFrame(
            [
                {"what": f"place of {one.area}", "published": one.published, "best": one.best}
                | {"worst": one.worst}
                for one in found.places
            ]
            + [
                {
                    "what": f"percent in {group}",
                    "published": found.published_share,
                    "held": found.group_share,
                    "lower": found.lower,
                    "upper": found.upper,
                }
            ]
        ),
        note=words.AGREEMENT_NOTE + invented,
        illustrative=view.illustrative,
        period=numbers.span(view.period.span),
        dataset=abuse.INCIDENTS,
    )


@remembered
def over_time(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """Each ward's hotspot class quarter by quarter; None where no quarters are worked out."""
    found = abuse.hotspot_quarters(reader, view.vintage)
    if found.empty:
        return None
    found = found.assign(
        name=found["area_name"],
        column=[
            numbers.span(Span(row.period_start.date(), row.period_end.date()))
            for row in found.itertuples()
        ],
        kind=found["class"].map(ward_words.HOTSPOTS),
    )
    kinds = list(dict.fromkeys(ward_words.HOTSPOTS.values()))
    spec = class_grid(
        found.assign(
            column=[_quarter(row.period_start, row.period_end) for row in found.itertuples()]
        ),
        list(zip(kinds, colours.hotspots, strict=True)),
        colours,
        illustrative=view.illustrative,
    )
    wide = found.pivot(
        index=["area_name", "pattern"], columns="column", values="kind"
    ).reset_index()[["area_name", "pattern", *dict.fromkeys(found["column"])]]
    patterns = found.drop_duplicates("area_code")["pattern"]
    span = Span(found["period_start"].min().date(), found["period_end"].max().date())
    changed = break_words.inside(breaks.crossed(reader, abuse.INCIDENTS, span))
    return Figure(
        title=words.over_time_title(patterns, illustrative=view.illustrative),
        under="Hotspot class of each ward’s most severe small area, quarter by quarter",
        spec=as_spec(spec),
        alt="Grid of wards and quarters, in the colour of their hotspot class. The same figures"
        " stand in the table.",
        table=tables.quarters_table(wide, illustrative=view.illustrative),
        files=found[["area_code", "area_name", "period_start", "period_end", "class", "pattern"]],
        note=f"{words.OVER_TIME_NOTE} {changed}".strip(),
        illustrative=view.illustrative,
        period=numbers.span(span),
        dataset=abuse.INCIDENTS,
    )


def _quarter(starts: pd.Timestamp, ends: pd.Timestamp) -> str:
    """A quarter in the room of a column: Nov 17 to Jan 18 is “Nov–Jan 18”."""
    first, last = (numbers.MONTHS[moment.month - 1] for moment in (starts, ends))
    return f"{first}–{last} {ends.year % 100:02}"
