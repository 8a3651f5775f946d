"""What the documents give in parts under a priority, each part in its plainest form; what partners
have sent of the same thing stands first.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from components.charts.bars import signed_bars
from components.charts.interval_bars import interval_bars
from components.charts.months_beside import months_beside
from components.charts.paired import paired
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.tables import breakdowns as tables
from components.words import breakdowns as words
from components.words import numbers
from csp.answers import breakdowns as answers
from csp.answers import plans
from csp.answers.breakdowns import Breakdown, Supplied
from csp.answers.places import POLICE_UK
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.settings import settings

LIVE = "live_"  # begins the id of a breakdown's live counts


@remembered
def offered(reader: Reader, plan: str, priority_title: str) -> dict[str, str]:
    """The breakdowns under a priority by id, with their titles; partners' counts of a thing stand
    before what was published of it, invented ones and the police's open data behind.
    """
    found: dict[str, str] = {}
    for made in answers.breakdowns(reader, plan, priority_title):
        held = answers.supplied(reader, made.live)
        live = {} if held is None else {f"{LIVE}{made.id}": f"{made.title}, {_kind(held)}"}
        published = {made.id: f"{made.title}, published" if live else made.title}
        behind = held is not None and (held.illustrative or held.dataset == POLICE_UK)
        parts = (published, live) if behind else (live, published)
        for part in parts:
            found.update(part)
    return found


def _kind(held: Supplied) -> str:
    if held.illustrative:
        return "invented records"
    return "now" if held.dataset == POLICE_UK else "partners’ counts"


@remembered
def breakdown(
    reader: Reader, plan: str, priority_title: str, chosen: str, palette: Palette
) -> Figure:
    """One of the breakdowns offered, as a figure. Raises KeyError for one that is not."""
    held = {one.id: one for one in answers.breakdowns(reader, plan, priority_title)}
    made = held[chosen.removeprefix(LIVE)]
    if not chosen.startswith(LIVE):
        return _published(reader, plan, priority_title, made, palette)
    supplied = answers.supplied(reader, made.live)
    if supplied is None:
        raise KeyError(chosen)
    return _live(made, supplied, palette)


def breakdowns(
    reader: Reader, plan: str, priority_title: str, palette: Palette
) -> tuple[Figure, ...]:
    """Every breakdown under a priority, in the order in which they are offered."""
    return tuple(
        breakdown(reader, plan, priority_title, chosen, palette)
        for chosen in offered(reader, plan, priority_title)
    )


def _published(
    reader: Reader, plan: str, priority: str, made: Breakdown, palette: Palette
) -> Figure:
    rows = made.rows.assign(own=made.rows["area_code"] == settings().area.code)
    shown = _with(made, rows)
    title = words.title(shown)
    drawn = _SPECS[made.form](shown, palette)
    return Figure(
        title=title,
        under=words.under(shown),
        spec=None if drawn is None else as_spec(drawn),
        alt="" if drawn is None else words.alt(title, made.form),
        shapes=_key(made.form, rows),
        table=_table(shown),
        files=tables.file_of(rows),
        note=words.note(shown),
        doubts=doubts(reader, _uses(plan, priority, made)),
        period=words.published_period(rows),
    )


def _with(made: Breakdown, rows: pd.DataFrame) -> Breakdown:
    """The breakdown with other rows; those of districts the largest first, the whole last."""
    if made.form == "districts":
        rows = rows.sort_values(["whole", "after"], ascending=[True, False], ignore_index=True)
    return replace(made, rows=rows)


def _table(made: Breakdown) -> str:
    force, caption = settings().area.force_name, made.title
    if made.form == "stated":
        return tables.stated_table(made.rows, force, caption)
    if made.form == "amounts":
        return tables.amounts_table(made.rows, caption)
    if made.form == "list":
        return tables.list_table(made.rows, force, caption)
    return tables.paired_table(made.rows, words.heads(made.rows), caption)


def _paired(made: Breakdown, palette: Palette) -> alt.TopLevelMixin | None:
    """The rows of which a value is shown; the whole stands in the title and table only."""
    rows = made.rows[~made.rows["whole"] & made.rows[["before", "after"]].notna().any(axis=1)]
    bars = made.form == "districts"
    return paired(_columns(rows, bars), palette, bars=bars)


def _columns(rows: pd.DataFrame, by_district: bool) -> pd.DataFrame:
    """The rows with what stands in the picture's columns, as written.

    Of districts only the area's own is set apart: a verdict on each of twelve would find some by
    chance alone.
    """
    return rows.assign(
        both=[f"{_short(row, 'before')} → {_short(row, 'after')}" for _, row in rows.iterrows()],
        moved=[numbers.signed(value) for value in rows["difference"]],
        own=[numbers.signed(value, "%", 0) for value in rows["percent"]],
        in_ink=rows["own"] & by_district,
        verdict="none" if by_district else rows["verdict"],
        reading=[words.reading(row) for _, row in rows.iterrows()],
    )[
        [
            *("label", "before", "after", "both", "moved", "own", "verdict", "in_ink"),
            "reading",
        ]
    ]


def _short(row: pd.Series, column: str) -> str:
    named = row.get(f"{column}_figure", "live")
    if not isinstance(named, str):
        return numbers.NOT_APPLICABLE
    return words.value(row[column], row["unit"])


def _key(form: str, rows: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """The ring and the colours of a picture of two values, each with what it says."""
    if form not in ("change", "districts"):
        return ()
    ring = (("ring", "", words.RING),)
    if form == "districts":
        return ring
    drawn = set(rows.loc[~rows["whole"] & rows["after"].notna(), "verdict"])
    return (*ring, *(("dot", direction, told) for direction, told in words.key(drawn)))


def _months(made: Breakdown, palette: Palette) -> alt.TopLevelMixin:
    rows = made.rows[~made.rows["whole"]]
    told = rows.assign(reading=[words.reading(row) for _, row in rows.iterrows()])
    columns = ["label", "before", "after", "reading"]
    return months_beside(told[columns], palette, years=words.heads(made.rows))


def _amounts(made: Breakdown, palette: Palette) -> alt.TopLevelMixin:
    rows = made.rows.assign(
        value=made.rows["after"],
        lower=float("nan"),
        upper=float("nan"),
        told=[words.value(row["after"], row["unit"]) for _, row in made.rows.iterrows()],
    )
    told = rows.assign(reading=[f"{row.label}: {row.told}" for row in rows.itertuples()])
    percent = (rows["unit"] == "percent").all()
    top = 100.0 if percent else float(rows["value"].max() or 1)
    columns = ["label", "value", "lower", "upper", "told", "reading"]
    return interval_bars(told[columns], palette, top=top, what="Value")


def _stated(made: Breakdown, palette: Palette) -> alt.TopLevelMixin:
    force = settings().area.force_name
    in_number, beside = (made.rows[name].notna().any() for name in ("number", "beside"))
    rows = made.rows.assign(
        difference=made.rows["after"],
        number=[numbers.stated_percent(value) for value in made.rows["after"]],
        own=[numbers.signed(value) for value in made.rows["number"]] if in_number else "",
        theirs=[numbers.stated_percent(value) for value in made.rows["beside"]] if beside else "",
        verdict="none",
    )
    told = rows.assign(reading=[f"{row.label}: {row.number}" for row in rows.itertuples()])
    tooltip = [
        alt.Tooltip("label:N", title="Kind"),
        alt.Tooltip("number:N", title="Percent"),
        alt.Tooltip("own:N", title="In number"),
        alt.Tooltip("theirs:N", title=force),
    ]
    columns = ["label", "difference", "number", "own", "theirs", "verdict", "reading"]
    return signed_bars(
        told[columns],
        palette,
        heads=("Number" if in_number else "", force if beside else ""),
        tooltip=tooltip,
    )


def _nothing_drawn(made: Breakdown, palette: Palette) -> None:
    """A list of facts in several units has no scale in common."""
    del made, palette


_SPECS: dict[str, Callable[[Breakdown, Palette], Any]] = {
    "change": _paired,
    "districts": _paired,
    "months": _months,
    "amounts": _amounts,
    "stated": _stated,
    "list": _nothing_drawn,
}


def _live(made: Breakdown, held: Supplied, palette: Palette) -> Figure:
    area = settings().area
    rows = held.rows.assign(whole=False, own=held.rows["area_code"] == area.code)
    title = words.live_title(made, held, area.name)
    drawn = _columns(rows, held.by_district)
    spec = paired(drawn, palette, bars=held.by_district, illustrative=held.illustrative)
    heads = words.live_heads(held.span)
    columns = ["label", "before", "after", "difference", "percent", "p", "verdict"]
    return Figure(
        title=title,
        under=words.live_under(held, area.name),
        spec=as_spec(spec),
        alt=words.alt(title, "districts" if held.by_district else "change"),
        shapes=_key("districts" if held.by_district else "change", rows),
        table=tables.paired_table(rows, heads, made.title, illustrative=held.illustrative),
        files=rows[columns],
        note=words.live_note(held),
        illustrative=held.illustrative,
        period=numbers.span(held.span),
        dataset=held.dataset,
    )


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures of every breakdown under any plan and priority."""
    return [
        use
        for plan in plans.plans(reader)
        for priority in plans.priorities(reader, plan)
        for made in answers.breakdowns(reader, plan, priority.title)
        for use in _uses(plan, priority.title, made)
    ]


def _uses(plan: str, priority: str, made: Breakdown) -> list[Use]:
    where = f"Priority trends: {made.title}, plan {plan}"
    choices = (("plan", plan), ("priority", priority), ("part", "detail"), ("breakdown", made.id))
    return [Use(figure, "priority_trends", where, choices) for figure in made.figures]
