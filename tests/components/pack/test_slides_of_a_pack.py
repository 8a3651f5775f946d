"""The slides: native text and tables, every picture with words, nothing cut, the same bytes."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from components.pack import slides
from components.pack.document import words
from components.pack.slides import Talk
from tests.components.pack.documents import document, shown

MINUTES = 5


def deck(*figures, edition="demonstration"):
    told = document(*figures, edition=edition)
    talks = [Talk("Where?", "Ward map", MINUTES, figures)]
    return slides.slides(told, "Executive meeting", talks, "https://board.example")


@pytest.fixture(scope="module")
def made():
    figures = (
        shown("drawn", 4, invented="ILLUSTRATIVE: invented sample records"),
        shown("listed", 40, pictures=(), key=(), facts=()),
        shown("told", 0, pictures=(), tables=(), key=(), lines=(words("One."), words("Two."))),
    )
    return Presentation(io.BytesIO(deck(*figures)))


def described(shape):
    return shape._element.find(".//" + qn("p:cNvPr")).get("descr")


def test_every_slide_has_a_title_of_its_own_first_in_reading_order_and_a_band(made):
    titles = []
    for slide in made.slides:
        first = next(iter(slide.shapes))
        assert first == slide.shapes.title
        titles.append(first.text_frame.text)
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert "Demonstration: some is invented." in texts
    assert len(set(titles)) == len(titles)
    assert titles[:3] == ["Executive meeting", "Agenda", "What drawn says"]


def test_pictures_and_tables_have_words_and_decoration_says_that_it_is(made):
    alts = {
        described(shape)
        for slide in made.slides
        for shape in slide.shapes
        if shape.shape_type is not None and shape._element.tag.endswith(("}pic", "}graphicFrame"))
    }
    assert alts >= {"Bars: North 12, South 7.", "Wards & their counts", "24 months of ward 1", ""}
    for slide in made.slides:
        for shape in slide.shapes:
            if shape._element.tag.endswith("}pic") and not described(shape):
                assert b"decorative" in etree.tostring(shape._element)


def test_a_long_table_goes_on_and_every_row_stands_once(made):
    told, heads = [], set()
    for slide in made.slides:
        if not slide.shapes.title.text_frame.text.startswith("What listed says"):
            continue
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.table.first_row
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                heads.add(tuple(rows[0]))
                told += [row[0].splitlines()[0] for row in rows[1:] if row[0].startswith("Ward")]
    assert told == [f"Ward {at}" for at in range(1, 41)]
    assert heads == {("Ward", "24 months", "Verdict", "Count")}


def test_nothing_lies_beyond_the_slide(made):
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.is_placeholder and shape.top is None:
                continue
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height + 12700


def test_words_are_english_and_the_notes_hold_source_reference_and_doubts(made):
    slide = made.slides[2]
    runs = slide._element.findall(".//" + qn("a:r") + "/" + qn("a:rPr"))
    assert {run.get("lang") for run in runs} == {"en-GB"}
    notes = slide.notes_slide.notes_text_frame.text
    for each in ("Source: somewhere, 2025.", "one document says 11", "A note."):
        assert each in notes
    assert "Reference: https://board.example/at_a_glance?view=meeting&message=drawn" in notes
    assert "ILLUSTRATIVE: invented sample records" in [
        shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    ]


def test_the_way_to_the_table_behind_a_picture_leads_to_its_slide(made):
    slide = made.slides[2]
    (way,) = [
        shape
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith("The same figures as a table")
    ]
    to = way.click_action.target_slide
    assert to.shapes.title.text_frame.text == "In figures: What drawn says"
    assert way.text_frame.text.endswith(f"slide {list(made.slides).index(to) + 1}")


def test_another_edition_wears_no_band_and_the_same_gives_the_same_bytes():
    figures = (shown("drawn", 2),)
    one, other = deck(*figures, edition="public"), deck(*figures, edition="public")
    assert one == other
    texts = [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(one)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert not any("Demonstration" in text for text in texts)
    assert any("Public edition" in text for text in texts)
