"""Add data as a page: faults, doubts, accepting, refusals and undo, with the work itself replaced;
the browser's walk does the real thing.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components.ui import building
from components.ui.building import Ended
from csp import archive, intakes
from csp.errors import CspError
from csp.ingest import examine, partner
from csp.ingest.examined import Examined
from csp.ingest.upload import PREFIX
from csp.settings import ROOT
from tests.long import LONG

PATIENCE = 90  # seconds
PAGE = "pages/add_data.py"
SHOP = "one_stop_shop"
HEADER = "Month,Ward,Sex,Visits\n"
SOUND = f"{HEADER}2026-01,High Street,Women,7\n".encode()
WRONG = f"{HEADER}2026-01,Nowhere,Women,7\n2026-01,High Street,Women,<5\n".encode()


@pytest.fixture(autouse=True)
def here(partner, tmp_path, monkeypatch) -> Path:
    """A partner file of one's own, and a place for uploads that must be left empty."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    yield partner
    assert list(scratch.glob(f"{PREFIX}*")) == []


@pytest.fixture
def app() -> AppTest:
    made = AppTest.from_file(str(ROOT / PAGE), default_timeout=PATIENCE)
    made.query_params["source"] = SHOP
    return checked(made.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert len(app.title) == 1
    return app


def upload(app: AppTest, content: bytes, name: str = "visits.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return checked(app.run())


def texts(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def buttons(app: AppTest) -> dict[str, bool]:
    """The buttons by their names, and whether each can be pressed."""
    return {button.label: not button.disabled for button in app.button}


class Works:
    """Stands for the work in a process of its own: what it was asked, and how it ends."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.content = b""
        self.ends = Ended(("Done.",), ())

    def start(self, arguments: Sequence[str], afterwards=building.nothing) -> None:
        self.asked.append(list(arguments))
        if arguments[0] == "ingest":
            file = Path(arguments[2])
            self.content = file.read_bytes()
            if not self.ends.problem:
                partner.ingest(arguments[1], [file])
        elif not self.ends.problem:
            intakes.withdraw(intakes.last())
        afterwards()

    def watch(self, _work: object, _bar: object) -> Ended:
        return self.ends


@pytest.fixture
def works(monkeypatch) -> Works:
    made = Works()
    monkeypatch.setattr(building, "start", made.start)
    monkeypatch.setattr(building, "watch", made.watch)
    return made


def test_before_a_file_is_chosen_it_says_what_was_added(app):
    assert app.title[0].value == "Which file would you like to add?"
    assert "None has been added yet" in texts(app)
    assert app.get("download_button")[0].proto.label == "Empty form to send out, as XLSX"
    assert "undo" not in {button.key for button in app.button}


def test_every_fault_stands_beside_its_row_and_nothing_can_be_accepted(app):
    upload(app, WRONG)
    assert app.title[0].value == "visits.csv has two faults; nothing was taken"
    said = texts(app)
    assert '<th scope="row" class="n">2</th><td>Ward</td><td>Nowhere</td>' in said
    assert '<th scope="row" class="n">3</th><td>Visits</td><td>&lt;5</td>' in said
    assert "Accept and build" not in buttons(app)
    assert any(one.proto.label == "All faults as CSV" for one in app.get("download_button"))


@LONG
def test_of_thousands_the_first_are_shown_and_the_number_of_all(app):
    rows = "".join(f"2026-01,Nowhere {n},Women,7\n" for n in range(3000))
    upload(app, (HEADER + rows).encode())
    assert texts(app).count('<th scope="row"') == 200
    assert "The first 200 of 3,000 faults are shown" in texts(app)


def test_a_sensitive_cell_is_not_shown(app):
    app.selectbox(key="source").set_value("domestic_abuse")
    checked(app.run())
    upload(app, b"Incident reference,Reported on,From,To\nSECRET-1,SECRET-2,SECRET-3,\n", "da.csv")
    assert "SECRET" not in texts(app)
    assert "<td>not shown</td>" in texts(app)


def test_a_file_of_another_source_has_faults_in_words(app):
    upload(app, b"Month,Cases,Repeat cases,Children\n2026-01,5,1,2\n")
    assert "nothing was taken" in app.title[0].value
    assert "High-risk domestic abuse cases (MARAC)" in texts(app)  # the form that it is


def test_a_sound_file_is_accepted_and_then_stands_as_the_newest(app, works):
    upload(app, SOUND)
    assert app.title[0].value == "visits.csv is sound: one month can be taken"
    assert "January 2026: 1 row would be taken from visits.csv." in texts(app)
    app.button(key="accept").click()
    checked(app.run())
    (asked,) = works.asked
    assert asked[:2] + asked[3:] == ["ingest", SHOP, "--build"]
    assert works.content == SOUND
    assert app.title[0].value == "Added: One-stop shop visits"
    assert "Take the newest file back" in buttons(app)
    assert app.file_uploader[0].value is None
    assert len(archive.received(SHOP)) == 1


def test_what_is_taken_back_can_be_added_again(app, works):
    upload(app, SOUND)
    app.button(key="accept").click()
    checked(app.run())
    app.button(key="undo").click()
    checked(app.run())
    assert works.asked[-1] == ["undo"]
    assert app.title[0].value == "The newest file was taken back"
    assert "Take the newest file back" not in buttons(app)
    upload(app, SOUND)
    assert "Accept and build" in buttons(app)


def test_a_file_that_is_held_already_has_nothing_to_accept(app, works):
    upload(app, SOUND)
    app.button(key="accept").click()
    checked(app.run())
    upload(app, SOUND)
    assert app.title[0].value == "visits.csv was received before"
    assert "Accept and build" not in buttons(app)


@pytest.mark.parametrize(
    "problem",
    [
        ("The new file does not add up and was not used:", "wards add up to borough: not so"),
        (intakes.BUSY,),
        (building.UNEXPECTED,),
    ],
)
def test_a_refusal_is_told_in_its_sentences(app, works, problem):
    works.ends = Ended((), problem)
    upload(app, SOUND)
    app.button(key="accept").click()
    checked(app.run())
    assert app.title[0].value == "Nothing was added"
    assert all(f"<li>{line}</li>" in texts(app) for line in problem)


def test_a_work_that_cannot_be_begun_is_told_and_leaves_no_file(app, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "start", full)
    upload(app, SOUND)
    app.button(key="accept").click()
    checked(app.run())
    assert "The work could not be begun: No space left on device." in texts(app)


def test_doubts_are_confirmed_before_a_file_is_accepted(app, works, monkeypatch):
    found = Examined("visits.csv", (), ("Taken.",), ("Ten times as many as usual.",), 1)
    monkeypatch.setattr(examine, "examine", lambda *_: found)
    upload(app, SOUND)
    assert "Ten times as many as usual." in texts(app)
    assert not buttons(app)["Accept and build"]
    app.checkbox(key="add_data_confirmed").check()
    checked(app.run())
    app.button(key="accept").click()
    checked(app.run())
    assert works.asked[0][-1] == "--confirmed"


def test_a_check_that_cannot_be_made_is_told(app, monkeypatch):
    def full(*_: object) -> Examined:
        raise CspError("The file could not be looked at here: No space left on device.")

    monkeypatch.setattr(examine, "examine", full)
    upload(app, SOUND)
    assert app.title[0].value == "Nothing was added"
    assert "No space left on device" in texts(app)


@pytest.mark.parametrize("edition", ["partner", "demonstration", "nonsense"])
def test_the_page_is_registered_in_the_partner_edition_alone(
    demonstration_folder, monkeypatch, edition
):
    registered = {}
    if edition == "demonstration":
        monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    monkeypatch.setenv("CSP_EDITION", edition)
    monkeypatch.setattr("streamlit.navigation", lambda pages, **_: registered.update(pages) or Run)
    AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE).run()
    titles = [page.title for pages in registered.values() for page in pages]
    assert ("Add data" in titles) == (edition == "partner")


class Run:
    """Stands for a page that shows nothing."""

    @staticmethod
    def run() -> None:
        """Shows nothing."""
