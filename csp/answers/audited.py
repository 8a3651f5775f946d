"""What the public file says of its own audit: numbers of counts and equations, never of people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csp.db import Reader, remembered


@dataclass(frozen=True)
class Protected:
    """One partner's dataset as published: how many counts, how many hidden, by which rule."""

    dataset: str
    cells: int
    hidden: int
    smallest_shown: int
    rounding: int


@dataclass(frozen=True)
class Threshold:
    """What is asked for a kind of subject, or by one source."""

    name: str  # 'partner', 'sensitive' or a source
    smallest_shown: int
    rounding: int
    agreement: str


@dataclass(frozen=True)
class Audited:
    """The result of an audit that passed. `narrowest` is, by threshold, how far apart the smallest
    and the largest possible number of the closest hidden count are.
    """

    cells: int
    hidden: int
    equations: int
    programmes: int
    earlier_releases: int
    shares: int
    hidden_shares: int
    narrowest: Mapping[int, int]
    datasets: tuple[Protected, ...]
    rules: tuple[Threshold, ...]
    published_on: date
    release: str


@remembered
def audited(reader: Reader) -> Audited | None:
    """The result of the audit of this file; None where none is held, as in other editions."""
    (row,) = reader.read("audit").to_dict("records")
    told = json.loads(row["audit"]) if isinstance(row["audit"], str) else {}
    if "questions" not in told:
        return None
    return Audited(
        cells=told["cells"],
        hidden=told["hidden_cells"],
        equations=told["equations"],
        programmes=told["programmes"],
        earlier_releases=told["earlier_releases"],
        shares=told["shares"],
        hidden_shares=told["hidden_shares"],
        narrowest={int(width): found for width, found in told["narrowest"].items()},
        datasets=tuple(Protected(name, **one) for name, one in told["datasets"].items()),
        rules=tuple(Threshold(name, **one) for name, one in told["rules"].items()),
        published_on=row["built_at"].date(),
        release=row["release"],
    )
