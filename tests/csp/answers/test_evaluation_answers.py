"""Did it work? on the real counts: what is refused and why, what is answered, what is alike."""

from dataclasses import replace
from datetime import date

import pytest

from csp.answers import evaluation
from csp.answers.evaluation import ALIKE, Question, evaluate
from csp.answers.neighbours import ward_neighbours
from csp.measures import measures
from csp.months import Span
from csp.stats.conditions import CONTROL_OF

CRIME = measures()["crime_total_excl_asb"]


@pytest.fixture
def town_centre(demonstration) -> Question:
    return asked(demonstration, "town_centre_team")


@pytest.fixture
def example(demonstration) -> Question:
    return asked(demonstration, "worked_example")


def asked(reader, name: str) -> Question:
    action = evaluation.actions(reader)[name]
    return Question(action, evaluation.measures_for(reader, action)[0], action.months, action.roles)


def kinds(reader, question: Question) -> list[str]:
    found = evaluate(reader, question)
    assert found.effect is None and found.counts == {}
    return [one.kind for one in found.against]


def with_roles(question: Question, **roles: tuple[str, ...]) -> Question:
    return replace(question, roles=tuple({**question.chosen, **roles}.values()))


def test_the_town_centre_team_cannot_be_worked_out_and_every_reason_is_told(
    demonstration, town_centre
):
    assert kinds(demonstration, town_centre) == [
        "no control",
        "no control",
        "months before",
        "months after",
    ]
    found = evaluate(demonstration, town_centre)
    assert (found.after, found.next_held) == (
        Span(date(2019, 11, 1), date(2020, 1, 1)),
        date(2024, 1, 1),
    )
    counted_in = replace(town_centre, first_month_left_out=False)
    assert "starts within a month" in kinds(demonstration, counted_in)


def test_a_year_of_it_would_reach_over_the_break_of_the_pandemic(demonstration, town_centre):
    found = evaluate(demonstration, replace(town_centre, months=6))
    (against,) = next(one for one in found.conditions if one.name == "alike").against
    assert against.names == ("pandemic restrictions",)


def test_the_worked_example_is_the_sum_of_its_wards_own_counts(demonstration, example):
    found = evaluate(demonstration, example)
    assert all(condition.met for condition in found.conditions)
    boring = 0
    for role, sign in (("target", 1), ("control", -1), ("beside", 1), ("beside_control", -1)):
        for code in example.chosen[role]:
            series = demonstration.read("series", measure=CRIME.id, area_code=code)
            year = series[series["month"].dt.month <= 4].groupby(series["month"].dt.year)["events"]
            boring += sign * int(year.sum()[2025] - year.sum()[2024])
    assert found.effect.value == boring
    assert found.noted == ("new wards",)
    assert found.touching == ()


def test_the_example_was_chosen_by_its_stated_rule(demonstration, example):
    """By the counts before alone: the largest ward for which, and for each ward that touches it, a
    ward alike is found.
    """
    window, _ = example.windows
    events = evaluation.ward_events(demonstration, example, window).dropna().astype(int)
    around = ward_neighbours(demonstration, example.action.vintage)

    def controls(target: str) -> list[str] | None:
        ring = sorted(around[target], key=lambda code: -events[code])
        free = sorted(set(events.index) - {target, *ring})
        taken: list[str] = []
        for code in [target, *ring]:
            left = [one for one in free if one not in taken]
            nearest = min(left, key=lambda one: abs(events[one] - events[code]))
            if abs(events[nearest] - events[code]) > ALIKE * events[code]:
                return None
            taken.append(nearest)
        return taken

    by_size = events.sort_values(ascending=False).index
    target = next(code for code in by_size if controls(code))
    assert example.chosen["target"] == (target,)
    assert set(example.chosen["beside"]) == set(around[target])
    own, *others = controls(target)
    assert example.chosen["control"] == (own,)
    assert set(example.chosen["beside_control"]) == set(others)


def test_months_that_are_not_held_and_wards_without_enough_are_refused(demonstration, example):
    assert kinds(demonstration, replace(example, months=5)) == ["months before"]
    rare = replace(example, measure=measures()["crime_possession_of_weapons"])
    assert kinds(demonstration, rare) == ["small"]
    headcorn = example.chosen["target"]
    assert kinds(demonstration, with_roles(example, control=headcorn)) == ["overlap"]
    assert kinds(demonstration, with_roles(example, target=())) == ["no target"]


def test_without_wards_next_to_it_the_rest_is_a_plain_difference(demonstration, example):
    alone = evaluate(demonstration, with_roles(example, beside=(), beside_control=()))
    counts = alone.counts
    assert set(counts) == {"target", "control"}
    assert alone.effect.value == counts["target"].change - counts["control"].change
    assert alone.quotient is None


def test_a_control_next_to_the_target_is_told(demonstration, example):
    next_door = example.chosen["beside"][:1]
    touched = with_roles(example, beside=(), beside_control=(), control=next_door)
    assert evaluate(demonstration, touched).touching == next_door


def test_wards_alike_are_near_by_their_counts_before_and_not_reached(demonstration, example):
    found = evaluation.alike(demonstration, example)
    around = ward_neighbours(demonstration, example.action.vintage)
    (target,) = example.chosen["target"]
    reached = {target, *around[target], *example.chosen["beside"]}
    assert not reached & set(found["other"])
    assert set(found["area_code"]) == {code for role in CONTROL_OF for code in example.chosen[role]}
    assert (found.groupby("area_code").size() == evaluation.OFFERED).all()
    apart = found["difference"].abs()
    assert apart.groupby(found["area_code"]).is_monotonic_increasing.all()
    assert (found["within"] == (apart <= ALIKE * found["before"])).all()


def test_without_the_months_before_no_ward_is_offered(demonstration, town_centre):
    assert evaluation.alike(demonstration, town_centre).empty
