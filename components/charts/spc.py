"""The control chart: months, limits, gaps, breaks and signals, readable without a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import DOT_SIZE, LEAD, SHAPES, SIGNAL_SIZE, TEXT, signal_colour, themed
from components.charts.time_axis import Stretch, TimeAxis, lay_out
from components.words import numbers, signals
from csp import months
from csp.months import Span

HEIGHT = 360
END_LABELS = 150  # px at the right for the labels of lines
NARROW = 640  # px: below it, words inside the picture give way to the table
PHONE_PLOT = 300  # px: the width of the plot on a phone
FEWEST_TICKS = 4
SIGNAL_CHARACTER = 7.2  # px: the width of a letter of a signal's words
STRIP_CHARACTERS = 11  # of a line of words in a folded stretch


@dataclass(frozen=True)
class Reference:
    """A line to hold the series against: a name, and either one value or one a month."""

    name: str
    value: float | None = None
    monthly: pd.DataFrame | None = None  # month, value


def spc_chart(
    chart: pd.DataFrame,
    colours: Palette,
    *,
    breaks: pd.DataFrame,
    force: Reference | None = None,
    target: Reference | None = None,
    scale: float = 1.0,
) -> alt.TopLevelMixin:
    """The chart of one measure in one area, as wide as its place.

    `chart` is a frame of `csp.stats.spc.chart`; `breaks` the break register (starts_on, ends_on,
    effect, short). Values are months of equal length; tooltips carry the counts.
    """
    axis = lay_out(chart)
    drawn = chart[chart["month"].isin(axis.x)].reset_index(drop=True)
    drawn = drawn.assign(x=[axis.x[month] for month in drawn["month"]])
    top = _top(drawn, force)
    canvas = _Canvas(drawn, axis, colours, top, scale)
    layers = [
        *canvas.limits(),
        *canvas.stretches(breaks),
        *canvas.span_words(),
        *canvas.references(force, target),
        *canvas.line(),
        *canvas.points(),
        *canvas.signal_words(),
        *canvas.end_words(force, target),
        *canvas.years(),
    ]
    layered = alt.layer(*layers).properties(width="container", height=round(HEIGHT * scale))
    return themed(layered, colours, scale)


def _top(drawn: pd.DataFrame, force: Reference | None) -> float:
    """The upper end of the scale: a round number over everything that is drawn, with room for
    words.
    """
    highest = [drawn["value"].max(), drawn["upper"].max(), drawn["events"].max()]
    if force is not None and force.monthly is not None:
        highest.append(force.monthly["value"].max())
    reach = max([value for value in highest if numbers.finite(value)] or [1.0]) * 1.16
    step = 10 ** (len(str(int(reach))) - 1) / 2
    return max(1.0, -(-reach // step) * step)


class _Canvas:
    """The layers of one chart; they share one x and one y, or the browser would not draw them."""

    def __init__(
        self, drawn: pd.DataFrame, axis: TimeAxis, colours: Palette, top: float, scale: float
    ) -> None:
        self.drawn, self.axis, self.colours, self.top, self.scale = drawn, axis, colours, top, scale
        labels = axis.month_labels()
        lookup = "{" + ",".join(f"'{x:g}':'{name}'" for x, name in labels.items()) + "}"
        # On a phone only those are named that have room.
        few = _apart(sorted(labels), axis.length * 34 / PHONE_PLOT)
        kept = "{" + ",".join(f"'{x:g}':1" for x in few) + "}"
        at = "format(datum.value, '.12~g')"
        thin = f"width < {NARROW} && !{kept}[{at}] ? '' : {lookup}[{at}] || ''"
        end = f"{axis.length} * width / (width - {END_LABELS * scale:g})"
        self.x = alt.X(
            "x:Q",
            axis=alt.Axis(
                values=sorted(axis.x.values()),
                labelExpr=thin,
                grid=False,
                ticks=True,
                tickColor=colours.axis,
                labelOverlap=False,
                labelFlush=False,
                orient="bottom",
            ),
            scale=alt.Scale(
                domainMin=0,
                domainMax=alt.ExprRef(f"width < {NARROW} ? {axis.length} : {end}"),
                nice=False,
                zero=False,
            ),
        )
        self.y = alt.Y(
            "y:Q",
            axis=alt.Axis(tickCount=6, format=",~f", grid=True),
            scale=alt.Scale(domain=[0, top], nice=False),
        )

    def _layer(self, rows: Sequence[dict[str, Any]] | pd.DataFrame, **channels: Any) -> alt.Chart:
        frame = pd.DataFrame(rows)
        if "y" not in frame:
            frame["y"] = self.top
        return alt.Chart(frame).encode(x=self.x, y=self.y, **channels)

    def _spans(self) -> list[dict[str, Any]]:
        """One row a span: where it lies and its limits."""
        rows = []
        for _, part in self.drawn.groupby("span"):
            first = part.iloc[0]
            rows.append(
                {
                    "x": part["x"].min() - 0.5,
                    "x2": part["x"].max() + 0.5,
                    "centre": first["centre"],
                    "lower": first["lower_shown"],
                    "upper": first["upper"],
                }
            )
        return rows

    def limits(self) -> list[alt.Chart]:
        """Shading between the limits, dashed limits, solid average; words where there are none."""
        spans = self._spans()
        drawn = [row for row in spans if numbers.finite(row["upper"])]
        layers = []
        if drawn:
            band = [{**row, "y": row["lower"], "y2": row["upper"]} for row in drawn]
            layers.append(
                self._layer(band, x2="x2:Q", y2="y2:Q").mark_rect(
                    color=self.colours.band, aria=False
                )
            )
            edges = [{**row, "y": row[edge]} for row in drawn for edge in ("lower", "upper")]
            layers.append(self._rule(edges, self.colours.axis, 1.5, [6, 4]))
            layers.append(
                self._rule([{**row, "y": row["centre"]} for row in drawn], self.colours.axis, 1.5)
            )
        return layers

    def span_words(self) -> list[alt.Chart]:
        """What is to be known of a span's limits, over its longest stretch of months."""
        told = []
        for number, part in self.drawn.groupby("span"):
            longest = max(months.runs(part["month"]), key=lambda run: run.months)
            first = part.iloc[0]
            held = int((part["status"] == "complete").sum())
            words = _limits_words(first["limits_kind"], held)
            if words:
                x = axis_place([longest.start, longest.end], self.axis.x)
                told.append({"x": x, "y": self.top * 0.93, "words": words, "span": number})
        if not told:
            return []
        return [self._words(told, self.colours.muted, wide_only=True)]

    def stretches(self, breaks: pd.DataFrame) -> list[alt.Chart]:
        """Folded stretches as strips that name the break, shorter gaps as dashed boxes."""
        strips = [stretch for stretch in self.axis.stretches if stretch.folded]
        gaps = [stretch for stretch in self.axis.stretches if not stretch.folded]
        layers = []
        if gaps:
            rows = [{"x": gap.x, "x2": gap.x2, "y": 0.0, "y2": self.top * 0.97} for gap in gaps]
            box = self._layer(rows, x2="x2:Q", y2="y2:Q")
            layers.append(
                box.mark_rect(
                    fill=self.colours.bg, stroke=self.colours.border, strokeDash=[4, 3], aria=False
                )
            )
            told = [
                {"x": (gap.x + gap.x2) / 2, "y": self.top * 0.14, "words": _gap_words(gap.span)}
                for gap in gaps
            ]
            layers.append(self._words(told, self.colours.muted, wide_only=True))
        if strips:
            rows = [{"x": s.x, "x2": s.x2, "y": 0.0, "y2": self.top} for s in strips]
            layers.append(
                self._layer(rows, x2="x2:Q", y2="y2:Q").mark_rect(
                    fill=self.colours.surface, aria=False
                )
            )
            edges = [{"x": x, "y": 0.0, "y2": self.top} for s in strips for x in (s.x, s.x2)]
            layers.append(
                self._layer(edges, y2="y2:Q").mark_rule(
                    color=self.colours.axis, strokeDash=[2, 3], strokeWidth=1.5, aria=False
                )
            )
            layers += self._strip_words(strips, breaks)
        return layers

    def _strip_words(self, strips: Sequence[Stretch], breaks: pd.DataFrame) -> list[alt.Chart]:
        middle = [(s, (s.x + s.x2) / 2) for s in strips]
        years = [{"x": x, "y": self.top * 0.95, "words": _years(s.span)} for s, x in middle]
        told = [
            {
                "x": x,
                "y": self.top * 0.66,
                "words": "Break:\n" + "\n".join(wrap(named, STRIP_CHARACTERS)),
            }
            for s, x in middle
            if (named := _break_name(s.span, breaks))
        ]
        layers = [self._words(years, self.colours.ink, weight=600, wide_only=True)]
        if told:
            layers.append(self._words(told, self.colours.muted, wide_only=True))
        return layers

    def references(self, force: Reference | None, target: Reference | None) -> list[alt.Chart]:
        """The force at the area's size, dotted; the target, long dashes."""
        layers = []
        if force is not None and force.monthly is not None:
            rows = self._segments(force.monthly.dropna(subset=["value"]), "value")
            if rows:
                layers.append(
                    self._layer(rows, detail="segment:N").mark_line(
                        color=self.colours.context, strokeWidth=2, strokeDash=[1.5, 3], aria=False
                    )
                )
        if target is not None and target.value is not None:
            row = {"x": 0.0, "x2": self.axis.length, "y": target.value}
            layers.append(self._rule([row], self.colours.ink, 1.5, [10, 4]))
        return layers

    def _segments(self, values: pd.DataFrame, column: str) -> list[dict[str, Any]]:
        """Points with the number of the unbroken stretch they belong to."""
        rows: list[dict[str, Any]] = []
        segment, before = 0, None
        span_of = dict(zip(self.drawn["month"], self.drawn["span"], strict=True))
        for row in values.to_dict("records"):
            month = row["month"]
            if month not in self.axis.x:
                continue
            follows = (
                before is not None
                and months.index(month) - months.index(before) == 1
                and span_of[month] == span_of[before]
            )
            segment += not follows
            rows.append({"x": self.axis.x[month], "y": float(row[column]), "segment": segment})
            before = month
        return rows

    def line(self) -> list[alt.Chart]:
        """The series itself, never joined across a gap, a break or an incomplete month."""
        rows = self._segments(self.drawn[self.drawn["status"] == "complete"], "value")
        return [
            self._layer(rows, detail="segment:N").mark_line(
                color=self.colours.ink, strokeWidth=1.8, aria=False
            )
        ]

    def points(self) -> list[alt.Chart]:
        """Every month held: ordinary ones as dots, signals by shape and colour, incomplete ones
        hollow.
        """
        layers = []
        complete = self.drawn[self.drawn["status"] == "complete"]
        broken = self.drawn[self.drawn["status"] == "incomplete"]
        if not broken.empty:
            rows = [
                {"x": row.x, "y": float(row.events), **_told(row)} for row in broken.itertuples()
            ]
            layers.append(
                self._point_layer(rows).mark_point(
                    stroke=self.colours.muted,
                    fill=self.colours.bg,
                    strokeWidth=1.5,
                    strokeDash=[2, 2],
                    size=70,
                    opacity=1,
                )
            )
        kinds: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in complete.itertuples():
            shape = signals.shape(row.rules, row.value > row.centre)
            kinds.setdefault((shape, row.direction), []).append(
                {"x": row.x, "y": float(row.value), **_told(row)}
            )
        for (shape, direction), rows in kinds.items():
            plain = shape == "dot"
            colour = self.colours.ink if plain else signal_colour(direction, self.colours)
            size = DOT_SIZE if plain else SIGNAL_SIZE / 2.2
            layers.append(
                self._point_layer(rows).mark_point(
                    shape=SHAPES[shape],
                    filled=True,
                    color=colour,
                    stroke=self.colours.bg,
                    strokeWidth=0 if plain else 1,
                    size=size * self.scale**2,
                    opacity=1,
                )
            )
        return layers

    def _point_layer(self, rows: list[dict[str, Any]]) -> alt.Chart:
        return self._layer(
            rows,
            tooltip=[
                alt.Tooltip("month:N", title="Month"),
                alt.Tooltip("count:N", title="Count"),
                alt.Tooltip("equal:N", title="On a month of equal length"),
                alt.Tooltip("says:N", title="Reading"),
            ],
            description="reading:N",
        )

    def signal_words(self) -> list[alt.Chart]:
        """The signals of the newest span in words, each once, where there is room."""
        newest = self._spans()[-1]
        unit = self.axis.length / (1100 - END_LABELS)  # months a pixel, at a desk
        line = LEAD * 1.1 / HEIGHT * self.top
        taken: list[tuple[float, float, float]] = []  # left, right (months), y
        rows: dict[str, list[dict[str, Any]]] = {}
        for said in signals.said(self.drawn):
            width = len(said.words) * SIGNAL_CHARACTER * unit
            for left, y in self._spots(said, width, line, newest["x"] + 0.2):
                free = not any(
                    left < right and left + width > other and abs(y - level) < line
                    for other, right, level in taken
                )
                if free and line * 0.6 < y < self.top - line * 0.6:
                    taken.append((left, left + width, y))
                    rows.setdefault(said.direction, []).append(
                        {"x": left, "y": y, "words": said.words}
                    )
                    break
        return [
            self._words(
                found,
                signal_colour(direction, self.colours),
                weight=600,
                align="left",
                wide_only=True,
            )
            for direction, found in rows.items()
        ]

    def _spots(
        self, said: signals.Said, width: float, line: float, edge: float
    ) -> list[tuple[float, float]]:
        """Where a signal's words may stand (left end and height), best first."""
        x = axis_place(said.months, self.axis.x)
        at = max(edge, min(x - width / 2, self.axis.length - width))
        sign, level = (1, said.high) if said.above else (-1, said.low)
        beside = [(x + 0.7, level)] if len(said.months) == 1 else []
        clear = x + 0.7 + width < self.axis.length and self._is_last_before_gap(said.months[-1])
        away = [(at, level + sign * line * step) for step in (1.2, 2.3, 3.4)]
        return [*(beside if clear else []), *away]

    def _is_last_before_gap(self, month: date) -> bool:
        """True when a stretch without data follows soon after a month, so that words fit there."""
        return any(0 < stretch.x - self.axis.x[month] < 3 for stretch in self.axis.stretches)

    def end_words(self, force: Reference | None, target: Reference | None) -> list[alt.Chart]:
        """The name and value of each line at its right end, spread so that none hides another."""
        spans = self._spans()
        newest = spans[-1]
        complete = self.drawn[self.drawn["status"] == "complete"]
        told: list[tuple[float, str, str]] = []
        if numbers.finite(newest["upper"]):
            told.append((newest["upper"], f"Upper limit {numbers.count(newest['upper'])}", "muted"))
            told.append((newest["centre"], f"Average {numbers.count(newest['centre'])}", "muted"))
            told.append((newest["lower"], f"Lower limit {numbers.count(newest['lower'])}", "muted"))
        if not complete.empty:
            last = complete.iloc[-1]
            told.append(
                (
                    last["value"],
                    f"{numbers.month(last['month'])}: {numbers.count(last['events'])}",
                    "ink",
                )
            )
        if force is not None and force.monthly is not None:
            line = force.monthly.dropna(subset=["value"])
            if not line.empty:
                value = float(line["value"].iloc[-1])
                told.append((value, f"{force.name} {numbers.count(value)}", "muted"))
        if target is not None and target.value is not None:
            told.append((target.value, f"{target.name} {numbers.figure(target.value)}", "ink"))
        return self._spread(told)

    def _spread(self, told: list[tuple[float, str, str]]) -> list[alt.Chart]:
        apart = LEAD * 1.06 / HEIGHT * self.top
        told = sorted(told)
        places: list[float] = []
        for value, _, _ in told:
            places.append(max(value, places[-1] + apart) if places else value)
        # A pile that grew upwards is moved down by half of what it grew, so that it stays centred.
        for start in range(len(told)):
            stop = start
            while stop + 1 < len(told) and places[stop + 1] - places[stop] <= apart * 1.001:
                stop += 1
            shift = (places[stop] - told[stop][0]) / 2
            floor = places[start - 1] + apart if start else apart / 2
            for at in range(start, stop + 1):
                places[at] = max(places[at] - shift, floor + (at - start) * apart)
        unit = self.axis.length / (1100 - END_LABELS)
        leaders = [
            {"x": self.axis.length, "x2": self.axis.length + 14 * unit, "y": value, "y2": place}
            for (value, _, _), place in zip(told, places, strict=True)
            if abs(value - place) > apart / 8
        ]
        layers = []
        if leaders:
            layers.append(
                self._layer(leaders, x2="x2:Q", y2="y2:Q").mark_rule(
                    color=self.colours.axis,
                    strokeWidth=1,
                    opacity=alt.ExprRef(f"width < {NARROW} ? 0 : 1"),
                    aria=False,
                )
            )
        for tone in ("muted", "ink"):
            rows = [
                {"x": self.axis.length + 18 * unit, "y": place, "words": words}
                for (_, words, of), place in zip(told, places, strict=True)
                if of == tone
            ]
            if rows:
                layers.append(
                    self._words(
                        rows,
                        getattr(self.colours, tone),
                        align="left",
                        weight=600 if tone == "ink" else 400,
                        wide_only=True,
                    )
                )
        return layers

    def years(self) -> list[alt.Chart]:
        """Each year in bold, once, below the months."""
        years = self.axis.year_labels()
        few = _apart(sorted(years), self.axis.length * 40 / PHONE_PLOT)
        layers = []
        for always in (True, False):
            rows = [
                {"x": x, "y": 0.0, "words": year}
                for x, year in years.items()
                if (x in few) == always
            ]
            if rows:
                layers.append(
                    self._words(
                        rows,
                        self.colours.ink,
                        weight=600,
                        dy=round(44 * self.scale),
                        wide_only=not always,
                    )
                )
        return layers

    def _words(
        self,
        rows: list[dict[str, Any]],
        colour: str,
        *,
        weight: int = 400,
        align: str = "center",
        dy: int = 0,
        wide_only: bool = False,
    ) -> alt.Chart:
        size = round(TEXT * self.scale)
        return self._layer(rows, text="words:N").mark_text(
            color=colour,
            # Words without room are drawn at no size: hidden ones would still claim their place.
            fontSize=alt.ExprRef(f"width < {NARROW} ? 0 : {size}") if wide_only else size,
            fontWeight=weight,
            align=align,
            baseline="middle",
            dy=dy,
            lineBreak="\n",
            lineHeight=round(LEAD * self.scale),
            aria=False,
            clip=False,
        )

    def _rule(
        self,
        rows: list[dict[str, Any]],
        colour: str,
        width: float,
        dash: list[float] | None = None,
    ) -> alt.Chart:
        return self._layer(rows, x2="x2:Q").mark_rule(
            color=colour, strokeWidth=width, strokeDash=dash or [1, 0], aria=False
        )


def _apart(places: Sequence[float], least: float) -> set[float]:
    """Those of some sorted places that lie at least so far apart, the last one kept first."""
    kept: list[float] = []
    for place in reversed(places):
        if not kept or kept[-1] - place >= least:
            kept.append(place)
    return set(kept)


def axis_place(held: Sequence[date], x: dict[date, float]) -> float:
    """The middle of some months on the axis."""
    return (x[held[0]] + x[held[-1]]) / 2


def _told(row: Any) -> dict[str, str]:
    """What a month says: in its tooltip and to a screen reader."""
    says = signals.month_words(row.rules, row.direction, row.status)
    month, count = numbers.month(row.month), numbers.count(row.events)
    equal = "not used" if row.status == "incomplete" else numbers.rate(row.value)
    return {
        "month": month,
        "count": count,
        "equal": equal,
        "says": says,
        "reading": f"{month}: {count}, {says}",
    }


def _limits_words(kind: str, held: int) -> str:
    if kind == "trial":
        return f"Trial limits ({held} months)"
    if kind == "none":
        return f"{held} full {'month' if held == 1 else 'months'}:\nno limits"
    return "Too rare for limits" if kind == "too rare" else ""


def _gap_words(span: Span) -> str:
    if span.months < FEWEST_TICKS:
        return "not\nheld"
    return f"{numbers.span(span).replace(' to ', ' to' + chr(10))}\nnot held"


def _years(span: Span) -> str:
    first, last = months.shift(span.start, -1).year, months.shift(span.end, 1).year
    return f"{first}\nto {last}"


def _break_name(span: Span, breaks: pd.DataFrame) -> str:
    """The short name of the break at which limits restart inside a stretch."""
    for row in breaks.itertuples():
        if row.effect == "rebase" and span.start <= row.starts_on.date() <= months.shift(
            span.end, 1
        ):
            return str(row.short)
    return ""
