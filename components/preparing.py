"""Draws what every page shows as it opens, once, so that no visitor waits for it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from components.addressed import Addressed
from components.charts.palette import DARK, LIGHT, Palette
from components.messages import PAGES, told
from csp.answers import places
from csp.db import Reader, inside, pointer
from csp.errors import WarehouseError
from csp.prepared import pages_of, write
from csp.settings import Edition

BOTH = (LIGHT, DARK)
OF_A_WARD = ("ward_profile", "ward_map", "domestic_abuse")  # pages that are drawn for every ward


def prepare(edition: Edition) -> tuple[Path, int]:
    """Prepares the pages of the edition's serving file; where they lie, and how many things.

    Raises WarehouseError where there is no whole file, and for the partner edition: its file may be
    encrypted, and what lies beside it would not be.
    """
    if edition == "partner":
        raise WarehouseError("The pages of the partner edition are not kept: they would lie open.")
    file = inside(pointer(edition))
    return pages_of(file), prepare_file(file)


def prepare_file(file: Path, themes: Sequence[Palette] = BOTH) -> int:
    """Prepares the pages of one file, in place of those that lay beside it; how many things: those
    of every page, and of the pages of a ward for each. Raises WarehouseError when it is not whole.
    """
    reader = Reader(file)
    noted = reader.draw_anew()
    wards = places.ward_names(reader, places.default_ward_set(reader))
    today = datetime.now(UTC).date()
    asked = [(page, "") for page in PAGES]
    asked += [(page, f"ward={code}") for page in OF_A_WARD for code in wards]
    for colours in themes:
        for page, choices in asked:
            # What fails its first visitor meets, and is told of.
            with suppress(Exception):
                told(page, reader, Addressed.of(choices), colours, today)
    return write(reader, noted, file)
