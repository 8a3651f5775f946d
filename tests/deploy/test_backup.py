"""What is kept, and that a restore gives it back."""

import json
import os
import tarfile

from csp.db import tables
from deploy import backup, restore
from tests.long import LONG


def test_what_is_built_is_not_kept_and_everything_else_is(demonstration, tmp_path, capsys):
    assert backup.main([str(tmp_path)]) == 0
    (made,) = tmp_path.glob("csp-*.tar.gz")
    assert made.name in capsys.readouterr().out
    with tarfile.open(made) as held:
        names = held.getnames()
        told = json.load(held.extractfile(backup.TOLD))
    assert {"settings.toml", "open", "published"} <= set(names)
    assert not any("duckdb" in name or name.startswith(".") for name in names)
    assert set(told["demonstration"]) == {"release", *tables()}
    assert told["demonstration"]["release"] == demonstration.release


def test_fingerprints_tell_one_changed_row(demonstration):
    told = demonstration.fingerprints()
    assert told == demonstration.fingerprints()
    rows, _, mark = told["area_month"].partition(" rows, ")
    assert int(rows) > 1000
    assert len(mark) > 8
    found = restore.differences({"public": told}, {"public": {**told, "area": "another"}})
    assert list(found) == [f"public, area: was {told['area']}, is another"]
    assert list(restore.differences({"public": {"area": "1"}}, {})) == [
        "public, area: was 1, is missing"
    ]


def test_so_many_archives_are_kept(demonstration, tmp_path):
    for moment in range(5):
        (tmp_path / f"csp-2026010{moment}T000000.tar.gz").touch()
    assert backup.main([str(tmp_path), "--keep", "2"]) == 0
    kept = sorted(path.name for path in tmp_path.glob("csp-*"))
    assert kept[0] == "csp-20260104T000000.tar.gz"
    assert len(kept) == 2


def test_no_archive_is_made_inside_what_it_holds(demonstration, demonstration_folder, capsys):
    assert backup.main([str(demonstration_folder / "backup")]) == 2
    assert "must lie outside" in capsys.readouterr().err


def test_nothing_is_restored_over_something(tmp_path, capsys):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert restore.main([str(tmp_path / "a.tar.gz"), str(tmp_path / "full")]) == 2
    assert "is not empty" in capsys.readouterr().err
    (tmp_path / "a.tar.gz").write_bytes(b"no archive")
    assert restore.main([str(tmp_path / "a.tar.gz"), str(tmp_path / "new")]) == 2


@LONG
def test_a_restore_gives_the_same_tables(demonstration, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CSP_DATA", os.environ["CSP_DATA"])  # the restore names its own folder
    assert backup.main([str(tmp_path / "kept")]) == 0
    (made,) = (tmp_path / "kept").glob("*")
    assert restore.main([str(made), str(tmp_path / "again")]) == 0
    assert "Every table is as it was." in capsys.readouterr().out
