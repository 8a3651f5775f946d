"""Answers about hotspots: whether a second method says the same of the small areas."""

from dataclasses import dataclass

import pandas as pd

from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span

SAME = {"hot": "high-high", "cold": "low-low"}


@dataclass(frozen=True)
class SecondOpinion:
    """What Gi* and local Moran say of the same small areas, counts of areas.

    `frame` has area_code, area_name, class (Gi*), moran and agree: both call the area hot and
    high among high, or cold and low among low, or neither calls it so.
    """

    frame: pd.DataFrame

    @property
    def areas(self) -> int:
        """How many small areas both methods judged."""
        return len(self.frame)

    @property
    def agreed(self) -> int:
        """For how many of them they agree."""
        return int(self.frame["agree"].sum())

    @property
    def clusters(self) -> int:
        """How many Gi* calls hot or cold."""
        return int((self.frame["class"] != "not significant").sum())

    @property
    def confirmed(self) -> int:
        """How many of these local Moran calls so, too."""
        return int((self.frame["agree"] & (self.frame["class"] != "not significant")).sum())

    @property
    def by_neighbours(self) -> int:
        """How many owe their class to their neighbours alone: they themselves lie on the other side
        of the mean.
        """
        kinds = self.frame["class"].str.split().str[0] + " " + self.frame["moran"]
        return int(kinds.isin(["hot low-high", "cold high-low"]).sum())


@remembered
def second_opinion(
    reader: Reader, measure: Measure, span: Span, vintage: str
) -> SecondOpinion | None:
    """Both methods on the small areas of one vintage of codes; None where no hotspots are worked
    out for the measure and span.
    """
    found = reader.read(
        "second_opinion", measure=measure.id, starts=span.start, ends=span.end, vintage=vintage
    )
    if found.empty:
        return None
    kinds = found["class"].str.split().str[0]
    return SecondOpinion(
        found.assign(
            agree=[
                SAME.get(kind) == moran if kind in SAME else moran not in SAME.values()
                for kind, moran in zip(kinds, found["moran"], strict=True)
            ]
        )
    )
