"""Features of a flat map, and the lines between them. Its outlines come ready from the file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Feature = dict[str, Any]  # GeoJSON, in metres of the British National Grid
Corner = tuple[int, int]
Edge = tuple[Corner, Corner]
BOTH_SIDES = 2  # edges at a corner in the middle of a line


def borders(features: Sequence[Feature], of: str = "") -> Feature:
    """The lines between the groups of areas that share a `code`, each held once; with `of` the
    lines round that group.

    Made from the areas' own edges, so that a ward's line never misses the small areas below it.
    """
    sides: dict[Edge, list[str]] = {}
    for feature in features:
        for edge in edges(feature["geometry"]["coordinates"]):
            sides.setdefault(edge, []).append(feature["properties"]["code"])

    def wanted(groups: list[str]) -> bool:
        return groups.count(of) == 1 if of else len(set(groups)) > 1

    lines = joined(edge for edge, groups in sides.items() if wanted(groups))
    drawn = [[[x, y] for x, y in line] for line in lines]
    return {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": drawn}}


def joined(sides: Iterable[Edge]) -> list[list[Corner]]:
    """Edges as lines as long as they can be: a line ends where other than two of the edges meet, a
    ring where it began.
    """
    left: dict[Corner, list[Corner]] = {}
    for one, other in sides:
        left.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    ends = [corner for corner, beside in left.items() if len(beside) != BOTH_SIDES]
    stops = set(ends)

    def walked(start: Corner) -> list[Corner]:
        line = [start]
        while left[line[-1]] and (len(line) == 1 or line[-1] not in stops):
            here = line[-1]
            after = left[here].pop()
            left[after].remove(here)
            line.append(after)
        return line

    lines = []
    for start in (*ends, *left):  # from every end first: what is left then are rings
        while left[start]:
            lines.append(walked(start))
    return lines


def edges(part: Any) -> Iterator[Edge]:
    """The edges of the lines in some GeoJSON coordinates, each with its lesser corner first."""
    if not isinstance(part[0][0], int | float):
        for inner in part:
            yield from edges(inner)
        return
    for start, end in zip(part, part[1:], strict=False):
        one, other = sorted(((start[0], start[1]), (end[0], end[1])))
        yield one, other
