"""Priorities through the plans: a line for each, a mark in every plan that holds it."""

from collections.abc import Mapping
from textwrap import wrap

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, halo, themed

ROW = 48  # px
HEAD = 30  # px, for the plans' names above
NAMES = 250  # px, for the names at the left
NARROW = 620  # px: below it, names stand above their lines
MARK = 230  # px²
BESIDE, ABOVE = 38, 54  # letters of a name on one line, left of its line and above it


def threads_chart(
    steps: pd.DataFrame,
    links: pd.DataFrame,
    colours: Palette,
    plans: Mapping[str, str],
    *,
    scale: float = 1.0,
) -> alt.TopLevelMixin:
    """A row a thread, a column a plan, oldest at the left.

    `steps` has row, column, label (the thread's name), kind ('priority' is filled, 'theme'
    hollow), chosen (drawn in ink), ended (words behind its last mark, '' elsewhere) and reading;
    `links` has row, column, row2 and column2, the ends
    of each line; `plans` the plans' titles by id, in order.
    """
    count = int(steps["row"].max()) + 1
    height = ROW * count + HEAD
    names = f"(width < {NARROW * scale:g} ? 0 : {NAMES * scale:g})"
    edge = 46 * scale  # half of the room of a plan's name
    # Column 0 lies right of the names, the last one half a name before the end.
    last = len(plans) - 1 or 1
    step = f"((width - {names} - {2 * edge:g}) / {last})"
    x = alt.Scale(
        domainMin=alt.ExprRef(f"-({names} + {edge:g}) / {step}"),
        domainMax=alt.ExprRef(f"{last} + {edge:g} / {step}"),
        nice=False,
        zero=False,
    )
    y = alt.Scale(domain=[0, height], reverse=True, nice=False)

    def place(frame: pd.DataFrame) -> pd.DataFrame:
        held = {"y": HEAD + ROW * (frame["row"] + 0.7)}
        if "row2" in frame:
            held["y2"] = HEAD + ROW * (frame["row2"] + 0.7)
        return frame.assign(**held)

    def at(frame: pd.DataFrame, **more: object) -> alt.Chart:
        return alt.Chart(frame).encode(
            x=alt.X("column:Q", axis=None, scale=x), y=alt.Y("y:Q", axis=None, scale=y), **more
        )

    chosen_rows = set(steps.loc[steps["chosen"], "row"])
    layers: list[alt.Chart] = []
    for chosen in (False, True):
        colour = colours.ink if chosen else colours.context
        lines = place(links[links["row"].isin(chosen_rows) == chosen])
        if len(lines):
            layers.append(
                at(lines, x2="column2:Q", y2="y2:Q").mark_rule(
                    color=colour, strokeWidth=(4 if chosen else 2.5) * scale, aria=False
                )
            )
    for chosen in (False, True):
        for kind in ("priority", "theme"):
            own = place(steps[(steps["chosen"] == chosen) & (steps["kind"] == kind)])
            if own.empty:
                continue
            colour = colours.ink if chosen else colours.context
            layers.append(
                at(
                    own, tooltip=alt.Tooltip("reading:N", title="Priority"), description="reading:N"
                ).mark_point(
                    shape="square",
                    size=MARK * scale**2,
                    opacity=1,
                    fill=colour if kind == "priority" else colours.bg,
                    stroke=colour,
                    strokeWidth=2.5 * scale,
                )
            )
    layers += _labels(place(steps), colours, scale, x=x, y=y, plans=plans)
    made = alt.layer(*layers).properties(width="container", height=round(height * scale))
    return themed(made, colours, scale)


def _labels(
    steps: pd.DataFrame,
    colours: Palette,
    scale: float,
    *,
    x: alt.Scale,
    y: alt.Scale,
    plans: Mapping[str, str],
) -> list[alt.Chart]:
    """The plans' names above, and each thread's name left of its line or, on a phone, above it."""
    heads = pd.DataFrame(
        [{"column": column, "y": 10, "words": name} for column, name in enumerate(plans)]
    )
    size = round(TEXT * scale)
    above = alt.Chart(heads).mark_text(
        fontWeight=600, fontSize=size, color=colours.muted, aria=False
    )
    layers = [
        above.encode(
            x=alt.X("column:Q", axis=None, scale=x),
            y=alt.Y("y:Q", axis=None, scale=y),
            text="words:N",
        )
    ]
    ended = steps[steps["ended"] != ""]
    if len(ended):
        layers.append(
            alt.Chart(ended[["column", "y", "ended"]])
            .mark_text(align="left", dx=16 * scale, fontSize=size, color=colours.muted, aria=False)
            .encode(
                x=alt.X("column:Q", axis=None, scale=x),
                y=alt.Y("y:Q", axis=None, scale=y),
                text="ended:N",
            )
        )
    names = steps.drop_duplicates("row")
    beside = [wrap(label, BESIDE) for label in names["label"]]
    above = [wrap(label, ABOVE) for label in names["label"]]
    names = names.assign(
        beside=["\n".join(lines) for lines in beside],
        above=["\n".join(lines) for lines in above],
        up_beside=[TEXT * 0.6 * (len(lines) - 1) for lines in beside],
        up_above=[15.5 + TEXT * 1.1 * (len(lines) - 1) for lines in above],
    )
    fits = f"width >= {NARROW * scale:g}"
    for chosen in (False, True):
        own = names[names["chosen"] == chosen]
        if own.empty:
            continue
        base = alt.Chart(own[["beside", "above", "y", "up_beside", "up_above"]])
        told = base.transform_calculate(
            up=f"datum.y - ({fits} ? datum.up_beside : datum.up_above)",
            label=f"{fits} ? datum.beside : datum.above",
        ).encode(x=alt.value(0), y=alt.Y("up:Q", axis=None, scale=y), text="label:N")
        layers += [
            told.mark_text(
                align="left",
                baseline="middle",
                fontWeight=600 if chosen else 400,
                fontSize=size,
                lineBreak="\n",
                lineHeight=TEXT * 1.1 * scale,
                aria=False,
                **look,
            )
            for look in (halo(colours, scale), {"color": colours.ink})
        ]
    return layers
