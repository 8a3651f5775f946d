"""Opens files for reading, hardened, and answers named questions from `queries/reads` with
$params.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from pathlib import Path
from threading import Condition
from typing import Any, Concatenate, ParamSpec, TypeVar, get_args
from weakref import WeakMethod

import duckdb
import pandas as pd
from cachetools import LRUCache, cached

from csp import encryption
from csp.errors import WarehouseError
from csp.prepared import Made, Prepared
from csp.settings import ROOT, Edition, data_folder

QUERIES = ROOT / "queries"
READER_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "lock_configuration": "true",
}

REMEMBERED = 512  # answers; all of five pages' first runs weigh 0.7 MB, the largest 0.3
KEPT = 1024  # of what is made of them: charts, tables, sentences

Choices = ParamSpec("Choices")
Given = TypeVar("Given")


@lru_cache
def sql(kind: str, name: str) -> str:
    """The text of one query file; kind is the folder (`build`, `reads`, `checks`)."""
    return (QUERIES / kind / f"{name}.sql").read_text(encoding="utf-8")


def pointer(edition: Edition) -> Path:
    """The fixed name that always leads to the edition's newest whole file."""
    return data_folder() / f"{edition}.duckdb"


def earlier_files(edition: Edition) -> list[Path]:
    """The whole files of an edition that are kept beside the serving one, newest first."""
    # The name ends in the moment of the build, which a copy of the file keeps.
    kept = data_folder().glob(f"{edition}-*.duckdb")
    return sorted(kept, key=lambda file: file.stem.rpartition("-")[2], reverse=True)


def release_of(file: Path) -> str:
    """The release of a file that is kept beside the serving one, as its name has it."""
    return file.stem.partition("-")[2].rpartition("-")[0]


def inside(file: Path) -> Path:
    """The file that a name leads to. Raises WarehouseError when it lies outside the data folder:
    a link may lead to whatever somebody else has put there.
    """
    real = file.resolve()
    if not real.is_relative_to(data_folder()):
        raise WarehouseError(f"{file.name} leads out of the data folder, so it is not opened.")
    return real


def wanted_edition() -> Edition:
    """The edition that this process is to serve, from its start to its end.

    CSP_EDITION names one, letter by letter; without it, the public file if there is one, or ever
    was, else the demonstration. The partner file is opened only when it is named. What becomes of
    the files later makes no other edition of it. Raises WarehouseError for any other name.
    """
    return _settled(os.environ.get("CSP_EDITION", ""), os.environ.get("CSP_DATA", ""))


@lru_cache
def _settled(named: str, folder: str) -> Edition:
    del folder  # part of the key: another data folder is another choice
    if named:
        for edition in get_args(Edition):
            if edition == named:
                return edition  # type: ignore[no-any-return]  # get_args is untyped
        known = ", ".join(get_args(Edition))
        raise WarehouseError(f"CSP_EDITION is “{named}”, which is no edition (known: {known}).")
    # A pointer that leads nowhere is a public file that is lost, not a reason to show another.
    public = pointer("public")
    shown = public.exists() or public.is_symlink() or bool(earlier_files("public"))
    return "public" if shown else "demonstration"


# A table's name is our own. A sum, unlike an exclusive or, tells equal rows that came in twice.
_FINGERPRINT = "SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::HUGEINT FROM {} AS t"


class Reader:
    """A whole file, open for reading only; safe to share between threads.

    Every read uses a cursor of its own. Nothing outside the file can be reached through it. The
    file never changes, so an answer is asked for once and remembered. A reader that nobody holds
    any more lets go of its file, and of what it remembers, at once.
    """

    def __init__(self, path: Path, edition: Edition | None = None) -> None:
        """Opens `path`; raises WarehouseError when it is missing, damaged or of another edition."""
        self.path = path
        try:
            self._encrypted = encryption.is_encrypted(path)
            self._connection = encryption.reading(path, READER_SETTINGS)
            with self._cursor() as cursor:
                stamp = cursor.execute(sql("reads", "release")).fetchone()
        except (duckdb.Error, OSError) as error:
            raise WarehouseError(f"{path.name} cannot be read as a data file.") from error
        if stamp is None:
            raise WarehouseError(f"{path.name} carries no release.")
        self.edition: Edition = stamp[0]
        self.release: str = stamp[1]
        if edition is not None and self.edition != edition:
            self.close()
            raise WarehouseError(f"{path.name} is stamped {self.edition}, not {edition}.")
        if self.edition == "partner" and not self._encrypted and encryption.key() is not None:
            self.close()
            raise WarehouseError(
                f"{path.name} is not encrypted, though a key is given; “python -m csp build” makes"
                " one that is."
            )
        self._answer: Any = _once(self._ask, REMEMBERED)
        self._prepared: Prepared | None = Prepared(path)
        self.noted: dict[Made, None] | None = None  # what was made, for who prepares pages
        self.kept: Any = _once(self._make, KEPT)  # for `remembered`

    def read(self, name: str, **params: Any) -> pd.DataFrame:
        """The rows that `queries/reads/<name>.sql` gives for these parameters, columns as its
        header says; the caller's own, to change as it likes. Raises WarehouseError when the file
        is damaged or lacks what is asked for.
        """
        # A shallow copy: pandas writes to columns of its own as soon as either is changed.
        asked = {
            key: tuple(value) if isinstance(value, list) else value for key, value in params.items()
        }
        answer: pd.DataFrame = self._answer(name, tuple(sorted(asked.items())))
        return answer.copy(deep=False)

    def read_once(self, name: str, **params: Any) -> pd.DataFrame:
        """The same rows, which are not kept: for whole tables that leave the house."""
        return self._ask(name, tuple(params.items()))

    def _ask(self, name: str, params: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
        given = {key: list(value) if isinstance(value, tuple) else value for key, value in params}
        with self._asked() as cursor:
            return cursor.execute(sql("reads", name), given or None).df()

    def _make(self, make: Callable[..., Any], /, *choices: Any, **named: Any) -> Any:
        one: Made = (make, choices, tuple(named.items()))
        if self._prepared is not None:
            with suppress(KeyError):
                return self._prepared.find(self, one)
        made = make(self, *choices, **named)
        if self.noted is not None:
            self.noted[one] = None
        return made

    def draw_anew(self) -> dict[Made, None]:
        """Takes nothing that was prepared from now on; notes what is made, in the order given."""
        self._prepared, self.noted = None, {}
        return self.noted

    def forget(self) -> None:
        """Lets go of what is remembered of a file that serves no more: pages that are still open
        may hold it for minutes, and ask for little.
        """
        self._answer.cache_clear()
        self.kept.cache_clear()

    def find_pages(self) -> None:
        """Looks for what was prepared of this file, before anybody asks for it."""
        if self._prepared is not None:
            self._prepared.look()

    def failed_checks(self) -> list["FailedCheck"]:
        """Every query of `queries/checks` that finds wrong rows."""
        with self._asked() as cursor:
            return failed_checks(cursor)

    def prove(self) -> None:
        """Raises WarehouseError unless every table is there and whole and every read fits them.

        Each row of each table is read once, which takes some hundredths of a second: the header
        of a file says nothing of the blocks behind it.
        """
        with self._asked() as cursor:
            cursor.execute(
                " UNION ALL ".join(f"SELECT bit_xor(hash(t)) FROM {name} AS t" for name in tables())
            ).fetchall()
            for file in sorted((QUERIES / "reads").glob("*.sql")):
                cursor.execute(f"PREPARE proof AS {sql('reads', file.stem)}")

    def fingerprints(self) -> dict[str, str]:
        """Of every table but `release`, which says when it was made, how many rows it has and what
        they come to: two files with the same fingerprints hold the same, in whichever order.
        """
        told = {}
        with self._asked() as cursor:
            for name in tables():
                if name != "release":
                    ((rows, sum_of_hashes),) = cursor.execute(_FINGERPRINT.format(name)).fetchall()
                    told[name] = f"{rows} rows, {sum_of_hashes:x}"
        return told

    @contextmanager
    def _asked(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            raise WarehouseError(f"{self.path.name} is damaged or of another version.") from error

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._connection.cursor() as cursor:
            if self._encrypted:
                encryption.use(cursor)
            yield cursor

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


def _once(method: Callable[..., Given], most: int) -> Callable[..., Given]:
    """The method, remembering what it gave for so many choices. Of several who ask for the same at
    once one makes it and the others wait: after a new file came in, every visitor asks for the same
    few things, and making each for all of them takes as many times as long.

    Its object is not held by it. An object that holds a cache of its own method would be held by it
    in turn, until Python looks for such rings: hours, for a large file.
    """
    held = WeakMethod(method)

    def called(*given: Any, **named: Any) -> Given:
        bound = held()
        if bound is None:  # not while anybody asks: whoever asks holds the object
            raise ReferenceError("The object is gone.")
        return bound(*given, **named)

    return cached(LRUCache(most), condition=Condition())(called)


def remembered(
    make: Callable[Concatenate[Reader, Choices], Given],
) -> Callable[Concatenate[Reader, Choices], Given]:
    """Lets a function of a file and of a visitor's choices work once for each, as long as the file
    is open: the next visitor is given the same object, which nobody may change.

    The choices must be hashable, and nothing but them, the file, the settings and the definitions
    may decide what the function gives: not the session, and the day only where it is a choice.
    """

    @wraps(make)
    def asked(reader: Reader, /, *choices: Choices.args, **named: Choices.kwargs) -> Given:
        return reader.kept(make, *choices, **named)  # type: ignore[no-any-return]  # made by `make`

    return asked


@lru_cache
def tables() -> tuple[str, ...]:
    """The tables that a whole file has, as the schema names them."""
    return tuple(re.findall(r"^CREATE TABLE (\w+)", sql("build", "00_schema"), re.MULTILINE))


@dataclass(frozen=True)
class FailedCheck:
    """A query of `queries/checks` that found wrong rows: whose they are, and what to say of it.

    `datasets` are ids; none where the rows belong to the file as a whole.
    """

    name: str
    datasets: frozenset[str]
    sentence: str


def failed_checks(
    connection: duckdb.DuckDBPyConnection, received: Mapping[date, str] | None = None
) -> list[FailedCheck]:
    """Every query of `queries/checks` that finds wrong rows; empty is good.

    `received` names the file that each received month came in, so that a sentence can name it.
    """
    failed = []
    for file in sorted((QUERIES / "checks").glob("*.sql")):
        asked = connection.execute(sql("checks", file.stem))
        columns = [column[0] for column in asked.description or ()]
        rows = asked.fetchall()
        if rows:
            sentence = (
                f"{file.stem.replace('_', ' ')}: not so in {len(rows)} places, the first"
                f" {_named(rows[0])}{_came_in(rows, received or {})}"
            )
            whose = _whose(connection, file.stem, columns, rows)
            failed.append(FailedCheck(file.stem, whose, sentence))
    return failed


def _named(row: tuple[object, ...]) -> tuple[str, ...]:
    """What names a wrong row, without its counts: the sentence may end in a log."""
    return tuple(str(cell) for cell in row if not isinstance(cell, (int, float, Decimal)))


def _whose(
    connection: duckdb.DuckDBPyConnection,
    check: str,
    columns: list[str],
    rows: list[tuple[object, ...]],
) -> frozenset[str]:
    """The datasets of a check's wrong rows: as their own column names them, else through their
    measure, else as the check's header says.
    """
    if "dataset" in columns:
        named = {row[columns.index("dataset")] for row in rows}
    elif "measure" in columns:
        of_measure = dict(connection.execute("SELECT measure, dataset FROM measure").fetchall())
        named = {of_measure.get(row[columns.index("measure")]) for row in rows}
    else:
        named = set(re.findall(r"^-- dataset (\w+)$", sql("checks", check), re.MULTILINE))
    return frozenset(str(name) for name in named if name is not None)


def _came_in(rows: list[tuple[object, ...]], received: Mapping[date, str]) -> str:
    months = {cell for row in rows for cell in row if isinstance(cell, date)}
    files = {received[month] for month in months if month in received}
    return f" (received in {', '.join(sorted(files))})" if files else ""
