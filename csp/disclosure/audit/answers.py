"""What can be worked out of the shares of a partner's survey: numbers of people by their answer."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import duckdb

from csp.disclosure.audit.asked import Found, answered, parts
from csp.disclosure.audit.attack import Told
from csp.disclosure.audit.cells import HIDDEN, Answer, Release, Rule, Rules, Shares
from csp.disclosure.audit.programme import Question, Row, Unknown
from csp.sources import Scale, sources

TOGETHER = ("top", "low")
NEAR = 1e-9
HALF = 0.5  # of a per cent: whole percents are rounded by as much
ALL = "all"
LEAST_BASE = 30  # groups of fewer are hidden whole
Asked = tuple[str, str, str, str, str]  # wave, question, area, grouping, group


def ask(
    file: duckdb.DuckDBPyConnection, before: Sequence[Release], told: Rules, true: Collection[str]
) -> Found:
    """All hidden shares of partners' surveys, put to everything told of them; of shares that
    documents state, to those whose figures are `true` of what the partner sent.
    """
    now, stated = _shares(file), _stated(file, true)
    found = Found(
        stated=len(stated),
        shares=Counter(answer.survey for answer in now),
        hidden_shares=Counter(answer.survey for answer, one in now.items() if one is None),
    )
    for survey in sorted({answer.survey for answer in now}):
        own = {answer: one for answer, one in now.items() if answer.survey == survey}
        past = [
            {answer: one for answer, one in release.answers.items() if answer.survey == survey}
            for release in before
        ]
        rows, questions = _sheet(survey, own, past, told.of(survey))
        rows += _known(stated, survey)
        # What a document states itself is no question: it is known already.
        questions = [one for one in questions if one.name not in stated]
        for part, asked in parts(rows, questions):
            found.add(answered(survey, part, asked))
    return found


def _shares(file: duckdb.DuckDBPyConnection) -> dict[Answer, tuple[int, int] | None]:
    held: dict[Answer, tuple[int, int] | None] = {}
    for *key, percent, base, why in file.execute(
        "SELECT survey, wave, question, answer, area_code, grouping, group_name, percent, base,"
        " why_blank FROM survey_answer WHERE status = 'partner'"
    ).fetchall():
        if percent is not None:
            held[Answer(*key)] = round(percent), round(base or 0)
        elif why == HIDDEN:
            held[Answer(*key)] = None
    return held


def _stated(
    file: duckdb.DuckDBPyConnection, true: Collection[str]
) -> dict[Answer, tuple[int, float, float]]:
    """Bases of shares that documents state, with the least and the most people who gave the answer:
    what rounds to the per cent with the document's decimals.
    """
    told: dict[Answer, tuple[int, float, float]] = {}
    for figure, *key, percent, base, words in file.execute(
        "SELECT figure, survey, wave, question, answer, survey_answer.area_code, grouping,"
        " group_name, percent, base, stated FROM survey_answer JOIN published_figure USING (figure)"
        " WHERE status = 'published' AND percent IS NOT NULL AND base IS NOT NULL"
    ).fetchall():
        if figure in true:
            away = HALF / 10 ** len(words.partition(".")[2])
            told[Answer(*key)] = base, *_whole(percent, away, base)
    return told


def _known(stated: Mapping[Answer, tuple[int, float, float]], survey: str) -> Iterator[Told]:
    """That these answers and their bases are known."""
    for answer, (base, least, most) in stated.items():
        if answer.survey == survey:
            scale = sources()[survey].scale_of(answer.question)
            every = {(*_asked(answer), one): 1.0 for one in scale.answers}
            yield Told(Row(every, base, base))
            yield Told(Row(_terms(answer, scale), least, most))


def _sheet(
    survey: str, now: Shares, past: Sequence[Shares], rule: Rule
) -> tuple[list[Told], list[Question]]:
    scales = {one.id: sources()[survey].scale_of(one.id) for one in sources()[survey].questions}
    rows = [*_facts(now, scales, rule), *_groups_within_all(now, scales)]
    for earlier in past:
        same = {
            answer: one
            for answer, one in earlier.items()
            if one is None or now.get(answer) in (None, one)
        }
        rows += [Told(one.row, "before") for one in _facts(same, scales, rule)]
    told = _of_whom_something_is_shown(now)
    questions = [
        Question(
            answer,
            _terms(answer, scales[answer.question]),
            width=rule.smallest,
            none=_asked(answer) not in told,
        )
        for answer, one in now.items()
        if one is None
    ]
    return rows, questions


def _asked(answer: Answer) -> Asked:
    return answer.wave, answer.question, answer.area, answer.grouping, answer.group


def _of_whom_something_is_shown(held: Shares) -> set[Asked]:
    return {_asked(answer) for answer, one in held.items() if one is not None}


def _terms(answer: Answer, scale: Scale) -> dict[Unknown, float]:
    """The answers that a share adds up."""
    return dict.fromkeys(((*_asked(answer), one) for one in _parts(answer, scale)), 1.0)


def _parts(answer: Answer, scale: Scale) -> Sequence[str]:
    if answer.answer == "top":
        return scale.answers[: scale.top]
    if answer.answer == "low":
        middle = len(scale.answers) // 2 if len(scale.answers) % 2 else -1
        return [one for at, one in enumerate(scale.answers) if at >= scale.top and at != middle]
    return [answer.answer]


def _facts(held: Shares, scales: Mapping[str, Scale], rule: Rule) -> Iterator[Told]:
    """Each share's and each base's bounds. A group of which nothing is shown may hold zeros."""
    told = _of_whom_something_is_shown(held)
    bases = _bases(held, rule)
    for answer, share in held.items():
        scale = scales[answer.question]
        terms = _terms(answer, scale)
        if share is None:
            yield Told(Row(terms, 1 if _asked(answer) in told else 0))
            continue
        percent, _ = share
        every = {(*_asked(answer), one): 1.0 for one in scale.answers}
        possible = bases[_asked(answer)]
        yield Told(Row(every, possible[0], possible[-1]))
        for sign, edge in ((1, percent - HALF), (-1, percent + HALF)):
            # The count over its base lies within half a per cent: sign * (count − edge × base) ≥ 0.
            sides = {unknown: sign * (terms.get(unknown, 0.0) - edge / 100) for unknown in every}
            yield Told(Row(sides, 0))
        people = [_people(percent, base, rule) for base in possible]
        least, most = zip(*people, strict=True)
        yield Told(Row(terms, min(least), max(most)))


def _bases(held: Shares, rule: Rule) -> dict[Asked, list[int]]:
    """Of each group of which a share is shown the bases that all its shares allow: those that round
    to what is shown, are as large as a base must be, and of which whole people give each per cent.
    """
    shown: dict[Asked, list[tuple[int, int]]] = {}
    for answer, share in held.items():
        if share is not None:
            shown.setdefault(_asked(answer), []).append(share)
    found = {}
    for group, shares in shown.items():
        low, high = (round(end) for end in rule.between(shares[0][1]))
        every = range(max(low, LEAST_BASE), high + 1)
        people = {one: [_people(share, one, rule) for share, _ in shares] for one in every}
        fit = [one for one in every if all(least <= most for least, most in people[one])]
        found[group] = fit or list(range(low, high + 1))
    return found


def _people(percent: int, base: int, rule: Rule) -> tuple[int, int]:
    """The fewest and the most people of a base of whom a whole per cent may be shown; the fewest
    are more than the most where no number of people gives it.
    """
    if not percent:  # a share that rounds to nought is hidden, unless nobody gave the answer
        return 0, 0
    least, most = _whole(percent, HALF, base)
    return max(rule.smallest, least), most


def _whole(percent: float, away: float, base: int) -> tuple[int, int]:
    """The fewest and the most whole people of a base that lie so far away from a per cent."""
    least, most = ((percent + side) / 100 * base for side in (-away, away))
    return math.ceil(least - NEAR), math.floor(most + NEAR)


def _groups_within_all(now: Shares, scales: Mapping[str, Scale]) -> Iterator[Told]:
    """Of each grouping the groups together are no more than everybody; who gave none is in none."""
    held: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for answer in now:
        key = (answer.wave, answer.question, answer.grouping)
        held.setdefault(key, set()).add((answer.area, answer.group))
    for (wave, question, grouping), groups in held.items():
        everybody = held.get((wave, question, ALL), set())
        if grouping == ALL or len(everybody) != 1:
            continue
        ((area, none),) = everybody
        for one in scales[question].answers:
            terms: dict[Unknown, float] = {(wave, question, area, ALL, none, one): 1.0}
            terms |= {(wave, question, *_at(grouping, group), one): -1.0 for group in groups}
            yield Told(Row(terms, 0))


def _at(grouping: str, place: tuple[str, str]) -> tuple[str, str, str]:
    area, group = place
    return area, grouping, group
