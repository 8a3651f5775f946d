"""Recomputing published figures: each form by hand, blanks, and forms that are refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.stats.recompute import parts_of, recompute

COUNTS = {"before": 200.0, "after": 250.0, "none": 0.0, "unread": float("nan")}


def worked(form: str, stated: float = 1.0) -> pd.Series:
    """The row of a stated figure beside the counts above."""
    figures = pd.DataFrame({"figure": [*COUNTS, "stated"], "value": [*COUNTS.values(), stated]})
    return recompute(figures.assign(recompute=["", "", "", "", form])).iloc[-1]


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("change before after", 25.0),
        ("change after before", -20.0),
        ("difference before after", 50.0),
        ("sum before after before", 650.0),
        ("sum before", 200.0),
        ("share before after", 80.0),
        ("rate before after", 800.0),
        ("mean after before", 1.25),
    ],
)
def test_each_form_gives_the_answer_worked_by_hand(form, answer):
    assert worked(form)["recomputed"] == pytest.approx(answer)


def test_the_difference_is_the_stated_value_less_the_recomputed_one():
    row = worked("change before after", stated=34.0)
    assert row["difference"] == pytest.approx(9.0)


@pytest.mark.parametrize(
    "form",
    ["", "  ", "change none after", "share after none", "rate after none", "mean after none"]
    + ["sum before unread", "change unread after"],
)
def test_what_cannot_be_worked_out_is_blank_and_never_zero(form):
    row = worked(form)
    assert pd.isna(row["recomputed"])
    assert pd.isna(row["difference"])


def test_a_blank_value_has_no_difference():
    row = worked("sum before after", stated=float("nan"))
    assert row["recomputed"] == 450.0
    assert pd.isna(row["difference"])


def test_a_missing_form_is_a_blank_one():
    figures = pd.DataFrame({"figure": ["a"], "value": [3.0], "recompute": [None]})
    assert recompute(figures)["recomputed"].isna().all()


@pytest.mark.parametrize(
    "form", ["ratio before after", "change before", "share a b c", "sum", "change"]
)
def test_a_form_that_is_not_known_is_refused_in_its_own_words(form):
    with pytest.raises(ValueError, match=f"“{form}” is not a way to recompute a figure"):
        worked(form)


def test_a_figure_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="names a figure that is not there: elsewhere"):
        worked("change before elsewhere")


def test_the_parts_of_a_form_are_its_ids_in_order():
    assert parts_of("change before after") == ["before", "after"]
    assert parts_of("") == []


def test_nothing_handed_in_is_changed_and_the_rows_keep_their_index():
    figures = pd.DataFrame(
        {"figure": ["a", "b"], "value": [1.0, 2.0], "recompute": ["", "sum a a"]}, index=[7, 3]
    )
    before = figures.copy()
    told = recompute(figures)
    pd.testing.assert_frame_equal(figures, before)
    assert list(told.index) == [7, 3]
    assert told.loc[3, "difference"] == 0.0


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_change_leads_back_from_the_first_count_to_the_second(before, after):
    figures = pd.DataFrame(
        {
            "figure": ["a", "b", "c"],
            "value": [float(before), float(after), 0.0],
            "recompute": ["", "", "change a b"],
        }
    )
    percent = recompute(figures)["recomputed"].iloc[-1]
    assert before * (1 + percent / 100) == pytest.approx(after, abs=1e-6 * before + 1e-6)
