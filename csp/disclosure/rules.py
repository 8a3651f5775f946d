"""From which count on something is shown, how it is rounded, and what everybody knows besides: the
rules of `data/disclosure.toml`, each with the agreement behind it.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from csp.errors import SettingsError
from csp.measures import measures
from csp.settings import explain, not_utf8, own_or_lent
from csp.sources import category_id, sources

FILE = "disclosure.toml"


@dataclass(frozen=True)
class Rule:
    """How the counts of one dataset are protected.

    Counts from 1 to `smallest_shown` − 1 are hidden; others are rounded to the nearest multiple of
    `rounding`, an odd number (1: not rounded). A hidden count stays uncertain by `smallest_shown`.
    """

    smallest_shown: int
    rounding: int

    @property
    def reach(self) -> int:
        """By how much a shown count may differ from the true one."""
        return self.rounding // 2

    def is_small(self, count: int) -> bool:
        """Whether a count is hidden for its own sake."""
        return 0 < count < self.smallest_shown

    def shown(self, count: int) -> int:
        """What is shown of a count."""
        return self.rounding * ((count + self.reach) // self.rounding)

    def bounds(self, shown: int) -> tuple[int, int]:
        """What a shown value says of the count: the least and the most that it can be."""
        if shown == 0:
            return 0, 0
        return max(self.smallest_shown, shown - self.reach), shown + self.reach


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(_Strict):
    """What an agreement asks for."""

    smallest_shown: int = Field(ge=3)
    rounding: int = Field(ge=3)
    agreement: str = Field(pattern=r"\S")

    @model_validator(mode="after")
    def _can_be_told_from_zero(self) -> Self:
        if self.rounding % 2 == 0:
            raise ValueError("rounding must be an odd number, so that no count lies between two")
        if self.smallest_shown <= self.rounding // 2:
            raise ValueError("smallest_shown must be so large that nothing shown is rounded to 0")
        return self

    @property
    def rule(self) -> Rule:
        """The two numbers alone."""
        return Rule(self.smallest_shown, self.rounding)


class AskedOfSource(Asked):
    """What the agreement of one source asks for beyond its sensitivity."""

    source: str


class Known(_Strict):
    """An exact total that a published figure states: the months from `starts` to `ends`.

    Where `grouping` is given, of one `group` of the measure in the borough over a calendar year;
    of the column that holds the source's categories the group is one of these. Where `taken_from`
    is given, the figure is a difference: the total is the figure named there less this one.
    """

    figure: str
    measure: str
    area_code: str
    starts: date
    ends: date
    grouping: str = ""
    group: str = ""
    taken_from: str = ""

    @model_validator(mode="after")
    def _are_months(self) -> Self:
        if self.starts.day != 1 or self.ends.day != 1 or self.starts > self.ends:
            raise ValueError("starts and ends are first days of months, in their order")
        return self

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        measure = measures().get(self.measure)
        if measure is None or sources()[measure.source].status != "partner":
            raise ValueError(f"'{self.measure}' is not a measure of what a partner sends")
        if not self.grouping:
            return self
        column = sources()[measure.source].by_name.get(self.grouping)
        if column is None or column.type not in ("category", "choice"):
            raise ValueError(f"'{self.grouping}' is not a column of groups of {measure.source}")
        if column.type == "choice" and len(measure.categories) != 1:
            raise ValueError(f"a group of '{self.measure}' is of several categories")
        if (self.starts, self.ends) != (
            self.starts.replace(month=1),
            self.starts.replace(month=12),
        ):
            raise ValueError("the total of a group is one of a calendar year")
        return self

    @property
    def category(self) -> str:
        """Of a group: the category that it is counted in."""
        measure = measures()[self.measure]
        rule = sources()[measure.source].counts
        if rule and rule.category == self.grouping:
            return category_id(self.group)
        return measure.categories[0]


class Rules(_Strict):
    """The whole file."""

    partner: Asked
    sensitive: Asked
    source: tuple[AskedOfSource, ...] = ()
    known: tuple[Known, ...] = ()

    @model_validator(mode="after")
    def _only_tighten(self) -> Self:
        if self.sensitive.smallest_shown < self.partner.smallest_shown:
            raise ValueError("sensitive subjects may not be protected less than the others")
        for one in self.source:
            if one.source not in sources() or sources()[one.source].status != "partner":
                raise ValueError(f"'{one.source}' is not a source that a partner sends")
            usual = self._of_sensitivity(sources()[one.source].sensitivity)
            if one.smallest_shown < usual.smallest_shown or one.rounding < usual.rounding:
                raise ValueError(f"'{one.source}' may ask for more protection, never for less")
        return self

    def of(self, dataset: str) -> Asked:
        """What is asked of a partner's dataset: its own rule, else that of its sensitivity."""
        own = {one.source: one for one in self.source}
        return own.get(dataset) or self._of_sensitivity(sources()[dataset].sensitivity)

    def _of_sensitivity(self, sensitivity: str) -> Asked:
        return self.sensitive if sensitivity == "sensitive" else self.partner


def file_of(folder: Path) -> Path:
    """The file of a data folder; of the project's own district the project's where it has none."""
    return own_or_lent(folder, FILE)


def read(folder: Path) -> Rules:
    """The rules of a data folder. Raises SettingsError with every fault as a sentence."""
    file = file_of(folder)
    try:
        return Rules.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(not_utf8(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{FILE} cannot be read: {error}.") from error
