"""Holds the figures, plans and indicators entered by hand against their own rules."""

from collections.abc import Collection, Iterator
from pathlib import Path

from csp.answers.published_figures import RECOMPUTED, WORDS
from csp.build import cells
from csp.build.entered import Entered, entered
from csp.build.forms import COLUMNS
from csp.contract import Table, complaints
from csp.measures import measures
from csp.sources import sources
from csp.stats.recompute import parts_of

OWN_DATASET = "published"  # a break of the documents' own figures
# Units that count children, offenders or victims, or what leads to them.
OF_PEOPLE = ("people", "children", "victims", "offenders", "offences", "crimes", "services")
SMALL = range(1, 10)  # such counts are cited, not shown again
MAY_BE_EMPTY = ("disagreement", "follows", "serves", "sub_group", "indicator", "action")
NO_ROWS = "has a header but no rows."

Tables = dict[str, list[Entered]]  # every file of each kind


def check_published(folder: Path) -> list[str]:
    """A sentence for each fault of the files in `folder`, with file and row; empty is good.

    csp.build.entered says where they lie. Rows of the wrong width are told and otherwise left out,
    so that one slip does not hide others. Whether a figure stands in its document is not known
    here: tests hold them to the text.
    """
    tables: Tables = {kind: list(entered(folder, kind)) for kind in COLUMNS}
    faults = [fault for files in tables.values() for one in files for fault in _form(one)]
    rules = {
        "plan": _plan_faults,
        "priority": _priority_faults,
        "figure": _figure_faults,
        "disagreement": _disagreement_faults,
        "follows": _follows_faults,
        "serves": _of_a_priority,
        "action": _action_faults,
        "indicator": _indicator_faults,
        "break_register": _break_faults,
    }
    for kind, rule in rules.items():
        for one in tables[kind]:
            faults += [f"{one.name}: {fault}" for fault in rule(one, tables)]
    return faults


def _form(one: Entered) -> list[str]:
    """What is wrong with a file by itself."""
    if one.kind in MAY_BE_EMPTY:
        return [fault for fault in one.faults if not fault.endswith(NO_ROWS)]
    return one.faults


def _all(tables: Tables, kind: str, column: str) -> list[str]:
    """The cells of a column in every file of a kind."""
    return [cell for one in tables[kind] for cell in cells.column(one.table, column)]


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


def _plan_faults(one: Entered, tables: Tables) -> list[str]:
    titles = _all(tables, "plan", "title")

    def once(title: str) -> str | None:
        known = titles.count(title) < 2
        return None if known else f"{titles.count(title)} plans are called '{title}'."

    return [
        *complaints(
            one.table, ("document",), _known("document", _all(tables, "document", "document"))
        ),
        *complaints(one.table, ("starts", "ends"), _in_order),
        *complaints(one.table, ("title",), once),
    ]


def _priority_faults(one: Entered, tables: Tables) -> list[str]:
    figures = set(_all(tables, "figure", "figure"))
    return [
        *complaints(one.table, ("measure",), _known("measure", measures())),
        *complaints(one.table, ("measures",), _known("measure", measures())),
        *complaints(one.table, ("latest_figure",), _known("figure", figures)),
        *complaints(one.table, ("before_figure",), _known("figure", figures)),
    ]


def _figure_faults(one: Entered, tables: Tables) -> list[str]:
    documents = _all(tables, "document", "document")
    named = _all(tables, "figure", "figure")
    held = set(named)

    def form(recompute: str, figure: str) -> str | None:
        return _form_fault(recompute, figure, held)

    def comparator(cell: str) -> str | None:
        return _comparator_fault(cell, held)

    def once(figure: str) -> str | None:
        in_all, here = named.count(figure), cells.column(one.table, "figure").count(figure)
        return f"'{figure}' stands in another document, too." if in_all > here else None

    def own(document: str) -> str | None:
        known = _known("document", documents)(document)
        other = document != Path(one.name).stem
        return known or ("the file is that of another document." if other else None)

    return [
        *complaints(one.table, ("figure",), once),
        *complaints(one.table, ("document",), own),
        *complaints(one.table, ("period_start", "period_end"), _in_order),
        *complaints(one.table, ("recompute", "figure"), form),
        *complaints(one.table, ("comparator",), comparator),
        *complaints(one.table, ("value", "unit", "recompute"), _small_fault),
    ]


def _disagreement_faults(one: Entered, tables: Tables) -> list[str]:
    rows = [row for file in tables["figure"] for row in _recomputed(file.table)]
    held = {figure for figure, _ in rows}
    with_form = {figure for figure, form in rows if form}

    def against(other: str, figure: str) -> str | None:
        if other == RECOMPUTED:
            told = figure in with_form
            return None if told else f"'{figure}' has no way to be worked out again."
        return None if other == WORDS else _known("figure", held)(other)

    return [
        *complaints(one.table, ("figure",), _known("figure", held)),
        *complaints(one.table, ("against", "figure"), against),
    ]


def _recomputed(table: Table) -> list[tuple[str, ...]]:
    return cells.together(table, ("figure", "recompute"))


def _priorities(tables: Tables) -> set[tuple[str, ...]]:
    files = tables["priority"]
    return {pair for one in files for pair in cells.together(one.table, ("priority", "plan"))}


def _of_a_priority(one: Entered, tables: Tables) -> list[str]:
    """Each row belongs to a priority of its own plan."""
    own = _priorities(tables)

    def belongs(priority: str, plan: str) -> str | None:
        known = not priority or (priority, plan) in own
        return None if known else f"the plan {plan} has no priority '{priority}'."

    return complaints(one.table, ("priority", "plan"), belongs)


def _action_faults(one: Entered, tables: Tables) -> list[str]:
    """What an action should move is an indicator of its own plan and priority, or a measure."""
    files = tables["indicator"]
    names = ("indicator", "priority", "plan")
    held = {row for file in files for row in cells.together(file.table, names)}

    def promised(indicator: str, priority: str, plan: str) -> str | None:
        if not indicator or (indicator, priority, plan) in held:
            return None
        whose = f"'{priority}'" if priority else "no priority"
        return f"the plan {plan} promises no indicator '{indicator}' under {whose}."

    return [
        *_of_a_priority(one, tables),
        *complaints(one.table, names, promised),
        *complaints(one.table, ("measure",), _known("measure", measures())),
    ]


def _follows_faults(one: Entered, tables: Tables) -> list[str]:
    own = _priorities(tables)

    def earlier(priority: str, plan: str) -> str | None:
        known = not (priority or plan) or (priority, plan) in own
        return None if known else f"the plan {plan} has no priority '{priority}'."

    def told(how: str, priority: str, before: str) -> str | None:
        if how == "new" and before:
            return "it is called new but names an earlier priority."
        if how == "dropped" and priority:
            return "it is called dropped but names a priority of this plan."
        if (how != "new" and not before) or (how != "dropped" and not priority):
            return "one of the two priorities is missing."
        return None

    return [
        *_of_a_priority(one, tables),
        *complaints(one.table, ("earlier_priority", "earlier_plan"), earlier),
        *complaints(one.table, ("how", "priority", "earlier_priority"), told),
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


def _indicator_faults(one: Entered, tables: Tables) -> list[str]:
    known = _known("figure", set(_all(tables, "figure", "figure")))
    stated = (
        *("baseline_figure", "latest_figure", "kent_figure", "target_figure"),
        *("baseline_base_figure", "latest_base_figure"),
    )
    return [
        *(fault for name in stated for fault in complaints(one.table, (name,), known)),
        *_of_a_priority(one, tables),
        *complaints(one.table, ("status", "latest", "target", "target_words"), _status_fault),
        *complaints(one.table, ("target_rule", "target", "target_words"), _rule_fault),
        *complaints(one.table, ("form", "baseline", "latest"), _form_of_value_fault),
        *complaints(one.table, ("measure",), _known("measure", measures())),
    ]


def _rule_fault(rule: str, target: str, words: str) -> str | None:
    if rule and not (target or words):
        return "it has a rule but no target."
    if (target or words) and not rule:
        return "it has a target but no rule to hold it by."
    if rule in ("reach", "keep") and not target:
        return f"'{rule}' needs a target in numbers."
    return None


def _form_of_value_fault(form: str, baseline: str, latest: str) -> str | None:
    missing = (baseline or latest) and not form
    return "it has a value but not what kind of number it is." if missing else None


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


def _break_faults(one: Entered, _tables: Tables) -> list[str]:
    datasets = {*sources(), OWN_DATASET}
    return [
        *complaints(one.table, ("dataset",), _known("dataset", datasets)),
        *complaints(one.table, ("starts_on", "ends_on"), _in_order),
    ]
