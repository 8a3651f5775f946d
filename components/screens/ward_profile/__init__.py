"""What Ward profile says of one ward: a part of the page in each module."""

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """What a visitor chose: a ward set by its vintage, and a ward by its code ('' for none)."""

    vintage: str
    ward: str
