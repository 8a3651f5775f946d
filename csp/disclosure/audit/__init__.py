"""The proof that a finished public file gives nobody away: it knows the protection by its rules
alone, shares no line of it, and finds by itself what could be worked out.
"""

import time
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from csp.disclosure.audit import answers, held, names, worked_out
from csp.disclosure.audit.asked import Found, ask
from csp.disclosure.audit.attack import Between, Sheet
from csp.disclosure.audit.cells import (
    Answer,
    Cell,
    Known,
    Published,
    Release,
    Rules,
    earlier,
    is_partners,
    known_totals,
    published,
    rules,
)
from csp.disclosure.audit.places import Places, places
from csp.errors import PublishError
from csp.measures import measures
from csp.settings import own_or_lent, settings
from csp.sources import sources

NAMED = 6  # places that a sentence names; the others are told as "and others"


@dataclass(frozen=True)
class Audit:
    """Whether a file may be published: every fault as a sentence without a count, and what was
    looked at.
    """

    failures: tuple[str, ...]
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.failures


def audit(public: Path, releases: Path, true: Mapping[str, Sequence[str]]) -> Audit:
    """Looks at a finished public file, and at the logs of earlier releases in a folder, as an
    attacker who knows every rule would.

    What the file may hold is named table by table in `allowed.toml`; thresholds are those of
    `disclosure.toml` in the folder of `releases`, or the project's. `true` are the published
    figures that are exact of what the partners sent, with the areas that each adds up (none for a
    survey's): the attacker knows these for certain. Others say another number, so that nothing true
    follows from them. Raises PublishError when the file, the rules or a log cannot be read.
    """
    began = time.monotonic()
    try:
        connection = duckdb.connect(str(public), read_only=True)
    except duckdb.Error as error:
        raise PublishError(f"{public.name} cannot be read, so it was not audited.") from error
    with closing(connection) as file:
        failures = structure(file, releases)
        # What cannot be named cannot be understood either: nothing is worked out of such a file.
        found = Audit(()) if failures else recoverable(file, releases, true)
    summary = {**found.summary, "seconds": round(time.monotonic() - began, 1)}
    return Audit(tuple(dict.fromkeys((*failures, *found.failures))), summary)


def structure(file: duckdb.DuckDBPyConnection, releases: Path) -> tuple[str, ...]:
    """What an open file holds and may not hold, as sentences."""
    unknown = tuple(names.faults(file))
    if unknown:
        return unknown
    told = rules(own_or_lent(releases.parent, "disclosure.toml"))
    own = places(file, settings().lsoa.codes_of_2021_from)
    partners = sorted(name for name, one in measures().items() if is_partners(one.source))
    return (
        *held.faults(file, own, told, earlier(releases)),
        *worked_out.faults(file, published(file), partners),
    )


def recoverable(
    file: duckdb.DuckDBPyConnection, releases: Path, true: Mapping[str, Sequence[str]]
) -> Audit:
    """Which hidden counts can be worked out of an open file, the logs of earlier releases and the
    published figures that are `true` of what the partners sent.
    """
    told = rules(own_or_lent(releases.parent, "disclosure.toml"))
    before, cells = earlier(releases), published(file)
    own_places = places(file, settings().lsoa.codes_of_2021_from)
    totals = known_totals(file, told, true)
    found = Found(stated=len(totals))
    public = (told, own_places, totals)
    for dataset in sorted({cell.dataset for cell in cells}):
        for sheet in _sheets(dataset, cells, before, public):
            found.add(ask(sheet))
    found.add(answers.ask(file, before, told, true))
    return Audit(tuple(_sentences(found, file)), _summary(cells, before, found, told))


def _sheets(
    dataset: str,
    cells: Published,
    before: Sequence[Release],
    public: tuple[Rules, Places, Sequence[Known]],
) -> Iterator[Sheet]:
    """A dataset as it is asked about: first with what is hidden now and was shown taken as
    revised, then, where there is any, as the same count.
    """
    told, own, knowns = public
    now = {cell: shown for cell, shown in cells.items() if cell.dataset == dataset}
    past = [
        (
            {
                own.as_it_was(cell, release.parts): shown
                for cell, shown in release.cells.items()
                if cell.dataset == dataset
            },
            release.rules[dataset],
        )
        for release in before
        if dataset in release.rules
    ]
    known = [one for one in knowns if measures()[one.measure].source == dataset]
    rule = told.of(dataset)
    first = Sheet(dataset, rule, own, now, past, known)
    yield first
    if first.hides_what_was_shown:
        yield Sheet(dataset, rule, own, now, first.before, known, same_count=True)


def _sentences(found: Found, file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What can be worked out, a sentence for each measure or grouping and period."""
    area_names = dict(file.execute("SELECT area_code, area_name FROM area").fetchall())
    together: dict[tuple[str, str], list[str]] = {}
    for name in found.unsafe:
        what, when, where = _words(name, area_names)
        together.setdefault((what, when), []).append(where)
    for (what, when), places_named in sorted(together.items()):
        named = sorted(set(places_named))
        more = " and others" if len(named) > NAMED else ""
        yield (
            f"{what}, {when}: hidden counts can be worked out too closely from what is published:"
            f" {', '.join(named[:NAMED])}{more}."
        )
    for dataset in sorted(found.contradictory):
        title = sources()[dataset].title if dataset in sources() else dataset
        yield f"{title}: the published counts contradict each other, so no rule can have made them."


def _words(name: Hashable, area_names: dict[str, str]) -> tuple[str, str, str]:
    """What a question was about: the subject, the period and the place or group."""
    if isinstance(name, Cell):
        when = f"{name.starts:%B %Y}" if name.starts == name.ends else f"{name.starts:%Y}"
        if name.grouping:
            return sources()[name.dataset].title, when, f"{name.grouping}: {name.group}"
        return measures()[name.thing].title, when, area_names.get(name.area, name.area)
    if isinstance(name, Answer):
        place = name.group or area_names.get(name.area, name.area)
        return sources()[name.survey].title, name.wave, f"{name.question}, {place}"
    if isinstance(name, Between):
        between = " and ".join(area_names.get(ward, ward) for ward in name.piece)
        return measures()[name.measure].title, f"{name.starts:%Y}", f"where {between} overlap"
    raise TypeError(f"{name!r} is no question of this audit")


def _summary(
    cells: Published, before: Sequence[Release], found: Found, told: Rules
) -> dict[str, Any]:
    """What the file tells of its audit: numbers of cells and equations, never of people."""
    hidden = Counter(cell.dataset for cell, shown in cells.items() if shown is None)
    every = Counter(cell.dataset for cell in cells)
    return {
        "cells": len(cells),
        "hidden_cells": sum(hidden.values()),
        "shown_cells": len(cells) - sum(hidden.values()),
        "shares": sum(found.shares.values()),
        "hidden_shares": sum(found.hidden_shares.values()),
        "datasets": {
            dataset: {
                "cells": count,
                "hidden": (hidden + found.hidden_shares)[dataset],
                "smallest_shown": told.of(dataset).smallest,
                "rounding": told.of(dataset).rounding,
            }
            for dataset, count in sorted((every + found.shares).items())
        },
        "rules": {
            name: {
                "smallest_shown": rule.smallest,
                "rounding": rule.rounding,
                "agreement": rule.agreement,
            }
            for name, rule in {**told.by_sensitivity, **told.by_source}.items()
        },
        "narrowest": {str(width): found.narrowest[width] for width in sorted(found.narrowest)},
        "questions": found.questions,
        "equations": found.equations,
        "programmes": found.solves,
        "earlier_releases": len(before),
        "stated": found.stated,
    }
