"""A demonstration that a test may change before messages are made of it."""

import pytest

from csp.db import Reader
from tests.csp.answers.conftest import changed

__all__ = ["changed"]


@pytest.fixture(scope="module")
def demonstration(demonstration_throughout) -> Reader:
    """One reader for all tests here."""
    return demonstration_throughout
