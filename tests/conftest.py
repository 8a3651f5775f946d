"""What many tests share: one demonstration file, built once for the whole run."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from streamlit.components.v2 import manifest_scanner

from csp import sample
from csp.db import Reader, pointer
from csp.publish import publish
from csp.settings import ROOT
from csp.sources import partner_sources
from tests import protected_wards

# The suite tests the code on data of its own. The folder that an officer names is kept for
# the one test that builds it (tests/test_another_district.py).
DISTRICT = "CSP_DISTRICT_UNDER_TEST"
if "CSP_DATA" in os.environ:
    os.environ[DISTRICT] = os.environ.pop("CSP_DATA")
os.environ.pop("CSP_EDITION", None)

SHARED = ROOT.parent / "shared"

# A busy machine must not fail a law: how long an example takes is no property of the code. A law is
# tried on as many examples as a run of minutes allows, and on many more where one asks for it.
hypothesis_settings.register_profile("any machine", deadline=None, max_examples=25)
hypothesis_settings.register_profile("long", deadline=None, max_examples=400)
hypothesis_settings.load_profile("long" if "CSP_LONG" in os.environ else "any machine")
# Every page that a test opens would look through all installed packages for components of theirs;
# they do not change during a run, and looking takes half a second.
manifest_scanner.scan_component_manifests = lru_cache(manifest_scanner.scan_component_manifests)


def fresh_data_folder(folder: Path) -> Path:
    """A data folder with the committed inputs and nothing built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("open", "published"):
        shutil.copytree(ROOT / "data" / name, folder / name, dirs_exist_ok=True)
    shutil.copy(ROOT / "data" / "settings.toml", folder)
    return folder


@contextmanager
def data_in(folder: Path) -> Iterator[None]:
    """Lets CSP_DATA name a folder for a while: fixtures of a whole run have no monkeypatch."""
    before = os.environ.get("CSP_DATA")
    os.environ["CSP_DATA"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["CSP_DATA"]
        else:
            os.environ["CSP_DATA"] = before


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory, worker_id) -> Path:
    """A data folder with the demonstration built in it, shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "demonstration"
    with FileLock(shared / "demonstration.lock"):
        if not (folder / "demonstration.duckdb").exists():
            fresh_data_folder(folder)
            with data_in(folder):
                sample.demonstration()
    return folder


@pytest.fixture(scope="module")
def demonstration_reader(demonstration_folder) -> Iterator[Reader]:
    """A reader of the demonstration, which remembers for all tests of a file what it was asked."""
    with data_in(demonstration_folder):
        file = pointer("demonstration").resolve()
    with closing(Reader(file, "demonstration")) as reader:
        yield reader


@pytest.fixture(scope="module")
def demonstration_throughout(demonstration_folder, demonstration_reader) -> Iterator[Reader]:
    """The same, with the data folder pointing at it for all of a file, for fixtures of files."""
    with data_in(demonstration_folder):
        yield demonstration_reader


@pytest.fixture
def demonstration(demonstration_folder, demonstration_reader, monkeypatch) -> Reader:
    """A reader of the demonstration, with the data folder pointing at it. A test that changes what
    it would remember opens one of its own.
    """
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return demonstration_reader


@pytest.fixture
def partner(demonstration_folder, tmp_path, monkeypatch) -> Path:
    """A data folder of one's own with a partner file: the demonstration's, stamped anew."""
    folder = tmp_path / "partner"
    folder.mkdir()
    for name in ("open", "settings.toml"):
        (folder / name).symlink_to(demonstration_folder / name)
    shutil.copy(demonstration_folder / "demonstration.duckdb", folder / "partner-a-1.duckdb")
    with duckdb.connect(str(folder / "partner-a-1.duckdb")) as held:
        held.execute("UPDATE release SET edition = 'partner'")
    (folder / "partner.duckdb").symlink_to("partner-a-1.duckdb")
    monkeypatch.setenv("CSP_DATA", str(folder))
    monkeypatch.setenv("CSP_EDITION", "partner")
    return folder


def call_partners_own(held: duckdb.DuckDBPyConnection) -> None:
    """Calls the invented records of an open file a partner's own, and the file a partner's."""
    held.execute("UPDATE release SET edition = 'partner'")
    held.execute("DELETE FROM priority_score; DELETE FROM priority_round WHERE example")
    held.execute("DELETE FROM dataset WHERE status = 'example'")
    held.executemany(
        "UPDATE dataset SET status = 'partner', title = ?, publisher = ?, licence = ?"
        " WHERE status = 'illustrative' AND dataset = ?",
        [[one.title, one.publisher, one.licence, one.id] for one in partner_sources().values()],
    )
    for table in ("survey_wave", "survey_answer"):
        held.execute(f"UPDATE {table} SET status = 'partner' WHERE status = 'illustrative'")


def relabelled(demonstration_folder: Path, folder: Path) -> Path:
    """Makes a partner file in `folder` of the demonstration's invented records, which are called a
    partner's own there.
    """
    folder.mkdir(parents=True)
    for name in ("open", "settings.toml"):
        (folder / name).symlink_to(demonstration_folder / name)
    shutil.copy(demonstration_folder / "demonstration.duckdb", folder / "partner-a-1.duckdb")
    with duckdb.connect(str(folder / "partner-a-1.duckdb")) as held:
        call_partners_own(held)
    (folder / "partner.duckdb").symlink_to("partner-a-1.duckdb")
    return folder


@pytest.fixture(scope="session")
def published_folder(demonstration_folder) -> Path:
    """A data folder with a partner file of invented records and what is published of it, shared by
    all test processes; nobody may change it.
    """
    folder = demonstration_folder.parent / "published"
    with FileLock(f"{folder}.lock"):
        if not (folder / "public.duckdb").exists():
            relabelled(demonstration_folder, folder)
            with data_in(folder):
                publish()
    return folder


@pytest.fixture(scope="session")
def published_wards_folder(published_folder, tmp_path_factory) -> Path:
    """The public file with partners' counts by ward that are not sensitive, some of them hidden, as
    publishing writes them; nobody may change it.
    """
    folder = tmp_path_factory.mktemp("published_wards")
    for name in ("open", "settings.toml"):
        (folder / name).symlink_to(published_folder / name)
    file = Path(
        shutil.copy((published_folder / "public.duckdb").resolve(), folder / "public-a-1.duckdb")
    )
    with duckdb.connect(str(file)) as held:
        protected_wards.added(held)
    (folder / "public.duckdb").symlink_to(file.name)
    return folder


@pytest.fixture
def shared_folder() -> Path:
    """The folder of real downloads beside the project, or a skip with the reason."""
    if not SHARED.exists():
        pytest.skip("the folder of real downloads is not beside the project")
    return SHARED
