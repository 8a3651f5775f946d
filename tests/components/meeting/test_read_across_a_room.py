"""The bars of a meeting are written as large as its room lets them be."""

from datetime import date

import pytest

from components import messages
from components.addressed import Addressed
from components.charts import wall
from components.charts.palette import LIGHT

LETTER = 13  # px, of a chart at a desk
LEAST = 25  # px, of a screen of 1920 × 1080


@pytest.mark.parametrize(
    ("page", "name", "high"),
    [("at_a_glance", "change-by-kind", 628), ("action_plan", "action-statuses", 518)],
)
def test_bars_are_large_enough(demonstration, page, name, high):
    told = messages.told(page, demonstration, Addressed.of(""), LIGHT, date(2026, 11, 27))
    (picture,) = next(one for one in told.messages if one.name == name).pictures
    assert LETTER * wall.larger(picture.wall, 1800, high) >= LEAST
    assert LETTER * wall.larger(picture.spec, 1800, high) < LEAST
