"""From the partner file to the public file: only what may be shown, in a file of its own.

Open counts and published figures pass as they are. Partners' counts are protected, and whatever is
derived from them is worked out anew from what is published.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from csp import encryption
from csp.build import Built, Progress, check, silent
from csp.build.swap import only_builder, swap_in
from csp.db import Reader, pointer, sql
from csp.disclosure import releases, rules
from csp.disclosure.releases import Entry
from csp.errors import PublishError
from csp.logs import kind_of
from csp.publish.audited import audited
from csp.publish.derived import derived
from csp.publish.protected import Protected, protected_counts
from csp.publish.stated import stated_answers, stated_totals
from csp.publish.surveys import protected_shares
from csp.settings import data_folder
from csp.sources import partner_sources, sources

# Tables are let through by name; what is not named here is not in the public file.
OPEN_TABLES = (
    "measure",
    "area",
    "area_group",
    "area_part",
    "area_size",
    "lsoa_ward",
    "boundary",
    "group_outline",
    "drawn_outline",
    "label_position",
    "deprivation",
    "population",
    "population_age",
    "area_month",
    "supply",
    "period",
    "area_change",
    "published_change",
    "break_register",
    "document",
    "published_figure",
    "disagreement",
    "unreadable",
    "published_breakdown",
    "published_breakdown_priority",
    "published_breakdown_row",
    "plan",
    "priority",
    "priority_lineage",
    "priority_serves",
    "sub_group",
    "action",
    "indicator",
    "evaluation",
    "evaluation_area",
    "signal",
    "hotspot",
    "local_moran",
    "priority_model",
    "priority_criterion",
    "priority_point",
    "priority_theme",
    "survey_wave",
    "survey_answer",
)
# Of these only rows of what is open or published pass as they are; partners' are made anew.
OPEN_ROWS = {
    **dict.fromkeys(
        ("area_month", "area_change", "signal", "hotspot", "local_moran"),
        "WHERE measure IN (SELECT measure FROM open_measure)",
    ),
    "period": "WHERE dataset IN (SELECT dataset FROM partner.dataset WHERE status = 'open')",
    "survey_answer": "WHERE status = 'published'",
}
# Of these only a part may be shown: the query says which.
IN_PART = ("46_public_decisions", "47_public_steps")
PUBLIC_STATUSES = ("open", "published", "partner")
# Datasets of which only what is marked as public goes over: queries/build/60_public_scores.
MARKED = ("priority_setting",)


def publish(progress: Progress = silent, prepare: Callable[[Path], object] | None = None) -> Built:
    """Makes the public file from the serving partner file, adds it to the log of releases and swaps
    it in.

    Open counts pass as they are: data.police.uk has published them already. Partners' counts are
    hidden and rounded as `data/disclosure.toml` says, with all earlier releases in mind; of the
    scores of themes only rounds that are marked as public go over. Invented records are refused,
    and so is a file that fails its audit. Raises PublishError with sentences, SettingsError for
    rules that cannot be used; then the public file is as it was. `prepare` is given the whole file
    before it serves.
    """
    source = pointer("partner")
    if not source.exists():
        raise PublishError("There is no partner file to publish; run “python -m csp build” first.")
    with closing(Reader(source.resolve(), "partner")) as partner:
        release = partner.release
        _refuse_what_is_invented(partner)
    with only_builder("public") as workspace:
        folder = data_folder()
        path = workspace / "new.duckdb"
        earlier = releases.read(folder)
        progress(0.1, "Copying what is open")
        latest, told = _make(source.resolve(), path, release, earlier, progress)
        progress(0.85, "Auditing the public file")
        audited(path, folder / releases.FOLDER, told.public(), told.stated.true)
        if prepare is not None:
            progress(0.9, "Drawing its pages")
            prepare(path)
        progress(0.95, "Putting the public file in place")
        # The log goes first: a kill between the two leaves a release in it that nobody saw, which
        # later ones are held against all the same; the other way round one would be forgotten.
        releases.write(folder, workspace, release, told.entries)
        said = (*(one.sentence() for one in told.lost), *told.left_out, *told.stated.sentences())
        return Built(swap_in(path, pointer("public"), release), release, latest, said)


def _refuse_what_is_invented(partner: Reader) -> None:
    held = partner.read("datasets")
    wrong = held[~held["status"].isin(PUBLIC_STATUSES) & ~held["dataset"].isin(MARKED)]
    told = [f"{row.title} is {row.status}" for row in wrong.itertuples()]
    own = held[(held["status"] == "partner") & ~held["dataset"].isin([*partner_sources(), *MARKED])]
    told += [f"{row.title} is of no source that a contract describes" for row in own.itertuples()]
    if told:
        raise PublishError(
            "\n  ".join(["Nothing was published: some datasets may not be shown.", *told])
        )


def _make(
    source: Path,
    target: Path,
    release: str,
    earlier: Sequence[Sequence[Entry]],
    progress: Progress,
) -> tuple[date, Protected]:
    connection = duckdb.connect(str(target))
    try:
        connection.execute(sql("build", "00_schema"))
        encryption.attach(connection, source, "partner")
        _copy(connection)
        told = _protect(connection, earlier, progress)
        derived(connection, release)
        for name in IN_PART:
            connection.execute(sql("build", name))
        connection.execute(
            "INSERT INTO release SELECT 'public', $release, $built_at, code_version, NULL"
            " FROM partner.release",
            {
                "release": release,
                "built_at": datetime.now(UTC).replace(tzinfo=None),
            },
        )
        check(connection)
        connection.execute("DETACH partner")
        connection.execute("CHECKPOINT")
        (latest,) = connection.execute("SELECT max(month) FROM supply").fetchall()[0]
    except duckdb.Error as error:
        raise PublishError(f"The public file could not be made: {kind_of(error)}") from error
    finally:
        connection.close()
    newest: date = latest
    return newest, told


def _copy(connection: duckdb.DuckDBPyConnection) -> None:
    """What is open or published, as it is."""
    connection.execute(sql("build", "61_open_rows"))
    for table in OPEN_TABLES:
        rows = OPEN_ROWS.get(table, "")
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM partner.{table} {rows}")
    connection.execute(sql("build", "60_public_scores"))


def _protect(
    connection: duckdb.DuckDBPyConnection, earlier: Sequence[Sequence[Entry]], progress: Progress
) -> Protected:
    own = connection.execute(
        "SELECT dataset FROM dataset WHERE status = 'partner' ORDER BY dataset"
    ).fetchall()
    held = [dataset for (dataset,) in own if dataset not in MARKED]
    if not held:
        return Protected()
    asked = rules.read(data_folder())
    counted = [dataset for dataset in held if sources()[dataset].period == "month"]
    told = protected_counts(
        connection,
        counted,
        asked,
        earlier,
        lambda share: progress(0.2 + 0.5 * share, "Protecting small counts"),
    )
    progress(0.72, "Protecting answers of few people")
    surveys = [dataset for dataset in held if sources()[dataset].questions]
    protected_shares(connection, surveys, asked, earlier, told)
    told.stated = stated_totals(connection, asked) | stated_answers(connection, surveys)
    return told
