"""What was drawn beforehand is what would be drawn now, and is left alone where it may not be."""

import os
import pickle
import shutil
import stat
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from components.addressed import Addressed
from components.charts.palette import DARK, LIGHT
from components.messages import PAGES, told
from components.preparing import prepare, prepare_file
from components.screens.at_a_glance.change import kinds, ward_change
from components.screens.source_line import source_in
from components.ui.frame import today
from csp import prepared
from csp.build.swap import KEPT_FILES, only_builder, swap_in
from csp.db import Reader, pointer
from csp.errors import WarehouseError
from csp.prepared import INDEX, pages_of, write
from tests.long import LONG

RIGHTS = ("published", "2019")


@pytest.fixture(scope="module")
def made(demonstration_throughout: Reader, tmp_path_factory) -> Path:
    """A copy of the demonstration's file, with a few things prepared."""
    folder = tmp_path_factory.mktemp("made")
    copy = Path(shutil.copy(demonstration_throughout.path.resolve(), folder / "copy.duckdb"))
    reader = Reader(copy)
    noted = reader.draw_anew()
    things = ward_change(reader, LIGHT), kinds(reader, DARK), source_in(reader, *RIGHTS)
    assert write(reader, noted, copy) == len(noted) >= len(things)
    return copy


@pytest.fixture
def file(demonstration: Reader, made: Path, tmp_path: Path) -> Path:
    """The same, for one test to spoil."""
    del demonstration  # it names the data folder
    shutil.copy(pages_of(made), pages_of(tmp_path / made.name))
    return Path(shutil.copy(made, tmp_path / made.name))


def _asked(reader: Reader) -> list[str]:
    """What is made of a file from now on, by name."""
    reader.noted = {}
    ward_change(reader, LIGHT), kinds(reader, DARK), source_in(reader, *RIGHTS)
    return [make.__name__ for make, _, _ in reader.noted]


def test_what_was_prepared_is_what_would_be_made(demonstration, file):
    reader = Reader(file)
    mine, theirs = ward_change(demonstration, LIGHT), ward_change(reader, LIGHT)
    assert (theirs.title, theirs.table, theirs.spec) == (mine.title, mine.table, mine.spec)
    assert theirs.files.equals(mine.files)
    assert theirs.areas({}) == mine.areas({})  # a maker of a download came along
    assert source_in(reader, *RIGHTS) == source_in(demonstration, *RIGHTS)
    assert _asked(reader) == []
    assert ward_change(reader, DARK) is not None  # not prepared: made
    assert [make.__name__ for make, _, _ in reader.noted] == ["ward_change"]


def test_pages_that_come_after_their_file_are_found(file):
    away = pages_of(file).rename(file.with_name("away"))
    reader = Reader(file)
    assert source_in(reader, *RIGHTS).period == "2019"
    away.rename(pages_of(file))
    reader.noted = {}
    kinds(reader, DARK)
    assert not reader.noted


def _of_other_code(file: Path) -> None:
    with ZipFile(pages_of(file), "a") as archive:
        archive.writestr(prepared.MADE_BY, "another")


def _cut_short(file: Path) -> None:
    whole = pages_of(file).read_bytes()
    pages_of(file).write_bytes(whole[: len(whole) // 2])


def _scribbled_on(file: Path) -> None:
    content = bytearray(pages_of(file).read_bytes())
    content[200 : len(content) // 2] = b"\xff" * (len(content) // 2 - 200)
    pages_of(file).write_bytes(bytes(content))


def _open_to_all(file: Path) -> None:
    pages_of(file).chmod(pages_of(file).stat().st_mode | stat.S_IWOTH)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("harm", [_of_other_code, _cut_short, _scribbled_on, _open_to_all])
def test_pages_that_cannot_be_relied_on_are_made_anew(file, harm):
    harm(file)
    asked = _asked(Reader(file))
    assert "ward_change" in asked


class Calls:
    """Written down as a call."""

    def __init__(self, what: object, *given: object) -> None:
        self.call = (what, given)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "evil",
    [
        *(Calls(os.system, "true"), Calls(eval, "1"), Calls(open, "/dev/null")),
        *(Calls(pd.read_pickle, "/dev/null"), Calls(swap_in, 1, 2, "r")),
    ],
)
def test_nothing_but_our_own_is_called_by_what_is_read(file, evil):
    with ZipFile(pages_of(file)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(pages_of(file), "w") as archive:
        for name, content in held.items():
            own = name in {INDEX, prepared.MADE_BY}
            archive.writestr(name, content if own else pickle.dumps(evil))
    with pytest.raises(pickle.UnpicklingError, match="nothing that pages are made of"):
        prepared._Unpickler(pickle.dumps(evil), None).load()
    assert "kinds" in _asked(Reader(file))


@pytest.mark.parametrize(("module", "name"), [("csp.prepared", "os.system"), ("csp.db", "duckdb")])
def test_what_a_module_of_ours_imported_is_not_ours(module, name):
    asked = b"\x80\x04" + b"".join(
        b"\x8c" + bytes([len(word)]) + word.encode() for word in (module, name)
    )
    with pytest.raises(pickle.UnpicklingError, match="nothing that pages are made of"):
        prepared._Unpickler(asked + b"\x93.", None).load()


def test_the_fingerprint_follows_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    before = prepared.made_by()
    (tmp_path / "settings.toml").write_text("# another\n")
    assert prepared.made_by() == before  # read once
    prepared._fingerprint.cache_clear()
    assert prepared.made_by() != before


def test_pages_are_swapped_in_with_their_file_and_go_with_it(file, tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    for number in range(KEPT_FILES + 1):
        with only_builder("demonstration") as workspace:
            path = Path(shutil.copy(file, workspace / "new.duckdb"))
            shutil.copy(pages_of(file), pages_of(path))
            served = swap_in(path, pointer("demonstration"), f"r{number}")
    assert pages_of(served).exists()
    kept = [one.stem for one in tmp_path.glob("demonstration-*.duckdb")]
    assert sorted(kept) == sorted(one.stem for one in tmp_path.glob("*-*.pages"))
    assert len(kept) == KEPT_FILES


def test_the_partners_pages_are_not_kept():
    with pytest.raises(WarehouseError, match="would lie open"):
        prepare("partner")


@LONG
def test_every_page_opens_from_what_was_prepared(file):
    assert prepare_file(file) > 500
    reader = Reader(file)
    reader.noted = {}
    for colours in (LIGHT, DARK):
        for page in PAGES:
            told(page, reader, Addressed.of(""), colours, today())
    # A map's way to the answer for an area holds a function that cannot be kept.
    assert {make.__name__ for make, _, _ in reader.noted} <= {"_of_area"}
