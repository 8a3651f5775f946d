"""The whole tables that can be taken away, dataset by dataset: what each is called, where it comes
from, and how its files are made.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from components.addressed import EDITION, ON, RELEASE
from components.screens import break_register, data_supply, published_figures, taken_away
from components.screens.source_line import source_in
from components.screens.taken_away import Table
from components.words import breaks as break_words
from components.words import downloads as words
from components.words import numbers
from components.words.columns import COLUMNS
from components.words.files import file_name, geojson_bytes
from components.words.sources import Source, own_words, record_of_supply
from csp.answers import priority_setting, supply
from csp.answers import whole_tables as whole
from csp.answers.whole_tables import Counts, Outlines
from csp.db import Reader, remembered
from csp.months import Span

PAGE, PART = "downloads", "tables"  # where they are offered
PUBLISHED = "published"  # the dataset of what the documents state


@dataclass(frozen=True)
class Whole:
    """One whole table: what leaves the house, how many rows it has, and the areas behind it."""

    table: Table
    rows: int
    outlines: Outlines | None = None


@remembered
def datasets(reader: Reader) -> dict[str, str]:
    """The datasets of which whole tables are offered, by id with their titles."""
    held = reader.read("datasets")
    titles = dict(zip(held["dataset"], held["title"], strict=True))
    return {name: titles[name] for name in sorted(titles, key=titles.__getitem__)}


@remembered
def of(reader: Reader, dataset: str, today: date) -> tuple[Whole, ...]:
    """The whole tables of a dataset, or with '' those about all of them; none without rows."""
    if not dataset:
        found = list(_about_all(reader, today))
    else:
        makers: dict[str, Callable[[Reader], Iterator[Whole]]] = {
            "population": _residents,
            "deprivation": _deprivation,
            "boundaries": _areas,
            "priority_setting": _scores,
            PUBLISHED: _published,
        }
        found = [*_counts(reader, dataset)]
        found += makers[dataset](reader) if dataset in makers else []
        found += [*_answers(reader, dataset), *_supply(reader, dataset)]
    linked = [replace(one, table=_linked(reader, dataset, one.table, today)) for one in found]
    return tuple(one for one in linked if one.rows)


def _linked(reader: Reader, dataset: str, table: Table, today: date) -> Table:
    """The table with the link to where it is offered."""
    # Nothing in an address is the first dataset of the box, not the choice of all of them.
    asked = {"part": PART, "dataset": dataset or words.ALL_DATASETS, "table": table.name}
    asked |= {RELEASE: reader.release, EDITION: reader.edition, ON: today.isoformat()}
    return replace(table, reference=f"{PAGE}?{urlencode(asked)}")


def _source(reader: Reader, dataset: str, period: str, *, on_map: bool = False) -> Source:
    return source_in(reader, dataset, period, on_map=on_map)


def _held(name: str, title: str, under: str, source: Source, rows: pd.DataFrame) -> Whole:
    """A table that is small enough to be at hand."""
    return Whole(Table(name, title, under, source, lambda: rows), len(rows))


def _counts(reader: Reader, dataset: str) -> Iterator[Whole]:
    """The counts by month of each set of areas, then those of whole years that are published."""
    for held in whole.counts_held(reader):
        if held.dataset == dataset:
            yield _by_month(reader, held)
    years = whole.counts_by_year(reader, dataset)
    if len(years):
        period = numbers.span(Span(years["starts"].min().date(), years["ends"].max().date()))
        source = _source(reader, dataset, period)
        title = words.title(source.text, words.BY_YEAR)
        yield _held(f"{dataset}-by-year", title, words.BY_YEAR_UNDER, source, years)


def _by_month(reader: Reader, held: Counts) -> Whole:
    source = _source(reader, held.dataset, numbers.span(Span(held.first, held.last)))
    name = f"{held.dataset}-{words.FILES[held.kind]}-{held.vintage}-by-month"
    if held.kind == "district":
        name = f"{held.dataset}-{words.FILES[held.kind]}-by-month"
    title = words.title(source.text, words.by_month(held.kind, held.vintage))
    rows = partial(whole.counts, reader, held)
    return Whole(Table(name, title, words.BY_MONTH_UNDER, source, rows), held.rows)


def _residents(reader: Reader) -> Iterator[Whole]:
    people, ages = reader.read("residents_of_areas"), reader.read("ages_of_areas")
    for name, title, rows in (
        ("residents", words.RESIDENTS, people),
        ("residents-by-age", words.AGES, ages),
    ):
        if len(rows):
            years = sorted({str(year) for year in rows["year"]})
            source = _source(reader, "population", numbers.join(years))
            yield _held(name, title, words.RESIDENTS_UNDER, source, rows)


def _deprivation(reader: Reader) -> Iterator[Whole]:
    rows = reader.read("deprivation_of_areas")
    editions = numbers.join(sorted({str(one) for one in rows["edition"]}))
    source = _source(reader, "deprivation", f"editions of {editions}")
    yield _held("deprivation", words.DEPRIVATION, words.DEPRIVATION_UNDER, source, rows)


def _areas(reader: Reader) -> Iterator[Whole]:
    """Every set of areas with its boundaries, then which ward each small area lies in."""
    for held in whole.outlines_held(reader):
        source = _source(reader, "boundaries", words.vintage(held.kind, held.vintage), on_map=True)
        rows = whole.areas(reader, held)
        name = f"areas-{words.FILES.get(held.kind, held.kind)}-{held.vintage}"
        made = _held(name, words.areas(held), words.AREAS_UNDER, source, rows)
        yield replace(made, outlines=held)
    rows = whole.lookups(reader)
    source = _source(reader, "boundaries", words.LOOKUP_PERIOD)
    yield _held("small-areas-and-wards", words.LOOKUP, words.LOOKUP_UNDER, source, rows)


def _published(reader: Reader) -> Iterator[Whole]:
    """What the documents state: every figure, indicators, actions."""
    source = _source(reader, PUBLISHED, published_figures.PERIOD)
    figures = published_figures.register_file(reader).reset_index()
    promised, done = whole.indicators(reader), whole.actions(reader)
    for name, title, under, rows in (
        ("published-figures-register", words.FIGURES, words.FIGURES_UNDER, figures),
        ("indicators-of-plans", words.INDICATORS, words.INDICATORS_UNDER, promised),
        ("actions-of-plans", words.ACTIONS, words.ACTIONS_UNDER, done),
    ):
        yield _held(name, title, under, source, rows)


def _answers(reader: Reader, dataset: str) -> Iterator[Whole]:
    """Shares of answers: of waves that a document published, or of those that a survey holds."""
    for survey in whole.SURVEYS if dataset == PUBLISHED else (dataset,):
        if survey not in whole.SURVEYS:
            continue
        status = PUBLISHED if dataset == PUBLISHED else _status(reader, dataset)
        rows = whole.answers(reader, survey, status)
        source = _source(reader, dataset, numbers.join(list(dict.fromkeys(rows["wave"]))))
        title = words.answers(survey)
        yield _held(f"{survey}-answers", title, words.ANSWERS_UNDER, source, rows)


def _status(reader: Reader, dataset: str) -> str:
    held = reader.read("datasets").set_index("dataset")
    return str(held.loc[dataset, "status"])


def _supply(reader: Reader, dataset: str) -> Iterator[Whole]:
    rows = reader.read("supply", dataset=dataset)
    if len(rows):
        span = Span(rows["month"].min().date(), rows["month"].max().date())
        source = _source(reader, dataset, numbers.span(span))
        title = words.title(source.text, words.SUPPLY)
        yield _held(f"{dataset}-supply", title, words.SUPPLY_UNDER, source, rows)


def _scores(reader: Reader) -> Iterator[Whole]:
    years = [one.year for one in priority_setting.rounds(reader)]
    if years:
        scores = [reader.read("priority_scores", year=year).assign(year=year) for year in years]
        source = _source(reader, "priority_setting", numbers.join([str(one) for one in years]))
        rows = pd.concat(scores, ignore_index=True)
        yield _held("scores-of-themes", words.SCORES, words.SCORES_UNDER, source, rows)


def _about_all(reader: Reader, today: date) -> Iterator[Whole]:
    """What is known of all datasets: supply, breaks, what is counted, what columns hold."""
    record, own = record_of_supply(reader.release), own_words(reader.release)
    held = data_supply.held(supply.datasets(reader, today))
    yield _held("datasets", words.DATASETS, words.DATASETS_UNDER, record, data_supply.files(held))
    breaks = break_register.entries(reader, "")
    if len(breaks):
        source = _source(reader, PUBLISHED, break_words.reach(breaks))
        yield _held("breaks", words.BREAKS, words.BREAKS_UNDER, source, breaks)
    measured = whole.measured(reader)
    yield _held("what-is-counted", words.MEASURES, words.MEASURES_UNDER, own, measured)
    columns = pd.DataFrame(list(COLUMNS.items()), columns=["column", "holds"])
    yield _held("what-columns-hold", words.COLUMNS, words.COLUMNS_UNDER, own, columns)


def geojson(reader: Reader, made: Whole) -> bytes:
    """The areas of a table with their outlines in degrees. Raises ValueError without any."""
    if made.outlines is None:
        raise ValueError(f"{made.table.name} has no areas to draw")
    rows = made.table.rows()
    shapes = reader.read_once("shapes", kind=made.outlines.kind, vintage=made.outlines.vintage)
    own = rows[rows["area_code"].isin(shapes["area_code"])]
    return geojson_bytes(own, shapes, taken_away.told(reader, made.table, rows))


def all_as_zip(reader: Reader, tables: Sequence[Whole]) -> bytes:
    """Every table as CSV in one archive, written a part at a time so that none is held whole."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for one in tables:
            with archive.open(file_name(one.table.file_name, "csv"), "w") as held:
                for part in taken_away.as_csv_parts(reader, one.table):
                    held.write(part)
    return out.getvalue()
