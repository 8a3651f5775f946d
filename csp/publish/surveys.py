"""Brings partners' surveys into the public file: whole per cents of rounded bases, hidden where few
people gave the answer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd

from csp.disclosure.attacker import ContradictionError
from csp.disclosure.releases import Entry
from csp.disclosure.rules import Rule, Rules
from csp.disclosure.shares import BASE, Given, Group, ShareKey, Shares, Shown, protect_shares
from csp.errors import PublishError
from csp.publish.protected import Lost, Protected, contradiction
from csp.sources import Scale, Source, sources
from csp.stats.rates import wilson
from csp.stats.survey import low, top

COLUMNS = (
    *("survey", "wave", "status", "question", "answer", "area_code", "grouping", "group_name"),
    *("base", "weighted_base", "percent", "lower", "upper", "why_blank"),
)


def protected_shares(
    connection: duckdb.DuckDBPyConnection,
    surveys: Sequence[str],
    rules: Rules,
    earlier: Sequence[Sequence[Entry]],
    told: Protected,
) -> None:
    """Adds partners' shares to `survey_answer` and to `told`.

    Raises PublishError when what is published of a survey would contradict itself.
    """
    for survey in surveys:
        source, rule = sources()[survey], rules.of(survey).rule
        given = _given(connection, survey)
        parts = {question.id: _parts(source.scale_of(question.id)) for question in source.questions}
        try:
            found = protect_shares(given, parts, rule, _before(earlier, survey))
        except ContradictionError as error:
            raise PublishError(contradiction(survey)) from error
        rows = [
            _row(source, key, given[key.group], rule, key in found.hidden)
            for key in _keys(given, found)
        ]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        connection.register("told", frame)
        connection.execute("INSERT INTO survey_answer BY NAME SELECT * FROM told")
        connection.unregister("told")
        told.entries += [_entry(rule, dict(zip(COLUMNS, row, strict=True))) for row in rows]
        small, hidden = len(found.small), len(found.hidden)
        told.lost.append(Lost(survey, rule, small, hidden - small, len(rows) - hidden, found.best))


def _given(connection: duckdb.DuckDBPyConnection, survey: str) -> dict[Group, Given]:
    numbers: dict[Group, dict[str, int]] = defaultdict(dict)
    weighted: dict[Group, bool] = {}
    for *group, answer, respondents, weights in connection.execute(
        "SELECT wave, question, area_code, grouping, group_name, answer, respondents, weighted"
        " FROM partner.survey_count WHERE survey = $survey ORDER BY ALL",
        {"survey": survey},
    ).fetchall():
        numbers[Group(*group)][answer] = respondents
        weighted[Group(*group)] = weights
    percents: dict[Group, dict[str, float | None]] = defaultdict(dict)
    worth: dict[Group, float] = {}
    for *group, answer, percent, size in connection.execute(
        "SELECT wave, question, area_code, grouping, group_name, answer, percent, weighted_base"
        " FROM partner.survey_answer WHERE survey = $survey AND status = 'partner' ORDER BY ALL",
        {"survey": survey},
    ).fetchall():
        percents[Group(*group)][answer] = percent
        worth[Group(*group)] = size or 0.0
    return {
        group: Given(
            own,
            {answer: share for answer, share in percents[group].items() if share is not None},
            any(share is None for share in percents[group].values()),
            worth[group] if weighted[group] else None,
        )
        for group, own in numbers.items()
    }


def _parts(scale: Scale) -> dict[str, tuple[str, ...]]:
    """Which answers each share of a question adds up."""
    alone = {answer: (answer,) for answer in scale.answers}
    return {**alone, "top": top(scale), "low": low(scale), BASE: scale.answers}


def _before(earlier: Sequence[Sequence[Entry]], survey: str) -> dict[ShareKey, Shown]:
    held: dict[ShareKey, Shown] = {}
    for release in earlier:
        for one in release:
            if one.table == "survey_answer" and one.dataset == survey:
                group = Group(one.wave, one.question, one.area_code, one.grouping, one.group_name)
                key = ShareKey(group, one.answer)
                if key not in held or held[key].percent is not None:
                    hidden = bool(one.why_blank)
                    held[key] = (
                        Shown(None, None) if hidden else Shown(int(one.value), int(one.base))
                    )
    return held


def _keys(given: Mapping[Group, Given], found: Shares) -> list[ShareKey]:
    return [
        ShareKey(group, answer)
        for group in sorted(given)
        if group not in found.dropped
        for answer in given[group].numbers
        if answer != BASE
    ]


def _row(
    source: Source, key: ShareKey, given: Given, rule: Rule, hidden: bool
) -> tuple[object, ...]:
    group = key.group
    named = (source.id, group.wave, "partner", group.question, key.answer)
    where = (group.area_code, group.grouping, group.group_name)
    if hidden:
        return (*named, *where, None, None, None, None, None, "hidden")
    base, percent = rule.shown(given.numbers["base"]), round(given.percents[key.answer])
    size = base if given.worth is None else _worth(given.worth, base, rule)
    lower, upper = (round(100 * end) for end in wilson(percent * size / 100, size))
    return (*named, *where, base, size, percent, lower, upper, None)


def _worth(respondents: float, base: int, rule: Rule) -> int:
    """The rounded number of respondents that weighted answers are worth: below the base, so that
    everybody sees that they are weighted, and above nought.
    """
    return max(rule.rounding, min(rule.shown(round(respondents)), base - rule.rounding))


def _entry(rule: Rule, row: Mapping[str, object]) -> Entry:
    hidden = row["why_blank"] == "hidden"
    return Entry(
        "survey_answer",
        str(row["survey"]),
        area_code=str(row["area_code"]),
        grouping=str(row["grouping"]),
        group_name=str(row["group_name"]),
        wave=str(row["wave"]),
        question=str(row["question"]),
        answer=str(row["answer"]),
        value="" if hidden else str(row["percent"]),
        base="" if hidden else str(row["base"]),
        why_blank="hidden" if hidden else "",
        smallest_shown=str(rule.smallest_shown),
        rounding=str(rule.rounding),
    )
