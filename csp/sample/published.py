"""What the documents say, as the sample follows it: read from the published figures."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from csp.build import entered
from csp.errors import BuildError
from csp.months import Span


@dataclass(frozen=True)
class Published:
    """The published figures, one row each, with `figure` as index; all text."""

    rows: pd.DataFrame

    def value(self, figure: str) -> float:
        """A figure's value in its own unit. Raises BuildError when it is not there or blank."""
        return float(self._cell(figure, "value"))

    def count(self, figure: str) -> int:
        """A figure that counts."""
        return int(self.value(figure))

    def span(self, figure: str) -> Span:
        """The months that a figure is about."""
        first, last = (self._cell(figure, name) for name in ("period_start", "period_end"))
        return Span(
            pd.Timestamp(first).date().replace(day=1), pd.Timestamp(last).date().replace(day=1)
        )

    def _cell(self, figure: str, column: str) -> str:
        cell = self.rows[column].get(figure, "")
        if not cell:
            raise BuildError(
                f"The published figures have no {column} for “{figure}”, which the illustrative"
                " records follow."
            )
        return str(cell)


def read(folder: Path) -> Published:
    """The figures of the folder `published`."""
    return Published(entered.read(folder, "figure").set_index("figure"))
