"""The pack of a meeting: slides, the strategic assessment as HTML and PDF, data on a page. Made of
what the pages say, without a screen.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from components.charts.palette import LIGHT
from components.messages import agenda as agendas
from components.messages.message import Message
from components.pack import contents, html_file, pdf_file, slides
from components.pack.document import Shown
from components.pack.figures import Figures
from components.pack.slides import Talk
from components.words import pack as said
from components.words.pack import SECTIONS
from csp.agenda import Item, agenda
from csp.db import Reader
from csp.narrative import narrative
from csp.settings import settings

__all__ = ["SECTIONS", "Packed", "pack"]

Progress = Callable[[float, str], None]
SLIDES, HTML, PDF, PAGE = (
    "slides.pptx",
    "strategic-assessment.html",
    "strategic-assessment.pdf",
    "data-on-a-page.pdf",
)


@dataclass(frozen=True)
class Packed:
    """What was made: the folder, its files, and what is worth saying about it."""

    folder: Path
    files: tuple[Path, ...]
    sentences: tuple[str, ...]


def pack(data: Reader, out: Path, on: date, progress: Progress = lambda *_: None) -> Packed:
    """Makes the pack of a file on a day, in a folder of `out` named by edition and release; one
    that is there already is replaced once the new one is whole.

    Raises SettingsError, with every fault, where the agenda or the partnership's own words cannot
    be used; nothing is written then.
    """
    own = narrative(said.SECTIONS, data.edition)
    figures = Figures(data, on)
    progress(0.01, "Reading the agenda")
    talks, title = _talks(figures)

    def part(share: float, step: str) -> None:
        progress(0.2 + 0.5 * share, step)

    document = contents.assessment(figures, own, part)
    summary = contents.data_on_a_page(figures)
    titled = replace(document, title=said.PAGE_TITLE)
    address = settings().dashboard.address or ""
    steps: list[tuple[str, Callable[[], bytes]]] = [
        (HTML, lambda: html_file.assessment(document, address)),
        (PAGE, lambda: pdf_file.one_page(titled, summary)),
        (PDF, lambda: pdf_file.assessment(document, address)),
    ]
    if talks:
        steps.append((SLIDES, lambda: slides.slides(document, title, talks, address)))
    made = {}
    for at, (name, make) in enumerate(steps):
        progress(0.7 + 0.28 * at / len(steps), f"Writing {name}")
        made[name] = make()
    folder = out / f"{data.edition}-{data.release}"
    put(folder, made, private=data.edition == "partner")
    told = () if talks else (said.NO_AGENDA,)
    told += () if own else (said.NO_OWN_WORDS,)
    return Packed(folder, tuple(folder / name for name in made), told)


def _talks(figures: Figures) -> tuple[list[Talk], str]:
    """The things of the agenda with their figures, and its title; none where none is kept."""
    held = agenda()
    if held is None:
        return [], ""
    screens = agendas.screens(figures.data, held, LIGHT, figures.on)
    talks = []
    for item in held.item:
        own = [one for one in screens if one.item is item]
        shown = tuple(_on_wall(figures, item, one.message) for one in own)
        page = own[0].told.page if own else ""
        talks.append(Talk(item.title, page, item.minutes, shown))
    return talks, held.title


def _on_wall(figures: Figures, item: Item, message: Message) -> Shown:
    return contents.plainer(figures.shown(item.page, item.choices, message, wall=True))


def put(folder: Path, made: dict[str, bytes], *, private: bool) -> None:
    """Writes all files under a private name and renames the folder: whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workspace = Path(tempfile.mkdtemp(prefix=".packing-", dir=folder.parent))
    try:
        for name, held in made.items():
            (workspace / name).write_bytes(held)
        workspace.chmod(0o700 if private else 0o755)
        before = workspace.with_name(f"{workspace.name}-before")
        if folder.exists():
            folder.replace(before)
        workspace.replace(folder)
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
