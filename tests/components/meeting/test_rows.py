"""A long table is cut into parts that say which rows they hold, and nothing of it is lost."""

import re

import pytest

from components.meeting.rows import MOST_ROWS, parts
from components.tables.html import Column, table_html

COLUMNS = {"ward": Column("Ward", row_head=True), "rate": Column("Rate", number=True, wide=True)}


def table(rows: int, *, words: str = "Ward", group: bool = False, invented: bool = False) -> str:
    cells = [
        {"ward": f"{words} {at}", "rate": f"{at}.0", "group": f"Part {at // 4}" if group else ""}
        for at in range(1, rows + 1)
    ]
    return table_html(COLUMNS, cells, "Wards", group="group", illustrative=invented)


def wards(part: str) -> list[str]:
    return re.findall(r"<th scope=\"row\"[^>]*>(.*?)</th>", part)


@pytest.mark.parametrize("rows", [1, 5, 6])
def test_a_short_table_stays_whole_and_says_nothing_of_parts(rows):
    (only,) = parts(table(rows))
    assert only.caption == ""
    assert len(wards(only.html)) == rows


@pytest.mark.parametrize("rows", [8, 26, 95])
def test_a_long_table_is_cut_and_every_row_stands_once_in_its_order(rows):
    made = parts(table(rows))
    assert [name for part in made for name in wards(part.html)] == [
        f"Ward {at}" for at in range(1, rows + 1)
    ]
    assert max(len(wards(part.html)) for part in made) <= MOST_ROWS
    assert made[0].caption == f"Rows 1 to 5 of {rows}"
    assert all(part.html.count("<thead>") == 1 for part in made)
    assert all("<caption>Wards</caption>" in part.html for part in made)


def test_rows_of_many_words_have_fewer_to_a_part():
    made = parts(table(6, words="word " * 70))
    assert len(made) > 1
    assert made[-1].caption.endswith("of 6")


def test_a_group_is_named_again_where_it_goes_on():
    made = parts(table(12, group=True))
    assert len(made) == 3
    assert all('<tr class="group">' in part.html for part in made)
    assert "Part 1" in made[1].html


def test_the_mark_of_invented_records_stands_above_every_part():
    made = parts(table(26, invented=True))
    assert all(part.html.startswith('<p class="tag illus">ILLUSTRATIVE') for part in made)


def test_the_box_that_scrolls_and_its_button_are_gone():
    (only,) = parts(table(3))
    assert "scroll" not in only.html and "<details" not in only.html


def test_no_box_is_left_open():
    made = parts(f'<div class="cards"><div>{table(3)}</div>{table(9)}</div>')
    assert all(part.html.count("<div") == part.html.count("</div") for part in made)


def test_several_tables_follow_each_other():
    assert [part.caption for part in parts(table(3) + table(9))] == [
        "",
        "Rows 1 to 5 of 9",
        "Rows 6 to 9 of 9",
    ]


def test_no_table_has_no_part():
    assert parts("") == []
