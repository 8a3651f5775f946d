"""Which unknown pieces of the map an area is made of: all ward sets through the small areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from csp.disclosure.audit.cells import Cell

Piece = tuple[
    str, ...
]  # the wards, one of each known set in the order of the sets, that it lies in
BELOW = ("ward", "group")


@dataclass(frozen=True)
class Places:
    """The areas of the finished file."""

    borough: str
    kinds: dict[str, str]  # area → kind
    sets: Mapping[str, str]  # ward → its set
    wards_of: dict[str, Sequence[str]]  # group → its wards
    small: Mapping[str, Sequence[Mapping[str, str]]]  # vintage → for each small area, set → ward
    codes_of_2021_from: date
    _pieces: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Piece]] = field(
        default_factory=dict
    )

    def kind(self, area: str) -> str:
        """'ward', 'group', 'borough', 'lsoa' …; 'apart' for what is no area."""
        return self.kinds.get(area, "apart")

    def is_below(self, area: str) -> bool:
        """Whether an area lies inside the borough."""
        return self.kind(area) in BELOW

    def set_of(self, area: str) -> str:
        """The ward set of a ward or of the wards of a group."""
        wards = self.wards_of.get(area, [area])
        return self.sets.get(wards[0], "") if wards else ""

    def pieces(self, sets: Sequence[str], starts: date, ends: date) -> list[Piece]:
        """The pieces into which the known ward sets cut the borough over some months."""
        vintages = sorted(
            {("2021" if day >= self.codes_of_2021_from else "2011") for day in (starts, ends)}
            & set(self.small)
        ) or sorted(self.small)
        key = (tuple(sets), tuple(vintages))
        if key not in self._pieces:
            self._pieces[key] = self._cut(sets, vintages)
        return self._pieces[key]

    def _cut(self, sets: Sequence[str], vintages: Iterable[str]) -> list[Piece]:
        if len(sets) == 1:
            return [(ward,) for ward, own in sorted(self.sets.items()) if own == sets[0]]
        cut = {
            tuple(wards.get(one, "") for one in sets)
            for vintage in vintages
            for wards in self.small[vintage]
        }
        return sorted(cut)

    def as_it_was(self, cell: Cell, parts: Mapping[str, Sequence[str]]) -> Cell:
        """A cell of an earlier release, under a place of its own where its group of wards was
        another one then.
        """
        then = tuple(parts.get(cell.area, ()))
        if not then or then == tuple(sorted(self.wards_of.get(cell.area, ()))):
            return cell
        place = " ".join(then)
        self.kinds[place], self.wards_of[place] = "group", then
        return replace(cell, area=place)

    def within(self, area: str, pieces: Sequence[Piece]) -> list[Piece]:
        """Those of the pieces that a ward or group is made of."""
        wards = set(self.wards_of.get(area, [area]))
        return [piece for piece in pieces if wards.intersection(piece)]


def places(file: duckdb.DuckDBPyConnection, codes_of_2021_from: date) -> Places:
    """The areas as the file holds them."""
    areas = file.execute("SELECT area_code, kind, vintage FROM area ORDER BY ALL").fetchall()
    kinds = {code: kind for code, kind, _ in areas}
    wards_of: dict[str, Sequence[str]] = {}
    for code, part in file.execute(
        "SELECT area_code, part_code FROM area_part ORDER BY ALL"
    ).fetchall():
        wards_of[code] = [*wards_of.get(code, []), part]
    small: dict[str, dict[str, dict[str, str]]] = {}
    for lsoa, vintage, ward, ward_set in file.execute(
        "SELECT lsoa_code, lsoa_vintage, ward_code, ward_vintage FROM lsoa_ward ORDER BY ALL"
    ).fetchall():
        small.setdefault(vintage, {}).setdefault(lsoa, {})[ward_set] = ward
    return Places(
        borough=next((code for code, kind in kinds.items() if kind == "borough"), ""),
        kinds=kinds,
        sets={code: vintage for code, kind, vintage in areas if kind == "ward"},
        wards_of=wards_of,
        small={vintage: list(lsoas.values()) for vintage, lsoas in small.items()},
        codes_of_2021_from=codes_of_2021_from,
    )
