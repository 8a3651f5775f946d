"""When invented incidents begin: season, named days, weekday and hour, all planted."""

from datetime import date

import numpy as np
import pandas as pd

from csp.sample.draw import Floats
from csp.stats.calendar import named_days

# Invented sizes. That these times stand out is the assessment of 2020's own statement (section 7);
# it does not say by how much. Football is named in the plans of 2014 and 2017.
SUMMER = 0.16  # how far the middle of July lies above the year's average, and January below it
HIGH_SUMMER = 196  # day of the year: 15 July
DAYS_IN_YEAR = 365.25
NAMED_DAYS = {
    "Christmas": 1.4,
    "New Year": 1.6,
    "Valentine’s Day": 1.4,
    "Father’s Day": 1.4,
    "Bank holidays": 1.35,
    "England’s football matches": 1.4,
}
# The assessment names the bank holidays of May and August; the others are left as they are.
HOLIDAY_MONTHS = (5, 8)
WEEKDAYS = (0.95, 0.90, 0.90, 0.93, 1.05, 1.18, 1.16)  # Monday to Sunday; an average day is 1

# How much the hours of an ordinary day weigh, midnight first.
HOURS = (
    *(3.0, 2.2, 1.6, 1.2, 0.8, 0.8),
    *(1.2, 2.0, 2.6, 3.0, 3.2, 3.4),
    *(3.8, 3.6, 3.8, 4.2, 4.6, 5.2),
    *(6.0, 6.6, 7.0, 7.0, 6.4, 5.0),
)
SMALL_HOURS = slice(0, 4)
EVENING = slice(19, 24)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
WEEKEND_NIGHT = 2.4  # times the small hours of Saturday and Sunday
WEEKEND_EVENING = 1.35  # times the evenings of Friday and Saturday


def day_weights(days: pd.DatetimeIndex) -> Floats:
    """How much each day weighs, an average day being about 1."""
    turn = 2 * np.pi * (days.day_of_year.to_numpy() - HIGH_SUMMER) / DAYS_IN_YEAR
    weights: Floats = (1 + SUMMER * np.cos(turn)) * np.array(WEEKDAYS)[days.day_of_week.to_numpy()]
    for effect, day in _planted(days[0].date(), days[-1].date()):
        weights[days == pd.Timestamp(day)] *= NAMED_DAYS[effect]
    return weights


def _planted(first: date, last: date) -> list[tuple[str, date]]:
    """The named days that weigh more, each with its effect."""
    named = named_days(first, last).itertuples(index=False)
    return [
        (effect, day)
        for effect, day in named
        if effect != "Bank holidays" or day.month in HOLIDAY_MONTHS
    ]


def hour_weights(weekday: int) -> Floats:
    """How much each hour of a weekday (0 is Monday) weighs within its day."""
    weights = np.array(HOURS)
    if weekday in (SATURDAY, SUNDAY):
        weights[SMALL_HOURS] *= WEEKEND_NIGHT
    if weekday in (FRIDAY, SATURDAY):
        weights[EVENING] *= WEEKEND_EVENING
    return weights
