"""The key above a picture read back into its entries: what is drawn, and the words for it."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
EDGE = re.compile(r"border(?:-style)?:[^;]*\b(dashed|solid)\b")
EDGE_COLOUR = re.compile(r"border:[^;]*(#[0-9A-Fa-f]{6})")
PATTERNS = ("outlined", "dashed", "hatched", "hatched_back")


@dataclass(frozen=True)
class Entry:
    """One entry of a key: a swatch (its fill, edge and pattern) or a shape (an image's address),
    and its words; `small` is how many areas it has.
    """

    words: str
    small: str = ""
    fill: str = ""
    edge: str = ""  # colour; '' for the palette's own
    dashed: bool = False
    pattern: str = ""  # one of PATTERNS
    shape: str = ""  # data: address


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Entry] = []
        self._in = False
        self._words: list[str] = []
        self._small: list[str] = []
        self._spans = 0
        self._look: dict[str, str | bool] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "li":
            self._in, self._words, self._small, self._look = True, [], [], {}
        elif tag == "span":
            self._spans += 1
        elif tag == "i" and self._in:
            self._look |= _swatch(told.get("style", ""), told.get("class", "").split())
        elif tag == "img" and self._in:
            self._look["shape"] = told.get("src", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._spans -= 1
        elif tag == "li":
            words, small = ("".join(part).split() for part in (self._words, self._small))
            self.found.append(Entry(" ".join(words), " ".join(small), **self._look))
            self._in = False

    def handle_data(self, data: str) -> None:
        if self._in:
            (self._small if self._spans else self._words).append(data)


def _swatch(style: str, css: list[str]) -> dict[str, str | bool]:
    fill = COLOUR.search(style.partition("border")[0])
    edge, edge_colour = EDGE.search(style), EDGE_COLOUR.search(style)
    pattern = next((one for one in css if one in PATTERNS), "")
    return {
        "fill": fill[0] if fill else "",
        "edge": edge_colour[1] if edge_colour else "",
        "dashed": bool(edge and edge[1] == "dashed") or pattern == "dashed",
        "pattern": pattern,
    }


def entries(markup: str) -> tuple[Entry, ...]:
    """The entries of a key that `components.maps.legend` or `components.tables` made."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tuple(reader.found)
