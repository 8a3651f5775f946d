"""The verdict on promises: worked cases with their boundaries, and laws that it must keep."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.stats import promises
from csp.stats.promises import Promise, change_interval, interval_of, verdict
from tests.csp.stats.golden import answers

OTHER_WAY = {"lower": "higher", "higher": "lower", "neither": "neither"}


@pytest.mark.parametrize("case", answers("promises.toml")["worked"])
def test_worked_cases(case):
    told = dict(case["promise"])
    if "interval" in told:
        told["interval"] = tuple(told["interval"])
    held = verdict(Promise(**told))
    assert (held.kind, held.why) == (case["verdict"], case["why"]), case["worked_by"]


def test_every_kind_has_a_worked_case():
    assert {case["verdict"] for case in answers("promises.toml")["worked"]} == set(promises.KINDS)


def test_the_goal_and_the_way_are_told():
    held = verdict(Promise("lower", "reach", 100.0, 80.0, 50.0, progress=0.25))
    assert (held.goal, held.expected) == (50.0, 87.5)
    assert promises.goal(Promise("lower", "by 10 percent", 59.0)) == pytest.approx(53.1)
    assert promises.goal(Promise("higher", "by 2.5 percent", 200.0)) == 205.0
    assert promises.goal(Promise("neither", "by 10 percent", 59.0)) is None
    assert promises.goal(Promise("lower", "words", 59.0, 1.0, 2.0)) is None


@pytest.mark.parametrize("wrong", [Promise("down", "reach"), Promise("lower", "halve")])
def test_an_unknown_word_is_refused(wrong):
    with pytest.raises(ValueError, match="is no"):
        verdict(wrong)


# Numbers of the documents: four decimals are more than any of them has.
numbers = st.integers(-(10**8), 10**8).map(lambda whole: whole / 10**4)
blank_or = st.one_of(st.none(), numbers)
rules = st.sampled_from(["", "by 10 percent", *promises.RULES])
spans = st.one_of(st.none(), st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))))


@st.composite
def some_promise(draw: st.DrawFn) -> Promise:
    return Promise(
        direction=draw(st.sampled_from(["lower", "higher", "neither"])),
        rule=draw(rules),
        baseline=draw(blank_or),
        latest=draw(blank_or),
        target=draw(blank_or),
        county=draw(blank_or),
        progress=draw(st.one_of(st.none(), st.integers(-8, 24).map(lambda part: part / 16))),
        interval=draw(spans),
        alike=draw(st.booleans()),
    )


def mirrored(of: Promise) -> Promise:
    """The same promise with every number's sign and the direction turned."""

    def turned(value: float | None) -> float | None:
        return None if value is None else -value

    span = None if of.interval is None else (-of.interval[1], -of.interval[0])
    return replace(
        of,
        direction=OTHER_WAY[of.direction],
        baseline=turned(of.baseline),
        latest=turned(of.latest),
        target=turned(of.target),
        county=turned(of.county),
        interval=span,
    )


@given(some_promise())
def test_turning_every_sign_and_the_direction_turns_no_verdict(promise):
    there, back = verdict(promise), verdict(mirrored(promise))
    assert (there.kind, there.why) == (back.kind, back.why)


@given(some_promise(), st.sampled_from([0.25, 0.5, 2.0, 1024.0]))
def test_another_unit_leaves_the_verdict(promise, scale):
    def scaled(value: float | None) -> float | None:
        return None if value is None else value * scale

    span = promise.interval and (promise.interval[0] * scale, promise.interval[1] * scale)
    other = replace(
        promise,
        baseline=scaled(promise.baseline),
        latest=scaled(promise.latest),
        target=scaled(promise.target),
        county=scaled(promise.county),
        interval=span,
    )
    there, here = verdict(promise), verdict(other)
    assert (there.kind, there.why) == (here.kind, here.why)


@given(some_promise())
def test_what_was_not_reported_is_never_met_nor_on_track(promise):
    held = verdict(replace(promise, latest=None)).kind
    assert held in (promises.NEVER_REPORTED, promises.NO_TARGET)


@given(some_promise(), st.integers(1, 10**6).map(lambda whole: whole / 100))
def test_more_of_what_was_promised_is_never_worse(promise, more):
    """Without an interval: going further in the direction never turns a kept promise."""
    plain = replace(promise, interval=None)
    if plain.latest is None or plain.direction == "neither":
        return
    step = more if plain.direction == "higher" else -more
    order = (promises.OFF_TRACK, promises.ON_TRACK, promises.MET)
    before, after = verdict(plain).kind, verdict(replace(plain, latest=plain.latest + step)).kind
    if before in order:
        assert order.index(after) >= order.index(before)


def test_an_interval_needs_a_count_or_a_known_base():
    assert interval_of("count", 50.0, None) == pytest.approx((37.1, 65.9), abs=0.05)
    assert interval_of("share", 33.0, 202.0) == pytest.approx((26.9, 39.7), abs=0.1)
    for form, value, base in (
        ("share", 33.0, None),
        ("rate", 14.2, None),
        ("batch", 2036.0, None),
        ("", 4.0, None),
        ("count", None, None),
    ):
        assert interval_of(form, value, base) is None


def test_the_interval_of_a_change():
    low, high = change_interval("count", 58.0, 50.0)
    assert low < -8 < high
    assert low < 0 < high
    # Newcombe's own example: 56 of 70 against 48 of 80 (1998, table II, column (a), method 10)
    share = change_interval("share", 60.0, 80.0, (80.0, 70.0))
    assert share == pytest.approx((5.24, 33.39), abs=0.01)
    assert change_interval("share", 24.3, 26.4) is None
    assert change_interval("share", 24.3, 26.4, (None, 500.0)) is None
    assert change_interval("batch", 161.0, 2036.0) is None


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_turning_a_change_of_counts_turns_its_interval(before, after):
    low, high = change_interval("count", float(before), float(after))
    back = change_interval("count", float(after), float(before))
    assert back == pytest.approx((-high, -low))
    assert low <= after - before <= high
