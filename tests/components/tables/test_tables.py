"""Tables as HTML: real, escaped, with the chosen row marked."""

import pandas as pd
import pytest

from components.tables.html import Column, interval_html, marked_html, table_html
from components.words.files import csv_bytes, file_name, geojson_bytes


def test_cells_are_escaped_and_the_selected_row_is_marked():
    made = table_html(
        {"name": Column("Ward", row_head=True), "n": Column("Count", number=True)},
        [{"code": "A", "name": "<script>", "n": "1"}, {"code": "B", "name": "Beech", "n": "2"}],
        "A & B",
        selected="B",
        key="code",
    )
    assert "<script>" not in made and "&lt;script&gt;" in made
    assert made.count('aria-current="true"') == 1
    assert made.index("aria-current") < made.index("Beech")
    assert "<caption>A &amp; B</caption>" in made
    assert '<th scope="row"' in made and '<th scope="col" class="n">Count</th>' in made


def test_an_interval_lies_on_its_scale_and_one_far_away_says_so():
    near = interval_html(50, 40, 60, top=100, reference=77)
    assert "left:40.0%;width:20.0%" in near and "left:77.0%" in near
    assert "off the scale" in interval_html(250, 240, 260, top=145)


def test_the_words_of_a_verdict_stand_beside_its_mark_and_are_escaped():
    made = marked_html('<img alt="">', "Above <the> limit")
    assert made == ('<span class="verdict"><img alt=""><span>Above &lt;the&gt; limit</span></span>')


def test_a_file_of_figures_runs_no_formula_and_carries_its_source():
    table = pd.DataFrame({"name": ["=1+1", "Beech", "-5"], "n": [1, -2, 3]})
    text = csv_bytes(table, {"source": "data.police.uk", "licence": "OGL"}).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "name,n,source,licence"
    assert lines[1] == "'=1+1,1,data.police.uk,OGL"
    assert lines[2].startswith("Beech,-2")
    assert lines[3].startswith("'-5,3")


@pytest.mark.parametrize(
    ("name", "made"),
    [("Ward map", "ward-map.csv"), ("Town wards, enlarged", "town-wards-enlarged.csv")],
)
def test_files_have_plain_names(name, made):
    assert file_name(name, "csv") == made


def test_areas_leave_with_their_figures():
    figures = pd.DataFrame({"area_code": ["A"], "rate": [1.5], "why_blank": [None]})
    shapes = pd.DataFrame(
        {"area_code": ["A"], "geojson": ['{"type":"Point","coordinates":[0,51]}']}
    )
    text = geojson_bytes(figures, shapes, {"period": "Jan 2025"}).decode()
    assert '"rate": 1.5' in text and '"why_blank": null' in text


def test_a_box_that_may_scroll_is_reached_by_keys_and_columns_left_out_can_be_asked_for():
    rows = [{"name": "Heath", "rate": "1.0"}]
    plain = table_html({"name": Column("Ward"), "rate": Column("Rate")}, rows, 'Rates, "all"')
    assert plain.startswith(
        '<div class="scroll" tabindex="0" role="group" aria-label="Rates, &quot;all&quot;">'
    )
    assert "<details" not in plain
    wide = table_html({"name": Column("Ward"), "rate": Column("Rate", wide=True)}, rows, "Rates")
    assert wide.startswith('<div class="scroll"><table')
    assert wide.count("Show every column") == 1
    assert wide.endswith("</details></div>")
