"""A small document of every kind of block, for tests of the writers."""

from datetime import date
from functools import lru_cache

from components.charts.palette import LIGHT
from components.pack import cells, keys
from components.pack.document import (
    Document,
    Own,
    Paragraph,
    Points,
    Section,
    Shown,
    Terms,
    words,
)
from components.pack.pictures import Drawn, drawn
from components.tables.html import Column, table_html
from components.tables.shapes import image, marks_in, shapes_html
from csp.narrative import Run

ON = date(2026, 11, 27)
SPEC = {
    "data": {"values": [{"ward": "North", "events": 12}, {"ward": "South", "events": 7}]},
    "mark": "bar",
    "width": "container",
    "height": 90,
    "encoding": {
        "x": {"field": "events", "type": "quantitative"},
        "y": {"field": "ward", "type": "nominal"},
    },
}
SPARK = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxODAiIGhlaWdodD0iNDQiPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz48L3N2Zz4="  # noqa: E501


@lru_cache
def bars() -> Drawn:
    """A small picture."""
    return drawn(SPEC)


def rows(count: int) -> str:
    """A table of so many rows, as a screen would make it."""
    mark = marks_in(LIGHT)
    columns = {
        "ward": Column("Ward", row_head=True, markup=True),
        "spark": Column("24 months", markup=True, wide=True),
        "verdict": Column("Verdict", markup=True),
        "events": Column("Count", number=True, bold=True),
    }
    held = [
        {
            "ward": f"<b>Ward {at}</b><small>a quiet & <i>green</i> one</small>",
            "spark": image(SPARK, f"24 months of ward {at}", 180, 44),
            "verdict": f"{mark('triangle up', 'worse')}<span>above its limit</span>",
            "events": f"{1000 + at:,}",
            "group": "First" if at <= 2 else "Second",
        }
        for at in range(1, count + 1)
    ]
    return table_html(columns, held, "Wards & their counts", group="group")


def shown(name: str, count: int, **changes: object) -> Shown:
    """A figure with a picture, a key and a table of so many rows."""
    told = {
        "name": name,
        "title": f"What {name} says",
        "under": "Incidents per 1,000 residents",
        "lead": words("In **2025** there were 12 < 13."),
        "facts": (("Latest", "12", "of 13"), ("Before", "10", "")),
        "pictures": (("", "Bars: North 12, South 7.", bars()),),
        "key": keys.entries(shapes_html([("triangle up", "worse", "above its limit")], LIGHT)),
        "tables": cells.tables(rows(count)),
        "note": "A note.",
        "doubts": ("one document says 11",),
        "source": "Source: somewhere, 2025.",
        "reference": f"at_a_glance?view=meeting&message={name}&release=r1&on=2026-11-27",
    }
    return Shown(**(told | changes))


def document(*figures: Shown, edition: str = "demonstration") -> Document:
    """A document of one section with these figures, and one of words."""
    own = Own(
        (
            Paragraph(
                (Run("We <say>: "), Run("so", bold=True), Run("here", to="https://a.example"))
            ),
            Points(((Run("one"),), (Run("two"),))),
        )
    )
    return Document(
        title="Strategic assessment",
        subtitle="Of a place",
        partnership="The partnership",
        edition=edition,
        edition_words="This is an edition.",
        release="2025-12-abcdef",
        on=ON,
        band="Demonstration: some is invented." if edition == "demonstration" else "",
        sections=(
            Section("levels", "Levels", (own, *figures), "The law asks for it."),
            Section("glossary", "Glossary", (Terms((("rate", words("Events a year.")),)),)),
        ),
    )
