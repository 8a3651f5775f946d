"""The assessment as HTML and PDF: everybody can read it, and nothing is asked of anybody."""

import io
import re

import page as pdf_validator
import pikepdf
import pytest

from components.pack import cells, html_file, pdf_file
from components.pack.document import Section
from components.pack.pictures import drawn
from tests.components.pack.documents import SPEC, document, rows, shown


@pytest.fixture(scope="module")
def told():
    return document(
        shown("drawn", 4, number=1, cited="At a glance, release r1, as of 27 Nov 2026"),
        shown("first", 20, first=10, annexed="A1"),
        shown("pointed", 20, first=-1, annexed="A2", invented="ILLUSTRATIVE: invented"),
        shown("again", 20, first=-1, annexed="A2", invented="ILLUSTRATIVE: invented"),
        shown("listed", 3, pictures=(), key=(), facts=()),
    )


@pytest.fixture(scope="module")
def written(told):
    return html_file.assessment(told, "https://board.example").decode()


@pytest.fixture(scope="module")
def printed(told):
    return pdf_file.assessment(told, "https://board.example")


def test_the_page_asks_for_nothing_and_runs_nothing(written):
    assert "<script" not in written
    for found in re.findall(r'(?:src|href)="([^"]*)"', written):
        assert found.startswith(("data:", "#", "https://board.example/", "https://a.example"))
    assert not re.findall(r"url\((?!data:|#)", written)
    assert "default-src &#x27;none&#x27;" in written


def test_it_has_language_title_landmarks_and_headings_in_order(written):
    assert '<html lang="en-GB">' in written
    assert "<title>Strategic assessment, The partnership</title>" in written
    for landmark in ("<header>", "<nav ", '<main id="main">', "<footer>"):
        assert written.count(landmark) == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])", written)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    names = re.findall(r'\bid="([^"]+)"', written)
    assert len(set(names)) == len(names)


def test_words_of_others_are_words_and_figures_say_what_they_must(written):
    assert "We &lt;say&gt;: <strong>so</strong>" in written
    assert '<a href="https://a.example" rel="noreferrer">here</a>' in written
    assert 'role="img" aria-label="Bars: North 12, South 7."' in written
    assert "Demonstration: some is invented." in written
    assert written.count("Source: somewhere, 2025.") >= 4
    assert "Rows 1 to 10 of 20; the whole table is A1 in the annex." in written
    assert 'href="#A2"' in written


ADDRESS = "at_a_glance?view=meeting&amp;message=drawn&amp;release=r1&amp;on=2026-11-27"


def test_a_reference_is_short_and_its_address_can_be_copied(told, written):
    short = "At a glance, release r1, as of 27 Nov 2026</a>"
    assert f'Reference 1: <a href="https://board.example/{ADDRESS}">{short}' in written
    assert f'<li id="reference-1"><a href="https://board.example/{ADDRESS}">' in written
    assert written.count(">References in full<") == 2
    # Where nobody knows the dashboard's address the words lead to the list.
    nowhere = html_file.assessment(told).decode()
    assert f'Reference 1: <a href="#reference-1">{short}' in nowhere
    assert f'<li id="reference-1">{ADDRESS}</li>' in nowhere


def test_a_table_of_two_figures_stands_in_the_annex_once(written):
    assert written.count('<h3 id="A2">') == 1
    assert written.count('href="#A2"') == 2


def test_its_tables_are_the_screens_tables(written):
    def texts(markup):
        return [[cell.text for cell in row.cells] for row in cells.tables(markup)[0].rows]

    listed = written[written.index(">What listed says<") :]
    assert texts(listed) == texts(rows(3))
    annexed = written[written.index(">A1. What first says<") :]
    assert texts(annexed) == texts(rows(20))


def test_the_pdf_is_what_the_standard_for_everyone_asks(printed):
    """PDF/UA-1: all rules that a program can judge, by a validator that shares nothing with what
    wrote the file.
    """
    found = pdf_validator.validate_pdf_bytes(printed, profile="ua1")
    assert [(one.rule_id, one.message) for one in found.failures] == []
    assert found.is_compliant


def elements(tree):
    """Every structure element below one, in reading order."""
    if isinstance(tree, pikepdf.Array):
        for one in tree:
            yield from elements(one)
    elif isinstance(tree, pikepdf.Dictionary):
        if "/S" in tree:
            yield tree
        if "/K" in tree:
            yield from elements(tree["/K"])


def test_title_language_order_bookmarks_words_and_letters(printed):
    with pikepdf.open(io.BytesIO(printed)) as made:
        root = made.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).lower() == "en-gb"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(made.docinfo["/Title"]) == "Strategic assessment"
        assert all(str(one.get("/Tabs", "/S")) == "/S" for one in made.pages)
        with made.open_outline() as outline:
            assert [one.title for one in outline.root[-3:]] == [
                "Glossary",
                "Annex: tables in full",
                "References in full",
            ]
        held = list(elements(root.StructTreeRoot["/K"]))
        kinds = [str(one.S) for one in held]
        pictures = [one for one in held if str(one.S) == "/Figure"]
        assert pictures
        assert all(str(one.get("/Alt", "")) for one in pictures)
        assert {"/Table", "/TH", "/TD", "/Caption", "/L", "/H1", "/H2"} <= set(kinds)
        assert kinds.index("/H1") < kinds.index("/Table")
        fonts = [
            each.get("/FontDescriptor") or each.DescendantFonts[0].FontDescriptor
            for one in made.pages
            for each in one.Resources.get("/Font", {}).values()
        ]
        assert fonts
        assert all("IBMPlexSans" in str(one.FontName) for one in fonts)
        assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


def test_the_same_document_gives_the_same_bytes(told, printed, written):
    assert pdf_file.assessment(told, "https://board.example") == printed
    assert html_file.assessment(told, "https://board.example").decode() == written


def test_the_same_picture_has_the_same_bytes_however_many_were_drawn_before():
    clipped = {**SPEC, "mark": {"type": "bar", "clip": True}}
    once, again = drawn(clipped).svg, drawn(clipped).svg
    assert once == again
    assert 'id="clip1"' in once
    assert once.count("#clip1)") == once.count('clip-path="')


@pytest.mark.parametrize("count", [5, 60])
def test_data_on_a_page_is_one_page_however_much_there_is(count):
    figures = (
        shown("facts", 2, pictures=(), key=()),
        shown("listed", count, pictures=(), key=(), facts=()),
        shown("drawn", 4, facts=()),
    )
    told = document(*figures)
    made = pdf_file.one_page(told, Section("summary", "Summary", figures))
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 1
    assert pdf_validator.validate_pdf_bytes(made, profile="ua1").is_compliant
