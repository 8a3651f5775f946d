"""The strip of months and the time line of breaks: what they show is what the frame says."""

import pandas as pd
import pytest

from components.charts.break_timeline import SHAPE_OF, break_timeline
from components.charts.palette import DARK, LIGHT
from components.charts.sparkline import sparkline_svg
from components.charts.supply_strip import strip_svg, strip_width
from components.charts.theme import as_spec
from csp.answers.supply import MONTHS
from tests import vega
from tests.components.charts.test_bars_and_sparkline import read, tags


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_each_status_has_a_shape_that_no_other_has(colours):
    def shape(status: str) -> tuple:
        drawn = list(read(strip_svg([status], colours)).iter())[2:]
        return tuple(
            (
                part.tag.rsplit("}")[-1],
                part.get("fill") == "none",
                part.get("stroke-dasharray"),
            )
            for part in drawn
        )

    assert len({shape(status) for status in MONTHS}) == len(MONTHS)


def test_a_strip_has_a_place_for_each_month_in_its_order():
    root = read(strip_svg(["complete", "missing", "complete", "not yet due"], LIGHT))
    assert root.get("width") == str(strip_width(4))
    filled = [box.get("x") for box in tags(root, "rect") if box.get("fill") == LIGHT.accent]
    assert filled == ["1", "17"]
    assert len(tags(root, "circle")) == 1


def test_an_unknown_status_is_not_drawn_as_something_else():
    with pytest.raises(KeyError):
        strip_svg(["perhaps"], LIGHT)


def test_a_sparkline_has_a_dotted_rule_where_a_change_falls_and_none_without():
    months = pd.DataFrame({"value": [1.0, 2.0, 3.0, 4.0], "centre": [2.0] * 4})
    plain, parted = (
        tags(read(sparkline_svg(months, LIGHT, breaks=at)), "}line") for at in ((), (1.5,))
    )
    assert len(plain) == 1  # the average
    (rule,) = [line for line in parted if line.get("x1") == line.get("x2")]
    assert float(rule.get("x1")) == pytest.approx(5 + 1.5 * 170 / 3, abs=0.1)
    assert rule.get("stroke-dasharray")


ENTRIES = pd.DataFrame(
    [
        ("Crime", "2018-01-01", None, "rebase", "Recorded differently"),
        ("Crime", "2020-03-23", "2021-07-18", "annotate", "Restrictions"),
        ("Survey", "2019-01-01", None, "do not compare", "Asked online"),
    ],
    columns=["title", "starts_on", "ends_on", "effect", "words"],
).assign(reading="What it says")
for column in ("starts_on", "ends_on"):
    ENTRIES[column] = pd.to_datetime(ENTRIES[column])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_entry_stands_at_its_time_below_the_name_of_its_dataset(colours):
    spec = as_spec(break_timeline(ENTRIES, colours))
    vega.check(spec)
    (rows,) = spec["datasets"].values()
    assert [row["words"] for row in rows] == [
        *("Crime", "Recorded differently", "Restrictions", "Survey", "Asked online")
    ]
    assert [row["y"] for row in rows] == list(range(5))
    held = [row for row in rows if row["shape"]]
    assert [row["shape"] for row in held] == [SHAPE_OF[effect] for effect in ENTRIES["effect"]]
    assert [row["x"] for row in held] == pytest.approx([2018, 2020.225, 2019], abs=0.005)
    assert held[1]["x2"] == pytest.approx(2021.54, abs=0.01)


def test_effects_differ_by_shape():
    assert len(set(SHAPE_OF.values())) == len(SHAPE_OF) == 3
