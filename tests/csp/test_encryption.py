"""The partner file at rest: nothing of it can be read without its key, and every command honours
it.
"""

import logging
import shutil
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

from components.warehouse import Shelf
from csp import build as building
from csp import encryption
from csp.build import build
from csp.cli import main
from csp.db import Reader, pointer, sql
from csp.errors import BuildError, KeyFileError, WarehouseError
from csp.ingest.undo import undo
from tests.conftest import call_partners_own, fresh_data_folder
from tests.long import LONG

KEY = "a key for tests, of more than thirty-two letters"
ANOTHER = "another key for tests, which opens nothing at all"
WARD = b"Shepway North"
BLOCK, FIRST_BLOCK, NONCE = 262144, 3 * 4096, 12  # bytes


def written(file: Path, text: str = KEY, mode: int = 0o600) -> Path:
    file.write_text(f"{text}\n", encoding="utf-8")
    file.chmod(mode)
    return file


@pytest.fixture
def key_file(tmp_path, monkeypatch) -> Path:
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    file = written(tmp_path / "partner.key")
    monkeypatch.setenv("CSP_DATA_KEY_FILE", str(file))
    return file


@pytest.fixture(scope="module")
def made(demonstration_folder, tmp_path_factory) -> Path:
    """An encrypted partner file: the demonstration's records, called a partner's own."""
    file = tmp_path_factory.mktemp("made") / "partner-a-1.duckdb"
    filled = encryption.new_file(file, KEY)
    shown = (demonstration_folder / "demonstration.duckdb").resolve()
    encryption.attach(filled, shown, "shown")
    filled.execute("COPY FROM DATABASE shown TO held")
    call_partners_own(filled)
    filled.execute("DETACH shown")
    filled.execute("CHECKPOINT")
    filled.close()
    return file


@pytest.fixture
def locked(key_file, made, tmp_path, demonstration_folder, monkeypatch) -> Path:
    """The encrypted file in a data folder of its own, serving."""
    folder = tmp_path / "data"
    for name in ("open", "published", "settings.toml"):
        (folder / name).symlink_to(demonstration_folder / name)
    file = Path(shutil.copy(made, folder))
    pointer("partner").symlink_to(file.name)
    monkeypatch.setenv("CSP_EDITION", "partner")
    return file


def test_the_bytes_hold_no_ward_and_no_two_blocks_share_their_number(locked, demonstration_folder):
    plain = (demonstration_folder / "demonstration.duckdb").read_bytes()
    content = locked.read_bytes()
    for word in (WARD, b"domestic_abuse", b"CREATE TABLE", b"partner"):
        assert word not in content
    assert WARD in plain  # else the search would find nothing anywhere
    assert not list(locked.parent.glob("*.wal"))
    starts = range(FIRST_BLOCK, len(content) - NONCE, BLOCK)
    assert len(starts) > 50
    assert len({content[start : start + NONCE] for start in starts}) == len(starts)


def test_it_is_read_with_its_key_by_many_at_once(locked):
    reader, wrong = Reader(locked, "partner"), []

    def read() -> None:
        try:
            for vintage in ("2013", "2024"):
                shapes = reader._ask("shapes", (("kind", "ward"), ("vintage", vintage)))
                assert WARD.decode() in set(shapes["area_name"]) or vintage == "2024"
                assert len(shapes) == {"2013": 26, "2024": 22}[vintage]
        except BaseException as error:  # whatever a visitor would meet
            wrong.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(8)]
    for one in readers:
        one.start()
    for one in readers:
        one.join(30)
    assert wrong == []
    reader.prove()
    assert isinstance(reader.failed_checks(), list)
    reader.close()


def test_a_reader_of_an_encrypted_file_cannot_write_or_reach_outside(locked, tmp_path):
    reader = Reader(locked)
    for tried in (
        "INSERT INTO decision SELECT * FROM decision",
        "CREATE TABLE more AS SELECT 1",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SET enable_external_access = true",
        f"ATTACH '{tmp_path / 'other.duckdb'}'",
        f"COPY area TO '{tmp_path / 'out.csv'}'",
    ):
        with reader._cursor() as cursor, pytest.raises(duckdb.Error):
            cursor.execute(tried)
    with reader._cursor() as cursor:
        temporary = cursor.execute("SELECT current_setting('temp_directory')").fetchone()
        keys = cursor.execute(
            "SELECT count(*) FROM duckdb_settings() WHERE value LIKE '%for tests%'"
        ).fetchone()
    assert (temporary, keys) == (("",), (0,))  # nothing is spilled, nothing repeats the key
    assert not (tmp_path / "out.csv").exists()


def test_without_the_key_or_with_another_there_is_a_sentence(locked, key_file, monkeypatch, caplog):
    written(key_file, ANOTHER)
    with pytest.raises(WarehouseError) as told:
        Reader(locked, "partner")
    assert str(told.value) == (
        "partner-a-1.duckdb is encrypted with another key than the one that CSP_DATA_KEY_FILE"
        " names."
    )
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    with pytest.raises(WarehouseError) as told:
        Reader(locked)
    assert str(told.value) == (
        "partner-a-1.duckdb is encrypted; name the file of its key in CSP_DATA_KEY_FILE."
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(WarehouseError, match="No earlier file"):
        Shelf("partner").reader()
    assert "encrypted" in caplog.text
    assert KEY not in caplog.text and ANOTHER not in caplog.text


def test_no_error_repeats_the_key(key_file, tmp_path):
    """Neither our sentences nor what DuckDB says behind them, whatever is wrong with a file."""
    whole = tmp_path / "data" / "partner-b-1.duckdb"
    made = encryption.new_file(whole, KEY)
    made.execute("CREATE TABLE t AS SELECT range AS n FROM range(100000)")
    made.execute("CHECKPOINT")
    made.close()
    content = whole.read_bytes()
    for spoilt in (content[: len(content) // 2], content[:4096], content[:-200] + bytes(200)):
        whole.write_bytes(spoilt)
        with pytest.raises(WarehouseError) as told:
            Reader(whole, "partner")
        error: BaseException | None = told.value
        while error is not None:
            assert KEY not in str(error)
            error = error.__cause__ or error.__context__


def test_a_plain_file_does_not_serve_where_a_key_is_given(locked, partner, monkeypatch):
    plain = partner / "partner-a-1.duckdb"
    with pytest.raises(WarehouseError, match="is not encrypted, though a key is given"):
        Reader(plain, "partner")
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    Reader(plain, "partner").close()


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        (KEY, 0o604, "may be read or changed by others"),
        (KEY, 0o620, "may be read or changed by others"),
        ("short", 0o600, "is no key: it must be one line of 32 to 4,096"),
        ("", 0o600, "is no key"),
        (f"{KEY}\n{KEY}", 0o600, "is no key"),
        ("ü" * 40, 0o600, "is no key"),
        ("x" * 5000, 0o600, "is no key"),
    ],
)
def test_a_key_that_may_not_be_used_is_refused(key_file, text, mode, says):
    written(key_file, text, mode)
    with pytest.raises(KeyFileError, match=says) as told:
        encryption.key()
    assert not text or text not in str(told.value)


def test_a_key_may_be_read_by_its_group_and_lies_elsewhere_than_the_data(
    key_file, tmp_path, monkeypatch
):
    key_file.chmod(0o640)
    assert encryption.key() == KEY
    beside = written(tmp_path / "data" / "partner.key")
    for named in (beside, tmp_path / "data" / ".." / "data" / "partner.key"):
        monkeypatch.setenv("CSP_DATA_KEY_FILE", str(named))
        with pytest.raises(KeyFileError, match="lies inside the data folder"):
            encryption.key()
    monkeypatch.setenv("CSP_DATA_KEY_FILE", str(tmp_path / "gone.key"))
    with pytest.raises(KeyFileError, match=r"gone\.key cannot be used: No such file"):
        encryption.key()


def few_rows(connection, edition, *_given, **_named) -> tuple[str, date]:
    """In the place of a whole build: the tables, a ward's name and a release."""
    connection.execute(sql("build", "00_schema"))
    connection.execute(
        "INSERT INTO area BY NAME SELECT 'E05000001' AS area_code, $ward AS area_name,"
        " 'ward' AS kind, '2013' AS vintage, true AS exact",
        {"ward": WARD.decode()},
    )
    connection.execute(
        "INSERT INTO release VALUES ($e, 'r', '2026-01-01', '0', NULL)", {"e": edition}
    )
    return "r", date(2026, 1, 1)


def test_a_build_encrypts_removes_what_was_plain_and_never_goes_back_by_itself(
    key_file, monkeypatch, tmp_path
):
    monkeypatch.setattr(building, "_fill", few_rows)
    monkeypatch.setattr(building.load, "received_files", lambda *_: None)
    monkeypatch.setattr(building, "where_months_come_from", lambda *_: ())
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    plain = build("partner").path
    assert WARD in plain.read_bytes()
    monkeypatch.setenv("CSP_DATA_KEY_FILE", str(key_file))
    made = build("partner")
    assert made.sentences == ("1 earlier file that was not encrypted went.",)
    assert not plain.exists()
    assert encryption.is_encrypted(made.path)
    assert WARD not in made.path.read_bytes()
    assert sorted(file.name for file in made.path.parent.glob("*.duckdb")) == [
        made.path.name,
        "partner.duckdb",
    ]
    with Reader(made.path, "partner")._cursor() as cursor:
        assert cursor.execute("SELECT area_name FROM area").fetchall() == [(WARD.decode(),)]
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    with pytest.raises(BuildError, match="encrypted, but CSP_DATA_KEY_FILE names no key; nothing"):
        build("partner")
    assert pointer("partner").resolve() == made.path
    assert not encryption.is_encrypted(build("demonstration", supplied=()).path)  # theirs alone


@LONG
def test_check_decide_publish_and_undo_honour_it(locked, monkeypatch, capsys):
    before = locked.read_bytes()
    assert main(["check"]) in (0, 1)
    assert main(["decide"]) == 0
    told = capsys.readouterr()
    assert "for a decision" in told.out and told.err == ""
    assert main(["publish"]) == 0
    capsys.readouterr()
    public = pointer("public").resolve()
    assert not encryption.is_encrypted(public)
    assert WARD in public.read_bytes()
    Reader(public, "public").close()
    with pytest.raises(Exception, match="No file has been taken in"):
        undo()
    assert locked.read_bytes() == before
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    for command in ("publish", "decide", "build"):
        assert main([command]) == 2
        assert "encrypted" in capsys.readouterr().err
    assert main(["check"]) == 1
    assert "partner: partner-a-1.duckdb is encrypted; name" in capsys.readouterr().out


@LONG
def test_a_public_file_needs_no_key(locked, monkeypatch):
    assert main(["publish"]) == 0
    monkeypatch.setenv("CSP_DATA_KEY_FILE", str(locked.parent / "no key at all"))
    assert Shelf("public").reader().edition == "public"


@LONG
def test_a_whole_build_with_a_key_holds_the_same_tables(key_file, tmp_path, monkeypatch):
    fresh_data_folder(tmp_path / "data")
    encrypted = build("partner")
    assert WARD not in encrypted.path.read_bytes()
    shutil.move(encrypted.path, tmp_path / "kept.duckdb")
    pointer("partner").unlink()
    locked = Reader(tmp_path / "kept.duckdb")
    monkeypatch.delenv("CSP_DATA_KEY_FILE")
    plain = build("partner")
    assert plain.release == encrypted.release == locked.release
    assert WARD in plain.path.read_bytes()
