"""When the figures can bear a comparison of before and after: each condition by itself.

A condition gives what stands against it, as a kind and the facts, or nothing when it is met. No
sentence is made here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csp import months
from csp.months import Span

SMALLEST = 10  # events before, of each role: this project's own floor, as for percentages
WHOLE_YEAR = 12  # months: a longer window would overlap the one a year before

# The roles of areas: where something was done, where it may have moved to, and what each is held
# against.
ROLES = ("target", "beside", "control", "beside_control")
CONTROL_OF = {"target": "control", "beside": "beside_control"}


@dataclass(frozen=True)
class Against:
    """What stands against a condition: its kind, and the facts for a sentence."""

    kind: str
    months: tuple[date, ...] = ()
    names: tuple[str, ...] = ()  # of roles, areas or changes in recording
    number: int | None = None


def roles_named(chosen: Mapping[str, Collection[str]]) -> list[Against]:
    """A target, and a control for it and for the areas next to it where there are any."""
    if not chosen["target"]:
        return [Against("no target")]
    missing = [
        Against("no control", names=(role,))
        for role, control in CONTROL_OF.items()
        if chosen[role] and not chosen[control]
    ]
    if chosen["beside_control"] and not chosen["beside"]:
        missing.append(Against("nothing next to it"))
    return missing


def areas_apart(chosen: Mapping[str, Sequence[str]]) -> list[Against]:
    """No area has two roles; names are the areas that do."""
    seen: dict[str, int] = {}
    for areas in chosen.values():
        for area in areas:
            seen[area] = seen.get(area, 0) + 1
    twice = tuple(area for area, times in seen.items() if times > 1)
    return [Against("overlap", names=twice)] if twice else []


def months_held(before: Span, after: Span, complete: Collection[date]) -> list[Against]:
    """Every month of both windows was supplied whole; months are those that were not."""
    lacking = (
        Against(kind, months=tuple(month for month in span.all() if month not in complete))
        for kind, span in (("months before", before), ("months after", after))
    )
    return [one for one in lacking if one.months]


def recorded_alike(breaks: Iterable[tuple[str, str]]) -> list[Against]:
    """No change in recording between the start of one window and the end of the other.

    `breaks` are the entries of the register in between: short name and effect. An entry that is
    only noted stands against nothing.
    """
    names = tuple(dict.fromkeys(name for name, effect in breaks if effect != "annotate"))
    return [Against("break", names=names)] if names else []


def can_be_parted(
    before: Span, after: Span, starts_on: date, ends_on: date | None = None
) -> list[Against]:
    """Months tell before from after: none of either window holds days of both.

    An action that starts within a month parts no monthly count of that month; one that ended
    before the window did is gone for part of it.
    """
    against = []
    first = starts_on.replace(day=1)
    mixed = starts_on.day > 1 and first in (*before.all(), *after.all())
    if mixed:
        against.append(Against("starts within a month", months=(first,)))
    if before.end > first or (before.end == first and not mixed):
        against.append(Against("not before", months=(before.end,)))
    if after.start < first:
        against.append(Against("not after", months=(after.start,)))
    if ends_on and after.end > _last_whole(ends_on):
        against.append(Against("ended", months=(_last_whole(ends_on),)))
    return against


def _last_whole(ends_on: date) -> date:
    """The last month that an action lasted through, whole."""
    month = ends_on.replace(day=1)
    return month if ends_on.day == months.days(month) else months.shift(month, -1)


def counted(before: Mapping[str, float | None]) -> list[Against]:
    """Each role has a count, and one that is large enough to say anything.

    `before` gives each role's events in the window before; None where they were not supplied.
    """
    blank = tuple(role for role, events in before.items() if events is None)
    small = tuple(
        role for role, events in before.items() if events is not None and events < SMALLEST
    )
    against = [Against("no counts", names=blank)] if blank else []
    if small:
        against.append(Against("small", names=small, number=SMALLEST))
    return against


def touching(
    controls: Collection[str], target: Collection[str], around: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The controls that touch a target area: what moved next door may have reached them.

    `around` gives each area's neighbours. A warning, not a refusal.
    """
    return tuple(one for one in controls if any(one in around.get(area, ()) for area in target))


def windows(
    starts_on: date, length: int, *, first_month_left_out: bool = True
) -> tuple[Span, Span]:
    """The window of so many months after an action began, and the same months a year before.

    A first month that holds days of before and after is left out, unless it is asked for.
    """
    first = starts_on.replace(day=1)
    if starts_on.day > 1 and first_month_left_out:
        first = months.shift(first, 1)
    after = Span(first, months.shift(first, length - 1))
    return after.years_earlier(), after
