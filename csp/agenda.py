"""The agenda of a meeting: pages with their choices, in the order in which they are looked at, from
one small file that an officer edits.
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from csp.settings import data_folder, own_or_lent, read_toml

FILE = "agenda.toml"  # of the data folder


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Strict):
    """One thing to look at: a page for some choices, and which of its messages.

    page: its address; choices: what stands behind the question mark of a copied link.
    messages: by name, in their order; without any all of the page's are shown.
    """

    page: str = Field(pattern=r"^[a-z_]+$")
    title: str = Field(default="", max_length=60)
    choices: str = Field(default="", max_length=2000)
    messages: tuple[str, ...] = ()
    minutes: int | None = Field(default=None, ge=1, le=240)


class Agenda(_Strict):
    """The whole agenda of one meeting."""

    title: str = Field(min_length=3, max_length=80)
    item: Annotated[tuple[Item, ...], Field(min_length=1, max_length=60)]


def agenda_file() -> Path:
    """Where the agenda lies: the data folder's own, or the one that comes with the code."""
    return own_or_lent(data_folder(), FILE)


def agenda() -> Agenda | None:
    """The agenda of the next meeting; None where none is kept. It is read each time, since an
    officer may be editing it. Raises SettingsError with every fault.
    """
    file = agenda_file()
    return read_toml(Agenda, file) if file.exists() else None
