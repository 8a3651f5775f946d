"""Every measure of a ward as a row: 24 months, rate, rank, verdict, change; a table a dataset."""

from dataclasses import dataclass

import pandas as pd

from components.charts.palette import Palette
from components.screens.at_a_glance.sparks import changes_within, spark, spark_alt
from components.screens.figures import Figure
from components.screens.ward_profile import View
from components.tables.shapes import image, marks_in
from components.tables.ward_profile import (
    PRINTED,
    SPARK,
    measures_table,
    protected_measures_table,
)
from components.words import numbers, protected, signals
from components.words import ward_profile as words
from components.words.marks import MARKS
from components.words.sources import residents_line
from csp.answers import places
from csp.answers import ward_profile as answers
from csp.answers.trends import recent
from csp.answers.ward_profile import Measured
from csp.db import Reader, remembered

# Columns of a file that stand beside no protected count.
LEFT_OUT = (
    *("lower", "upper", "rank_low", "rank_high", "wards_ranked", "against_borough", "own_months"),
    *("events_before", "events_after", "p", "hotspot_areas", "small_areas", "all_districts_rate"),
)
HEADING = 4  # rows of paper that a table's heading, note and source take


@dataclass(frozen=True)
class Listed:
    """A table of measures, the name of its files, and how many of its rows are not printed; with
    none left nothing of it is.
    """

    figure: Figure
    name: str
    unprinted: int

    @property
    def on_screen_only(self) -> bool:
        """Whether paper has no room for any of its rows."""
        return self.unprinted == len(self.figure.files)


@remembered
def tables(reader: Reader, view: View, colours: Palette) -> tuple[Listed, ...]:
    """A table for each dataset that counts by ward, the police's first."""
    told: dict[str, list[Measured]] = {}
    for one in answers.measured(reader, view.ward, view.vintage):
        told.setdefault(one.measure.source, []).append(one)
    left, made = PRINTED, []
    for dataset, part in told.items():
        own = tuple(part)
        if own[0].protected:
            made.append(_protected(dataset, own, printed=left))
            left = max(0, left - len(own) - HEADING)
            continue
        changes = changes_within(own[0].trend)  # of one dataset, so the same months for all
        sparks = [_spark(one, colours, changes) for one in own]
        title = words.signals_title(answers.signals(own), len(own))
        table = measures_table(own, sparks, image, marks_in(colours), caption=title, printed=left)
        made.append(
            Listed(
                _figure(reader, dataset, own, table),
                f"profile-{dataset}",
                max(0, len(own) - left),
            )
        )
        left = max(0, left - len(own) - HEADING)
    return tuple(made)


def _protected(dataset: str, told: tuple[Measured, ...], printed: int) -> Listed:
    """The table of one dataset's protected counts: counts and rates alone, the borough's beside."""
    title = protected.profile_title([one.own for one in told])
    figure = Figure(
        title=title,
        under=protected.profile_under(told[0].span, told[0].measure.per),
        spec=None,
        alt="",
        table=protected_measures_table(told, caption=title, printed=printed),
        files=_files(told).drop(columns=list(LEFT_OUT)),
        note=f"{protected.WHY_RATES_ALONE} {residents_line(told[0].rates)}".strip(),
        period=numbers.span(told[0].span),
        dataset=dataset,
    )
    return Listed(figure, f"profile-{dataset}", max(0, len(told) - printed))


def _figure(reader: Reader, dataset: str, told: tuple[Measured, ...], table: str) -> Figure:
    """The table of one dataset's measures; invented ones wear their mark and give no message."""
    found = answers.signals(told)
    held = reader.read("datasets").set_index("dataset")
    invented = MARKS.get(str(held.loc[dataset, "status"]))
    refused = next(
        (one.refused for one in places.periods(reader, dataset) if one.newest and one.refused), ""
    )
    notes = (
        words.chance_note(found, sum(row.change is not None for row in told)),
        words.refused_note(refused),
        words.RANK_NOTE,
        words.together_note(),
        residents_line(told[0].rates),
    )
    return Figure(
        title=words.INVENTED if invented else words.signals_title(found, len(told)),
        under=words.measures_under(told),
        spec=None,
        alt="",
        table=f"{invented.tag}{table}" if invented else table,
        files=_files(told),
        note=" ".join(one for one in notes if one),
        illustrative=invented or False,
        period=numbers.span(told[0].span),
        dataset=dataset,
    )


def _spark(one: Measured, colours: Palette, changes: pd.DataFrame) -> tuple[str, str]:
    """The little line and its words; blanks where no month of the newest 24 is held."""
    drawn = recent(one.trend.chart)
    if drawn["value"].notna().sum() == 0 or drawn["centre"].notna().sum() == 0:
        return "", ""
    return spark(one.trend, colours, *SPARK, changes), spark_alt(one.trend, changes)


def _files(told: tuple[Measured, ...]) -> pd.DataFrame:
    """The same figures for a file, rates not rounded."""
    return pd.DataFrame([_file_row(one) for one in told])


def _file_row(one: Measured) -> dict[str, object]:
    own, moved = one.own, one.change
    row: dict[str, object] = {
        "measure": one.measure.id,
        "title": one.measure.title,
        "starts": one.span.start,
        "ends": one.span.end,
        "per": one.measure.per,
    }
    kept: list[str] = ["area_code", "area_name", "events", "people", "basis", "year", "rate"]
    row |= {
        name: own[name] for name in (*kept, "lower", "upper", "rank_low", "rank_high", "why_blank")
    }
    small = one.small_areas
    return row | {
        "wards_ranked": one.ranked,
        "borough_rate": one.borough,
        "all_districts_rate": one.together,
        "against_borough": one.side,
        "own_months": signals.headline(one.trend.verdict, dated=True),
        "events_before": None if moved is None else moved["events_before"],
        "events_after": None if moved is None else moved["events"],
        "p": None if moved is None else moved["p"],
        "hotspot_areas": None if small is None else small["hot"],
        "small_areas": None if small is None else small["areas"],
    }
