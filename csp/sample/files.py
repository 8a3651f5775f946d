"""Writes the illustrative extracts as partners would send them: one CSV file a source."""

from pathlib import Path

import pandas as pd

from csp.sample import domestic_abuse, marac, one_stop_shop, places, published, residents_survey
from csp.settings import data_folder


def make(folder: Path) -> dict[str, Path]:
    """The file written for each source, by the source's id; the same bytes every time.

    Reads `published` and `open` of the data folder. Nothing is made for young_people_survey: it was
    announced and never supplied. Raises BuildError when a figure that is followed is missing.
    """
    figures = published.read(data_folder() / "published")
    where = places.read(data_folder() / "open")
    tables = {
        domestic_abuse.SOURCE: domestic_abuse.incidents(figures, where),
        one_stop_shop.SOURCE: one_stop_shop.visits(figures),
        marac.SOURCE: marac.cases(figures),
        residents_survey.SOURCE: residents_survey.answers(figures, where),
    }
    return {source: _written(folder, source, table) for source, table in tables.items()}


def _written(folder: Path, source: str, table: pd.DataFrame) -> Path:
    file = folder / f"illustrative_{source}.csv"
    table.to_csv(file, index=False, encoding="utf-8", lineterminator="\n")
    return file
