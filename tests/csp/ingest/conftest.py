"""A data folder of its own for each test of an intake."""

from pathlib import Path

import pytest
from street_files import prepare


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    prepare(folder)
    monkeypatch.setenv("CSP_DATA", str(folder))
    return folder
