"""The public edition takes nothing in: no upload, no form, no text that reaches a query, no page or
module of the partner's, whatever is asked for; and only a file that is public is ever opened.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from components.warehouse import Shelf, warehouse
from csp.errors import WarehouseError
from csp.settings import ROOT
from tests.long import LONG

# Elements by which somebody could send something in; a choice of what is offered is none.
TAKES_IN = {"file_uploader", "form", "text_area", "chat_input", "data_editor", "button"} | {
    "camera_input",
    "audio_input",
    "number_input",
}
# What takes something in, and where: parts of the partner edition, and the entrance's two buttons.
# The buttons of the meeting view lead from screen to screen; its box holds a link to be copied.
ALLOWED = {
    "components/ui/adding.py": {"file_uploader", "button"},
    "components/ui/deciding.py": {"form", "text_area"},
    "components/ui/entrance.py": {"button"},
    "components/ui/choosers.py": {"text_input"},  # a search in what was read already
    "components/ui/frame.py": {"button"},
    "components/ui/meeting.py": {"button", "text_input"},
}
WRITES = ("csp.ingest", "csp.build", "csp.publish", "csp.deciding", "csp.archive", "csp.intakes")
WRITES += ("csp.sample", "csp.cli", "csp.disclosure", "csp.true_wards")
WRITES += ("components.ui.adding", "components.ui.deciding")
# The rules for small counts are read, to be told on a page: nothing is written by them.
READ_ONLY = ("csp.disclosure", "csp.disclosure.rules")


def stamped(folder: Path, whole: Path, edition: str, name: str) -> Path:
    """A copy of a whole file that says it is of an edition."""
    folder.mkdir(exist_ok=True)
    file = Path(shutil.copy(whole, folder / name))
    with duckdb.connect(str(file)) as held:
        held.execute("UPDATE release SET edition = $edition", {"edition": edition})
    return file


@pytest.fixture(scope="module")
def public_folder(demonstration_folder, tmp_path_factory) -> Path:
    """A data folder with a public file and, beside it, a partner's."""
    folder = tmp_path_factory.mktemp("public")
    whole = demonstration_folder / "demonstration.duckdb"
    for edition in ("public", "partner"):
        stamped(folder, whole, edition, f"{edition}-a-1.duckdb")
        (folder / f"{edition}.duckdb").symlink_to(f"{edition}-a-1.duckdb")
    shutil.copy(demonstration_folder / "settings.toml", folder)
    return folder


def walk(folder: Path, *pages: str) -> Mapping[str, Any]:
    """What a process of the public edition meets on these pages, or on all."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("CSP_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.public_walk", *pages],
        cwd=ROOT,
        env=around | {"CSP_DATA": str(folder)},
        capture_output=True,
        timeout=280,
        check=True,
    )
    met: Mapping[str, Any] = json.loads(done.stdout)
    return met


def holds(met: Mapping[str, Any]) -> None:
    assert "add_data" in met["unknown"]
    for page, found in met["pages"].items():
        assert set(found["kinds"]) & TAKES_IN == set(), page
        assert found["exceptions"] == []
        assert "public edition" in found["foot"][0], page
    assert met["lone"]["titles"] == ["This page is not part of this edition"]
    assert set(met["lone"]["kinds"]) & TAKES_IN == set()
    loaded = [name for name in met["modules"] if name not in READ_ONLY]
    assert [name for name in loaded if name.startswith(WRITES)] == []
    assert met["asked"] > 10
    assert met["asked_with_the_text"] == []


def test_nothing_is_taken_in_and_nothing_that_writes_is_loaded(public_folder):
    met = walk(public_folder, "add_data", "signal_ledger", "published_figures", "downloads")
    holds(met)
    assert met["pages"]["published_figures"]["texts"] == ["Search"]  # else nothing was typed


@LONG
@pytest.mark.timeout(300)
def test_nothing_is_taken_in_on_any_page(public_folder):
    holds(walk(public_folder))


def calls(file: Path) -> Iterator[str]:
    """The names of Streamlit's elements that a file asks for."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def test_what_takes_something_in_stands_in_a_few_known_places():
    """So whatever a page is asked to show, its choices included, it can hold nothing else."""
    looked_for = TAKES_IN | {"text_input", "experimental_data_editor", "form_submit_button"}
    folders = [ROOT / "pages", ROOT / "components"]
    files = [ROOT / "dashboard.py", *(file for one in folders for file in one.rglob("*.py"))]
    found: dict[str, set[str]] = {}
    for file in files:
        used = {name for name in calls(file) if name in looked_for} - {"form_submit_button"}
        if used:
            found[file.relative_to(ROOT).as_posix()] = used
    assert found == ALLOWED


# --- only a public file is opened ---


@pytest.fixture
def here(demonstration_folder, tmp_path, monkeypatch) -> Path:
    """An empty data folder, no edition named."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("CSP_DATA", str(folder))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return folder


@pytest.fixture(scope="module")
def partners(demonstration_folder, tmp_path_factory) -> Path:
    whole = demonstration_folder / "demonstration.duckdb"
    return stamped(tmp_path_factory.mktemp("partners"), whole, "partner", "partner-a-1.duckdb")


@pytest.mark.parametrize("how", ["a copy", "a link", "a link within", "a hard link", "earlier"])
def test_a_partners_file_under_the_public_name_is_not_opened(here, partners, how):
    if how == "a copy":
        shutil.copy(partners, here / "public.duckdb")
    elif how == "a link":
        (here / "public.duckdb").symlink_to(partners)
    elif how == "a link within":
        shutil.copy(partners, here / "partner-a-1.duckdb")
        (here / "public.duckdb").symlink_to("partner-a-1.duckdb")
    elif how == "a hard link":
        (here / "public.duckdb").hardlink_to(partners)
    else:
        shutil.copy(partners, here / "public-a-1.duckdb")
        (here / "public.duckdb").symlink_to("public-gone.duckdb")
    with pytest.raises(WarehouseError, match="No earlier file is whole") as told:
        warehouse()
    assert "stamped partner, not public" in str(told.value) or how in ("a link", "earlier")


def test_a_public_file_that_lies_elsewhere_is_not_opened(here, public_folder):
    elsewhere = public_folder / "public-a-1.duckdb"
    for named in ("public.duckdb", "public-b-2.duckdb"):
        (here / named).symlink_to(elsewhere)
    with pytest.raises(WarehouseError) as told:
        Shelf("public").reader()
    assert str(told.value).startswith(
        "public.duckdb leads out of the data folder, so it is not opened. No earlier file is whole."
    )
    (here / "public.duckdb").unlink()
    (here / "public-b-2.duckdb").unlink()
    within = Path(shutil.copy(elsewhere, here / "public-c-3.duckdb"))
    (here / "public.duckdb").symlink_to(within.name)
    assert Shelf("public").reader().edition == "public"


def test_a_file_turned_into_a_partners_while_serving_leaves_the_public_one(
    here, public_folder, partners
):
    file = Path(shutil.copy(public_folder / "public-a-1.duckdb", here / "public-c-3.duckdb"))
    (here / "public.duckdb").symlink_to(file.name)
    shelf = Shelf("public")
    assert shelf.reader().edition == "public"
    for target in (partners, here / "partner-a-1.duckdb"):
        if not target.exists():
            shutil.copy(partners, target)
        (here / "new").symlink_to(target)
        (here / "new").replace(here / "public.duckdb")
        assert shelf.reader().edition == "public"
        assert shelf.reader().path == file


def test_a_folder_with_a_partners_file_alone_serves_none_of_it(here, partners, monkeypatch):
    shutil.copy(partners, here / "partner-a-1.duckdb")
    (here / "partner.duckdb").symlink_to("partner-a-1.duckdb")
    monkeypatch.setattr("components.ui.first_start._build", lambda _edition: stopped())
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["CSP_EDITION"] = app.query_params["edition"] = "partner"
    assert [one.value for one in app.run().title] == ["Setting up"]


def stopped() -> None:
    import streamlit as st  # noqa: PLC0415  # in the run of the page

    st.title("Setting up")
    st.stop()


@pytest.mark.parametrize("named", ["Partner", " partner", "partner "])
def test_a_slip_in_the_name_shows_a_calm_page_and_no_data(public_folder, monkeypatch, named):
    monkeypatch.setenv("CSP_DATA", str(public_folder))
    monkeypatch.setenv("CSP_EDITION", named)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert [one.value for one in app.title] == ["This page cannot be shown just now"]
    assert not app.exception and not app.get("vega_lite_chart")
    assert not [
        one for one in app.get("html") if "foot" in one.proto.body and "Release" in one.proto.body
    ]
