"""The control chart: months, limits, gaps, breaks and signals, readable without a legend."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.rows import Finished, Spec
from components.charts.spc_canvas import BELOW_MONTHS, HEIGHT, NARROW, PHONE_PLOT, Canvas, apart
from components.charts.spc_ends import Reference, end_words
from components.charts.spc_signals import signal_words
from components.charts.spc_words import (
    change_rules,
    change_words,
    gap_words,
    span_words,
    strip_words,
)
from components.charts.theme import DOT_SIZE, SHAPES, SIGNAL_SIZE, signal_colour
from components.charts.time_axis import lay_out
from components.words import numbers, signals
from csp import months
from csp.stats.spc import per_equal_month

RING_SIZE = 60  # px²
ON_A_PHONE = 2.2  # so many times smaller is a signal's mark there


def spc_chart(
    chart: pd.DataFrame,
    colours: Palette,
    *,
    breaks: pd.DataFrame,
    force: Reference | None = None,
    target: Reference | None = None,
    scale: float = 1.0,
    plot: int = HEIGHT,
    illustrative: bool = False,
) -> Finished:
    """The chart of one measure in one area, as wide as its place; `plot` is its height [px at a
    desk] without what stands below it.

    `chart` is a frame of `csp.stats.spc.chart`; `breaks` the break register (starts_on, ends_on,
    kind, effect, short). Values are months of equal length; tooltips carry the counts.
    """
    axis = lay_out(chart)
    drawn = chart[chart["month"].isin(axis.x)].reset_index(drop=True)
    drawn = drawn.assign(x=[axis.x[month] for month in drawn["month"]], height=_heights(drawn))
    canvas = Canvas(drawn, axis, colours, _top(drawn, force), scale, plot)
    room = canvas.room()
    # What has one place only takes it first; the rest keeps clear of it.
    words = [
        *gap_words(canvas, room),
        *span_words(canvas, room),
        *signal_words(canvas, room),
        *change_words(canvas, room, breaks),
        *strip_words(canvas, breaks),
    ]
    layers = [
        *_limits(canvas),
        *stretches(canvas),
        *change_rules(canvas, breaks),
        *_references(canvas, force, target),
        *_line(canvas),
        *_points(canvas),
        *words,
        *end_words(canvas, force, target),
        *years(canvas),
    ]
    return canvas.framed(layers, illustrative=illustrative)


def _heights(drawn: pd.DataFrame) -> list[float]:
    """Where each month stands: incomplete ones by what was supplied."""
    return [
        row.value if numbers.finite(row.value) else per_equal_month(float(row.events), row.month)
        for row in drawn.itertuples()
    ]


def _top(drawn: pd.DataFrame, force: Reference | None) -> float:
    """The upper end of the scale: a round number over everything that is drawn, with room for
    words.
    """
    highest = [drawn["height"].max(), drawn["upper"].max()]
    if force is not None and force.monthly is not None:
        highest.append(force.monthly["value"].max())
    reach = max([value for value in highest if numbers.finite(value)] or [1.0]) * 1.16
    step = 10 ** (len(str(int(reach))) - 1) / 2
    return max(1.0, -(-reach // step) * step)


def _limits(canvas: Canvas) -> list[Spec]:
    """Shading between the limits, dashed limits, solid average."""
    rows = [row for row in canvas.spans if numbers.finite(row["upper"])]
    if not rows:
        return []
    band = [{**row, "y": row["lower"], "y2": row["upper"]} for row in rows]
    edges = [{**row, "y": row[edge]} for row in rows for edge in ("lower", "upper")]
    axis = canvas.colours.axis
    return [
        canvas.layer(band, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")).mark_rect(
            color=canvas.colours.band, aria=False
        ),
        canvas.rule(edges, axis, 1.5, [6, 4]),
        canvas.rule([{**row, "y": row["centre"]} for row in rows], axis, 1.5),
    ]


def stretches(canvas: Canvas) -> list[Spec]:
    """Months not held: dashed boxes to scale, or folded strips between dotted rules."""
    boxes = [(one, 0.97) for one in canvas.axis.stretches if not one.folded]
    strips = [(one, 1.0) for one in canvas.axis.stretches if one.folded]
    colours, layers = canvas.colours, []
    looks: list[tuple[list, dict[str, Any]]] = [
        (boxes, {"fill": colours.bg, "stroke": colours.border, "strokeDash": [4, 3]}),
        (strips, {"fill": colours.surface}),
    ]
    for found, look in looks:
        rows = [{"x": s.x, "x2": s.x2, "y": 0.0, "y2": canvas.top * up} for s, up in found]
        if rows:
            layers.append(
                canvas.layer(rows, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")).mark_rect(
                    **look, aria=False
                )
            )
    edges = [{"x": x, "y": 0.0, "y2": canvas.top} for s, _ in strips for x in (s.x, s.x2)]
    if edges:
        layers.append(
            canvas.layer(edges, y2=alt.Y2("y2:Q")).mark_rule(
                color=colours.axis, strokeDash=[2, 3], strokeWidth=1.5, aria=False
            )
        )
    return layers


def _references(canvas: Canvas, force: Reference | None, target: Reference | None) -> list[Spec]:
    """The force at the area's size, dotted; the target, long dashes."""
    layers = []
    if force is not None and force.monthly is not None:
        rows = segments(canvas, force.monthly.dropna(subset=["value"]))
        if rows:
            layers.append(
                canvas.layer(rows, detail=alt.Detail("segment:N")).mark_line(
                    color=canvas.colours.context, strokeWidth=2, strokeDash=[1.5, 3], aria=False
                )
            )
    if target is not None and target.value is not None:
        layers += _target(canvas, target)
    return layers


def _target(canvas: Canvas, target: Reference) -> list[Spec]:
    """The target over the months that it was meant for; its words at their end, where they end
    before the chart does (`end_words` has the others).
    """
    meant = [x for month, x in canvas.axis.x.items() if not target.until or month <= target.until]
    if not meant:
        return []
    end = canvas.axis.length if target.until is None else max(meant) + 0.5
    rows = [
        {"x": span["x"], "x2": min(span["x2"], end), "y": target.value}
        for span in canvas.spans
        if span["x"] < end
    ]
    layers = [canvas.rule(rows, canvas.colours.ink, 1.5, [10, 4])]
    if target.until is not None:
        words = f"{target.name} {numbers.figure(target.value)}"
        place = {"x": rows[0]["x"], "y": target.value, "words": words}
        look = {"weight": 600, "halo": True, "align": "left", "dy": -round(10 * canvas.scale)}
        layers += canvas.words([place], canvas.colours.ink, **look)
    return layers


def segments(canvas: Canvas, values: pd.DataFrame) -> list[dict[str, Any]]:
    """Points with the number of the unbroken stretch they belong to."""
    rows: list[dict[str, Any]] = []
    segment, before = 0, None
    places, drawn = canvas.axis.x, canvas.drawn
    span_of = dict(zip(drawn["month"], drawn["span"], strict=True))
    for month, value in zip(values["month"], values["value"], strict=True):
        if month not in places:
            continue
        follows = (
            before is not None
            and months.index(month) - months.index(before) == 1
            and span_of[month] == span_of[before]
        )
        segment += not follows
        rows.append({"x": places[month], "y": float(value), "segment": segment})
        before = month
    return rows


def _line(canvas: Canvas) -> list[Spec]:
    """The series itself, never joined across a gap, a break or an incomplete month; where events
    are too rare for a level, each month's count stands alone on a stem.
    """
    held = canvas.drawn[canvas.drawn["status"] == "complete"]
    rare = held["limits_kind"] == "too rare"
    layers = []
    if rows := segments(canvas, held[~rare]):
        layers.append(
            canvas.layer(rows, detail=alt.Detail("segment:N")).mark_line(
                color=canvas.colours.ink, strokeWidth=1.8, aria=False
            )
        )
    if stems := [{"x": row.x, "y": 0.0, "y2": row.height} for row in held[rare].itertuples()]:
        layers.append(
            canvas.layer(stems, y2=alt.Y2("y2:Q")).mark_rule(
                color=canvas.colours.ink, strokeWidth=1.8, aria=False
            )
        )
    return layers


def _points(canvas: Canvas) -> list[Spec]:
    """Every month held, by its shape and what it means."""
    kinds: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in canvas.drawn.itertuples():
        kinds.setdefault((signals.shape_of(row), row.direction), []).append(
            {"x": row.x, "y": float(row.height), **_told(row)}
        )
    return [
        canvas.layer(
            rows,
            tooltip=[
                alt.Tooltip("month:N", title="Month"),
                alt.Tooltip("count:N", title="Count"),
                alt.Tooltip("equal:N", title="Per equal month"),
                alt.Tooltip("says:N", title="Reading"),
            ],
            description=alt.Description("reading:N"),
        ).mark_point(shape=SHAPES[shape.split()[-1] if "ring" in shape else shape], **look)
        for (shape, direction), rows in kinds.items()
        for look in (_look(canvas, shape, direction),)
    ]


def _look(canvas: Canvas, shape: str, direction: str) -> dict[str, Any]:
    """A point's colour and size: hollow where it is not judged or not used."""
    colours, larger = canvas.colours, canvas.scale**2
    if "ring" in shape:
        return {
            "stroke": colours.muted,
            "fill": colours.bg,
            "strokeWidth": 1.5 if shape == "dashed ring" else 1.8,
            "strokeDash": [2, 2] if shape == "dashed ring" else [],
            "size": RING_SIZE * larger,
            "opacity": 1,
        }
    plain = shape == "dot"
    size = SIGNAL_SIZE * larger
    return {
        "filled": True,
        "color": colours.ink if plain else signal_colour(direction, colours),
        "stroke": colours.bg,
        "strokeWidth": 0 if plain else 1,
        "size": DOT_SIZE * larger
        if plain
        else alt.ExprRef(f"width < {NARROW} ? {size / ON_A_PHONE:g} : {size:g}"),
        "opacity": 1,
    }


def _told(row: Any) -> dict[str, str]:
    """What a month says: in its tooltip and to a screen reader."""
    says = signals.reading(row)
    month, count = numbers.month(row.month), numbers.count(row.events)
    equal = "not used" if row.status == "incomplete" else numbers.rate(row.value)
    return {
        "month": month,
        "count": count,
        "equal": equal,
        "says": says,
        "reading": f"{month}: {count}, {says}",
    }


def years(canvas: Canvas) -> list[Spec]:
    """Each year in bold, once, below the months."""
    years = canvas.axis.year_labels()
    few = apart(sorted(years), canvas.axis.length * 40 / PHONE_PLOT)
    layers: list[Spec] = []
    for always in (True, False):
        rows = [
            {"x": x, "y": 0.0, "words": year} for x, year in years.items() if (x in few) == always
        ]
        layers += canvas.words(
            rows,
            canvas.colours.ink,
            weight=600,
            dy=round(BELOW_MONTHS * canvas.scale),
            from_width=0 if always else NARROW,
        )
    return layers
