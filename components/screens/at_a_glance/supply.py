"""The latest supply of each dataset, in brief."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.screens import data_supply
from components.tables import glance as tables
from components.words import glance as words
from csp.answers import supply
from csp.db import Reader, remembered


@dataclass(frozen=True)
class Latest:
    """How far each dataset reaches on a day, with the same as a file."""

    title: str
    under: str
    table: str  # HTML
    files: pd.DataFrame


@remembered
def latest(reader: Reader, today: date) -> Latest:
    """The datasets held, against what was promised of them."""
    found = data_supply.held(supply.datasets(reader, today))
    return Latest(
        words.supply_title(found),
        words.supply_under(found),
        tables.supply_table(found),
        data_supply.files(found),
    )
