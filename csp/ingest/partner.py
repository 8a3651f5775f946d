"""Takes a partner's file of any source: checks it whole, keeps its normal form, or nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from csp import archive
from csp.archive import Held, Offered
from csp.errors import Fault, IntakeError, UnconfirmedError
from csp.ingest import days, doubts, header, layout, references, rows, spreadsheet, survey
from csp.ingest.beside import beside
from csp.ingest.cells import read_column, type_of
from csp.ingest.faults import found, listed, told
from csp.ingest.header import Table
from csp.ingest.intake import (
    TRIAL,
    Before,
    Intake,
    Progress,
    in_words,
    period_in_words,
    rows_in_words,
    silent,
)
from csp.ingest.wards import places
from csp.settings import settings
from csp.sources import PERIOD, Column, Source, category_id, sources

TELLING = 10  # so many rows, each at midnight, are days whose times were left away


@dataclass(frozen=True)
class Checked:
    """A sound file in its normal form.

    `table` has one text column for each column of the contract, by its field, and `period`
    (YYYY-MM-01); blanks are empty. References are hashed and moments rounded to the hour.
    """

    table: pd.DataFrame
    periods: dict[date, int]  # first days in order, and the rows of each
    notes: tuple[str, ...]  # what was passed over or left alone, without a stop
    doubts: tuple[str, ...] = ()  # counts that jump, to be confirmed before the file is taken

    def to_csv(self) -> bytes:
        """The bytes that are kept: the same for the same table."""
        text: str = self.table.to_csv(index=False, lineterminator="\n")
        return text.encode()


@dataclass(frozen=True)
class _Read:
    """The columns of a file in their normal spelling; None where a cell has a fault."""

    columns: dict[str, list[str | None]]
    answers: survey.Answers | None
    faults: list[Fault]


def check(source: Source, path: Path, *, key: bytes) -> Checked:
    """The file in its normal form; `key` hashes its references.

    Raises IntakeError with every fault at once, rows in their order, and never a word of a cell
    that may not be quoted; WarehouseError when the table of areas cannot be read. Up to 300,000
    rows of a file are read, some 20,000 a second.
    """
    names = header.names_of(source)
    grids, notes = spreadsheet.read(path, names)
    table, faults, passed_over = header.find(grids, source, names)
    fits = table is not None and header.is_whole(table, source)
    otherwise = [] if fits else layout.faults(grids, table, source)
    if table is None or otherwise:
        faults = otherwise or faults
        raise IntakeError(path.name, told(faults), faults)
    read = _read(table, source)
    faults += read.faults
    faults += _faults_between_rows(table, source, read)
    if faults:
        raise IntakeError(path.name, told(faults), beside(faults, table, source))
    normal = _normal(source, read, key)
    return Checked(
        normal,
        {date.fromisoformat(day): n for day, n in sorted(Counter(normal[PERIOD]).items())},
        (*notes, *passed_over, *_not_located(source, read)),
    )


def _read(table: Table, source: Source) -> _Read:
    """Every column read by its type: the period first, because wards depend on it."""
    held, faults = places(), []
    columns: dict[str, list[str | None]] = {}
    in_order = sorted(source.columns, key=lambda column: column.name != source.period_column)
    for column in in_order:
        if column.name not in table.places:
            faults += [header.missing(table, column.name)] if column.required else []
        elif not (source.questions and column.name == survey.ANSWER):
            by_period = column.type in {"ward", "area"}
            periods = _periods(columns.get(source.period_column)) if by_period else None
            reading = read_column(table.cells(column.name), type_of(column, source, held), periods)
            columns[column.name] = reading.cells
            faults += [
                Fault(says, table.numbers[place], table.heading(column.name), kind)
                for place, (kind, says) in reading.faults.items()
            ]
    answers = None
    if source.questions and not (wrong := survey.shape_faults(table, source)):
        answers, wrong = survey.answers(table, source)
        if not answers.rows and not wrong and not faults:
            wrong = [Fault("holds no answers")]
    return _Read(columns, answers, [*faults, *(wrong if source.questions else [])])


def _periods(cells: Sequence[str | None] | None) -> list[date | None] | None:
    if cells is None:
        return None
    return [date.fromisoformat(f"{cell[:7]}-01") if cell else None for cell in cells]


def _faults_between_rows(table: Table, source: Source, read: _Read) -> Iterator[Fault]:
    columns = read.columns
    headings = {name: table.heading(name) for name in table.places}
    by_name = source.by_name
    named = [name for name in source.unique if name in columns or by_name[name].required]
    in_shape = read.answers is not None or not source.questions
    if in_shape and set(named) <= set(columns):
        yield from rows.repeated(columns, named, table.numbers, headings)
    for smaller, larger in source.in_order:
        pair = (by_name[smaller], by_name[larger])
        yield from rows.out_of_order(columns, pair, table.numbers, headings)
    for sum_of in source.adds_up:
        parts = [by_name[name] for name in sum_of]
        yield from rows.not_added_up(columns, parts, table.numbers, headings)
    yield from rows.totals_apart(columns, source, table.numbers, headings)
    own = settings().area.code
    yield from rows.borough_apart(columns, source, table.numbers, headings, own)
    yield from rows.beside_the_whole(columns, source, table.numbers, headings)
    if source.counts and source.period_column in columns:
        heading = headings[source.period_column]
        yield from rows.not_over(columns[source.period_column], table.numbers, heading)
    for column in source.columns:
        if column.name not in columns:
            continue
        heading, cells = headings[column.name], columns[column.name]
        if column.type == "lsoa_code":
            yield from rows.of_two_vintages(cells, table.numbers, heading, places())
        if column.type == "moment" and _all_at_midnight(cells):
            yield Fault(
                f'column "{heading}" says midnight in every row; give the times of day, or'
                " 00:00 and 23:59 as the earliest and the latest where only the day is known"
            )
    if source.one_of and not set(source.one_of) & set(table.places):
        either = listed(source.one_of, "nor")
        yield Fault(f"has neither column {either} {found(table.header)}")


def _all_at_midnight(cells: Sequence[str | None]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= TELLING and all(cell.endswith("00:00:00") for cell in filled)


def _normal(source: Source, read: _Read, key: bytes) -> pd.DataFrame:
    """The table that is kept, from columns without faults."""
    answers = read.answers
    length = len(next(iter(read.columns.values())))
    kept = answers.rows if answers else _without_totals(source, read, length)
    normal: dict[str, list[str]] = {}
    for column in source.columns:
        if column.type == "sensitivity":
            continue  # it was held against the contract, which says it for every row
        cells = [cell or "" for cell in read.columns.get(column.name, [""] * length)]
        spelt = _protected(column, source, cells, key)
        normal[column.field] = [spelt[row] for row in kept]
    period = read.columns[source.period_column]
    normal[PERIOD] = [f"{(period[row] or '')[:7]}-01" for row in kept]
    if answers:
        normal |= {"question": answers.questions, "answer": answers.answers}
    return pd.DataFrame(normal, dtype="str")


def _without_totals(source: Source, read: _Read, length: int) -> Sequence[int]:
    """The places of the rows that are kept: those that add up others were checked and go."""
    if source.total is None:
        return range(length)
    word, cells = category_id(source.total.word), read.columns[source.total.column]
    return [row for row in range(length) if cells[row] != word]


def _protected(column: Column, source: Source, cells: list[str], key: bytes) -> list[str]:
    """References hashed, moments at the full hour: down at the start of a range, up at its end."""
    if column.type == "reference":
        return [references.hashed(cell, key, source.id) for cell in cells]
    if column.type == "moment":
        ends = column.name in {larger for _, larger in source.in_order}
        rounded = days.rounded_up if ends else days.rounded_down
        return [rounded(cell) if cell else "" for cell in cells]
    return cells


def _not_located(source: Source, read: _Read) -> Iterator[str]:
    count = rows.without_a_place(read.columns, source)
    if count:
        are = "is" if count == 1 else "are"
        yield f"{rows_in_words(count)} without a place {are} counted as not located"


def ingest(
    source_id: str,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    confirmed: bool = False,
    progress: Progress = silent,
) -> Intake:
    """What was taken, once every file offered is sound; with `dry_run`, what would be.

    Kept is the normal form of each file as CSV, never the file itself: it holds references and
    times to the minute. A period that was received before is replaced, whole, by the newer file;
    the older one stays in the archive. Counts that jump by an order of magnitude must be
    `confirmed` by somebody who asked the sender.

    Raises IntakeError with every fault of every file when there is one, and UnconfirmedError with
    every jump, and keeps nothing then; CspError when the key of references cannot be used;
    WarehouseError when the archive cannot.
    """
    source = sources()[source_id]
    receipts = archive.received(source_id)
    before = Before(
        known={receipt.sha256: receipt for receipt in receipts},
        newest=archive.newest_months(source_id),
    )
    checked = _check_all(source, paths, make_key=not dry_run, progress=progress)
    doubted = _doubts(source, checked)
    if doubted and not (dry_run or confirmed):
        raise UnconfirmedError(", ".join(path.name for path in checked), doubted)
    offered = {path: _offer(path, one) for path, one in checked.items()}
    if not dry_run:
        progress(0.95, "Keeping what was checked")
        archive.keep(source_id, list(offered.values()))
    return _intake(source, checked, offered, before, dry_run=dry_run, doubted=doubted)


def _doubts(source: Source, checked: Mapping[Path, Checked]) -> tuple[str, ...]:
    """What is to be confirmed of all files together, held against the archive."""
    if not checked:
        return ()
    table = pd.concat([one.table for one in checked.values()], ignore_index=True)
    return doubts.doubts(source, table)


def _check_all(
    source: Source, paths: Sequence[Path], *, make_key: bool, progress: Progress
) -> dict[Path, Checked]:
    each = list(dict.fromkeys(path.absolute() for path in paths))
    hashes = any(column.type == "reference" for column in source.columns)
    key = references.key(make=make_key) if hashes else b""
    checked: dict[Path, Checked] = {}
    faults: list[str] = []
    each_told: list[Fault] = []
    for done, path in enumerate(each):
        progress(0.95 * done / len(each), f"Checking {path.name}")
        try:
            checked[path] = check(source, path, key=key)
        except IntakeError as error:
            alone = len(each) == 1
            faults += error.faults if alone else [f"{path.name}: {f}" for f in error.faults]
            each_told += error.told if alone else [replace(f, file=path.name) for f in error.told]
    whole = [*_offered_twice(source, checked), *([] if each else ["no file was named"])]
    if faults or whole:
        named = each[0].name if len(each) == 1 else source.id
        raise IntakeError(named, [*faults, *whole], [*each_told, *map(Fault, whole)])
    return checked


def _offered_twice(source: Source, checked: Mapping[Path, Checked]) -> Iterator[str]:
    files: dict[tuple[str, str], list[str]] = {}
    for path, one in checked.items():
        for part in sorted(_parts(source, one)):
            files.setdefault(part, []).append(path.name)
    for (period, word), names in sorted(files.items()):
        if len(names) > 1:
            named = period_in_words(source, date.fromisoformat(period))
            of = f" ({source.words.get(word, word)})" if word else ""
            yield f"{named}{of} was offered {len(names)} times: {'; '.join(names)}"


def _parts(source: Source, one: Checked) -> set[tuple[str, str]]:
    """What a file stands for: its periods, of a source in parts each with its words."""
    apart = source.by_name.get(source.parts_by)
    words = one.table[apart.field] if apart else [""] * len(one.table)
    return set(zip(one.table[PERIOD], words, strict=True))


def _offer(path: Path, one: Checked) -> Offered:
    content = one.to_csv()
    kept = path.with_suffix(".csv")
    holds = tuple(Held(month=day, member=kept.name, rows=n) for day, n in one.periods.items())
    return Offered(kept, hashlib.sha256(content).hexdigest(), holds, content)


def _intake(
    source: Source,
    checked: Mapping[Path, Checked],
    offered: Mapping[Path, Offered],
    before: Before,
    *,
    dry_run: bool,
    doubted: tuple[str, ...] = (),
) -> Intake:
    again = [path for path, offer in offered.items() if offer.sha256 in before.known]
    fresh = {path: one for path, one in checked.items() if path not in again}
    taken = sorted((day, path) for path, one in fresh.items() for day in one.periods)
    verb = "would be taken" if dry_run else "taken"
    told_of_files = (f"{path.name}: {note}." for path, one in fresh.items() for note in one.notes)
    return Intake(
        sentences=(
            *(_taken(source, fresh[path], path, day, before, verb=verb) for day, path in taken),
            *told_of_files,
            *(_again(source, offered[path].sha256, path, before) for path in again),
            *([TRIAL] if dry_run else []),
        ),
        taken=tuple(day for day, _ in taken),
        replaced=tuple(day for day, _ in taken if day in before.newest),
        already_held=tuple(sorted(day for path in again for day in checked[path].periods)),
        ignored=0,
        doubts=doubted,
    )


def _taken(
    source: Source, one: Checked, path: Path, day: date, before: Before, *, verb: str
) -> str:
    count = one.periods[day]
    said = f"{period_in_words(source, day)}: {rows_in_words(count)} {verb} from {path.name}"
    if day not in before.newest:
        return f"{said}."
    if source.parts_by:
        return f"{said}; what was held of the same month and words is replaced."
    receipt, _ = before.newest[day]
    earlier = next(held.rows for held in receipt.holds if held.month == day)
    said = (
        f"{said}; they replace the {rows_in_words(earlier)} of {receipt.name},"
        f" received on {in_words(receipt.received_at)}."
    )
    if 2 * count < earlier:
        said += f" That is less than half: a file replaces its {source.period}s whole."
    return said


def _again(source: Source, sha256: str, path: Path, before: Before) -> str:
    receipt = before.known[sha256]
    said = (
        f"What {path.name} holds was received before, on {in_words(receipt.received_at)}:"
        " nothing changed."
    )
    since = [
        period_in_words(source, held.month)
        for held in receipt.holds
        if before.newest[held.month][0] != receipt
    ]
    return f"{said} A later file still stands for {', '.join(since)}." if since else said
