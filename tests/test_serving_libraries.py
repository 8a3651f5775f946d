"""A server that has drawn every page has loaded no library of statistics or geometry."""

import json
import os
import subprocess
import sys

import pytest

from csp.settings import ROOT
from tests.long import LONG

# Of the build alone. import-linter keeps our own code from them, whichever page is drawn; this
# holds what others bring, too.
HEAVY = ("esda", "geopandas", "highspy", "holidays", "libpysal", "pyproj", "scipy", "shapely")
HEAVY += ("statsmodels",)
ONLY_PARTNERS = "add_data"
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != ONLY_PARTNERS)
FEW = ("at_a_glance", "ward_map")  # which hold a map, rates and their limits
EVERY_OPTION = 1_000


@pytest.mark.parametrize(
    ("folder", "edition", "pages", "most"),
    [
        ("demonstration_folder", "demonstration", FEW, 0),
        pytest.param("demonstration_folder", "demonstration", PAGES, EVERY_OPTION, marks=LONG),
        pytest.param("published_folder", "public", PAGES, EVERY_OPTION, marks=LONG),
    ],
    ids=["few pages", "every page and option", "every page and option, public"],
)
def test_no_page_brings_a_library_of_the_build(folder, edition, pages, most, request):
    place = {"CSP_DATA": str(request.getfixturevalue(folder)), "CSP_EDITION": edition}
    told = subprocess.run(
        [sys.executable, "-m", "tests.draw_every_page", str(most), *pages],
        cwd=ROOT,
        env=os.environ | place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout.splitlines()[-1])
    assert list(found["titles"]) == list(pages) and all(found["titles"].values())
    loaded = {name.partition(".")[0] for name in found["modules"]}
    assert {"duckdb", "altair", "components", "deploy"} <= loaded  # what a page is drawn by
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))
