"""What the documents say otherwise of the published figures that a screen shows."""

from collections.abc import Sequence

from components.words import published_figures as words
from csp.answers import published_figures as published
from csp.answers.published_figures import Use
from csp.db import Reader


def doubts(reader: Reader, shown: Sequence[Use]) -> tuple[str, ...]:
    """For each disagreement about the figures shown: what is said, and which value screens use."""
    return words.doubts(published.about(reader, published.ids(shown)))
