"""What becomes of a chart's specification on its way to the browser."""

import json

from streamlit.elements import vega_charts

from components.ui.vega import keep_charts


def test_a_specification_is_sent_without_blanks_and_as_it_was():
    keep_charts()
    spec = {"title": "Shepway’s crimes", "layer": [{"mark": "bar"}, {"mark": "rule"}]}
    sent = vega_charts._stabilize_vega_json_spec(json.dumps(spec))  # no public name
    assert json.loads(sent) == spec
    assert " " not in sent.replace("Shepway’s crimes", "")
