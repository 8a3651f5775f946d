"""Add data, as the state of things is: before a file, with faults, sound, taken, taken back."""

from dataclasses import dataclass

from components.tables import add_data as tables
from components.words import add_data as words
from csp.answers.received import Changes
from csp.ingest.examined import Examined
from csp.ingest.latest import Latest
from csp.sources import Source, sources

POLICE_UK = "police_uk"
# What a file may be, by its ending, and megabytes that are taken.
PARTNERS_KINDS, PARTNERS_SIZE = ("csv", "xlsx", "ods", "xls", "tsv", "txt"), 50
POLICE_KINDS, POLICE_SIZE = ("zip", "csv"), 200


@dataclass(frozen=True)
class Said:
    """What stands at the top of the page, and below it: lines of a refusal or a success."""

    title: str
    lead: str
    lines: tuple[str, ...] = ()


def kinds_of_file() -> dict[str, str]:
    """The sources of which a file can be added, by id, each with its title."""
    taken = {name for name, source in sources().items() if source.status == "partner"}
    return {name: sources()[name].title for name in sorted(taken | {POLICE_UK})}


def endings(source_id: str) -> tuple[tuple[str, ...], int]:
    """The endings that are taken of a source, and how many megabytes at most."""
    if source_id == POLICE_UK:
        return POLICE_KINDS, POLICE_SIZE
    return PARTNERS_KINDS, PARTNERS_SIZE


def first(newest: Latest | None) -> Said:
    """Before a file is chosen."""
    if newest is None:
        return Said(words.waiting(), words.none_yet())
    told = words.newest(newest.source.title, newest.periods, newest.received_on)
    return Said(words.waiting(), told)


def examined(found: Examined, source: Source) -> Said:
    """After a file was checked."""
    if found.faults:
        return Said(*words.refused(found.name, len(found.faults)))
    return Said(*words.sound(found.name, found.months, source.period, len(found.doubts)))


def accepted(newest: Latest | None) -> Said:
    """After a file was taken and built. Somebody else may have taken it back since."""
    if newest is None:
        return Said(*words.undone())
    return Said(*words.accepted(newest.source.title, newest.periods))


def undone(lines: tuple[str, ...]) -> Said:
    """After an intake was taken back."""
    return Said(*words.undone(), lines)


def not_done(lines: tuple[str, ...], *, undoing: bool) -> Said:
    """After a refusal."""
    return Said(*words.not_done(undoing), lines)


def waits_for_build(newest: Latest) -> str:
    """The line when what came last is not served: an intake without its build."""
    if newest.served:
        return ""
    return (
        f"{newest.source.title} for {words.periods(newest.periods)} was received and is not on the"
        " pages yet: it comes with the build that is running, or with the next one."
    )


def what_changed(made: Changes) -> tuple[str, ...]:
    """The tables of what a file changed: of datasets, and of measures where a count changed."""
    held = [tables.datasets(made.datasets)]
    if not made.measures.empty:
        held.append(tables.measures(made.measures))
    if not made.shares.empty:
        held.append(tables.shares(made.shares))
    return tuple(held)


def periods_taken(newest: Latest, made: Changes) -> str:
    """Which months or waves the newest intake added and replaced, and the releases."""
    before = made.held_before.get(newest.source.id, frozenset())
    new = newest.in_words(period for period in newest.held if period not in before)
    replaced = newest.in_words(period for period in newest.held if period in before)
    told = words.taken(new, replaced)
    return f"{told} {words.released(made.release_before, made.release)}"
