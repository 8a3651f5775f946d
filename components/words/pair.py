"""The sentences on two published counts: what they did, and what two counts cannot say."""

from components.words import numbers
from csp.answers.plans import Published
from csp.months import Span

CHANCE = 0.05  # a p-value under it is more than chance would give


def count(value: float) -> str:
    """One of the counts, as it was published."""
    return numbers.figure(value)


def both(told: Published) -> str:
    """The two counts in the order of time."""
    if told.before is None:
        return count(told.latest)
    return f"{count(told.before)} and {count(told.latest)}"


def change(told: Published) -> str:
    """The change in number and in percent; an en dash with one count only."""
    if told.before is None:
        return numbers.NOT_APPLICABLE
    difference = numbers.signed(told.latest - told.before)
    return f"{difference} ({numbers.signed(told.percent, '%', 1)})"


def title(priority: str, told: Published) -> str:
    """The page's message: what is known of a priority without a monthly series."""
    if told.before is None:
        return f"{priority}: one published count, no trend"
    return f"{priority}: two published counts, no trend"


def lead(told: Published) -> str:
    """What the two counts are, and whether chance alone would part them so far."""
    if told.before is None:
        return (
            f"{told.what}: **{count(told.latest)}** were counted. No earlier count and no monthly"
            " figures are held."
        )
    return (
        f"{told.what}: **{count(told.before)}**, then **{count(told.latest)}**, {change(told)}."
        f" {_chance(told)} Partners have supplied no monthly counts yet."
    )


def _chance(told: Published) -> str:
    if told.p is None:
        return "Finds come many at a time, so no test of chance fits them."
    size = "the same" if told.before == told.latest else "a difference as large"
    return (
        f"If nothing had changed, chance alone would give {size} or larger in {often(told.p)}"
        f" such pairs ({p_value(told.p)})."
    )


def _verdict(told: Published) -> str:
    more = told.p is not None and told.p < CHANCE
    return "more than chance would give" if more else "which may be chance"


def often(p: float) -> str:
    """How often chance alone does as much: 73 of 100, 3 of 1,000, fewer than 1 of 1,000."""
    if p >= 0.095:
        return f"{round(100 * p)} of 100"
    return f"{round(1000 * p)} of 1,000" if p > 0.0005 else "fewer than 1 of 1,000"


def p_value(p: float) -> str:
    """The p-value as it is written: p = 0.062, p < 0.001."""
    return (f"p = {p:.3f}" if p > 0.0005 else "p < 0.001").replace(" ", "\N{NO-BREAK SPACE}")


def figure_title(told: Published) -> str:
    """The message of the figure."""
    if told.before is None:
        return f"{told.what}: {count(told.latest)}"
    if told.latest == told.before:
        return f"{told.what}: {count(told.latest)} both times"
    moved = "rose" if told.latest > told.before else "fell"
    sure = f", {_verdict(told)}" if told.p is not None else ""
    return f"{told.what}: {moved} from {count(told.before)} to {count(told.latest)}{sure}"


def under(told: Published, *, limited: bool) -> str:
    """What the bars are."""
    line = "; lines: 95% interval of each count" if limited else ""
    return f"Published counts, {change(told)}{line}"


def periods(told: Published) -> list[str]:
    """What the two counts are of, earlier first: their months, or what the document calls them."""
    return [
        _months(told.before_start, told.before_end) or "the year before",
        _months(told.latest_start, told.latest_end) or "latest year",
    ]


def _months(starts: object, ends: object) -> str:
    if starts is None or ends is None:
        return ""
    first, last = (day.date().replace(day=1) for day in (starts, ends))  # type: ignore[attr-defined]  # Timestamps
    return numbers.span(Span(first, last))


def source_period(told: Published) -> str:
    """What the source line says of the counts."""
    return f"{told.document}, section {told.section}"


def note(told: Published) -> str:
    """How to read two counts."""
    alone = "Two counts are no trend: they do not say whether it goes on rising or falling."
    if told.p is None:
        return alone
    return (
        f"{alone} The test (E-test) takes every event as independent of the others; where events"
        " come in series, chance does more than it says. Of twenty pairs without any change about"
        " one looks like “more than chance”."
    )
