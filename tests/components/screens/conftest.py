"""A demonstration that a test may change before a screen reads it."""

from tests.csp.answers.conftest import changed

__all__ = ["changed"]
