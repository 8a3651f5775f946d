"""Each ward's rate over the force area's, span by span, and whether its position moved."""

import math

import pandas as pd

from components.charts.palette import Palette
from components.charts.ranked_areas import ranked_areas
from components.charts.theme import as_spec
from components.screens.among_districts import Part, Shown, View
from components.screens.figures import Figure
from components.tables.among_districts import position_table
from components.words import against_force as words
from components.words import breaks as break_words
from components.words import numbers
from components.words.ward_map import APPROXIMATE_NOTE, denominator_notes
from csp.answers import breaks, places
from csp.answers.against_force import AgainstForce, against_force
from csp.db import Reader, remembered
from csp.months import Span
from csp.settings import settings

FAR = 1.5  # times the next: one ward so far away ends off the scale
ROOM = 52  # px for a ratio behind its interval


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """The wards of a set against the force area."""
    told = against_force(reader, view.measure, view.vintage)
    if told is None or told.newest.wards["ratio"].isna().all():
        return Part(
            "How the wards stand cannot be told",
            "No months are held for these wards.",
            empty="Choose another kind of crime or another ward set.",
        )
    made = _figure(reader, told, view, colours)
    heading = f"{view.measure.title}: each ward over {settings().area.force_name}"
    name = f"wards-against-force-{view.measure.id}"
    return Part(words.title(told, view.measure), made.lead, (Shown(made, name, heading),))


def _figure(reader: Reader, told: AgainstForce, view: View, colours: Palette) -> Figure:
    moves = told.moves
    spec = ranked_areas(
        _rows(told, view.ward),
        colours,
        reference=1.0,
        reference_words=f"{settings().area.force_name} 1",
        top=_top(told),
        what="Ratio",
        words_width=ROOM,
    )
    spans = [one.span for one in told.positions]
    return Figure(
        title=words.title(told, view.measure),
        under=words.under(told.newest, moves, chosen=bool(view.ward)),
        spec=as_spec(spec),
        alt="Each ward’s rate over the force area’s with its interval; the table has the figures",
        table=position_table(told, view.ward),
        files=_file(told, view),
        note=_note(reader, told, view),
        lead=words.lead(told, view.measure),
        period=f"{numbers.span(spans[0])} to {numbers.span(spans[-1])}"
        if len(spans) == 1
        else numbers.join([numbers.span(span) for span in spans]),
        dataset=view.measure.source,
    )


def _rows(told: AgainstForce, ward: str) -> pd.DataFrame:
    """The wards as the picture needs them: the newest ratio, and the one of the year before; in
    ink the chosen ward, or those that moved.
    """
    wards = told.newest.wards
    rows = pd.DataFrame(
        {
            "label": wards["area_name"],
            "value": wards["ratio"],
            "lower": wards["lower"],
            "upper": wards["upper"],
            "told": [words.times(value) for value in wards["ratio"]],
            "reading": [words.reading(row) for _, row in wards.iterrows()],
            "own": wards["area_code"] == ward,
        }
    )
    if told.moves is None:
        return rows
    before = told.positions[-2].wards.set_index("area_code")["ratio"]
    rows = rows.assign(before=list(before.reindex(wards["area_code"])))
    sides = told.moves.wards.set_index("area_code")["side"].reindex(wards["area_code"])
    return rows if ward else rows.assign(own=list(sides.isin(["above", "below"])))


def _top(told: AgainstForce) -> float:
    """The end of the scale: all but one ward that lies far off, to a round half."""
    uppers = told.newest.wards["upper"].dropna().sort_values(ascending=False).tolist()
    far = len(uppers) > 1 and uppers[0] > FAR * uppers[1]
    return max(1.5, math.ceil(2 * uppers[1 if far else 0]) / 2)


def _note(reader: Reader, told: AgainstForce, view: View) -> str:
    crossed = ""
    if told.moves is not None:
        span = Span(told.moves.before.start, told.moves.after.end)
        crossed = break_words.across(breaks.crossed(reader, view.measure.source, span))
    parts = [
        denominator_notes(told.newest.wards),
        words.chance(told.moves) if told.moves else "",
        words.METHOD,
        words.parted(told.parted),
        crossed,
        words.bases(told.positions),
        "" if places.is_exact(reader, view.vintage) else APPROXIMATE_NOTE,
    ]
    return " ".join(text for text in parts if text)


def _file(told: AgainstForce, view: View) -> pd.DataFrame:
    """One row a ward and span, and the moves beside the newest."""
    columns = ["area_code", "area_name", "events", "people", "basis", "year"]
    limits = ["ratio", "lower", "upper", "side"]
    rows = pd.concat(
        [
            one.wards[[*columns, *limits]].assign(
                starts=one.span.start, ends=one.span.end, force_events=one.events
            )
            for one in told.positions
        ],
        ignore_index=True,
    ).assign(measure=view.measure.id, ward_set=view.vintage)
    if told.moves is None:
        return rows
    moved = told.moves.wards.rename(
        columns={"lower": "moved_lower", "upper": "moved_upper", "side": "moved_side"}
    )
    kept = ["area_code", "moved", "moved_lower", "moved_upper", "moved_side"]
    merged = rows.merge(moved[kept], on="area_code", how="left")
    newest = merged["starts"] == told.moves.after.start
    merged[kept[1:]] = merged[kept[1:]].where(newest)
    return merged
