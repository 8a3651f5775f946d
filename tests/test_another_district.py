"""Another district than the project's own: one that is made up, and the others of the open data.

Settings, data and published figures alone say which district it is. By default the made-up one is
built as a demonstration of 14 months and five pages are opened; with CSP_LONG=1 also as the
partner's file from its received archive, with every part of every page, and every real district is
built, which takes minutes.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from csp import settings as settings_module
from csp.answers import places
from csp.build import load
from csp.build.inputs import check_inputs
from csp.cli import main
from csp.db import Reader, pointer, sql, tables
from csp.ingest import template
from csp.settings import ROOT, own_or_lent
from csp.sources import partner_sources
from tests import made_up
from tests.conftest import DISTRICT

LONG = pytest.mark.skipif(not os.environ.get("CSP_LONG"), reason="CSP_LONG=1 runs it")
OURS = re.compile(r"maidstone|\bkent\b", re.IGNORECASE)
# Columns that the data file's tables promise to others: the county's figure beside an indicator's.
PROMISED_NAMES = re.compile(r"\bkent(_figure)?\b")
CODE = ("csp", "components", "pages", "queries", "dashboard.py")
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
ONLY_PARTNERS = "add_data"
# What differs most where something is not held; the others open with CSP_LONG=1.
FIRST_OPENED = ("at_a_glance", "among_districts", "domestic_abuse", "feeling_safe", "ward_map")
DISTRICTS = pd.read_csv(ROOT / "data" / "open" / "area.csv", dtype=str).query(
    "kind in ('borough', 'district')"
)
OTHERS = DISTRICTS[DISTRICTS["kind"] == "district"].set_index("area_code")["area_name"].to_dict()
PATIENCE = 90  # seconds


@pytest.fixture(scope="module")
def at() -> Iterator[pytest.MonkeyPatch]:
    """Lets a module's fixtures say where the data lie; the settings are read anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PagesManager, "uses_pages_directory", None)
        yield patch
    settings_module.settings.cache_clear()


def use(patch: pytest.MonkeyPatch, folder: Path, edition: str = "demonstration") -> None:
    """From here on the data lie in the folder, and one edition is served."""
    patch.setenv("CSP_DATA", str(folder))
    patch.setenv("CSP_EDITION", edition)
    settings_module.settings.cache_clear()


def made_up_folder(folder: Path, patch: pytest.MonkeyPatch, held: int) -> Path:
    """The made-up district, its open data derived from what an officer would download."""
    data = made_up.write_own(folder / "data")
    downloads = made_up.write_downloads(folder / "downloads", held)
    use(patch, data)
    assert main(["derive-open", str(downloads)]) == 0
    return data


@pytest.fixture(scope="module")
def wexcombe(tmp_path_factory, at) -> Path:
    """The made-up district with its demonstration built, as the first start does."""
    data = made_up_folder(tmp_path_factory.mktemp("made-up"), at, held=14)
    assert main(["demo"]) == 0
    return data


def words_of(app: AppTest) -> str:
    """Everything a visitor is sent: texts, tables, the words of boxes, specifications of charts."""
    return "\n".join(
        [
            *(title.value for title in app.title),
            *(block.proto.body for block in app.get("html")),
            *(chart.proto.spec for chart in app.get("vega_lite_chart")),
            *(str(child.proto) for kind in KINDS for child in app.get(kind)),
        ]
    )


KINDS = ("selectbox", "button_group", "multiselect", "markdown", "info", "expander", "link_button")


def opened(app: AppTest) -> AppTest:
    assert not app.exception
    assert len(app.title) == 1
    assert "cannot be shown" not in app.title[0].value
    return app


def by_navigation(page: str, **address: str) -> AppTest:
    """The page within its frame, opened by its address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    app.query_params.update(address)
    return opened(app.switch_page(f"pages/{page}.py").run())


@pytest.fixture
def offered(monkeypatch) -> list[tuple[str, object]]:
    """What pages offer to download: names, and what makes the file."""
    files: list[tuple[str, object]] = []

    def kept(label: str, data: object, *, file_name: str, **_named: object) -> bool:
        files.append((file_name, data))
        return False

    monkeypatch.setattr(st, "download_button", kept)
    return files


def contents(files: list[tuple[str, object]]) -> str:
    """The names of the files, and what stands in those that are text."""
    told = [name for name, _ in files]
    for name, made in files:
        if name.endswith((".csv", ".geojson")):
            told.append(bytes(made() if callable(made) else made).decode("utf-8"))
    return "\n".join(told)


@pytest.mark.parametrize("page", [page for page in PAGES if page in FIRST_OPENED])
def test_a_page_of_the_made_up_district_names_it_and_no_other(page, wexcombe, at, offered):
    use(at, wexcombe)
    text = words_of(by_navigation(page))
    assert made_up.NAME in text
    assert not OURS.findall(text)
    assert not OURS.findall(contents(offered))


def test_nothing_in_the_built_file_speaks_of_another_district(wexcombe, at, tmp_path):
    use(at, wexcombe)
    # A copy: the pages may hold the file open.
    copied = shutil.copy(pointer("demonstration").resolve(), tmp_path / "copy.duckdb")
    with duckdb.connect(str(copied), read_only=True) as held:
        text = "\n".join(
            held.execute(f"SELECT * FROM {name}").df().to_csv(index=False, header=False)
            for name in tables()
        )
    assert made_up.NAME in text
    assert not OURS.findall(text)
    reader = Reader(pointer("demonstration").resolve(), "demonstration")
    assert list(places.ward_sets(reader).values()) == ["12 wards of 2024, approximate"]
    statuses = set(reader.read("datasets")["status"])
    assert statuses == {"open", "published"}  # no invented record is about a place it is not of
    assert reader.failed_checks() == []
    reader.close()


def test_the_counts_are_those_of_the_archive(wexcombe, at):
    use(at, wexcombe)
    rows = [
        line.split(",")
        for file in sorted((wexcombe.parent / "downloads" / "police_uk").rglob("*.csv"))
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
    ]
    own = set(made_up.lsoas())
    crimes = [row for row in rows if row[9] != "Anti-social behaviour"]
    reader = Reader(pointer("demonstration").resolve(), "demonstration")
    month = {"measure": "crime_total_excl_asb", "area_code": made_up.OWN}
    borough = reader.read("series", **month)["events"].sum()
    force = reader.read("series", **month | {"area_code": made_up.FORCE})["events"].sum()
    reader.close()
    assert borough == sum(row[7] in own for row in crimes) > 0
    assert force == len(crimes)


def test_templates_of_the_made_up_district_ask_for_its_own_places(wexcombe, at, tmp_path):
    use(at, wexcombe)
    for source, contract in partner_sources().items():
        form = template.template(source, tmp_path / f"{source}.csv")
        made = form.read_text(encoding="utf-8-sig")
        assert not OURS.findall(made)
        assert "High Street" not in made
        assert not OURS.findall(contract.model_dump_json())
        assert main(["ingest", source, str(form), "--dry-run"]) == 0


def test_no_code_says_which_district_it_is():
    said = []
    for place in CODE:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".sql", ".toml", ".md", ".css", ".js"}:
                text = PROMISED_NAMES.sub("", file.read_text(encoding="utf-8"))
                said += [f"{file.relative_to(ROOT)}: {one}" for one in OURS.findall(text)]
    assert said == []


@pytest.mark.skipif(DISTRICT not in os.environ, reason="CSP_DATA names no other district")
def test_the_district_that_the_command_was_given(tmp_path, at):
    """With CSP_DATA the tests command also builds that folder's district and opens its pages."""
    given = Path(os.environ[DISTRICT])
    data = shutil.copytree(
        given, tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb", "raw")
    )
    use(at, data)
    assert main(["demo"]) == 0
    for page in PAGES:
        if page != ONLY_PARTNERS:
            assert settings_module.settings().area.name in words_of(by_navigation(page))


def test_what_the_project_holds_of_its_own_district_is_lent_to_no_other(wexcombe, at):
    use(at, wexcombe)
    for name in ("evaluations", "area_groups.toml", "priority_setting", "published/ranking.toml"):
        assert (ROOT / "data" / name).exists()
        assert not own_or_lent(wexcombe, name).exists()
    at.delenv("CSP_DATA")
    settings_module.settings.cache_clear()
    assert own_or_lent(wexcombe, "evaluations") == ROOT / "data" / "evaluations"


# The other districts of the open data


def real_folder(folder: Path, code: str) -> Path:
    """A data folder in which the settings name a district of the open data, and nothing else."""
    folder.mkdir(parents=True)
    (folder / "open").symlink_to(ROOT / "data" / "open")
    own = (ROOT / "data" / "settings.toml").read_text(encoding="utf-8")
    told = dict(
        re.findall(r'^(force_code|force_name|police_uk_force) = ("[^"]+")', own, re.MULTILINE)
    )
    lines = [f"{name} = {value}" for name, value in told.items()]
    named = {"partnership": f"{OTHERS[code]} Partnership", "name": OTHERS[code], "code": code}
    lines += [f"{name} = {json.dumps(value)}" for name, value in named.items()]
    (folder / "settings.toml").write_text("[area]\n" + "\n".join(lines), encoding="utf-8")
    return folder


def test_the_open_data_hold_what_every_other_district_needs():
    """Its own counts of every month, its residents and its outline."""
    folder = ROOT / "data" / "open"
    counts = pd.read_csv(folder / "crime_district_month.csv").groupby("district_code")["month"]
    held = counts.nunique()
    people = set(pd.read_csv(folder / "population.csv")["area_code"])
    drawn = (folder / "boundaries" / "districts.geojson").read_text(encoding="utf-8")
    for code in OTHERS:
        assert held[code] == held.max()
        assert code in people
        assert f'"{code}"' in drawn


def test_the_settings_make_another_district_ours(tmp_path, at):
    """As the build reads the areas: the district is ours, none of our wards is, its counts are."""
    for code in list(OTHERS)[:2]:
        folder = real_folder(tmp_path / code, code)
        use(at, folder)
        check_inputs(folder)
        with duckdb.connect() as held:
            held.execute(sql("build", "00_schema"))
            load.set_variables(held, folder)
            held.execute(sql("build", "10_stg_open"))
            load.ward_sets(held)
            kinds = held.execute("SELECT kind, count(*) FROM area GROUP BY kind").fetchall()
            own = held.execute("SELECT area_code FROM area WHERE kind = 'borough'").fetchall()
            small = held.execute("SELECT count(*) FROM stg_lsoa_carried").fetchall()
        assert own == [(code,)]
        assert dict(kinds) == {"borough": 1, "district": len(OTHERS), "force": 1}
        assert small == [(0,)]


def _opens_calmly(code: str, folder: Path, at: pytest.MonkeyPatch) -> dict[str, str]:
    """Builds a district and opens every page; the words of each."""
    use(at, real_folder(folder, code))
    assert main(["demo"]) == 0
    return {page: words_of(by_navigation(page)) for page in PAGES if page != ONLY_PARTNERS}


@LONG
def test_a_real_district_says_calmly_what_it_does_not_hold(tmp_path, at):
    text = _opens_calmly("E06000035", tmp_path / "data", at)
    assert all("Medway" in words for words in text.values())
    assert "No wards are held for this district" in text["ward_map"]
    assert "Medway’s recorded crime rate is" in text["among_districts"]
    assert "No plan is held yet" in text["priority_trends"]
    # Of our own district it speaks only as of one among others.
    assert "Maidstone" not in "".join(
        words for page, words in text.items() if page != "among_districts"
    )


@LONG
@pytest.mark.parametrize("code", sorted(OTHERS))
def test_every_real_district_works_as_a_whole(code, tmp_path, at):
    text = _opens_calmly(code, tmp_path / "data", at)
    assert all(OTHERS[code] in words for words in text.values())


@pytest.fixture(scope="module")
def every_month(tmp_path_factory, at) -> Path:
    """The made-up district with two years: its archive received, both files built."""
    folder = tmp_path_factory.mktemp("every-month")
    data = made_up_folder(folder, at, held=made_up.MONTHS)
    assert main(["demo"]) == 0
    assert main(["ingest", "police_uk", str(folder / "downloads" / "police_uk")]) == 0
    assert main(["build"]) == 0
    return data


@LONG
@pytest.mark.timeout(900)
@pytest.mark.parametrize("edition", ["demonstration", "partner"])
def test_every_part_of_every_page_of_the_made_up_district(edition, every_month, at, offered):
    use(at, every_month, edition)
    for page in PAGES:
        if page == ONLY_PARTNERS and edition != "partner":
            continue
        for address in [{}, *_parts(page)]:
            text = words_of(by_navigation(page, **address))
            assert made_up.NAME in text
            assert not OURS.findall(text)
    assert not OURS.findall(contents(offered))


def _parts(page: str) -> Iterator[dict[str, str]]:
    """An address for each choice of the segmented boxes of a page."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE)
    for box in app.run().get("button_group"):
        yield from ({box.key: option.content} for option in box.proto.options)
