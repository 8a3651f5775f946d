"""The illustrative extracts as made, and what they are held against."""

from pathlib import Path

import pandas as pd
import pytest

from csp.sample import places, published
from csp.sample.files import make
from csp.sample.places import Places
from csp.sample.published import Published
from csp.settings import ROOT


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> dict[str, Path]:
    """One set of extracts, by source."""
    return make(tmp_path_factory.mktemp("extracts"))


@pytest.fixture(scope="session")
def extracts(files) -> dict[str, pd.DataFrame]:
    """Every extract as text, by source."""
    return {source: as_text(file) for source, file in files.items()}


@pytest.fixture(scope="session")
def figures() -> Published:
    """The published figures."""
    return published.read(ROOT / "data" / "published")


@pytest.fixture(scope="session")
def where() -> Places:
    """The places of the documents' years."""
    return places.read(ROOT / "data" / "open")


@pytest.fixture(scope="session")
def incidents(extracts, where) -> pd.DataFrame:
    """Incidents with the ward that each lies in ('' for none) and moments as such."""
    told = extracts["domestic_abuse"]
    wards = where.lsoas.set_index("lsoa_code")["ward_name"]
    return told.assign(
        ward=told["LSOA code"].map(wards).fillna(""),
        starts=pd.to_datetime(told["From"], format="%d/%m/%Y %H:%M"),
        ends=pd.to_datetime(
            told["To"].where(told["To"] != "", told["From"]), format="%d/%m/%Y %H:%M"
        ),
        reported=pd.to_datetime(told["Reported on"], format="%d/%m/%Y"),
    )


def as_text(file: Path) -> pd.DataFrame:
    """A file's cells as they stand."""
    return pd.read_csv(file, dtype=str, keep_default_na=False)
