"""The shifts of a week that would meet the most events."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

HOURS_IN_DAY = 24
HOURS_IN_WEEK = 168
DECIMALS = 9  # of an event: sums that agree so far are the same
ROUNDING = 10**-DECIMALS

Floats = NDArray[np.float64]


def best_shifts(hours: pd.DataFrame, *, length: int = 4, number: int = 6) -> pd.DataFrame:
    """The shifts that would meet the most events, the fullest first, at most `number` of them.

    `hours` has weekday (0 is Monday), hour and events; hours that are not there hold none. Columns:
    weekday, start_hour, length [hours], events, share (of all events), share_so_far. Shifts do not
    overlap, begin on the hour, and may cross midnight and the end of the week. No other choice of
    so many shifts holds more (exact, by dynamic programming); of equal choices the one that begins
    earlier in the week is taken. Shifts without events are left out. Raises ValueError for shifts
    that do not fit into a week. They hold what was recorded: calls of another kind may come then.
    """
    if length < 1 or number < 1 or length * number > HOURS_IN_WEEK:
        raise ValueError("shifts need an hour each at least, and must fit into a week together")
    week = np.zeros(HOURS_IN_WEEK)
    place = hours["weekday"] * HOURS_IN_DAY + hours["hour"]
    np.add.at(week, place.to_numpy(dtype=np.int64), hours["events"].to_numpy(dtype=float))
    held: Floats = np.sum([np.roll(week, -step) for step in range(length)], axis=0)
    chosen = [at for at in _fullest(held, length, number) if held[at] > ROUNDING]
    chosen.sort(key=lambda at: (-round(float(held[at]), DECIMALS), at))
    events = held[np.array(chosen, dtype=np.int64)]
    told = pd.DataFrame(
        {
            "weekday": np.array(chosen, dtype=np.int64) // HOURS_IN_DAY,
            "start_hour": np.array(chosen, dtype=np.int64) % HOURS_IN_DAY,
            "length": length,
            "events": events,
            "share": events / week.sum() if chosen else events,
        }
    )
    return told.assign(share_so_far=told["share"].cumsum())


def _fullest(held: Floats, length: int, number: int) -> list[int]:
    """Where the shifts begin that together hold the most, in order of the week.

    Whatever the best choice is, none of its shifts crosses one of the first `length` hours' starts:
    the week is cut open at each of them in turn, and the best of the straight lines is taken.
    """
    found = []
    for cut in range(length):
        starts = _fullest_line(np.roll(held, -cut), length, number)
        at = sorted((start + cut) % HOURS_IN_WEEK for start in starts)
        found.append((-round(float(held[at].sum()), DECIMALS), at))
    return min(found)[1]


def _fullest_line(held: Floats, length: int, number: int) -> list[int]:
    """The same on a line of hours, on which no shift may run over the end."""
    hours = len(held)
    # best[k, at]: the most that k shifts can hold from that hour on.
    best = np.full((number + 1, hours + length), -np.inf)
    best[0] = 0.0
    for at in range(hours - length, -1, -1):
        taken = held[at] + best[:-1, at + length]
        best[1:, at] = np.maximum(best[1:, at + 1], taken)
    starts, at, left = [], 0, number
    while left:
        if held[at] + best[left - 1, at + length] >= best[left, at] - ROUNDING:
            starts.append(at)
            at, left = at + length, left - 1
        else:
            at += 1
    return starts
