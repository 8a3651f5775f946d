"""The words that a licence asks for beside the data that it covers, by dataset."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

from csp.sources import sources

FILE = Path(__file__).with_name("attributions.toml")


def attribution(dataset: str, received: date | None = None) -> str:
    """The exact words without a full stop; '' for a dataset whose licence asks for none.

    `received` gives the year where the words name one; without it that word is left out.
    """
    contract = sources().get(dataset)
    if contract is not None:
        return contract.attribution.rstrip(".")
    year = f"{received:%Y}" if received else ""
    return _worded().get(dataset, "").replace("{year}", year).strip()


def known() -> tuple[str, ...]:
    """The datasets without a contract that have such words."""
    return tuple(_worded())


@lru_cache
def _worded() -> dict[str, str]:
    return {name: str(words) for name, words in tomllib.loads(FILE.read_text("utf-8")).items()}
