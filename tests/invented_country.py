"""Ten years of street-level crime of a whole country, invented: as many rows as asked, in files
laid out as data.police.uk's, for tests of scale.

How many rows a month has, of which kind and where, is drawn from the real months that come with the
project; everything else is made up, and so are the names of all forces but our own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import numpy as np
import pandas as pd

from csp import months
from csp.settings import ROOT, settings
from csp.sources import category_id, sources

FORCES = 43  # of England and Wales
FIRST, MONTHS = date(2016, 1, 1), 120
SEED = 60
SPREAD = 0.9  # of the logarithms of the forces' sizes
CODES_APART = 1200  # between the first small areas of two forces

REAL_CELLS = """
CREATE TABLE cell AS
WITH own AS (
    SELECT month, lsoa_code, category, events::DOUBLE AS events FROM read_csv($small)
),
placed AS (
    SELECT district_code, lsoa_code, exp(hash(lsoa_code) % 1000 / 400.0) AS pull
    FROM read_csv($lookup) WHERE district_code != $own
),
others AS (
    SELECT
        counted.month, placed.lsoa_code, counted.category,
        counted.events * placed.pull / sum(placed.pull) OVER (
            PARTITION BY counted.month, counted.district_code, counted.category
        ) AS events
    FROM read_csv($large) AS counted
    INNER JOIN placed ON counted.district_code = placed.district_code
),
nowhere AS (
    SELECT
        month, CASE WHEN district_code = 'elsewhere' THEN 'E01999001' ELSE '' END, category, events
    FROM read_csv($large) WHERE district_code IN ('elsewhere', 'not located')
),
every AS (SELECT * FROM own UNION ALL SELECT * FROM others UNION ALL SELECT * FROM nowhere)
SELECT
    month, lsoa_code, category,
    events, row_number() OVER (PARTITION BY month ORDER BY lsoa_code, category) - 1 AS place,
    dense_rank() OVER (ORDER BY lsoa_code) AS number
FROM every
"""
# One row an incident; `drawn` says of which force and of which of the month's cells each is.
INVENTED = """
CREATE OR REPLACE TABLE invented AS
SELECT
    forces.force,
    CASE WHEN cell.category = 'anti_social_behaviour' THEN NULL
        ELSE md5(random()::VARCHAR) || md5(random()::VARCHAR) END AS "Crime ID",
    $month AS "Month",
    forces.named AS "Reported by",
    forces.named AS "Falls within",
    CASE WHEN cell.lsoa_code != '' THEN printf('%.6f', random() - 0.5) END AS "Longitude",
    CASE WHEN cell.lsoa_code != '' THEN printf('%.6f', 51 + random()) END AS "Latitude",
    CASE WHEN cell.lsoa_code = '' THEN 'No Location'
        ELSE 'On or near Invented Street ' || (random() * 5000)::INTEGER END AS "Location",
    CASE WHEN cell.lsoa_code = '' THEN NULL WHEN forces.place = 0 THEN cell.lsoa_code
        ELSE 'E01' || (100000 + forces.place * $apart + cell.number) END AS "LSOA code",
    CASE WHEN "LSOA code" IS NOT NULL THEN printf('Invented %03dA', cell.number) END
        AS "LSOA name",
    kind.kind AS "Crime type",
    CASE WHEN cell.category != 'anti_social_behaviour'
        THEN $outcomes[1 + (random() * 3)::INTEGER % 3] END AS "Last outcome category",
    NULL AS "Context"
FROM drawn
INNER JOIN forces ON drawn.place = forces.place
INNER JOIN cell ON cell.month = $like AND drawn.cell = cell.place
INNER JOIN kind ON cell.category = kind.category
"""
OUTCOMES = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Under investigation",
)


@dataclass(frozen=True)
class Country:
    """Forces with their sizes, as times our own's."""

    sizes: dict[str, float]

    @classmethod
    def of(cls, rows: int, usual: float) -> "Country":
        """A country of so many rows, where our own force has `usual` a month."""
        drawn = Random(SEED)
        own = settings().area.police_uk_force
        others = [f"invented-{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(FORCES - 1)]
        raw = {name: drawn.lognormvariate(0, SPREAD) for name in others}
        left = rows / MONTHS / usual - 1
        share = max(left, 0.0) / sum(raw.values())
        return cls({own: 1.0} | {name: size * share for name, size in raw.items()})


def real_cells(asked: duckdb.DuckDBPyConnection) -> None:
    """The real months as cells that a row can be drawn from, and the publisher's words of kinds."""
    held = ROOT / "data" / "open"
    asked.execute(
        REAL_CELLS,
        {
            "small": str(held / "crime_lsoa_month.csv"),
            "large": str(held / "crime_district_month.csv"),
            "lookup": str(held / "lookup_lsoa_district.csv"),
            "own": settings().area.code,
        },
    )
    kinds = [
        [one, _word(one)] for (one,) in asked.sql("SELECT DISTINCT category FROM cell").fetchall()
    ]
    asked.execute("CREATE TABLE kind (category VARCHAR, kind VARCHAR)")
    asked.executemany("INSERT INTO kind VALUES (?, ?)", kinds)


def _word(category: str) -> str:
    words = {category_id(word): word for word in sources()["police_uk"].categories}
    return words[category]


def country(
    folder: Path, rows: int, progress: Callable[[float], None], *, more_months: int = 0
) -> list[Path]:
    """Writes a file a force and month below the folder, some `rows` in all; the files of
    `more_months` after the last come on top. Gives the folders of the months in order.
    """
    with duckdb.connect() as asked:
        real_cells(asked)
        real = dict(asked.sql("SELECT month, sum(events) FROM cell GROUP BY ALL").fetchall())
        whole = Country.of(rows, sum(real.values()) / len(real))
        forces = [[n, one, _named(one)] for n, one in enumerate(whole.sizes)]
        asked.execute("CREATE TABLE forces (place INTEGER, force VARCHAR, named VARCHAR)")
        asked.executemany("INSERT INTO forces VALUES (?, ?, ?)", forces)
        made = []
        for number in range(MONTHS + more_months):
            made.append(_month(asked, folder, months.shift(FIRST, number), whole, sorted(real)))
            progress((number + 1) / (MONTHS + more_months))
    return made


def _named(force: str) -> str:
    """A force as the files write it."""
    return f"{force[0].upper()}{force[1:].replace('-', ' ')} Police"


def _month(
    asked: duckdb.DuckDBPyConnection, folder: Path, month: date, whole: Country, real: list[str]
) -> Path:
    """All files of a month, like a real one whose small areas have the codes of the same year."""
    newer_from = f"{settings().lsoa.codes_of_2021_from:%Y-%m}"
    alike = [one for one in real if (one >= newer_from) == (f"{month:%Y-%m}" >= newer_from)]
    like = alike[(month.year * 12 + month.month) % len(alike)]
    asked.register("drawn", _drawn(asked, like, whole, SEED + month.year * 12 + month.month))
    asked.execute(
        INVENTED,
        {"like": like, "month": f"{month:%Y-%m}", "apart": CODES_APART, "outcomes": [*OUTCOMES]},
    )
    place = folder / f"{month:%Y-%m}"
    place.mkdir(parents=True, exist_ok=True)
    for force in whole.sizes:
        file = place / f"{month:%Y-%m}-{force}-street.csv"
        asked.sql(
            "SELECT * EXCLUDE force FROM invented WHERE force = $force", params={"force": force}
        ).write_csv(str(file), header=True)
    return place


def _drawn(asked: duckdb.DuckDBPyConnection, like: str, whole: Country, seed: int) -> pd.DataFrame:
    """For each invented row its force and the cell of the real month that it is drawn from."""
    events = asked.execute(
        "SELECT events FROM cell WHERE month = $like ORDER BY place", {"like": like}
    ).fetchnumpy()["events"]
    ends = np.cumsum(events)
    many = np.array([max(1, round(size * ends[-1])) for size in whole.sizes.values()])
    at = np.random.default_rng(seed).random(many.sum()) * ends[-1]
    return pd.DataFrame(
        {
            "place": np.repeat(np.arange(len(many)), many),
            "cell": np.minimum(np.searchsorted(ends, at, side="right"), len(ends) - 1),
        }
    )
