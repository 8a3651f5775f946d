"""The sentences of Feeling safe, made from its numbers."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from components.words import numbers
from components.words.sources import FORM
from csp.stats.agreement import Correlation

SAME_QUESTION = "Different people, asked in a different way"
IF_RANDOM = (
    "The interval is what it would be if those who answered were a random sample of residents;"
    " how they were chosen is not stated."
)
NOT_SPLIT = "All other"
SMALL_BASES = (
    "Groups of fewer than 30 people are hidden, and enough others that they cannot be worked out."
)


def percent(value: float | None, why_blank: object = None, *, decimals: int | None = None) -> str:
    """A share, with the decimals of its source where they are given: 76.9%, 94%; or its blank."""
    if numbers.is_blank(value):
        return str(why_blank) if isinstance(why_blank, str) else "no data"
    return f"{round(float(value), 1):g}%" if decimals is None else f"{float(value):.{decimals}f}%"


def decimals_of(values: Iterable[float]) -> int:
    """The decimals that a wave was published with: 1 when one of its shares has any, else 0."""
    held = [float(value) for value in values if not numbers.is_blank(value)]
    return int(any(not value.is_integer() for value in held))


def limits(lower: float | None, upper: float | None) -> str:
    """An interval of a share: 74.2 to 79.4; an en dash where none is given."""
    if numbers.is_blank(lower):
        return numbers.NOT_APPLICABLE
    return f"{float(lower):.1f} to {float(upper):.1f}"


def points(value: float | None) -> str:
    """A difference of two shares in percentage points, with its sign."""
    return numbers.signed(value, "", 1)


def title(now: str, before: str, change: pd.DataFrame) -> str:
    """Whether fewer or more said that they felt safe in the newer of two waves.

    `change` has question ('safe_day', 'safe_night') and difference [points], lower, upper.
    """
    own = change.set_index("question")
    moves = [_move(own.loc[name]) for name in ("safe_day", "safe_night") if name in own.index]
    if not moves:
        return "How safe do residents feel?"
    if set(moves) == {"fewer"}:
        return (
            f"Fewer residents said they felt safe in {now} than in {before}, by day and after dark"
        )
    if set(moves) == {"more"}:
        return (
            f"More residents said they felt safe in {now} than in {before}, by day and after dark"
        )
    return f"Residents felt safe differently by day and after dark in {now} than in {before}"


def _move(row: pd.Series) -> str:
    if numbers.is_blank(row["lower"]):
        return "fewer" if row["difference"] < 0 else "more"
    return "fewer" if row["upper"] < 0 else "more" if row["lower"] > 0 else "alike"


def lead(now: str, before: str, shares: Mapping[tuple[str, str], str]) -> str:
    """The two waves' shares by day and after dark, and why their difference is no measured trend.

    `shares` is by (wave, question), as written.
    """
    day, night = shares[now, "safe_day"], shares[now, "safe_night"]
    was_day, was_night = shares[before, "safe_day"], shares[before, "safe_night"]
    return (
        f"In **{now}**, {day} felt very or fairly safe by day and {night} after"
        f" dark. The {before} survey found {was_day} and {was_night}. The two"
        " surveys asked different people in different ways, so the difference is not a measured"
        " trend."
    )


def change_sentence(row: pd.Series, short: str) -> str:
    """One question's change between two waves, with its interval."""
    between = ""
    if not numbers.is_blank(row["lower"]):
        between = (
            f" ({points(row['lower'])} to {points(row['upper'])}, if both were random samples)"
        )
    return f"{short}: {points(row['difference'])} percentage points{between}."


def worries_title(worries: pd.DataFrame) -> str:
    """What residents worry about most: `worries` has short and percent, the largest first."""
    first = worries.iloc[0]
    return f"{first['short']} worries residents most: {percent(first['percent'])} are worried"


def problems_title(problems: pd.DataFrame) -> str:
    """How many perceived problems have a target, and how many were reported again.

    `problems` has target_words and later (whether a later document gives a value).
    """
    promised = int(problems["target_words"].notna().sum())
    again = int(problems["later"].sum())
    reported = "none was reported again" if again == 0 else f"{numbers.small(again)} reported again"
    return f"{numbers.capital(numbers.small(promised))} targets for 2018; {reported}"


def groups_title(question: str, grouping: str, shown: pd.DataFrame, *, illustrative: bool) -> str:
    """Who feels safest and least safe; for invented records only what the picture can show.

    `shown` has name and percent, and lower and upper to tell a real difference from chance.
    """
    held = shown.dropna(subset=["percent"])
    among = " of those shown" if len(held) < len(shown) else ""
    if illustrative or held.empty:
        return f"What answers by {grouping} can show: {question.lower()}"
    low = held.loc[held["percent"].idxmin()]
    high = held.loc[held["percent"].idxmax()]
    if low["upper"] >= high["lower"]:
        return f"{question}: no {grouping}{among} can be told apart from another"
    if grouping == "ward":
        return f"{question}: wards differ by more than chance would give"
    return (
        f"{question}: {low['name']} feel less safe ({percent(low['percent'])}) than"
        f" {high['name']} ({percent(high['percent'])})"
    )


def hidden_note(shown: pd.DataFrame) -> str:
    """How many groups are hidden, and how many have a small base."""
    hidden = int((shown["why_blank"] == "hidden").sum())
    small = int((shown["base"] < 100).sum())
    told = [SMALL_BASES if hidden else "", f"{numbers.capital(numbers.small(hidden))} hidden here."]
    few = f"{numbers.capital(numbers.small(small))} with fewer than 100 answers: read with care."
    return " ".join([*(told if hidden else []), *([few] if small else [])])


CORNERS = (
    "Feels safe,\nless crime",
    "Feels safe,\nmore crime",
    "Feels less safe,\nless crime",
    "Feels less safe,\nmore crime",
)


def corners_title(found: Correlation | None, *, illustrative: bool, hidden: int = 0) -> str:
    """Whether wards with more crime feel less safe, or those of them that are not hidden."""
    among = ", of the wards shown" if hidden else ""
    if illustrative:
        return "What feeling beside record can show, ward by ward"
    if found is None or found.lower is None or found.upper is None:
        return "Feeling safe beside the recorded crime rate: too few wards to tell"
    if found.lower <= 0 <= found.upper:
        return f"Feeling safe does not clearly follow the recorded crime rate{among}"
    less = found.spearman < 0
    return f"Wards with more recorded crime feel {'less safe' if less else 'safer'}{among}"


def corners_note(found: Correlation | None, wards: int, hidden: int = 0) -> str:
    """The correlation with its interval, how few wards make it, and how many are hidden."""
    are = "ward is" if hidden == 1 else "wards are"
    left_out = f" {numbers.capital(numbers.small(hidden))} {are} hidden." if hidden else ""
    if found is None or found.lower is None or found.upper is None:
        few = f"{numbers.capital(numbers.small(wards))} wards are too few for a correlation."
        return few + left_out
    return (
        f"Rank correlation {numbers.signed(found.spearman, '', 2)}"
        f" (95% interval {numbers.signed(found.lower, '', 2)} to"
        f" {numbers.signed(found.upper, '', 2)})"
        f" from {wards} wards: few points, so the interval is wide."
        f" The crime rate and the answers are not of the same months.{left_out}"
    )


def not_supplied(title: str, asks: Sequence[str]) -> tuple[str, str]:
    """The inviting empty state of a survey that was announced and not supplied: heading, words."""
    return (
        f"{title}: nothing supplied yet",
        f"It asks how safe young people feel {numbers.join([ask.lower() for ask in asks])}. Once a"
        " wave is supplied, its answers are shown here with their bases and intervals, and small"
        f" groups hidden. {FORM}",
    )


def no_answers() -> tuple[str, str]:
    """The inviting empty state of the groups and the wards: heading, words."""
    return (
        "Who feels less safe: no answers supplied yet",
        "The documents publish totals only. Once the answers of a wave are supplied, they are shown"
        " here by age, sex and ward, and beside the recorded crime rate, with small groups hidden."
        f" {FORM}",
    )
