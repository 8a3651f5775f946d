"""What each source promises to send: one TOML contract a source, loaded and validated here."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from csp.errors import SettingsError
from csp.settings import explain

FOLDER = Path(__file__).parent


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column, under the name that the sender gives it."""

    name: str = Field(min_length=1)
    type: Literal["text", "month", "number", "lsoa_code", "category"]
    required: bool = True  # the column must be there
    blank_allowed: bool = False  # its cells may be empty


class Source(_Strict):
    """One source, as its file says it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    publisher: str
    licence: str
    attribution: str
    status: Literal["open", "published", "partner"]
    sensitivity: Literal["open", "partner", "sensitive"]
    geography: str  # what a row is placed in, as a sentence would say it
    period: Literal["month"]
    lag_months: int = Field(ge=0)
    columns: tuple[Column, ...] = Field(min_length=1)
    categories: tuple[str, ...] = ()  # every word that a column of type category may hold
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
        needs_words = any(column.type == "category" for column in self.columns)
        if needs_words != bool(self.categories):
            raise ValueError("categories and a column of type category go together")
        return self


def category_id(word: str) -> str:
    """A sender's category as measures name it: vehicle_crime for "Vehicle crime"."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")


@lru_cache
def sources() -> dict[str, Source]:
    """Every source by its id, in the order of the ids.

    Raises SettingsError, naming the file and each fault, when one of them is not valid.
    """
    loaded = [_load(file) for file in sorted(FOLDER.glob("*.toml"))]
    return {source.id: source for source in loaded}


def _load(file: Path) -> Source:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Source.model_validate({"id": file.stem, **said})
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from error
