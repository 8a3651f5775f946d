"""Reads a map's specification back: areas, what is drawn over them, layers with their rows."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any


def areas(spec: dict[str, Any], over: str | None = None) -> list[dict[str, Any]]:
    """The areas of a map as GeoJSON features, or what is drawn `over` them under that name."""
    sent = spec["datasets"]["areas"]
    arcs = [
        list(accumulate(map(tuple, arc), lambda at, step: (at[0] + step[0], at[1] + step[1])))
        for arc in sent["arcs"]
    ]

    def outline(part: Any) -> Any:
        if not isinstance(part[0], int):
            return [outline(inner) for inner in part]
        runs = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in part]
        return [[*at] for at in [*runs[0], *(at for run in runs[1:] for at in run[1:])]]

    return [
        {
            "type": "Feature",
            "properties": shape["properties"],
            "geometry": {"type": shape["type"], "coordinates": outline(shape["arcs"])},
        }
        for shape in sent["objects"]["areas"]["geometries"]
        if shape["properties"].get("over") == over
    ]


def layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every layer that has a mark, those inside others too, with the data that it draws."""
    for layer in spec["layer"]:
        if "layer" in layer:
            yield from ({"data": layer.get("data"), **inner} for inner in layers(layer))
        else:
            yield layer
