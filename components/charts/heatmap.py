"""Tables in colour: the hours of a week, and hotspot classes quarter by quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, names_axis, themed
from components.words import numbers

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS_IN_DAY = 24
CLASSES = 5
ROW = 32  # px, of a day
TOTALS = 56  # px at the right, for the totals of days
GAP = 1.5  # px between cells
LINE = 22  # px, of a ward
NAMES = 170  # px, for names of wards


@dataclass(frozen=True)
class Shift:
    """A run of hours that is framed; it may cross midnight and the end of the week."""

    weekday: int  # 0 is Monday
    start_hour: int
    length: int  # hours


def heatmap(
    hours: pd.DataFrame,
    colours: Palette,
    *,
    framed: Sequence[Shift] = (),
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """The hours of a week in five classes, the days' totals at the right, some hours framed.

    `hours` has weekday (0 is Monday), hour, events (not whole numbers); hours that are not there
    hold none. Classes are of equal width, from nought to the fullest hour.
    """
    week = _whole_week(hours)
    labels = class_labels(float(week["events"].max()))
    step = class_width(float(week["events"].max()))
    place = np.minimum(week["events"] // step, CLASSES - 1).astype(int)
    cells = week.assign(
        kind=[labels[at] for at in place],
        x=week["hour"],
        x2=week["hour"] + 1,
        y=week["weekday"],
        y2=week["weekday"] + 1,
        when=[f"{DAYS[row.weekday]} {row.hour:02}:00" for row in week.itertuples()],
        told=[numbers.rate(value) for value in week["events"]],
    )
    x, y = _axes(colours, scale)
    base = alt.Chart(cells[["x", "x2", "y", "y2", "kind", "when", "told"]])
    layers = [
        base.mark_rect(stroke=colours.bg, strokeWidth=GAP, aria=False).encode(
            x=x,
            x2="x2:Q",
            y=y,
            y2="y2:Q",
            color=_classes(labels, colours.sequential, scale),
            tooltip=[
                alt.Tooltip("when:N", title="Hour"),
                alt.Tooltip("told:N", title="Incidents"),
            ],
        ),
        _totals(week, colours, x, y, scale),
    ]
    if framed:
        layers.append(
            alt.Chart(pd.DataFrame(_frames(framed)))
            .mark_rect(fill=None, stroke=colours.ink, strokeWidth=GAP, aria=False, tooltip=None)
            .encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
        )
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(DAYS))
    return themed(made, colours, scale, illustrative=illustrative)


def _whole_week(hours: pd.DataFrame) -> pd.DataFrame:
    every = pd.MultiIndex.from_product(
        [range(len(DAYS)), range(HOURS_IN_DAY)], names=["weekday", "hour"]
    )
    held = hours.set_index(["weekday", "hour"])["events"].astype(float)
    return held.reindex(every, fill_value=0.0).reset_index()


def class_width(most: float) -> float:
    """The width of a class: a round number, five of which reach over the most."""
    if most <= 0:
        return 1.0
    least = most / CLASSES
    unit = 10.0 ** np.floor(np.log10(least))
    return next(float(unit * times) for times in (1, 2, 3, 4, 5, 6, 8, 10) if unit * times >= least)


def class_labels(most: float) -> list[str]:
    """What the classes are called, lowest first: under 4, 4 to 8, ..., 16 or more."""
    edges = [numbers.figure(round(class_width(most) * at, 6)) for at in range(1, CLASSES)]
    between = [f"{low} to {high}" for low, high in zip(edges, edges[1:], strict=False)]
    return [f"under {edges[0]}", *between, f"{edges[-1]} or more"]


def _axes(colours: Palette, scale: float) -> tuple[alt.X, alt.Y]:
    end = f"{HOURS_IN_DAY} * width / (width - {TOTALS * scale:g})"
    x = alt.X(
        "x:Q",
        axis=alt.Axis(
            values=list(range(0, HOURS_IN_DAY, 3)),
            # On a phone every second label has room.
            labelExpr="width < 420 && datum.value % 6 ? '' : pad(datum.value, 2, '0', 'left')"
            " + ':00'",
            labelAlign="left",
            labelFlush=False,
            grid=False,
        ),
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef(end), nice=False, zero=False),
    )
    names = "[" + ",".join(f"'{day}'" for day in DAYS) + "]"
    y = alt.Y(
        "y:Q",
        axis=alt.Axis(
            values=[place + 0.5 for place in range(len(DAYS))],
            labelExpr=f"{names}[floor(datum.value)]",
            labelColor=colours.ink,
            grid=False,
        ),
        scale=alt.Scale(domain=[len(DAYS), 0], nice=False, zero=False),
    )
    return x, y


def _classes(labels: Sequence[str], fills: Sequence[str], scale: float) -> alt.Color:
    size = round(TEXT * scale)
    return alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(labels), range=list(fills)),
        legend=alt.Legend(
            orient="top",
            direction="horizontal",
            title=None,
            # A phone has room for few beside each other.
            columns=alt.ExprRef("width < 260 ? 1 : width < 420 ? 3 : 6"),
            labelFontSize=size,
            symbolType="square",
            symbolStrokeWidth=0,
            symbolSize=160 * scale**2,
            offset=8,
        ),
    )


def _totals(week: pd.DataFrame, colours: Palette, x: alt.X, y: alt.Y, scale: float) -> alt.Chart:
    by_day = week.groupby("weekday")["events"].sum()
    rows = pd.DataFrame(
        {
            "x": HOURS_IN_DAY,
            "y": [-0.4, *(day + 0.5 for day in by_day.index)],
            "told": ["Total", *(numbers.count(total) for total in by_day)],
        }
    )
    return (
        alt.Chart(rows)
        .mark_text(
            align="right",
            fontSize=round(TEXT * scale),
            color=colours.ink,
            dx=round((TOTALS - 10) * scale),
            aria=False,
        )
        .encode(x=x, y=y, text="told:N")
    )


def _frames(framed: Sequence[Shift]) -> Iterator[dict[str, int]]:
    """A rectangle for each day that a framed shift touches."""
    for shift in framed:
        today = min(shift.length, HOURS_IN_DAY - shift.start_hour)
        yield _frame(shift.weekday, shift.start_hour, today)
        if shift.length > today:
            yield _frame((shift.weekday + 1) % len(DAYS), 0, shift.length - today)


def _frame(day: int, start: int, length: int) -> dict[str, int]:
    return {"x": start, "x2": start + length, "y": day, "y2": day + 1}


def class_grid(
    rows: pd.DataFrame,
    classes: Sequence[tuple[str, str]],
    colours: Palette,
    *,
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """One row a ward, one column a quarter, each cell in the colour of its class.

    `rows` has name, column and kind, in the order in which names and columns stand; `classes` are
    the kinds with their fills, in the order of the key.
    """
    drawn = rows[["name", "column", "kind"]]
    names, columns = list(dict.fromkeys(rows["name"])), list(dict.fromkeys(rows["column"]))
    held = [one for one in classes if one[0] in set(rows["kind"])]
    made = (
        alt.Chart(drawn)
        .mark_rect(stroke=colours.bg, strokeWidth=GAP, aria=False)
        .encode(
            x=alt.X(
                "column:N",
                sort=columns,
                axis=alt.Axis(
                    orient="top",
                    labelAngle=0,
                    labelAlign={
                        "condition": {"test": "datum.index == 1 && width < 420", "value": "right"},
                        "value": "center",
                    },
                    labelLimit=90,
                    labelOverlap=True,
                ),
            ),
            y=alt.Y(
                "name:N",
                sort=names,
                axis=names_axis(names, colours, scale, NAMES),
            ),
            color=_classes([kind for kind, _ in held], [fill for _, fill in held], scale),
            tooltip=[
                alt.Tooltip("name:N", title="Ward"),
                alt.Tooltip("column:N", title="Quarter"),
                alt.Tooltip("kind:N", title="Class"),
            ],
        )
        .properties(
            width="container",
            height=round(LINE * scale) * len(names),
            # The height is the plot's own, so that a name on two lines keeps off its neighbours.
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
    )
    return themed(made, colours, scale, illustrative=illustrative)
