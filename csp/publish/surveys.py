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
from csp.publish.stated import stated_shares
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

    Waves whose answers are weighted are left out, and `told` says so: a group whose answers weigh
    more is seen more sharply in everybody's share, and what protects numbers protects these too
    little. Raises PublishError when what is published of a survey would contradict itself.
    """
    for survey in surveys:
        source, rule = sources()[survey], rules.of(survey).rule
        given = _given(connection, survey)
        told.left_out += [_left_out(source, wave) for wave in _weighted(connection, survey)]
        parts = {question.id: _parts(source.scale_of(question.id)) for question in source.questions}
        try:
            found = protect_shares(
                given, parts, rule, _before(earlier, survey), stated_shares(connection, survey)
            )
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
    connection.execute(
        "DELETE FROM survey_wave WHERE status = 'partner' AND (survey, wave) NOT IN"
        " (SELECT (survey, wave) FROM survey_answer WHERE status = 'partner')"
    )


def _weighted(connection: duckdb.DuckDBPyConnection, survey: str) -> list[str]:
    """The waves of a survey whose shares are weighted."""
    found = connection.execute(
        "SELECT DISTINCT wave FROM partner.survey_count WHERE survey = $survey AND weighted"
        " ORDER BY wave",
        {"survey": survey},
    ).fetchall()
    return [wave for (wave,) in found]


def _left_out(source: Source, wave: str) -> str:
    return (
        f"{source.title}, {wave}: nothing of it was published. Its answers are weighted, and no"
        " rule is known that keeps small numbers from being worked out of weighted shares."
    )


def _given(connection: duckdb.DuckDBPyConnection, survey: str) -> dict[Group, Given]:
    numbers: dict[Group, dict[str, int]] = defaultdict(dict)
    for *group, answer, respondents in connection.execute(
        "SELECT wave, question, area_code, grouping, group_name, answer, respondents"
        " FROM partner.survey_count WHERE survey = $survey AND NOT weighted ORDER BY ALL",
        {"survey": survey},
    ).fetchall():
        numbers[Group(*group)][answer] = respondents
    percents: dict[Group, dict[str, float | None]] = defaultdict(dict)
    for *group, answer, percent in connection.execute(
        "SELECT wave, question, area_code, grouping, group_name, answer, percent"
        " FROM partner.survey_answer WHERE survey = $survey AND status = 'partner' ORDER BY ALL",
        {"survey": survey},
    ).fetchall():
        percents[Group(*group)][answer] = percent
    return {
        group: Given(
            own,
            {answer: share for answer, share in percents[group].items() if share is not None},
            any(share is None for share in percents[group].values()),
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
    lower, upper = (round(100 * end) for end in wilson(percent * base / 100, base))
    return (*named, *where, base, base, percent, lower, upper, None)


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
