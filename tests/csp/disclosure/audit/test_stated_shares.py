"""Shares that documents state of the same answers: what follows from them for small groups."""

from collections.abc import Iterator

import duckdb
import pytest

from csp.db import sql
from csp.disclosure.audit import answers
from csp.disclosure.audit.cells import rules
from csp.disclosure.rules import Rule
from csp.disclosure.shares import Given, Group, ShareKey, StatedShare, protect_shares
from csp.settings import ROOT
from csp.sources import sources

SURVEY, WAVE, QUESTION, BOROUGH = "residents_survey", "2020", "safe_day", "E07000110"
ANSWERS = sources()[SURVEY].scale_of(QUESTION).answers
PARTS = {
    **{answer: (answer,) for answer in ANSWERS},
    "top": ANSWERS[:2],
    "low": ANSWERS[3:],
    "base": ANSWERS,
}
# Invented answers of 996 people: few are neither women nor men, and nothing of these is shown.
EVERYBODY = (349, 417, 130, 70, 30)
BY_SEX = {
    "Female": (193, 199, 68, 36, 14),
    "Male": (155, 211, 61, 33, 16),
    "Other": (1, 7, 1, 1, 0),
}
# As the documents state them: 766 and 417 people of 996.
STATED = {"top": ("safe_day", 76.9), "Fairly safe": ("fairly_safe_day", 41.9)}


def group(name: str = "") -> Group:
    return Group(WAVE, QUESTION, BOROUGH, "Sex" if name else "all", name)


def given(numbers: tuple[int, ...], *, hidden: bool = False) -> Given:
    alone = dict(zip(ANSWERS, numbers, strict=True))
    counts = {answer: sum(alone[part] for part in parts) for answer, parts in PARTS.items()}
    shares = {answer: 100 * count / sum(numbers) for answer, count in counts.items()}
    return Given(counts, {} if hidden else shares, hidden)


GIVEN = {
    group(): given(EVERYBODY),
    **{group(name): given(own, hidden=name == "Other") for name, own in BY_SEX.items()},
}


def hidden(*, stated: bool) -> set[ShareKey]:
    told = {
        ShareKey(group(), answer): StatedShare(of, 0.05, 996) for answer, (_, of) in STATED.items()
    }
    found = protect_shares(GIVEN, {QUESTION: PARTS}, Rule(5, 5), stated=told if stated else None)
    assert not found.dropped
    return found.hidden


@pytest.fixture
def file() -> Iterator[duckdb.DuckDBPyConnection]:
    """A public file with what the documents state and no partner's answers yet."""
    with duckdb.connect() as made:
        made.execute(sql("build", "00_schema"))
        for answer, (figure, percent) in STATED.items():
            made.execute(
                "INSERT INTO published_figure BY NAME SELECT ? AS figure, 'd' AS document, 's' AS"
                " section, 't' AS theme, 'w' AS what, ? AS value, ? AS stated, 'percent' AS unit",
                [figure, percent, str(percent)],
            )
            put(made, "published", ShareKey(group(), answer), (percent, 996), figure)
        yield made


def put(
    made: duckdb.DuckDBPyConnection,
    status: str,
    key: ShareKey,
    share: tuple[float, int] | tuple[None, None],
    figure: str | None = None,
) -> None:
    own = (key.group.area_code, key.group.grouping, key.group.group_name)
    made.execute(
        "INSERT INTO survey_answer BY NAME SELECT ? AS survey, ? AS wave, ? AS status, ? AS"
        " question, ? AS answer, ? AS area_code, ? AS grouping, ? AS group_name, ? AS percent,"
        " ? AS base, ? AS figure, ? AS why_blank",
        [
            *(SURVEY, WAVE, status, QUESTION, key.answer, *own, *share, figure),
            "hidden" if share[0] is None else None,
        ],
    )


def publish(made: duckdb.DuckDBPyConnection, blank: set[ShareKey]) -> None:
    for one, told in GIVEN.items():
        for answer in PARTS:
            key = ShareKey(one, answer)
            if answer == "base":
                continue
            if key in blank:
                put(made, "partner", key, (None, None))
            else:
                base = Rule(5, 5).shown(told.numbers["base"])
                put(made, "partner", key, (round(told.percents[answer]), base))


def unsafe(made: duckdb.DuckDBPyConnection, true: tuple[str, ...]) -> int:
    found = answers.ask(made, [], rules(ROOT / "data" / "disclosure.toml"), true)
    assert not found.contradictory
    return len(found.unsafe)


def test_what_documents_state_of_everybody_gives_a_small_group_away_unless_more_is_hidden(file):
    figures = tuple(figure for figure, _ in STATED.values())
    publish(file, hidden(stated=False))
    assert unsafe(file, ()) == 0
    assert unsafe(file, figures) > 0
    file.execute("DELETE FROM survey_answer WHERE status = 'partner'")
    publish(file, hidden(stated=True))
    assert unsafe(file, figures) == 0
    assert hidden(stated=True) - hidden(stated=False)


@pytest.mark.parametrize(
    ("share", "same"),
    [
        (StatedShare(76.9, 0.05, 996), True),
        (StatedShare(77, 0.5, 996), True),
        (StatedShare(77.0, 0.05, 996), False),
        (StatedShare(76.9, 0.05, 995), False),
    ],
)
def test_a_stated_share_is_of_the_same_people_where_base_and_rounding_fit(share, same):
    assert share.is_of(766, 996) is same
