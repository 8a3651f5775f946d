"""How we protect people, in plain words: what is hidden, why, how it is proven, what remains."""

from collections.abc import Mapping, Sequence

from components.words import numbers
from csp.answers.audited import Audited, Protected, Threshold
from csp.settings import Edition

WHY_TITLE = "What is hidden, and why"
WHY_UNDER = "The rules for every count that a partner sends, before any of it is published"
WHY = (
    "Behind a small count there may be one person whom a neighbour would recognise. So a count that"
    " is not 0 and lies below the threshold is not shown; the word “hidden” stands in its place.",
    "A count of 0 is shown as 0, unless a document states the total of a few events: then none of"
    " their months is shown, not even those without any. Every other count is rounded to the"
    " nearest multiple of the rounding, so that the difference of two shown counts tells no small"
    " one either.",
    "A hidden count could be worked out from totals, from other wards, months, years, categories or"
    " groups, from what a document states, or from an earlier release. Where it could, more counts"
    " are hidden with it: as few as will do, and those last that readers would miss most.",
    "Both kinds carry the same word. Telling them apart would give the small ones away.",
    "Below the borough, sensitive subjects are told for whole calendar years, never by month. Years"
    " do not overlap and later releases do not move them.",
    "No record, reference, name, address, time of day, small area or free text of a partner is in"
    " the public file at all, and no score, share or rank of a small place from which a count could"
    " be worked out. What no page shows is not there either: everything in the file is published.",
)
THRESHOLDS_TITLE = "The thresholds, and which agreement asks for them"
THRESHOLDS_UNDER = "One file holds them; a partner may ask for more protection, never for less"
SUBJECTS = {
    "partner": "What partners send",
    "sensitive": (
        "Sensitive subjects: domestic abuse, hate crime, exploitation, children, mental health,"
        " treatment and admissions, offender management"
    ),
}
AUDIT_TITLE = "What the audit found"
AUDIT_UNDER = "Counts, and shares of surveys, in this public file by dataset; how many are hidden"
PROOF_TITLE = "How the audit goes about it"
AUDIT_SOURCE = "the audit of this public file"
RULES_SOURCE = "the partnership’s rules for what is published"
OF_NOBODY = "It tells of counts and rules, not of people"
NO_AUDIT_TITLE = "There is no audit of this file"
PICTURE_ALT = "Bars by dataset: how many counts are shown and how many are hidden. "
POLICE_TITLE = "Why the counts of data.police.uk are not hidden here"
POLICE = (
    "They are published already, for the whole country and month by month, by data.police.uk"
    " itself: hiding them here would protect nobody.",
    "Their publisher protects people in another way: each crime stands at one of its map points,"
    " which several addresses share, and without its day.",
    "The same holds for the figures of the partnership’s own published documents. A count of 1 to 9"
    " people in one of them is cited with its section and not shown again.",
)
REMAINS_TITLE = "What remains possible"
REMAINS = (
    "Somebody who knows of an event from elsewhere may guess that a count includes it. The count"
    " tells them nothing that they did not know.",
    "A 0 is told on purpose: it says that nothing was recorded there, not that nothing happened.",
    "A hidden count is known to be 1 or more (where no month of an area is shown, 0 or more), and"
    " it lies somewhere in a range at least as wide as its threshold. It is not known to be small.",
    "What a published document states exactly is known to everybody, hidden here or not.",
    "Somebody who has seen a partner’s records knows more than this file can protect.",
    "The audit allows for parts of an event where it looks for the smallest and the largest"
    " possible count, and cuts them to whole numbers afterwards. The true range can be a little"
    " narrower than the one it finds: of counts in rare patterns of many tables, of the answers of"
    " small groups in surveys more often.",
    "What was published once cannot be taken back. So each release is held against all earlier ones"
    " before it is published.",
)
NOT_PUBLISHED = {
    "demonstration": (
        "This is the demonstration. Its partner records are invented, so they are about nobody, and"
        " nothing in it is hidden for privacy."
    ),
    "partner": (
        "This is the partners’ own edition. It holds the counts as they were sent, so what it shows"
        " must not be passed on; only the public edition is protected."
    ),
}
NO_AUDIT = (
    "An audit is made of each public file before it is published, and its result stands here in the"
    " public edition."
)
HOW = "The audit knows every rule above and shares no line of code with what hides the counts."


def title(found: Audited | None) -> str:
    """The page's message."""
    if found is None:
        return "Small counts are hidden before anything is published"
    if not found.cells and not found.shares:
        return "This file holds no counts of partners, so nothing in it had to be hidden"
    hidden = found.hidden + found.hidden_shares
    if not hidden:
        return "No count of this file is small enough to be hidden"
    told = "One count is" if hidden == 1 else f"{hidden:,} counts are"
    return f"{told} hidden, and none can be worked out more closely than the rules allow"


def lead(found: Audited | None, edition: Edition) -> str:
    """The sentence below it."""
    if found is None:
        return f"{NOT_PUBLISHED.get(edition, '')} {NO_AUDIT}".strip()
    if not found.cells and not found.shares:
        return (
            "It is made of open counts and published figures alone. The audit looked through it, on"
            f" {numbers.day(found.published_on)}, for anything that is about a person and found"
            " none."
        )
    return (
        f"Before this file was published, on {numbers.day(found.published_on)}, an audit looked for"
        f" each hidden count the way somebody would who knows every rule, using all"
        f" {found.cells + found.shares:,} published counts{_earlier(found)}."
    )


def _earlier(found: Audited) -> str:
    if not found.earlier_releases:
        return ""
    many = found.earlier_releases
    return f" and {'an earlier release' if many == 1 else f'{many:,} earlier releases'}"


def proof(found: Audited) -> tuple[str, ...]:
    """How the audit went about it, in sentences with its own numbers."""
    widths = [
        f"The closest hidden count with a threshold of {threshold} can still be any of"
        f" {width + 1} numbers or more."
        for threshold, width in sorted(found.narrowest.items())
    ]
    return (
        HOW,
        f"It wrote down {found.equations:,} equations and bounds, and asked for the smallest and"
        f" the largest number that each hidden count can be.",
        *widths,
        "It looked at every table and column of the file and found none that is not allowed, and"
        " no text that looks like a reference, a time of day, an address or a telephone number.",
    )


def subject(one: Threshold, titles: Mapping[str, str]) -> str:
    """What a threshold is for."""
    return SUBJECTS.get(one.name) or titles.get(one.name, one.name)


def hidden_from(one: Threshold | Protected) -> str:
    """Which counts are hidden for their own sake."""
    return f"1 to {one.smallest_shown - 1}"


def rounded_to(one: Threshold) -> str:
    """How shown counts are rounded."""
    return f"nearest {one.rounding}"


def share(one: Protected) -> str:
    """Which share of a dataset's counts is hidden; nothing on fewer than ten."""
    return f"{100 * one.hidden / one.cells:.0f}%" if one.cells >= 10 else "–"


def picture_words(datasets: Sequence[tuple[str, Protected]]) -> str:
    """The picture in words."""
    told = [
        f"{name}: {one.cells - one.hidden:,} shown, {one.hidden:,} hidden" for name, one in datasets
    ]
    return PICTURE_ALT + "; ".join(told) + "."
