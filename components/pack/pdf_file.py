"""A document as a tagged PDF (PDF/UA-1): set by typst from what it is told as data, so that no word
of it is ever read as markup.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from components.charts import export
from components.charts.palette import LIGHT
from components.pack import measure
from components.pack.addresses import bytes_of, link
from components.pack.cells import Cell, Table, part
from components.pack.document import (
    Block,
    Document,
    Facts,
    Own,
    Paragraph,
    Points,
    Section,
    Shown,
    Terms,
    Words,
    annexed,
    cited,
)
from components.words import pack as said

HERE = Path(__file__).parent
LOOK = ("look.typ", "assessment.typ", "page.typ")
ROOM = 482.0  # points: the width of the text on a page
SIZE = 8.5  # points, of a table's words
COLUMN, SMALLER = 233.0, 7.5  # points: one of two columns, and the words of a table in it
STANDARD = "ua-1"
NARROW = 600  # px, of a picture that leaves room beside it on a sheet


def assessment(document: Document, address: str = "") -> bytes:
    """The whole document; `address` is the dashboard's own, to which references lead."""
    with _Workplace() as place:
        told = {
            **_frame(document),
            "cover": [
                list(one)
                for one in said.cover(document.edition_words, document.release, document.on)
            ],
            "sections": [place.section(one, address) for one in document.sections],
            "annex": [place.annexed(one) for one in annexed(document)],
            "references": [
                {"number": one.number, "address": link(address, one.reference) or one.reference}
                for one in cited(document)
            ],
            "words": {
                "own": said.OWN,
                "contents": said.CONTENTS,
                "annex": said.ANNEX,
                "references": said.REFERENCES,
                "references_lead": said.REFERENCES_LEAD,
            },
        }
        return place.set("assessment.typ", told, document)


def one_page(document: Document, summary: Section) -> bytes:
    """The data on one page of A4: facts, a table and pictures of the summary's figures."""
    figures = [one for one in summary.blocks if isinstance(one, Shown)]
    with _Workplace() as place:
        drawn = [one for one in figures if one.pictures]
        strip = [one for one in figures if one.facts and not one.pictures]
        full = [one for one in figures if one not in drawn and one not in strip]
        lead = next((one.words for one in summary.blocks if isinstance(one, Paragraph)), ())
        told = {
            **_frame(document),
            "lead": _runs(lead),
            "strip": [place.shown(one, "") for one in strip],
            "drawn": [place.shown(one, "") | {"narrow": _narrow(one)} for one in drawn],
            "full": [place.shown(one, "") for one in full],
            "notes": _sources(figures),
            "words": {"own": said.OWN},
        }
        return place.set("page.typ", told, document)


def _sources(figures: Sequence[Shown]) -> list[str]:
    """The sources of a sheet, without those that another says and more."""
    told = list(dict.fromkeys(one.source for one in figures if one.source))
    return [one for one in told if not any(each != one and each.startswith(one) for each in told)]


def _narrow(one: Shown) -> bool:
    """Whether a figure's pictures leave room beside them."""
    return sum(drawn.width for _, _, drawn in one.pictures) < NARROW


def _frame(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "partnership": document.partnership,
        "band": document.band,
        "day": [document.on.year, document.on.month, document.on.day],
        "foot": said.foot(document.title, document.edition, document.release, document.on),
        "colours": {
            name: value for name, value in asdict(LIGHT).items() if str(value).startswith("#")
        },
    }


class _Workplace:
    """A private folder with the pictures of one PDF, each there once."""

    def __enter__(self) -> "_Workplace":
        self.folder = Path(tempfile.mkdtemp(prefix="csp-pages-"))
        return self

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def set(self, name: str, told: Mapping[str, Any], document: Document) -> bytes:
        """The PDF of what is told. The day stands for the moment, so that the same is told by the
        same bytes.
        """
        for file in LOOK:
            shutil.copy(HERE / file, self.folder)
        text = json.dumps(told, ensure_ascii=False)
        (self.folder / "told.json").write_text(text, encoding="utf-8")
        moment = datetime.combine(document.on, time(12), UTC)
        made: bytes = typst.compile(
            self.folder / name,
            root=self.folder,
            font_paths=[export.fonts()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=moment,
        )
        return made

    def section(self, one: Section, address: str) -> dict[str, Any]:
        """A section as the page's template reads it."""
        return {
            "title": one.title,
            "asked": one.asked,
            "blocks": [self._block(block, address) for block in one.blocks],
        }

    def _block(self, block: Block, address: str) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "words": _runs(block.words), "muted": block.muted}
            case Points():
                entries = [_runs(one) for one in block.entries]
                return {"kind": "points", "entries": entries, "steps": block.steps}
            case Terms():
                terms = [[word, _runs(means)] for word, means in block.entries]
                return {"kind": "terms", "entries": terms}
            case Own():
                return {"kind": "own", "parts": [self._block(one, address) for one in block.parts]}
            case Facts():
                return {"kind": "facts", "entries": [list(one) for one in block.entries]}
            case Shown():
                return self.shown(block, address)

    def shown(self, one: Shown, address: str) -> dict[str, Any]:
        """A figure as the page's template reads it."""
        return {
            "kind": "shown",
            "title": one.title,
            "under": one.under,
            "invented": one.invented,
            "lead": _runs(one.lead),
            "facts": [list(fact) for fact in one.facts],
            "key": [asdict(entry) | {"shape": self._kept(entry.shape)} for entry in one.key],
            "pictures": [
                {
                    "title": title,
                    "alt": alt,
                    "file": self._file(drawn.svg.encode(), "svg"),
                    "width": drawn.width,
                }
                for title, alt, drawn in one.pictures
            ],
            "lines": [_runs(line) for line in one.lines],
            "tables": [self._first(table, one) for table in one.tables if one.first >= 0],
            "pointer": said.in_annex(one.annexed) if one.first < 0 else "",
            "note": one.note,
            "doubts": [said.doubt(doubt) for doubt in one.doubts],
            "source": one.source,
            "reference": (one.cited if one.number else "") or one.reference,
            "number": one.number,
            "named": said.reference(one.number),
            "link": link(address, one.reference),
        }

    def annexed(self, one: Shown) -> dict[str, Any]:
        """A figure's tables, whole, at the end: narrow ones in two columns."""
        widths = [measure.in_column(table, COLUMN, SMALLER) for table in one.tables]
        narrow = all(widths)
        return {
            "title": f"{one.annexed}. {one.title}",
            "invented": one.invented,
            "source": one.source,
            "narrow": narrow,
            "tables": [
                self._sheet(table, table.caption, "") | ({"widths": own} if narrow else {})
                for table, own in zip(one.tables, widths, strict=True)
            ],
        }

    def _first(self, table: Table, one: Shown) -> dict[str, Any]:
        caption = "" if one.says(table.caption) else table.caption
        if not one.first or table.count <= one.first:
            return self._sheet(table, caption, "")
        more = said.more_rows(one.first, table.count, one.annexed)
        return self._sheet(part(table, 1, one.first), caption, more)

    def _sheet(self, table: Table, caption: str, more: str) -> dict[str, Any]:
        return {
            "caption": caption,
            "widths": measure.columns(table, ROOM, SIZE),
            "heads": self._cells(table.heads),
            "rows": [{"group": row.group, "cells": self._cells(row.cells)} for row in table.rows],
            "more": more,
        }

    def _cells(self, cells: Sequence[Cell]) -> list[dict[str, Any]]:
        return [
            asdict(cell)
            | {
                "lines": [asdict(line) for line in cell.lines],
                "picture": cell.picture
                and asdict(cell.picture) | {"file": self._kept(cell.picture.address)},
            }
            for cell in cells
        ]

    def _kept(self, address: str) -> str:
        """The file of what a data: address holds; '' for none."""
        return self._file(bytes_of(address), "svg") if address else ""

    def _file(self, held: bytes, ending: str) -> str:
        name = f"{hashlib.sha256(held).hexdigest()[:16]}.{ending}"
        file = self.folder / name
        if not file.exists():
            file.write_bytes(held)
        return name


def _runs(told: Words | Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(run) for run in told]
