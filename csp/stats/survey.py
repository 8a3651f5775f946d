"""What people answered: shares with their bases and intervals, small bases hidden, and change."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from csp.sources import Scale
from csp.stats.rates import effective_size, newcombe, wilson

HIDDEN_BELOW = 30  # respondents
FLAGGED_BELOW = 100  # respondents
ALL = "all"  # the name of the one group where answers are not grouped
COLUMNS = (
    *("question", "answer", "group_name", "base", "weighted_base"),
    *("percent", "lower", "upper", "why_blank", "small_base"),
)


def shares(
    answers: pd.DataFrame,
    scales: Mapping[str, Scale],
    left_out: Collection[str] = (),
    *,
    by: str | None = None,
    intervals: bool = True,
) -> pd.DataFrame:
    """The share of each answer in each group, with the headline ('top') and its opposite ('low').

    `answers` has question (its id), answer and weight (blank is 1), a row an answer of one
    respondent, and the column `by` that groups them; without `by` there is one group, 'all'.
    `scales` gives each question's answers: 'top' are the first `top` of them together, 'low' the
    others but the middle one of an odd number. Answers of `left_out` and blank ones belong to no
    base, and who has a blank group to no group. Columns: question, answer, group_name, base
    [respondents], weighted_base [effective respondents, (Σw)²/Σw²], percent, lower, upper
    [per cent, Wilson, 95%], why_blank, small_base (under 100). Without `intervals` (a self-selected
    panel) the limits are blank.

    A base under 30 is 'hidden' with everything that belongs to it; so that it cannot be taken from
    the total, further groups are hidden, the smallest first, until those not shown (with those of
    no group) are 30 or more together. Both say the same word. Raises ValueError for an answer that
    is not on its question's scale or a weight that is not above 0, KeyError for a question without
    a scale. The interval knows chance, not who did not answer, and it is near enough only while
    weights have little to do with the answers.
    """
    held = _counted(answers, scales, left_out)
    held["group_name"] = ALL if by is None else held[by].replace("", None)
    rows = []
    for question, own in held.groupby("question", sort=False):
        parts = dict(iter(own.groupby("group_name")))
        bases = {group: len(part) for group, part in parts.items()}
        hidden = hidden_groups(bases, len(own) - sum(bases.values()))
        for group, part in parts.items():
            told = _told(part, scales[str(question)], group in hidden, intervals)
            rows += [(question, answer, group, *values) for answer, values in told.items()]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"base": "Int64"})


def numbers(
    answers: pd.DataFrame,
    scales: Mapping[str, Scale],
    left_out: Collection[str] = (),
    *,
    by: str | None = None,
) -> pd.DataFrame:
    """How many respondents of each group gave each answer, not weighted: what `shares` are made of.

    Arguments and errors as there. Columns: question, answer (one of the scale, 'top', 'low', or
    'base' for all that belong to the base), group_name, respondents [count; 0 where nobody did].
    """
    held = _counted(answers, scales, left_out)
    held["group_name"] = ALL if by is None else held[by].replace("", None)
    rows = []
    for (question, group), own in held.groupby(["question", "group_name"], sort=False):
        scale = scales[str(question)]
        given = own["answer"].value_counts()
        named: dict[str, tuple[str, ...]] = {answer: (answer,) for answer in scale.answers}
        named |= {"top": top(scale), "low": low(scale), "base": scale.answers}
        for answer, every in named.items():
            rows.append((question, answer, group, int(given.reindex(every, fill_value=0).sum())))
    return pd.DataFrame(rows, columns=["question", "answer", "group_name", "respondents"])


def _counted(
    answers: pd.DataFrame, scales: Mapping[str, Scale], left_out: Collection[str]
) -> pd.DataFrame:
    """The answers that belong to a base, with their weights as numbers."""
    given = answers["answer"].notna() & ~answers["answer"].isin(["", *left_out])
    held = answers[given]
    for question, own in held.groupby("question"):
        if not own["answer"].isin(scales[str(question)].answers).all():
            raise ValueError(f"an answer to {question} is not on its scale")
    weight = pd.to_numeric(held["weight"].replace("", None)).fillna(1.0).astype(float)
    if (weight <= 0).any():
        raise ValueError("a weight is a number above 0")
    return held.assign(weight=weight)


def hidden_groups(bases: Mapping[str, int], ungrouped: int) -> frozenset[str]:
    """The groups that may not be shown, given each one's base and how many belong to none.

    `bases` and `ungrouped` add up to a total that is shown. Of equal bases the first by name goes.
    """
    smallest_first = sorted(bases, key=lambda group: (bases[group], group))
    hidden = {group for group in smallest_first if bases[group] < HIDDEN_BELOW}
    together = sum(bases[group] for group in hidden) + ungrouped
    for group in smallest_first[len(hidden) :]:
        if not hidden or together >= HIDDEN_BELOW:
            break
        hidden.add(group)
        together += bases[group]
    return frozenset(hidden)


def _told(
    own: pd.DataFrame, scale: Scale, hidden: bool, intervals: bool
) -> dict[str, tuple[object, ...]]:
    """Each answer's base and what follows it in `COLUMNS`, and those of 'top' and 'low'."""
    answers = {answer: (answer,) for answer in scale.answers} | {"top": top(scale)}
    answers["low"] = low(scale)
    if hidden:
        return dict.fromkeys(answers, (None, None, None, None, None, "hidden", False))
    base, size = len(own), effective_size(own["weight"])
    weights = own.groupby("answer")["weight"].sum()
    told: dict[str, tuple[object, ...]] = {}
    for answer, parts in answers.items():
        percent, *limits = _share(weights, parts, size)
        shown = limits if intervals else (None, None)
        told[answer] = (base, size, percent, *shown, None, base < FLAGGED_BELOW)
    return told


def top(scale: Scale) -> tuple[str, ...]:
    """The answers that make the headline."""
    return scale.answers[: scale.top]


def low(scale: Scale) -> tuple[str, ...]:
    """The answers after the headline's; of an odd number the middle one is in neither."""
    middle = scale.answers[len(scale.answers) // 2] if len(scale.answers) % 2 else None
    return tuple(answer for answer in scale.answers[scale.top :] if answer != middle)


def _share(weights: pd.Series, parts: Collection[str], size: float) -> tuple[float, float, float]:
    """The weighted share who gave one of the answers, and its 95% limits, in per cent."""
    given = sum(weights.get(part, 0.0) for part in parts)
    share = min(1.0, float(given / weights.sum()))
    lower, upper = wilson(share * size, size)
    return 100 * share, 100 * lower, 100 * upper


def difference(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The change of each share from one wave to another, in percentage points with 95% limits.

    Both frames have question, answer, group_name, percent, weighted_base and why_blank, as `shares`
    gives them; rows that only one of them has are left out. Columns: question, answer, group_name,
    percent_before, percent, difference, lower, upper, why_blank. A row is blank when either share
    is: 'hidden' if one is hidden, else what the blank one says. Newcombe's interval on the
    effective sizes; without a size on either side the limits are blank. It means something only
    where both waves asked the same thing in the same way.
    """
    keys = ["question", "answer", "group_name"]
    values = ["percent", "weighted_base", "why_blank"]
    both = now[keys + values].merge(before[keys + values], on=keys, suffixes=("", "_before"))
    rows = [_change(row) for row in both.to_dict("records")]
    told = pd.DataFrame(rows, columns=["difference", "lower", "upper", "why_blank"])
    return pd.concat([both[[*keys, "percent_before", "percent"]], told], axis=1)


def _change(row: Mapping[str, Any]) -> tuple[float | None, float | None, float | None, str | None]:
    blanks = [row[name] for name in ("why_blank", "why_blank_before") if not pd.isna(row[name])]
    if blanks:
        return None, None, None, "hidden" if "hidden" in blanks else str(blanks[0])
    share, earlier = row["percent"] / 100, row["percent_before"] / 100
    size, size_before = row["weighted_base"], row["weighted_base_before"]
    if pd.isna(size) or pd.isna(size_before):
        return 100 * (share - earlier), None, None, None
    found = newcombe(share * size, size, earlier * size_before, size_before)
    return 100 * found[0], 100 * found[1], 100 * found[2], None
