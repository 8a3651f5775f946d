"""Hashes the references in partners' files with a key that never lies beside the data."""

import hmac
import os
import secrets
from pathlib import Path

from csp.errors import CspError
from csp.settings import data_folder

KEY_BYTES = 32
HEX_CHARACTERS = 32  # of the HMAC-SHA256 kept: 128 bits, far beyond an accidental twin


def key(*, make: bool = True) -> bytes:
    """The key of this installation: from the file that CSP_KEY_FILE names, else from the user's
    own configuration folder; made on first use.

    With `make` false a missing key is replaced by a passing one and nothing is written: good for a
    trial run, whose hashes nobody keeps. Raises CspError when the file lies inside the data folder,
    is no key or cannot be used. Losing the key breaks the link between a person's rows in files
    taken before and after; nothing else.
    """
    file = _key_file()
    if file.is_relative_to(data_folder()):
        raise CspError(
            f"The key {file.name} lies inside the data folder; whoever copies the data would have"
            " it too. Move it elsewhere and name its new place in CSP_KEY_FILE."
        )
    try:
        if not file.exists():
            if not make:
                return secrets.token_bytes(KEY_BYTES)
            _make(file)
        held = file.read_bytes()
    except OSError as error:
        raise CspError(f"The key {file.name} cannot be used: {error.strerror}.") from error
    if len(held) < KEY_BYTES:
        raise CspError(f"The key {file.name} is no key: it has fewer than {KEY_BYTES} bytes.")
    return held


def hashed(reference: str, key: bytes, source: str) -> str:
    """32 hexadecimal characters that stand for the reference, the same ones each time.

    HMAC-SHA256 over the source's id and the reference, trimmed and without capitals, so that one
    person's number in two sources cannot be joined. Without the key nobody can try out references.
    """
    message = f"{source}\0{reference.strip().casefold()}".encode()
    return hmac.digest(key, message, "sha256").hex()[:HEX_CHARACTERS]


def _key_file() -> Path:
    named = os.environ.get("CSP_KEY_FILE")
    own = Path.home() / ".config" / "community-safety" / "reference.key"
    return (Path(named) if named else own).resolve()


def _make(file: Path) -> None:
    """Writes a new key that only this user may read; one that another process just made stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as made:
        made.write(secrets.token_bytes(KEY_BYTES))
