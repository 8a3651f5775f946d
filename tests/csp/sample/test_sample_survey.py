"""Invented answers: the published shares to their last digit, and the planted differences."""

import pandas as pd
import pytest

from csp.sources import sources

SURVEY = sources()["residents_survey"]
SHORT = {question.id: question.short for question in SURVEY.questions}


@pytest.fixture(scope="module")
def answers(extracts) -> pd.DataFrame:
    """Answers that belong to a share."""
    told = extracts["residents_survey"]
    return told[~told["Answer"].isin(SURVEY.left_out)]


def of(answers: pd.DataFrame, wave: str, question: str) -> pd.DataFrame:
    """One question of one wave, with whether each answer makes the headline or is at the end."""
    scale = SURVEY.scale_of(question)
    own = answers[(answers["Wave"] == wave) & (answers["Question"] == SHORT[question])]
    return own.assign(
        top=own["Answer"].isin(scale.answers[: scale.top]),
        low=own["Answer"].isin(scale.answers[-2:]),
    )


def test_is_written_as_the_contract_asks(extracts):
    told = extracts["residents_survey"]
    known = [column.name for column in SURVEY.columns]
    assert list(told) == [name for name in known if name not in ("Weight", "Sensitivity")]
    assert not told.duplicated(list(SURVEY.unique)).any()
    assert (told["Answer"] != "").all()


@pytest.mark.parametrize(
    ("wave", "question", "base"),
    [("2017", question, 2350) for question in ("safe_day", "safe_night", "safe_home")]
    + [("2017", f"worry_{of}", 2350) for of in ("burglary", "fraud", "harassment", "attack")]
    + [("2020", "safe_day", 996), ("2020", "safe_night", 985)],
)
def test_bases_are_the_published_ones(wave, question, base, answers):
    assert of(answers, wave, question)["Respondent"].nunique() == base


@pytest.mark.parametrize(
    ("asked", "part", "figure", "digits"),
    [
        (("2017", "safe_day"), "top", "safe_day_2017", 0),
        (("2017", "safe_day"), "low", "unsafe_day_2017", 1),
        (("2017", "safe_night"), "top", "safe_night_2017", 0),
        (("2017", "safe_night"), "low", "unsafe_night_2017", 0),
        (("2017", "safe_home"), "top", "survey_2017_safe_home_plan_2019", 0),
        (("2017", "safe_home"), "top", "survey_2017_safe_home_plan_2020", 0),
        (("2017", "worry_burglary"), "top", "survey_2017_burglary_plan_2019", 0),
        (("2017", "worry_fraud"), "top", "survey_2017_fraud_plan_2019", 0),
        (("2017", "worry_harassment"), "top", "survey_2017_harassment_plan_2019", 0),
        (("2017", "worry_attack"), "top", "survey_2017_attack_plan_2019", 0),
        (("2020", "safe_day"), "top", "safe_day_2020", 1),
        (("2020", "safe_night"), "top", "safe_night_2020", 1),
    ],
)
def test_shares_are_the_published_ones(asked, part, figure, digits, request):
    answers, figures = (request.getfixturevalue(name) for name in ("answers", "figures"))
    share = 100 * of(answers, *asked)[part].mean()
    assert round(share, digits) == figures.value(figure)


@pytest.mark.parametrize(("question", "figure"), [("safe_day", "day"), ("safe_night", "night")])
def test_fairly_safe_is_as_published_and_the_most_common_answer(question, figure, answers, figures):
    shares = of(answers, "2020", question)["Answer"].value_counts(normalize=True)
    assert round(100 * shares["Fairly safe"], 1) == figures.value(f"fairly_safe_{figure}_2020")
    assert shares.idxmax() == "Fairly safe"


def test_every_answer_of_every_scale_is_given(answers):
    for (wave, short), own in answers.groupby(["Wave", "Question"]):
        question = next(id_ for id_, name in SHORT.items() if name == short)
        assert set(own["Answer"]) == set(SURVEY.scale_of(question).answers), wave


def test_a_respondent_is_one_person(extracts):
    told = extracts["residents_survey"]
    people = told.groupby(["Wave", "Respondent"])[["Ward", "Age band", "Sex"]].nunique()
    assert (people == 1).all(axis=None)
    assert told.groupby("Respondent")["Wave"].nunique().max() == 1
    assert told.groupby("Wave")["Respondent"].nunique().to_dict() == {"2017": 2350, "2020": 1006}


def test_wards_answer_as_many_as_live_there_and_some_bases_are_small(answers, where):
    before, after = (
        of(answers, wave, "safe_night")["Ward"].value_counts().drop("Not known")
        for wave in ("2017", "2020")
    )
    assert set(before.index) == set(after.index) == set(where.residents.index)
    assert before.corr(where.residents) > 0.99
    assert 5 < (after < 30).sum() < 15
    assert before.min() >= 30


def test_ages_sexes_and_wards_differ(answers):
    night = of(answers, "2017", "safe_night")
    by_sex, by_age, by_ward = (
        night.groupby(name)["top"].mean() for name in ("Sex", "Age band", "Ward")
    )
    assert by_sex["Male"] - by_sex["Female"] > 0.05
    assert by_age["35 to 54"] - by_age["65 and over"] > 0.03
    assert by_ward["High Street"] < 0.6 < by_ward["Bearsted"]


def test_nobody_is_worried_who_is_most_at_ease(answers):
    # one nature behind all answers: the worried feel less safe
    night = of(answers, "2017", "safe_night").set_index("Respondent")["top"]
    attack = of(answers, "2017", "worry_attack").set_index("Respondent")["top"]
    joined = pd.concat({"safe": night, "worried": attack}, axis=1)
    by_worry = joined.groupby("worried")["safe"].mean()
    assert by_worry[False] - by_worry[True] > 0.1
