"""The sentences of Setting priorities, made from its numbers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.words import numbers, protected
from components.words.feeling_safe import percent
from components.words.sources import FORM
from csp.answers.priority_setting import Beside, Model, Round
from csp.stats.morile import DRAWS, PRODUCT, TOP
from csp.stats.spc import Verdict

SURE = 0.9  # of the trials in which a theme is among the first five
NO_FIGURES = "no figures held"
NO_SERIES = "no monthly figures"
NOT_ASKED = "no question asked"
FIRST = numbers.small(TOP)  # how many themes the partnership names
MULTIPLIED = {"impact": "one side of the product", "likelihood": "the other side of the product"}
BESIDE = "no part of the score"
TRIALS = (
    f"Trials: {DRAWS:,} times, each score is moved one step down, left or moved one step up, by"
    " chance, inside its scale."
)
RANGE = "Range: the places between which a theme lies in nine of ten trials."
TOP_SHARE = f"Top {FIRST}: how often fewer than {FIRST} themes score higher."
NO_PLACE = "no place"
NOT_NATIONAL = "A local model, not the national formula."
ORDER_OF_LIST = "Ties, and themes without a place, stand in the order of the list of 2017."
WEIGH = (
    "A place is where talk begins. The plan of 2017 weighs it with how much there is, where it is"
    " heading, what residents feel and what the partnership can change."
)


def title(told: Round | None, ranked: pd.DataFrame) -> str:
    """The page's message: an example says so, and names no theme.

    `ranked` is a frame of `csp.answers.priority_setting.ranked`; so it is in all of this module.
    """
    if told is None:
        return "How themes are ranked: the model is here, no scores are"
    if told.example:
        return "How themes would be ranked: an example"
    sure = _sure(ranked)
    if not sure:
        return f"The order of {told.year} is open: no theme is sure to be among the first {FIRST}"
    stays = "stays" if sure == 1 else "stay"
    return (
        f"{numbers.capital(numbers.small(sure))} of {numbers.small(len(ranked))} themes {stays}"
        f" among the first {FIRST} of {told.year} in nearly every trial"
    )


def _sure(ranked: pd.DataFrame) -> int:
    """How many themes are nearly always among the first five."""
    return int((ranked["top_share"] >= SURE).sum())


def lead(told: Round | None, ranked: pd.DataFrame, own: Model) -> str:
    """How many themes and criteria, how sure the order is, what has no place; the caveat."""
    criteria = len(own.formula.scored)
    if told is None:
        return (
            f"**Version {own.version} of the local model** asks {numbers.small(criteria)} things of"
            " each theme and gives one score. It is not the national formula, which is not"
            " published in full."
        )
    begin = "**Invented scores" if told.example else "**Scores"
    placed = int(ranked["score"].notna().sum())
    all_in = f"{numbers.small(len(ranked))} themes, {numbers.small(criteria)} criteria"
    sure = _sure(ranked)
    stay = "stays" if sure == 1 else "stay"
    stable = numbers.small(sure) if sure else "none"
    parts = [
        f"{begin} of {told.year}**: {all_in}, {NOT_NATIONAL[0].lower()}{NOT_NATIONAL[1:-1]}.",
        f"Of the {numbers.small(placed)} with a place, {stable} {stay} among the"
        f" first {FIRST} in at least nine of ten trials."
        if placed
        else "",
        _without(len(ranked) - placed),
        "Nothing here recommends anything." if told.example else "A place is where talk begins.",
    ]
    return " ".join(part for part in parts if part)


def _without(number: int) -> str:
    if not number:
        return ""
    lack = "lacks" if number == 1 else "lack"
    have = "has" if number == 1 else "have"
    return f"{numbers.capital(numbers.small(number))} {lack} a score and {have} no place."


def begun(text: str, *, example: bool) -> str:
    """A title, which of an example begins with the word."""
    return f"An example: {text[0].lower()}{text[1:]}" if example else text


def ranking_title(ranked: pd.DataFrame, *, example: bool) -> str:
    """How many themes one changed score could move."""
    held = ranked.dropna(subset=["score"])
    moved = (held["step_low"] < held["rank_low"]) | (held["step_high"] > held["rank_high"])
    number = int(moved.sum())
    amount = numbers.small(number) if number else "none"
    text = f"One changed score could move {amount} of {numbers.small(len(held))} themes"
    return begun(text, example=example)


def ranking_under(told: Round, own: Model) -> str:
    """What the bars are."""
    low, high = own.formula.ends
    return (
        f"Score by what adds to it, round of {told.year}, model version {own.version}; a score lies"
        f" between {low} and {high}. Place: equal scores share theirs"
    )


def no_place(row: Any) -> str:
    """Why a theme has no place, and where its score would lie."""
    return (
        f"{NO_PLACE}: {row.given} of {row.criteria} criteria scored"
        f" ({numbers.count(row.least)} to {numbers.count(row.most)} possible)"
    )


def cannot(row: Any) -> str:
    """The same as a clause of a title."""
    return f"cannot be ranked: {row.given} of {row.criteria} criteria scored"


def place(low: float, high: float) -> str:
    """A place or a range of places."""
    return numbers.rank(low, high)


def places(low: float, high: float) -> str:
    """The same in a sentence: place 3, places 3 to 4."""
    return f"place {int(low)}" if low == high else f"places {int(low)} to {int(high)}"


def share(value: float) -> str:
    """A share of the trials, never rounded to all or none of them."""
    if numbers.is_blank(value):
        return numbers.NOT_APPLICABLE
    if 0 < value < 0.01:
        return "under 1%"
    if 0.99 < value < 1:
        return "over 99%"
    return f"{100 * value:.0f}%"


def points(value: float) -> str:
    """Points with a half where there is one; an en dash for none."""
    return numbers.NOT_APPLICABLE if numbers.is_blank(value) else f"{float(value):,.10g}"


def beside_title(told: Round | None, besides: Sequence[Beside]) -> str:
    """What of the themes is counted, and what of them residents were asked about."""
    live = sum(one.trend is not None for one in besides)
    asked = sum(one.share is not None for one in besides)
    series = "a monthly series" if live == 1 else "monthly series"
    text = (
        f"{numbers.capital(numbers.small(live))} of {numbers.small(len(besides))} themes have"
        f" {series}; residents were asked about {numbers.small(asked)}"
    )
    if live == 1:
        text = text.replace("themes have", "themes has")
    return begun(text, example=bool(told and told.example))


def beside_note(told: Round | None) -> str:
    """What in the table is real."""
    if told is None:
        return WEIGH
    real = (
        " How much, where it is heading and what residents say are real, from police data and the"
        " partnership’s documents; places and influence are the example’s."
        if told.example
        else ""
    )
    return WEIGH + real


def volume(one: Beside) -> tuple[str, str]:
    """How much there is, and of what and when: the live count first, then the published one."""
    if one.trend is not None and one.span is not None:
        blank, how = (protected.HIDDEN, ", rounded") if one.trend.protected else ("no data", "")
        what = f"{one.trend.measure.counted}, {numbers.span(one.span)}"
        return numbers.count(one.newest, blank), what + ("" if pd.isna(one.newest) else how)
    if one.published is None:
        return NO_FIGURES, ""
    row = one.published
    before = "" if numbers.is_blank(row["before"]) else f"; before {numbers.figure(row['before'])}"
    what = f"{row['what'][0].lower()}{row['what'][1:]}"
    return numbers.figure(row["latest"]), f"{what}, {_when(row)}{before}"


def _when(row: pd.Series) -> str:
    """The period of a published count, or the document that states it."""
    if numbers.is_blank(row["latest_start"]):
        return f"published {str(row['document']).rsplit(' ', 1)[-1]}"
    first, last = (numbers.month(row[name]) for name in ("latest_start", "latest_end"))
    return f"{first} to {last}"


def perception(one: Beside, headline: str) -> tuple[str, str]:
    """What share of residents, of which wave and of what; `headline` says what they answered."""
    if one.share is None:
        return NOT_ASKED, ""
    base = one.share["base"]
    of = "base not published" if numbers.is_blank(base) else f"{numbers.count(base)} asked"
    return percent(one.share["percent"]), f"{headline}, {one.share['wave']}; {of}"


def influence(point: float, own: Model, criterion: str) -> tuple[str, str]:
    """How much the partnership can change: the point, and its words."""
    if numbers.is_blank(point):
        return "not scored", ""
    highest = int(own.criteria.set_index("criterion").loc[criterion, "highest"])
    return f"{int(point)} of {highest}", own.words(criterion, int(point))


def verdict_small(verdict: Verdict) -> str:
    """Where the newest month of a series stands in time."""
    return "" if verdict.newest is None else f"to {numbers.month(verdict.newest)}"


def years_title(rows: pd.DataFrame, now: Round, earlier: Round) -> str:
    """How many themes moved further than one changed score could have moved them.

    `rows` has step_low, step_high and the same with `_before`, of themes that both rounds rank.
    """
    apart = (rows["step_low"] > rows["step_high_before"]) | (
        rows["step_high"] < rows["step_low_before"]
    )
    number = int(apart.sum())
    who = "No theme has" if not number else f"{numbers.small(number)} themes have"
    who = "One theme has" if number == 1 else numbers.capital(who)
    text = f"{who} moved further since {earlier.year} than one changed score could move it"
    return begun(text.replace("move it", "move them") if number > 1 else text, example=now.example)


def years_under(now: Round, earlier: Round, own: Model) -> str:
    """What the marks are."""
    return (
        f"Scores of {earlier.year} and {now.year}, both by model version {own.version}, and places"
        " with their range in nine of ten trials"
    )


def not_comparable(now: Round, earlier: Round | None) -> tuple[str, str]:
    """Why two rounds are not set side by side, as an empty state."""
    if earlier is None:
        return (
            f"No round before {now.year} is held",
            "Two rounds stand side by side here once a second one is scored with the same model.",
        )
    return (
        f"{earlier.year} and {now.year} were scored by different models",
        f"Version {earlier.version} and version {now.version}: their scores are not compared.",
    )


def no_rounds() -> tuple[str, str]:
    """The empty state where no themes were scored, or none may be shown."""
    return (
        "No round of scores is held here",
        "Once the partnership has scored its themes, they stand here with their evidence, their"
        f" order and how sure it is. {FORM}",
    )


def theme_title(row: Any, ranked: int, *, example: bool) -> str:
    """A theme's score and place, or why it has none."""
    if numbers.is_blank(row.score):
        text = f"{row.title} {cannot(row)}"
    else:
        at = places(row.rank_low, row.rank_high)
        tied = ", shared" if row.rank_low != row.rank_high else ""
        text = f"{row.title}: {points(row.score)} points, {at} of {ranked}{tied}"
    return f"An example: {text}" if example else text


def theme_note(row: Any) -> str:
    """What the plan made of a theme, where its score would lie, and what moves it."""
    parts = [f"In the list of 2017: {row.listed}."]
    if isinstance(row.reason, str):
        parts.append(f"{row.reason}.")
    if numbers.is_blank(row.score):
        parts.append(
            f"With every missing point, its score would lie between {numbers.count(row.least)} and"
            f" {numbers.count(row.most)}. Missing is not zero."
        )
    else:
        parts.append(
            f"Any one changed score: {places(row.step_low, row.step_high)}. Trials:"
            f" {places(row.draw_low, row.draw_high)} in nine of ten, among the first {FIRST} in"
            f" {share(row.top_share)}."
        )
    return " ".join(parts)


def theme_under(row: Any, told: Round, own: Model) -> str:
    """What the columns are."""
    low, _ = own.formula.ends
    return (
        f"Every criterion in the round of {told.year}. What the points add, and the lowest possible"
        f" score of {low}, make the score. Scored by a role, never a name"
    )


def model_title(own: Model) -> str:
    """What the model does."""
    low, high = own.formula.ends
    number = numbers.capital(numbers.small(len(own.formula.scored)))
    return f"{number} criteria make one score between {low} and {high}"


def approval(own: Model) -> str:
    """Who approved the model, as a role, and when."""
    if not own.approved_by or own.approved_on is None:
        return "Nobody has approved it yet."
    return f"Approved by: {own.approved_by}, {numbers.day(own.approved_on)}."


def formula(own: Model) -> str:
    """How points become a score, in plain words."""
    named = {part: _named(own, part) for part in ("impact", "likelihood", "added")}
    added = f"; then the points of {named['added']} are added" if named["added"] else ""
    weighed = " Points are taken times their weight."
    missing = " Every higher point raises the score. A theme with a missing point has none."
    if own.formula.combination == PRODUCT:
        return (
            f"The points of {named['impact']} are added up, and so are those of"
            f" {named['likelihood']}. The two sums are multiplied{added}.{weighed}{missing}"
        )
    every = numbers.join([name for name in named.values() if name])
    return f"The points of {every} are added up.{weighed}{missing}"


def part(own: Model, name: str) -> str:
    """What a part of the model is in its formula."""
    if name == "beside":
        return BESIDE
    product = own.formula.combination == PRODUCT
    return MULTIPLIED.get(name, "added") if product else "added"


def _named(own: Model, part: str) -> str:
    """The groups of a part, in a sentence."""
    groups = own.criteria.loc[own.criteria["part"] == part, "group_name"]
    return numbers.join([f"{name[0].lower()}{name[1:]}" for name in dict.fromkeys(groups)])


def worked(rows: pd.DataFrame, own: Model, score: float) -> str:
    """One theme's score worked out with its own numbers, as a sentence.

    `rows` is a frame of `csp.answers.priority_setting.in_full`, none of its points missing.
    """
    sums = {
        part: f"{(of['score'] * of['weight']).sum():g} ({_sum(of)})"
        for part, of in rows.groupby("part")
        if part != "beside"
    }
    sign = " × " if own.formula.combination == PRODUCT else " + "
    product = sign.join(sums[part] for part in ("impact", "likelihood") if part in sums)
    added = f" + {sums['added']}" if "added" in sums else ""
    return f"{product}{added} = {points(score)}"


def _sum(rows: pd.DataFrame) -> str:
    return " + ".join(
        f"{int(row.score)}" if row.weight == 1 else f"{int(row.weight)} × {int(row.score)}"
        for row in rows.itertuples()
    )
