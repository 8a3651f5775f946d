"""The sentences of Published figures: what was stated, what its parts give, what disagrees."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from components.words import numbers
from csp.answers.published_figures import OPEN, RECOMPUTED, SAME, WORDS
from csp.months import Span

CITED = "cited, not repeated"  # a count of 1 to 9 people: it stands in its document only
NOT_STATED = "not stated"
COUNTY = "County"  # the one area of the figures that is drawn on no map
NOTHING_CORRECTED = (
    "Nothing is corrected here: every value stands as its document states it, and each chart says"
    " which value it uses."
)
ORDER = (
    "Order: by the difference as a share of the larger value. Against words there is no second"
    " value to take it from."
)
DOUBT = "Does it add up?"
RULES_TITLE = "Ten rules say which numbers of the documents are not in the register"
RULES_UNDER = (
    "Every other number of the documents is a figure of the register, or stands with its plan"
)
RULES_LABEL = "The rules"
UNREADABLE_UNDER = "By document: what each shows, where it stands, and why its numbers are lost"
GROUPS = {
    SAME: "The same thing, period and group: two values",
    OPEN: "May be no conflict: period or group differs, or is not stated",
    WORDS: "A value against the words of the documents",
}
ALIKE = {
    "same": "",
    "period differs": "May not be a conflict: the periods differ",
    "group differs": "May not be a conflict: the groups differ",
    "not stated": "May not be a conflict: period or group is not stated",
}
SIDES = {RECOMPUTED: "from its parts", WORDS: "its words"}
# How a form of csp.stats.recompute reads; {0}, {1} are the parts, {all} every part.
FORMS = {
    "change": "{0} to {1} is {found}",
    "difference": "{0} to {1} is {found}",
    "rise": "a difference of {1} that leads to {0} is {found}",
    "sum": "{all} are {found}",
    "share": "{0} of {1} is {found}",
    "rate": "{0} for {1} residents is {found}",
    "mean": "{0} over {1} is {found}",
}
SIGNED = ("change", "difference", "rise")
MOST_PARTS = 4  # of a sum that are named one by one
RULES = (
    "Days, years, spans of plans, times of day, how long a list or plan runs, how often a group"
    " meets.",
    "Numbers of headings, sections, pages, priorities and appendices, and of items in lists.",
    "Telephone and text numbers, postcodes and web addresses.",
    "Laws and their sections, intervals set by law, and money that measures nothing, such as fines"
    " and prices.",
    "Ages and school years that only name a group, and the age or service of a single person.",
    "Names that hold a number, such as “One Stop Shop”, “4P” or “101”.",
    "What the same document says again with the same value: it is entered once. A base that a unit"
    " names, as in “per 1,000 residents”.",
    "Counts of 1 to 9 children, offenders, victims, patients or other people, and neighbouring"
    " numbers from which such a count would follow. Their place is cited; the number is not"
    " repeated.",
    "Pictograms of young offenders, of which only a stated total is entered, and pictures whose"
    " numbers the text has lost. They are listed below.",
    "Words for an amount without a number, such as “several” or “most”. A rank in words (“the"
    " highest in the county”) is entered as a rank.",
)


def title(figures: int, places: int) -> str:
    """How many figures were published, and how many places do not add up."""
    if not places:
        return f"{numbers.count(figures)} figures were published; nothing is found against them"
    return (
        f"{numbers.count(figures)} figures were published; they do not add up in"
        f" {numbers.count(places)} places"
    )


def lead(rows: pd.DataFrame, found: pd.DataFrame, documents: int) -> str:
    """What can be worked out again and how it comes out; how many places may be no conflict.

    `rows` is the register, `found` the disagreements.
    """
    again = int(rows["recomputed"].notna().sum())
    off = int((found["against"] == RECOMPUTED).sum())
    kinds = found["kind"].value_counts()
    return (
        f"**{numbers.count(again)} of them** can be worked out again from their own parts:"
        f" {numbers.count(again - off)} come out as stated, {numbers.small(off)} do not. Of the"
        f" {numbers.count(len(found))} places **{numbers.small(int(kinds.get(SAME, 0)))}** give one"
        f" thing two values; {numbers.small(int(kinds.get(OPEN, 0)))} may be no conflict, and in"
        f" {numbers.small(int(kinds.get(WORDS, 0)))} a value does not fit the words. From"
        f" {numbers.small(documents)} documents of 2014 to 2020."
    )


def stated(text: str | None, unit: str) -> tuple[str, str]:
    """A value as its document states it, and the unit that stands below it: ('34%', ''),
    ('2,258', 'incidents').
    """
    if not isinstance(text, str):
        return CITED, ""
    return _united(written(text), unit)


def given(value: float, text: str | None, unit: str) -> tuple[str, str]:
    """What the parts of a figure give: shares with at least one decimal, whole counts without."""
    decimals = max(1, decimals_of(text))
    if unit != "percent" and float(value).is_integer():
        decimals = 0
    return _united(f"{value:,.{decimals}f}".replace("-", numbers.MINUS), unit)


def decimals_of(text: str | None) -> int:
    """How many decimals a document gave a value."""
    return len(text.partition(".")[2]) if isinstance(text, str) else 0


def written(text: str) -> str:
    """A stated value with commas in its thousands and a true minus, its own decimals kept."""
    return f"{Decimal(text):,}".replace("-", numbers.MINUS)


def _united(value: str, unit: str) -> tuple[str, str]:
    if unit == "percent":
        return f"{value}%", ""
    if unit == "rank":
        return f"rank {value}", ""
    return value, _singular(unit) if value == "1" else unit


def _singular(unit: str) -> str:
    """The unit of one: days a quarter, day a quarter; authorities, authority."""
    first, *rest = unit.split(" ")
    one = f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")
    return " ".join([one, *rest])


def in_line(text: str | None, unit: str) -> str:
    """A value with its unit in a sentence: 34%, 2,258 incidents."""
    return " ".join(part for part in stated(text, unit) if part)


def period(starts: pd.Timestamp | None, ends: pd.Timestamp | None) -> str:
    """The months that a figure covers, its days where it is no whole months."""
    if pd.isna(starts):
        return "period not stated"
    if pd.isna(ends):
        return f"from {numbers.month(starts)}"
    if starts.day == 1 and ends == ends + pd.offsets.MonthEnd(0):
        return numbers.span(Span(starts.date(), ends.date().replace(day=1)))
    return f"{numbers.day(starts)} to {numbers.day(ends)}"


def area(code: str | None, name: str | None) -> str:
    """Where a figure is of: the area's name, the county, or that it is not stated."""
    if isinstance(name, str):
        return name
    return COUNTY if isinstance(code, str) else "area not stated"


def workings(row: pd.Series, by_id: Mapping[str, pd.Series]) -> str:
    """What the parts of a figure give, in words: 2,258 to 2,683 is +18.8%; '' without parts, and
    where one of them is not repeated.
    """
    if numbers.is_blank(row["recomputed"]):
        return ""
    form = str(row["recompute"]).split(maxsplit=1)[0]
    parts = [written(str(by_id[name]["stated"])) for name in row["parts"]]
    found, unit = given(float(row["recomputed"]), row["stated"], row["unit"])
    if form in SIGNED and row["recomputed"] > 0:
        found = f"+{found}"
    told = numbers.join(parts) if len(parts) <= MOST_PARTS else f"{len(parts)} figures together"
    said = FORMS[form].format(*parts, all=told, found=found)
    return said if form != "rate" else f"{said} {unit}"


def comparator(row: pd.Series, by_id: Mapping[str, pd.Series]) -> str:
    """What the document holds a figure against, in words; '' where nothing."""
    cell = row["comparator"]
    if not isinstance(cell, str):
        return ""
    other = by_id.get(cell)
    if other is None:
        return cell
    value = in_line(other["stated"], other["unit"])
    what = "" if other["what"] == row["what"] else f"{other['what']}: "
    return f"{what}{value}, {period(other['period_start'], other['period_end'])}"


def place(document: str, section: str) -> str:
    """Where a figure stands: document and section."""
    return f"{document}, {section_of(section)}"


def section_of(section: str) -> str:
    """A section by its number, or by its title where it has none."""
    return f"section {section}" if section[:1].isdigit() else section


def found_sentence(count: int, all_of_them: int, shown: int) -> str:
    """How many figures were found, and how many of them are on the page."""
    if count == 0:
        return "No figure is found. Fewer words, another document or another theme may find some."
    found = f"{numbers.count(count)} of {numbers.count(all_of_them)} figures found"
    told = f"All {numbers.count(count)} figures" if count == all_of_them else found
    first = f"; the first {numbers.count(shown)} are shown" if shown < count else ""
    return f"{told}{first}."


def left_out_title(count: int, documents: int) -> str:
    """How many tables and pictures cannot be read."""
    return (
        f"{numbers.count(count)} tables and pictures of {numbers.small(documents)} documents cannot"
        " be read as numbers"
    )


def doubts_title(count: int) -> str:
    """How many places disagree about the figures of a screen."""
    return f"{DOUBT} {numbers.capital(numbers.small(count))} places where it may not"


def doubts(found: pd.DataFrame) -> tuple[str, ...]:
    """For each disagreement what is said, and which value the screens use."""
    return tuple(f"{row.says} {row.uses}" for row in found.itertuples())
