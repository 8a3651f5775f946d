"""The partnership's own words for its assessment: one small Markdown file a section, which only
officers write; read, checked and never changed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from csp.errors import TOLD_FAULTS, SettingsError
from csp.settings import Edition, data_folder, not_utf8

FOLDER = "narrative"  # of the data folder
LONGEST = 20_000  # characters of one file
PUBLISH = re.compile(r"publish:\s*(.*?)\s*$", re.IGNORECASE)
ANSWERS = {"yes": True, "no": False}
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BULLET, NUMBERED = re.compile(r"[-*] +(.*)"), re.compile(r"\d{1,2}[.)] +(.*)")
# What an officer may write inside a line: words in bold, and a way to another page.
PART = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]*)\)")
ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?([/?#][^\s\"'<>]*)?")
NOT_TAKEN = (
    (re.compile(r"#"), "a heading; the section has its own, so write a plain line"),
    (re.compile(r"\|"), "a table; the figures have their own"),
    (re.compile(r"!\["), "a picture; pictures come from the figures"),
    (re.compile(r"```|~~~"), "a block of code"),
    (re.compile(r">"), "a quotation; write it as a plain line"),
)
SKELETON = """publish: no
<!-- {title}

Write below, in plain words, what the partnership wants to say in this section; nobody else
ever writes here. Paragraphs stand apart by an empty line. A line that begins with "- " or "1. " is
an entry of a list, **two stars** make words bold, and [words](https://an.address) a link.
Name no person: an agency or a role is enough. "publish: yes" in the first line lets the public
edition carry it. What stands between these marks is left out. -->
"""


@dataclass(frozen=True)
class Run:
    """Words that look alike: plain, bold, or a link to `to`."""

    words: str
    bold: bool = False
    to: str = ""


@dataclass(frozen=True)
class Part:
    """A paragraph (one entry), or a list: `kind` is 'words', 'points' or 'steps'."""

    kind: str
    entries: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class Narrative:
    """The words for one section, and whether they may be published."""

    section: str
    publish: bool
    parts: tuple[Part, ...]


def narrative_folder() -> Path:
    """Where the files lie; the folder need not be there."""
    return data_folder() / FOLDER


def narrative(sections: Mapping[str, str], edition: Edition) -> dict[str, Narrative]:
    """The partnership's own words by section, of those that an edition may carry; a file without
    words counts as none.

    `sections` are the sections of the document, titles by id. Raises SettingsError with every fault
    of every file.
    """
    folder = narrative_folder()
    faults: list[str] = []
    held: dict[str, Narrative] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.name.startswith(".") or file.is_dir():
            continue
        if file.suffix != ".md" or file.stem not in sections:
            faults.append(f"{file.name}: no section is called so; there are {_names(sections)}.")
            continue
        made, wrong = _read(file)
        faults += [f"{file.name}: {one}" for one in wrong]
        if made is not None and made.parts:
            held[file.stem] = made
    if faults:
        more = len(faults) - TOLD_FAULTS
        rest = [f"and {more} more; put these right first."] if more > 0 else []
        raise SettingsError(
            "\n  ".join(
                ["The partnership’s own words cannot be used:", *faults[:TOLD_FAULTS], *rest]
            )
        )
    return {name: one for name, one in held.items() if one.publish or edition != "public"}


def _names(sections: Mapping[str, str]) -> str:
    return ", ".join(f"{name}.md" for name in sections)


def begin(sections: Mapping[str, str]) -> list[Path]:
    """Makes an empty file for each section that has none, and gives those; no file that is there
    is touched.
    """
    folder = narrative_folder()
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, title in sections.items():
        file = folder / f"{name}.md"
        try:
            with file.open("x", encoding="utf-8") as opened:
                opened.write(SKELETON.format(title=title))
        except FileExistsError:
            continue
        made.append(file)
    return made


def _read(file: Path) -> tuple[Narrative | None, list[str]]:
    """What a file says, and every fault of it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [not_utf8(file, error).removeprefix(f"{file.name} ")]
    if len(text) > LONGEST:
        return None, [f"it has {len(text):,} characters; {LONGEST:,} are the most."]
    # A comment keeps its line ends, so that a fault is told with the row as an editor counts it.
    lines = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).splitlines()
    faults = [f"row {row}: {one}" for row, line in enumerate(lines, 1) for one in _faults(line)]
    first = next((row for row, line in enumerate(lines) if line.strip()), len(lines))
    publish, wrong = _publish(lines[first] if first < len(lines) else "")
    faults = [f"row {first + 1}: {one}" for one in wrong] + faults
    body = lines[first + 1 :] if first < len(lines) and PUBLISH.match(lines[first]) else lines
    if faults:
        return None, faults
    return Narrative(file.stem, publish, tuple(_parts(body))), []


def _publish(line: str) -> tuple[bool, list[str]]:
    found = PUBLISH.match(line)
    if not found:
        return False, []
    if found[1].lower() not in ANSWERS:
        return False, ["“publish:” is followed by yes or no."]
    return ANSWERS[found[1].lower()], []


def _faults(line: str) -> Iterator[str]:
    """What is wrong with one line, as sentences that go on after its row."""
    if any(unicodedata.category(letter)[0] == "C" and letter != "\t" for letter in line):
        yield "it holds control characters or invisible ones; leave them out."
    for mark, what in NOT_TAKEN:
        if mark.match(line.strip()):
            yield f"this looks like {what}."
    if "<!--" in line or "-->" in line:
        yield "a note that is left out must begin with <!-- and end with -->."
    for found in PART.finditer(line):
        if found["to"] is not None and not ADDRESS.fullmatch(found["to"]):
            yield "a link must lead to an address that begins with https://."


def _parts(lines: list[str]) -> Iterator[Part]:
    """Paragraphs and lists; a line that goes on below an entry of a list belongs to it."""
    kind, entries = "", [""]
    for line in [*lines, ""]:
        said = line.strip()
        begun, words = _begins(said)
        if begun and begun == kind:
            entries.append(words)
        elif begun or not said:
            yield from _part(kind, entries)
            kind, entries = begun, [words]
        elif kind:
            entries[-1] = f"{entries[-1]} {said}"
        else:
            kind, entries = "words", [said]


def _begins(said: str) -> tuple[str, str]:
    """The kind of list that a line is an entry of, and its words; '' for none."""
    for kind, mark in (("points", BULLET), ("steps", NUMBERED)):
        if found := mark.match(said):
            return kind, found[1]
    return "", said


def _part(kind: str, entries: list[str]) -> Iterator[Part]:
    told = tuple(tuple(runs(one)) for one in entries if one)
    if kind and told:
        yield Part(kind, told)


def runs(text: str) -> Iterator[Run]:
    """The words of a line with what is bold in them and what is a link."""
    at = 0
    for found in PART.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()])
        if found["bold"] is not None:
            yield Run(found["bold"], bold=True)
        else:
            yield Run(found["words"], to=found["to"])
        at = found.end()
    if text[at:]:
        yield Run(text[at:])
