"""Brings what is held into the new file: definitions, open tables, published figures, received
months.
"""

import hashlib
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from csp import archive
from csp.db import sql
from csp.errors import BuildError
from csp.measures import measures
from csp.settings import settings
from csp.sources import sources
from csp.stats.recompute import recompute

POLICE_UK = "police_uk"


def set_variables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """What the build queries need to know of this place, as DuckDB variables."""
    own = settings()
    variables = {
        "open_folder": str(folder / "open"),
        "published_folder": str(folder / "published"),
        "area_code": own.area.code,
        "force_code": own.area.force_code,
    }
    for name, value in variables.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    connection.execute(
        "SET VARIABLE codes_of_2021_from = $value::DATE", {"value": own.lsoa.codes_of_2021_from}
    )


def definitions(connection: duckdb.DuckDBPyConnection) -> None:
    """The measures, and which of the source's categories each adds up."""
    held = measures().values()
    # The plans are read later: a measure's priority is filled in by `published`.
    connection.executemany(
        "INSERT INTO measure VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)",
        [
            [m.id, m.title, m.unit, m.per, m.better, m.sensitivity, m.source, m.headline]
            for m in held
        ],
    )
    connection.execute("CREATE TEMP TABLE measure_category (measure VARCHAR, category VARCHAR)")
    connection.executemany(
        "INSERT INTO measure_category VALUES (?, ?)",
        [[m.id, category] for m in held for category in m.categories],
    )


def published(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Documents, plans, priorities, indicators, breaks and figures, with what can be recomputed."""
    connection.execute(sql("build", "11_stg_published"))
    # Text and numbers as entered: an empty cell is a blank, "n/a" would be a fault, not a blank.
    figures = pd.read_csv(folder / "figure.csv", dtype=str, keep_default_na=False, na_values=[""])
    figures["value"] = pd.to_numeric(figures["value"])
    register(connection, "figures", recompute(figures))
    connection.execute(sql("build", "12_stg_figures"))
    connection.execute(sql("build", "13_stg_measure_priority"), {"plan": settings().plan.current})


def raw_police_uk(connection: duckdb.DuckDBPyConnection, *, with_received: bool) -> None:
    """Counts every month received; each replaces the carried counts of that month, whole."""
    connection.execute(
        "CREATE TEMP TABLE stg_police_uk"
        " (month DATE, lsoa_code VARCHAR, category VARCHAR, events INTEGER)"
    )
    if not with_received:
        return
    with tempfile.TemporaryDirectory(prefix="csp-build-") as scratch:
        for month, (receipt, member) in sorted(archive.newest_months(POLICE_UK).items()):
            extracted = Path(scratch) / "month.csv"
            with archive.open_member(receipt, member) as packed, extracted.open("wb") as plain:
                shutil.copyfileobj(packed, plain)
            connection.execute(
                sql("build", "14_stg_police_uk"), {"month": month, "file": str(extracted)}
            )


def datasets(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One row a dataset: what it is, how far it reaches, when it came and the hash of what came."""
    told = pd.read_csv(folder / "open" / "dataset.csv", dtype=str, keep_default_na=False)
    rows = [_dataset(connection, folder, row) for row in told.to_dict("records")]
    connection.executemany("INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _dataset(
    connection: duckdb.DuckDBPyConnection, folder: Path, told: dict[str, str]
) -> list[object]:
    files = [folder / name for name in told["files"].split()]
    missing = [file.name for file in files if not file.exists()]
    if missing:
        raise BuildError(f"{told['title']}: {', '.join(missing)} is missing from the data folder.")
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    received: datetime = datetime.fromisoformat(told["received_on"])
    first, latest, count = connection.execute(
        sql("build", "40_dataset_reach"), {"dataset": told["dataset"]}
    ).fetchone() or (None, None, 0)
    if told["dataset"] == POLICE_UK:
        receipts = archive.received(POLICE_UK)
        held = connection.execute("SELECT count(*) FROM stg_police_uk").fetchone()
        if receipts and held and held[0]:
            digest = hashlib.sha256(
                "".join([digest, *(receipt.sha256 for receipt in receipts)]).encode()
            ).hexdigest()
            received = max(received, *(_naive(receipt.received_at) for receipt in receipts))
    return [
        told["dataset"],
        told["title"],
        told["publisher"],
        told["licence"],
        told["status"],
        sources()[told["dataset"]].sensitivity if told["dataset"] in sources() else "open",
        first,
        latest,
        received,
        digest,
        count,
    ]


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def register(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Makes a frame readable as a temporary table of that name, replacing an earlier one."""
    connection.register(name, frame)
