"""What may stand in a log: where something went wrong and of what kind, never a word of what was
being read, and nobody's address.

The words of a foreign error may repeat a partner's cell, a search or a link. Ours are written for
whoever can act; which of them may be logged is said here.
"""

import logging
import traceback
from pathlib import Path
from typing import Any

from csp.errors import SettingsError, WarehouseError
from csp.settings import ROOT

# Their sentences speak of files and settings, never of rows.
MAY_BE_LOGGED = (SettingsError, WarehouseError)
# DuckDB's errors whose words are about the disk or the memory; others may quote what they read.
OF_THE_MACHINE = ("IOException", "OutOfMemoryException")
# How a command begins to say that the program itself failed; the place follows.
BROKEN = "The program itself failed; whoever looks after its code needs this line"
CONNECTION = '%s - "'  # how the server's own lines begin that name a visitor and an address


def place_of(error: BaseException) -> str:
    """What kind of error it was and where in the code, innermost last, without its words."""
    steps = [f"{_short(one.filename)}:{one.lineno}" for one in _frames(error)]
    where = f" at {' > '.join(steps)}" if steps else ""
    return f"{type(error).__name__}{where}"


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    # Lines of code are not looked up: a log needs none, and a test may run code that has none.
    return list(
        traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    )


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def loggable(error: BaseException) -> str:
    """What of an error may be logged: the words of those that never speak of rows, else the
    place.
    """
    return str(error) if isinstance(error, MAY_BE_LOGGED) else place_of(error)


def kind_of(error: Exception) -> str:
    """What may be told of a database's error: its first line where it is about the machine, else
    its kind alone.
    """
    kind = type(error).__name__
    return str(error).strip().splitlines()[0] if kind in OF_THE_MACHINE else kind


def keep_words_out() -> None:
    """From now on no record of any logger of this process carries the words of an error that was
    not written for it, a visitor's address or the address that was asked for.

    The server's and Streamlit's own loggers are meant: they log tracebacks with the words of the
    error, and each connection with its address. It may be called again and again.
    """
    made = logging.getLogRecordFactory()
    if not isinstance(made, _Wordless):
        logging.setLogRecordFactory(_Wordless(made))


class _Wordless:
    """Makes log records as before, and takes out of them what may not be logged."""

    def __init__(self, before: Any) -> None:
        self._before = before

    def __call__(self, *args: Any, **named: Any) -> logging.LogRecord:
        record: logging.LogRecord = self._before(*args, **named)
        if isinstance(record.msg, str) and record.msg.startswith(CONNECTION):
            record.msg, record.args = "A connection was opened or refused", ()
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{_words(record)}: {loggable(record.exc_info[1])}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return record


def _words(record: logging.LogRecord) -> str:
    """What the record says itself; where that repeats the error's own words, nothing of them."""
    error = record.exc_info[1] if record.exc_info else None
    told = record.getMessage()
    words = str(error)
    return "An error" if error is not None and words and words in told else told
