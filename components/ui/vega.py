"""Streamlit's part in a chart that is drawn again: what it makes of a specification's text."""

from hashlib import blake2b

from cachetools import LRUCache, cached
from streamlit.elements import vega_charts

KEPT = 128  # charts: those of every page, and the maps with each ward outlined


def keep_charts() -> None:
    """Lets Streamlit name the parts of a specification once.

    Before it sends a chart, it reads the whole text of its specification, gives the parts that
    Altair numbered lasting names and writes it again: a fifth of a rerun of the ward map. What it
    makes depends on nothing but the text, and our specifications are the same each time.
    """
    named = vega_charts._stabilize_vega_json_spec  # noqa: SLF001  # it has no public name
    if not hasattr(named, "cache"):
        kept = cached(LRUCache(KEPT), key=_digest)(named)
        vega_charts._stabilize_vega_json_spec = kept  # noqa: SLF001


def _digest(text: str) -> bytes:
    """Stands for a text of some 50 KB."""
    return blake2b(text.encode(), digest_size=16).digest()
