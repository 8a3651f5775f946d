"""Books that are only ever added to, line by line: each new line stands whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from pydantic import BaseModel

Line = TypeVar("Line", bound=BaseModel)
PATIENCE = 10  # seconds that one who writes waits for another who is writing
SHARED = 0o660  # rights of a book: for the group in which officers and the server are


def add_line(file: Path, line: bytes, check: Callable[[bytes], object], unfinished: str) -> None:
    """Writes a line after all that stand in a book.

    The book is written anew beside itself, under a name that begins with `unfinished`, and put in
    its place in one step, by one writer at a time: a kill leaves it as it was or with the whole new
    line. `check` is given what stands there and raises where nothing may be added. Raises Timeout
    while another writer does not finish, OSError where the disk refuses; then nothing is written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.parent / ".lock", timeout=PATIENCE):
        for left in file.parent.glob(f"{unfinished}*"):
            left.unlink(missing_ok=True)
        before = file.read_bytes() if file.exists() else b""
        check(before)
        _put(file, before + line + b"\n", unfinished)


def parsed(content: bytes, of: type[Line]) -> tuple[Line, ...]:
    """The lines of a book. Raises ValueError where one is not as it was written, or cut off."""
    *whole, rest = content.split(b"\n")
    if rest:
        raise ValueError("the last line is cut off")
    return tuple(of.model_validate_json(line) for line in whole)


def _put(file: Path, content: bytes, unfinished: str) -> None:
    handle, name = tempfile.mkstemp(prefix=unfinished, dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        Path(name).chmod(SHARED)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
