"""Random files of partners in which many counts are small, and what truly is in them.

Everything is drawn from one seed: a seed is a whole partner file. What comes back are the tables as
intake hands them to the build, so that the real counting, protection and audit run on them.
"""

import csv
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from csp import months
from csp.build.load import Supplied
from csp.settings import ROOT
from csp.sources import Source, sources

RECEIVED = datetime(2026, 1, 1)  # noqa: DTZ001 - as the file stores it
FIRST = date(2022, 1, 1)
OPEN = ROOT / "data" / "open"
POLICE_MONTHS = 4  # of the open counts, so that a file is built in seconds
SETTINGS = """[area]
partnership = "Safer Maidstone Partnership"
name = "Maidstone"
code = "E07000110"
force_code = "E23000032"
force_name = "Kent"
police_uk_force = "kent"

[wards]
changed_on = 2024-05-01
"""


@dataclass(frozen=True)
class Sent:
    """What partners sent."""

    tables: dict[str, pd.DataFrame]

    @property
    def supplied(self) -> list[Supplied]:
        """As the build takes it."""
        return [
            Supplied(source, table, RECEIVED, f"{number:064x}", "partner")
            for number, (source, table) in enumerate(self.tables.items(), 1)
        ]

    def until(self, last: date) -> "Sent":
        """What had been sent when `last` was the newest month."""
        return Sent(
            {name: table[table["period"] <= str(last)] for name, table in self.tables.items()}
        )


def data_folder(folder: Path) -> Path:
    """A data folder with all areas, few months of open counts and no documents."""
    shutil.copytree(OPEN, folder / "open")
    for name in ("crime_lsoa_month", "crime_district_month"):
        file = folder / "open" / f"{name}.csv"
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        kept = sorted({row["month"] for row in rows})[-POLICE_MONTHS:]
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(row for row in rows if row["month"] in kept)
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("disclosure.toml", "area_groups.toml"):
        shutil.copy(ROOT / "data" / name, folder)
    return folder


@lru_cache
def small_areas() -> tuple[tuple[str, str, str], ...]:
    """Each small area of 2011 with its wards of 2013 and of 2024."""
    table = pd.read_csv(OPEN / "lookup_lsoa_ward.csv", dtype=str)
    own = table[table["lsoa_vintage"] == "2011"]
    wide = own.pivot(index="lsoa_code", columns="ward_vintage", values="ward_code")
    return tuple((code, row["2013"], row["2024"]) for code, row in wide.sort_index().iterrows())


@lru_cache
def wards() -> tuple[str, ...]:
    """The wards of 2013."""
    return tuple(sorted({ward for _, ward, _ in small_areas()}))


def random_file(seed: int, count: int, only: Sequence[str] = ()) -> Sent:
    """All partners' tables, or those named, over so many months from January 2022 on.

    How rare each thing is, and how unevenly it is spread, is drawn too: from a few a year in the
    whole borough to several a month in each ward.
    """
    chance = np.random.default_rng(seed)
    every = [months.shift(FIRST, number) for number in range(count)]
    drawn = {
        "domestic_abuse": _incidents,
        "needle_finds": _needles,
        "one_stop_shop": _visits,
        "stop_and_search": _searches,
        "hate_crime": _hate,
        "marac": _cases,
    }
    tables = {name: pd.DataFrame(drawn[name](chance, every)) for name in only or drawn}
    return Sent(tables if only else tables | {"residents_survey": residents_survey(seed)})


def _spread(chance: np.random.Generator, many: int) -> np.ndarray:
    """How events are shared out over places: some have many, some next to none."""
    return chance.dirichlet(np.full(many, chance.choice([0.15, 0.5, 2.0])))


def _incidents(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    places, spread = small_areas(), _spread(chance, len(small_areas()))
    rate = chance.choice([15, 60, 250])
    marked = chance.uniform(0.02, 0.6, 3)
    for month in every:
        for place in chance.choice(len(places), chance.poisson(rate), p=spread):
            placed = chance.random() > 0.03
            yes = ["yes" if one else "no" for one in chance.random(3) < marked]
            yield {
                "incident_reference": "",
                "reported_on": f"{month:%Y-%m}-03",
                "from": f"{month:%Y-%m}-02 21:00:00",
                "to": f"{month:%Y-%m}-02 23:00:00",
                "lsoa_code": places[place][0] if placed else "",
                "ward": "",
                **dict(zip(("crime_recorded", "repeat_victim", "high_risk"), yes, strict=True)),
                "period": str(month),
            }


def _by_ward(
    chance: np.random.Generator, every: Sequence[date], rate: float
) -> Iterator[tuple[date, str, int]]:
    """A count for each month and each place that has any."""
    places = [*wards(), "outside_the_borough", "not_known"]
    spread = _spread(chance, len(places))
    for month in every:
        for place, count in zip(places, chance.poisson(rate * spread), strict=True):
            if count:
                yield month, place, int(count)


def _shared(chance: np.random.Generator, count: int, words: Sequence[str]) -> dict[str, int]:
    parts = chance.multinomial(count, chance.dirichlet(np.full(len(words), 0.7)))
    return {word: int(part) for word, part in zip(words, parts, strict=True) if part}


def _needles(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    for month, ward, count in _by_ward(chance, every, chance.choice([12, 60, 300])):
        yield {**_when(month), "place": "Behind the hall", "ward": ward, "needles": str(count)}
    yield {**_when(every[0]), "place": "", "ward": wards()[0], "needles": "0"}


def _visits(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    for month, ward, count in _by_ward(chance, every, chance.choice([10, 40, 150])):
        for sex, part in _shared(chance, count, ("women", "men", "not_stated")).items():
            yield {**_when(month), "ward": ward, "sex": sex, "visits": str(part)}


def _searches(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    words = ("drugs", "weapons", "stolen_goods", "other")
    for month, ward, count in _by_ward(chance, every, chance.choice([15, 80])):
        for word, part in _shared(chance, count, words).items():
            arrests = int(chance.binomial(part, 0.3))
            told = {"looked_for": word, "searches": str(part), "arrests": str(arrests)}
            yield {**_when(month), "ward": ward, **told}


def _hate(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    words = ("race", "religion", "sexual_orientation", "disability", "other")
    rate = chance.choice([3, 12, 40])
    for month in every:
        shares = chance.poisson(rate * np.array([0.6, 0.05, 0.15, 0.1, 0.1]))
        for word, count in zip(words, shares, strict=True):
            yield {**_when(month), "strand": word, "crimes": str(int(count))}


def _cases(chance: np.random.Generator, every: Sequence[date]) -> Iterator[dict[str, str]]:
    rate = chance.choice([4, 15])
    for month in every:
        cases = int(chance.poisson(rate))
        again = int(chance.binomial(cases, 0.25))
        told = {"cases": str(cases), "repeat_cases": str(again), "children": ""}
        yield {**_when(month), **told}


def residents_survey(seed: int, waves: Sequence[str] = ("2022-01-01",)) -> pd.DataFrame:
    """What a few hundred residents answered, by ward, age and sex."""
    chance = np.random.default_rng(seed)
    source = sources()["residents_survey"]
    return pd.DataFrame(
        row for wave in waves for row in _answers(chance, source, wave, chance.integers(120, 900))
    )


def _answers(
    chance: np.random.Generator, source: Source, wave: str, people: int
) -> Iterator[dict[str, str]]:
    spread = _spread(chance, len(wards()))
    ages, sexes = (source.by_name[name].values for name in ("Age band", "Sex"))
    likely = {
        one.id: chance.dirichlet(np.full(len(source.scale_of(one.id).answers), 1.5))
        for one in source.questions
    }
    for number in range(people):
        who = {
            "wave": wave,
            "respondent": f"{number:032x}",
            "weight": "",
            "ward": str(chance.choice(wards(), p=spread)),
            "age_band": str(chance.choice(ages, p=[0.1, 0.3, 0.2, 0.4])),
            "sex": str(chance.choice(sexes, p=[0.5, 0.45, 0.03, 0.02])),
            "period": wave,
        }
        for question, shares in likely.items():
            if chance.random() > 0.05:
                answer = chance.choice(source.scale_of(question).answers, p=shares)
                yield {**who, "question": question, "answer": str(answer)}


def _when(month: date) -> dict[str, str]:
    return {"month": str(month), "period": str(month)}
