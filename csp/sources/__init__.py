"""What each source promises to send: one TOML contract a source, loaded and validated here."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from csp.errors import SettingsError
from csp.settings import Area, explain, settings
from csp.sources.law import Characteristic, Law

FOLDER = Path(__file__).parent
PLACE_WORD = re.compile(r"\{([a-z_]+)\}")  # a name of this place, out of the settings
PERIOD = "period"  # the column of a normal form: the first day of the row's month or wave

ColumnType = Literal[
    "text",
    "reference",  # names one record or person: hashed on intake, never kept as sent
    "month",  # YYYY-MM, or a date of that month
    "date",
    "moment",  # a date with a time, kept to the hour
    "wave",  # of a survey: a year, or YYYY-MM
    "number",
    "count",  # a whole number of 0 or more
    "weight",  # a number above 0
    "yes_no",
    "choice",  # one of the column's values
    "category",  # one of the source's categories, which measures count
    "lsoa_code",
    "ward",  # a ward's name, of the set in force when the row happened
    "district",  # the name of a district of the county or of the force's area
    "area",  # a ward, a district or the borough as a whole, by name or code
    "sensitivity",  # the sender's word for how the rows may be handled: that of the contract
]
Sensitivity = Literal["open", "partner", "sensitive"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column, under the name that the sender gives it."""

    name: str = Field(min_length=1)
    type: ColumnType
    required: bool = True  # the column must be there
    blank_allowed: bool = False  # its cells may be empty
    quotable: bool = False  # a fault may quote its cells though the source is not open
    values: tuple[str, ...] = ()  # of a choice: all; of a ward: words besides the names
    other_names: tuple[str, ...] = ()  # headings that mean the same
    says: str = ""  # the rule in a sentence, for the template
    example: str = ""  # a made-up cell, for the template

    @property
    def field(self) -> str:
        """The column's name in our own tables: incident_reference for "Incident reference"."""
        return category_id(self.name)


class Scale(_Strict):
    """A set of answers in their order, the most favourable first."""

    id: str
    answers: tuple[str, ...] = Field(min_length=2)
    top: int = Field(ge=1)  # how many of the first are added up to the headline
    headline: str  # what they say together, as a sentence would: "feel safe"
    better: Literal["higher", "lower"]  # of the headline's share


class Question(_Strict):
    """One question of a survey, in our summary of its wording."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    wording: str
    short: str  # as a label: "By day"
    scale: str  # the id of one of the source's scales
    other_names: tuple[str, ...] = ()  # what a file may call it


class Counts(_Strict):
    """How rows that are counts already are counted: which columns say what.

    A measure adds up categories. These are the words of `category`, where there is one, else the
    fields of `values`. Of `groups` (and of `category`) a breakdown is kept beside the totals.
    """

    values: tuple[str, ...] = Field(min_length=1)  # the columns that hold counts
    place: str = ""  # the column that says where; without it the rows are the borough's
    category: str = ""
    groups: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_thing_is_counted(self) -> Self:
        if self.category and len(self.values) > 1:
            raise ValueError("of several columns of counts, none can have a category")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is spoken of."""
        named = (*self.values, self.place, self.category, *self.groups)
        return tuple(name for name in named if name)


class Total(_Strict):
    """Rows that add up others: those with `word` in `column`.

    Those of a source's `total` are checked and not kept; those that stand `alone` are kept.
    """

    column: str
    word: str


class Source(_Strict):
    """One source, as its file says it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    publisher: str
    licence: str
    attribution: str
    status: Literal["open", "published", "partner"]
    sensitivity: Sensitivity
    geography: str  # what a row is placed in, as a sentence would say it
    period: Literal["month", "wave"]
    period_column: str = "Month"  # the column that says which period a row belongs to
    lag_months: int = Field(ge=0)
    law: Law  # basis, agreement, owner and retention
    characteristics: tuple[Characteristic, ...] = ()  # of which its counts tell something
    columns: tuple[Column, ...] = Field(min_length=1)
    categories: tuple[str, ...] = ()  # every word that a column of type category may hold
    unique: tuple[str, ...] = ()  # columns that together name a row once in a file
    in_order: tuple[tuple[str, str], ...] = ()  # pairs: the first may not exceed the second
    one_of: tuple[str, ...] = ()  # columns of which one at least should be filled
    adds_up: tuple[tuple[str, ...], ...] = ()  # in each row, the first is the sum of the others
    total: Total | None = None
    # A word that stands for all others of its column: beside them, its row would count twice.
    alone: Total | None = None
    counts: Counts | None = None
    parts_by: str = ""  # a file replaces its months only for the words that it holds here
    scales: tuple[Scale, ...] = ()
    questions: tuple[Question, ...] = ()
    # Answers that are counted but belong to no share: “Don't know”, “Not applicable”.
    left_out: tuple[str, ...] = ()
    # Names of districts that older files still use, each with the name of today.
    former_names: dict[str, str] = {}

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError("a column is named twice")
        words = {category_id(word) for word in self.categories}
        if len(words) < len(self.categories):
            raise ValueError("two categories would carry the same id")
        types = {column.type for column in self.columns}
        if ("category" in types and not self.categories) or (
            self.categories and not types & {"category", "yes_no"}
        ):
            raise ValueError("categories and a column of type category go together")
        spoken_of = {self.period_column, *self.unique, *self.one_of}
        spoken_of |= {name for pair in self.in_order for name in pair}
        spoken_of |= {name for row in self.adds_up for name in row}
        spoken_of |= set(self.counts.columns) if self.counts else set()
        spoken_of |= {rule.column for rule in (self.total, self.alone) if rule}
        spoken_of |= {self.parts_by} if self.parts_by else set()
        if self.status == "partner" and not spoken_of <= set(names):
            unknown = ", ".join(sorted(spoken_of - set(names)))
            raise ValueError(f"a rule speaks of a column that is not there: {unknown}")
        scales = {scale.id for scale in self.scales}
        if any(question.scale not in scales for question in self.questions):
            raise ValueError("a question has a scale that is not there")
        return self

    @property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names, in the contract's order."""
        return {column.name: column for column in self.columns}

    @property
    def words(self) -> dict[str, str]:
        """The contract's words by the ids that stand for them in our own tables."""
        special = [word for column in self.columns for word in column.values]
        return {category_id(word): word for word in (*self.categories, *special)}

    def scale_of(self, question: str) -> Scale:
        """The scale of a question by its id. Raises KeyError for a question that is not asked."""
        by_id = {scale.id: scale for scale in self.scales}
        return by_id[{one.id: one.scale for one in self.questions}[question]]


def category_id(word: str) -> str:
    """A sender's category as measures name it: vehicle_crime for "Vehicle crime"."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")


def total_words(column: Column, source: Source) -> tuple[str, ...]:
    """The word of rows that add up others, where it may stand in this column; else none."""
    own = source.total and source.total.column == column.name
    return (source.total.word,) if source.total and own else ()


def sources() -> dict[str, Source]:
    """Every source by its id, in the order of the ids, with the names of this place in it.

    Raises SettingsError, naming each file that is not valid and each of its faults.
    """
    return _sources(settings().area)


@lru_cache
def _sources(area: Area) -> dict[str, Source]:
    loaded, wrong = [], []
    for file in sorted(FOLDER.glob("*.toml")):
        try:
            loaded.append(_load(file, area))
        except SettingsError as error:
            wrong.append(str(error))
    if wrong:
        raise SettingsError("\n".join(wrong))
    return {source.id: source for source in loaded}


def partner_sources() -> dict[str, Source]:
    """The sources that partners send, by their ids."""
    return {name: source for name, source in sources().items() if source.status == "partner"}


def _load(file: Path, area: Area) -> Source:
    try:
        said = _named(tomllib.loads(file.read_text(encoding="utf-8")), area.names)
        return Source.model_validate({"id": file.stem, **said})
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from error


def _named(said: Any, names: dict[str, str]) -> Any:
    """What a contract says, with the names of this place for the words in braces."""
    if isinstance(said, str):
        return PLACE_WORD.sub(lambda found: names.get(found[1], found[0]), said)
    if isinstance(said, list):
        return [_named(one, names) for one in said]
    if isinstance(said, dict):
        return {key: _named(one, names) for key, one in said.items()}
    return said
