"""Reads where a row lies: a ward, a small area, a district, by name or code, never guessing."""

import re
from collections.abc import Callable
from datetime import date

from csp.contract import FORMS, has_form
from csp.ingest.alike import alike, bare, means_all, ward_alike
from csp.ingest.unfit import Cell, Unfit, plain
from csp.ingest.wards import Named, Places
from csp.settings import settings
from csp.sources import Column, Source, category_id, total_words

WARD_CODE = re.compile(r"[EW]05\d{6}", re.ASCII | re.IGNORECASE)

TAKE_OUT = "is a total; take out rows that add up others"

Reader = Callable[[Cell, date | None], str]  # cell and the row's period in; raises Unfit


def lsoa_of(held: Places) -> Callable[[Cell], str]:
    """A reader of the codes of our own small areas, of either vintage."""
    codes = frozenset().union(*held.lsoa_codes.values())
    area = settings().area.name

    def read(cell: Cell) -> str:
        code = plain(cell).upper()
        if not has_form("lsoa_code", code):
            raise Unfit("form", f"is not {FORMS['lsoa_code'][1]}")
        if code not in codes:
            raise Unfit("place", f"is not a small area of {area}")
        return code

    return read


def ward_of(column: Column, held: Places) -> Reader:
    """A reader of ward names; a ward must be of the set in force in the row's period."""
    special = {alike(word): category_id(word) for word in column.values}

    def read(cell: Cell, period: date | None) -> str:
        text = plain(cell)
        name = ward_alike(text)
        if alike(text) in special:
            return special[alike(text)]
        if period is None:  # the period's own fault is told; here any ward will do
            either = held.either
            if name in either.codes:
                return either.codes[name]
            raise _no_ward(text, either, column)
        own, other = held.wards(period)
        if name in own.codes:
            return own.codes[name]
        if name in other.codes:
            raise Unfit("place", _of_the_other_set(period), own.nearest(text))
        raise _no_ward(text, own, column)

    return read


def _no_ward(text: str, wards: Named, column: Column) -> Unfit:
    """The fault of what is no ward at all, with what to write instead."""
    area = settings().area.name
    if means_all(text):
        return Unfit("total", TAKE_OUT)
    if alike(bare(text)) == alike(area):
        return Unfit("whole", f"is all of {area}, not a ward; leave out rows that add up wards")
    if WARD_CODE.fullmatch(text):
        return Unfit("code", "is a code; write the ward's name")
    meant = wards.nearest(text, column.values)
    words = " or ".join(f"“{word}”" for word in column.values)
    advice = f"; write {words} where it is none" if words and not meant else ""
    return Unfit("place", f"is not a ward of {area}{advice}", meant)


def district_of(column: Column, source: Source, held: Places) -> Callable[[Cell], str]:
    """A reader of the names, former names and codes of districts."""
    special = {
        alike(word): category_id(word) for word in (*column.values, *total_words(column, source))
    }
    codes = held.districts.codes
    former = {
        alike(old): codes[alike(new)]
        for old, new in source.former_names.items()
        if alike(new) in codes  # the district may lie in another county
    }

    def read(cell: Cell) -> str:
        text = plain(cell)
        name = alike(text)
        known = special.get(name) or codes.get(name) or former.get(name)
        if known is None and text.upper() not in codes.values():
            if means_all(text):
                raise Unfit("total", of_a_total(column, source))
            meant = held.districts.nearest(text, source.former_names)
            raise Unfit("place", f"is not a district of {settings().area.force_name}", meant)
        return known or text.upper()

    return read


def area_of(column: Column, source: Source, held: Places) -> Reader:
    """A reader of districts and of wards; a ward must be of the set in force in its period."""
    district, ward = district_of(column, source, held), ward_of(column, held)

    def read(cell: Cell, period: date | None) -> str:
        try:
            return district(cell)
        except Unfit:
            pass
        text = plain(cell)
        if (code := text.upper()) in (
            held.wards(period)[0] if period else held.either
        ).codes.values():
            return code
        try:
            return ward(cell, period)
        except Unfit as unfit:
            meant = unfit.meant or held.districts.nearest(text)
            says = unfit.says.replace("is not a ward", "is neither a ward nor a district")
            raise Unfit(unfit.kind, says, meant) from None

    return read


def of_a_total(column: Column, source: Source) -> str:
    """What a sentence says of a row that adds up others, where it may stand or not."""
    for word in total_words(column, source):
        return f"is a total; write “{word}” where a row adds up the others"
    return TAKE_OUT


def _of_the_other_set(period: date) -> str:
    changed = settings().wards.changed_on
    if changed is None:
        return "is a ward of another set"
    if period >= changed:
        return f"was a ward only until {changed:%B %Y}"
    if period == changed.replace(day=1):
        start = f"{changed.day} {changed:%B %Y}"
        return f"is a ward only since {start}; rows of that month carry the older names"
    return f"is a ward only since {changed:%B %Y}"
