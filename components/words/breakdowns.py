"""The sentences of breakdowns, made from their numbers."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from components.words import numbers
from components.words.published_figures import CITED, COUNTY
from csp.answers.breakdowns import Breakdown, Supplied, whole_months
from csp.answers.places import POLICE_UK
from csp.months import Span

CHANCE = "may be chance"
MORE = "more than chance would give"
NOT_ASKED = "not tested"
RING = "The year before"
COLOURS = (
    ("better", f"Latest: towards better, {MORE}"),
    ("worse", f"Latest: towards worse, {MORE}"),
    ("neither", f"Latest: neither direction is better, {MORE}"),
)
NO_MONTHS = "two successive years, whose months the document does not state"
ABOUT = ("about", "more than", "at most")  # that a label may end with
MOST_NAMED = 4  # values in one title


def lead(offered: int, period: str) -> str:
    """How many breakdowns stand under a priority, and of when the one shown is."""
    many = (
        "The only breakdown"
        if offered == 1
        else f"One of {numbers.small(offered)} breakdowns of what is counted"
    )
    return f"{many} under this priority: **{period}**."


def title(made: Breakdown) -> str:
    """What the breakdown says, by its form."""
    return _TITLES[made.form](made)


def live_title(made: Breakdown, held: Supplied, area: str) -> str:
    """What partners' counts say: how many groups moved by more than chance would give."""
    if held.by_district:
        own = held.rows[held.rows["label"] == area]
        if len(own):
            return f"{area}: {_lower(made.counted)} {moved(own.iloc[0])}"
    if held.areas:
        made = replace(made, counted=held.areas, parts="measures")
    return _tested(made, held.rows)


def moved(row: pd.Series) -> str:
    """A row's two values as the end of a sentence: rose from 370 to 426, more than chance would
    give.
    """
    before, after = value(row["before"], row["unit"]), value(row["after"], row["unit"])
    if before == after:
        return f"stayed at {after}"
    verb = "rose" if row["after"] > row["before"] else "fell"
    return f"{verb} from {before} to {after}{_chance(row['verdict'])}"


def _chance(verdict: str) -> str:
    if verdict == "":
        return ""
    return ", which may be chance" if verdict == "none" else f", {MORE}"


def value(of: float | None, unit: object, cited: str = "cited") -> str:
    """A published value as written: 37, 3.7, 16%; or the word for its blank."""
    if numbers.is_blank(of):
        return cited
    return f"{numbers.figure(of)}%" if unit == "percent" else numbers.figure(of)


def _change(made: Breakdown) -> str:
    whole = _whole(made.rows)
    if whole is not None and _has_both(whole):
        return f"{made.counted} {moved(whole)}"
    return _tested(made, made.rows[~made.rows["whole"]])


def _tested(made: Breakdown, rows: pd.DataFrame) -> str:
    """How many rows rose and fell by more than chance would give; few of them by name."""
    asked = rows[(rows["verdict"] != "") & rows["difference"].notna()]
    if asked.empty:
        asked = rows[rows["difference"].notna()]
        named = asked.loc[asked["difference"].abs().sort_values(ascending=False).index].head(2)
        told = [f"{_lower(row['label'])} {moved(row)}" for _, row in named.iterrows()]
        return f"{made.counted}: {numbers.join(told)}"
    if len(asked) <= 2:
        told = [f"{_lower(row['label'])} {moved(row)}" for _, row in asked.iterrows()]
        return f"{made.counted}: {'; '.join(told)}"
    clear = asked[asked["verdict"] != "none"]
    rose, fell = (clear["difference"] > 0).sum(), (clear["difference"] < 0).sum()
    of = f"{numbers.small(len(asked))} {made.parts}"
    if not rose and not fell:
        return f"{made.counted}: none of {of} changed by more than chance would give"
    told = [
        f"{numbers.small(int(number))} {verb}"
        for number, verb in ((rose, "rose"), (fell, "fell"))
        if number
    ]
    return f"{made.counted}: of {of} {numbers.join(told)} by more than chance would give"


def _districts(made: Breakdown) -> str:
    own = made.rows[made.rows["own"]]
    if own.empty:
        return _change(made)
    return f"{own.iloc[0]['label']}: {_lower(made.counted)} {moved(own.iloc[0])}"


def _amounts(made: Breakdown) -> str:
    told = [_amount(row) for _, row in made.rows.head(MOST_NAMED).iterrows()]
    return f"{made.counted}: {numbers.join(told)}"


def _amount(row: pd.Series) -> str:
    """A value with its words: 63 in 2013, 32% of violent crime, West Division 36%."""
    told, label = value(row["after"], row["unit"]), row["label"]
    if label.isdigit():
        return f"{told} in {label}"
    return f"{told} {label}" if label.startswith("of ") else f"{_lower(label)} {told}"


def _stated(made: Breakdown) -> str:
    whole, rows = _whole(made.rows), made.rows[~made.rows["whole"]].sort_values("after")
    told = []
    if whole is not None:
        told.append(f"{_lower(whole['label'])} {_by(whole['after'])}")
    rise, fall = rows.iloc[-1], rows.iloc[0]
    if rise["after"] > 0:
        told.append(f"{_lower(rise['label'])} rose most, by {numbers.figure(rise['after'])}%")
    if fall["after"] < 0:
        told.append(f"{_lower(fall['label'])} fell most, by {numbers.figure(-fall['after'])}%")
    return f"As stated, {'; '.join(told)}"


def _by(percent: float) -> str:
    verb = "rose" if percent > 0 else "fell"
    return f"{verb} by {numbers.figure(abs(percent))}%" if percent else "did not change"


def _list(made: Breakdown) -> str:
    rows = made.rows[made.rows["after"].notna()]
    asked = rows[rows["verdict"] != ""]
    first = (rows if asked.empty else asked).iloc[0]
    if _has_both(first):
        return f"{made.counted}: {_lower(first['label'])} {moved(first)}"
    label, told = first["label"], value(first["after"], first["unit"])
    for about in ABOUT:  # “…, more than” and 1,000
        if label.endswith(f", {about}"):
            label, told = label.removesuffix(f", {about}"), f"{about} {told}"
    return f"{label}: {told}"


def _whole(rows: pd.DataFrame) -> pd.Series | None:
    found = rows[rows["whole"]]
    return None if found.empty else found.iloc[0]


def _has_both(row: pd.Series) -> bool:
    return not (numbers.is_blank(row["before"]) or numbers.is_blank(row["after"]))


def _lower(label: str) -> str:
    """A label inside a sentence; names (of places, in two large words) and short forms stay."""
    first, _, rest = label.partition(" ")
    name = rest[:1].isupper() or any(letter.isupper() for letter in first[1:])
    return label if name else label[:1].lower() + label[1:]


_TITLES = {
    "change": _change,
    "districts": _districts,
    "months": _change,
    "amounts": _amounts,
    "stated": _stated,
    "list": _list,
}


def under(made: Breakdown) -> str:
    """What is counted, of when and of where."""
    rows = made.rows
    where = _where(rows)
    if made.form == "list":
        return f"Each row as its document states it, in its own unit; {where}"
    if made.form == "amounts":
        unit = "Percent" if rows["unit"].iloc[0] == "percent" else _unit(rows)
        return f"{unit}; {where}"
    if made.form == "stated":
        return f"Change in percent, {_spans(rows)}; {where}"
    return f"{_unit(rows)}, {_spans(rows)}; {where}"


def _unit(rows: pd.DataFrame) -> str:
    return numbers.capital(str(rows["unit"].iloc[0]))


def _where(rows: pd.DataFrame) -> str:
    """The areas that the figures are of."""
    parts = rows[~rows["whole"]]
    names = list(dict.fromkeys(_area(row) for _, row in parts.iterrows()))
    return "by district" if len(names) > 3 else numbers.join(names)


def _area(row: pd.Series) -> str:
    if isinstance(row["area_name"], str):
        return row["area_name"]
    return COUNTY.lower() if isinstance(row["area_code"], str) else "area not stated"


def _spans(rows: pd.DataFrame) -> str:
    """The later span against the earlier one, as far as the figures state them."""
    earlier, later = whole_span(rows, "before"), whole_span(rows, "after")
    if later and earlier:
        return f"{later} against {earlier}"
    return f"{later} against the year before" if later else NO_MONTHS


def whole_span(rows: pd.DataFrame, column: str) -> str:
    """The span in words that a column's figures cover together; '' where none is stated."""
    starts, ends = rows[f"{column}_start"].dropna(), rows[f"{column}_end"].dropna()
    if starts.empty:
        return ""
    if ends.empty:
        return f"since {numbers.month(starts.min())}"
    return spoken(starts.min(), ends.max())


def spoken(starts: pd.Timestamp, ends: pd.Timestamp) -> str:
    """Two days as a span of months, or of days where they cut a month."""
    span = whole_months(starts, ends)
    return numbers.span(span) if span else f"{numbers.day(starts)} to {numbers.day(ends)}"


def period_of(row: pd.Series) -> str:
    """The span that a row's later figure is of."""
    starts, ends = row["after_start"], row["after_end"]
    if pd.isna(starts):
        starts, ends = row["before_start"], row["before_end"]
    if pd.isna(starts):
        return "not stated"
    return f"since {numbers.month(starts)}" if pd.isna(ends) else spoken(starts, ends)


def heads(rows: pd.DataFrame) -> tuple[str, str]:
    """The heads of the two columns: the years where the figures state them."""
    told = tuple(short(rows, column) for column in ("before", "after"))
    return (told[0], told[1]) if all(told) and told[0] != told[1] else ("Year before", "Latest")


def short(rows: pd.DataFrame, column: str) -> str:
    """A year as 2018 or 2017/18; '' for any other span."""
    starts, ends = rows[f"{column}_start"].dropna(), rows[f"{column}_end"].dropna()
    if starts.empty or ends.empty:
        return ""
    first, last = starts.min(), ends.max()
    if not 360 <= (last - first).days <= 366:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}/{last.year % 100:02d}"


def live_under(held: Supplied, area: str) -> str:
    """Of when and of where partners' counts are."""
    where = "by district" if held.by_district else held.areas or area
    return f"{numbers.span(held.span)} against {numbers.span(held.span.years_earlier())}; {where}"


def live_heads(span: Span) -> tuple[str, str]:
    """The heads of the two columns of partners' counts."""
    return tuple(_short(one) for one in (span.years_earlier(), span))


def _short(span: Span) -> str:
    first, last = span.start.year, span.end.year
    years = str(first) if first == last else f"{first}/{last % 100:02d}"
    return years if span.months == 12 else numbers.span(span)


def reading(row: pd.Series) -> str:
    """A row for a screen reader and for the tip of its mark."""
    before = value(row["before"], row["unit"], CITED)
    after = value(row["after"], row["unit"], CITED)
    told = f"{row['label']}: {before} to {after}"
    if numbers.is_blank(row["difference"]):
        return told
    change = numbers.signed(row["difference"])
    return f"{told}, {change}{_chance(row['verdict'])}"


def chance(verdict: str) -> str:
    """The verdict of two counts as a cell."""
    if verdict == "":
        return NOT_ASKED
    return CHANCE if verdict == "none" else MORE


def key(verdicts: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What the colours of the later points say, by the direction that gives the colour."""
    told = [entry for entry in COLOURS if entry[0] in verdicts]
    grey = [CHANCE] if "none" in verdicts else []
    grey += [NOT_ASKED] if "" in verdicts else []
    return (*told, *((("grey", f"Latest: {', or '.join(grey)}"),) if grey else ()))


def alt(made_title: str, form: str) -> str:
    """The picture in words."""
    return f"{_PICTURES[form]}. {made_title}. The same figures stand in the table."


_PICTURES = {
    "change": "Two values of each row, joined by a line",
    "districts": "A bar for each district, with a mark for the year before",
    "months": "Two lines over twelve months, one for each year",
    "amounts": "A bar for each value",
    "stated": "Bars of stated change in percent",
}


def note(made: Breakdown, crossed: str = "") -> str:
    """The file's own note, what was not drawn, what the text held has lost, and how to read
    colours and chance.
    """
    told = [made.note, _cited(made), _lost(made.lost), crossed]
    return " ".join(one for one in told if one)


def _cited(made: Breakdown) -> str:
    """The rows of which nothing is drawn."""
    if made.form in ("list", "amounts", "stated"):
        return ""
    blank = made.rows[made.rows["before"].isna() & made.rows["after"].isna()]
    if blank.empty:
        return ""
    names = numbers.join([f"“{label}”" for label in blank["label"]])
    stands = "stands" if len(blank) == 1 else "stand"
    return f"{names} {stands} in the document only, so that no small count of people is repeated."


def _lost(places: Sequence[tuple[str, str]]) -> str:
    """What of the subject the text held has lost, with the reason where it is one."""
    if not places:
        return ""
    whys = {why for _, why in places}
    why = f"{whys.pop()}" if len(whys) == 1 else "the text held has lost their numbers"
    named = numbers.join([f"“{place}”" for place, _ in places])
    return f"Not shown: {named}; {why[:1].lower()}{why[1:]}."


def live_note(held: Supplied) -> str:
    """What partners' counts stand beside."""
    what = "Partners’ own counts"
    if held.illustrative or held.dataset == POLICE_UK:
        what = "Invented records" if held.illustrative else "Open data of the police"
    return (
        f"{what} of the newest months that the year before is held of. The published figures were"
        " counted at other times, and the two are not joined."
    )


def published_period(rows: pd.DataFrame) -> str:
    """The span of all figures shown, for the source line."""
    starts = pd.concat([rows["before_start"], rows["after_start"]]).dropna()
    ends = pd.concat([rows["before_end"], rows["after_end"]]).dropna()
    if starts.empty or ends.empty:
        return "period not stated"
    return spoken(starts.min(), max(ends.max(), starts.max()))
