"""Signals of a control chart in words: what happened, for how long, and what it means."""

from csp.stats.spc import Verdict

RULES = {
    "outside_limits": "outside its limits",
    "seven_on_one_side": "seven or more in a row on one side of the average",
    "six_rising_or_falling": "six rises or falls in a row",
    "two_of_three_near": "two of three months near a limit",
}
SHAPES = {
    "seven_on_one_side": "diamond",
    "six_rising_or_falling": "diamond",
    "two_of_three_near": "square",
}
DIRECTIONS = {
    "better": "towards better",
    "worse": "towards worse",
    "neither": "neither direction is better",
}


def rule(name: str) -> str:
    """A rule in plain words."""
    return RULES[name]


def seasons_note(verdict: Verdict) -> str:
    """What to bear in mind when fewer than two years are held in a row."""
    if not verdict.needs_seasons:
        return ""
    return (
        "Fewer than 24 months are held in a row: summer or December alone can give a signal."
    )
