"""Where the figures of a screen come from, worked out once for a file."""

from components.words.sources import Source, source_of
from csp.db import Reader, remembered


@remembered
def source_in(reader: Reader, dataset: str, period: str, *, on_map: bool = False) -> Source:
    """The source of a figure of this file, as `components.words.sources.source_of` tells it."""
    return source_of(reader.read("datasets"), dataset, period, on_map=on_map)
