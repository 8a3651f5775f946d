"""`pack` refuses in a sentence, writes nothing then, and begins no file that is there."""

import pytest

from components import pack
from components.words.pack import SECTIONS
from csp import cli


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    return tmp_path


def test_an_edition_that_is_none_or_has_no_file_is_refused(here, capsys):
    assert cli.main(["pack", "--edition", "secret"]) == cli.REFUSED
    assert capsys.readouterr().err == (
        "There is no edition “secret”: partner, public, demonstration.\n"
    )
    assert cli.main(["pack", "--edition", "partner"]) == cli.REFUSED
    assert capsys.readouterr().err == "There is no partner file to make a pack from.\n"
    assert [one.name for one in here.iterdir()] == ["data"]


def test_empty_files_for_own_words_are_made_once(here, capsys):
    assert cli.main(["pack", "--begin-narrative"]) == 0
    folder = here / "data" / "narrative"
    assert {file.stem for file in folder.iterdir()} == set(SECTIONS)
    assert f"{len(SECTIONS)} files were made" in capsys.readouterr().out
    (folder / "places.md").write_text("Ours.\n", encoding="utf-8")
    assert cli.main(["pack", "--begin-narrative"]) == 0
    assert "0 files were made" in capsys.readouterr().out
    assert (folder / "places.md").read_text(encoding="utf-8") == "Ours.\n"


def test_what_was_made_is_told_with_progress(here, demonstration, capsys, monkeypatch):
    def made(data, out, on, progress):
        progress(0.5, "Writing slides.pptx")
        folder = out / f"{data.edition}-{data.release}"
        pack.put(folder, {"slides.pptx": b"x" * 2_000_000}, private=False)
        return pack.Packed(folder, (folder / "slides.pptx",), ("No words are held.",))

    monkeypatch.setattr(pack, "pack", made)
    assert cli.main(["pack", "--steps", "--out", "out"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "0.500 Writing slides.pptx",
        "No words are held.",
        "slides.pptx: 2,000 kB",
        f"The pack of the demonstration edition is in out/demonstration-{demonstration.release}.",
    ]
