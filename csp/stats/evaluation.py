"""Did an action work? The weighted displacement difference and the displacement quotient."""

import math
from dataclasses import dataclass

Z95 = 1.959964  # standard normal, 97.5%


@dataclass(frozen=True)
class Counts:
    """Events of some areas together, in the window before and the one after."""

    before: int
    after: int

    @property
    def change(self) -> int:
        """How many more events there were after; fewer when negative."""
        return self.after - self.before


NOTHING = Counts(0, 0)


@dataclass(frozen=True)
class Effect:
    """What changed more than its control did: events, with its 95% interval.

    Negative: fewer events than the controls would lead to expect.
    """

    value: int
    standard_error: float
    z: float
    lower: float
    upper: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.lower > 0 or self.upper < 0


def weighted_displacement_difference(
    target: Counts,
    control: Counts,
    displacement: Counts = NOTHING,
    displacement_control: Counts = NOTHING,
) -> Effect:
    """The change of the target less that of its control, plus the same for the displacement area.

    All four are counts of events in windows of equal length. Every count is taken as moved by
    chance alone (Poisson), so that the variance is the sum of all eight; real counts vary more, so
    the interval is rather too narrow. Without a displacement area its counts are 0 and the rest
    is a plain difference of differences. Raises ValueError when all counts are 0: nothing was
    counted, so nothing can be said.
    Source: Wheeler and Ratcliffe (2018), A simple weighted displacement difference test to
    evaluate place based crime interventions, Crime Science 7:11.
    """
    four = (target, control, displacement, displacement_control)
    variance = sum(counts.before + counts.after for counts in four)
    if variance == 0:
        raise ValueError("No event was counted, so there is nothing to compare.")
    value = target.change - control.change + displacement.change - displacement_control.change
    error = math.sqrt(variance)
    reach = Z95 * error
    return Effect(value, error, value / error, value - reach, value + reach)


def displacement_quotient(target: Counts, displacement: Counts, control: Counts) -> float | None:
    """How much of what the target lost beside its control turned up next to it; a description.

    Below 0 some moved next door (−1: as much as was gained), above 0 the ring fell, too. None
    unless the target fell, both by itself and beside its control: else there is nothing to move.
    None, too, where a control counted nothing. It has no interval.
    Source: Bowers and Johnson (2003), Measuring the geographical displacement and diffusion of
    benefit effects of crime prevention activity, Journal of Quantitative Criminology 19 (3).
    """
    if control.before == 0 or control.after == 0 or target.change >= 0:
        return None
    gained = target.after / control.after - target.before / control.before
    if gained >= 0:
        return None
    beside = displacement.after / control.after - displacement.before / control.before
    return beside / gained
