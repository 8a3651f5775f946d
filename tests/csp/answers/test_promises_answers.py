"""Every indicator of every plan has a verdict; those that a hand can check are as checked."""

import pytest

from csp.answers import plans
from csp.answers.promises import verdicts
from csp.stats import promises
from tests.csp.stats.golden import answers


def test_all_indicators_of_all_plans_have_a_verdict(demonstration):
    found = {plan: verdicts(demonstration, plan) for plan in plans.plans(demonstration)}
    assert {plan: len(frame) for plan, frame in found.items()} == {
        "2013-18": 18,
        "2017-18": 63,
        "2019-22": 1,
        "2020-21": 1,
    }
    for frame in found.values():
        assert set(frame["verdict"]) <= set(promises.KINDS)
        assert frame["why"].notna().all()
        never = frame["status"] == "promised, never reported"
        assert (never == (frame["verdict"] == promises.NEVER_REPORTED)).all()
        assert (frame.loc[frame["latest"].isna(), "verdict"] != promises.MET).all()


@pytest.mark.parametrize("case", answers("promises.toml")["real"])
def test_verdicts_checked_by_hand(demonstration, case):
    found = verdicts(demonstration, case["plan"])
    rows = found[found["indicator"] == case["indicator"]]
    assert len(rows)
    assert set(rows["verdict"]) == {case["verdict"]}
    assert set(rows["why"]) == {case["why"]}


def test_where_a_straight_way_would_be(demonstration):
    found = verdicts(demonstration, "2013-18").set_index("indicator")
    row = found.loc["Repeat victims of domestic abuse"]
    assert row["expected"] == pytest.approx(24.3 - 0.8 * 1248 / 1825)
    assert row["change"] == pytest.approx(2.1)
    assert row[["lower", "upper", "change_lower", "change_upper"]].isna().all()


def test_a_change_only_where_the_two_are_alike(demonstration):
    found = verdicts(demonstration, "2013-18").set_index("indicator")
    roads = found.loc["People killed or seriously injured on the roads"]
    assert roads["change"] == -8
    assert roads["change_lower"] < -8 < roads["change_upper"]
    assert (roads["lower"], roads["upper"]) == pytest.approx((37.1, 65.9), abs=0.05)
    assert found.loc["Discarded needles picked up", "change":"change_upper"].isna().all()
