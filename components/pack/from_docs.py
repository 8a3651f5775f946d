"""Methods in short and the words of the glossary, read from the documents that hold them, so that
nothing is told twice.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from components.pack.document import Paragraph, Terms, Words, words
from csp.settings import ROOT

# The parts of docs/methods.md whose first paragraph a reader of the assessment needs, in its order.
METHODS = (
    "Counts and rates",
    "Change",
    "Among the districts",
    "Is it getting better?",
    "Was a promise kept?",
    "Hotspots",
    "What people answered",
    "Who is reached",
    "Did it work?",
    "Setting priorities",
    "Is an action late?",
    "Which months count",
    "Harm",
)
ENTRY = re.compile(r"^\| (?P<word>[^|]+?) \| (?P<means>[^|]+?) \|$", re.MULTILINE)
ACRONYM = re.compile(r"(?P<word>[A-Z][A-Za-z]+), (?P<means>[^;.]+)[;.]")
# Slanted words, but not the star of a name such as Gi*.
SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])")
KEPT_IN = re.compile(r"[:,]? one file in [\w/]+")  # of no use to a reader of a document
MARKS = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")


def methods() -> list[tuple[str, Paragraph]]:
    """Each method with the first paragraph about it."""
    held = _sections((ROOT / "docs" / "methods.md").read_text(encoding="utf-8"))
    return [(title, Paragraph(words(held[title]))) for title in METHODS]


def _sections(text: str) -> dict[str, str]:
    """The first paragraph below each heading."""
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        paragraph = rest.strip().split("\n\n")[0]
        found[title.strip()] = _plain(" ".join(paragraph.split()))
    return found


def _plain(text: str) -> str:
    """The words without slanted letters; **bold** stays."""
    return SLANTED.sub(r"\1", text).replace("`", "")


@lru_cache
def _glossary() -> tuple[tuple[str, str], ...]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    listed = [
        (found["word"], KEPT_IN.sub("", MARKS.sub(lambda mark: mark[1] or "", found["means"])))
        for found in ENTRY.finditer(text)
        if found["word"] != "word" and not found["word"].startswith("---")
    ]
    short = text.rpartition("In the documents: ")[2].replace("\n", " ")
    listed += [(found["word"], found["means"].strip()) for found in ACRONYM.finditer(short)]
    return tuple(sorted(listed, key=lambda one: one[0].lower()))


def glossary(told: str) -> Terms:
    """The words of the glossary that stand in a text, with their meaning."""
    return Terms(tuple(_used(told)))


def _used(told: str) -> Iterator[tuple[str, Words]]:
    for word, means in _glossary():
        if any(_stands(form, told) for form in _forms(word)):
            yield word, words(f"{means[:1].upper()}{means[1:]}.")


def _forms(word: str) -> Iterable[str]:
    """The words of an entry: “complete, incomplete” are two; what stands in brackets is none."""
    return (one.strip() for one in re.sub(r"\(.*?\)", "", word).split(",") if one.strip())


def _stands(word: str, told: str) -> bool:
    flags = 0 if word.isupper() else re.IGNORECASE
    return re.search(rf"\b{re.escape(word)}s?\b", told, flags) is not None
