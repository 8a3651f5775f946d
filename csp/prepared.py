"""What every page shows as it opens, drawn once when a file was made and kept beside it: the file
`<name>.pages` of `<name>.duckdb`.

It is an archive: an index of what was made (function and choices), and a pickled thing for each. It
serves only with the code, the settings and the definitions that it was made by, and only where
nobody could have written it who could not have written the data file: a pickle may name what is
called as it is read. Of that too, nothing is taken but our own classes and functions and what
frames are made of.
"""

import hashlib
import io
import os
import pickle
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from csp.settings import ROOT, data_folder

# What was made of a file: by which function, for which choices by place and by name.
Made = tuple[Any, tuple[Any, ...], tuple[tuple[str, Any], ...]]
FILE = "file"  # stands for the open file in what is kept
INDEX, MADE_BY = "index", "made_by"
UNREADABLE = (OSError, BadZipFile, zlib.error, EOFError, KeyError, pickle.UnpicklingError)
OUR_OWN = ("components", "csp")
# Where our functions may lie that make a file when it is taken.
MAKERS = ("components.screens.", "components.tables.", "components.words.")
# What frames, arrays and days are made of, by module: pandas as a whole would read any file.
OF_FRAMES = {
    "builtins": {"slice", "set", "frozenset"},
    "datetime": {"date", "datetime", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "functools": {"partial"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "pandas": {"DataFrame", "Index", "Int32Dtype", "Int64Dtype", "RangeIndex", "Series"}
    | {"BooleanDtype", "StringDtype"},
    "pandas._libs.arrays": {"__pyx_unpickle_NDArrayBacked"},
    "pandas._libs.internals": {"_unpickle_block"},
    "pandas._libs.tslibs.nattype": {"_nat_unpickle"},
    "pandas._libs.tslibs.timestamps": {"_unpickle_timestamp"},
    "pandas.arrays": {"ArrowStringArray", "BooleanArray", "DatetimeArray", "IntegerArray"},
    "pandas.core.indexes.base": {"_new_Index"},
    "pandas.core.internals.managers": {"BlockManager", "SingleBlockManager"},
    "pyarrow.lib": {"_restore_array", "py_buffer", "type_for_alias"},
}


def pages_of(file: Path) -> Path:
    """Where the prepared pages of a data file lie."""
    return file.with_suffix(".pages")


def remove(file: Path) -> None:
    """Deletes a data file and what was prepared of it. Raises OSError."""
    for pages in (pages_of(file), _half_of(file)):
        pages.unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def _half_of(file: Path) -> Path:
    """Where they are written; what a kill leaves there goes with the file."""
    return file.with_suffix(".half")


class Prepared:
    """The prepared pages of one data file; nothing is found where there are none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._archive: ZipFile | None = None  # stays open: a server that waits for it reads it once
        self._index: dict[tuple[str, str, Made], str] = {}

    def find(self, reader: object, one: Made) -> Any:
        """What was made, with `reader` wherever it holds the file. Raises KeyError where it was not
        prepared, or can no longer be relied on.
        """
        try:
            if self._archive is None:  # the pages of a file may come after it
                self._open()
            name = self._index[_named(one)]
            return _Unpickler(self._read(name), reader).load()
        except (*UNREADABLE, AttributeError, ImportError) as error:
            raise KeyError(one) from error

    def look(self) -> None:
        """Opens the pages where they are there; what is wrong with them is met when it is asked."""
        with suppress(*UNREADABLE, AttributeError, ImportError):
            self._open()

    def _open(self) -> None:
        archive = ZipFile(pages_of(self._file))
        if not _as_safe_as(archive, self._file):
            raise KeyError(self._file.name)
        self._archive = archive
        if self._read(MADE_BY).decode() == made_by():
            index: list[bytes] = _Unpickler(self._read(INDEX), None).load()
            self._index = {_Unpickler(one, None).load(): str(at) for at, one in enumerate(index)}

    def _read(self, name: str) -> bytes:
        if self._archive is None:
            raise KeyError(name)
        return self._archive.read(name)


def _as_safe_as(pages: ZipFile, data: Path) -> bool:
    """Whether the pages are of who owns the data, and nobody else may write them."""
    told, of = os.fstat(pages.fp.fileno()) if pages.fp else pages_of(data).stat(), data.stat()
    return told.st_uid == of.st_uid and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def write(reader: Any, things: Iterable[Made], file: Path) -> int:
    """Writes what `reader` made beside its data file, whole or not at all; how many things. What
    cannot be written and read back is left out, and made by whoever asks for it.
    """
    index: list[bytes] = []
    half = _half_of(file)
    with ZipFile(half, "w", ZIP_DEFLATED) as archive:
        for one in things:
            make, choices, named = one
            with suppress(pickle.PickleError, AttributeError, TypeError):
                written = _pickled(reader, reader.kept(make, *choices, **dict(named)))
                named_so = _pickled(reader, _named(one))
                for part in (written, named_so):  # what is read back is what can be
                    _Unpickler(part, reader).load()
                archive.writestr(str(len(index)), written)
                index.append(named_so)
        archive.writestr(INDEX, pickle.dumps(index))
        archive.writestr(MADE_BY, made_by())
    half.chmod(half.stat().st_mode & ~(stat.S_IWGRP | stat.S_IWOTH))
    os.replace(half, pages_of(file))  # noqa: PTH105  # in one step, over the one before
    return len(index)


def _named(one: Made) -> tuple[str, str, Made]:
    """What was made, its function by name."""
    make, choices, named = one
    return make.__module__, make.__qualname__, (None, choices, named)


def _pickled(reader: object, made: Any) -> bytes:
    out = io.BytesIO()
    _Pickler(out, reader).dump(made)
    return out.getvalue()


class _Pickler(pickle.Pickler):
    """Writes down what was made; the file is only named."""

    def __init__(self, out: io.BytesIO, reader: object) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._reader = reader

    def persistent_id(self, held: object) -> str | None:
        return FILE if held is self._reader else None


class _Unpickler(pickle.Unpickler):
    """Reads it again, made of the file that is open now."""

    def __init__(self, written: bytes, reader: object) -> None:
        super().__init__(io.BytesIO(written))
        self._reader = reader

    def persistent_load(self, pid: str) -> object:
        if pid != FILE:
            raise pickle.UnpicklingError(pid)
        return self._reader

    def find_class(self, module: str, name: str) -> Any:
        if name in OF_FRAMES.get(module, ()):
            return super().find_class(module, name)
        # Of ours what is defined there: not what a module of ours has imported.
        if module.partition(".")[0] in OUR_OWN and "." not in name:
            found = super().find_class(module, name)
            ours = getattr(found, "__module__", "") == module
            if ours and (isinstance(found, type) or module.startswith(MAKERS)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that pages are made of")


def made_by() -> str:
    """A fingerprint of all that decides what is made of a file: code, queries, settings and
    definitions. A server reads it once: whoever changes one of them starts it anew.
    """
    return _fingerprint(data_folder())


@lru_cache
def _fingerprint(folder: Path) -> str:
    told = hashlib.sha256()
    for name, file in sorted(_deciding(folder)):
        told.update(name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def _deciding(own: Path) -> Iterator[tuple[str, Path]]:
    for name in (*OUR_OWN, "queries"):
        for file in (ROOT / name).rglob("*"):
            if file.suffix in {".py", ".sql", ".toml", ".md", ".typ"}:
                yield str(file.relative_to(ROOT)), file
    for folder in (ROOT / "data", own):
        for file in folder.glob("*.toml"):
            yield f"{folder == ROOT / 'data'} {file.name}", file
