"""What Setting priorities hands over: an example is marked wherever it goes, pictures and tables
agree with the answers, and an edition without scores has the model and what is counted.
"""

import html
import json
import re

from components.charts.palette import LIGHT
from components.screens.setting_priorities import View, detail, heading, order, shown_figures
from components.words.marks import EXAMPLE
from csp.answers import priority_setting as setting

NEWEST = View("ranking", 2026)
REFUSED = {"then", "valueOf", "toString", "constructor"}  # as names of fields, by the browser


def texts(table: str) -> list[str]:
    """The words of a table's cells, in their order."""
    return [
        html.unescape(re.sub("<[^>]+>", " ", cell)).replace("\N{NO-BREAK SPACE}", " ").strip()
        for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", table)
    ]


def figures(reader):
    made = [
        order.ranking(reader, NEWEST, LIGHT),
        order.weighed(reader, NEWEST),
        detail.years(reader, NEWEST, LIGHT),
    ]
    themes = [
        detail.theme(reader, View("theme", 2026, name)) for name in setting.themes(reader)["theme"]
    ]
    return [*made, *themes]


def test_every_figure_of_an_example_wears_the_word(demonstration):
    for made in figures(demonstration):
        assert made.illustrative is EXAMPLE
        assert made.table.startswith(EXAMPLE.tag)
        assert made.title.startswith("An example: ")
        if made.spec:
            assert made.spec["title"]["text"] == "EXAMPLE" and made.alt
            fields = {name for rows in made.spec["datasets"].values() for name in rows[0]}
            assert not fields & REFUSED


def test_the_page_s_title_names_no_theme_and_its_lead_counts_them(demonstration):
    title, lead = heading(demonstration, NEWEST)
    assert title == "How themes would be ranked: an example"
    ranked = setting.ranked(demonstration, setting.rounds(demonstration)[0])
    assert not any(one in title + lead for one in ranked["title"])
    assert (len(ranked), ranked["score"].notna().sum(), (ranked["top_share"] >= 0.9).sum()) == (
        *(9, 8, 2),
    )
    assert "nine themes, ten criteria" in lead and "Of the eight with a place, two stay" in lead


def test_the_table_and_the_file_of_the_order_say_what_the_picture_draws(demonstration):
    made = order.ranking(demonstration, NEWEST, LIGHT)
    drawn = next(
        rows for rows in made.spec["datasets"].values() if "why" in rows[0] and "top" in rows[0]
    )
    assert [row["score"] for row in drawn] == made.files["score"].replace(
        {float("nan"): None}
    ).tolist()
    words = texts(made.table)
    for row in drawn:
        assert {row["place"], row["range"], row["top"]} <= set(words)
    parts = ["floor", *setting.models(demonstration)[0].groups]
    held = made.files.dropna(subset=["score"])
    assert held[parts].sum(axis=1).tolist() == held["score"].tolist()
    assert len(set(re.findall("</i>([^<]+)</li>", made.legend))) == len(parts)


def test_a_tie_shares_its_place_and_a_gap_has_none(demonstration):
    made = order.ranking(demonstration, NEWEST, LIGHT)
    words = texts(made.table)
    assert words.count("3–4") >= 2
    assert any("no place: 9 of 10 criteria scored (105 to 153 possible)" in one for one in words)


def test_what_is_weighed_is_real_and_cites_its_figures(demonstration):
    made = order.weighed(demonstration, NEWEST)
    said = html.unescape(re.sub("<[^>]+>", " ", made.table))
    published = demonstration.read(
        "published_figures", figures=[use.figure for use in shown_figures(demonstration)]
    )
    assert len(published) >= 6
    for row in published.itertuples():
        assert f"{row.value:g}" in said, row.figure
    assert "are real" in made.note and "places and influence are the example’s" in made.note


def test_one_theme_shows_each_criterion_with_its_words_evidence_role_and_day(demonstration):
    made = detail.theme(demonstration, View("theme", 2026, "road_safety"))
    assert "two reasons: fewer people were killed or seriously injured" in made.note
    words = texts(made.table)
    told = made.files
    assert len(told) == 11
    for row in told.itertuples():
        assert {f"{int(row.score)} of 5", row.words, row.evidence} <= set(words)
        assert any(row.scorer in one and "Feb 2026" in one for one in words)
    adds = told.loc[told["part"] != "beside", "adds"].sum()
    assert f"{adds + 21:g} points" in made.title


def test_a_theme_that_lacks_a_score_says_so_instead_of_a_zero(demonstration):
    made = detail.theme(demonstration, View("theme", 2026, "radicalisation"))
    assert made.title.endswith("cannot be ranked: 9 of 10 criteria scored")
    assert "not scored" in texts(made.table) and "0 of 5" not in texts(made.table)


def test_the_model_tells_every_point_in_words_and_works_one_score_out(demonstration):
    told = detail.model(demonstration, View("model", 2026))
    own = setting.models(demonstration)[0]
    for words in own.points["words"]:
        assert html.escape(words) in told.table
    assert "Local: " in told.under and "Nobody has approved it yet." in told.under
    assert told.worked.endswith(
        "12 (4 + 4 + 4) × 11 (4 + 3 + 4) + 36 (3 × 2 + 3 × 3 + 3 × 4 + 3 × 3) = 168."
    )
    assert not told.source.illustrative
    assert len(told.files) == len(own.points)


def test_the_first_round_has_none_before_it(demonstration):
    assert detail.why_not_compared(demonstration, NEWEST) is None
    told = detail.why_not_compared(demonstration, View("years", 2025))
    assert told is not None and told[0] == "No round before 2025 is held"
    assert detail.years(demonstration, View("years", 2025), LIGHT) is None


def test_without_a_round_there_are_the_model_and_what_is_counted(demonstration):
    view = View("ranking")
    assert heading(demonstration, view)[0].endswith("the model is here, no scores are")
    assert order.ranking(demonstration, view, LIGHT) is None
    assert detail.theme(demonstration, view) is None
    told = detail.why_not_compared(demonstration, view)
    assert told is not None and told[0] == "No round of scores is held here"
    made = order.weighed(demonstration, view)
    assert not made.illustrative and made.dataset == "published"
    assert "Influence" not in made.table and "EXAMPLE" not in made.table + made.title
    listed = setting.themes(demonstration)["title"].tolist()
    assert [row["theme"] for row in made.files.to_dict("records")] == listed
    assert detail.model(demonstration, view).worked == ""
    assert "EXAMPLE" not in json.dumps(made.files.to_dict("records"))
