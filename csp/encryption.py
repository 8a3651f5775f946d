"""The partner file at rest: its key, and how an encrypted data file is made and opened.

DuckDB encrypts every block of a file with AES-256-GCM. The part of DuckDB that is always there
reads such files and can write them, but calls its writing unsafe: it draws the number that each
block needs for itself from 64 bits of the system's randomness and not from more. Two blocks of one
file must never share that number. A file here is written once, in some hundreds of blocks under a
key of its own (made of ours and of a number that each file draws): that two would share it is less
likely than one in a hundred thousand million. What would be weak indeed, keys for spilled rows, is
not used: nothing is ever spilled to disk.
"""

import os
import stat
from pathlib import Path

import duckdb

from csp.errors import KeyFileError, WarehouseError
from csp.settings import data_folder

KEY_FILE = "CSP_DATA_KEY_FILE"  # the environment names a file, never the key itself
SHORTEST_KEY = 32  # characters: of 32 random bytes written as text there are 43 or more
LONGEST_KEY = 4096
HELD = "held"  # what the attached file is called
OTHERS = stat.S_IRWXO | stat.S_IWGRP  # rights that nobody but the owner and the group's readers has
# Where DuckDB files say what they are: eight bytes of checksum, the word, a version, then flags.
MARK, FLAGS, ENCRYPTED = slice(8, 12), 20, 1


def key() -> str | None:
    """The key that the file named by CSP_DATA_KEY_FILE holds; None where none is named.

    Raises KeyFileError when the file is missing, may be read by others, lies beside the data or is
    no key. No sentence repeats anything of it.
    """
    named = os.environ.get(KEY_FILE, "")
    if not named:
        return None
    file = Path(named).resolve()
    if file.is_relative_to(data_folder()):
        raise KeyFileError(
            f"The key {file.name} lies inside the data folder; whoever copies the data would have"
            f" it too. Move it elsewhere and name its new place in {KEY_FILE}."
        )
    return _sound(_read(file), file.name)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & OTHERS:
                raise KeyFileError(
                    f"The key {file.name} may be read or changed by others on this machine, so it"
                    " is not used. Run “chmod 600” on it, and think about a new key."
                )
            return opened.read(LONGEST_KEY + 1)
    except OSError as error:
        raise KeyFileError(f"The key {file.name} cannot be used: {error.strerror}.") from error


def _sound(content: bytes, name: str) -> str:
    text = content.decode("ascii", errors="replace").strip()
    if not SHORTEST_KEY <= len(text) <= LONGEST_KEY or not (text.isascii() and text.isprintable()):
        raise KeyFileError(
            f"The key {name} is no key: it must be one line of {SHORTEST_KEY} to {LONGEST_KEY:,}"
            " plain letters, figures and signs."
        )
    return text


def is_encrypted(path: Path) -> bool:
    """Whether a data file says of itself that it is encrypted. Raises OSError when it is gone."""
    with path.open("rb") as file:
        head = file.read(FLAGS + 1)
    return head[MARK] == b"DUCK" and len(head) > FLAGS and bool(head[FLAGS] & ENCRYPTED)


def new_file(path: Path, secret: str | None) -> duckdb.DuckDBPyConnection:
    """A connection that fills a new data file, encrypted where a key is given."""
    if secret is None:
        return duckdb.connect(str(path))
    connection = duckdb.connect(config={"temp_directory": ""})
    connection.execute("SET force_mbedtls_unsafe = 'true'")  # see the head of this module
    connection.execute(
        f"ATTACH $path AS {HELD} (ENCRYPTION_KEY $key)", {"path": str(path), "key": secret}
    )
    connection.execute(f"USE {HELD}")
    return connection


def reading(
    path: Path, settings: dict[str, str | bool | int | float | list[str]]
) -> duckdb.DuckDBPyConnection:
    """A connection that may read one data file, encrypted or not, and nothing else.

    Cursors of one to an encrypted file begin with `use`. Raises WarehouseError when the file is
    encrypted and the key is missing or another, duckdb.Error or OSError when it cannot be read.
    """
    if not is_encrypted(path):
        return duckdb.connect(str(path), read_only=True, config=settings)
    last = {name: settings[name] for name in ("enable_external_access", "lock_configuration")}
    first = {name: value for name, value in settings.items() if name not in last}
    connection = duckdb.connect(config={**first, "temp_directory": ""})
    try:
        attach(connection, path, HELD)
        for name, value in last.items():
            connection.execute(f"SET {name} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Opens a data file, encrypted or not, for reading beside what the connection has open.

    Raises WarehouseError when it is encrypted and the key is missing or another, OSError or
    duckdb.Error when it cannot be read.
    """
    if not is_encrypted(path):
        connection.execute(f"ATTACH $path AS {name} (READ_ONLY)", {"path": str(path)})
        return
    secret = key()
    if secret is None:
        raise WarehouseError(f"{path.name} is encrypted; name the file of its key in {KEY_FILE}.")
    try:
        connection.execute(
            f"ATTACH $path AS {name} (READ_ONLY, ENCRYPTION_KEY $key)",
            {"path": str(path), "key": secret},
        )
    except duckdb.InvalidInputException as error:
        raise WarehouseError(
            f"{path.name} is encrypted with another key than the one that {KEY_FILE} names."
        ) from error


def use(cursor: duckdb.DuckDBPyConnection) -> None:
    """Has a cursor look into the attached file, which the one it was made from cannot hand on."""
    cursor.execute(f"USE {HELD}")
