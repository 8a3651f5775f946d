"""A wave whose answers are weighted is not published, and who publishes is told."""

import duckdb
import pytest

from csp.db import sql
from csp.disclosure import rules
from csp.publish.protected import Protected
from csp.publish.surveys import protected_shares
from csp.settings import ROOT
from csp.sources import sources

SURVEY = "residents_survey"
QUESTION = sources()[SURVEY].questions[0].id
ANSWERS = sources()[SURVEY].scale_of(QUESTION).answers
NUMBERS = (400, 300, 120, 110, 70)
WHERE = f"'{SURVEY}' AS survey, '{{wave}}' AS wave, '{QUESTION}' AS question"
WHOSE = "'E07000110' AS area_code, 'all' AS grouping, '' AS group_name"


@pytest.fixture
def public():
    with duckdb.connect() as file:
        file.execute(sql("build", "00_schema"))
        file.execute("ATTACH ':memory:' AS partner")
        file.execute("USE partner")
        file.execute(sql("build", "00_schema"))
        file.execute("USE memory")
        yield file


def held(file: duckdb.DuckDBPyConnection, wave: str, *, weighted: bool) -> None:
    numbers = dict(zip(ANSWERS, NUMBERS, strict=True))
    numbers |= {"top": 700, "low": 180, "base": sum(NUMBERS)}
    where = WHERE.format(wave=wave)
    file.execute(
        "INSERT INTO survey_wave VALUES (?, ?, 'x', 'partner', '2025-01-01', 'x', 'none', 'x')",
        [SURVEY, wave],
    )
    for answer, number in numbers.items():
        file.execute(
            f"INSERT INTO partner.survey_count BY NAME SELECT {where}, {WHOSE}, ? AS answer,"
            " ? AS respondents, ? AS weighted",
            [answer, number, weighted],
        )
        if answer != "base":
            file.execute(
                f"INSERT INTO partner.survey_answer BY NAME SELECT {where}, {WHOSE}, ? AS answer,"
                " 'partner' AS status, 1000 AS base, 900 AS weighted_base, ? AS percent",
                [answer, number / 10 + 5 * weighted],
            )


def test_a_weighted_wave_is_left_out_and_told(public):
    held(public, "2024", weighted=False)
    held(public, "2025", weighted=True)
    told = Protected()
    protected_shares(public, [SURVEY], rules.read(ROOT / "data"), [], told)
    shown = public.execute(
        "SELECT DISTINCT wave, base, weighted_base FROM survey_answer"
    ).fetchall()
    assert shown == [("2024", 1000, 1000)]
    assert public.execute("SELECT wave FROM survey_wave").fetchall() == [("2024",)]
    assert {entry.wave for entry in told.entries} == {"2024"}
    (sentence,) = told.left_out
    assert sentence.startswith("Residents’ survey, 2025: nothing of it was published.")
