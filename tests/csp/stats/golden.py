"""Answers worked elsewhere, as the tests of methods read them."""

import tomllib
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def answers(file: str) -> dict[str, Any]:
    """A golden TOML file."""
    return tomllib.loads((GOLDEN / file).read_text(encoding="utf-8"))
