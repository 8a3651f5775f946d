"""The sentences of each ward's rate over the force area's, and of whether it moved."""

import pandas as pd

from components.words import numbers
from components.words.ward_map import rates_of
from csp.answers.against_force import AgainstForce, Moves, Position
from csp.measures import Measure
from csp.settings import settings

MOVED = {
    "above": "Moved up",
    "below": "Moved down",
    "either": "No clear move",
    "": "Too few to say",
}
METHOD = (
    "1 is the same rate as the force area’s districts together, 2 is twice it. The limits are exact"
    " (95%), for a ward that is counted in the whole; crimes come in series, which makes them too"
    " narrow."
)


def times(value: float | None) -> str:
    """A ratio with two decimals; infinity as an open end, a blank as an en dash."""
    if numbers.is_blank(value):
        return numbers.NOT_APPLICABLE
    return f"{value:.2f}" if numbers.finite(value) else "no limit"


def interval(lower: float | None, upper: float | None) -> str:
    """An interval of a ratio as tables write it: 0.94–0.99."""
    if numbers.is_blank(lower):
        return ""
    return f"{times(lower)}–{times(upper)}" if numbers.finite(upper) else f"{times(lower)} or more"


def title(told: AgainstForce, measure: Measure) -> str:
    """How many wards moved against the force area in a year; else how many lie clearly above."""
    force = settings().area.force_name
    if told.moves is None:
        above = int((told.newest.wards["side"] == "above").sum())
        said = f"{_wards(above)} {_lie(above)} clearly above {force}’s rate"
    else:
        up, down = moved(told.moves, "above"), moved(told.moves, "below")
        said = (
            f"against {force}, {_wards(up)} moved up in a year and {_few(down)} down"
            if up or down
            else f"no ward clearly moved against {force} in a year"
        )
    return f"{measure.title}: {said}"


def moved(told: Moves, side: str) -> int:
    """How many wards moved to a side."""
    return int((told.wards["side"] == side).sum())


def _wards(number: int) -> str:
    return f"{numbers.small(number)} {'ward' if number == 1 else 'wards'}"


def _few(number: int) -> str:
    return numbers.small(number) if number else "none"


def _lie(number: int) -> str:
    return "lies" if number == 1 else "lie"


def lead(told: AgainstForce, measure: Measure) -> str:
    """What the committee asked: positions now, the borough's move, and what cannot be told."""
    parts = (_now(told.newest, measure), _borough(told), _before(told))
    return " ".join(part for part in parts if part)


def _now(newest: Position, measure: Measure) -> str:
    force, sides = settings().area.force_name, newest.wards["side"]
    above, below = int((sides == "above").sum()), int((sides == "below").sum())
    return (
        f"In **{numbers.span(newest.span)}** the {rates_of(measure)} lay clearly above {force}’s in"
        f" {numbers.small(above)} of {int((sides != '').sum())} wards and clearly below in"
        f" {numbers.small(below)}."
    )


def _borough(told: AgainstForce) -> str:
    if told.moves is None or not told.moves.borough["side"]:
        return ""
    area, move = settings().area, told.moves.borough
    before, after = (one.borough["ratio"] for one in told.positions[-2:])
    verdict = {"above": "a move up", "below": "a move down", "either": "no clear move"}[
        move["side"]
    ]
    return (
        f"{area.name} as a whole stood at {times(before)} of {area.force_name}’s rate a year before"
        f" and at {times(after)} now: {verdict}."
    )


def _before(told: AgainstForce) -> str:
    """Which earlier years stand beside the newest without a verdict, and why."""
    if told.parted.empty:
        return ""
    earlier = [str(one.span.start.year) for one in told.positions[:-1]]
    return (
        f"Whether wards gained or lost ground over the longer run ({numbers.join(earlier)}) is not"
        " judged: recording changed in between, so those ratios only stand beside each other."
    )


def chance(told: Moves) -> str:
    """How many wards would seem to have moved though none had."""
    every = int((told.wards["side"] != "").sum())
    return (
        f"Of {every} wards about {numbers.rate(told.by_chance)} would seem to have moved by chance"
        " alone, and more where crimes come in series."
    )


def parted(breaks: pd.DataFrame) -> str:
    """Which changes in recording part the spans, so that no move is judged across them."""
    if breaks.empty:
        return ""
    told = [f"{row['short']} ({row['starts_on'].year})" for _, row in breaks.iterrows()]
    return f"No move is judged across: {numbers.join(told)}."


def bases(positions: tuple[Position, ...]) -> str:
    """Which resident counts each span stands on."""
    told = []
    for one in positions:
        own = one.borough
        basis = (
            own["basis"] if str(own["year"]) in own["basis"] else f"{own['basis']} {own['year']}"
        )
        told.append(f"{numbers.span(one.span)}: {basis}")
    return f"Residents, of ward and force area alike: {'; '.join(told)}."


def under(newest: Position, moves: Moves | None, *, chosen: bool) -> str:
    """The muted line below the picture's title; with a ward `chosen` it alone is in ink."""
    ring = f"; ring: {numbers.span(moves.before)}" if moves else ""
    ink = "; in ink: moved up or down" if moves and not chosen else ""
    return (
        f"Ward’s rate over the force area’s, {numbers.span(newest.span)}, 95% interval{ring}{ink}"
    )


def reading(row: pd.Series) -> str:
    """One ward for a screen reader."""
    if numbers.is_blank(row["ratio"]):
        return f"{row['area_name']}: no data"
    return (
        f"{row['area_name']}: {times(row['ratio'])} times the force area’s rate,"
        f" {times(row['lower'])} to {times(row['upper'])}"
    )
