"""One widget for one kind of choice; every choice is kept in the address, so a link reproduces the
view.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from components.maps.area_map import SELECTION
from components.maps.deck_map import LAYER
from components.words import numbers
from csp.answers.places import Period
from csp.measures import Measure

SHOW_AS = {"rate": "Rate", "count": "Count", "change": "Change", "hotspots": "Hotspots"}


def choose_measure(offered: Sequence[Measure], label: str = "Measure") -> Measure:
    """The measure to look at; the first one offered at first."""
    by_id = {measure.id: measure for measure in offered}
    return by_id[_box(label, {name: m.title for name, m in by_id.items()}, key="measure")]


def choose_period(offered: Sequence[Period]) -> Period:
    """The span of months to look at; the newest year at first."""
    by_id = {period.id: period for period in offered}
    return by_id[
        _box("Period", {name: numbers.span(p.span) for name, p in by_id.items()}, key="period")
    ]


def choose_show() -> str:
    """How the map shows the measure: 'rate', 'count', 'change' or 'hotspots'."""
    return _segments("Show as", SHOW_AS, key="show")


def choose_wards(titles: Mapping[str, str]) -> str:
    """Which of the ward sets, by its vintage."""
    return _box("Ward set", titles, key="wards")


def choose_area(names: Mapping[str, str], label: str = "Ward", nothing: str = "None chosen") -> str:
    """An area's code, or '' when none is chosen. A click on a map sets the same box."""
    return _box(label, {"": nothing, **names}, key="ward")


def chosen_on_map(key: str) -> None:
    """Takes a click on the map of that key over into the box of `choose_area`; a click beside
    every area changes nothing.
    """
    if code := _clicked(st.session_state[key]):
        st.session_state["ward"] = code


def _clicked(state: Any) -> str:
    """The code of the area that a map's selection holds, or ''."""
    chosen = state.get("selection", {}) if hasattr(state, "get") else {}
    flat = chosen.get(SELECTION) or []
    deep = (chosen.get("objects") or {}).get(LAYER) or []
    if flat:
        return str(next(iter(flat[0].values())))  # its one field, whose dot Vega writes escaped
    return str(deep[0]["properties"]["ward_code"]) if deep else ""


def choose_plan(titles: Mapping[str, str], default: str) -> str:
    """A plan of the partnership, the current one at first."""
    return _box("Plan", titles, key="plan", default=default)


def choose_priority(titles: Sequence[str]) -> str:
    """A priority of the chosen plan."""
    return _box("Priority", {title: title for title in titles}, key="priority")


def choose_since(first: date, last: date) -> date:
    """The date from which signals are new: the last meeting's."""
    return st.date_input(
        "Since the last meeting, on",
        value=first,
        min_value=date(first.year - 1, 1, 1),
        max_value=last,
        format="DD/MM/YYYY",
        key="since",
        bind="query-params",
        required=True,
    )


def choose_reach() -> str:
    """How much of a series to draw: 'recent' (24 months) or 'all' that is held."""
    return _segments("Months", {"all": "All held", "recent": "Newest 24"}, key="reach")


def _box(label: str, titles: Mapping[str, str], *, key: str, default: str | None = None) -> str:
    ids = list(titles)
    # A value left from another page or plan may not be among these options.
    if key in st.session_state and st.session_state[key] not in ids:
        del st.session_state[key]
    index = ids.index(default) if default in ids else 0
    return st.selectbox(
        label, ids, index=index, format_func=titles.__getitem__, key=key, bind="query-params"
    )


def _segments(label: str, titles: Mapping[str, str], *, key: str) -> str:
    chosen = st.segmented_control(
        label,
        list(titles),
        default=next(iter(titles)),
        format_func=titles.__getitem__,
        key=key,
        required=True,
        bind="query-params",
    )
    return chosen or next(iter(titles))
