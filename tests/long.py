"""Finer checks, which a run of minutes leaves out: each of them repeats for every case what the
default run does for one, or takes half a minute by itself.
"""

import os

import pytest

LONG = pytest.mark.skipif(
    "CSP_LONG" not in os.environ, reason="one of the finer checks: set CSP_LONG=1"
)
