"""Writes the data protection impact assessment and the equality analysis as drafts, filled from the
contracts: a new source, risk or measure is a file or a row, never a line of Python.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from csp import VERSION
from csp.errors import CspError, SettingsError
from csp.settings import ROOT, explain, settings
from csp.sources import Column, Source, in_words, sources
from csp.sources.law import Characteristic

FOLDER = Path(__file__).parent
BLANK = "**[to be filled in]**"
NONE = "–"
DOCUMENTS = {
    "data-protection-impact-assessment.md": "impact.md",
    "equality-analysis.md": "equality.md",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(_Strict):
    """Something the product does about a risk, where it stands and which test holds it to that."""

    id: str
    name: str
    says: str
    code: str  # a file or folder, from the project's root
    tested: str  # the same

    @property
    def in_place(self) -> bool:
        """Whether this version of the product does it."""
        return (ROOT / self.code).exists()


class Risk(_Strict):
    """Something that could go wrong, what could come of it, and the ids of what is done."""

    name: str
    harm: str
    measures: tuple[str, ...]


class Answers(_Strict):
    """The whole file of measures and risks."""

    measure: tuple[Measure, ...]
    risk: tuple[Risk, ...]

    @property
    def by_id(self) -> dict[str, Measure]:
        """The measures by their ids."""
        return {one.id: one for one in self.measure}


@lru_cache
def answers(folder: Path = FOLDER) -> Answers:
    """Every measure and risk. Raises SettingsError with every fault of the file."""
    file = folder / "measures.toml"
    try:
        return Answers.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from error


def write(folder: Path) -> list[str]:
    """Writes both documents and gives a sentence for each.

    A document that is there already, and says otherwise, may have been filled in: it stays, and
    CspError says so before anything is written.
    """
    made = documents()
    held = [name for name, text in made.items() if _differs(folder / name, text)]
    if held:
        raise CspError(
            f"{' and '.join(held)} in {folder} may have been filled in and is not overwritten;"
            " name another folder with --out."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [f"{folder / name} is ready: a draft, to be filled in and signed." for name in made]


def _differs(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8", errors="replace") != text


def documents() -> dict[str, str]:
    """Both documents as Markdown by their file names; the same contracts give the same bytes."""
    held = list(sources().values())
    told = {"impact.md": _impact(held), "equality.md": _equality(held)}
    common = {
        "partnership": settings().area.partnership,
        "district": settings().area.name,
        "version": VERSION,
        "blank": BLANK,
    }
    return {
        name: Template((FOLDER / form).read_text(encoding="utf-8")).substitute(
            {**common, **told[form]}
        )
        for name, form in DOCUMENTS.items()
    }


def _impact(held: Sequence[Source]) -> Mapping[str, str]:
    known = answers()
    rows = [one.title for one in held if one.law.personal_data == "pseudonymised"]
    confirm = dict.fromkeys(what for one in held for what in one.law.to_confirm)
    return {
        "many": str(len(held)),
        "special": _how_many(one for one in held if one.law.special),
        "criminal": _how_many(one for one in held if one.law.criminal),
        "children": _how_many(one for one in held if one.law.children),
        "about": "\n".join(f"- {one.title}: {_about(one)}." for one in held),
        "summary": _rows(_summary(one) for one in held),
        "datasets": "\n\n".join(_dataset(one) for one in held),
        "to_confirm": "\n".join(f"  - {in_words.capital(what)}." for what in confirm),
        "rows": in_words.joined(rows),
        "risks": _rows((one.name, one.harm, BLANK, BLANK, BLANK) for one in known.risk),
        "answers": _rows((one.name, _done(one, known), BLANK, BLANK, BLANK) for one in known.risk),
        "measures": _rows(
            (
                one.name,
                one.says,
                "yes" if one.in_place else "**not in this version**",
                f"`{one.code}`",
                f"`{one.tested}`",
            )
            for one in known.measure
        ),
    }


def _how_many(found: Iterable[Source]) -> str:
    return str(len(list(found)))


def _about(source: Source) -> str:
    words = {"none": "nobody", "small counts": "counts", "pseudonymised": "a row each, no names"}
    told = words[source.law.personal_data]
    children = source.law.children
    return f"{told}; {children[:1].lower()}{children[1:]}" if children else told


def _summary(source: Source) -> tuple[str, ...]:
    law = source.law
    return (
        source.title,
        source.publisher,
        law.personal_data,
        f"6(1)({law.ground})" if law.ground else NONE,
        in_words.joined(law.special) or NONE,
        law.criminal or NONE,
        law.children or NONE,
        _months(law.retention.received_months),
        _months(law.retention.rows_months),
        in_words.agreement(law),
    )


def _months(number: int | None) -> str:
    return "no limit" if number is None else f"{number} months"


def _dataset(source: Source) -> str:
    """One dataset in full: what it is, what its contract says of the law, and every column."""
    facts = [
        ("Contract", f"`csp/sources/{source.id}.toml`"),
        ("Sent by", source.publisher),
        ("Licence", source.licence),
        ("Sensitivity", source.sensitivity),
        ("Placed in", source.geography),
        ("Comes by", source.period),
        *in_words.facts(source.law),
    ]
    return "\n".join(
        [
            f"#### {source.title}",
            "",
            "| what | in words |",
            "|---|---|",
            _rows(facts),
            "",
            "| column | what it holds | how it is kept |",
            "|---|---|---|",
            _rows(
                (one.name, one.says or "as the publisher sends it", _kept(one))
                for one in source.columns
            ),
        ]
    )


def _kept(column: Column) -> str:
    """How intake changes a column before it is kept."""
    ways = {
        "reference": "scrambled; never as sent",
        "moment": "to the hour",
        "sensitivity": "checked, not kept",
    }
    return ways.get(column.type, "as sent, in one spelling")


def _done(risk: Risk, known: Answers) -> str:
    named = [known.by_id[one] for one in risk.measures]
    return "; ".join(
        one.name if one.in_place else f"{one.name} (not in this version)" for one in named
    )


def _equality(held: Sequence[Source]) -> Mapping[str, str]:
    told: dict[str, list[str]] = {one: [] for one in get_args(Characteristic)}
    for source in held:
        for one in source.characteristics:
            told[one].append(source.title)
    return {
        "characteristics": _rows(
            (in_words.capital(one), "; ".join(titles) or "None", _means(titles))
            for one, titles in told.items()
        ),
        "silent": "; ".join(one for one, titles in told.items() if not titles) or "none of them",
        "datasets": _rows(
            (
                one.title,
                one.publisher,
                one.geography,
                in_words.joined(one.characteristics) or "none",
                one.sensitivity,
                one.law.owner,
            )
            for one in held
        ),
    }


def _means(titles: Sequence[str]) -> str:
    if not titles:
        return f"The data cannot speak about it; other evidence: {BLANK}"
    return f"Only what these count, and only where it was recorded. Who is missing: {BLANK}"


def _rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows of a Markdown table; a line or a bar in a cell would break it."""
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
