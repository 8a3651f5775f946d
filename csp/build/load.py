"""Brings what is held into the new file: definitions, open tables, published figures, received
months.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from csp import archive
from csp import true_wards as csp_true_wards
from csp.answers.places import in_force
from csp.build import entered, street_months
from csp.db import sql
from csp.errors import BuildError
from csp.measures import measures
from csp.settings import settings
from csp.sources import PERIOD, Source, partner_sources, sources
from csp.sources.retention import rows_past
from csp.stats.recompute import recompute
from csp.true_wards import LOOKUP


@dataclass(frozen=True)
class Supplied:
    """What a partner sent of one source, checked: as received, or the illustrative extract.

    `table` has a text column for each field of the contract, normalised by intake, and `period`.
    """

    source: str
    table: pd.DataFrame
    received_at: datetime
    sha256: str
    status: str  # 'partner' or 'illustrative'


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
    dates = {
        "codes_of_2021_from": own.lsoa.codes_of_2021_from,
        "wards_changed_on": own.wards.changed_on,
    }
    for name, day in dates.items():
        connection.execute(f"SET VARIABLE {name} = $value::DATE", {"value": day})


def true_wards(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Puts the look-up of an officer's true boundaries in the place of the derived one, and calls
    that ward set exact.
    """
    for vintage, own in csp_true_wards.held(folder).items():
        told = {"true_wards_vintage": vintage, "true_wards_file": str(own / LOOKUP)}
        for name, value in told.items():
            connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
        connection.execute(sql("build", "18_true_wards"))


def ward_sets(connection: duckdb.DuckDBPyConnection) -> None:
    """Tells the build queries the two newest ward sets held, as DuckDB variables: twice the same
    where there is one, none where no wards are held.
    """
    held = [
        vintage
        for (vintage,) in connection.execute(
            "SELECT DISTINCT vintage FROM area WHERE kind = 'ward' ORDER BY vintage"
        ).fetchall()
    ]
    for name, newer_rules in (("older_wards", False), ("newer_wards", True)):
        chosen = in_force(held, newer_rules)
        connection.execute(f"SET VARIABLE {name} = $value", {"value": chosen})


def definitions(connection: duckdb.DuckDBPyConnection) -> None:
    """The measures, and which of the source's categories each adds up."""
    held = measures().values()
    # The plans are read later: a measure's priority is filled in by `published`.
    connection.executemany(
        "INSERT INTO measure BY NAME SELECT ? AS measure, ? AS title, ? AS unit, ? AS per,"
        " ? AS better, ? AS sensitivity, ? AS dataset, ? AS headline, ? AS hotspots",
        [
            [
                *(m.id, m.title, m.unit, m.per, m.better, m.sensitivity, m.source),
                *(m.headline, m.hotspots),
            ]
            for m in held
        ],
    )
    connection.execute("CREATE TEMP TABLE measure_category (measure VARCHAR, category VARCHAR)")
    connection.executemany(
        "INSERT INTO measure_category VALUES (?, ?)",
        [[m.id, category] for m in held for category in m.categories],
    )


def ages(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fills `population_age` where the data folder knows ages; an area may be shown without."""
    if (folder / "open" / "population_age.csv").exists():
        connection.execute(sql("build", "30_mart_population_age"))


def published(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Documents, plans, priorities, indicators, breaks and figures, with what can be recomputed."""
    for kind in entered.PLACES:
        # An empty cell is a blank; "n/a" would be a fault, not a blank.
        frame = entered.read(folder, kind).replace("", None)
        register(connection, f"entered_{kind}", _worked(frame) if kind == "figure" else frame)
    connection.execute(sql("build", "11_stg_published"))
    connection.execute(sql("build", "12_stg_figures"))
    connection.execute(sql("build", "13_stg_measure_priority"), {"plan": settings().plan.current})


def _worked(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures as numbers with what their parts give, and as `stated` with their decimals."""
    told = figures.assign(stated=figures["value"], value=pd.to_numeric(figures["value"]))
    return recompute(told)


def received_from_partners(today: date) -> list[Supplied]:
    """What every partner sent that may still be kept on a day, each period as it came last; who
    sent nothing of it is left out.
    """
    sent = (received(source) for source in partner_sources().values())
    return [kept for one in sent if one and (kept := _within_retention(one, today))]


def _within_retention(sent: Supplied, today: date) -> Supplied | None:
    """The rows of the periods that the contract still lets anybody keep; None where there are
    none.
    """
    gone = rows_past(sources()[sent.source], today)
    old = sent.table[PERIOD].map(lambda day: gone(date.fromisoformat(day))).astype(bool)
    if old.all():
        return None
    return replace(sent, table=sent.table[~old].reset_index(drop=True)) if old.any() else sent


def received(source: Source) -> Supplied | None:
    """What came of one source, each period as it came last; None where nothing ever did.

    Of a source in parts the newest file with a word stands for that word's rows of the period.
    """
    receipts = archive.received(source.id)
    if not receipts:
        return None
    held = pd.concat(
        [_rows(receipt).assign(came=number) for number, receipt in enumerate(receipts)],
        ignore_index=True,
    )
    part = source.by_name.get(source.parts_by)
    last = held.groupby([PERIOD, part.field] if part else PERIOD)["came"].transform("max")
    newest = held[held["came"] == last]
    standing = [receipts[number] for number in sorted(newest["came"].unique())]
    return Supplied(
        source.id,
        newest.drop(columns="came").sort_values(PERIOD, kind="stable", ignore_index=True),
        max(_naive(receipt.received_at) for receipt in standing),
        hashlib.sha256("".join(sorted(one.sha256 for one in standing)).encode()).hexdigest(),
        "partner",
    )


def _rows(receipt: archive.Receipt) -> pd.DataFrame:
    with archive.open_member(receipt, receipt.name) as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)


def received_files(
    connection: duckdb.DuckDBPyConnection, receipts: Sequence[archive.Receipt]
) -> None:
    """Fills `received_file`: what the file was made of."""
    if receipts:
        connection.executemany(
            "INSERT INTO received_file VALUES (?, ?, ?)",
            [[one.source, one.sha256, one.intake] for one in receipts],
        )


def partners(connection: duckdb.DuckDBPyConnection, supplied: Sequence[Supplied]) -> None:
    """A temporary table `stg_<source>` for each partner's source, empty where nothing was sent."""
    sent = {one.source: one for one in supplied}
    for source in partner_sources().values():
        columns = [*(column.field for column in source.columns), PERIOD]
        table = sent[source.id].table if source.id in sent else pd.DataFrame(columns=columns)
        full = table.reindex(columns=columns, fill_value="").astype(str)
        connection.register("sent", full)
        # The name is that of a contract file, checked when it was loaded.
        connection.execute(f"CREATE TEMP TABLE stg_{source.id} AS SELECT * FROM sent")
        connection.unregister("sent")
    connection.execute(sql("build", "16_int_domestic_abuse"))


def partner_datasets(connection: duckdb.DuckDBPyConnection, supplied: Sequence[Supplied]) -> None:
    """One row for each dataset that a partner sent, or that was invented to show one."""
    for one in supplied:
        source = sources()[one.source]
        first, latest, _ = connection.execute(
            sql("build", "40_dataset_reach"), {"dataset": source.id}
        ).fetchone() or (None, None, 0)
        connection.execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                source.id,
                source.title if one.status == "partner" else f"Invented records: {source.title}",
                source.publisher if one.status == "partner" else "This project",
                source.licence if one.status == "partner" else "Invented; no right of anyone",
                one.status,
                source.sensitivity,
                first,
                latest,
                one.received_at,
                one.sha256,
                len(one.table),
            ],
        )


def datasets(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One row a dataset: what it is, how far it reaches, when it came and the hash of what came."""
    told = pd.read_csv(folder / "open" / "dataset.csv", dtype=str, keep_default_na=False)
    published = (folder / "published").exists()
    rows = [
        _dataset(connection, folder, row)
        for row in told.to_dict("records")
        if row["status"] != "published" or published
    ]
    connection.executemany("INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _dataset(
    connection: duckdb.DuckDBPyConnection, folder: Path, told: dict[str, str]
) -> list[object]:
    files = [
        file
        for name in told["files"].split()
        for file in sorted(folder.glob(name)) or [folder / name]
    ]
    missing = [file.name for file in files if not file.exists()]
    if missing:
        raise BuildError(f"{told['title']}: {', '.join(missing)} is missing from the data folder.")
    if told["dataset"] == "boundaries":
        true = csp_true_wards.held(folder).values()
        files += [file for own in true for file in sorted(own.iterdir())]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    received: datetime = datetime.fromisoformat(told["received_on"])
    first, latest, count = connection.execute(
        sql("build", "40_dataset_reach"), {"dataset": told["dataset"]}
    ).fetchone() or (None, None, 0)
    if told["dataset"] == street_months.POLICE_UK:
        held = connection.execute("SELECT count(*) FROM stg_police_uk").fetchone()
        came = street_months.what_came() if held and held[0] else []
        if came:
            together = "".join([digest, *(one for one, _ in came)])
            digest = hashlib.sha256(together.encode()).hexdigest()
            received = max(received, *(moment for _, moment in came))
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
