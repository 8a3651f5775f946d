"""The one cached door to the data: opens the serving file, notices a new one, keeps the last good
one.
"""

import logging
import os
import threading
from pathlib import Path

import streamlit as st

from csp.db import Reader, pointer, wanted_edition
from csp.errors import WarehouseError
from csp.settings import Edition

LOG = logging.getLogger(__name__)


class Shelf:
    """Holds the open file of one edition and swaps it when its pointer leads to another."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._seen: tuple[str, int, int, int] | None = None

    def reader(self) -> Reader:
        """The newest good file. Raises WarehouseError when there has never been one."""
        with self._lock:
            seen = _identity(pointer(self.edition))
            if self._reader is not None and seen in (self._seen, None):
                return self._reader
            try:
                opened = Reader(pointer(self.edition).resolve(), self.edition)
            except WarehouseError as error:
                if self._reader is None:
                    raise
                if seen != self._seen:
                    LOG.warning("The new %s file was not opened: %s", self.edition, error)
                self._seen = seen
                return self._reader
            # The old reader is not closed here: other sessions may be in the middle of a page.
            self._reader, self._seen = opened, seen
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


def warehouse() -> Reader:
    """The data that this process serves: pages ask it `read(name, **params)`.

    Raises WarehouseError with a sentence when no file of the edition can be opened.
    """
    edition = wanted_edition()
    return _shelf(edition, str(pointer(edition).parent)).reader()
