"""Holds the figures, plans and indicators entered by hand against their own rules."""

from collections.abc import Collection, Iterator
from pathlib import Path

from csp.build import cells
from csp.contract import Table, complaints
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

# What each file holds, column by column, and which columns name a row.
COLUMNS: dict[str, dict[str, cells.Check]] = {
    "document": {
        "document": cells.identifier,
        "title": cells.text,
        "publisher": cells.text,
        "dated": cells.text,
        "covers": cells.anything,
        "note": cells.anything,
    },
    "plan": {
        "plan": cells.text,
        "title": cells.text,
        "document": cells.identifier,
        "starts": cells.or_blank(cells.day),
        "ends": cells.or_blank(cells.day),
        "sort": cells.whole,
    },
    "priority": {
        "plan": cells.text,
        "priority": cells.text,
        "sort": cells.whole,
        "cross_cutting": cells.one_of("true", "false"),
        "sub_group": cells.anything,
        "measure": cells.or_blank(cells.identifier),
        "measures": cells.anything,
        "latest_figure": cells.or_blank(cells.identifier),
        "before_figure": cells.or_blank(cells.identifier),
    },
    "figure": {
        "figure": cells.identifier,
        "document": cells.identifier,
        "section": cells.text,
        "what": cells.text,
        "value": cells.or_blank(cells.number),
        "unit": cells.text,
        "period_start": cells.or_blank(cells.day),
        "period_end": cells.or_blank(cells.day),
        "area_code": cells.or_blank(cells.area_code),
        "comparator": cells.anything,
        "recompute": cells.anything,
    },
    "indicator": {
        "plan": cells.text,
        "priority": cells.text,
        "indicator": cells.text,
        "unit": cells.anything,
        "baseline": cells.or_blank(cells.number),
        "baseline_period": cells.anything,
        "latest": cells.or_blank(cells.number),
        "latest_period": cells.anything,
        "kent": cells.or_blank(cells.number),
        "target": cells.or_blank(cells.number),
        "target_words": cells.anything,
        "direction": cells.one_of(*DIRECTIONS),
        "status": cells.one_of(*STATUSES),
        "data_source": cells.anything,
        "source": cells.text,
        "measure": cells.or_blank(cells.identifier),
    },
    "break_register": {
        "dataset": cells.identifier,
        "starts_on": cells.day,
        "ends_on": cells.or_blank(cells.day),
        "kind": cells.text,
        "effect": cells.one_of(*EFFECTS),
        "short": cells.text,
        "note": cells.text,
        "source": cells.text,
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
        table, found = cells.held_table(folder / f"{name}.csv", columns, KEYS[name], exact=True)
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


def _known(what: str, held: Collection[str]) -> cells.Check:
    """Each word of a cell must be among those held."""

    def check(cell: str) -> str | None:
        unknown = [word for word in cell.split() if word not in held]
        return f"'{unknown[0]}' is not a {what} that is known here." if unknown else None

    return check


def _in_order(starts: str, ends: str) -> str | None:
    if not starts or not ends or cells.day(starts) or cells.day(ends) or starts <= ends:
        return None
    return f"{starts} is later than its end, {ends}."


def _plan_faults(tables: dict[str, Table]) -> list[str]:
    documents = cells.column(tables["document"], "document")
    return [
        *complaints(tables["plan"], ("document",), _known("document", documents)),
        *complaints(tables["plan"], ("starts", "ends"), _in_order),
    ]


def _priority_faults(tables: dict[str, Table]) -> list[str]:
    table = tables["priority"]
    plans = cells.column(tables["plan"], "plan")
    figures = cells.column(tables["figure"], "figure")

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
    documents = cells.column(tables["document"], "document")
    held = set(cells.column(table, "figure"))

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
    is_id = "_" in cell and not cells.identifier(cell)
    return _known("figure", held)(cell) if is_id else None


def _small_fault(value: str, unit: str, form: str) -> str | None:
    """A difference of two counts is no count of people, whatever its size."""
    if unit not in OF_PEOPLE or form.startswith("difference") or cells.number(value):
        return None
    if float(value) not in SMALL:
        return None
    return f"a count of 1 to 9 {unit} is cited, not entered; leave the value blank."


def _indicator_faults(tables: dict[str, Table]) -> list[str]:
    table = tables["indicator"]
    own = set(cells.together(tables["priority"], ("priority", "plan")))

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
