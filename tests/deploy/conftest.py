"""A real Chromium for what stands behind a real nginx."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from proxied import lacking

from tests.speed import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium without a window, or a skip with the reason: it, playwright or nginx is missing."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if lacking():
        pytest.skip(lacking())
    with ExitStack() as held:
        try:
            opened = held.enter_context(browser())
        except SystemExit as missing:
            pytest.skip(str(missing))
        yield opened
