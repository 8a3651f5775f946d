"""The agenda file: every fault told, none kept, and the one that comes with the code."""

import shutil
from pathlib import Path

import pytest

from csp import agenda as kept
from csp import settings as settings_module
from csp.errors import SettingsError
from csp.settings import ROOT

GOOD = 'title = "Executive"\n[[item]]\npage = "ward_map"\nchoices = "show=change"\nminutes = 5\n'


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An own data folder of the project's district."""
    shutil.copy(ROOT / "data" / "settings.toml", tmp_path)
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    settings_module.settings.cache_clear()
    yield tmp_path
    settings_module.settings.cache_clear()


def test_the_projects_own_agenda_is_lent_until_there_is_another(folder):
    assert kept.agenda_file() == ROOT / "data" / "agenda.toml"
    (folder / "agenda.toml").write_text(GOOD, encoding="utf-8")
    told = kept.agenda()
    assert told is not None and told.title == "Executive"
    (item,) = told.item
    assert (item.page, item.choices, item.messages, item.minutes) == (
        "ward_map",
        "show=change",
        (),
        5,
    )


def test_it_is_read_each_time(folder):
    file = folder / "agenda.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert kept.agenda().title == "Executive"
    file.write_text(GOOD.replace("Executive", "Scrutiny"), encoding="utf-8")
    assert kept.agenda().title == "Scrutiny"


def test_another_district_is_lent_none(folder):
    file = folder / "settings.toml"
    text = file.read_text(encoding="utf-8").replace("E07000110", "E07000106")
    file.write_text(text, encoding="utf-8")
    settings_module.settings.cache_clear()
    assert kept.agenda() is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("title = ", ["cannot be read"]),
        ('title = "Ex"\n', ["title: ", "item: "]),
        ('title = "Executive"\nitem = []\n', ["item: "]),
        (GOOD.replace("ward_map", "Ward map"), ["item.1.page: "]),
        (GOOD.replace("minutes = 5", "minutes = 0\nroom = 4"), ["item.1.minutes", "item.1.room"]),
        (GOOD.replace("show=change", "x" * 2001), ["item.1.choices: "]),
    ],
)
def test_every_fault_is_told_with_its_place(folder, text, faults):
    (folder / "agenda.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        kept.agenda()
    assert all(fault in str(told.value) for fault in faults)
    assert "agenda.toml" in str(told.value)


def test_a_file_that_is_no_utf_8_says_in_which_line(folder):
    (folder / "agenda.toml").write_bytes(b'title = "a"\n# caf\xe9\n')
    with pytest.raises(SettingsError, match="line 2 is not UTF-8"):
        kept.agenda()
