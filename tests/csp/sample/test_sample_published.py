"""What the sample follows: figures and places read from the committed tables."""

import pandas as pd
import pytest

from csp.errors import BuildError
from csp.sample.places import CENTRAL, RURAL, WARD_SET
from csp.sample.published import Published
from csp.sample.where import WARD_SHARES
from csp.settings import ROOT, settings


def test_a_figure_has_value_and_months(figures):
    assert figures.count("all_crime_2018") == 17244
    span = figures.span("all_crime_2018")
    assert (span.start.isoformat(), span.end.isoformat()) == ("2017-11-01", "2018-10-01")


@pytest.mark.parametrize(("figure", "column"), [("gone", "value"), ("blank", "value")])
def test_a_figure_that_is_gone_is_told(figure, column):
    held = Published(pd.DataFrame({"value": [""]}, index=["blank"]))
    told = f"The published figures have no {column} for “{figure}”, which the illustrative"
    with pytest.raises(BuildError, match=told):
        held.value(figure)


def test_the_places_are_those_of_the_documents_years(where):
    assert len(where.lsoas) == 95
    assert where.residents.sum() == 171_826  # the ONS estimate for mid-2019
    assert list(where.residents.index) == sorted(WARD_SHARES)
    assert where.lsoas["lsoa_code"].is_monotonic_increasing


def test_rural_wards_are_those_outside_the_town():
    folder = ROOT / "data" / "open"
    areas = pd.read_csv(folder / "area.csv", dtype=str)
    wards = areas[(areas["kind"] == "ward") & (areas["vintage"] == WARD_SET)]
    labels = pd.read_csv(folder / "boundaries" / "label_positions.csv")
    town = labels.loc[labels["panel"] == "town", "area_code"]
    assert set(wards.loc[~wards["area_code"].isin(town), "area_name"]) == set(RURAL)
    assert not set(CENTRAL) & set(RURAL)


def test_the_ward_set_was_in_force_all_the_time(figures):
    assert figures.span("all_crime_2019").end < settings().wards.changed_on
    assert int(WARD_SET) < settings().wards.changed_on.year
