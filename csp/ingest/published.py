"""Holds the figures, plans and indicators entered by hand against their own rules."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from csp.ingest.contract import Table, complaints, has_form, read_csv
from csp.measures import measures
from csp.sources import sources
from csp.stats.recompute import parts_of

DIRECTIONS = ("lower", "higher", "neither")
EFFECTS = ("annotate", "rebase", "do not compare")
STATUSES = ("reported", "promised, never reported", "no target set")
OWN_DATASET = "published"  # a break of the documents' own figures
# Units that count children, offenders or victims, or what leads to them.
OF_PEOPLE = ("people", "children", "victims", "offenders", "offences", "crimes", "services")
SMALL = range(1, 10)  # such counts are cited, not shown again

Check = Callable[[str], str | None]  # a cell in, what is wrong with it out


def _text(cell: str) -> str | None:
    return None if cell.strip() else "the cell is empty."


def _number(cell: str) -> str | None:
    return None if has_form("number", cell) else f"'{cell}' is not a number."


def _whole(cell: str) -> str | None:
    return None if re.fullmatch(r"[0-9]+", cell) else f"'{cell}' is not a whole number."


def _day(cell: str) -> str | None:
    try:
        sound = date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        sound = False
    return None if sound else f"'{cell}' is not a date (YYYY-MM-DD)."


def _id(cell: str) -> str | None:
    sound = re.fullmatch(r"[a-z][a-z0-9_]*", cell)
    return None if sound else f"'{cell}' is not an id (small letters, digits and underscores)."


def _area_code(cell: str) -> str | None:
    sound = re.fullmatch(r"E[0-9]{8}", cell)
    return None if sound else f"'{cell}' is not an area code (E and eight digits)."


def _one_of(*words: str) -> Check:
    def check(cell: str) -> str | None:
        return None if cell in words else f"'{cell}' is none of: {'; '.join(words)}."

    return check


def _or_blank(check: Check) -> Check:
    return lambda cell: check(cell) if cell else None


def _anything(_cell: str) -> None:
    return None


# What each file holds, column by column, and which columns name a row.
COLUMNS: dict[str, dict[str, Check]] = {
    "document": {
        "document": _id,
        "title": _text,
        "publisher": _text,
        "dated": _text,
        "covers": _anything,
        "note": _anything,
    },
    "plan": {
        "plan": _text,
        "title": _text,
        "document": _id,
        "starts": _or_blank(_day),
        "ends": _or_blank(_day),
        "sort": _whole,
    },
    "priority": {
        "plan": _text,
        "priority": _text,
        "sort": _whole,
        "cross_cutting": _one_of("true", "false"),
        "sub_group": _anything,
        "measure": _or_blank(_id),
        "measures": _anything,
        "latest_figure": _or_blank(_id),
        "before_figure": _or_blank(_id),
    },
    "figure": {
        "figure": _id,
        "document": _id,
        "section": _text,
        "what": _text,
        "value": _or_blank(_number),
        "unit": _text,
        "period_start": _or_blank(_day),
        "period_end": _or_blank(_day),
        "area_code": _or_blank(_area_code),
        "comparator": _anything,
        "recompute": _anything,
    },
    "indicator": {
        "plan": _text,
        "priority": _text,
        "indicator": _text,
        "unit": _anything,
        "baseline": _or_blank(_number),
        "baseline_period": _anything,
        "latest": _or_blank(_number),
        "latest_period": _anything,
        "kent": _or_blank(_number),
        "target": _or_blank(_number),
        "target_words": _anything,
        "direction": _one_of(*DIRECTIONS),
        "status": _one_of(*STATUSES),
        "data_source": _anything,
        "source": _text,
        "measure": _or_blank(_id),
    },
    "break_register": {
        "dataset": _id,
        "starts_on": _day,
        "ends_on": _or_blank(_day),
        "kind": _text,
        "effect": _one_of(*EFFECTS),
        "short": _text,
        "note": _text,
        "source": _text,
    },
}
KEYS = {
    "document": ("document",),
    "plan": ("plan",),
    "priority": ("priority", "plan"),
    "figure": ("figure",),
    "indicator": ("indicator", "priority", "plan"),
    "break_register": ("starts_on", "dataset", "short"),
}


def check_published(folder: Path) -> list[str]:
    """A sentence for each fault of the files in `folder`, with file and row; empty is good.

    The folder holds document, plan, priority, figure, indicator and break_register, each a CSV
    file. Rows of the wrong width are told and otherwise left out, so that one slip does not hide
    others. Whether a figure stands in its document is not known here: tests hold them to the text.
    """
    tables, faults = {}, []
    for name, columns in COLUMNS.items():
        table, found = _read(folder / f"{name}.csv", columns)
        tables[name] = table
        faults += found
    return [
        *faults,
        *_told("plan", _plan_faults(tables)),
        *_told("priority", _priority_faults(tables)),
        *_told("figure", _figure_faults(tables)),
        *_told("indicator", _indicator_faults(tables)),
        *_told("break_register", _break_faults(tables["break_register"])),
    ]


def _told(name: str, faults: list[str]) -> list[str]:
    return [f"{name}.csv: {fault}" for fault in faults]


def _read(file: Path, columns: dict[str, Check]) -> tuple[Table, list[str]]:
    if not file.is_file():
        return Table([], [], []), [f"{file.name}: is missing."]
    table, faults = read_csv(file.read_bytes())
    if table.header and table.header != list(columns):
        faults.append(f"the columns are not: {', '.join(columns)}.")
    for column, check in columns.items():
        faults += complaints(table, (column,), check)
    return table, _told(file.stem, [*faults, *_twice(table, KEYS[file.stem])])


def _twice(table: Table, key: tuple[str, ...]) -> list[str]:
    seen = Counter(_pairs(table, key))

    def check(*cells: str) -> str | None:
        return f"'{cells[0]}' is entered {seen[cells]} times." if seen[cells] > 1 else None

    return complaints(table, key, check)


def _column(table: Table, name: str) -> list[str]:
    return table.column(name) if name in table.header else []


def _pairs(table: Table, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not set(names) <= set(table.header):
        return []
    return list(zip(*(table.column(name) for name in names), strict=True))


def _known(what: str, held: Collection[str]) -> Check:
    """Each word of a cell must be among those held."""

    def check(cell: str) -> str | None:
        unknown = [word for word in cell.split() if word not in held]
        return f"'{unknown[0]}' is not a {what} that is known here." if unknown else None

    return check


def _in_order(starts: str, ends: str) -> str | None:
    if not starts or not ends or _day(starts) or _day(ends) or starts <= ends:
        return None
    return f"{starts} is later than its end, {ends}."


def _plan_faults(tables: dict[str, Table]) -> list[str]:
    documents = _column(tables["document"], "document")
    return [
        *complaints(tables["plan"], ("document",), _known("document", documents)),
        *complaints(tables["plan"], ("starts", "ends"), _in_order),
    ]


def _priority_faults(tables: dict[str, Table]) -> list[str]:
    table = tables["priority"]
    plans = _column(tables["plan"], "plan")
    figures = _column(tables["figure"], "figure")

    def plan_is_known(plan: str) -> str | None:
        return None if plan in plans else f"'{plan}' is not a plan that is known here."

    return [
        *complaints(table, ("plan",), plan_is_known),
        *complaints(table, ("measure",), _known("measure", measures())),
        *complaints(table, ("measures",), _known("measure", measures())),
        *complaints(table, ("latest_figure",), _known("figure", figures)),
        *complaints(table, ("before_figure",), _known("figure", figures)),
    ]


def _figure_faults(tables: dict[str, Table]) -> list[str]:
    table = tables["figure"]
    documents = _column(tables["document"], "document")
    held = set(_column(table, "figure"))

    def form(recompute: str, figure: str) -> str | None:
        return _form_fault(recompute, figure, held)

    def comparator(cell: str) -> str | None:
        return _comparator_fault(cell, held)

    return [
        *complaints(table, ("document",), _known("document", documents)),
        *complaints(table, ("period_start", "period_end"), _in_order),
        *complaints(table, ("recompute", "figure"), form),
        *complaints(table, ("comparator",), comparator),
        *complaints(table, ("value", "unit", "recompute"), _small_fault),
    ]


def _form_fault(form: str, figure: str, held: Collection[str]) -> str | None:
    try:
        parts = parts_of(form)
    except ValueError as error:
        return f"{error}."
    if figure in parts:
        return f"'{figure}' is recomputed from itself."
    return _known("figure", held)(" ".join(parts))


def _comparator_fault(cell: str, held: Collection[str]) -> str | None:
    """A comparator is the id of a figure or words; one word with underscores was meant as an id."""
    is_id = "_" in cell and not _id(cell)
    return _known("figure", held)(cell) if is_id else None


def _small_fault(value: str, unit: str, form: str) -> str | None:
    """A difference of two counts is no count of people, whatever its size."""
    if unit not in OF_PEOPLE or form.startswith("difference") or _number(value):
        return None
    if float(value) not in SMALL:
        return None
    return f"a count of 1 to 9 {unit} is cited, not entered; leave the value blank."


def _indicator_faults(tables: dict[str, Table]) -> list[str]:
    table = tables["indicator"]
    own = set(_pairs(tables["priority"], ("priority", "plan")))

    def belongs(priority: str, plan: str) -> str | None:
        known = (priority, plan) in own
        return None if known else f"the plan {plan} has no priority '{priority}'."

    return [
        *complaints(table, ("priority", "plan"), belongs),
        *complaints(table, ("status", "latest", "target", "target_words"), _status_fault),
        *complaints(table, ("measure",), _known("measure", measures())),
    ]


def _status_fault(status: str, latest: str, target: str, words: str) -> str | None:
    return next(_status_faults(status, latest, bool(target or words)), None)


def _status_faults(status: str, latest: str, has_target: bool) -> Iterator[str]:
    if status == "reported" and not latest:
        yield "it is called reported but has no latest value."
    if status != "reported" and latest:
        yield f"it has a latest value but is called '{status}'."
    if status == "no target set" and has_target:
        yield "it has a target but is called 'no target set'."
    if status == "promised, never reported" and not has_target:
        yield "it is called promised but has no target."


def _break_faults(table: Table) -> list[str]:
    datasets = {*sources(), OWN_DATASET}
    return [
        *complaints(table, ("dataset",), _known("dataset", datasets)),
        *complaints(table, ("starts_on", "ends_on"), _in_order),
    ]
