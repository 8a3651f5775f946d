"""What a real server sends to whom, read from the wire: an edition is kept whatever a visitor asks,
and the demonstration stays on its machine.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from reader_of_pages import LONG
from servers import serving

from tests.server_time import Talk

OF_THE_DATA = re.compile(rb"Shepway|Marden|burglary|Release|E05\d|Maidstone", re.IGNORECASE)
FROM_ELSEWHERE = [
    {"X-Forwarded-For": "203.0.113.9"},
    {"X-Forwarded-Host": "safety.example.gov.uk"},
    {"X-Real-IP": "203.0.113.9"},
    {"Forwarded": "for=203.0.113.9"},
    {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"},
]


def said(talk: Talk) -> bytes:
    """All that a session was sent."""
    talk.close()
    return b"".join(one.SerializeToString() for one in talk.heard)


@LONG  # tests/pages/test_entrance.py asks the same without a server
@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_the_demonstration_is_not_sent_to_who_comes_through_a_proxy(server, headers):
    told = said(Talk(server, "break_register", headers=headers))
    assert b"The demonstration is shown on its own machine only" in told
    assert OF_THE_DATA.search(told) is None


def test_the_demonstration_is_sent_to_its_own_machine(server):
    told = said(Talk(server, "break_register", headers={"X-Forwarded-For": "127.0.0.1"}))
    assert b"its own machine only" not in told
    assert OF_THE_DATA.search(told)  # else the search above would find nothing anywhere


@pytest.fixture
def public_server(demonstration_folder, tmp_path) -> Iterator[str]:
    """A fresh server of the public edition; a partner's file lies beside the public one."""
    folder = tmp_path / "data"
    folder.mkdir()
    for edition in ("public", "partner"):
        file = Path(shutil.copy(demonstration_folder / "demonstration.duckdb", folder))
        file = file.rename(folder / f"{edition}-a-1.duckdb")
        with duckdb.connect(str(file)) as held:
            held.execute("UPDATE release SET edition = $edition", {"edition": edition})
            held.execute("UPDATE release SET release = $edition", {"edition": f"of-{edition}"})
        (folder / f"{edition}.duckdb").symlink_to(file.name)
    shutil.copy(demonstration_folder / "settings.toml", folder)
    with serving("dashboard.py", tmp_path / "log.txt", CSP_DATA=str(folder)) as address:
        yield address
    assert "Traceback" not in (tmp_path / "log.txt").read_text(encoding="utf-8")


@LONG
def test_no_address_and_no_header_opens_another_edition(public_server):
    """The first one asks a server that nobody has seen: Streamlit would open the page alone."""
    query = "edition=partner&CSP_EDITION=partner&CSP_DATA=/&source=police_uk"
    headers = {"CSP-Edition": "partner", "X-Edition": "partner", "Cookie": "edition=partner"}
    for page in ("add_data", "add_data", "", "pages/add_data.py", "../partner", "signal_ledger"):
        told = said(Talk(public_server, page, query, headers | FROM_ELSEWHERE[0]))
        assert b"of-partner" not in told
        assert b"file_uploader" not in told.lower() and b"Accept and build" not in told
        assert b"Add data" not in told
        assert b"Write it down" not in told
    assert b"of-public" in told
