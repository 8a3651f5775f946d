"""From the partner file to the public file: only what may be shown, in a file of its own."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from csp import encryption
from csp.build import Built, Progress, check, silent
from csp.build.swap import only_builder, swap_in
from csp.db import Reader, pointer, sql
from csp.errors import PublishError

# Tables are let through by name; what is not named here is not in the public file.
OPEN_TABLES = (
    "measure",
    "area",
    "area_group",
    "area_part",
    "area_size",
    "lsoa_ward",
    "boundary",
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
# Of these only a part may be shown: the query says which.
IN_PART = ("46_public_decisions", "47_public_steps")
PUBLIC_STATUSES = ("open", "published")
# Datasets of which only what is marked as public goes over: queries/build/60_public_scores.
MARKED = ("priority_setting",)


def publish(progress: Progress = silent) -> Built:
    """Makes the public file from the serving partner file and swaps it in.

    Open counts pass as they are: data.police.uk has published them already. Of the scores of themes
    only rounds that are marked as public go over. Everything else than open data and published
    figures is refused, since its protection is not built yet. Raises PublishError with sentences;
    then the public file is as it was.
    """
    source = pointer("partner")
    if not source.exists():
        raise PublishError("There is no partner file to publish; run “python -m csp build” first.")
    with closing(Reader(source.resolve(), "partner")) as partner:
        release = partner.release
        _refuse_what_is_not_open(partner)
    with only_builder("public") as workspace:
        path = workspace / "new.duckdb"
        progress(0.1, "Copying what is open")
        latest = _copy(source.resolve(), path, release)
        progress(0.9, "Putting the public file in place")
        return Built(swap_in(path, pointer("public"), release), release, latest)


def _refuse_what_is_not_open(partner: Reader) -> None:
    held = partner.read("datasets")
    wrong = held[~held["status"].isin(PUBLIC_STATUSES) & ~held["dataset"].isin(MARKED)]
    if not wrong.empty:
        raise PublishError(
            "\n  ".join(
                [
                    "Nothing was published: some datasets are neither open nor published.",
                    *(f"{row.title} is {row.status}" for row in wrong.itertuples()),
                ]
            )
        )


def _copy(source: Path, target: Path, release: str) -> date:
    connection = duckdb.connect(str(target))
    try:
        connection.execute(sql("build", "00_schema"))
        encryption.attach(connection, source, "partner")
        for table in OPEN_TABLES:
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM partner.{table}")
        connection.execute(sql("build", "60_public_scores"))
        for name in IN_PART:
            connection.execute(sql("build", name))
        check(connection)
        connection.execute(
            "INSERT INTO release SELECT 'public', $release, $built_at, code_version, $audit"
            " FROM partner.release",
            {
                "release": release,
                "built_at": datetime.now(UTC).replace(tzinfo=None),
                "audit": '{"scope": "open counts and published figures only", "hidden_cells": 0}',
            },
        )
        connection.execute("DETACH partner")
        connection.execute("CHECKPOINT")
        (latest,) = connection.execute("SELECT max(month) FROM supply").fetchall()[0]
    except duckdb.Error as error:
        raise PublishError(
            f"The public file could not be made: {str(error).strip().splitlines()[0]}"
        ) from error
    finally:
        connection.close()
    newest: date = latest
    return newest
