"""Where things lie and which area this is: read once from the one file that an officer may edit."""

import os
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csp.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
Edition = Literal["partner", "public", "demonstration"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Area(_Strict):
    """The district and the police force area around it."""

    partnership: str
    name: str
    code: str = Field(pattern=r"^E0[6789]\d{6}$")
    force_code: str = Field(pattern=r"^E23\d{6}$")
    force_name: str
    police_uk_force: str


class DenominatorNote(_Strict):
    """A ward whose rate needs a sentence beside it."""

    area_name: str
    note: str


class Wards(_Strict):
    """The two ward sets and when the newer one came into force."""

    default_vintage: str
    other_vintage: str
    changed_on: date
    denominator_note: tuple[DenominatorNote, ...] = ()


class Lsoa(_Strict):
    """From which month on the police data use the LSOA codes of 2021."""

    codes_of_2021_from: date


class Completeness(_Strict):
    """When a month counts as incompletely supplied."""

    smallest_share: float = Field(gt=0, lt=1)
    neighbours_months: int = Field(ge=1, le=60)


class Plan(_Strict):
    """Which plan the screens open on."""

    current: str


class MapPanel(_Strict):
    """The enlarged panel of the ward map, in metres of the British National Grid."""

    title: str
    west: float
    east: float
    south: float
    north: float


class Map(_Strict):
    """What the ward map needs to know of this area."""

    town: MapPanel | None = None


class Settings(_Strict):
    """The whole settings file."""

    area: Area
    wards: Wards
    lsoa: Lsoa
    completeness: Completeness
    plan: Plan
    map: Map = Map()


def data_folder() -> Path:
    """Where data lies: the folder `data` of the project, or the one that CSP_DATA names."""
    return Path(os.environ.get("CSP_DATA") or ROOT / "data").resolve()


def explain(file: Path, error: ValidationError) -> str:
    """The faults of a validated file as sentences, one a line, in the file's own words."""
    told = (
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors()
    )
    return "\n  ".join([f"{file.name} cannot be used:", *told])


@lru_cache
def settings() -> Settings:
    """The settings of this installation.

    Raises SettingsError with every fault when the file is missing, not TOML, or says too much or
    too little.
    """
    own = data_folder() / "settings.toml"
    file = own if own.exists() else ROOT / "data" / "settings.toml"
    try:
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from error
