"""What the rows about partners' data may say: places, months, counts, and words of known lists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import duckdb

from csp import months
from csp.disclosure.audit.cells import Release, Rules, is_partners
from csp.disclosure.audit.names import allowed
from csp.disclosure.audit.places import Places
from csp.measures import measures
from csp.sources import Source, category_id, sources

APART = ("not located", "elsewhere")
SENSITIVE = "sensitive"
# Tables with a row for a measure in an area, and the columns that say when.
BY_AREA = {
    "area_month": ("month",),
    "area_period": ("starts", "ends"),
    "area_change": ("starts", "ends", "before_starts"),
    "signal": ("month",),
    "season": ("month",),
    "hotspot": ("period_start", "period_end"),
    "decision": ("month", "last_month"),
    "approved_step": ("starts_on",),
    "local_moran": ("period_start", "period_end"),
}
BY_MONTH = ("area_month", "signal", "season", "decision", "approved_step")
COUNTS = ("area_month", "area_period", "breakdown_period")


def faults(
    file: duckdb.DuckDBPyConnection, places: Places, rules: Rules, before: Sequence[Release] = ()
) -> Iterator[str]:
    """A sentence for every row, or kind of rows, that the public file may not hold."""
    yield from _stamp(file)
    yield from _definitions(file)
    yield from _datasets(file)
    own = sorted(name for name, one in measures().items() if is_partners(one.source))
    yield from _areas(file, own, places)
    yield from _years(file, own, places)
    yield from _counts(file, rules, before)
    yield from _hotspots(file, own)
    yield from _words(file, own)
    yield from _surveys(file, rules)


def _stamp(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    stamps = file.execute("SELECT edition FROM release").fetchall()
    if stamps != [("public",)]:
        yield "The file is not stamped once as a public one."
    for table, where in {
        "dataset": "status NOT IN ('open', 'published', 'partner')",
        "survey_wave": "status NOT IN ('published', 'partner')",
        "survey_answer": "status NOT IN ('published', 'partner')",
        "priority_round": "example OR NOT public",
    }.items():
        if _any(file, table, where):
            yield f"Table {table} holds invented rows, or rows that are not marked as public."


def _definitions(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Every measure must be what its file says, so that no partner's is taken for an open one."""
    told = file.execute(
        "SELECT measure, title, unit, per, better, sensitivity, dataset FROM measure"
    ).fetchall()
    for measure, *rest in told:
        own = measures().get(measure)
        if own is None:
            yield f"Measure {measure} is in the file and in none of the definitions."
        elif rest != [
            *(own.title, own.unit, own.per, own.better, own.sensitivity, own.source),
        ]:
            yield f"Measure {measure} is not described as its definition says."
    for table in BY_AREA:
        if _any(file, table, "measure NOT IN (SELECT measure FROM measure)"):
            yield f"Table {table} holds rows of a measure that nothing defines."


def _datasets(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for dataset, title, publisher, licence, status, sensitivity, sha256, rows in file.execute(
        "SELECT dataset, title, publisher, licence, status, sensitivity, sha256, rows FROM dataset"
    ).fetchall():
        contract = sources().get(dataset)
        if contract is None:
            if status == "partner":
                yield f"Dataset {dataset} is called a partner's and has no contract."
            continue
        if contract.status != status or contract.sensitivity != sensitivity:
            yield f"{contract.title}: the file does not handle it as its contract says."
        if contract.status != "partner":
            continue
        if [title, publisher, licence] != [contract.title, contract.publisher, contract.licence]:
            yield f"{contract.title}: its description is not the contract's."
        if sha256:
            yield f"{contract.title}: the fingerprint of the partner's rows is in the file."
        if rows not in _rows_held(file, contract):
            yield f"{contract.title}: the number of rows is not that of this file."
    if _any(file, "supply", "dataset NOT IN (SELECT dataset FROM dataset)"):
        yield "Table supply holds months of a dataset that the file does not list."


def _rows_held(file: duckdb.DuckDBPyConnection, contract: Source) -> set[int]:
    """What may stand as a dataset's number of rows: what anybody can count in this file."""
    held = {
        "area_month": "measure IN (SELECT measure FROM measure WHERE dataset = $dataset)",
        "survey_wave": "survey = $dataset AND status = 'partner'",
    }
    return {0} | {
        int(count)
        for table, where in held.items()
        for (count,) in file.execute(
            f"SELECT count(*) FROM {table} WHERE {where}", {"dataset": contract.id}
        ).fetchall()
    }


def _areas(file: duckdb.DuckDBPyConnection, own: Sequence[str], places: Places) -> Iterator[str]:
    """No small area, no place that is none of the file's, no month below the borough where that is
    too close.
    """
    for table in BY_AREA:
        for measure, area in file.execute(
            f"SELECT DISTINCT measure, area_code FROM {table} WHERE list_contains($own, measure)"
            " ORDER BY ALL",
            {"own": own},
        ).fetchall():
            kind = places.kind(area)
            title = measures()[measure].title
            if kind == "lsoa":
                yield f"{title}: table {table} holds a small area ({area})."
            elif kind == "apart" and area not in APART:
                yield f"{title}: table {table} holds a place that is no area ({area})."
            elif (
                table in BY_MONTH
                and places.is_below(area)
                and measures()[measure].sensitivity == SENSITIVE
            ):
                yield (
                    f"{title}: table {table} holds a month of {area}, which lies below the"
                    " borough; a sensitive subject is told there by whole years alone."
                )
    for (area,) in file.execute("SELECT DISTINCT area_code FROM breakdown_period").fetchall():
        if area != places.borough:
            yield f"Table breakdown_period holds {area}; groups are told of the borough alone."


def _years(file: duckdb.DuckDBPyConnection, own: Sequence[str], places: Places) -> Iterator[str]:
    """Whole calendar years alone, so that no two windows overlap; months begin on their first."""
    windows = {
        "area_period": ("starts", "ends", "TRUE"),
        "breakdown_period": ("starts", "ends", "TRUE"),
        "hotspot": ("period_start", "period_end", "list_contains($own, measure)"),
        "area_change": ("starts", "ends", "list_contains($own, measure)"),
        "breakdown_change": ("starts", "ends", "TRUE"),
        "period": (
            "starts",
            "ends",
            "dataset IN (SELECT dataset FROM dataset WHERE status = 'partner')",
        ),
    }
    for table, (starts, ends, where) in windows.items():
        given = {"own": own} if "$own" in where else {}
        for first, last in file.execute(
            f"SELECT DISTINCT {starts}, {ends} FROM {table} WHERE {where} ORDER BY ALL", given
        ).fetchall():
            if not _is_year(first, last):
                yield (
                    f"Table {table} holds {first:%B %Y} to {last:%B %Y} of a partner's counts,"
                    " which is no whole calendar year."
                )
    if _any(file, "area_month", "day(month) != 1"):
        yield "Table area_month holds a day that does not begin a month."


def _is_year(first: date, last: date) -> bool:
    return months.Span(date(first.year, 1, 1), date(first.year, 12, 1)) == months.Span(first, last)


def _counts(
    file: duckdb.DuckDBPyConnection, rules: Rules, before: Sequence[Release]
) -> Iterator[str]:
    """Every count is 0, or a multiple of the rounding that a count of the threshold can give; what
    an earlier release showed by another rule may still be shown so.
    """
    for table in COUNTS:
        of = "dataset" if table == "breakdown_period" else "measure"
        for name, unexplained, least, counts in _extremes(file, table, of):
            own = measures().get(name)
            dataset = own.source if own else name
            if not is_partners(dataset) or dataset not in sources():
                continue
            title = own.title if own else sources()[dataset].title
            by = {rules.of(dataset)} | {
                one.rules[dataset] for one in before if dataset in one.rules
            }
            if unexplained:
                yield f"{title}: table {table} does not say why a count is blank."
            if any(all(count % rule.rounding for rule in by) for count in counts or ()):
                yield f"{title}: table {table} holds a count that is not rounded."
            if least is not None and least < min(rule.least_shown for rule in by):
                yield f"{title}: table {table} shows a count below the threshold."


def _extremes(
    file: duckdb.DuckDBPyConnection, table: str, of: str
) -> list[tuple[str, bool, int | None, list[int] | None]]:
    """Of each measure or dataset whether a blank is not explained, the smallest count above 0, and
    all its counts.
    """
    return file.execute(
        f"SELECT {of}, bool_or((events IS NULL) != (why_blank IS NOT NULL)),"
        " min(events) FILTER (events != 0), list(DISTINCT events) FILTER (events IS NOT NULL)"
        f" FROM {table} GROUP BY {of} ORDER BY {of}"
    ).fetchall()


def _hotspots(file: duckdb.DuckDBPyConnection, own: Sequence[str]) -> Iterator[str]:
    """Of a partner's measure a ward has a class and a pattern, and no number of any kind."""
    given = {"own": own}
    numbers = ("z", "p", "p_adjusted", "areas_in_class", "areas")
    for column in numbers:
        if _any(file, "hotspot", f"list_contains($own, measure) AND {column} IS NOT NULL", given):
            yield (
                f"Table hotspot holds {column} of a partner's measure, from which counts can be"
                " worked out."
            )
    if _any(file, "local_moran", "list_contains($own, measure)", given):
        yield "Table local_moran holds a partner's measure, from which counts can be worked out."


def _words(file: duckdb.DuckDBPyConnection, own: Sequence[str]) -> Iterator[str]:
    """Text of partners' rows is one of known lists: those of the file of what is allowed, and the
    words of the contracts.
    """
    partners = [name for name, one in sources().items() if one.status == "partner"]
    rows_of = {
        "supply": "list_contains($partners, dataset)",
        "survey_wave": "status = 'partner'",
        "survey_answer": "status = 'partner'",
    }
    for place, words in allowed()["words"].items():
        table, column = place.split(".")
        of = rows_of.get(table) or (
            "TRUE" if table not in BY_AREA else "list_contains($own, measure)"
        )
        given: dict[str, object] = {"words": words}
        given |= {"own": own} if "$own" in of else {}
        given |= {"partners": partners} if "$partners" in of else {}
        if _any(file, table, f"{of} AND NOT list_contains($words, {column})", given):
            yield f"Column {column} of table {table} holds words that are on no list."
    yield from _group_words(file)


def _group_words(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for table in ("breakdown_period", "breakdown_change"):
        for dataset, category, grouping, group in file.execute(
            f"SELECT DISTINCT dataset, category, grouping, group_name FROM {table} ORDER BY ALL"
        ).fetchall():
            contract = sources().get(dataset)
            if contract is None or contract.counts is None:
                yield f"Table {table} holds groups of {dataset}, which gives none."
            elif grouping not in (*contract.counts.groups, contract.counts.category):
                yield f"{contract.title}: “{grouping}” is not one of the groupings in its contract."
            elif group not in _of_list(contract, grouping):
                yield (
                    f"{contract.title}: a group under “{grouping}” is not on the contract's list of"
                    " words; free text is never published."
                )
            elif category and category not in _categories(contract):
                yield f"{contract.title}: a category is not one of its contract."


def _of_list(contract: Source, grouping: str) -> set[str]:
    """The words that a column may hold; of free text none but a blank."""
    column = contract.by_name[grouping]
    return {"", *(contract.categories if column.type == "category" else column.values)}


def _categories(contract: Source) -> set[str]:
    named = contract.categories or (contract.counts.values if contract.counts else ())
    return {category_id(name) for name in named}


def _surveys(file: duckdb.DuckDBPyConnection, rules: Rules) -> Iterator[str]:
    """Of a partner's survey whole percents, rounded bases, and the answers of its contract."""
    for survey, title in file.execute(
        "SELECT DISTINCT survey, title FROM survey_wave WHERE status = 'partner'"
        " UNION SELECT DISTINCT survey, NULL FROM survey_answer WHERE status = 'partner'"
    ).fetchall():
        contract = sources().get(survey)
        if contract is None or not contract.questions:
            yield f"Survey {survey} has no contract."
            continue
        if title is not None and not title.startswith(f"{contract.title}, "):
            yield f"{contract.title}: the title of a wave is not the contract's."
        yield from _survey(file, contract, rules.of(survey).rounding)


def _survey(file: duckdb.DuckDBPyConnection, contract: Source, rounding: int) -> Iterator[str]:
    own = "status = 'partner' AND survey = $survey"
    given: dict[str, object] = {"survey": contract.id}
    for column in ("percent", "lower", "upper"):
        if _any(file, "survey_answer", f"{own} AND {column} != round({column})", given):
            yield f"{contract.title}: {column} is not a whole percent."
    for column in ("base", "weighted_base"):
        where = f"{own} AND {column} % $rounding != 0"
        if _any(file, "survey_answer", where, given | {"rounding": rounding}):
            yield f"{contract.title}: {column} is not rounded."
    if _any(file, "survey_answer", f"{own} AND weighted_base != base", given):
        yield f"{contract.title}: a share is weighted, which nothing here can audit."
    blank = "(base IS NOT NULL OR weighted_base IS NOT NULL OR lower IS NOT NULL)"
    if _any(file, "survey_answer", f"{own} AND percent IS NULL AND {blank}", given):
        yield f"{contract.title}: a number stands beside a hidden share."
    if _any(file, "survey_answer", f"{own} AND note IS NOT NULL", given):
        yield f"{contract.title}: a share carries a note, which is free text."
    answers = {answer for scale in contract.scales for answer in scale.answers}
    lists = {
        "question": [question.id for question in contract.questions],
        "answer": sorted(answers | {"top", "low"}),
        "group_name": ["", *(word for column in contract.columns for word in column.values)],
    }
    for column, words in lists.items():
        where = f"{own} AND NOT list_contains($words, {column})"
        if _any(file, "survey_answer", where, given | {"words": words}):
            yield f"{contract.title}: {column} holds words that are not in its contract."


def _any(
    file: duckdb.DuckDBPyConnection,
    table: str,
    where: str,
    given: Mapping[str, object] | None = None,
) -> bool:
    """Whether a table has such a row. Names and conditions are this module's own; values are
    parameters.
    """
    query = f"SELECT 1 FROM {table} WHERE {where} LIMIT 1"
    return file.execute(query, given or None).fetchone() is not None
