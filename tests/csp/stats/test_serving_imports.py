"""The methods that screens use must not bring the heavy libraries of the build with them."""

import subprocess
import sys

from csp.settings import ROOT

SERVING = (
    *("agreement", "completeness", "concentration", "coverage"),
    *("funnel", "likeness", "promises", "quantiles", "ranks", "rates", "ratios", "shifts", "spc"),
    "survey",
)
ASKED = """
import importlib, sys
heavy = {"scipy", "shapely", "esda", "libpysal", "geopandas", "statsmodels", "holidays"}
for module in sys.argv[1:]:
    importlib.import_module(f"csp.stats.{module}")
    if brought := heavy & set(sys.modules):
        sys.exit(f"{module} brings {', '.join(sorted(brought))}")
"""


def test_a_method_for_screens_imports_no_library_of_the_build():
    told = subprocess.run(
        [sys.executable, "-c", ASKED, *SERVING],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
