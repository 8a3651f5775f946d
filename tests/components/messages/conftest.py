"""A demonstration that a test may change before messages are made of it."""

from tests.csp.answers.conftest import changed

__all__ = ["changed"]
