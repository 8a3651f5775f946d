"""What a screen's table and key say is read back whole, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.palette import LIGHT
from components.maps.legend import swatches_html
from components.pack import cells, keys
from components.tables.html import Column, interval_html, table_html
from tests.components.pack.documents import rows

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was(told):
    columns = {"name": Column("Name", row_head=True), "count": Column("Count", number=True)}
    markup = table_html(columns, [{"name": a, "count": b} for a, b in told], "Caption & more")
    (table,) = cells.tables(markup)
    assert table.caption == "Caption & more"
    assert [head.text for head in table.heads] == ["Name", "Count"]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == told
    assert all(row.cells[0].head and row.cells[1].number for row in table.rows)


def test_small_lines_pictures_marks_and_groups():
    (table,) = cells.tables(rows(3))
    first, ward, *_ = table.rows
    assert first.group
    assert first.cells[0].text == "First"
    assert first.cells[0].columns == 4
    name, spark, verdict, count = ward.cells
    assert name.lines == (
        cells.Line("Ward 1", bold=True),
        cells.Line("a quiet & green one", small=True),
    )
    assert spark.text == "24 months of ward 1"
    assert (spark.picture.width, spark.picture.height) == (180, 44)
    assert verdict.text == "above its limit"
    assert verdict.picture.alt == ""
    assert count.text == "1,001"
    assert table.count == 3


def test_what_only_a_phone_shows_is_left_out_and_an_empty_column_with_it():
    columns = {
        "ward": Column("Ward", row_head=True, markup=True),
        "bar": Column("Interval", markup=True),
        "rate": Column("Rate", wide=True),
    }
    row = {
        "ward": 'North<small><span class="phone-only">12</span></small><br>by the river',
        "bar": interval_html(3, 2, 4, top=9),
        "rate": "3.0",
    }
    (table,) = cells.tables(table_html(columns, [row], "Rates"))
    assert [head.text for head in table.heads] == ["Ward", "Rate"]
    assert [cell.text for cell in table.rows[0].cells] == ["North\nby the river", "3.0"]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 3), (3, 5), (1, 5)])
def test_a_part_has_its_rows_and_the_heading_of_its_group(first, last):
    (table,) = cells.tables(rows(5))
    held = cells.part(table, first, last)
    names = [row.cells[0].lines[0].text for row in held.rows if not row.group]
    assert names == [f"Ward {at}" for at in range(first, last + 1)]
    assert held.rows[0].group
    assert held.rows[0].cells[0].text == ("First" if first <= 2 else "Second")


def test_a_key_says_what_its_swatches_are():
    told = keys.entries(swatches_html([(LIGHT.better, "towards better"), ("#76848F", "may & be")]))
    assert [(one.words, one.fill) for one in told] == [
        ("towards better", LIGHT.better),
        ("may & be", "#76848F"),
    ]
    (hidden,) = keys.entries(
        '<ul class="key"><li><i class="hatched" style="background:#FFFFFF;border-style:dashed"></i>'
        "hidden <span>3 wards</span></li></ul>"
    )
    assert (hidden.words, hidden.small, hidden.pattern, hidden.dashed) == (
        "hidden",
        "3 wards",
        "hatched",
        True,
    )
