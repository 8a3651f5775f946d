"""The partnership's own words: read as they stand, every fault told, nothing ever changed."""

import pytest

from csp import narrative as own
from csp.errors import SettingsError
from csp.narrative import Part, Run

SECTIONS = {"places": "Places", "actions": "Action plan"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    made = tmp_path / "narrative"
    made.mkdir()
    return made


def refused(edition="partner") -> str:
    with pytest.raises(SettingsError) as told:
        own.narrative(SECTIONS, edition)
    return str(told.value)


def test_paragraphs_lists_bold_words_and_links(folder):
    (folder / "places.md").write_text(
        "publish: yes\n\nWe met **twice** and\nagreed, see [our page](https://a.example/x?y=1).\n\n"
        "- the town\n  centre\n- the south\n\n1. first\n2. second\n",
        encoding="utf-8",
    )
    held = own.narrative(SECTIONS, "public")["places"]
    assert held.publish
    assert held.parts == (
        Part(
            "words",
            (
                (
                    Run("We met "),
                    Run("twice", bold=True),
                    Run(" and agreed, see "),
                    Run("our page", to="https://a.example/x?y=1"),
                    Run("."),
                ),
            ),
        ),
        Part("points", ((Run("the town centre"),), (Run("the south"),))),
        Part("steps", ((Run("first"),), (Run("second"),))),
    )


@pytest.mark.parametrize(
    ("first", "edition", "carried"),
    [
        ("publish: yes", "public", True),
        ("publish: no", "public", False),
        ("", "public", False),
        ("publish: no", "partner", True),
        ("", "demonstration", True),
    ],
)
def test_the_public_edition_carries_only_what_is_marked_for_it(folder, first, edition, carried):
    (folder / "places.md").write_text(f"{first}\nOur words.\n", encoding="utf-8")
    assert ("places" in own.narrative(SECTIONS, edition)) is carried


def test_markup_is_words_and_comments_are_left_out(folder):
    (folder / "places.md").write_text(
        "<!-- a note\nover two lines -->\npublish: yes\nA <b>bold</b> & <script> word.\n",
        encoding="utf-8",
    )
    (part,) = own.narrative(SECTIONS, "public")["places"].parts
    assert part.entries == ((Run("A <b>bold</b> & <script> word."),),)


def test_every_fault_of_every_file_is_told_with_its_row(folder):
    (folder / "places.md").write_text(
        "publish: perhaps\n# A heading\na\u200bb\n| a | b |\n[there](http://a.example)\n"
        "[here](javascript:alert(1))\n![x](https://a.example)\n",
        encoding="utf-8",
    )
    (folder / "people.md").write_text("Words.", encoding="utf-8")
    (folder / "actions.md").write_bytes("Fünf".encode("latin-1"))
    told = refused().splitlines()
    assert told[0] == "The partnership’s own words cannot be used:"
    assert told[1:] == [
        "  actions.md: cannot be read: line 1 is not UTF-8 text; save the file as UTF-8.",
        "  people.md: no section is called so; there are places.md, actions.md.",
        "  places.md: row 1: “publish:” is followed by yes or no.",
        "  places.md: row 2: this looks like a heading; the section has its own, so write a plain"
        " line.",
        "  places.md: row 3: it holds control characters or invisible ones; leave them out.",
        "  places.md: row 4: this looks like a table; the figures have their own.",
        "  places.md: row 5: a link must lead to an address that begins with https://.",
        "  places.md: row 6: a link must lead to an address that begins with https://.",
        "  places.md: row 7: this looks like a picture; pictures come from the figures.",
    ]


def test_a_file_that_is_too_long_is_refused(folder):
    (folder / "places.md").write_text("a" * (own.LONGEST + 1), encoding="utf-8")
    assert "20,001 characters; 20,000 are the most" in refused()


def test_begun_files_hold_no_words_and_what_is_there_is_never_touched(folder):
    (folder / "places.md").write_text("Ours.\n", encoding="utf-8")
    assert [file.name for file in own.begin(SECTIONS)] == ["actions.md"]
    assert own.begin(SECTIONS) == []
    assert (folder / "places.md").read_text(encoding="utf-8") == "Ours.\n"
    assert list(own.narrative(SECTIONS, "partner")) == ["places"]


def test_without_a_folder_there_are_no_words(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    assert own.narrative(SECTIONS, "partner") == {}
