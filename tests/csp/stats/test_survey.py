"""Surveys: golden shares of 2020, bases, small groups that stay hidden, change, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers as golden_answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.sources import Scale, sources
from csp.stats.rates import effective_size, newcombe
from csp.stats.survey import difference, hidden_groups, low, shares, top

GOLDEN = golden_answers("rates.toml")
SAFETY = sources()["residents_survey"].scale_of("safe_day")
WORRY = sources()["residents_survey"].scale_of("worry_any")
SCALES = {"safe_day": SAFETY, "safe_night": SAFETY, "worry_any": WORRY}
LEFT_OUT = ("Don't know", "Not applicable")
VERY, FAIRLY, NEITHER, UNSAFE, VERY_UNSAFE = SAFETY.answers


def asked(counts: dict[str, int], question: str = "safe_day", **columns: str) -> pd.DataFrame:
    """As many respondents as the counts say for each answer, without weights."""
    given = [answer for answer, number in counts.items() for _ in range(number)]
    return pd.DataFrame({"question": question, "answer": given, "weight": "", **columns})


def row(told: pd.DataFrame, answer: str, group: str = "all") -> pd.Series:
    return told[(told["answer"] == answer) & (told["group_name"] == group)].iloc[0]


@pytest.mark.parametrize(
    ("question", "safe", "base"), [("safe_day", 766, 996), ("safe_night", 404, 985)]
)
def test_the_shares_of_2020_are_the_golden_ones(question, safe, base):
    case = next(case for case in GOLDEN["wilson"] if case["trials"] == base)
    held = asked({VERY: safe - 100, FAIRLY: 100, UNSAFE: base - safe}, question)
    told = row(shares(held, SCALES), "top")
    assert (told["base"], told["weighted_base"]) == (base, pytest.approx(base))
    assert told["percent"] == pytest.approx(100 * safe / base)
    golden = (100 * case["lower"], 100 * case["upper"])
    assert (told["lower"], told["upper"]) == pytest.approx(golden, abs=5e-3)


def test_every_answer_is_told_with_the_top_and_the_low_ones():
    held = asked({VERY: 40, FAIRLY: 20, NEITHER: 20, UNSAFE: 20})
    told = shares(held, SCALES).set_index("answer")["percent"]
    assert told.index.tolist() == [*SAFETY.answers, "top", "low"]
    assert told.tolist() == pytest.approx([40, 20, 20, 20, 0, 60, 20])


def test_of_an_even_scale_low_is_the_whole_rest():
    assert top(SAFETY) == (VERY, FAIRLY)
    assert low(SAFETY) == (UNSAFE, VERY_UNSAFE)
    assert set(top(WORRY)) | set(low(WORRY)) == set(WORRY.answers)
    three = Scale(id="three", answers=("a", "b", "c"), top=2, headline="are", better="higher")
    assert low(three) == ("c",)


def test_do_not_know_and_no_answer_belong_to_no_base():
    held = asked({VERY: 60, UNSAFE: 40, "Don't know": 50, "Not applicable": 5, "": 9})
    told = row(shares(held, SCALES, LEFT_OUT), VERY)
    assert (told["base"], told["percent"]) == (100, pytest.approx(60))
    blank = pd.concat([held, pd.DataFrame({"question": ["safe_day"], "answer": [None]})])
    assert row(shares(blank, SCALES, LEFT_OUT), VERY)["base"] == 100


def test_weights_count_for_the_share_and_shrink_the_base():
    held = asked({VERY: 50, UNSAFE: 50})
    held["weight"] = [3.0] * 50 + [1.0] * 50
    told = row(shares(held, SCALES), "top")
    assert told["percent"] == pytest.approx(75)
    assert told["base"] == 100
    assert told["weighted_base"] == pytest.approx(effective_size(held["weight"])) == 80
    plain = asked({VERY: 75, UNSAFE: 25})
    assert told["upper"] - told["lower"] > np.ptp(
        row(shares(plain, SCALES), "top")[["lower", "upper"]].astype(float)
    )


def test_an_empty_weight_is_one_and_text_is_read_as_a_number():
    held = asked({VERY: 60, UNSAFE: 40})
    written = held.assign(weight=["1"] * 50 + [""] * 25 + [None] * 25)
    pd.testing.assert_frame_equal(shares(written, SCALES), shares(held, SCALES))


def test_an_answer_off_the_scale_or_a_weight_of_nought_is_refused():
    with pytest.raises(ValueError, match="scale"):
        shares(asked({"Safe-ish": 1, VERY: 99}), SCALES)
    with pytest.raises(ValueError, match="above 0"):
        shares(asked({VERY: 40}).assign(weight="0"), SCALES)
    with pytest.raises(KeyError):
        shares(asked({VERY: 40}, "unheard_of"), SCALES)


def by_ward(**bases: int) -> pd.DataFrame:
    parts = [
        asked({VERY: base - base // 3, UNSAFE: base // 3}, ward=w) for w, base in bases.items()
    ]
    return pd.concat(parts, ignore_index=True)


def test_a_base_under_30_is_hidden_whole_and_one_under_100_flagged():
    told = shares(by_ward(Fant=30, Heath=29, North=100, South=99), SCALES, by="ward")
    hidden = told[told["why_blank"] == "hidden"]
    blank = ["base", "weighted_base", "percent", "lower", "upper"]
    assert hidden[blank].isna().all(axis=None)
    assert len(hidden) == 2 * 7
    # Fant is hidden too, so that Heath cannot be had from the total.
    assert set(hidden["group_name"]) == {"Fant", "Heath"}
    shown = told[told["why_blank"].isna()]
    assert shown[blank].notna().all(axis=None)
    assert shown.groupby("group_name")["small_base"].first().to_dict() == {
        "North": False,
        "South": True,
    }
    assert told["base"].dtype == "Int64"


def test_a_share_of_nobody_in_a_large_base_is_nought_and_not_blank():
    told = row(shares(asked({VERY: 200}), SCALES), VERY_UNSAFE)
    assert (told["percent"], told["lower"]) == (0, pytest.approx(0))
    assert told["upper"] > 1
    assert pd.isna(told["why_blank"])


@pytest.mark.parametrize(
    ("bases", "ungrouped", "hidden"),
    [
        ({"a": 30, "b": 200}, 0, set()),
        ({"a": 29, "b": 40, "c": 200}, 0, {"a", "b"}),
        ({"a": 29, "b": 1, "c": 200}, 0, {"a", "b"}),  # together 30: no more is needed
        ({"a": 15, "b": 14, "c": 200}, 0, {"a", "b", "c"}),
        ({"a": 15, "b": 200}, 15, {"a"}),  # those of no group stand between it and the total
        ({"a": 15, "b": 200}, 14, {"a", "b"}),
        ({"b": 40, "a": 40, "c": 5}, 0, {"c", "a"}),
        ({"a": 12}, 0, {"a"}),
        ({}, 12, set()),
    ],
)
def test_hidden_groups_cannot_be_had_from_the_total(bases, ungrouped, hidden):
    assert hidden_groups(bases, ungrouped) == hidden


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 90), min_size=1),
    st.integers(0, 40),
)
def test_what_is_not_shown_is_30_or_more_or_nothing_is_shown(bases, ungrouped):
    hidden = hidden_groups(bases, ungrouped)
    assert {group for group, base in bases.items() if base < 30} <= hidden
    if hidden and hidden != set(bases):
        assert sum(bases[group] for group in hidden) + ungrouped >= 30


def test_who_has_no_ward_belongs_to_none_but_to_the_total():
    held = pd.concat([by_ward(Fant=120), asked({VERY: 50}, ward="")])
    told = shares(held, SCALES, by="ward")
    assert set(told["group_name"]) == {"Fant"}
    assert row(shares(held, SCALES), VERY)["base"] == 170


def test_a_self_selected_panel_has_shares_and_no_interval():
    told = shares(asked({VERY: 60, UNSAFE: 60}), SCALES, intervals=False)
    assert told[["lower", "upper"]].isna().all(axis=None)
    assert told["percent"].notna().all() and told["why_blank"].isna().all()


def test_questions_have_bases_of_their_own():
    held = pd.concat([asked({VERY: 60}), asked({VERY: 45, "Don't know": 15}, "safe_night")])
    told = shares(held, SCALES, LEFT_OUT).groupby("question")["base"].first()
    assert told.to_dict() == {"safe_day": 60, "safe_night": 45}


def test_no_answers_give_no_rows():
    assert shares(asked({}), SCALES).empty
    assert shares(asked({"Don't know": 40}), SCALES, LEFT_OUT).empty


def test_the_difference_of_two_waves_is_newcombe_s():
    case = GOLDEN["newcombe"][0]
    (safe, base), (safe_before, base_before) = case["first"], case["second"]
    now = shares(asked({VERY: safe, UNSAFE: base - safe}), SCALES)
    before = shares(asked({VERY: safe_before, UNSAFE: base_before - safe_before}), SCALES)
    told = row(difference(now, before), "top")
    assert told["difference"] == pytest.approx(100 * case["difference"])
    golden = (100 * case["lower"], 100 * case["upper"])
    assert (told["lower"], told["upper"]) == pytest.approx(golden, abs=5e-3)
    assert told["percent_before"] == pytest.approx(55)


def test_the_difference_uses_the_effective_sizes():
    now = asked({VERY: 50, UNSAFE: 50})
    now["weight"] = [3.0] * 50 + [1.0] * 50
    told = row(
        difference(shares(now, SCALES), shares(asked({VERY: 90, UNSAFE: 60}), SCALES)), "top"
    )
    assert told[["difference", "lower", "upper"]].tolist() == pytest.approx(
        [100 * value for value in newcombe(60, 80, 90, 150)]
    )


def test_a_difference_with_a_blank_is_blank_and_says_why():
    now = shares(by_ward(Fant=20, Heath=200, North=200), SCALES, by="ward")
    before = shares(by_ward(Fant=200, Heath=200, South=200), SCALES, by="ward")
    told = difference(now, before)
    assert set(told["group_name"]) == {"Fant", "Heath"}
    fant = told[told["group_name"] == "Fant"]
    assert set(fant["why_blank"]) == {"hidden"}
    assert fant[["difference", "lower", "upper"]].isna().all(axis=None)
    before.loc[before["group_name"] == "Heath", ["percent", "why_blank"]] = [np.nan, "no data"]
    again = difference(now.assign(why_blank=None).fillna({"percent": 50.0}), before)
    assert set(again.loc[again["group_name"] == "Heath", "why_blank"]) == {"no data"}


def test_hidden_is_said_before_no_data():
    hidden = shares(by_ward(Fant=20), SCALES, by="ward")
    nothing = hidden.assign(why_blank="no data")
    for now, before in ((hidden, nothing), (nothing, hidden)):
        assert set(difference(now, before)["why_blank"]) == {"hidden"}


def test_a_published_share_without_a_base_has_a_difference_without_an_interval():
    now = shares(asked({VERY: 60, UNSAFE: 40}), SCALES)
    told = difference(now, now.assign(weighted_base=np.nan, percent=now["percent"] - 5))
    assert told["difference"].tolist() == pytest.approx([5.0] * 7)
    assert told[["lower", "upper"]].isna().all(axis=None)


ANSWERS = st.lists(
    st.tuples(st.sampled_from(SAFETY.answers), st.floats(0.1, 5)), min_size=30, max_size=80
)


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_shares_add_up_lie_inside_their_limits_and_know_no_order(given_answers, dice):
    held = pd.DataFrame(given_answers, columns=["answer", "weight"]).assign(question="safe_day")
    told = shares(held, SCALES).set_index("answer")
    assert told.loc[list(SAFETY.answers), "percent"].sum() == pytest.approx(100)
    assert told.loc["top", "percent"] == pytest.approx(told.loc[[VERY, FAIRLY], "percent"].sum())
    assert (told["lower"] <= told["percent"] + 1e-9).all()
    assert (told["percent"] <= told["upper"] + 1e-9).all()
    assert (told["weighted_base"] <= told["base"].astype(float) + 1e-9).all()
    order = list(range(len(held)))
    dice.shuffle(order)
    pd.testing.assert_frame_equal(shares(held.iloc[order], SCALES).set_index("answer"), told)
    thrice = shares(held.assign(weight=3 * held["weight"]), SCALES).set_index("answer")
    assert thrice["percent"].tolist() == pytest.approx(told["percent"].tolist(), abs=1e-9)
