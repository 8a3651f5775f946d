"""Opens files for reading, hardened, and answers named questions from `queries/reads` with
$params.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import duckdb
import pandas as pd

from csp.errors import WarehouseError
from csp.settings import ROOT, Edition, data_folder

QUERIES = ROOT / "queries"
READER_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "lock_configuration": "true",
}


@lru_cache
def sql(kind: str, name: str) -> str:
    """The text of one query file; kind is the folder (`build`, `reads`, `checks`)."""
    return (QUERIES / kind / f"{name}.sql").read_text(encoding="utf-8")


def pointer(edition: Edition) -> Path:
    """The fixed name that always leads to the edition's newest whole file."""
    return data_folder() / f"{edition}.duckdb"


def wanted_edition() -> Edition:
    """The edition that this process is to serve.

    CSP_EDITION names one; without it, the public file if there is one, else the demonstration.
    The partner file is opened only when it is named. Raises WarehouseError for any other name.
    """
    named = os.environ.get("CSP_EDITION", "")
    if named:
        for edition in get_args(Edition):
            if edition == named:
                return edition  # type: ignore[no-any-return]  # get_args is untyped
        known = ", ".join(get_args(Edition))
        raise WarehouseError(f"CSP_EDITION is “{named}”, which is no edition (known: {known}).")
    return "public" if pointer("public").exists() else "demonstration"


class Reader:
    """A whole file, open for reading only; safe to share between threads.

    Every read uses a cursor of its own. Nothing outside the file can be reached through it.
    """

    def __init__(self, path: Path, edition: Edition | None = None) -> None:
        """Opens `path`; raises WarehouseError when it is missing, damaged or of another edition."""
        self.path = path
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=READER_SETTINGS)
            stamp = self._connection.execute(sql("reads", "release")).fetchone()
        except (duckdb.Error, OSError) as error:
            raise WarehouseError(f"{path.name} cannot be read as a data file.") from error
        if stamp is None:
            raise WarehouseError(f"{path.name} carries no release.")
        self.edition: Edition = stamp[0]
        self.release: str = stamp[1]
        if edition is not None and self.edition != edition:
            self.close()
            raise WarehouseError(f"{path.name} is stamped {self.edition}, not {edition}.")

    def read(self, name: str, **params: Any) -> pd.DataFrame:
        """The rows that `queries/reads/<name>.sql` gives for these parameters, columns as its
        header says.
        """
        with self._connection.cursor() as cursor:
            return cursor.execute(sql("reads", name), params or None).df()

    def failed_checks(self) -> list[str]:
        """A sentence for every query of `queries/checks` that finds wrong rows."""
        with self._connection.cursor() as cursor:
            return failed_checks(cursor)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


def failed_checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A sentence for every query of `queries/checks` that finds wrong rows; empty is good."""
    return [
        f"{file.stem.replace('_', ' ')}: not so in {len(rows)} places, the first"
        f" {tuple(map(str, rows[0]))}"
        for file in sorted((QUERIES / "checks").glob("*.sql"))
        if (rows := connection.execute(sql("checks", file.stem)).fetchall())
    ]
