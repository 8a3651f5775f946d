"""Streamlit's part in a chart that is drawn again: what it makes of a specification's text."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.elements import vega_charts

KEPT = 128  # charts: those of every page, and the maps with each ward outlined


def keep_charts() -> None:
    """Lets Streamlit name the parts of a specification once, and write it without blanks, which
    are an eighth of it.

    Before it sends a chart, it reads the whole text of its specification, gives the parts that
    Altair numbered lasting names and writes it again: a fifth of a rerun of the ward map. What it
    makes depends on nothing but the text, and our specifications are the same each time.
    """
    named = vega_charts._stabilize_vega_json_spec  # noqa: SLF001  # it has no public name
    if not hasattr(named, "cache"):

        def written(text: str) -> str:
            return json.dumps(json.loads(named(text)), separators=(",", ":"), ensure_ascii=False)

        kept = cached(LRUCache(KEPT), key=_digest)(written)
        vega_charts._stabilize_vega_json_spec = kept  # noqa: SLF001


def _digest(text: str) -> bytes:
    """Stands for a text of some 50 KB."""
    return blake2b(text.encode(), digest_size=16).digest()


def ready(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification as Streamlit sends it: small tables in their layers, the others as the
    bytes that it would make of them at every run, more than a third of a page with four charts.
    """
    _, made = _ready(spec)
    return made


@cached(LRUCache(KEPT), key=id, lock=Lock())
def _ready(spec: Mapping[str, Any]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Known by its identity: a remembered figure has the same specification each time. It is kept
    with what was made of it, so that no other can come to stand in its place.
    """
    made = inlined(spec)
    named = {
        name: convert_anything_to_arrow_bytes(rows) if _is_table(rows) else rows
        for name, rows in made["datasets"].items()
    }
    return spec, {**made, "datasets": named}


def _is_table(rows: object) -> bool:
    """Whether Streamlit sends some data as a table; outlines stay as they are."""
    return isinstance(rows, list) and not any("geometry" in row for row in rows[:1])


def inlined(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification with each small table inside the layer that uses it.

    Streamlit sends every named table as an Arrow file of its own, which for the few rows of a layer
    weighs five times the rows. Tables that several layers share, and a map's outlines, stay named.
    """
    layers = spec.get("layer", [])
    names = [layer.get("data", {}).get("name") for layer in layers]
    tables = {
        name: rows
        for name, rows in spec.get("datasets", {}).items()
        if names.count(name) == 1 and isinstance(rows, list)
    }
    rest = {name: rows for name, rows in spec.get("datasets", {}).items() if name not in tables}
    inside = [
        {**layer, "data": {"values": tables[name]}} if name in tables else layer
        for layer, name in zip(layers, names, strict=True)
    ]
    return {**spec, **({"layer": inside} if layers else {}), "datasets": rest}
