"""What is hidden of a survey."""

import pytest

from csp.disclosure.rules import Rule
from csp.disclosure.shares import Given, Group, ShareKey, Shown, protect_shares

ANSWERS = ("very safe", "fairly safe", "unsafe")
PARTS = {
    "q": {
        **{answer: (answer,) for answer in ANSWERS},
        "top": ANSWERS[:2],
        "low": ANSWERS[2:],
        "base": ANSWERS,
    }
}
RULE = Rule(5, 5)


def group(name: str = "") -> Group:
    return Group("2026", "q", "E07000110", "sex" if name else "all", name)


def given(*numbers: int, hidden: bool = False) -> Given:
    counts = dict(zip(ANSWERS, numbers, strict=True))
    counts |= {"top": sum(numbers[:2]), "low": numbers[2], "base": sum(numbers)}
    return Given(counts, {one: 100 * n / sum(numbers) for one, n in counts.items()}, hidden)


def hidden(found) -> set[tuple[str, str]]:
    return {(key.group.group_name, key.answer) for key in found.hidden}


def test_large_groups_are_shown_whole():
    own = {group(): given(400, 300, 300), group("Female"): given(200, 160, 140)}
    assert protect_shares(own, PARTS, RULE).hidden == set()


def test_an_answer_of_few_people_is_hidden_with_one_that_would_give_it_away():
    found = protect_shares({group(): given(60, 30, 3)}, PARTS, RULE)
    told = hidden(found)
    assert {("", "unsafe"), ("", "low")} <= told
    assert len(told) > 2
    assert {key.answer for key in found.small} == {"unsafe", "low"}


def test_nobody_is_shown_as_nobody_and_a_small_group_not_at_all():
    own = {group(): given(400, 300, 0), group("Other"): given(10, 10, 0, hidden=True)}
    told = hidden(protect_shares(own, PARTS, RULE))
    assert ("", "unsafe") not in told
    assert {("Other", answer) for answer in (*ANSWERS, "top", "low")} <= told


def test_a_share_that_rounds_to_nought_is_hidden():
    assert ("", "unsafe") in hidden(protect_shares({group(): given(3000, 1000, 6)}, PARTS, RULE))


@pytest.mark.parametrize("base", [1000, 900])
def test_what_was_hidden_stays_hidden_and_what_was_shown_or_corrected_is_shown(base):
    key = ShareKey(group(), "unsafe")
    own = {group(): given(400, 300, 300)}
    assert key in protect_shares(own, PARTS, RULE, {key: Shown(None, None)}).hidden
    assert protect_shares(own, PARTS, RULE, {key: Shown(30, base)}).hidden == set()


def test_an_answer_that_nobody_of_a_hidden_group_gave_is_kept_as_uncertain_as_others():
    """Nobody else would know that there are none: the rest of everybody's few would tell."""
    own = {
        group(): given(400, 300, 23),
        group("Female"): given(200, 150, 12),
        group("Male"): given(191, 143, 11),
        group("Other"): given(9, 7, 0, hidden=True),
    }
    told = hidden(protect_shares(own, PARTS, Rule(10, 5)))
    assert ("Other", "unsafe") in told
    assert told & {("", "unsafe"), ("Female", "unsafe"), ("Male", "unsafe")}
