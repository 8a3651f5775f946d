"""Where things lie and which area this is: read once from the one file that an officer may edit."""

import os
import re
import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from csp.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
Edition = Literal["partner", "public", "demonstration"]
Model = TypeVar("Model", bound=BaseModel)
# How long a local source of help is shown after an officer has verified it.
VERIFIED_FOR = timedelta(days=180)


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
    # What the bodies of this place are called; left out, words that fit any place stand for them.
    council: str = ""
    police: str = ""
    county: str = ""
    county_council: str = ""
    public_health: str = ""

    @property
    def names(self) -> dict[str, str]:
        """What the words in braces of a partner's contract stand for: {council}, {police}, …"""
        return {
            "district": self.name,
            "partnership": self.partnership,
            "council": self.council or f"The council of {self.name}",
            "police": self.police or f"{self.force_name} Police",
            "county": self.county_name,
            "county_council": self.county_council or "The county council",
            "public_health": self.public_health or "Public health",
        }

    @property
    def county_name(self) -> str:
        """The county that the documents compare with: the force's area where none is named."""
        return self.county or self.force_name


class DenominatorNote(_Strict):
    """A ward whose rate needs a sentence beside it."""

    area_name: str
    note: str


class Wards(_Strict):
    """When the newest ward set came into force, and which set the screens open on.

    Which sets there are is told by the data. Without `default_vintage` the screens open on the
    newest set with exact boundaries; an officer may name another. `changed_on` is left out where
    only one set is held.
    """

    default_vintage: str | None = None
    other_vintage: str | None = None  # of files that name both sets; it decides nothing
    changed_on: date | None = None
    denominator_note: tuple[DenominatorNote, ...] = ()


class Lsoa(_Strict):
    """From which month on the police data use the LSOA codes of 2021."""

    codes_of_2021_from: date = date(2023, 6, 1)


class Completeness(_Strict):
    """When a month counts as incompletely supplied."""

    smallest_share: float = Field(default=0.8, gt=0, lt=1)
    neighbours_months: int = Field(default=12, ge=1, le=60)


class Plan(_Strict):
    """Which plan the screens open on; '' where no plan is held."""

    current: str = ""


class MapPanel(_Strict):
    """The enlarged panel of the ward map, in metres of the British National Grid."""

    title: str
    west: float
    east: float
    south: float
    north: float

    @model_validator(mode="after")
    def _encloses_something(self) -> Self:
        if self.west >= self.east:
            raise ValueError("west must be smaller than east")
        if self.south >= self.north:
            raise ValueError("south must be smaller than north")
        return self


class Map(_Strict):
    """What the ward map needs to know of this area."""

    town: MapPanel | None = None


def _https(address: str) -> str:
    """The address itself; raises ValueError unless it is a plain https address."""
    if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?([/?#][^\s\"'<>]*)?", address):
        raise ValueError("must be an address that begins with https:// and holds no spaces")
    return address


HttpsAddress = Annotated[str, AfterValidator(_https)]


class LocalHelp(_Strict):
    """A local source of help, and the day on which an officer last verified it."""

    name: str = Field(min_length=1)
    words: str = Field(min_length=1)  # what it offers, as the end of a sentence
    telephone: str | None = Field(default=None, pattern=r"^\+?\d[\d ]+\d$")
    web: HttpsAddress | None = None
    verified_on: date

    def is_verified(self, today: date) -> bool:
        """Whether it was verified in the 180 days up to `today`; a day to come is a slip."""
        return timedelta(0) <= today - self.verified_on <= VERIFIED_FOR


class Help(_Strict):
    """What stands first on the domestic abuse page: local sources of help, and the way out."""

    exit_to: HttpsAddress = "https://www.bbc.co.uk/weather"
    local: tuple[LocalHelp, ...] = ()

    def shown(self, today: date) -> tuple[LocalHelp, ...]:
        """The local sources that may be shown on a day."""
        return tuple(one for one in self.local if one.is_verified(today))

    def due_for_check(self, today: date) -> tuple[LocalHelp, ...]:
        """The local sources that no screen shows until an officer has verified them again."""
        return tuple(one for one in self.local if not one.is_verified(today))


class Contact(_Strict):
    """Whom a reader may ask about the dashboard, or tell of something that does not work: a team,
    never a person. What is left out stands as a plain blank on the pages.
    """

    team: str = ""
    email: str | None = Field(default=None, pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+\.[a-z]+$")
    telephone: str | None = Field(default=None, pattern=r"^\+?\d[\d ]+\d$")
    web: HttpsAddress | None = None  # a contact form
    answers_within: str = ""  # how soon, as a sentence would say it: "five working days"


class Dashboard(_Strict):
    """Where readers find the dashboard, so that references in documents can be links; without an
    address they are words.
    """

    address: HttpsAddress | None = None


class SimilarWards(_Strict):
    """In which things wards are held to be alike, and how many of the most alike are shown."""

    things: tuple[Literal["residents", "density", "deprived", "under_18", "over_64"], ...] = Field(
        default=("residents", "density", "deprived", "over_64"), min_length=1
    )
    nearest: int = Field(default=4, ge=1, le=8)


class Similar(_Strict):
    """In which things districts are held to be alike, and how many of the most alike are shown;
    the same of wards.
    """

    things: tuple[Literal["residents", "density", "deprivation"], ...] = Field(
        default=("residents", "density", "deprivation"), min_length=1
    )
    nearest: int = Field(default=3, ge=1, le=12)
    wards: SimilarWards = SimilarWards()


class Settings(_Strict):
    """The whole settings file."""

    area: Area
    wards: Wards = Wards()
    lsoa: Lsoa = Lsoa()
    completeness: Completeness = Completeness()
    plan: Plan = Plan()
    map: Map = Map()
    help: Help = Help()
    contact: Contact = Contact()
    dashboard: Dashboard = Dashboard()
    similar: Similar = Similar()


def data_folder() -> Path:
    """Where data lies: the folder `data` of the project, or the one that CSP_DATA names."""
    return Path(os.environ.get("CSP_DATA") or ROOT / "data").resolve()


def explain(file: Path, error: ValidationError) -> str:
    """The faults of a validated file as sentences, one a line, in the file's own words."""
    told = (f"{_place(fault)}: {_sentence(fault)}" for fault in error.errors())
    return "\n  ".join([f"{file.name} cannot be used:", *told])


def _place(fault: ErrorDetails) -> str:
    """Where a fault lies, things of a list counted as people count them: from 1."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])


def _sentence(fault: ErrorDetails) -> str:
    # a validator of our own: its words without the mark that pydantic puts before them
    own = fault.get("ctx", {}).get("error")
    return f"{own}." if own else fault["msg"]


def not_utf8(file: Path, error: UnicodeDecodeError) -> str:
    """What is wrong with a file that some editor saved in another encoding, and in which line."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"{file.name} cannot be read: line {line} is not UTF-8 text; save the file as UTF-8."


@lru_cache
def _project_area() -> str:
    """The code of the district that the files which come with the code are about."""
    file = ROOT / "data" / "settings.toml"
    return str(tomllib.loads(file.read_text(encoding="utf-8"))["area"]["code"])


def is_projects_own() -> bool:
    """Whether the settings name the district that the files which come with the code are about."""
    return settings().area.code == _project_area()


def own_or_lent(folder: Path, name: str) -> Path:
    """Where a file or folder of a data folder lies: its own, or the project's where it has none.

    The project's are about one district and are lent to no other: there the own one is named,
    which is then missing.
    """
    own = folder / name
    return own if own.exists() or not is_projects_own() else ROOT / "data" / name


def read_toml(model: type[Model], file: Path) -> Model:
    """What a file says, as its model has it.

    Raises SettingsError with every fault when the file is missing, not TOML, or says too much or
    too little.
    """
    try:
        return model.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(not_utf8(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}.") from error


@lru_cache
def settings() -> Settings:
    """The settings of this installation. Raises SettingsError as `read_toml` does."""
    own = data_folder() / "settings.toml"
    return read_toml(Settings, own if own.exists() else ROOT / "data" / "settings.toml")
