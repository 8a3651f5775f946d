"""From everything received to one new, checked file: built beside the old one and swapped in
whole.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from csp import VERSION, decisions, encryption, intakes
from csp.archive import Receipt
from csp.build import derived, load
from csp.build.area_groups import area_groups
from csp.build.breakdowns import breakdowns, partner_changes
from csp.build.counts import counts
from csp.build.decided import decided
from csp.build.evaluations import evaluations
from csp.build.hotspots import hotspots
from csp.build.inputs import check_inputs
from csp.build.load import Supplied
from csp.build.outlines import drawn_outlines
from csp.build.priority_setting import themes_and_scores
from csp.build.street_months import raw_police_uk, where_months_come_from
from csp.build.surveys import surveys
from csp.build.swap import only_builder, swap_in
from csp.build.timing import timing
from csp.db import earlier_files, failed_checks, pointer, sql
from csp.decisions import Decisions
from csp.errors import BuildError
from csp.logs import kind_of
from csp.settings import Edition, data_folder

Progress = Callable[[float, str], None]

SQL_BEFORE_METHODS = (
    "20_int_crime",
    "30_mart_population",
    "31_mart_area_month",
    "32_mart_partner_month",
)


@dataclass(frozen=True)
class Built:
    """A file that now serves: where it is, its reference, and its newest month."""

    path: Path
    release: str
    latest_month: date
    sentences: tuple[str, ...] = ()  # what else whoever built it must know


def silent(_share: float, _step: str) -> None:
    """Progress that nobody watches."""


def build(
    edition: Edition,
    progress: Progress = silent,
    supplied: Sequence[Supplied] | None = None,
    today: date | None = None,
) -> Built:
    """Builds the edition's file from `data/open`, `data/published` and, for the partner, all
    received.

    The demonstration takes no received file: `supplied` hands it the illustrative extracts of
    csp.sample, which no other edition may hold. Months and waves that a contract lets nobody keep
    on the day `today` (else the present one) are left out. The old file serves until the new one is
    whole and checked; the same input gives the same tables. Raises BuildError with sentences when
    the input is incomplete or a check finds wrong rows, DecisionError when the book of decisions is
    damaged; then nothing has changed.
    """
    if edition == "public":
        raise BuildError("The public file is made by publishing the partner file.")
    secret = _secret(edition)
    receipts = _received(edition)
    today = today or datetime.now(UTC).date()
    sent = _sent(edition, supplied, today)
    # The book is the partnership's own: what it decided about its signals is no demonstration's.
    book = decisions.decisions() if edition == "partner" else ()
    with only_builder(edition) as workspace:
        path = workspace / "new.duckdb"
        connection = encryption.new_file(path, secret)
        try:
            release, latest = _fill(connection, edition, sent, book, progress, today=today)
            load.received_files(connection, receipts)
            sentences = where_months_come_from(connection)
            connection.execute("CHECKPOINT")
        except duckdb.Error as error:
            raise BuildError(f"The new file could not be made: {kind_of(error)}") from error
        finally:
            connection.close()
        if receipts != _received(edition):
            raise BuildError(
                "While the new file was made, files were taken in or taken back; build again."
            )
        progress(0.98, "Putting the new file in place")
        served = swap_in(path, pointer(edition), release)
        left = () if secret is None else _without_plain(edition)
        return Built(served, release, latest, (*sentences, *left))


def _secret(edition: Edition) -> str | None:
    """The key with which the new file is encrypted; None for none. Only the partner file is.

    Raises KeyFileError when the key cannot be used, and BuildError when none is named and a file is
    held that is encrypted: a key that got lost must not lead to a plain file.
    """
    if edition != "partner":
        return None
    secret = encryption.key()
    if secret is None and any(map(encryption.is_encrypted, earlier_files(edition))):
        raise BuildError(
            f"The partner file is encrypted, but {encryption.KEY_FILE} names no key; nothing was"
            " built. Name the key, or remove the encrypted files first."
        )
    return secret


def _without_plain(edition: Edition) -> tuple[str, ...]:
    """Removes the earlier files that are not encrypted, which nobody opens any more; says so."""
    plain = [file for file in earlier_files(edition) if not encryption.is_encrypted(file)]
    for file in plain:
        file.unlink(missing_ok=True)
    noun = "file that was" if len(plain) == 1 else "files that were"
    return (f"{len(plain)} earlier {noun} not encrypted went.",) if plain else ()


def _received(edition: Edition) -> list[Receipt]:
    return intakes.everything() if edition == "partner" else []


def _sent(edition: Edition, supplied: Sequence[Supplied] | None, today: date) -> Sequence[Supplied]:
    """What partners' tables the edition is built from. Raises BuildError for a wrong mixture."""
    if supplied is None:
        return load.received_from_partners(today) if edition == "partner" else ()
    allowed = "illustrative" if edition == "demonstration" else "partner"
    if any(one.status != allowed for one in supplied):
        raise BuildError(
            f"The {edition} file may hold no other than {allowed} records of partners."
        )
    return supplied


def _fill(
    connection: duckdb.DuckDBPyConnection,
    edition: Edition,
    sent: Sequence[Supplied],
    book: Decisions,
    progress: Progress,
    *,
    today: date,
) -> tuple[str, date]:
    folder = data_folder()
    progress(0.02, "Reading areas, residents and counts")
    _read(connection, folder)
    progress(0.12, "Counting crimes month by month")
    received = raw_police_uk(
        connection,
        with_received=edition == "partner",
        today=today,
        progress=lambda share: progress(0.12 + 0.15 * share, "Counting crimes month by month"),
    )
    load.partners(connection, sent)
    counts(connection, sent)
    for name in SQL_BEFORE_METHODS:
        connection.execute(sql("build", name))
    load.ages(connection, folder)
    progress(0.30, "Judging which months are complete")
    complete = derived.supply(connection)
    derived.periods(connection, complete)
    derived.partner_periods(connection, derived.partner_supply(connection))
    progress(0.34, "Drawing boundaries")
    derived.boundaries(connection, folder)
    area_groups(connection, folder)
    drawn_outlines(connection)
    progress(0.45, "Comparing with the year before")
    _compare(connection)
    progress(0.60, "Finding hotspots")
    hotspots(connection, lambda share: progress(0.60 + 0.30 * share, "Finding hotspots"))
    progress(0.91, "Looking at hours, seasons and surveys")
    timing(connection)
    surveys(connection, sent, folder / "published")
    themes_and_scores(connection, folder, edition)
    progress(0.93, "Looking for signals in the trends")
    decided(connection, book)
    release = f"{max(complete):%Y-%m}-{fingerprint(connection)}"
    derived.signals(connection, release)
    load.datasets(connection, folder)
    load.partner_datasets(connection, sent)
    progress(0.96, "Checking that everything adds up")
    connection.execute(
        "INSERT INTO release VALUES ($edition, $release, $built_at, $version, NULL)",
        {
            "edition": edition,
            "release": release,
            "built_at": datetime.now(UTC).replace(tzinfo=None),
            "version": VERSION,
        },
    )
    check(connection, received)
    return release, max(complete)


def _read(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The tables, and in them what is committed or entered by officers."""
    check_inputs(folder)
    connection.execute(sql("build", "00_schema"))
    load.set_variables(connection, folder)
    load.definitions(connection)
    connection.execute(sql("build", "10_stg_open"))
    load.true_wards(connection, folder)
    load.ward_sets(connection)
    load.published(connection, folder / "published")
    evaluations(connection, folder)
    breakdowns(connection, folder / "published")


def _compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Two counts at a time: of places, of the documents, of partners' groups."""
    derived.changes(connection)
    derived.published_changes(connection)
    partner_changes(connection)


def check(
    connection: duckdb.DuckDBPyConnection, received: Mapping[date, str] | None = None
) -> None:
    """Raises BuildError with a sentence for every check that finds wrong rows.

    `received` names the file that each received month came in.
    """
    wrong = failed_checks(connection, received)
    if wrong:
        told = [one.sentence for one in wrong]
        raise BuildError("\n  ".join(["The new file does not add up and was not used:", *told]))


def fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """Six characters that change when any count, figure, boundary, break, action, evaluation or
    accepted step changes.
    """
    digest = hashlib.sha256()
    for table in (
        "area_month",
        "hour_of_week",
        "breakdown",
        "published_breakdown",
        "published_breakdown_row",
        "survey_answer",
        "population",
        "population_age",
        "boundary",
        "published_figure",
        "indicator",
        "measure",
        "priority_criterion",
        "priority_score",
        "deprivation",
        "break_register",
        "area_group",
        "action",
        "evaluation",
        "evaluation_area",
    ):
        row = connection.execute(
            # bit_xor over row hashes does not depend on the order of rows; the name is a constant
            f"SELECT bit_xor(hash(t)), count(*) FROM {table} AS t"
        ).fetchone()
        digest.update(repr(row).encode())
    steps = connection.execute("SELECT * FROM approved_step ORDER BY ALL").fetchall()
    if steps:  # without any, a file keeps the reference that it had before there were steps
        digest.update(repr(steps).encode())
    return digest.hexdigest()[:6]
