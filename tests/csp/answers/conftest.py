"""A demonstration that a test may change before it asks."""

import shutil

import duckdb
import pytest

from csp.db import Reader


@pytest.fixture
def changed(demonstration_folder, tmp_path):
    """A reader of a copy of the demonstration after some statements, closed in the end."""
    opened: list[Reader] = []

    def made(*statements: str) -> Reader:
        file = tmp_path / f"changed-{len(opened)}.duckdb"
        shutil.copy((demonstration_folder / "demonstration.duckdb").resolve(), file)
        with duckdb.connect(str(file)) as held:
            for statement in statements:
                held.execute(statement)
        opened.append(Reader(file))
        return opened[-1]

    yield made
    for reader in opened:
        reader.close()
