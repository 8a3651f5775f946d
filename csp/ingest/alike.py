"""Compares words as a reader would: capitals, spaces, punctuation, “&” and “and” aside."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

CLOSE = 0.75  # of difflib: “Shepway Nth” finds Shepway North, “Loitering” finds no ward

# “18-34” and “65+” say what the bands of the contracts say.
RANGE = (re.compile(r"(\d)\s*[-\u2013\u2014]\s*(\d)"), r"\1 to \2")
OPEN_END = (re.compile(r"(\d)\s*\+"), r"\1 and over")

TOTAL = re.compile(
    r"((grand|sub)[ -]?)?totals?\b.*|sum\b.*|.{1,40}\b(sub[ -]?)?totals?", re.IGNORECASE
)
EVERY = re.compile(
    r"all( (areas|wards|districts|kinds|types|causes|strands|places))?", re.IGNORECASE
)
# What a name of an area may carry besides: codes, kinds of councils.
CODE = re.compile(r"\W*\b[EWK]\d{8}\b\W*", re.IGNORECASE | re.ASCII)
COUNCIL = re.compile(
    r"^(royal )?(borough|district|city) of | ((borough|district|city|county) council|council"
    r"|borough|district|[bd]c)$",
    re.IGNORECASE,
)


def alike(word: str) -> str:
    """What is left of a word when only its letters and digits count: equal for equal words."""
    plain = unicodedata.normalize("NFKC", word).casefold().replace("&", " and ")
    for pattern, replacement in (RANGE, OPEN_END):
        plain = pattern.sub(replacement, plain)
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=4096)
def ward_alike(name: str) -> str:
    """A ward's name to be compared: a “Ward” at its end says nothing."""
    return alike(re.sub(r"\s+ward\s*$", "", name.strip(), flags=re.IGNORECASE))


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the word may have been meant to be, or None."""
    by_letters = {alike(candidate): candidate for candidate in candidates}
    found = get_close_matches(alike(word[:100]), by_letters, n=1, cutoff=CLOSE)
    return by_letters[found[0]] if found else None


def is_total(word: str) -> bool:
    """Whether a cell says that its row adds up others: “Total”, “Grand total”, “Q1 total”."""
    return TOTAL.fullmatch(word.strip()) is not None


def means_all(word: str) -> bool:
    """Whether a word stands for all others of its column: “Total”, “All wards”."""
    return is_total(word) or EVERY.fullmatch(word.strip()) is not None


def bare(name: str) -> str:
    """The name of an area without its code and without its kind of council."""
    return COUNCIL.sub("", CODE.sub(" ", name).strip()).strip()
