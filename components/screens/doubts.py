"""What the documents say otherwise of the published figures that a screen shows."""

from collections.abc import Sequence

from components.words import published_figures as words
from csp.answers import published_figures as published
from csp.answers.published_figures import Use
from csp.db import Reader, remembered


def doubts(reader: Reader, shown: Sequence[Use]) -> tuple[str, ...]:
    """For each disagreement about the figures shown: what is said, and which value screens use."""
    return _doubts(reader, published.ids(shown))


@remembered
def _doubts(reader: Reader, figures: frozenset[str]) -> tuple[str, ...]:
    return words.doubts(published.about(reader, figures))
