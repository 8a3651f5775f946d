"""The one cached door to the data: opens the serving file, notices a new one, keeps the last good
one.
"""

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from csp import kept_releases
from csp.db import Reader, earlier_files, inside, pointer, release_of, wanted_edition
from csp.errors import WarehouseError
from csp.settings import Edition

LOG = logging.getLogger(__name__)
_PAGE = threading.local()  # the file that the page in the making is made from
AGAIN = 60  # seconds after which a file that did not serve is tried again
Identity = tuple[str, int, int, int]
# What makes a new file of each edition.
COMMANDS: dict[Edition, str] = {
    "demonstration": "python -m csp demo",
    "partner": "python -m csp build",
    "public": "python -m csp publish",
}


class Shelf:
    """Holds the open file of one edition and swaps it when its pointer leads to another.

    A file that does not serve leaves the one before it serving. That is told once, not to every
    visitor, and the file is tried again from time to time: what kept it from opening may pass.
    Opening a file takes a third of a second, more on a busy server; with `beside`, who asks
    meanwhile is given the file before.
    """

    def __init__(
        self, edition: Edition, now: Callable[[], float] = time.monotonic, *, beside: bool = False
    ) -> None:
        self.edition, self.beside = edition, beside
        self._opening = False
        self._lock = threading.Lock()
        self._now = now
        self._reader: Reader | None = None
        self._seen: Identity | None = None
        self._at_fault: float | None = None  # when the newest file was last tried, where it failed
        self._told = ""

    def reader(self) -> Reader:
        """The newest good file. Raises WarehouseError when no file of the edition is whole."""
        with self._lock:
            seen = _identity(pointer(self.edition))
            if self._reader is not None and seen == self._seen and not self._due():
                return self._reader
            self._seen = seen
            # Whoever is in the middle of a page holds the reader of before, and nobody else: it
            # lets go of its file with the last of them.
            if self._reader is None or not self.beside:
                self._serve(self._opened())
            elif not self._opening:
                self._opening = True
                threading.Thread(target=self._open_beside, daemon=True).start()
            serving: Reader = self._reader  # type: ignore[assignment]  # some file serves by now
            return serving

    def _open_beside(self) -> None:
        """Opens the newest file, and again where another came meanwhile."""
        seen: Identity | None = None
        while self._opening:
            seen = self._seen
            try:
                opened = self._opened()
            except BaseException:
                self._opening = False  # else no newer file would ever be looked at
                raise
            with self._lock:
                self._serve(opened)
                self._opening = self._seen != seen

    def _serve(self, opened: Reader) -> None:
        before, self._reader = self._reader, opened
        if before is not None and before is not opened:
            before.forget()

    def holds(self) -> bool:
        """Whether a file is open, whatever has become of its pointer."""
        return self._reader is not None

    def _due(self) -> bool:
        return self._at_fault is not None and self._now() - self._at_fault >= AGAIN

    def _opened(self) -> Reader:
        try:
            opened = _proven(pointer(self.edition), self.edition)
        except WarehouseError as error:
            self._at_fault = self._now()
            self._tell(f"The new {self.edition} file does not serve: {error}")
            # The last good file goes on serving; a fresh server looks for one.
            return self._reader or self._earlier(error)
        if self._told:
            LOG.warning("Release %s serves now", opened.release)
        self._at_fault, self._told = None, ""
        return opened

    def _tell(self, words: str) -> None:
        """Says it to the operator, once: a copy that grows is another file at every look."""
        if words != self._told:
            LOG.warning("%s", words)
        self._told = words

    def _earlier(self, fault: WarehouseError) -> Reader:
        for file in earlier_files(self.edition):
            try:
                opened = _proven(file, self.edition)
            except WarehouseError:
                continue
            LOG.warning("The earlier file %s serves instead", file.name)
            return opened
        raise WarehouseError(
            f"{fault} No earlier file is whole. On the machine that keeps the data, run"
            f" “{COMMANDS[self.edition]}”."
        ) from fault


class Annexe:
    """The few earlier files that were asked for last, open beside the one that serves."""

    MOST = 3  # files: each costs some memory

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[tuple[Edition, Path], Reader] = OrderedDict()

    def reader(self, edition: Edition, path: Path) -> Reader:
        """The file, opened and proven once. Raises WarehouseError when it is not whole."""
        with self._lock:
            held = self._open.get((edition, path))
            if held is None:
                held = self._open[edition, path] = _proven(path, edition)
            self._open.move_to_end((edition, path))
            while len(self._open) > self.MOST:
                self._open.popitem(last=False)  # whoever reads it still holds it
            return held


def _proven(path: Path, edition: Edition) -> Reader:
    opened = Reader(inside(path), edition)
    try:
        opened.prove()
        opened.find_pages()
    except WarehouseError:
        opened.close()
        raise
    return opened


def _identity(path: Path) -> Identity | None:
    """What changes when the file behind the pointer does; None while there is none."""
    try:
        real = os.path.realpath(path)
        facts = os.stat(real)  # noqa: PTH116  # one call for all three facts of the resolved path
    except OSError:
        return None
    return real, facts.st_ino, facts.st_mtime_ns, facts.st_size


@st.cache_resource(show_spinner=False)
def _shelf(edition: Edition, folder: str) -> Shelf:
    del folder  # part of the key: another data folder is another shelf
    # An officer waits for the file that was just made.
    return Shelf(edition, beside=_BESIDE[-1] and edition != "partner")


_BESIDE = [False]  # see `open_beside`


def open_beside() -> None:
    """Lets visitors go on with the file before while a new one is opened; to be called before the
    first.
    """
    _BESIDE.append(True)


def serves(edition: Edition) -> bool:
    """Whether this process is to serve that edition; no, too, when it is told of none there is."""
    try:
        return wanted_edition() == edition
    except WarehouseError:
        return False


def can_serve(edition: Edition) -> bool:
    """Whether there is anything to serve: the edition's file, one that this process has open, or an
    earlier one. The demonstration is made anew rather than looked for.
    """
    return (
        pointer(edition).exists()
        or _shelf_of(edition).holds()
        or (edition != "demonstration" and bool(earlier_files(edition)))
    )


def _shelf_of(edition: Edition) -> Shelf:
    return _shelf(edition, str(pointer(edition).parent))


@st.cache_resource(show_spinner=False)
def _annexe() -> Annexe:
    return Annexe()


def reopen(release: str) -> Reader:
    """An earlier release of the edition that this process serves; the file that serves where it is
    of that release.

    Raises ReleaseError where it is not held or may not be shown, WarehouseError where it is held
    and not whole. What is asked for is compared with names of files, never made one.
    """
    serving = warehouse()
    if serving.release == release:
        return serving
    path = kept_releases.find(serving.edition, release)
    held = _annexe().reader(serving.edition, inside(path))
    if held.release != release or release_of(path) != release:
        raise WarehouseError(f"{path.name} holds another release than its name says.")
    return held


@contextmanager
def one_file() -> Iterator[None]:
    """All that is asked within, by this thread, is answered from one file: a page that is being
    made while another file comes in never names the one and shows the other.
    """
    _PAGE.reader, _PAGE.open = None, True
    try:
        yield
    finally:
        _PAGE.reader, _PAGE.open = None, False


def warehouse() -> Reader:
    """The data that this process serves: pages ask it `read(name, **params)`.

    Raises WarehouseError with a sentence when no file of the edition can be opened.
    """
    if not getattr(_PAGE, "open", False):
        return _shelf_of(wanted_edition()).reader()
    if _PAGE.reader is None:
        _PAGE.reader = _shelf_of(wanted_edition()).reader()
    held: Reader = _PAGE.reader
    return held


def turn_page_to(reader: Reader) -> None:
    """Lets the rest of the page be made from another file of the edition, its foot included."""
    if getattr(_PAGE, "open", False):
        _PAGE.reader = reader
