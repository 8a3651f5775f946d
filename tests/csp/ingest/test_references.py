"""The key of references: made once, never beside the data, and what it gives."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from csp.errors import CspError
from csp.ingest.references import hashed, key


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "config" / "reference.key"
    monkeypatch.setenv("CSP_KEY_FILE", str(place))
    return place


def test_a_key_is_made_on_first_use_for_this_user_alone(file: Path):
    made = key()
    assert len(made) == 32
    assert file.read_bytes() == made == key()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_without_a_name_the_key_lies_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CSP_KEY_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    made = key()
    own = tmp_path / ".config" / "community-safety" / "reference.key"
    assert own.read_bytes() == made


def test_a_trial_run_makes_none(file: Path):
    assert key(make=False) != key(make=False)
    assert not file.parent.exists()


@pytest.mark.parametrize("place", ["reference.key", "raw/domestic_abuse/reference.key"])
def test_a_key_beside_the_data_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch, place: str):
    monkeypatch.setenv("CSP_KEY_FILE", str(data / place))
    with pytest.raises(CspError) as raised:
        key()
    assert str(raised.value) == (
        "The key reference.key lies inside the data folder; whoever copies the data would have it"
        " too. Move it elsewhere and name its new place in CSP_KEY_FILE."
    )
    assert not (data / place).exists()


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_into_the_data_folder_is_refused(file: Path, data: Path):
    (data / "hidden.key").write_bytes(bytes(32))
    file.parent.mkdir()
    file.symlink_to(data / "hidden.key")
    with pytest.raises(CspError, match="lies inside the data folder"):
        key()


def test_a_file_that_is_no_key_is_refused(file: Path):
    file.parent.mkdir()
    file.write_bytes(b"secret")
    with pytest.raises(CspError, match=r"^The key reference\.key is no key") as raised:
        key()
    assert "secret" not in str(raised.value)
    file.unlink()
    file.mkdir()
    with pytest.raises(CspError, match=r"^The key reference\.key cannot be used: .+\.$"):
        key()


def test_a_reference_by_hand():
    """HMAC-SHA256 by the definition of RFC 2104, from the hash alone."""
    block = b"k".ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + b"marac\0da-1").digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()
    assert hashed(" DA-1 ", b"k", "marac") == outer[:32]


def test_a_reference_hides_its_source_key_and_spelling():
    one = hashed("DA-1", b"k", "domestic_abuse")
    assert len(one) == 32
    assert one == hashed("da-1\t", b"k", "domestic_abuse")
    others = {
        hashed("DA-1", b"k", "marac"),
        hashed("DA-1", b"other", "domestic_abuse"),
        hashed("DA-2", b"k", "domestic_abuse"),
    }
    assert len({one, *others}) == 4
