"""What Did it work? says agrees with the figures, claims no more than they allow, judges none."""

import re
from dataclasses import replace
from datetime import date

import pytest

from components.charts.palette import DARK, LIGHT
from components.screens import did_it_work as screen
from components.words import evaluation as words
from csp.answers import evaluation, places
from csp.answers.evaluation import Evaluation, Question
from csp.measures import measures
from csp.months import Span
from csp.stats.conditions import ROLES, Against
from csp.stats.evaluation import Counts, weighted_displacement_difference
from tests import map_read

JUDGING = re.compile(r"\b(better|worse|worst|improved?|success|succeed|proves)\b", re.IGNORECASE)


@pytest.fixture
def example(demonstration) -> Question:
    action = evaluation.actions(demonstration)["worked_example"]
    measure = evaluation.measures_for(demonstration, action)[0]
    return Question(action, measure, action.months, action.roles)


@pytest.fixture
def real(example) -> Question:
    """The same figures for an action that is said to have taken place."""
    return replace(example, action=replace(example.action, title="Patrols", worked_example=False))


def answer(question: Question, target, control, beside=(), beside_control=()) -> Evaluation:
    """An answer with counts of one's own."""
    given = zip(ROLES, (target, beside, control, beside_control), strict=True)
    counts = {role: Counts(*pair) for role, pair in given if pair}
    effect = weighted_displacement_difference(
        *(
            counts.get(role, Counts(0, 0))
            for role in ("target", "control", "beside", "beside_control")
        )
    )
    before, after = question.windows
    return Evaluation(question, before, after, (), counts, effect, None, (), (), None)


@pytest.mark.parametrize(
    ("target", "control", "title"),
    [
        ((200, 100), (200, 200), "Patrols: 100 fewer crimes than the controls lead to expect"),
        ((100, 200), (200, 200), "Patrols: 100 more crimes than the controls lead to expect"),
        (
            (100, 90),
            (100, 95),
            "Patrols: no clear effect, from 43 fewer to 33 more crimes than the controls lead to"
            " expect",
        ),
    ],
)
def test_the_title_says_what_the_interval_allows(real, target, control, title):
    asked = answer(real, target, control)
    assert words.title(asked, {}) == title
    assert asked.effect.is_clear == ("no clear effect" not in title)


def test_the_sentences_hold_the_counts_of_the_table(demonstration, example):
    asked = evaluation.evaluate(demonstration, example)
    title, lead = screen.heading(demonstration, example)
    assert title.startswith("Worked example, without a known action: ")
    assert lead.startswith("No action is known of here.")
    target = asked.counts["target"]
    for number in (target.before, target.after, abs(asked.effect.value)):
        assert str(number) in lead
    made = screen.compared(demonstration, example, LIGHT)
    held = made.files.set_index("what")
    assert held.loc["Target", ["before", "after"]].tolist() == [target.before, target.after]
    assert held.loc["Weighted displacement difference", "change"] == asked.effect.value
    assert words.from_to(target) in str(made.spec)
    strip = screen.strip(demonstration, example)
    assert strip[0][1].replace("\N{MINUS SIGN}", "-") == f"{asked.effect.value:+}"
    assert [label for label, *_ in strip[1:-1]] == list(words.ROLES.values())


def test_without_an_answer_no_count_stands_anywhere(demonstration, example):
    refused = replace(example, months=5)
    assert screen.strip(demonstration, refused) == []
    assert screen.compared(demonstration, refused, LIGHT) is None
    assert screen.warnings(demonstration, refused) == []
    title, table = screen.conditions(demonstration, refused)
    assert title == "Four of six conditions are met"
    assert "May 2024" in table.replace("\N{NO-BREAK SPACE}", " ")
    assert "Not met" in table and "Not looked at" in table and "Needed:" in table


def test_nothing_judges_whatever_is_found(demonstration, example, real):
    said = [
        *screen.heading(demonstration, example),
        *screen.heading(demonstration, real),
        *screen.warnings(demonstration, example),
        *words.ASKS.values(),
        screen.conditions(demonstration, replace(example, months=5))[1],
    ]
    for asked in (answer(real, (9, 99), (50, 50)), answer(real, (99, 9), (50, 50), (9, 9), (9, 9))):
        names = places.ward_names(demonstration, "2013")
        said += [words.title(asked, names), words.lead(asked, names), str(words.facts(asked))]
    assert not [text for text in said if JUDGING.search(text)]


AGAINST = [
    (Against("no target"), "no target is named"),
    (Against("no control", names=("beside",)), "no control is named for the areas next to it"),
    (Against("nothing next to it"), "and no such ward"),
    (Against("overlap", names=("A", "B")), "Ash and Beech have more than one role"),
    (Against("months before", months=(date(2024, 5, 1),)), "May 2024 is not held whole"),
    (
        Against("months after", months=(date(2025, 1, 1), date(2025, 2, 1))),
        "Jan 2025 to Feb 2025 are not held whole",
    ),
    (
        Against("months after", months=tuple(date(2025, month, 1) for month in range(1, 5))),
        "no month after 1 Jan 2025 is held before Jun 2025",
    ),
    (Against("break", names=("new system",)), "“new system”"),
    (Against("starts within a month", months=(date(2025, 1, 1),)), "the count of Jan 2025 holds"),
    (Against("ended", months=(date(2025, 2, 1),)), "its last whole month was Feb 2025"),
    (Against("not before", months=(date(2025, 2, 1),)), "Feb 2025 does not lie before"),
    (Against("not after", months=(date(2024, 2, 1),)), "Feb 2024 does not lie after"),
    (Against("no counts", names=("control",)), "no count by ward for the control of the target"),
    (Against("small", names=("target",), number=10), "fewer than 10 events were counted before"),
]


@pytest.mark.parametrize(("against", "told"), AGAINST, ids=[one.kind for one, _ in AGAINST])
def test_each_reason_is_a_sentence_with_what_would_be_needed(example, against, told):
    asked = replace(answer(example, (9, 9), (9, 9)), effect=None, next_held=date(2025, 6, 1))
    found = words.failing(against, asked, {"A": "Ash", "B": "Beech"})
    assert told in found.says
    assert found.needed and not found.needed.endswith(".")


def test_a_control_next_door_and_approximate_wards_are_warned_of(example):
    asked = replace(answer(example, (9, 9), (9, 9)), touching=("A",), noted=("new wards",))
    told = words.warnings(asked, {"A": "Ash"}, exact=False)
    assert told[0].startswith("Ash touches the target")
    assert any("approximate" in one for one in told) and any("new wards" in one for one in told)
    plain = words.warnings(answer(example, (9, 9), (9, 9)), {}, exact=True)
    assert plain == [words.POISSON, words.REGRESSION, words.NO_CAUSE]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_map_tells_roles_by_colour_pattern_and_words(demonstration, example, colours):
    made = screen.roles_map(demonstration, example, colours)
    names = places.ward_names(demonstration, "2013")
    _, spec = made.panels[0]
    features = {one["properties"]["name"]: one["properties"] for one in map_read.areas(spec)}
    for role, codes in example.chosen.items():
        told = {features[names[code]]["description"] for code in codes}
        assert told == {f"{names[code]}: {words.ROLES[role]}" for code in codes}
    fills = {features[names[codes[0]]]["fill"] for codes in example.roles}
    assert len(fills) == 3  # the two controls share one: their stripes part them
    for pattern in ("outlined", "dashed", "hatched", "hatched_back"):
        assert map_read.areas(spec, over=pattern), pattern
    assert "Target: Headcorn." in made.alt
    assert 'class="hatched_back"' in made.key


def test_the_windows_of_an_example_are_those_of_its_counts(example):
    assert example.windows == (
        Span(date(2024, 1, 1), date(2024, 4, 1)),
        Span(date(2025, 1, 1), date(2025, 4, 1)),
    )
    assert example.measure == measures()["crime_total_excl_asb"]
