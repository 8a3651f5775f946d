"""The one cached door to the data: opens the serving file, notices a new one, keeps the last good
one.
"""

import logging
import os
import threading
from pathlib import Path

import streamlit as st

from csp.db import Reader, earlier_files, inside, pointer, wanted_edition
from csp.errors import WarehouseError
from csp.settings import Edition

LOG = logging.getLogger(__name__)
# What makes a new file of each edition.
COMMANDS: dict[Edition, str] = {
    "demonstration": "python -m csp demo",
    "partner": "python -m csp build",
    "public": "python -m csp publish",
}


class Shelf:
    """Holds the open file of one edition and swaps it when its pointer leads to another."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._seen: tuple[str, int, int, int] | None = None

    def reader(self) -> Reader:
        """The newest good file. Raises WarehouseError when no file of the edition is whole."""
        with self._lock:
            seen = _identity(pointer(self.edition))
            if self._reader is not None and seen in (self._seen, None):
                return self._reader
            try:
                opened = _proven(pointer(self.edition), self.edition)
            except WarehouseError as error:
                LOG.warning("The new %s file does not serve: %s", self.edition, error)
                # The last good file goes on serving; a fresh server looks for one.
                opened = self._reader or self._earlier(error)
            # The old reader is not closed here: other sessions may be in the middle of a page.
            self._reader, self._seen = opened, seen
            return opened

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


def _proven(path: Path, edition: Edition) -> Reader:
    opened = Reader(inside(path), edition)
    try:
        opened.prove()
    except WarehouseError:
        opened.close()
        raise
    return opened


def _identity(path: Path) -> tuple[str, int, int, int] | None:
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
    return Shelf(edition)


def serves(edition: Edition) -> bool:
    """Whether this process is to serve that edition; no, too, when it is told of none there is."""
    try:
        return wanted_edition() == edition
    except WarehouseError:
        return False


def warehouse() -> Reader:
    """The data that this process serves: pages ask it `read(name, **params)`.

    Raises WarehouseError with a sentence when no file of the edition can be opened.
    """
    edition = wanted_edition()
    return _shelf(edition, str(pointer(edition).parent)).reader()
