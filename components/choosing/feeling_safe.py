"""What can be chosen on Feeling safe."""

from collections.abc import Sequence

from components.choices import Choices
from csp.sources import Question


def chosen(asked: Sequence[Question], choose: Choices) -> tuple[str, str]:
    """One of the questions that were answered by group, by its id, and by what to group."""
    boxes = choose.row([1.4, 1.4, 2])
    with boxes[0]:
        question = choose.question({one.id: one.short for one in asked})
    with boxes[1]:
        return question, choose.grouping()
