"""What is measured: one TOML file a measure, owned by analysts, loaded and validated here."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csp.errors import SettingsError
from csp.settings import explain, not_utf8
from csp.sources import Sensitivity, sources

FOLDER = Path(__file__).parent
Better = Literal["lower", "higher", "neither"]


class Measure(BaseModel):
    """One measure, as its file says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str  # as a heading: "Vehicle crime"
    plural: bool = False  # whether the title takes "are": "Drug offences are ..."
    counted: str  # in a sentence, plural, lower case: "vehicle crimes"
    question: str
    unit: str  # what one event is: "recorded crime"
    per: int = Field(gt=0)  # residents, for the rate
    better: Better
    source: str  # id of a file in csp/sources
    categories: tuple[str, ...]  # the source's categories that are added up, snake case
    headline: bool = False  # enters the signal ledger for the borough
    hotspots: bool = True  # small areas are held against their neighbours
    lag_months: int = Field(ge=0)
    sensitivity: Sensitivity
    why_it_matters: str
    caution: str = ""  # what a reader of its trend must bear in mind, as a sentence
    review_by: date
    # Fixed class bounds (rising, four of them make five classes) for a 12-month rate and count.
    rate_classes: tuple[float, ...] = ()
    count_classes: tuple[float, ...] = ()


@lru_cache
def measures() -> dict[str, Measure]:
    """Every measure by its id, in the order of their titles with the totals first.

    Raises SettingsError, naming the file and each fault, when one of them is not valid.
    """
    loaded = [_load(file) for file in sorted(FOLDER.glob("*.toml"))]
    for measure in loaded:
        _agrees_with_its_source(measure)
    loaded.sort(key=lambda measure: (len(measure.categories) == 1, measure.title))
    return {measure.id: measure for measure in loaded}


def measures_of(source: str) -> dict[str, Measure]:
    """The measures that one source feeds, by their ids, in the same order."""
    return {name: measure for name, measure in measures().items() if measure.source == source}


def _agrees_with_its_source(measure: Measure) -> None:
    """Raises SettingsError when a measure names no source or another sensitivity than its own."""
    file, source = f"{measure.id}.toml", sources().get(measure.source)
    if source is None:
        raise SettingsError(f"{file} cannot be used: there is no source “{measure.source}”.")
    if measure.sensitivity != source.sensitivity:
        raise SettingsError(
            f"{file} cannot be used: it says {measure.sensitivity}, its source {source.id} says"
            f" {source.sensitivity}. Both must say the same."
        )


def _load(file: Path) -> Measure:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Measure.model_validate({"id": file.stem, **said})
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(not_utf8(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}.") from error
