"""The sentences of Downloads: what can be taken away, what it is called, how it is proven whole."""

from components.words import numbers
from csp.answers.whole_tables import Outlines

TITLE = "Everything shown here can be taken away"
PARTS = {
    "tables": "Whole tables",
    "figures": "Figures of a page",
    "pack": "Meeting pack",
}
CANNOT = "What this link names cannot be taken away"
AS_NOW = "What can be taken away today"
PAGE_LINK = "This page with its other choices, each figure with its files"
ALL_OF_PAGE = "All tables of this page as XLSX"
ALL_OF_DATASET = "All of these as CSV in one archive (ZIP)"
ALL_DATASETS = "About all datasets"
NOTHING_CHOSEN = "This page has no figures to take away just now"
NOTHING_WORDS = "What it would show is not held, or not for these first choices."
NO_TABLES = "No whole table is held of this dataset"
NO_TABLES_WORDS = "What is held of it stands with the figures of the pages that show it."
# What areas are called in the name of a file, and in a title.
FILES = {
    "ward": "wards",
    "lsoa": "small-areas",
    "group": "groups",
    "district": "districts",
    "borough": "borough",
    "force": "force-area",
}
ONE = {
    "ward": "ward of {of}",
    "lsoa": "small area (LSOA codes of {of})",
    "group": "group of wards",
    "district": "district",
}
MANY = {
    "ward": ("ward", "wards of {of}"),
    "lsoa": ("small area", "small areas (LSOAs) of {of}"),
    "group": ("group of wards", "groups of wards"),
    "borough": ("borough", "boroughs"),
    "district": ("district", "districts"),
    "force": ("force area", "force areas"),
}
BY_MONTH_UNDER = "One row for each measure, month and area: the count, or why there is none"
BY_YEAR = "counts of whole years, as they are published"
BY_YEAR_UNDER = (
    "One row for each measure, year and area; each count is protected by itself, so months and"
    " areas need not add up"
)
RESIDENTS = "Residents of every area"
AGES = "Residents of every area by age"
RESIDENTS_UNDER = (
    "One row for each area and year: a census count or an estimate of the middle of it"
)
DEPRIVATION = "Deprivation of small areas and districts"
DEPRIVATION_UNDER = "One row for each area, edition and domain, as published for all of England"
AREAS_UNDER = (
    "Codes and names, and as GeoJSON the outlines that the maps draw, which are simplified"
)
LOOKUP = "Which ward each small area lies in"
LOOKUP_UNDER = (
    "One row for each small area and ward set; where a ward’s line cuts one, the best fit"
)
LOOKUP_PERIOD = "every set of areas held"
FIGURES = "Register of published figures"
FIGURES_UNDER = "One row for each figure of the documents, with its section and what its parts give"
INDICATORS = "Indicators that the plans promised"
INDICATORS_UNDER = "One row for each indicator of each plan: baseline, latest, target, status"
ACTIONS = "Actions of the plans"
ACTIONS_UNDER = "One row for each action of each plan: lead, date, status, update"
ANSWERS = {
    "residents_survey": "Answers to the residents’ survey",
    "young_people_survey": "Answers to the young people’s survey",
}
ANSWERS_UNDER = "One row for each wave, question, answer and group: share, base, 95% limits"
SUPPLY = "months of its supply"
SUPPLY_UNDER = "One row for each month: whether it came whole"
SCORES = "Scores of the themes"
SCORES_UNDER = "One row for each year, theme and criterion, with its evidence"
DATASETS = "Datasets held"
DATASETS_UNDER = "One row for each: publisher, licence, how far it reaches, its latest 24 months"
BREAKS = "Breaks in how things were recorded"
BREAKS_UNDER = "One row for each change, with what it does to a comparison"
MEASURES = "What is counted"
MEASURES_UNDER = "One row for each measure: unit, what it is made of, how a rise is to be read"
COLUMNS = "What each column holds"
COLUMNS_UNDER = "One row for each name of a column in any file of this dashboard"

PROVE_TITLE = "How to prove that the rows are whole"
PROVE = (
    "Each CSV carries the SHA-256 of its own rows in the column rows_sha256. It is of the columns"
    " before table_title, as text, the names first: cells joined by tabs, lines by line feeds, in"
    " UTF-8. The same rows give the same number in every release, on every day.",
    "The hash of what was received stands beside it (received_sha256), where one file was received"
    " for the dataset. The release names the data file that everything came from.",
)
PROVE_CODE = """import csv, hashlib, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
own = rows[0].index("table_title")
text = "\\n".join("\\t".join(row[:own]) for row in rows)
print(hashlib.sha256(text.encode()).hexdigest() == rows[1][rows[0].index("rows_sha256")])"""
CARRIED_TITLE = "What every file carries"
CARRIED = (
    "Each row of a CSV carries, after the table’s own columns, its title, period, sets of areas,"
    " protection of small counts, source, licence and attribution, release, and a link that shows"
    " it again. Formulas cannot run in it.",
    "A workbook (XLSX) has a cover, notes and a list of columns, and one table a worksheet. Blank"
    " cells do not occur: [hidden], [no data] and [n/a] say why a number is missing.",
)
CARRIED_LABEL = "The columns behind those of the table"
PROVE_LABEL = "Five lines of Python that check a file"
# Of every CSV, behind the table's own columns, in their order.
CARRIED_COLUMNS = {
    "table_title": "what the table is called; the table’s own columns stand before it",
    "period": "the months or years that its numbers are of",
    "geography": "the sets of areas that its codes are of",
    "protection": "how small counts are protected in this edition, or why nothing needs it",
    "source": "where the numbers come from",
    "received": "the day on which that was received",
    "licence": "under which licence it may be used",
    "attribution": "the words that the licence asks for",
    "received_sha256": "the hash of what was received, where one file was",
    "release": "the data file that it was made from",
    "records": "open, published, partner or, where they are invented, illustrative or example",
    "reference": "the link that shows it again, below the dashboard’s own address",
    "rows_sha256": "the hash of the table’s own rows",
    "rows_sha256_of": "what that hash is of, in words",
}

PACK_TITLE = "The meeting pack of this release"
PACK_UNDER = "Slides, the strategic assessment and data on a page, made from the same figures"
NO_PACK_TITLE = "No meeting pack is made of this release yet"
NO_PACK = (
    "It holds the slides of the agenda, the strategic assessment and data on a page. Whoever looks"
    " after this dashboard makes it on the machine that keeps the data, with “python -m csp pack"
    " --out data/packs”; then it lies here."
)


def lead(release: str, edition: str, pages: int, datasets: int) -> str:
    """The sentence below the title."""
    return (
        f"**Release {release}**, {edition}: figures of {numbers.count(pages)} pages, and whole"
        f" tables of {numbers.count(datasets)} datasets as far as this edition may show them."
    )


def title(dataset: str, what: str) -> str:
    """What a table of a dataset is called."""
    return f"{dataset.split(' (', maxsplit=1)[0]}: {what}"


def by_month(kind: str, vintage: str) -> str:
    """What a table of counts by month is by."""
    return f"counts by {ONE[kind].format(of=vintage)} and month"


def vintage(kind: str, of: str) -> str:
    """Of which set of areas boundaries are, in words."""
    return MANY[kind][1].format(of=of)


def areas(held: Outlines) -> str:
    """What a set of areas is called, with how many there are."""
    one, many = MANY[held.kind]
    if held.areas == 1:
        return f"The {one}"
    rough = "" if held.exact else ", approximate"
    return f"{numbers.count(held.areas)} {many.format(of=held.vintage)}{rough}"


def answers(survey: str) -> str:
    """What a table of answers is called."""
    return ANSWERS[survey]


def rows(number: int) -> str:
    """How long a table is."""
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def too_long(most: int) -> str:
    """Why a table has no workbook."""
    return f"Over {most:,} rows: as CSV only, packed."


def file_of_pack(kind: str, size: int, made_on: str) -> str:
    """What a file of a pack is."""
    return f"{numbers.capital(kind)}, {max(1, round(size / 1000)):,} KB, made on {made_on}"
