"""Did it work? as a page: refused with every reason, answered, and asked by a link."""

from functools import partial

import pytest

from csp.stats.conditions import ROLES
from tests.pages import opening
from tests.pages.opening import checked, said

HEADCORN, PARK_WOOD = "E05004994", "E05005001"


pytestmark = pytest.mark.usefixtures("demonstration")

opened = partial(opening.opened, "did_it_work")


def test_the_town_centre_team_is_as_published_and_no_effect_is_worked_out():
    app = opened()
    assert app.title[0].value == "Town centre team: whether it worked cannot be told"
    text = said(app)
    assert "165 crimes" in text and "307 crimes" in text
    assert "None of their numbers is in its text" in text
    assert "Recorded is not real" in text
    for reason in ("No control is named for the target", "is held before", "Not looked at"):
        assert reason in text, reason
    for effect in ("95% interval", "Displacement quotient", "standard error", "142"):
        assert effect not in text, effect
    assert len(app.get("vega_lite_chart")) == 2  # the map's panels alone


def test_the_worked_example_says_first_that_nothing_was_done():
    app = opened(action="worked_example")
    assert app.title[0].value.startswith("Worked example, without a known action: ")
    text = said(app)
    assert text.index("No action is known of here") < text.index("95% interval")
    assert "regression to the mean" in text and "rather too narrow" in text
    assert "Weighted displacement difference" in text
    assert all(chart.proto.alt for chart in app.get("vega_lite_chart"))
    app.multiselect(key="control").set_value([])
    checked(app.run())
    assert app.title[0].value.endswith("cannot bear an answer")
    assert "95% interval" not in said(app)


def test_a_link_names_wards_and_an_action_brings_its_own():
    app = opened(action="worked_example", target=[PARK_WOOD, "nowhere"])
    assert app.multiselect(key="target").value == [PARK_WOOD]
    assert "names a ward that is not offered" in said(app)
    app.selectbox(key="action").set_value("town_centre_team")
    checked(app.run())
    app.selectbox(key="action").set_value("worked_example")
    checked(app.run())
    assert app.multiselect(key="target").value == [HEADCORN]
    assert [len(app.multiselect(key=role).value) for role in ROLES] == [1, 4, 1, 4]
