"""The tables of the signal ledger: what waits, what was decided and its history, earlier ones."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from components.tables.html import Column, marked_html, table_html
from components.words import ledger as words
from components.words import numbers, signals
from csp.answers.ledger import Entry

Image = Callable[[str, str, int, int], str]  # address, words, width, height -> HTML
Mark = Callable[[str, str], str]  # shape, direction -> HTML
SPARK = (180, 44)  # px

# The form of the partner edition: words of its button in the contrast of both themes, a ring round
# what the keyboard is on, and not on paper.
LEDGER_CSS = """
[data-testid="stForm"] button[kind^="primary"] p {{color: {bg}}}
[data-testid="stTextArea"]:focus-within, [data-testid="stRadio"]:focus-within {{
  outline: 2px solid {accent}; outline-offset: 2px; border-radius: 4px}}
@media print {{[data-testid="stForm"] {{display: none !important}}}}
"""


@dataclass(frozen=True)
class Row:
    """One signal as tables have it.

    in_all: all its months, where more than those of its strongest rule. distance: percent of the
    way to the limit; None where it fires no more. spark: a picture of the measure's newest months,
    with its words, or ''. steps: of each decision, what it did to limits.
    """

    entry: Entry
    measure: str
    when: str
    says: str
    in_all: str
    shape: str
    direction: str
    standing: str
    distance: float | None
    spark: str = ""
    spark_alt: str = ""
    steps: tuple[str, ...] = ()
    group: str = ""


def row(entry: Entry, *, public: bool, group: str = "") -> Row:
    """The row of an entry, without a picture."""
    rule, direction = words.rule(entry), words.means(entry)
    return Row(
        entry=entry,
        measure=words.measure_title(entry.measure),
        when=numbers.span(words.told(entry)),
        says=words.says(entry),
        in_all=words.in_all(entry),
        shape=signals.shape((rule,), entry.side == "above"),
        direction=direction,
        standing=words.standing(entry, public=public),
        distance=entry.signal.distance if entry.signal else None,
        group=group,
    )


def since_table(rows: Sequence[Row], mark: Mark) -> str:
    """Signals since a meeting in their groups: what happened, what stands, how far it was."""
    columns = {
        "measure": Column("Measure", row_head=True),
        "when": Column("Months", wide=True),
        "says": Column("Signal", markup=True),
        "standing": Column("Decision"),
        "distance": Column("Distance (limit = 100%)", number=True, wide=True),
    }
    cells = [
        _cells(one, mark) | {"group": one.group, "says": _says(one, mark, dated=True)}
        for one in rows
    ]
    return table_html(
        columns, cells, "Signals of the headline measures, farthest first", group="group"
    )


def waiting_table(rows: Sequence[Row], mark: Mark, image: Image) -> str:
    """Signals without a decision: the measure's line, what happened, and how far."""
    columns = {
        "measure": Column("Measure", row_head=True),
        "spark": Column("24 months", wide=True, markup=True),
        "when": Column("Months"),
        "says": Column("Signal", markup=True),
        "distance": Column("Distance (limit = 100%)", number=True, wide=True),
    }
    cells = [_cells(one, mark) | {"spark": _spark(one, image)} for one in rows]
    return table_html(columns, cells, "Signals that no decision was taken on, farthest first")


def decided_table(rows: Sequence[Row], mark: Mark, *, public: bool) -> str:
    """Signals with the decision that stands, its note, and those before it."""
    columns = {
        "measure": Column("Measure", row_head=True),
        "when": Column("Months", wide=True),
        "says": Column("Signal", markup=True),
        "decision": Column("Decision", markup=True),
    }
    cells = [
        _cells(one, mark)
        | {"decision": _decision(one, public=public), "says": _says(one, mark, dated=True)}
        for one in rows
    ]
    return table_html(columns, cells, "Signals with what was decided, the newest decision first")


def earlier_table(rows: Sequence[Row], mark: Mark) -> str:
    """Signals that ended before the newest change in recording."""
    columns = {
        "measure": Column("Measure", row_head=True),
        "when": Column("Months"),
        "says": Column("Signal", markup=True),
    }
    return table_html(
        columns,
        [_cells(one, mark) for one in rows],
        "Signals before the newest change in recording",
    )


def _cells(one: Row, mark: Mark) -> dict[str, str]:
    return {
        "measure": one.measure,
        "when": numbers.unbroken(one.when),
        "says": _says(one, mark),
        "standing": numbers.unbroken(one.standing),
        "distance": numbers.NOT_APPLICABLE if one.distance is None else f"{one.distance:.0f}%",
    }


def _says(one: Row, mark: Mark, *, dated: bool = False) -> str:
    """What happened; below it all its months, and on a phone those that have no column there."""
    on_a_phone = f'<span class="phone-only">{_text(one.when)}</span>' if dated else ""
    more = f"{on_a_phone}{_text(one.in_all)}"
    return marked_html(mark(one.shape, one.direction), one.says) + (
        f"<small>{more}</small>" if more else ""
    )


def _spark(one: Row, image: Image) -> str:
    return image(one.spark, one.spark_alt, *SPARK) if one.spark else ""


def _decision(one: Row, *, public: bool) -> str:
    """The decision that stands with its note, what the signal did since, and the ones before."""
    *before, last = one.entry.decisions
    step = one.steps[-1] if one.steps else ""
    parts = [f"<b>{_text(numbers.capital(words.decision(last, public=public)))}</b>"]
    parts += [f"<br>{html.escape(last.note)}"]
    below = [numbers.capital(part) for part in (step, words.since(one.entry)) if part]
    below += [
        f"Before: {words.decision(other, public=public)}. {other.note}" for other in before[::-1]
    ]
    return "".join(parts) + "".join(f"<small>{_text(line)}</small>" for line in below)


def _text(told: str) -> str:
    return html.escape(numbers.unbroken(told))
