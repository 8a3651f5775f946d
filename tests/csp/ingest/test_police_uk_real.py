"""The real archives through the intake: every month gives the counts that the project carries."""

import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from street_files import (
    POLICE_UK,
    ROOT,
    committed_lookups,
    prepare,
)

from csp import archive
from csp.ingest.police_uk import ingest

ZIPS = ("kent-2018-10-to-2019-02.zip", "kent-2024-01-to-04.zip", "kent-2025.zip")
REAL = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.xdist_group("real_police_uk")  # the months are read once
needs_real = pytest.mark.skipif(
    "CSP_LONG" not in os.environ or not all((REAL / POLICE_UK / name).exists() for name in ZIPS),
    reason="reads all real archives of ../shared/data, where they lie: set CSP_LONG=1",
)


def carried(
    name: str, key: Callable[[dict[str, str]], tuple[str, ...]]
) -> Counter[tuple[str, ...]]:
    with (REAL / POLICE_UK / name).open(encoding="utf-8-sig", newline="") as file:
        return Counter({key(line): int(line["n"]) for line in csv.DictReader(file)})


@dataclass(frozen=True)
class Month:
    """What the tests ask of one real month."""

    rows: int
    counts: Counter[tuple[str, str, str]]  # by LSOA code, LSOA name, crime type
    identical_incidents: int  # rows that would go if identical rows of ASB were merged
    shared_ids: int  # rows that would go if crimes of one Crime ID were merged


@pytest.fixture(scope="module")
def real_months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Month]]:
    folder = tmp_path_factory.mktemp("real") / "data"
    prepare(folder, *committed_lookups())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATA", str(folder))
        assert len(ingest([REAL / POLICE_UK / name for name in ZIPS]).taken) == 21
        yield {
            f"{month:%Y-%m}": read_month(receipt, member)
            for month, (receipt, member) in archive.newest_months(POLICE_UK).items()
        }


def read_month(receipt: archive.Receipt, member: str) -> Month:
    with archive.open_member(receipt, member) as file, io.TextIOWrapper(file, "utf-8") as lines:
        _, *rows = map(tuple, csv.reader(lines))
    incidents = [row for row in rows if not row[0]]
    ids = [row[0] for row in rows if row[0]]
    return Month(
        rows=len(rows),
        counts=Counter((row[7], row[8], row[9]) for row in rows),
        identical_incidents=len(incidents) - len(set(incidents)),
        shared_ids=len(ids) - len(set(ids)),
    )


@needs_real
def test_real_months_give_the_carried_counts_of_maidstone(real_months):
    counts = {
        (month, code, kind): events
        for month, held in real_months.items()
        for (code, name, kind), events in held.counts.items()
        if name.startswith("Maidstone ")
    }
    expected = carried(
        "maidstone_month_lsoa_crimetype_counts.csv",
        lambda line: (line["Month"], line["LSOA code"], line["Crime type"]),
    )
    assert counts == {key: n for key, n in expected.items() if key[0] in real_months}


@needs_real
def test_real_months_give_the_carried_counts_of_every_district(real_months):
    counts = Counter()
    for month, held in real_months.items():
        for (_, name, kind), events in held.counts.items():
            counts[month, name.rsplit(" ", 1)[0] or "(no location)", kind] += events
    expected = carried(
        "kent_month_district_crimetype_counts.csv",
        lambda line: (line["Month"], line["district"], line["Crime type"]),
    )
    assert counts == {key: n for key, n in expected.items() if key[0] in real_months}


@needs_real
def test_oddity_6_merging_repeated_rows_would_not_give_the_carried_counts(real_months):
    with (REAL / POLICE_UK / "manifest.csv").open(encoding="utf-8", newline="") as file:
        expected = {line["month"]: int(line["kent_rows"]) for line in csv.DictReader(file)}
    for month, held in real_months.items():
        assert held.rows == expected[month]
        assert held.identical_incidents >= 359
    assert sum(held.shared_ids for held in real_months.values()) == 7
