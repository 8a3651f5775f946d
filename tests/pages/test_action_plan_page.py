"""Action plan as a page: choices from the address, eight of a group first, the four Ps told."""

from functools import partial

import pytest

from tests.pages import opening
from tests.pages.opening import said


@pytest.fixture
def opened(demonstration):
    """Opens the page as an address with some choices does."""
    return partial(opening.opened, "action_plan")


def test_every_action_when_asked_for_and_the_four_ps_in_plain_words(opened):
    app = opened(plan="2017-18")
    assert (
        said(app).count('<th scope="row"') == 40 + 7
    )  # 40 listed, and a line of counts for each bar
    (toggle,) = app.toggle
    assert toggle.label == "Show all 79 actions"
    toggle.set_value(True).run()
    assert said(app).count('<th scope="row"') == 79 + 7
    app.segmented_control(key="by").set_value("four_p").run()
    assert not app.exception
    assert "<b>Prepare</b>: be ready" in said(app)
    assert not app.toggle
    app.selectbox(key="plan").set_value("2020-21").run()
    assert not app.segmented_control and "<b>Prepare</b>" not in said(app)


def test_a_priority_without_actions_is_calm(opened):
    app = opened(plan="2020-21", priority="Reducing reoffending")
    assert app.title[0].value == "Reducing reoffending: no action is listed"
    assert "No action is listed here" in said(app)
    assert not app.get("vega_lite_chart")
