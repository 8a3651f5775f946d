"""What a file was made of, and what changed in it since an earlier one."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from csp.db import Reader, remembered
from csp.errors import WarehouseError
from csp.measures import measures
from csp.settings import settings

Files = frozenset[tuple[str, str, int]]  # dataset, SHA-256, number of the intake
ADDED, REPLACED, GONE = "added", "replaced", "gone"


def made_of(reader: Reader) -> Files:
    """Every received file that stands in the data file.

    Raises WarehouseError for a file of an earlier version, which does not say it.
    """
    held = reader.read("received_files")
    return frozenset(
        (row.dataset, row.sha256, int(row.intake)) for row in held.itertuples(index=False)
    )


def made_of_file(path: Path) -> Files | None:
    """The same of a partner file that is not open; None for one that is damaged or says nothing.

    It is remembered while the file's size and time of change stay the same.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    return _made_of(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=16)
def _made_of(path: Path, _size: int, _changed: int) -> Files | None:
    try:
        with closing(Reader(path, "partner")) as reader:
            reader.prove()
            return made_of(reader)
    except WarehouseError:
        return None


@dataclass(frozen=True)
class Changes:
    """What one file holds otherwise than an earlier one.

    `datasets`: one row for each dataset that changed: dataset, title, latest_before, latest [first
    days of months, blank where there is none], rows_before, rows. `measures`: one row for each
    measure and `how` ('added', 'replaced', 'gone') of which the borough's count changed: dataset,
    measure, title, how, months [how many], first, last, events_before, events [sums over those
    months, blank where none is known]. `shares`: one row for each headline share of a survey that
    changed: dataset, question [its id], wave, percent_before, percent. `held_before`: the months or
    waves [first days] that the earlier file held of each dataset that changed.
    """

    release_before: str
    release: str
    datasets: pd.DataFrame
    measures: pd.DataFrame
    shares: pd.DataFrame
    held_before: Mapping[str, frozenset[date]]


@remembered
def changes(reader: Reader, earlier: Path) -> Changes:
    """What changed since an earlier file of the same edition.

    Raises WarehouseError when that is damaged or of an earlier version.
    """
    with closing(Reader(earlier, reader.edition)) as before:
        changed = _datasets(before, reader)
        return Changes(
            before.release,
            reader.release,
            changed,
            _measures(before, reader),
            _shares(before, reader, changed["dataset"]),
            {dataset: _held(before, dataset) for dataset in changed["dataset"]},
        )


def _datasets(before: Reader, after: Reader) -> pd.DataFrame:
    columns = ["dataset", "title", "latest_period", "rows", "sha256"]
    both = before.read("datasets")[columns].merge(
        after.read("datasets")[columns], on="dataset", how="outer", suffixes=("_before", "")
    )
    changed = both[both["sha256"].fillna("") != both["sha256_before"].fillna("")]
    return pd.DataFrame(
        {
            "dataset": changed["dataset"],
            "title": changed["title"].fillna(changed["title_before"]),
            "latest_before": changed["latest_period_before"],
            "latest": changed["latest_period"],
            "rows_before": changed["rows_before"],
            "rows": changed["rows"],
        }
    ).reset_index(drop=True)


def _measures(before: Reader, after: Reader) -> pd.DataFrame:
    area, keys = settings().area.code, ["dataset", "measure", "month"]
    both = before.read("borough_months", area_code=area).merge(
        after.read("borough_months", area_code=area),
        on=keys,
        how="outer",
        suffixes=("_before", ""),
        indicator="held",
    )
    words = {"left_only": GONE, "right_only": ADDED, "both": REPLACED}
    both["how"] = both["held"].astype(str).map(words)
    same = (both["how"] == REPLACED) & (
        (both["events"] == both["events_before"])
        | (both["events"].isna() & both["events_before"].isna())
    )
    summed = (
        both[~same]
        .groupby(["dataset", "measure", "how"], as_index=False)
        .agg(
            months=("month", "nunique"),
            first=("month", "min"),
            last=("month", "max"),
            events_before=("events_before", lambda told: told.sum(min_count=1)),
            events=("events", lambda told: told.sum(min_count=1)),
        )
    )
    # As everywhere: totals first, then by title.
    summed["order"] = summed["measure"].map(list(measures()).index)
    summed = summed.sort_values(["dataset", "order", "first"], ignore_index=True)
    return summed.assign(title=[measures()[measure].title for measure in summed["measure"]])


def _shares(before: Reader, after: Reader, datasets: Iterable[str]) -> pd.DataFrame:
    keys = ["question", "wave"]
    parts = []
    for dataset in datasets:
        held = [_headlines(reader, dataset)[[*keys, "percent"]] for reader in (before, after)]
        both = held[0].merge(held[1], on=keys, how="outer", suffixes=("_before", ""))
        same = both["percent"].fillna(-1) == both["percent_before"].fillna(-1)
        parts.append(both[~same].assign(dataset=dataset))
    columns = ["dataset", *keys, "percent_before", "percent"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _headlines(reader: Reader, survey: str) -> pd.DataFrame:
    """The headline shares of everybody who answered, of the waves that a partner sent."""
    held = reader.read("survey_answers", survey=survey, grouping="all")
    own = held["area_code"] == settings().area.code
    return held[own & (held["answer"] == "top") & (held["status"] == "partner")]


def _held(reader: Reader, dataset: str) -> frozenset[date]:
    supply = reader.read("supply", dataset=dataset)
    months = supply.loc[supply["status"] != "missing", "month"]
    waves = reader.read("survey_waves", survey=dataset)
    asked = waves.loc[waves["status"] == "partner", "asked_on"]
    return frozenset(moment.date() for moment in (*months, *asked))
