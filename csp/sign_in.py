"""Who may sign in to the partner edition, and for how long: settings and rules, no screen."""

import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from csp.errors import SettingsError
from csp.settings import data_folder, explain, not_utf8

FILE = "sign_in.toml"  # in the data folder; it names people, so it is never committed or lent
# Plain letters only: what looks like one and is another is no address here.
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"({LABEL}\.)+{LABEL}")
BEFORE_AT = re.compile(r"[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*")
LONGEST_ADDRESS = 254
# Microsoft says with a word of its own that the owner of an address's domain is known.
MICROSOFT = "https://login.microsoftonline.com/"
SKEW = timedelta(minutes=5)  # by which the clocks of two machines may differ
SHORTEST_SECRET = 32  # characters: of 32 random bytes written as text there are 43 or more
CALLBACK = "/oauth2callback"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


def _domain(typed: str) -> str:
    name = typed.strip().lower()
    if not DOMAIN.fullmatch(name):
        raise ValueError("must be a domain as council.example.gov.uk: no @, no *")
    return name


def _address(typed: str) -> str:
    address = plain_address(typed.strip())
    if not address:
        raise ValueError("must be an address as name@council.example.gov.uk, in plain letters")
    return address


class SignIn(BaseModel):
    """The file `sign_in.toml`: whose addresses are let in, and for how many hours.

    A domain is meant exactly: those below it are others.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    domains: tuple[Annotated[str, AfterValidator(_domain)], ...] = ()
    addresses: tuple[Annotated[str, AfterValidator(_address)], ...] = ()
    hours: float = Field(default=8, gt=0, le=24)

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not self.domains and not self.addresses:
            raise ValueError("domains and addresses are both empty, so nobody could sign in")
        return self

    def allows(self, address: str) -> bool:
        """Whether an address, as `verified_address` gives it, is let in."""
        return address in self.addresses or address.partition("@")[2] in self.domains


Standing = Literal["in", "unverified", "not allowed", "ended"]


@dataclass(frozen=True)
class Visitor:
    """A signed-in account: how it stands, its own address and when it must sign in again."""

    standing: Standing
    address: str
    ends: datetime


def judged(claims: Mapping[str, object], rules: SignIn, now: datetime) -> Visitor:
    """How an account stands by what the provider says of it and by the rules.

    Whatever is missing, odd or said another way than expected keeps the account out.
    """
    address, ends = verified_address(claims), _ends(claims, rules, now)
    if not address:
        standing: Standing = "unverified"
    elif not rules.allows(address):
        standing = "not allowed"
    else:
        standing = "in" if now < ends else "ended"
    return Visitor(standing, address, ends)


def verified_address(claims: Mapping[str, object]) -> str:
    """The e-mail address of an account in small letters; '' unless the provider has verified it."""
    issuer = claims.get("iss")
    said = claims.get("email_verified")
    if said is None and isinstance(issuer, str) and issuer.startswith(MICROSOFT):
        said = claims.get("xms_edov") in (True, "1", "true")  # 1, too: it equals True
    return plain_address(claims.get("email")) if said is True else ""


def plain_address(typed: object) -> str:
    """An address in small letters; '' for what is none, or holds anything but plain letters."""
    if not isinstance(typed, str) or len(typed) > LONGEST_ADDRESS or not typed.isascii():
        return ""
    before, _, domain = typed.lower().partition("@")
    sound = BEFORE_AT.fullmatch(before) and DOMAIN.fullmatch(domain)
    return f"{before}@{domain}" if sound else ""


def _ends(claims: Mapping[str, object], rules: SignIn, now: datetime) -> datetime:
    """When the session ends, counted from the sign-in; at once where that is not told soundly."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool):
        return now
    try:
        begun = datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError):
        return now
    return now if begun > now + SKEW else begun + timedelta(hours=rules.hours)


def rules() -> SignIn | None:
    """The rules of this installation, read anew when the file changes; None without a file.

    Raises SettingsError with every fault of the file.
    """
    file = data_folder() / FILE
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"{FILE} cannot be read: {error.strerror}.") from error
    return _remembered(file, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=8)
def _remembered(file: Path, _inode: int, _size: int, _changed: int) -> SignIn:
    try:
        return SignIn.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError(explain(file, error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(not_utf8(file, error)) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}.") from error


def provider_faults(auth: Mapping[str, object]) -> Iterator[str]:
    """What is missing or weak in the provider's part of the secrets; nothing of it is repeated."""
    lacking = [name for name in NEEDED if not auth.get(name)]
    if lacking:
        yield f"[auth] lacks {', '.join(lacking)}."
        return
    if len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        yield f"cookie_secret has fewer than {SHORTEST_SECRET} characters."
    for name in ("redirect_uri", "server_metadata_url"):
        address = urlsplit(str(auth[name]))
        if address.scheme != "https" and not is_loopback(address.hostname or ""):
            yield f"{name} must begin with https://."
    if urlsplit(str(auth["redirect_uri"])).path.rpartition("/")[2] != CALLBACK[1:]:
        yield f"redirect_uri must end in {CALLBACK}."


def is_loopback(host: str) -> bool:
    """Whether a host, without its port, is this machine itself and can be nothing else."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
