"""What can be chosen on Did it work?."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from components.choices import Choices
from components.words import evaluation as words
from components.words import numbers
from csp.answers import evaluation, places
from csp.answers.evaluation import Action, Question, Roles
from csp.db import Reader

Place = AbstractContextManager[object]


def chosen(
    data: Reader,
    choose: Choices,
    boxes_at: Place | None = None,
    roles_at: Callable[[Action], Place] | None = None,
) -> Question | None:
    """What the visitor asks; None where no action is described.

    The boxes stand in `boxes_at`, those for the wards where `roles_at` puts them: beside the map
    that fills them.
    """
    actions = evaluation.actions(data)
    if not actions:
        return None
    with boxes_at or nullcontext():
        boxes = choose.row([2, 1.6, 1.4, 1.6])
    with boxes[0]:
        action = choose.action(actions)
    with boxes[1]:
        measure = choose.measure(evaluation.measures_for(data, action))
    with boxes[2]:
        months = choose.months(action.months)
    left_out = True
    if action.starts_on.day > 1:
        with boxes[3]:
            left_out = choose.first_month(numbers.month(action.starts_on))
    with roles_at(action) if roles_at else nullcontext():
        roles = _roles(data, choose, action)
    return Question(action, measure, months, roles, left_out)


def _roles(data: Reader, choose: Choices, action: Action) -> Roles:
    """The wards of each role: by a click on the map, or in the boxes."""
    choose.role(words.SHORT)
    names = places.ward_names(data, action.vintage)
    return choose.roles(words.ROLES, names, action.roles)
