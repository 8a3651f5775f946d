"""What Break register says: every known change in recording, over time and in words."""

from collections.abc import Mapping

import pandas as pd

from components.charts.break_timeline import SHAPE_OF, break_timeline
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.figures import Figure
from components.tables.breaks import register_table
from components.words import breaks as words
from components.words import numbers
from csp.db import Reader, remembered

UNDER = "Each change at its time, by dataset; a bar is a change that lasted"


def entries(reader: Reader, dataset: str) -> pd.DataFrame:
    """The entries of one dataset, or with '' of all, oldest first."""
    register = reader.read("break_register")
    if dataset:
        register = register[register["dataset"] == dataset]
    return register.reset_index(drop=True)


def heading(register: pd.DataFrame) -> tuple[str, str]:
    """Title and lead of the page, from the entries that it shows."""
    if register.empty:
        return (
            "No change in how it was recorded is registered here",
            "A figure may move because it is recorded differently; of this dataset no such change"
            " is known. Choose another, or all datasets.",
        )
    return words.register_title(register), words.register_lead(register)


def register(
    reader: Reader, dataset: str, titles: Mapping[str, str], colours: Palette
) -> Figure | None:
    """The entries of one dataset, or with '' of all, over time and as a table; None where there is
    none.

    `titles` names the datasets by their ids; one that is not held goes by its id.
    """
    return _register(reader, dataset, tuple(titles.items()), colours)


@remembered
def _register(
    reader: Reader, dataset: str, titled: tuple[tuple[str, str], ...], colours: Palette
) -> Figure | None:
    found, titles = entries(reader, dataset), dict(titled)
    if found.empty:
        return None
    named = found.assign(title=[titles.get(name, name) for name in found["dataset"]])
    drawn = named.assign(
        title=[title.split(" (")[0] for title in named["title"]],
        words=[numbers.capital(short) for short in named["short"]],
        reading=[
            f"{words.when(row)}: {row['short']}. {words.effect(row)}" for _, row in named.iterrows()
        ],
    )
    many = drawn.groupby("title")["short"].transform("size")
    drawn = drawn.assign(many=many).sort_values(
        ["many", "title", "starts_on"], ascending=[False, True, True], kind="stable"
    )
    held = set(found["effect"])
    return Figure(
        title="When it changed",
        under=UNDER,
        spec=as_spec(break_timeline(drawn, colours)),
        alt=f"Time line of changes. {words.register_title(found)}. The same entries stand in the"
        " table.",
        table=register_table(named),
        files=named[
            [
                "dataset",
                "title",
                "starts_on",
                "ends_on",
                "kind",
                "effect",
                "short",
                "note",
                "source",
            ]
        ],
        period=words.reach(found),
        shapes=tuple(
            (shape, "", words.EFFECTS[effect])
            for effect, shape in SHAPE_OF.items()
            if effect in held
        ),
    )
