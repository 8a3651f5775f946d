"""Laws that hold for files of counts, whatever they say: of totals, order and parts."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from partner_files import KEY, csv_of, data_folder, ods_of, write, xlsx_of

from csp.build.counts import COUNTED, counts
from csp.build.load import Supplied, received
from csp.errors import IntakeError
from csp.ingest import partner
from csp.ingest.partner import Checked
from csp.ingest.wards import Places, places
from csp.settings import settings
from csp.sources import Column, Source, category_id, partner_sources, sources

ROOT = Path(__file__).resolve().parents[3]
FORMS = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}
# Sources of one column of counts: no rule ties it to another column of its row.
SIMPLE = [
    name
    for name, source in partner_sources().items()
    if source.counts and len(source.counts.values) == 1
]
OF_TOTALS = [name for name in SIMPLE if sources()[name].total]
IN_PARTS = [name for name in SIMPLE if sources()[name].parts_by]
SPELLINGS: tuple[Callable[[int], object], ...] = (int, float, str, "{:,}".format, " {:05}".format)

Key = tuple[str, ...]  # the cells that name a row, in the order of the contract's `unique`
Entries = Mapping[Key, int]

laws = hypothesis_settings(
    max_examples=50 if "CSP_LONG" in os.environ else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def words(column: Column, source: Source, held: Places) -> list[str]:
    """What may stand in a column that names rows."""
    wards = list(held.newer.names.values())[:4]
    districts = list(held.districts.names.values())[:4]
    if column.type == "category":
        return list(source.categories)
    if column.type == "choice":
        alone = source.alone.word if source.alone else ""
        return [word for word in column.values if word != alone]
    return {
        "month": ["2025-01", "2025-02", "2025-03"],
        "ward": [*wards, "Not known"],
        "district": districts,
        "area": [*wards, "Swale", "Ashford"],  # the borough is tied to its wards
        "text": ["Brenchley Gardens", "River path"],
    }[column.type]


@st.composite
def entries(draw: st.DrawFn, name: str) -> Entries:
    """Counts by what names their rows; at least one."""
    source, held = sources()[name], known()
    by_name = {column.name: column for column in source.columns}
    keys = st.tuples(*(st.sampled_from(words(by_name[n], source, held)) for n in source.unique))
    # A jump would have to be confirmed, so counts stay within an order of magnitude.
    return draw(st.dictionaries(keys, st.integers(200, 1_500), min_size=1, max_size=12))


def known() -> Places:
    """The places of the project itself: strategies are drawn before a test has its data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATA", str(ROOT / "data"))
        return places()


def file_of(source: Source, rows: list[tuple[Key, object]], ending: str = "csv") -> bytes:
    header = [column.name for column in source.columns]
    (value,) = source.counts.values if source.counts else ("",)
    lines = []
    for key, count in rows:
        said = dict(zip(source.unique, key, strict=True))
        said |= {value: count, "Sensitivity": source.sensitivity}
        lines.append([said[name] for name in header])
    content: bytes = FORMS[ending](header, *lines)
    return content


def checked(source: Source, folder: Path, rows: list[tuple[Key, object]]) -> Checked:
    return partner.check(source, write(folder, "sent.csv", file_of(source, rows)), key=KEY)


def totals_of(source: Source, held: Entries) -> list[tuple[Key, object]]:
    """The rows of the totals that the entries give."""
    assert source.total is not None
    place = source.unique.index(source.total.column)
    sums: Counter[Key] = Counter()
    for key, count in held.items():
        sums[(*key[:place], source.total.word, *key[place + 1 :])] += count
    return list(sums.items())


@pytest.mark.parametrize("name", OF_TOTALS)
def test_right_totals_change_nothing_that_is_kept(tmp_path: Path, name: str):
    source = sources()[name]

    @given(entries(name), st.randoms(use_true_random=False), st.data())
    @laws
    def law(held: Entries, chance: random.Random, data: st.DataObject) -> None:
        rows: list[tuple[Key, object]] = list(held.items())
        totals = totals_of(source, held)
        some = data.draw(st.lists(st.sampled_from(totals), unique=True))
        mixed = [*rows, *some]
        chance.shuffle(mixed)
        plain = checked(source, tmp_path, [row for row in mixed if row in rows])
        assert checked(source, tmp_path, mixed).to_csv() == plain.to_csv()

    law()


@pytest.mark.parametrize("name", OF_TOTALS)
def test_any_other_total_is_refused(tmp_path: Path, name: str):
    source = sources()[name]

    @given(entries(name), st.integers(-200, 200).filter(bool), st.data())
    @laws
    def law(held: Entries, off: int, data: st.DataObject) -> None:
        totals = totals_of(source, held)
        key, right = data.draw(st.sampled_from(totals))
        rows = [*held.items(), *(row for row in totals if row[0] != key), (key, right + off)]
        with pytest.raises(IntakeError) as refused:
            checked(source, tmp_path, rows)
        (fault,) = refused.value.faults
        assert fault.startswith(f"row {len(rows) + 1}, ")
        assert fault.endswith(f"({right + off:,}, they give {right:,})")

    law()


@pytest.mark.parametrize("name", SIMPLE)
def test_no_count_is_lost_on_its_way_into_the_build(tmp_path: Path, name: str):
    """In any order, kind of file and spelling: what was sent is what the build counts."""
    source = sources()[name]

    @given(entries(name), st.sampled_from(list(FORMS)), st.randoms(use_true_random=False))
    @laws
    def law(held: Entries, ending: str, chance: random.Random) -> None:
        rows = [(key, chance.choice(SPELLINGS)(count)) for key, count in held.items()]
        chance.shuffle(rows)
        file = write(tmp_path, f"sent.{ending}", file_of(source, rows, ending))
        one = partner.check(source, file, key=KEY)
        frames = Frames()
        counts(frames, [Supplied(source.id, one.table, None, "", "partner")])
        counted = frames["counted"]
        assert list(counted.columns) == COUNTED
        found = Counter()
        for row in counted.itertuples():
            found[row.month[:7], row.category, row.area_code] += row.events
        assert found == expected(source, held)

    law()


class Frames(dict[str, pd.DataFrame]):
    """A connection that holds the frames handed to it, by their name, and runs nothing."""

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Keeps a frame."""
        self[name] = frame

    def execute(self, *_: object) -> None:
        """What SQL makes of the frames has its own tests."""


def expected(source: Source, held: Entries) -> Counter[tuple[str, str, str]]:
    """Counts by month, category and area, worked out from what was sent."""
    rule = source.counts
    assert rule is not None
    known_places = places()
    codes = {
        known.names[name]: code
        for known in (known_places.newer, known_places.districts)
        for name, code in known.codes.items()
    } | {"Not known": "not located"}
    sums: Counter[tuple[str, str, str]] = Counter()
    for key, count in held.items():
        said = dict(zip(source.unique, key, strict=True))
        category = category_id(said.get(rule.category, rule.values[0]))
        area = codes[said[rule.place]] if rule.place else settings().area.code
        sums[said["Month"], category, area] += count
    return sums


@pytest.mark.parametrize("name", IN_PARTS)
def test_parts_taken_one_after_the_other_give_the_whole(tmp_path: Path, name: str, data: Path):
    source = sources()[name]
    place = source.unique.index(source.parts_by)

    @given(entries(name), st.randoms(use_true_random=False))
    @laws
    def law(held: Entries, chance: random.Random) -> None:
        first = set(chance.sample(source.categories, k=len(source.categories) // 2))
        parts = [
            [row for row in held.items() if (row[0][place] in first) == wanted]
            for wanted in (True, False)
        ]
        chance.shuffle(parts)
        assert taken(source, tmp_path, data, *parts) == taken(
            source, tmp_path, data, list(held.items())
        )

    law()


def taken(
    source: Source, folder: Path, data: Path, *files: list[tuple[Key, object]]
) -> list[tuple[str, ...]]:
    """The rows that stand after files were taken one after the other, into an empty archive."""
    shutil.rmtree(data / "raw", ignore_errors=True)
    for number, rows in enumerate(files):
        if rows:
            partner.ingest(source.id, [write(folder, f"part{number}.csv", file_of(source, rows))])
    held = received(source)
    assert held is not None
    return sorted(held.table.itertuples(index=False, name=None))
