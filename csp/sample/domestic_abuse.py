"""Invented incidents of domestic abuse: as many, and in such wards, as was published; the rest is
chance.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from csp.months import Span, shift
from csp.sample.draw import Floats, apportion, chance, drawn, share_of, some, whole
from csp.sample.places import CENTRAL, Places
from csp.sample.published import Published
from csp.sample.when import day_weights, hour_weights
from csp.sample.where import NOWHERE, WARD_SHARES, cell_weights

SOURCE = "domestic_abuse"
YEARS = ("all_crime_2018", "all_crime_2019")  # the figures that tell both years' recorded crime
QUARTERS_IN_YEAR = 4

# Everything below is invented.
WITHOUT_A_CRIME = 25  # per cent of incidents
NOT_LOCATED = 1.0  # per cent of incidents
HIGH_RISK = 12  # per cent of incidents
REPEAT_AT_HIGH_RISK = 2.0  # how much likelier a repeat victim is at high risk
LONG_AT_NIGHT = 0.5  # share of those begun at night of which only a span of hours is known
LONG_BY_DAY = 0.22
OVER_A_DAY = 0.05  # share of which only a span of days is known
NIGHT = (22, 5)  # hours: from, until
STEP = 5  # minutes: times are told to the nearest five
HOURS_LONG = (1, 9)  # a span of hours lasts from, under
DAYS_LONG = (1, 4)  # a span of days lasts from, under
# Days until it is reported, by how often: most on the same day, a few after weeks.
DELAYS = {0: 70, 1: 14, 2: 5, 3: 3, 5: 2, 7: 2, 14: 2, 30: 1, 60: 1}


def incidents(published: Published, places: Places) -> pd.DataFrame:
    """One row an incident in the columns of the contract, in the order in which they began."""
    rng = chance(SOURCE)
    spans = [published.span(year) for year in YEARS]
    # The share was published for the second year; the first is taken to be like it.
    crimes = [
        share_of(published.count(year), published.value("domestic_abuse_share_of_crime"))
        for year in YEARS
    ]
    totals = [whole(100 * many / (100 - WITHOUT_A_CRIME)) for many in crimes]
    quarters = _quarters(spans)
    cells = cell_weights(rng, places, [float(day_weights(days).sum()) for days in quarters])
    cells["year"] = cells["quarter"] // QUARTERS_IN_YEAR
    counts = _by_ward_and_year(cells, totals, _by_ward(sum(totals), published))
    began = _began(rng, cells, counts, quarters)
    began["crime"] = _crimes(rng, began["year"].to_numpy(), crimes)
    began = began.sort_values(["from", "lsoa_code"], kind="stable", ignore_index=True)
    return _as_sent(rng, began, published.value("repeat_victims_2016"))


def _by_ward(total: int, published: Published) -> pd.Series:
    """Incidents by ward over both years, and those without a place under NOWHERE."""
    lost = share_of(total, NOT_LOCATED)
    shares = pd.Series(WARD_SHARES)
    central = shares.index.isin(CENTRAL)
    inner = share_of(total - lost, published.value("domestic_abuse_six_wards"))
    return pd.concat(
        [
            apportion(inner, shares[central]),
            apportion(total - lost - inner, shares[~central]),
            pd.Series({NOWHERE: lost}),
        ]
    )


def _quarters(spans: list[Span]) -> list[pd.DatetimeIndex]:
    """The days of each quarter of the years, which may begin with any month."""
    starts = [shift(span.start, step) for span in spans for step in range(0, span.months, 3)]
    return [pd.date_range(start, shift(start, 3), inclusive="left") for start in starts]


def _by_ward_and_year(cells: pd.DataFrame, totals: list[int], wards: pd.Series) -> pd.DataFrame:
    """Incidents by ward (rows) and year (columns 0, 1): each ward's and each year's sum is kept."""
    weights = cells.pivot_table(index="ward_name", columns="year", values="weight", aggfunc="sum")
    first_share = (weights[0] / weights.sum(axis=1))[wards.index]
    first = apportion(totals[0], wards * first_share)
    return pd.DataFrame({0: first, 1: wards - first})


def _began(
    rng: np.random.Generator,
    cells: pd.DataFrame,
    counts: pd.DataFrame,
    quarters: list[pd.DatetimeIndex],
) -> pd.DataFrame:
    """One row an incident: lsoa_code, year, from (a moment)."""
    drawn_cells = []
    for (ward, year), own in cells.groupby(["ward_name", "year"], sort=True):
        taken = drawn(rng, own["weight"].to_numpy(), int(counts.loc[ward, year]))
        drawn_cells.append(own.iloc[taken])
    began = pd.concat(drawn_cells, ignore_index=True)[["lsoa_code", "year", "quarter"]]
    began["from"] = np.datetime64("NaT", "m")
    for quarter, days in enumerate(quarters):
        here = (began["quarter"] == quarter).to_numpy()
        began.loc[here, "from"] = _moments(rng, days, int(here.sum()))
    return began


def _moments(rng: np.random.Generator, days: pd.DatetimeIndex, many: int) -> pd.DatetimeIndex:
    """So many moments on the given days, to the nearest STEP minutes."""
    day = days[drawn(rng, day_weights(days), many)]
    hour = np.zeros(many, dtype=int)
    for weekday in range(7):
        here = day.day_of_week == weekday
        hour[here] = drawn(rng, hour_weights(weekday), int(here.sum()))
    minute = STEP * (rng.random(many) * (60 // STEP)).astype(int)
    return day + pd.to_timedelta(60 * hour + minute, unit="min")


def _crimes(
    rng: np.random.Generator, year: NDArray[np.int_], crimes: list[int]
) -> NDArray[np.bool_]:
    """Whether a crime was recorded: exactly as many in each year as was published."""
    recorded = np.zeros(len(year), dtype=bool)
    for number, many in enumerate(crimes):
        here = np.flatnonzero(year == number)
        recorded[here[some(rng, many, np.ones(len(here)))]] = True
    return recorded


def _as_sent(rng: np.random.Generator, began: pd.DataFrame, repeat_percent: float) -> pd.DataFrame:
    """The rows as the partner would send them, with what else they say."""
    located = (began["lsoa_code"] != NOWHERE).to_numpy()
    repeat = _marked(rng, located, repeat_percent, np.ones(len(began)))
    risk = _marked(rng, located, HIGH_RISK, np.where(repeat, REPEAT_AT_HIGH_RISK, 1.0))
    last = began["from"] + pd.to_timedelta(_lasting(rng, began["from"]), unit="min")
    delay = np.array(list(DELAYS))[drawn(rng, np.array(list(DELAYS.values()), float), len(began))]
    reported = last.dt.normalize() + pd.to_timedelta(delay, unit="D")
    return pd.DataFrame(
        {
            "Incident reference": [f"DA-{number:07d}" for number in range(1, len(began) + 1)],
            "Reported on": reported.dt.strftime("%d/%m/%Y"),
            "From": began["from"].dt.strftime("%d/%m/%Y %H:%M"),
            "To": last.dt.strftime("%d/%m/%Y %H:%M").where(last != began["from"], ""),
            "LSOA code": began["lsoa_code"],
            "Crime recorded": _yes_no(began["crime"].to_numpy()),
            "Repeat victim": _yes_no(repeat),
            "High risk": _yes_no(risk),
        }
    )


def _marked(
    rng: np.random.Generator, located: NDArray[np.bool_], percent: float, weights: Floats
) -> NDArray[np.bool_]:
    """Marks a share of the rows, the same among those with a place as among those without."""
    marked = np.zeros(len(located), dtype=bool)
    for group in (located, ~located):
        rows = np.flatnonzero(group)
        marked[rows[some(rng, share_of(len(rows), percent), weights[rows])]] = True
    return marked


def _lasting(rng: np.random.Generator, began: pd.Series) -> NDArray[np.int_]:
    """Minutes between the earliest and the latest beginning; most often 0."""
    hour, kind, length = began.dt.hour.to_numpy(), rng.random(len(began)), rng.random(len(began))
    night = (hour >= NIGHT[0]) | (hour < NIGHT[1])
    hours = 60 * (HOURS_LONG[0] + length * (HOURS_LONG[1] - HOURS_LONG[0]))
    days = 24 * 60 * (DAYS_LONG[0] + length * (DAYS_LONG[1] - DAYS_LONG[0]))
    span = np.where(kind < OVER_A_DAY + np.where(night, LONG_AT_NIGHT, LONG_BY_DAY), hours, 0.0)
    span = np.where(kind < OVER_A_DAY, days, span)
    return STEP * (span / STEP).astype(int)


def _yes_no(marked: NDArray[np.bool_]) -> NDArray[np.str_]:
    return np.where(marked, "yes", "no")
