"""PAI and PEI: answers worked elsewhere, and what holds for any order of areas."""

import pandas as pd
import pytest
from golden import answers
from hypothesis import given
from hypothesis import strategies as st

from csp.stats.prediction import prediction_accuracy


@pytest.mark.parametrize(
    "case", answers("prediction.toml")["pai"], ids=lambda case: str(case["pai"])
)
def test_answers_worked_elsewhere(case):
    told = prediction_accuracy(
        pd.DataFrame({k: case[k] for k in ("observed", "predicted", "size")})
    )
    assert told["predicted"].is_monotonic_decreasing
    assert told["pai"].tolist() == pytest.approx(case["pai"])
    assert told["pei"].tolist() == pytest.approx(case["pei"])


AREAS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=12
)


@given(AREAS)
def test_no_order_is_better_than_the_best_and_all_areas_are_like_chance(rows):
    frame = pd.DataFrame(rows, columns=["observed", "predicted", "size"])
    told = prediction_accuracy(frame)
    if not frame["observed"].sum():
        assert told[["pai", "pei"]].isna().all(axis=None)
        return
    assert (told["pei"] <= 1 + 1e-9).all()
    assert told["pai"].iloc[-1] == pytest.approx(1)
    assert told["pei"].iloc[-1] == pytest.approx(1)


@pytest.mark.parametrize("wrong", [{"observed": None}, {"size": 0}, {"predicted": None}])
def test_a_blank_and_an_area_without_size_are_refused(wrong):
    frame = pd.DataFrame([{"observed": 1, "predicted": 1, "size": 1} | wrong])
    with pytest.raises(ValueError, match="for every area"):
        prediction_accuracy(frame)
