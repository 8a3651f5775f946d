"""Outlines as a topology: an edge that neighbours share is sent once, as steps from its start."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from components.maps.panel import Corner, Feature

Arc = tuple[Corner, ...]


def topology(features: Sequence[Feature]) -> dict[str, Any]:
    """A TopoJSON topology with the features in their order, as its object `areas`.

    `features` are polygons and lines with whole-number corners. An edge is cut into arcs where
    more than two meet, so that neighbours, and lines drawn along their edges, name the same arc.
    Source: the TopoJSON format, 2.1; its steps need no scale, since the corners are whole.
    """
    paths = [_paths(feature["geometry"]) for feature in features]
    nodes = _nodes(line for shape in paths for part in shape for line in part)
    arcs: dict[Arc, int] = {}
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    _geometry(feature, shape, nodes, arcs)
                    for feature, shape in zip(features, paths, strict=True)
                ],
            }
        },
        "arcs": [_steps(arc) for arc in arcs],
    }


def _paths(geometry: dict[str, Any]) -> list[list[Arc]]:
    """The rings of each polygon, or the lines as one part each."""
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    if geometry["type"] == "MultiLineString":
        parts = [[line] for line in parts]
    return [[tuple((x, y) for x, y in line) for line in part] for part in parts]


def _nodes(lines: Iterator[Arc]) -> set[Corner]:
    """The corners in which other than two edges meet."""
    edges = {(min(edge), max(edge)) for line in lines for edge in zip(line, line[1:], strict=False)}
    met = Counter(corner for edge in edges for corner in edge)
    return {corner for corner, times in met.items() if times != 2}


def _geometry(
    feature: Feature, shape: list[list[Arc]], nodes: set[Corner], arcs: dict[Arc, int]
) -> dict[str, Any]:
    kind = feature["geometry"]["type"]
    made: list[Any] = [[_numbers(line, nodes, arcs) for line in part] for part in shape]
    if kind == "Polygon":
        made = made[0]
    if kind == "MultiLineString":
        made = [part[0] for part in made]
    return {"type": kind, "arcs": made, "properties": feature["properties"]}


def _numbers(line: Arc, nodes: set[Corner], arcs: dict[Arc, int]) -> list[int]:
    """The arcs that a line runs along; one that it runs backwards is told by its complement."""
    numbers = []
    for arc in _cut(line, nodes):
        back = arc[::-1]
        if back in arcs:
            numbers.append(~arcs[back])
        else:
            numbers.append(arcs.setdefault(arc, len(arcs)))
    return numbers


def _cut(line: Arc, nodes: set[Corner]) -> list[Arc]:
    closed = line[0] == line[-1]
    if closed:
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
