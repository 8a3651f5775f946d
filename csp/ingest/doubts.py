"""Counts that jump by an order of magnitude: no fault, but to be confirmed first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from csp.build.load import received
from csp.contract import LISTED
from csp.ingest.wards import places
from csp.sources import PERIOD, Source

JUMP = 10  # times as many, or a tenth: a column read wrongly, a year sent as a month
SMALLEST = 30  # of the larger count: below it, tenfold is chance
ROWS = "Rows"  # what is counted where a row is an event


def doubts(source: Source, table: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each count that is ten times the one before it in its series, or a tenth.

    `table` is a file in its normal form; a series is the same place, category and group, or
    everything together. The count before is that of the period as the archive holds it, else of the
    newest earlier period in either. Of more than LISTED the number is told. Surveys and counts
    under SMALLEST raise no doubt. Raises WarehouseError when the archive is damaged.
    """
    if source.period == "wave":
        return ()
    before = received(source)
    held = _series(source, before.table) if before else {}
    told = list(_jumps(_series(source, table), held))
    rest = [f"and {len(told) - LISTED:,} more of this kind"] if len(told) > LISTED else []
    return (*told[:LISTED], *rest)


def _series(source: Source, table: pd.DataFrame) -> dict[str, dict[date, int]]:
    """Each series by its name, with the count of each period."""
    days = pd.to_datetime(table[PERIOD]).dt.date
    if source.counts is None:
        return {ROWS: table.groupby(days).size().to_dict()}
    series: dict[str, dict[date, int]] = {}
    by_name = source.by_name
    within = [name for name in source.counts.columns if name not in source.counts.values]
    words = _words(source)
    labels = table[[by_name[name].field for name in within]].map(lambda word: words.get(word, word))
    for value in source.counts.values:
        counted = pd.to_numeric(table[by_name[value].field]).fillna(0)
        if not source.parts_by:  # of a source in parts, a file and the archive hold other words
            series[value] = counted.groupby(days).sum().astype(int).to_dict()
        if within:
            name = labels.agg(", ".join, axis=1) + f", {value}"
            for (own, day), count in counted.groupby([name, days]).sum().items():
                series.setdefault(own, {})[day] = int(count)
    return series


def _words(source: Source) -> Mapping[str, str]:
    """What stands in a normal form, in the words of the contract and of the map."""
    held = places()
    named = {
        code: known.names[name]
        for known in (held.older, held.newer, held.districts)
        for name, code in known.codes.items()
    }
    return named | source.words


def _jumps(
    new: Mapping[str, Mapping[date, int]], held: Mapping[str, Mapping[date, int]]
) -> Iterator[str]:
    for name, counts in new.items():
        known = held.get(name, {})
        for day, count in sorted(counts.items()):
            if (reference := _before(day, counts, known)) is None:
                continue
            earlier, when = reference
            large, small = max(count, earlier), min(count, earlier)
            if large >= SMALLEST and large >= JUMP * max(small, 1):
                yield f"{name}: {count:,} in {day:%B %Y} against {earlier:,} {when}"


def _before(
    day: date, counts: Mapping[date, int], known: Mapping[date, int]
) -> tuple[int, str] | None:
    """What a count is held against, and how a sentence says which."""
    if day in known:
        return known[day], "as it was held"
    earlier = max((one for one in {*counts, *known} if one < day), default=None)
    if earlier is None:
        return None
    count = counts[earlier] if earlier in counts else known[earlier]
    return count, f"in {earlier:%B %Y}"


def sentences(told: Sequence[str]) -> list[str]:
    """The doubts as an intake tells them, under their own heading."""
    if not told:
        return []
    return [
        "To be confirmed, since counts jump by an order of magnitude:",
        *(f"  {t}" for t in told),
    ]
