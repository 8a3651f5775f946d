"""A layered chart put together as plain Vega-Lite: each layer names its rows, and all are written
once, at the end.

Altair copies every layer, its axes and its data each time layers are joined or configured: twenty
layers take it a third of a second, which a visitor who clicks on a ward would wait for. Channels
and scales are Altair's own; only the joining is done here.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import as_spec, themed
from components.words import numbers
from components.words.marks import Marked

TYPES = {"Q": "quantitative", "N": "nominal", "O": "ordinal", "T": "temporal"}
Spec = dict[str, Any]


class Layer:
    """Some rows with their channels, before they have a mark."""

    def __init__(self, name: str, encoding: Spec) -> None:
        self.name, self.encoding = name, encoding

    def encode(self, **channels: Any) -> "Layer":
        """The same rows with further channels."""
        return Layer(self.name, {**self.encoding, **_channels(channels)})

    def __getattr__(self, name: str) -> Any:
        """`mark_rule` and the other marks: the finished layer."""
        if not name.startswith("mark_"):
            raise AttributeError(name)

        def marked(**look: Any) -> Spec:
            mark = {"type": name.removeprefix("mark_"), **_plain(look)}
            return {"data": {"name": self.name}, "mark": mark, "encoding": self.encoding}

        return marked


class Rows:
    """The named rows of a chart."""

    def __init__(self) -> None:
        self.named: dict[str, list[Spec]] = {}

    def chart(self, rows: pd.DataFrame | Sequence[Spec], **channels: Any) -> Layer:
        """A layer of some rows: numbers, words and yes or no; a blank becomes null."""
        name = f"rows_{len(self.named)}"
        self.named[name] = records(rows)
        return Layer(name, _channels(channels))


class Finished:
    """A chart that is put together; it is asked for its specification as any of Altair's."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def to_dict(self, validate: bool = True) -> Spec:
        """The specification; it is held against the schema of Vega-Lite by the tests."""
        del validate
        return self.spec


def layered(
    layers: Sequence[Spec],
    rows: Rows,
    colours: Palette,
    scale: float,
    *,
    illustrative: Marked = False,
    **whole: Any,
) -> Finished:
    """The finished chart of some layers in our type and colours; `whole` is what holds for all of
    it (width, height, autosize).
    """
    look = _look(colours, scale, illustrative)
    return Finished({**look, **_plain(whole), "layer": list(layers), "datasets": rows.named})


@lru_cache(maxsize=16)
def _look(colours: Palette, scale: float, illustrative: Marked) -> Spec:
    """What `themed` says of a chart, whatever it draws."""
    bare = alt.Chart(alt.NamedData("none")).mark_point()
    bare = themed(bare, colours, scale, illustrative=illustrative)
    kept = ("$schema", "config", "title", "background", "padding")
    return {name: value for name, value in as_spec(bare).items() if name in kept}


def records(rows: pd.DataFrame | Sequence[Mapping[str, Any]]) -> list[Spec]:
    """The rows by column name. A frame's own way takes a hundred times as long for a few rows."""
    if isinstance(rows, pd.DataFrame):
        columns = {name: rows[name].tolist() for name in rows}
        listed = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values())]  # noqa: B905
    else:
        listed = [dict(row) for row in rows]
    return [{name: None if _blank(one) else one for name, one in row.items()} for row in listed]


def _blank(value: Any) -> bool:
    return value is pd.NA or numbers.is_blank(value)  # NA gives no yes or no when compared


def _channels(channels: Mapping[str, Any]) -> Spec:
    return {name: channel(value) for name, value in channels.items()}


def channel(value: Any) -> Any:
    """A channel as plain Vega-Lite: one that many layers share is made so once."""
    if isinstance(value, str):
        field, _, kind = value.rpartition(":")
        return {"field": field, "type": TYPES[kind]}
    if isinstance(value, list):
        return [channel(one) for one in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    """What Vega-Lite reads, of Altair's objects inside."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "to_dict"):
        return value.to_dict(validate=False)
    return value
