"""Outlines as a topology: an edge that neighbours share is sent once, as steps from its start."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from components.maps.panel import Corner, Feature, edges

Arc = tuple[Corner, ...]


class Topology:
    """The features as a TopoJSON topology, in their order, as its object `areas`.

    `features` are polygons and lines with whole-number corners. A line is cut into arcs where
    other than two edges meet, so that neighbours, and lines drawn along their edges, name the same
    arc. Source: the TopoJSON format; its steps need no scale, since the corners are whole.
    """

    def __init__(self, features: Sequence[Feature]) -> None:
        sides = {side for one in features for side in edges(one["geometry"]["coordinates"])}
        met = Counter(corner for side in sides for corner in side)
        self._nodes = {corner for corner, times in met.items() if times != 2}
        self._numbers: dict[Arc, int] = {}
        self._shapes = [self._shape(one, self._numbers) for one in features]
        self._arcs = [_steps(arc) for arc in self._numbers]

    def sent(self, more: Sequence[Feature] = ()) -> dict[str, Any]:
        """The topology as it is sent; `more` are features along the edges of those it holds, which
        cost only their names of arcs. The topology stays as it was.
        """
        numbers = dict(self._numbers)
        shapes = [*self._shapes, *(self._shape(one, numbers) for one in more)]
        new = list(numbers)[len(self._arcs) :]
        return {
            "type": "Topology",
            "transform": {"scale": [1, 1], "translate": [0, 0]},
            "objects": {"areas": {"type": "GeometryCollection", "geometries": shapes}},
            "arcs": [*self._arcs, *map(_steps, new)],
        }

    def _shape(self, feature: Feature, arcs: dict[Arc, int]) -> dict[str, Any]:
        def named(part: Any) -> Any:
            """The part with each of its lines as the numbers of the arcs that it runs along."""
            if not isinstance(part[0][0], int):
                return [named(inner) for inner in part]
            return [_number(arc, arcs) for arc in _cut(tuple((x, y) for x, y in part), self._nodes)]

        return {
            "type": feature["geometry"]["type"],
            "arcs": named(feature["geometry"]["coordinates"]),
            "properties": feature["properties"],
        }


def topology(features: Sequence[Feature]) -> dict[str, Any]:
    """The features as a TopoJSON topology, ready to be sent."""
    return Topology(features).sent()


def _number(arc: Arc, arcs: dict[Arc, int]) -> int:
    """The number of an arc, taken into `arcs` when it is new; run backwards, its complement."""
    back = arc[::-1]
    return ~arcs[back] if back in arcs else arcs.setdefault(arc, len(arcs))


def _cut(line: Arc, nodes: set[Corner]) -> list[Arc]:
    if line[0] == line[-1]:
        # A ring starts at a node, or, where it has none, where every ring over it would.
        own = line[:-1]
        start = next((at for at, corner in enumerate(own) if corner in nodes), None)
        at = own.index(min(own)) if start is None else start
        line = (*own[at:], *own[: at + 1])
    cuts = [at for at, corner in enumerate(line) if corner in nodes]
    ends = sorted({0, *cuts, len(line) - 1})
    return [line[first : last + 1] for first, last in zip(ends, ends[1:], strict=False)]


def _steps(arc: Arc) -> list[list[int]]:
    before = ((0, 0), *arc)
    return [[x - px, y - py] for (x, y), (px, py) in zip(arc, before, strict=False)]
