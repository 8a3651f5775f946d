"""Answers about each ward's rate over that of the whole force area, and whether it moved."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from csp import months
from csp.answers import breaks, places
from csp.answers.places import POLICE_UK
from csp.db import Reader
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats.ratios import CHANCE, Ratio, part_ratio, rate_ratio

SHORTEST = 2  # months: a shorter run of complete months says too little of a year


@dataclass(frozen=True)
class Position:
    """Every ward's rate over the force area's in one span.

    `wards` has area_code, area_name, events, people, basis, year, ratio, lower, upper, side
    ('above', 'below' or 'either' 1; '' where blank), why_blank; `borough` is the same as one row;
    `events` and `people` are those of all districts together.
    """

    span: Span
    wards: pd.DataFrame
    borough: pd.Series
    events: int
    people: int


@dataclass(frozen=True)
class Moves:
    """Whether each ward's position moved from one span to the same months a year later.

    `wards` has area_code, area_name, events_before, events, moved (the later ratio over the
    earlier), lower, upper, side ('above' 1: moved up; 'below': down; 'either': no clear move; '':
    no events in either); `borough` is the same as one row; `by_chance` is how many wards would
    seem to have moved though none had, at most.
    """

    before: Span
    after: Span
    wards: pd.DataFrame
    borough: pd.Series
    by_chance: float


@dataclass(frozen=True)
class AgainstForce:
    """The positions of all spans, oldest first, and the move from the last but one to the last.

    `moves` is None where a change in recording forbids judging it, or no year before is held;
    `parted` are the entries of the break register that part one span from the next.
    """

    positions: tuple[Position, ...]
    moves: Moves | None
    parted: pd.DataFrame

    @property
    def newest(self) -> Position:
        """The position in the newest span."""
        return self.positions[-1]


def spans(reader: Reader, dataset: str = POLICE_UK) -> tuple[tuple[Span, ...], bool]:
    """The spans to look at, oldest first, and whether the last two are the same months of two
    years.

    They are the longest run of complete months of each calendar year, from two months on; of the
    newest two years that can be held against each other, the months that both have.
    """
    supply = reader.read("supply", dataset=dataset)
    complete = [row.month.date() for row in supply.itertuples() if row.status == "complete"]
    newest = next((one for one in places.periods(reader, dataset) if one.newest), None)
    pair = newest.compared if newest else None
    taken = [pair.years_earlier(), pair] if pair else []
    years = {span.start.year for span in taken}
    found = [
        run
        for year in sorted({month.year for month in complete} - years)
        for run in [_longest(month for month in complete if month.year == year)]
        if run.months >= SHORTEST
    ]
    return (*(run for run in found if not pair or run.end < pair.start), *taken), pair is not None


def _longest(held: object) -> Span:
    return max(months.runs(held), key=lambda run: (run.months, run.end))  # type: ignore[arg-type]  # pandas has no types


def against_force(reader: Reader, measure: Measure, vintage: str) -> AgainstForce | None:
    """Every ward of a set against the force area, span by span; None where no span is held."""
    held, paired = spans(reader, measure.source)
    if not held:
        return None
    positions = tuple(_position(reader, measure, span, vintage) for span in held)
    parted = breaks.parting(reader, measure.source, Span(held[0].start, held[-1].end))
    judged = (
        paired and breaks.parting(reader, measure.source, Span(held[-2].start, held[-1].end)).empty
    )
    return AgainstForce(positions, _moves(*positions[-2:]) if judged else None, parted)


def _position(reader: Reader, measure: Measure, span: Span, vintage: str) -> Position:
    districts = places.district_rates(reader, measure, span)
    events, people = int(districts["events"].sum()), int(districts["people"].sum())
    of_borough = districts["area_code"] == settings().area.code
    based = (districts.loc[of_borough, "basis"].iloc[0], districts.loc[of_borough, "year"].iloc[0])

    def over(row: object) -> Ratio | None:
        same = (row.basis, row.year) == based  # type: ignore[attr-defined]  # a named tuple
        if not same or pd.isna(row.events) or not events:  # type: ignore[attr-defined]  # as above
            return None  # never a ratio of residents counted in two ways
        return part_ratio(row.events, row.people, events, people)  # type: ignore[attr-defined]  # as above

    wards = _with_ratios(places.ward_rates(reader, measure, span, vintage), over, "ratio")
    wards = wards.sort_values(["ratio", "area_name"], ascending=[False, True], ignore_index=True)
    borough = _with_ratios(districts[of_borough], over, "ratio").iloc[0]
    return Position(span, wards, borough, events, people)


def _with_ratios(
    rows: pd.DataFrame, over: Callable[[object], Ratio | None], name: str
) -> pd.DataFrame:
    found = [over(row) for row in rows.itertuples()]
    return rows.assign(
        **{
            name: [one.value if one else float("nan") for one in found],
            "lower": [one.lower if one else float("nan") for one in found],
            "upper": [one.upper if one else float("nan") for one in found],
            "side": [one.side if one else "" for one in found],
        }
    )


def _moves(before: Position, after: Position) -> Moves:
    """The later ratio over the earlier: residents are those of the same count in both, so it is
    one share of the force area's events over the other.
    """

    def over(row: object) -> Ratio | None:
        first, second = row.events_before, row.events  # type: ignore[attr-defined]  # a named tuple
        if pd.isna(first) or pd.isna(second) or not first + second:
            return None
        return rate_ratio(second, after.events, first, before.events)

    columns = ["area_code", "area_name", "events"]
    earlier = before.wards[["area_code", "events"]].rename(columns={"events": "events_before"})
    wards = after.wards[columns].merge(earlier, on="area_code")
    own = pd.DataFrame([after.borough[columns]]).assign(events_before=before.borough["events"])
    return Moves(
        before.span,
        after.span,
        _with_ratios(wards, over, "moved"),
        _with_ratios(own, over, "moved").iloc[0],
        CHANCE * int(wards["events"].notna().sum()),
    )
