"""The methods that screens use must not bring the heavy libraries of the build with them."""

import subprocess
import sys

import pytest

from csp.settings import ROOT

SERVING = (
    *("agreement", "completeness", "concentration", "coverage"),
    *("ranks", "rates", "shifts", "spc", "survey"),
)


@pytest.mark.parametrize("module", SERVING)
def test_a_method_for_screens_imports_no_library_of_the_build(module):
    asked = (
        f"import csp.stats.{module}, sys;"
        "heavy = {'scipy.stats', 'esda', 'libpysal', 'geopandas', 'statsmodels', 'holidays'};"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
