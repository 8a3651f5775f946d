"""From an uploaded file to the ward map and back, while somebody else goes on reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reader_of_pages import LONG, PHONE, Visit, serious, sideways, tab_to
from servers import serving

from csp.build import build
from tests.conftest import fresh_data_folder
from tests.test_journey import BURGLARY, WARD, carried, placed, usual_month, ward_code, wards_of
from tests.test_journey import write_month as write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE = 240_000  # milliseconds: a build on a busy machine
MAP = "ward_map?measure=crime_burglary&show=count"
NEW = 33  # burglaries of the month that is added


@pytest.fixture(scope="module")
def partner_server(tmp_path_factory) -> Iterator[str]:
    """A server of the partner edition, built from the open data alone."""
    folder = tmp_path_factory.mktemp("adding")
    with pytest.MonkeyPatch.context() as place:
        place.setenv("CSP_DATA", str(fresh_data_folder(folder / "data")))
        build("partner")
        around = {"CSP_DATA": str(folder / "data"), "CSP_EDITION": "partner"}
        around["CSP_KEY_FILE"] = str(folder / "reference.key")
        with serving("dashboard.py", folder / "log.txt", **around) as address:
            yield address
    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "On or near" not in log  # no cell of any file


@pytest.fixture(scope="module")
def january(tmp_path_factory) -> Path:
    """A month of the police in which one ward has NEW burglaries."""
    code = next(code for code, ward in wards_of("2021").items() if ward == ward_code(WARD))
    rows = [*usual_month(), *[(*placed(code), BURGLARY)] * NEW]
    return write(tmp_path_factory.mktemp("january"), "2026-01", rows)


def burglaries(seen: Visit) -> int:
    """The ward's count as the table of the map tells it."""
    assert not any("cannot be shown" in title for title in seen.texts("h1"))
    assert seen.page.get_by_test_id("stException").count() == 0
    row = seen.page.locator("table.num tbody tr", has=seen.page.locator(f"th:text-is('{WARD}')"))
    return int(row.first.locator("td.b").first.inner_text().replace(",", ""))


def read_until(other: Visit, adding: Visit, title: str) -> list[int]:
    """What the other visitor reads, loading the map again and again, until the work has ended."""
    read = []
    ended = adding.page.locator("h1", has_text=title)
    for _ in range(400):
        done = ended.count() > 0
        other.page.reload()
        other.settle()
        read.append(burglaries(other))
        if done:
            adding.settle()
            return read
    raise AssertionError(f"the page never said “{title}”: {adding.texts('h1')}")


def upload(seen: Visit, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    seen.page.locator("input[type=file]").set_input_files(file)
    seen.page.locator("h1", has_text=name).wait_for(timeout=PATIENCE)
    seen.settle()


@LONG
def test_a_file_is_added_seen_on_the_map_and_taken_back_while_somebody_reads(
    partner_server, visit, january
):
    other = visit(f"{partner_server}/{MAP}")
    before = burglaries(other)
    assert before == carried("2025-01", "2025-12")[WARD]
    adding = visit(f"{partner_server}/add_data?source=police_uk")
    foot = adding.texts(".foot")

    content = january.read_bytes()
    upload(adding, january.name, content.replace(b"Burglary", b"Burglery", 1))
    assert adding.texts("h1") == [f"{january.name} has one fault; nothing was taken"]
    (row,) = adding.texts("table.num tbody tr")
    assert "Burglery" in row
    upload(adding, january.name, content)
    assert adding.texts("h1") == [f"{january.name} is sound: one month can be taken"]

    adding.page.get_by_role("button", name="Accept and build").click()
    read = read_until(other, adding, "Added: Street-level crime")
    after = carried("2025-02", "2025-12")[WARD] + NEW
    assert set(read) == {before, after}
    assert read == sorted(read, key=[before, after].index)  # never back to what was before
    assert "Jan 2026, new" in " ".join(adding.texts("table.num tbody tr"))
    assert adding.texts(".foot") != foot

    adding.page.locator("summary", has_text="Take it back").click()
    adding.page.get_by_role("button", name="Take the newest file back").click()
    again = read_until(other, adding, "The newest file was taken back")
    assert again == sorted(again, key=[after, before].index)
    assert again[-1] == before
    assert adding.texts(".foot") == foot
    assert other.errors == []
    assert adding.errors == []
    assert adding.outside() == []


@LONG
def test_the_page_fits_a_phone_and_axe_finds_nothing(partner_server, visit):
    seen = visit(f"{partner_server}/add_data?source=one_stop_shop")
    upload(seen, "visits.csv", b"Month,Ward,Sex,Visits\n2026-01,Shepway Nth,Women,<5\n")
    assert serious(seen) == []
    with seen.as_wide_as(PHONE):
        wide = sideways(seen)
    assert wide == [0, 0]


@LONG
def test_the_page_is_worked_by_keyboard_and_shows_no_sensitive_cell(partner_server, visit):
    seen = visit(f"{partner_server}/add_data")
    tab_to(seen, "combobox", "What the file is")
    seen.page.keyboard.type("Domestic abuse incidents")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert "source" in seen.page.url or seen.box("What the file is").input_value().startswith("Dom")
    tab_to(seen, "button", "Empty form")
    with seen.page.expect_download() as kept:
        seen.page.keyboard.press("Enter")
    assert kept.value.suggested_filename == "domestic-abuse-form.xlsx"
    tab_to(seen, "button", "upload")
    upload(seen, "abuse.csv", b"Incident reference,Reported on,From,To\nSECRET-1,SECRET-2,x,y\n")
    assert "SECRET" not in seen.page.inner_text("body")
    assert "not shown" in " ".join(seen.texts("table.num tbody tr"))


@LONG
def test_a_deep_link_in_another_edition_is_calmly_not_found(fresh_server, visit):
    """The first visitor of a fresh server is led to the main page, every later one told so."""
    for dialogs in (0, 1):
        seen = visit(f"{fresh_server}/add_data")
        assert seen.page.locator("[role=dialog]", has_text="Page not found").count() == dialogs
        assert seen.texts(".crumb") == ["Meeting · At a glance"]
        assert seen.page.locator("input[type=file]").count() == 0
        seen.page.keyboard.press("Escape")  # closes the dialog, where there is one
        seen.page.get_by_test_id("stTopNavSection").filter(has_text="Evidence").click()
        assert seen.page.get_by_role("menuitem", name="Add data", exact=True).count() == 0
