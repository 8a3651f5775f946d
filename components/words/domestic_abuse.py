"""The sentences of Domestic abuse, made from its numbers; they claim nothing of invented ones."""

from collections.abc import Iterable, Sequence

import pandas as pd

from components.words import numbers
from components.words.sources import FORM
from csp.answers.domestic_abuse import Ranking
from csp.months import Span
from csp.stats.agreement import PublishedAgreement
from csp.stats.concentration import SmallestSet

BOTH_WAYS = (
    "More reports can mean more trust in services: a rise is not shown as bad, nor a fall as good."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
STANDS_OUT = 10  # per cent above the trend: a month that a season's sentence names
ADVICE_FROM_REAL_RECORDS = (
    "Where a pop-up session or a champion would reach most unmet need is said only from real"
    " records, never from invented ones."
)


def percent(share: float | None, decimals: int = 1) -> str:
    """A share in per cent: 42.5%; an en dash where there is none."""
    return numbers.NOT_APPLICABLE if numbers.is_blank(share) else f"{share:.{decimals}f}%"


def stated(value: float | None, unit: str) -> str:
    """A published figure with its own decimals: 26.2%, 209; an en dash where none is published."""
    if numbers.is_blank(value):
        return numbers.NOT_APPLICABLE
    return f"{numbers.figure(value)}{'%' if unit == 'percent' else ''}"


def published_title(ranking: Ranking, share: float) -> str:
    """What was published of how recorded domestic abuse gathers."""
    wards = numbers.capital(numbers.small(len(ranking.says.group)))
    return f"{wards} wards held {numbers.figure(share)}% of recorded domestic abuse"


def published_lead(ranking: Ranking) -> str:
    """Where the document found most, and that a rise may be read both ways."""
    return (
        f"The 2020 assessment found most in {', then '.join(ranking.says.first)}"
        f" (**{numbers.span(ranking.span)}**). {BOTH_WAYS}"
    )


def nothing_published() -> tuple[str, str]:
    """Title and lead where neither records nor a published ranking may be spoken of."""
    return "Where and when is help needed?", BOTH_WAYS


def held_title(half: SmallestSet, wards: int) -> str:
    """How few wards hold half of the incidents in hand."""
    held = numbers.capital(numbers.small(len(half.areas)))
    hold = "holds" if len(half.areas) == 1 else "hold"
    return f"{held} of {wards} wards {hold} half of recorded domestic abuse"


def held_lead(total: int, span: Span) -> str:
    """How many incidents are held, and that a rise may be read both ways."""
    return f"**{numbers.span(span)}**: {numbers.count(total)} recorded incidents. {BOTH_WAYS}"


def not_supplied() -> tuple[str, str]:
    """The inviting empty state where no incidents are held: heading, words."""
    return (
        "Where and when: no records supplied yet",
        "Once the police supply their records of incidents, this page shows where they gather,"
        " when they happen and who is reached. References are replaced by a code that cannot be"
        f" turned back, and times are kept to the hour. {FORM}",
    )


NOT_PUBLIC = (
    "Wards by month or hour are not published: a place and a time together could point at a"
    " household. Of wards only whole calendar years are published, with small counts hidden."
    " Officers see more in the partnership’s own edition."
)


def no_quarters() -> tuple[str, str]:
    """What stands in the public edition where no quarters are held: heading, words."""
    return (
        "Hotspots quarter by quarter are not published",
        "Of wards only whole calendar years are published. Choose “Hotspots” to see each ward’s"
        " class in a year, and how it lasts.",
    )


# Where ------------------------------------------------------------------------------------------


def without_place(number: int, total: int) -> str:
    """How many incidents have no ward; '' where every one has."""
    if not number:
        return ""
    return f"{numbers.count(number)} of {numbers.count(total)} incidents have no place in a ward."


def curve_title(half: SmallestSet, wards: int, *, illustrative: bool) -> str:
    """How few wards hold half."""
    if illustrative:
        return "What a curve of concentration can show"
    return held_title(half, wards)


def half_words(half: SmallestSet) -> str:
    """The words at the marked point of the curve."""
    number = len(half.areas)
    return f"{number} ward{'' if number == 1 else 's'}:\n{percent(100 * half.share, 0)}"


def gini_words(gini: float) -> str:
    """The Gini coefficient in words."""
    how = "very evenly" if gini < 0.2 else "fairly evenly" if gini < 0.35 else "unevenly"
    return (
        f"Gini coefficient {gini:.2f}: incidents lie {how} over wards (0: all wards hold as many;"
        " 1: one ward holds all). Larger wards hold more of everything."
    )


def ties_words(half: SmallestSet) -> str:
    """That another ward would do as well as the last one of the set; '' without a tie."""
    if not half.ties:
        return ""
    return "The last ward of the set has as many incidents as another outside it."


def agreement_title(found: PublishedAgreement, *, illustrative: bool) -> str:
    """Whether the records in hand follow the published ranking."""
    if illustrative:
        return "What holding records against the ranking of 2020 can show"
    kept = found.still_named == found.named and all(
        one.best <= one.published <= one.worst for one in found.places
    )
    if kept and found.within:
        return "The records in hand follow the ranking published in 2020"
    if kept:
        return "The order published in 2020 still holds; the six wards’ share has moved"
    return "The records in hand differ from the ranking published in 2020"


def places_words(best: int, worst: int) -> str:
    """A place, or the range of places that wards with as many incidents share."""
    if best == worst:
        return numbers.ordinal(best)
    return f"{numbers.ordinal(best)} to {numbers.ordinal(worst)}"


AGREEMENT_NOTE = (
    "The interval takes incidents as independent, which repeats at one home are not: it is narrower"
    " than the truth. The document states the order and the share, but no counts."
)
AGREEMENT_INVENTED = (
    " The invented records were made to follow what was published, so that they agree says nothing."
)


def over_time_title(patterns: Iterable[str], *, illustrative: bool) -> str:
    """How many wards hold a lasting or a new hotspot."""
    if illustrative:
        return "What hotspots over time can show, quarter by quarter"
    told = pd.Series(list(patterns)).value_counts()
    lasting, new = int(told.get("persistent", 0)), int(told.get("emerging", 0))
    if not lasting and not new:
        return "No ward holds a lasting or a new hotspot"
    return f"{_wards_hold(lasting)} a lasting hotspot; {_wards(new)} a new one"


def _wards(number: int) -> str:
    return f"{numbers.small(number)} ward{'' if number < 2 else 's'}"


def _wards_hold(number: int) -> str:
    return f"{numbers.capital(_wards(number))} hold{'s' if number < 2 else ''}"


HOTSPOT_NOTE = (
    "A ward’s class is that of its most severe small area. Hot, 99%: fewer than 1 in 100 such finds"
    " would be false; at 95% fewer than 1 in 20, at 90% fewer than 1 in 10."
)
OVER_TIME_NOTE = (
    "Persistent: hot in at least four of five quarters. Emerging: hot in the newest two and hardly"
    " before. Former: hot before, not in the newest two. Intermittent: hot now and then."
)


# When -------------------------------------------------------------------------------------------

MONTHLY_INVENTED = "What a monthly chart can show: the usual range, and what leaves it"
RULES = {
    "outside_limits": "outside a limit",
    "seven_on_one_side": "one of seven or more in a row on one side of the average",
    "six_rising_or_falling": "part of six rises or falls in a row",
    "two_of_three_near": "one of two in three months near a limit",
}
MONTHLY_NOTE = (
    "Neither direction is better: a rise may mean that more people come forward. Signals are"
    " purple."
)


def season_title(season: pd.DataFrame, *, illustrative: bool) -> str:
    """Which months lie clearly above the trend."""
    if illustrative:
        return "What a season can show"
    high = season[season["share"] >= STANDS_OUT]["number"]
    if high.empty:
        return "No month of the year stands out"
    named = _joined_months([int(number) for number in high])
    return f"{named}: {STANDS_OUT}% or more above the average month"


def _joined_months(held: Sequence[int]) -> str:
    """Months of the year as runs: May to August, and December."""
    runs: list[list[int]] = []
    for number in held:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [
        MONTHS[run[0] - 1] if len(run) == 1 else f"{MONTHS[run[0] - 1]} to {MONTHS[run[-1] - 1]}"
        for run in runs
    ]
    return numbers.join(told)


def season_note(season: pd.DataFrame) -> str:
    """How many years make the season, and how far it can be trusted."""
    years = int(season["years"].max())
    return (
        f"The part of each month that comes back (STL, robust), averaged over"
        f" {numbers.small(years)} years and held against the trend."
        + (" With two or three years half of a season may be chance." if years < 4 else "")
    )


def hours_title(share: float, number: int, length: int, *, illustrative: bool) -> str:
    """What share of the incidents the framed shifts would meet."""
    shifts = f"{numbers.small(number)} shifts of {numbers.small(length)} hours"
    if illustrative:
        return f"What the hours of a week can show: {shifts}, framed"
    return f"{numbers.capital(shifts)} would meet {percent(100 * share, 0)} of recorded incidents"


def hours_under(place: str, span: Span) -> str:
    """What is counted, where and when."""
    return (
        f"Incidents by weekday and hour, {place}, {numbers.span(span)}; framed: the fullest shifts"
    )


HOURS_NOTE = (
    "An incident known only as a range of time is spread evenly over its hours, so that counts are"
    " not whole. Recorded times are those of the incident, not of the call."
)


def shift_words(weekday: int, start: int, length: int) -> str:
    """A shift: Saturday 20:00 to 00:00."""
    return f"{DAYS[weekday]} {start:02}:00 to {(start + length) % 24:02}:00"


def shifts_title(share: float, *, illustrative: bool) -> str:
    """What the shifts are for."""
    if illustrative:
        return "What shifts for a support worker can show"
    return (
        f"Riding along in these shifts, a support worker would meet {percent(100 * share, 0)} of"
        " calls"
    )


SHIFTS_NOTE = (
    "No other choice of as many shifts holds more. They hold what was recorded: calls that never"
    " came, or came later, are not in them."
)


def calendar_title(effects: pd.DataFrame, *, illustrative: bool) -> str:
    """Which named days have more or fewer incidents than the weeks around them lead to expect."""
    if illustrative:
        return "What named days can show: recorded against expected"
    more = list(effects.loc[effects["lower"] > 1, "effect"])
    fewer = list(effects.loc[effects["upper"] < 1, "effect"])
    told = []
    if more:
        told.append(f"more than expected: {numbers.join(more)}")
    if fewer:
        told.append(f"fewer: {numbers.join(fewer)}")
    return numbers.capital("; ".join(told)) if told else "No named day stands out"


CALENDAR_NOTE = (
    "Expected: the mean of the same weekday in the four weeks before and after. Each interval may"
    " be wrong one time in twenty. Bank holidays of Christmas and New Year stand under their own"
    " names."
)


# Who is reached ---------------------------------------------------------------------------------


def reached_title(before: float, latest: float) -> str:
    """What was published of repeat victims, against what was promised."""
    return (
        f"Repeat victims: {numbers.figure(before)}%, then {numbers.figure(latest)}%; the target for"
        " 2018 was 23.5%"
    )


REACHED_NOTE = (
    "Visits, referrals and cases are those who reached a service. More of them may be good news:"
    " more people found help. Published counts of 1 to 9 are cited in their document, not repeated"
    " here."
)


def beside_title(*, illustrative: bool) -> str:
    """The records in hand beside what was published."""
    if illustrative:
        return "What records beside the published figures can show"
    return "The records in hand, beside what was published"


def coverage_title(wards: pd.DataFrame, *, illustrative: bool) -> str:
    """How many wards have clearly fewer visits than their incidents lead to expect."""
    if illustrative:
        return "What visits beside recorded incidents can show, ward by ward"
    clear = int((wards["lower"] > 0).sum())
    if clear == 0:
        return "No ward clearly has fewer one-stop shop visits than its incidents lead to expect"
    return (
        f"{numbers.capital(numbers.small(clear))} ward{'' if clear == 1 else 's'} clearly"
        f" {'has' if clear == 1 else 'have'} fewer one-stop shop visits than"
        f" {'its' if clear == 1 else 'their'} incidents lead to expect"
    )


def coverage_advice(wards: pd.DataFrame, *, illustrative: bool) -> str:
    """Where a session would reach most unmet need; of invented records that none is said."""
    if illustrative:
        return ADVICE_FROM_REAL_RECORDS
    clear = wards[(wards["lower"] > 0) & (wards["share"] >= 0.5)]
    if clear.empty:
        return (
            "No ward is among the three largest gaps in most of the ways to work them out: the"
            " records do not say where a session would reach most unmet need."
        )
    named = numbers.join(list(clear.sort_values("gap", ascending=False)["area_name"]))
    return (
        f"A pop-up session or a champion would reach most unmet need in {named}: fewer visits than"
        " expected beyond chance, and among the three largest gaps in at least half of the ways to"
        " work them out."
    )


def coverage_note(sets: int, missing: int) -> str:
    """What the gap is made of, and what it leaves out."""
    without = (
        f" {numbers.capital(numbers.small(missing))} without data: no gap is worked out."
        if missing
        else ""
    )
    return (
        "Expected: the borough’s visits for each recorded incident, times the ward’s incidents."
        f" “Largest three” counts in how many of {sets} ways to work out the gaps (which incidents,"
        " whose ratio, with the shop’s own ward or without, alone or with its neighbours) the ward"
        f" is among the three largest. Help from others than the shop is not counted.{without}"
    )


# How to read it ---------------------------------------------------------------------------------

READ_IN_DOCUMENTS = "plan of 2017 and assessment of 2020, in our reading"
READ_BY_US = "in our reading"
READING_TITLE = "Recorded is not real: a rise reads both ways"
READING_UNDER = "What would be seen beside a rise in reports, if it were the one or the other"
# What moves with reports, if more happened and if more came forward.
READINGS = (
    (
        "Reports to the police",
        "rise",
        "rise",
    ),
    (
        "Share of repeat victims",
        "rises: the same people are harmed again",
        "falls: people come forward for the first time",
    ),
    (
        "Share assessed as high risk",
        "stays or rises",
        "falls: people come forward earlier",
    ),
    (
        "High-risk cases (MARAC)",
        "rise with reports",
        "rise less than reports",
    ),
    (
        "One-stop shop visits",
        "need not rise",
        "rise, too: people trust services",
    ),
)


def series_title(*, illustrative: bool) -> str:
    """Reports, referrals and visits, one beside the other."""
    if illustrative:
        return "What reports, cases and visits side by side can show"
    return "Reports, cases and visits, side by side"


SERIES_NOTE = (
    "No colour is given to a rise or a fall. “Chance” says whether a difference as large would be"
    " usual if nothing had changed (E-test, one in twenty). Most domestic abuse is never reported"
    " to anyone."
)


def chance(p: float | None) -> str:
    """Whether a change is more than chance would give."""
    if numbers.is_blank(p):
        return numbers.NOT_APPLICABLE
    return "more than chance" if p < 0.05 else "within chance"
