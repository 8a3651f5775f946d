"""How small counts are protected, in the one sentence that stands wherever they are shown; and what
is said of areas where some counts are hidden: nothing of a whole that only those shown would make.
"""

from collections.abc import Sequence

import pandas as pd

from components.words import numbers
from csp.answers.area_series import AreaSeries
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

HIDDEN = "hidden"
SHOWN_ON_BOTH = ", of those that both maps show"
WHY_RATES_ALONE = (
    "No rank, interval or change stands beside a rounded or hidden count: it would be made of what"
    " is shown alone."
)
NO_SHARES = (
    "Shares are not made of rounded counts",
    "Some counts may be hidden and the others are rounded, so what is shown does not add up to a"
    " whole. Show the count or the rate.",
)
NO_COMPARISON = (
    "This is not worked out from rounded counts",
    "It compares counts that would have to be whole. Choose another measure, or the part"
    " “Districts”, which gives each count as it is published.",
)
NO_SMALL_AREAS = (
    "Of small areas nothing is published here",
    "A count of so few residents could point at a household. Choose a ward set to see the class of"
    " each ward.",
)
NO_CHANGES = (
    "Whether an area changed is not said of rounded counts",
    "Two rounded counts can differ by several without any change, and where one is hidden nothing"
    " can be compared. Show the count and set another period beside it to see both.",
)


def note(smallest_shown: float | None, rounding: float | None) -> str:
    """The sentence for a dataset's rule; '' where its counts stand as they are."""
    if pd.isna(smallest_shown) or pd.isna(rounding):
        return ""
    return (
        f"To protect people, counts are rounded to the nearest {rounding:.0f}; counts from 1 to"
        f" {smallest_shown - 1:.0f}, and others that would give them away, are {HIDDEN}."
        " Rounded counts need not add up."
    )


def unprotected(status: str) -> str:
    """What a file says where no rule is at work, by the status of its dataset."""
    return UNPROTECTED.get(status, "")


UNPROTECTED = {
    "open": "None needed: counts stand as their publisher has published them.",
    "published": "Counts of 1 to 9 people in a document are cited with their place and blank here.",
    "partner": "None: the partner’s counts stand as they were sent, for officers alone.",
    "illustrative": "None needed: the records are invented, nobody is in them.",
    "example": "None needed: the scores are invented, and tell of nobody.",
    "own": "None needed: it holds words and dates, and counts of nobody.",
}


def order_note(hidden: int) -> str:
    """Why areas stand in the order of their names."""
    if not hidden:
        return (
            "Rounded counts that lie close to each other may stand the other way round in truth, so"
            " areas stand in the order of their names and are not ranked."
        )
    return (
        "A hidden count is 1 or more and may be among the largest, so areas stand in the order of"
        " their names: they are not ranked, and nothing is summed over those shown."
    )


def number_hidden(areas: pd.DataFrame) -> int:
    """How many areas of a frame with why_blank are hidden."""
    return int((areas["why_blank"] == HIDDEN).sum())


def areas_title(areas: pd.DataFrame, measure: Measure, one: str, many: str) -> str:
    """From which count to which those reach that are shown, and how many are hidden; `one` and
    `many` are what an area is called.
    """
    counts = areas["events"].dropna()
    hidden = number_hidden(areas)
    what = numbers.capital(measure.counted)
    if counts.empty:
        return f"{what}: the count of every {one} is {HIDDEN} to protect people"
    low, high = numbers.count(counts.min()), numbers.count(counts.max())
    reach = low if low == high else f"{low} to {high}"
    told = f"{what}: {reach} in {'each of ' if len(counts) > 1 else ''}"
    told += f"{numbers.small(len(counts))} {one if len(counts) == 1 else many}"
    if not hidden:
        return f"{told}, rounded"
    are = "is" if hidden == 1 else "are"
    return f"{told}; {numbers.small(hidden)} {are} {HIDDEN} to protect people"


def alt_words(areas: pd.DataFrame, one: str, many: str) -> str:
    """What the words for a picture add: that counts are rounded, and how many areas are hidden."""
    hidden = number_hidden(areas)
    told = f"; {numbers.small(hidden)} {one if hidden == 1 else many} hidden" if hidden else ""
    return f"; counts are rounded{told}"


def areas_lead(borough: pd.Series, written: str, measure: Measure, span: Span) -> str:
    """The borough's own published count, which no sum over areas is; `written` is its rate as the
    view writes it.
    """
    when = f"In **{numbers.span(span)}**"
    if numbers.is_blank(borough["events"]):
        word = HIDDEN if borough["why_blank"] == HIDDEN else "not known"
        return f"{when} the borough’s own count of {measure.counted} is {word}."
    if borough["events"] == 0:
        return f"{when} the partner counted no {measure.counted} in the borough."
    about = f"about {numbers.count(borough['events'])} {measure.counted}"
    per = (
        ""
        if numbers.is_blank(borough["rate"])
        else f": {written} for every {measure.per:,} residents"
    )
    return f"{when} the partner counted {about} in the whole borough{per}."


def hotspot_title(wards: pd.DataFrame, measure: Measure) -> str:
    """In how many wards some small area is a hotspot."""
    hot = int(wards["class"].str.startswith("hot").sum())
    if not hot:
        return f"No ward holds a hotspot of {measure.counted}"
    many = f"{numbers.capital(numbers.small(hot))} of {len(wards)} wards"
    return f"{many} {'holds' if hot == 1 else 'hold'} a hotspot of {measure.counted}"


def hotspot_lead(span: Span) -> str:
    """What a ward's class says, where its small areas are not published."""
    return (
        f"In **{numbers.span(span)}** a ward is hot where at least one of its small areas stands,"
        " with its neighbours, further above the borough’s average than chance would give. The"
        " small areas themselves are not published."
    )


def area_hidden(name: str, measure: Measure, span: Span) -> str:
    """That an area's count is hidden."""
    return (
        f"In **{numbers.span(span)}** the count of {measure.counted} in **{name}** is {HIDDEN} to"
        " protect people: it is 1 or more, and may be small or large."
    )


def area_sentence(own: pd.Series, measure: Measure, span: Span, written: str) -> str:
    """An area's rounded count and its rate as the view writes it."""
    about = "0" if own["events"] == 0 else f"about {numbers.count(own['events'])}"
    return (
        f"In **{numbers.span(span)}** the count of {measure.counted} in **{own['area_name']}** is"
        f" {about}, {written} for every {numbers.count(measure.per)} residents. Areas are not"
        " ranked where counts are rounded or hidden."
    )


def profile_title(rows: Sequence[pd.Series]) -> str:
    """How many of a ward's counts are hidden."""
    hidden, of = sum(row["why_blank"] == HIDDEN for row in rows), len(rows)
    if of == 1:
        return f"The count is {HIDDEN} to protect people" if hidden else "The count, rounded"
    if not hidden:
        return f"{numbers.capital(numbers.small(of))} counts, rounded"
    if hidden == of:
        every = "Both" if of == 2 else f"All {numbers.small(of)}"
        return f"{every} counts are {HIDDEN} to protect people"
    are = "is" if hidden == 1 else "are"
    many = numbers.capital(numbers.small(hidden))
    return f"{many} of {numbers.small(of)} counts {are} {HIDDEN} to protect people"


def profile_under(span: Span, per: int) -> str:
    """Of which months a ward's protected counts are."""
    name = settings().area.name
    return f"{numbers.span(span)}: count, rate per {per:,} residents, and that of {name} beside"


def months_title(series: AreaSeries, measure: Measure) -> str:
    """Between which counts the months lie that are shown, and how many are hidden."""
    name, shown = series.area.name, series.complete["events"].dropna()
    hidden = number_hidden(series.chart)
    many = f"{numbers.small(hidden)} {'month is' if hidden == 1 else 'months are'} {HIDDEN}"
    if shown.empty:
        return f"{name}: {many}, and no other is held"
    low, high = numbers.count(shown.min()), numbers.count(shown.max())
    reach = low if low == high else f"{low} to {high}"
    in_months = "in one month" if len(shown) == 1 else f"in each of {len(shown)} months"
    return f"{name}: {reach} {measure.counted} {in_months}; {many}"


def months_note(hidden: int) -> str:
    """How many months are hidden, and what the limits of a chart are worth then; '' for none."""
    if not hidden:
        return ""
    if hidden == 1:
        return f"One month is {HIDDEN} and stands as a gap."
    return f"{numbers.capital(numbers.small(hidden))} months are {HIDDEN} and stand as gaps."


def trend_note(hidden: int) -> str:
    """What the limits of a chart of protected counts are worth, and how many months are gaps."""
    parts = (months_note(hidden), OF_MONTHS_SHOWN if hidden else "", ROUNDED_LIMITS)
    return " ".join(part for part in parts if part)


OF_MONTHS_SHOWN = (
    "The average and the limits are those of the months shown; small counts are hidden, so the true"
    " average may be lower."
)


ROUNDED_LIMITS = (
    "The average and the limits are made of rounded counts, so a signal here is weaker evidence"
    " than one of whole counts."
)
