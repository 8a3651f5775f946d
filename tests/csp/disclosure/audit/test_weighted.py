"""What follows from weighted shares: numbers of people, whose weights lie within known bounds."""

from collections.abc import Iterator

import duckdb
import pytest

from csp.db import sql
from csp.disclosure.audit.answers import ask
from csp.disclosure.audit.cells import Rule, Rules
from csp.sources import sources

SURVEY = "residents_survey"
RULES = Rules({"partner": Rule(5, 5), "sensitive": Rule(10, 5)})
QUESTION = sources()[SURVEY].questions[0].id
SCALE = sources()[SURVEY].scale_of(QUESTION)


@pytest.fixture
def file() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute(sql("build", "00_schema"))
        yield made


def tell(
    file: duckdb.DuckDBPyConnection,
    base: int,
    worth: int,
    *percents: int | None,
    sex: str = "",
) -> None:
    """What everybody, or one sex, answered: whole per cents, None for a hidden one."""
    for answer, percent in zip(SCALE.answers, percents, strict=True):
        shown = percent is not None
        file.execute(
            "INSERT INTO survey_answer BY NAME SELECT $survey AS survey, '2025' AS wave, 'partner'"
            " AS status, $question AS question, $answer AS answer, 'E07000110' AS area_code,"
            " $grouping AS grouping, $sex AS group_name, $base AS base, $worth AS weighted_base,"
            " $percent AS percent, $why AS why_blank",
            {
                "survey": SURVEY,
                "question": QUESTION,
                "answer": answer,
                "grouping": "sex" if sex else "all",
                "sex": sex,
                "base": base if shown else None,
                "worth": worth if shown else None,
                "percent": percent,
                "why": None if shown else "hidden",
            },
        )


def test_shares_of_weights_that_no_numbers_could_have_are_no_contradiction(file):
    """Of 30 people 99% would be of no whole number; of their weights they can be."""
    tell(file, 1000, 800, 40, 30, 17, None, None)
    found = ask(file, (), RULES)
    assert (found.contradictory, found.unsafe) == (set(), set())


@pytest.mark.parametrize(("worth", "second"), [(40, 48), (30, 49)])
def test_what_is_left_of_few_people_is_found_with_and_without_weights(file, worth, second):
    tell(file, 40, worth, 50, second, 0, 0, None)
    (answer,) = ask(file, (), RULES).unsafe
    assert answer.answer == SCALE.answers[4]


def test_weights_leave_more_open_than_numbers_do(file):
    """What is left is 2% to 4% of everything: by numbers 4 people at most, of light ones more."""
    tell(file, 100, 100, 40, 30, 27, 0, None)
    assert ask(file, (), RULES).unsafe
    file.execute("UPDATE survey_answer SET weighted_base = 80 WHERE percent IS NOT NULL")
    assert not ask(file, (), RULES).unsafe


def test_weights_beyond_what_a_reader_supposes_are_no_contradiction(file):
    """Nearly everybody is of one sex, and its answer weighs next to nothing."""
    tell(file, 1000, 100, 98, 1, None, None, None)
    tell(file, 990, 980, 0, 99, None, None, None, sex="Female")
    found = ask(file, (), RULES)
    assert (found.questions, found.solves > 0, found.contradictory) == (6, True, set())
