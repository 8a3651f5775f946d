"""A pack says what the screens say: from each of its references the app tells the same numbers."""

import io
import re
from contextlib import closing
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from pptx import Presentation

from components import messages, pack
from components.addressed import Addressed
from components.charts.palette import LIGHT
from components.pack import cells, contents, html_file
from components.pack.contents import Figures
from components.pack.document import Section, Shown
from components.pack.document import figures as figures_of
from components.pack.review import review
from components.words import numbers
from components.words import pack as said
from csp.answers import plans
from csp.db import Reader
from csp.errors import SettingsError
from csp.narrative import Narrative, Part, Run
from csp.settings import settings
from tests.components.pack.documents import shown
from tests.long import LONG

ON = date(2026, 11, 27)
REFERENCE = re.compile(r'<p class="reference">Reference (\d+): ')
ADDRESS = re.compile(r'<li id="reference-(\d+)">(?:<a [^>]*>)?([^<]+)')


OWN = {"view", "message", "release", "edition", "on"}


@lru_cache(maxsize=128)
def told(data, page, choices, on):
    """What a page says for the choices of an address, told anew."""
    return messages.told(page, data, Addressed.of(choices), LIGHT, on)


def again(data, reference):
    """The message that a reference names, as the app would tell it."""
    page, _, query = reference.partition("?")
    said = parse_qs(query)
    assert said["release"] == [data.release]
    assert said["edition"] == [data.edition]
    choices = urlencode([(key, one) for key, one in parse_qsl(query) if key not in OWN])
    held = told(data, page, choices, date.fromisoformat(said["on"][0]))
    return next(one for one in held.messages if one.name == said["message"][0])


def texts(tables):
    """Every cell of every row, groups and heads included."""
    return [
        [cell.text for cell in row.cells]
        for table in tables
        for row in (cells.Row(table.heads), *table.rows)
    ]


def same_as_the_screen(data, one):
    """Holds a figure against what its reference tells."""
    fresh = again(data, one.reference)
    assert numbers.unbroken(one.title).lower().endswith(numbers.unbroken(fresh.title).lower())
    assert texts(one.tables) == texts(cells.tables(fresh.table))
    # The verdict of a trend, which title and lead tell, is no fact a second time.
    assert one.facts == (fresh.facts[1:] if one.name.startswith("trend-") else fresh.facts)
    assert [alt for _, alt, _ in one.pictures] == [each.alt for each in fresh.pictures]
    assert one.source == (fresh.source.line() if fresh.source else "")


def test_each_figure_of_the_data_on_a_page_and_its_html_say_what_the_screen_says(demonstration):
    figures = Figures(demonstration, ON)
    section = contents.data_on_a_page(figures)
    held = [block for block in section.blocks if isinstance(block, Shown)]
    assert [one.name for one in held] == [
        "newest-month",
        "priorities",
        "change-by-kind",
        "change-by-ward",
    ]
    for one in held:
        same_as_the_screen(demonstration, one)
    document = contents.frame(demonstration, ON, "A", contents.numbered([section]))
    written = html_file.assessment(document).decode()
    assert document.band.startswith("Demonstration: ")
    in_html(demonstration, written, len(held))


def in_html(data, written, count):
    """Holds every table of a written page against what its reference tells; whole ones only."""
    addresses = {number: html_unescape(told) for number, told in ADDRESS.findall(written)}
    before = re.split(r'<h2 id="(?:annex|references)">', written)[0]
    parts = re.split(r"<h3 id=\"figure-\d+\">", before)[1:]
    assert len(parts) >= count
    for one in parts:
        if (found := REFERENCE.search(one)) is None:
            continue
        fresh = texts(cells.tables(again(data, addresses[found[1]]).table))
        annexed = re.search(r'href="#(A\d+)"', one)
        if annexed:
            where = written.index(f'<h3 id="{annexed[1]}">')
            whole = written[where : written.find("<h3", where + 4)]
            assert texts(cells.tables(whole)) == fresh
        else:
            stands = texts(cells.tables(one))
            assert stands == fresh or (len(stands) > 10 and stands == fresh[: len(stands)])


def html_unescape(text):
    return text.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", '"')


def on_slides(data, held):
    """Holds every table of the slides against what the reference in its notes tells."""
    rows: dict[str, list[list[str]]] = {}
    for slide in Presentation(io.BytesIO(held)).slides:
        if not slide.has_notes_slide:
            continue
        reference = slide.notes_slide.notes_text_frame.text.partition("Reference: ")[2].strip()
        held_rows = rows.setdefault(reference, [])
        for shape in slide.shapes:
            if shape.has_table:
                made = [[cell.text for cell in row.cells] for row in shape.table.rows]
                held_rows += made if not held_rows else made[1:]
    assert len(rows) >= 10
    for reference, held_rows in rows.items():
        fresh = cells.tables(again(data, reference).table)
        plain = [
            ["\n".join(line.text for line in cell.lines) for cell in row.cells]
            for table in fresh
            for row in (cells.Row(table.heads), *table.rows)
            if not row.group
        ]
        groups = {row.cells[0].text for table in fresh for row in table.rows if row.group}
        assert [row for row in held_rows if row[0] not in groups or any(row[1:])] == plain


@LONG
@pytest.mark.slow
def test_the_whole_pack_of_the_demonstration_says_what_the_screens_say(demonstration, tmp_path):
    steps: list[tuple[float, str]] = []
    made = pack.pack(demonstration, tmp_path, ON, lambda share, step: steps.append((share, step)))
    assert [file.name for file in made.files] == [pack.HTML, pack.PAGE, pack.PDF, pack.SLIDES]
    assert made.folder.name == f"demonstration-{demonstration.release}"
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    in_html(demonstration, (made.folder / pack.HTML).read_text(encoding="utf-8"), 60)
    on_slides(demonstration, (made.folder / pack.SLIDES).read_bytes())
    figures = Figures(demonstration, ON)
    document = contents.assessment(figures, {})
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Shown) and block.reference:
                same_as_the_screen(demonstration, block)
    before = {file.name: file.read_bytes() for file in made.files}
    pack.pack(demonstration, tmp_path, ON)
    assert {file.name: file.read_bytes() for file in made.files} == before
    assert [one.name for one in tmp_path.iterdir()] == [made.folder.name]


def test_scores_that_nobody_gave_recommend_nothing(demonstration):
    blocks = contents.section(Figures(demonstration, ON), "priorities")
    told = contents.text_of_blocks(blocks)
    assert "an example: nobody gave them" in told
    # Neither what invented scores would put first, nor one of them worked out.
    assert not re.search(r"Worked out|trials|invented scores\)", told)
    assert {one.name for one in blocks if isinstance(one, Shown)} == {"priorities-model"}


def test_wrong_words_stop_the_pack_before_anything_is_written(
    demonstration, demonstration_folder, tmp_path, monkeypatch
):
    data = tmp_path / "data"
    (data / "narrative").mkdir(parents=True)
    (data / "narrative" / "places.md").write_text("# Places\n", encoding="utf-8")
    for name in ("open", "settings.toml"):
        (data / name).symlink_to(demonstration_folder / name)
    monkeypatch.setenv("CSP_DATA", str(data))
    out = tmp_path / "out"
    with pytest.raises(SettingsError, match="row 1: this looks like a heading"):
        pack.pack(demonstration, out, ON)
    assert not out.exists()


def test_a_folder_is_put_whole_and_replaces_the_one_before(tmp_path):
    folder = tmp_path / "public-r1"
    pack.put(folder, {"a.txt": b"1", "b.txt": b"2"}, private=False)
    pack.put(folder, {"a.txt": b"3"}, private=True)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {"a.txt": b"3"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in tmp_path.iterdir()] == ["public-r1"]
    with pytest.raises(FileNotFoundError):
        pack.put(folder, {"no/such/place": b"4"}, private=False)
    assert [one.name for one in tmp_path.iterdir()] == ["public-r1"]
    assert (folder / "a.txt").read_bytes() == b"3"


def test_the_partnerships_words_stand_first_in_their_section(demonstration):
    own = {"hidden": Narrative("hidden", True, (Part("words", ((Run("Ours."),),)),))}
    made = contents.with_words("hidden", [], own)
    assert contents.text_of_blocks(made) == "Ours."


def test_a_review_says_of_each_priority_what_was_promised_done_and_counted(demonstration):
    figures = Figures(demonstration, ON)
    told = review(figures)
    (table,) = told.tables
    plan = settings().plan.current
    held = [one.title for one in plans.priorities(demonstration, plan)]
    assert [row.cells[0].text for row in table.rows] == [numbers.unbroken(one) for one in held]
    done = figures.told("action_plan", urlencode({"plan": plan}))
    (listed,) = [one.files for one in done.messages if one.name == "actions"]
    for title, row in zip(held, table.rows, strict=True):
        own = listed[listed["priority"] == title]
        says = row.cells[2].text.replace("\N{NO-BREAK SPACE}", " ")
        assert says.startswith(f"{len(own)} action" if len(own) else "none is listed")
        trend = figures.told("priority_trends", urlencode({"plan": plan, "priority": title}))
        if trend.messages:
            assert row.cells[3].text == numbers.unbroken(trend.messages[0].title)
        assert title not in row.cells[1].text
    indicators = sum("Indicators: " in row.cells[1].text for row in table.rows)
    assert told.title == numbers.unbroken(said.reviewed(len(held), indicators))


def test_where_no_reason_is_written_the_assessment_says_that_none_is_known(demonstration):
    ours = {"changes": Narrative("changes", True, (Part("words", ((Run("Ours."),),)),))}
    figures = Figures(demonstration, ON)
    words_of = [
        contents.text_of_blocks(contents.whole_section(figures, "changes", own))
        for own in ({}, ours)
    ]
    assert words_of[0].startswith("Why these changes came about is not known here")
    assert words_of[1].startswith("Ours.")
    assert "not known here" not in words_of[1]
    assert "None of the signals below has a decision" in words_of[0]
    assert "has a published decision" in said.decided(2, 0, public=True)
    assert said.decided(6, 2, public=False).startswith("Of eight signals below two have a decision")
    assert said.decided(0, 0, public=False) == ""


def test_what_figures_say_alike_is_said_once():
    under = "Counts put on 30.4 days. Solid: average."
    told = [
        shown("trend-a", 1, under=f"Thefts. {under}", note="Lower is better. Dotted: the county."),
        shown("trend-b", 1, under=f"Drugs. {under}", note="Neither is better. Dotted: the county."),
        shown("other", 1, under=under),
    ]
    once, rest = contents.said_once(told, "trend-")
    assert once == f"{under} Dotted: the county."
    assert [one.under for one in rest] == ["Thefts.", "Drugs.", under]
    assert [one.note for one in rest] == ["Lower is better.", "Neither is better.", "A note."]
    assert contents.said_once(told[1:], "trend-") == ("", told[1:])


def test_a_long_table_stands_in_the_annex_once_though_two_pictures_show_it():
    told = [shown("a", 20), shown("b", 20), shown("c", 21), shown("d", 3)]
    told.append(shown("listed", 30, pictures=()))
    (made,) = contents.with_annex((Section("levels", "Levels", tuple(told)),))
    assert [one.annexed for one in made.blocks] == ["A1", "A1", "A2", "", ""]
    assert [one.first for one in made.blocks] == [-1, -1, -1, 0, 0]
    document = contents.numbered([made])[0]
    assert [one.number for one in document.blocks] == [1, 2, 3, 4, 5]


def edition_of(folder, edition):
    """The assessment of an edition, and its words."""
    with closing(Reader((folder / f"{edition}.duckdb").resolve(), edition)) as data:
        document = contents.assessment(Figures(data, ON), {})
    return document, contents.text_of(document)


@LONG
@pytest.mark.slow
def test_packs_differ_as_the_editions_do(published_folder, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(published_folder))
    public, said_publicly = edition_of(published_folder, "public")
    partner, said_to_partners = edition_of(published_folder, "partner")
    for document in (public, partner):
        assert document.band == ""
        assert not any(one.invented for one in figures_of(document))
    assert "not to be passed on" in partner.edition_words
    assert "anyone may see all of it" in public.edition_words
    # A survey's small bases are hidden from everybody, partners' small counts from the public.
    assert said_publicly.count("\nhidden\n") > said_to_partners.count("\nhidden\n")
    assert {one.name for one in figures_of(public)} >= {"audit", "proof"}
    assert "domestic-abuse-concentration" not in {one.name for one in figures_of(public)}
    assert "domestic-abuse-concentration" in {one.name for one in figures_of(partner)}
