"""What a visitor or a partner gave is in no log and on no standard error: a marker is planted in a
cell, a link, a search, a file's name and an error's words, and looked for.
"""

import asyncio
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
import websockets
from streamlit.testing.v1 import AppTest

from components.ui import register
from csp import archive, build, cli, db, logs
from csp.archive import Held, Offered
from csp.errors import BuildError, IntakeError, SettingsError, WarehouseError
from csp.settings import ROOT
from tests.browser.servers import serving
from tests.long import LONG
from tests.pages.opening import checked

MARKER = "zzmarkerzz"
MONTH = date(2026, 1, 1)
VISITS = "Month,Ward,Sex,Visits\n"


@pytest.fixture(autouse=True)
def factory() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)
    yield
    logging.setLogRecordFactory(before)


@pytest.fixture
def said(capfd, caplog):
    """Everything that was logged or written to standard error so far."""
    caplog.set_level(logging.INFO)  # that of a server
    return lambda: caplog.text + capfd.readouterr().err


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A data folder with the committed inputs and nothing built."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("open", "published", "settings.toml"):
        (folder / name).symlink_to(ROOT / "data" / name)
    monkeypatch.setenv("CSP_DATA", str(folder))
    monkeypatch.setenv("CSP_KEY_FILE", str(tmp_path / "key"))
    return folder


def raised(words: str = MARKER) -> ValueError:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_an_error_is_its_kind_and_its_place():
    assert re.fullmatch(r"ValueError at tests/test_logs\.py:\d+", logs.place_of(raised()))
    assert logs.place_of(ValueError("never raised")) == "ValueError"


@pytest.mark.parametrize("kind", [SettingsError, WarehouseError])
def test_sentences_about_files_and_settings_are_logged_as_they_are(kind: type[Exception]):
    assert logs.loggable(kind("public.duckdb cannot be read.")) == "public.duckdb cannot be read."


@pytest.mark.parametrize("error", [BuildError(MARKER), IntakeError(MARKER, [MARKER]), raised()])
def test_other_sentences_may_speak_of_rows_and_are_not(error: Exception):
    assert MARKER not in logs.loggable(error)


def test_a_database_is_quoted_on_the_disk_alone():
    with duckdb.connect() as held, pytest.raises(duckdb.Error) as wrong:
        held.execute(f"SELECT '{MARKER}'::INTEGER")
    assert MARKER in str(wrong.value)
    assert logs.kind_of(wrong.value) == "ConversionException"
    assert logs.kind_of(duckdb.IOException("no space left\nmore")) == "no space left"


def test_no_record_carries_the_words_of_an_error_or_an_address(said):
    logs.keep_words_out()
    logs.keep_words_out()  # again is the same
    log = logging.getLogger("uvicorn.error")
    log.error("Exception in ASGI application\n", exc_info=raised())
    log.error("%s", raised(), exc_info=raised())
    log.info('%s - "WebSocket %s" [accepted]', "198.51.100.7:4711", f"/_stcore/stream?q={MARKER}")
    log.warning("%d%% of the disk are free", 3)
    told = said()
    assert MARKER not in told and "198.51.100.7" not in told
    assert told.count("ValueError at tests/test_logs.py") == 2
    assert "A connection was opened or refused" in told and "3% of the disk are free" in told


def test_without_it_the_words_would_be_there(said):
    """The loggers of others do log them, so the test before can fail."""
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=raised())
    assert MARKER in said()


# ---- commands


@pytest.mark.usefixtures("data")
def test_a_cell_that_may_not_be_quoted_is_on_no_standard_error(tmp_path, said):
    file = tmp_path / "abuse.csv"
    file.write_text(
        "Incident reference,Reported on,From,To,Ward,Crime recorded,Repeat victim,High risk\n"
        f"{MARKER},{MARKER},{MARKER},{MARKER},{MARKER},{MARKER},{MARKER},{MARKER}\n"
    )
    assert cli.main(["ingest", "domestic_abuse", str(file)]) == cli.REFUSED
    told = said()
    assert "abuse.csv: " in told and MARKER not in told


@pytest.mark.usefixtures("data")
def test_a_file_s_name_is_told_to_whoever_typed_it_and_to_nobody_later(tmp_path, said):
    assert cli.main(["ingest", "marac", str(tmp_path / f"{MARKER}.csv")]) == cli.REFUSED
    assert MARKER in said()
    kept = kept_file(f"cases\n{MARKER}\n")
    kept.path.write_text("changed behind our back", encoding="utf-8")
    assert cli.main(["build"]) == cli.REFUSED
    assert cli.main(["purge"]) == cli.REFUSED
    told = said()
    assert "raw/marac/" in told and "is not what was received" in told and MARKER not in told


def kept_file(text: str) -> archive.Receipt:
    """Puts a file past the checks of an intake, with the marker in its name."""
    content, name = text.encode(), f"{MARKER}.csv"
    holds = (Held(month=MONTH, member=name, rows=1),)
    digest = archive.hashlib.sha256(content).hexdigest()
    return archive.keep("marac", [Offered(Path(name), digest, holds, content)])[0]


@pytest.mark.usefixtures("data")
def test_a_build_that_stumbles_over_a_row_does_not_repeat_it(monkeypatch, said):
    def fill(connection: duckdb.DuckDBPyConnection, *_: object, **__: object) -> None:
        connection.execute(f"SELECT '{MARKER}'::INTEGER")

    monkeypatch.setattr(build, "_fill", fill)
    assert cli.main(["build"]) == cli.REFUSED
    assert said() == "The new file could not be made: ConversionException\n"


def test_a_check_that_fails_names_its_rows_and_tells_no_count():
    row = ("marac_cases", "E07000110", MONTH, 3, 4.5)
    assert db._named(row) == ("marac_cases", "E07000110", "2026-01-01")


def test_a_fault_of_the_program_is_told_by_its_place(monkeypatch, said):
    def stumble(*_: object, **__: object) -> None:
        raise ValueError(MARKER)

    monkeypatch.setattr(cli, "purge", stumble)
    assert cli.main(["purge"]) == cli.FAILED
    told = said()
    assert told.startswith(logs.BROKEN) and "ValueError at csp/cli.py:" in told
    assert MARKER not in told


# ---- pages


def test_a_page_that_fails_logs_no_word_of_the_error(demonstration, monkeypatch, said):
    def stumble(*_: object) -> None:
        raise ValueError(f"no such column: {MARKER}")

    monkeypatch.setattr(register, "show", stumble)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=90)
    app.switch_page("pages/published_figures.py")
    app.query_params["q"] = MARKER
    app.run()
    assert app.title[-1].value == "This page cannot be shown just now"
    told = said()
    assert "A page failed: ValueError at " in told and MARKER not in told


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("published_figures", {"part": "figures", "search": MARKER, "document": MARKER}),
        ("ward_map", {"measure": MARKER, "period": MARKER, "ward": MARKER, MARKER: MARKER}),
    ],
)
def test_what_a_link_or_a_search_says_is_not_logged(demonstration, said, page, address):
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=90)
    for name, value in address.items():
        app.query_params[name] = value
    checked(app.run())
    for box in app.text_input:
        box.set_value(MARKER)
        checked(app.run())
    assert MARKER not in said()


@LONG
def test_a_real_server_logs_no_link_and_no_address(demonstration_folder, tmp_path):
    log = tmp_path / "server.log"
    with serving("dashboard.py", log, CSP_DATA=str(demonstration_folder)) as address:
        place = address.replace("http", "ws") + f"/_stcore/stream?q={MARKER}"

        async def visit() -> None:
            async with websockets.connect(place, subprotocols=["streamlit"], origin=address):
                await asyncio.sleep(2)

        asyncio.run(visit())
        asyncio.run(visit())
    told = log.read_text(encoding="utf-8")
    assert MARKER not in told
