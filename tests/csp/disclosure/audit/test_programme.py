"""The worked case of the methods: what follows from published totals, for two attackers."""

import tomllib

import pytest

from csp.disclosure.audit.programme import Programme, Question, Row
from csp.settings import ROOT

GOLDEN = tomllib.loads((ROOT / "tests" / "golden" / "audit.toml").read_text(encoding="utf-8"))
TABLE = GOLDEN["rows"]


def _cell(place: list[int]) -> tuple[int, int]:
    """A place of the golden file, counted from 1."""
    return place[0] - 1, place[1] - 1


def _programme(hidden: list[tuple[int, int]], least: int) -> Programme:
    sums = [Row({(i, j): 1.0 for j in range(4)}, sum(TABLE[i]), sum(TABLE[i])) for i in range(4)]
    for j in range(4):
        total = sum(TABLE[i][j] for i in range(4))
        sums.append(Row({(i, j): 1.0 for i in range(4)}, total, total))
    cells = [
        Row({(i, j): 1.0}, least) if (i, j) in hidden else Row({(i, j): 1.0}, count, count)
        for i, row in enumerate(TABLE)
        for j, count in enumerate(row)
    ]
    # A width that nothing reaches asks every question to its end.
    return Programme([*sums, *cells], [Question(one, {one: 1.0}, width=99) for one in hidden])


@pytest.mark.parametrize("case", GOLDEN["case"], ids=lambda case: case["knows"])
def test_intervals_of_the_worked_case_are_as_worked_by_hand(case):
    hidden = [_cell(place) for place in case["hidden"]]
    answers = _programme(hidden, case["least"]).answers()
    assert answers is not None
    found = [[round(answers[one].lowest, 6), round(answers[one].highest, 6)] for one in hidden[:3]]
    assert found == case["intervals"]


def test_six_wide_passes_at_five_and_fails_at_ten():
    last = GOLDEN["case"][-1]
    hidden = [_cell(place) for place in last["hidden"]]
    answers = _programme(hidden, last["least"]).answers()
    assert answers is not None
    small = answers[hidden[0]]
    assert small.safe(Question("", {}, width=5))
    assert not small.safe(Question("", {}, width=10))


def test_rows_that_no_counts_can_give_are_told():
    rows = [Row({"a": 1.0}, 3, 3), Row({"a": 1.0, "b": 1.0}, 2, 2)]
    assert Programme(rows, [Question("b", {"b": 1.0}, width=5)]).answers() is None


def test_a_piece_is_unsafe_only_where_it_is_known_to_be_small():
    def safe(lower: float, upper: float) -> bool:
        asked = Question("piece", {"a": 1.0}, small=4)
        answers = Programme([Row({"a": 1.0}, lower, upper)], [asked]).answers()
        assert answers is not None
        return answers["piece"].safe(asked)

    assert not safe(1, 4)
    assert not safe(2, 2)
    assert safe(0, 4)
    assert safe(1, 5)


def test_the_narrowest_is_asked_to_its_end():
    rows = [Row({"a": 1.0}, 1, 20), Row({"b": 1.0}, 1, 8)]
    asked = [Question(name, {name: 1.0}, width=5) for name in "ab"]
    programme = Programme(rows, asked)
    programme.answers()
    assert programme.narrowest(5) == 7
    assert programme.narrowest(10) is None


@pytest.mark.parametrize(("most", "safe"), [(0, True), (4, False), (10, True)])
def test_what_may_be_none_is_known_to_be_none_or_wholly_uncertain(most, safe):
    asked = Question("answer", {"a": 1.0}, width=10, none=True)
    other = Question("other", {"b": 1.0}, width=10)
    programme = Programme([Row({"a": 1.0}, 0, most), Row({"b": 1.0}, 1, 20)], [asked, other])
    answers = programme.answers()
    assert answers is not None
    assert answers["answer"].safe(asked) is safe
    assert programme.narrowest(10) == {0: 19, 4: 4, 10: 10}[most]
    assert answers["answer"].safe(Question("answer", {}, width=10)) is (most == 10)
