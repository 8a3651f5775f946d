"""One widget for one kind of choice; every choice is kept in the address, so a link reproduces the
view.

Streamlit writes the words of a choice into the address and drops in silence what it does not know.
So an address may also give the id of a choice, which outlives its words, and an unknown value is
told in a line below the widget.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlparse

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.maps.area_map import SELECTION
from components.maps.deck_map import LAYER
from components.words import numbers
from csp.answers.evaluation import Action, Roles
from csp.answers.mapped import AreaSet, Pair
from csp.answers.places import Period
from csp.measures import Measure
from csp.months import Span
from csp.stats.conditions import ROLES, WHOLE_YEAR

SHOW_AS = {
    "rate": "Rate",
    "count": "Count",
    "share": "Share",
    "change": "Change",
    "hotspots": "Hotspots",
    "over_time": "Over time",
}
AREA_BOXES = {"ward": "Ward", "lsoa": "Small area", "group": "Area group"}
NOUNS = {
    "measure": "measure",
    "period": "period",
    "show": "way of showing",
    "wards": "set of areas",
    "against": "period to hold it against",
    "second": "second map",
    "land": "part of the map",
    "ward": "ward",
    "plan": "plan",
    "priority": "priority",
    "since": "date",
    "reach": "span of months",
    "question": "question",
    "grouping": "grouping",
    "by": "grouping",
    "part": "part of the page",
    "dataset": "dataset",
    "document": "document",
    "theme": "theme",
    "source": "kind of file",
    "round": "round of scores",
    "scored": "theme",
    "action": "action",
    "months": "length",
    "first_month": "choice for the first month",
    "role": "role",
    **dict.fromkeys(ROLES, "ward"),
    "what": "kind of admission",
    "signal": "signal",
    "breakdown": "breakdown",
    "closer": "picture",
}
UNKNOWN = "unknown in the address"  # the name under which the session remembers such choices


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
    """How the map shows the measure, as a key of `SHOW_AS`."""
    return _segments("Show as", SHOW_AS, key="show")


def choose_wards(titles: Mapping[str, str]) -> str:
    """Which of the ward sets, by its vintage."""
    return _box("Ward set", titles, key="wards")


def choose_areas(sets: Mapping[str, AreaSet]) -> AreaSet:
    """Which areas a map shows. An address that named a ward set by its year still does."""
    return sets[_box("Areas", {name: one.title for name, one in sets.items()}, key="wards")]


def choose_against(offered: Mapping[str, Pair], span: Span) -> Pair:
    """What a period is held against: the same months a year earlier at first."""
    titles = {name: _against(pair, span) for name, pair in offered.items()}
    return offered[_box("Against", titles, key="against")]


def _against(pair: Pair, span: Span) -> str:
    """The other span in words, and whether it lies a year earlier or later."""
    later = pair.before == span
    other = pair.span if later else pair.before
    year = f"A year {'later' if later else 'earlier'} ({numbers.span(other)})"
    return year if pair.year_apart else numbers.span(other)


def choose_beside(titles: Mapping[str, str]) -> str:
    """What stands beside a map: '' for nothing, or the id of another period or measure."""
    return _box("Beside it", {"": "Nothing", **titles}, key="second")


def choose_land(titles: Mapping[str, str]) -> str:
    """Which part of two maps side by side is drawn, by its id."""
    return _segments("Part of the map", titles, key="land")


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
        # Its one field, whose dot Vega writes escaped; a line above the areas has none.
        return str(next(iter(flat[0].values()), ""))
    return str(deep[0]["properties"]["code"]) if deep else ""


def choose_plan(titles: Mapping[str, str], default: str) -> str:
    """A plan of the partnership, the current one at first."""
    return _box("Plan", titles, key="plan", default=default)


def choose_priority(titles: Sequence[str], every: str = "") -> str:
    """A priority of the chosen plan; or '' for all, where `every` names that choice."""
    first = {"": every} if every else {}
    return _box("Priority", {**first, **{title: title for title in titles}}, key="priority")


def choose_since(first: date, last: date) -> date:
    """The date from which signals are new: the last meeting's; `first` when none is given."""
    earliest = date(first.year - 1, 1, 1)
    asked = None if "since" in st.session_state else st.query_params.get("since")
    if asked is not None and not _is_day(asked, earliest, last):
        _note_unknown("since")
    chosen = st.date_input(
        "Last meeting, or any day",
        value=first,
        min_value=earliest,
        max_value=last,
        format="DD/MM/YYYY",
        key="since",
        bind="query-params",
    )
    _tell_unknown("since", chosen == first, numbers.day(first))
    return chosen or first


def _is_day(text: str, earliest: date, last: date) -> bool:
    try:
        return earliest <= date.fromisoformat(text) <= last
    except ValueError:
        return False


def choose_question(titles: Mapping[str, str]) -> str:
    """A question of a survey, by its id."""
    return _box("Question", titles, key="question")


def choose_grouping() -> str:
    """By what to group the answers of a survey: 'age band', 'sex' or 'ward'."""
    return _segments("By", {"age band": "Age", "sex": "Sex", "ward": "Ward"}, key="grouping")


ACTION_GROUPS = {"priority": "Priority", "four_p": "Four Ps"}


def choose_group() -> str:
    """By what Action plan groups: 'priority' or 'four_p'."""
    return _segments("Group by", ACTION_GROUPS, key="by")


def choose_dataset(titles: Mapping[str, str], label: str, nothing: str = "None chosen") -> str:
    """A dataset by its id, or '' when none is chosen."""
    return _box(label, {"": nothing, **titles}, key="dataset")


def choose_source(titles: Mapping[str, str]) -> str:
    """What a file to be added is, by the id of its source."""
    return _box("What the file is", titles, key="source")


def choose_signal(titles: Mapping[str, str]) -> str:
    """A signal of the ledger, by its reference."""
    return _box("Signal", titles, key="signal")


def choose_breakdown(titles: Mapping[str, str]) -> str:
    """A breakdown of a priority, by its id."""
    return _box("Breakdown", titles, key="breakdown")


def choose_closer(titles: Mapping[str, str]) -> str:
    """Which picture of the areas stands below their map, by its id."""
    return _segments("Look closer", titles, key="closer")


def choose_reach() -> str:
    """How much of a series to draw: 'recent' (24 months) or 'all' that is held."""
    return _segments("Months", {"all": "All held", "recent": "Newest 24"}, key="reach")


def choose_action(actions: Mapping[str, Action]) -> Action:
    """An action to look at; its areas and its window come with it."""
    return actions[
        _box(
            "Action",
            {name: action.title for name, action in actions.items()},
            key="action",
            on_change=lambda: _take_over(actions[st.session_state["action"]]),
        )
    ]


def _take_over(action: Action) -> None:
    """Puts what an action's file says into the boxes for its areas and its window."""
    st.session_state["months"] = str(action.months)
    for role, areas in zip(ROLES, action.roles, strict=True):
        st.session_state[role] = list(areas)


def choose_months(default: int) -> int:
    """How many months each of two windows has."""
    titles = {str(n): f"{n} months" if n > 1 else "1 month" for n in range(1, WHOLE_YEAR + 1)}
    return int(_box("Length of each window", titles, key="months", default=str(default)))


def choose_first_month(month: str) -> bool:
    """Whether the month in which an action began, in words, is left out."""
    titles = {"out": f"{month} left out", "in": f"{month} counted in"}
    return _box("The month it began in", titles, key="first_month") == "out"


def choose_role(titles: Mapping[str, str]) -> str:
    """The role that a click on the map gives."""
    return _segments("A click on the map makes a ward", titles, key="role")


def choose_roles(titles: Mapping[str, str], names: Mapping[str, str], own: Roles) -> Roles:
    """The areas of each role, by code, in boxes: those of the action's file at first.

    An address that names an area of any role speaks for all of them: a role that it leaves out has
    none, since an empty box cannot stand in an address.
    """
    named = any(role in st.query_params for role in ROLES)
    for role, areas in zip(ROLES, own, strict=True):
        if role in st.session_state:
            held = [code for code in st.session_state[role] if code in names]
            if held != st.session_state[role]:
                st.session_state[role] = held
        elif named:
            _read_areas(role, names)
        else:
            st.session_state[role] = list(areas)
    return tuple(tuple(_choose_areas(titles[role], names, role)) for role in ROLES)


def _read_areas(role: str, names: Mapping[str, str]) -> None:
    """Makes the areas that the address gives for a role ones that its box knows."""
    asked = st.query_params.get_all(role)
    told = [names.get(one, one) for one in asked]
    if any(one and one not in names.values() for one in told):
        _note_unknown(role)
    if told != asked:
        _put_in_words(role, told)


def _choose_areas(label: str, names: Mapping[str, str], role: str) -> list[str]:
    chosen = st.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        key=role,
        placeholder="None named",
        wrap=True,
        on_change=_write_areas,
        args=(role,),
        bind="query-params",
    )
    shown = numbers.join([names[one] for one in chosen]) or "None named"
    _tell_unknown(role, at_first=True, shown=shown)
    return chosen


def _write_areas(changed: str) -> None:
    """Writes the areas of every role into the address once one of them is changed."""
    _unknown().pop(changed, None)
    for role in ROLES:  # only what is assigned is sent to the browser, which writes the address
        st.session_state[role] = list(st.session_state.get(role, []))


def role_given_on_map(key: str) -> None:
    """Gives a ward that was clicked on the map of that key the chosen role, and takes away any
    other; a ward that has the role already loses it. A click beside every area changes nothing.
    """
    code = _clicked(st.session_state[key])
    role = st.session_state.get("role", ROLES[0])
    if not code:
        return
    had = code in st.session_state.get(role, [])
    for one in ROLES:
        st.session_state[one] = [area for area in st.session_state.get(one, []) if area != code]
    if not had:
        st.session_state[role] = [*st.session_state[role], code]


def _box(
    label: str,
    titles: Mapping[str, str],
    *,
    key: str,
    default: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> str:
    ids = list(titles)
    first = default if default in titles else ids[0]
    _prepare(titles, key, first)
    chosen = st.selectbox(
        label,
        ids,
        index=ids.index(first),
        format_func=titles.__getitem__,
        key=key,
        on_change=on_change or "rerun",
        bind="query-params",
    )
    _tell_unknown(key, chosen == first, titles[first])
    return chosen


def _segments(label: str, titles: Mapping[str, str], *, key: str) -> str:
    first = next(iter(titles))
    _prepare(titles, key, first)
    chosen = st.segmented_control(
        label,
        list(titles),
        default=first,
        format_func=titles.__getitem__,
        key=key,
        required=True,
        width="stretch",
        bind="query-params",
    )
    _tell_unknown(key, chosen == first, titles[first])
    return chosen or first


def _prepare(titles: Mapping[str, str], key: str, first: str) -> None:
    """Makes the choice one of those offered before its widget runs.

    What is no longer offered is assigned anew, never deleted: only what is assigned is sent to the
    browser, whose box would otherwise keep its old words beside the new answer.
    """
    if key in st.session_state:
        if st.session_state[key] not in titles:
            st.session_state[key] = first
        return
    asked = st.query_params.get(key)
    if asked is None or asked in titles.values():
        return
    if asked in titles:
        _put_in_words(key, titles[asked])
    else:
        _note_unknown(key)


def _put_in_words(key: str, words: str | list[str]) -> None:
    """Writes the words of a choice in the place of its id into the address.

    Streamlit reads a choice from its own copy of the first address, so the copy is taken anew.
    """
    st.query_params[key] = words
    if (context := get_script_run_ctx()) is not None:
        with context.session_state.query_params() as address:
            address.set_initial_query_params_from_current()


def _note_unknown(key: str) -> None:
    _unknown()[key] = _path()


def _unknown() -> dict[str, str]:
    """The choices for which the address gave what is not offered, each with the page's path."""
    noted: dict[str, str] = st.session_state.setdefault(UNKNOWN, {})
    return noted


def _path() -> str:
    return urlparse(st.context.url or "").path


def turn_page() -> None:
    """Forgets, once another page is opened, what an address could not be given."""
    for key in [key for key, path in _unknown().items() if path != _path()]:
        del _unknown()[key]


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _tell_unknown(key: str, at_first: bool, shown: str) -> None:
    """Says below a widget that the address asked for something else, until another choice is made.

    What was asked for is not repeated: anyone may write an address.
    """
    if not at_first:
        _unknown().pop(key, None)
    if key in _unknown():
        st.html(
            f'<p class="note" role="status">The address names {_a(NOUNS[key])} that is not offered'
            f" here; “{html.escape(shown)}” is shown.</p>"
        )


ABUSE_SHOWN_AS = {
    "count": "Count",
    "rate": "Rate",
    "hotspots": "Hotspots",
    "over_time": "Over time",
}


def choose_part(titles: Mapping[str, str]) -> str:
    """A part of a page, by its id; the first one offered at first."""
    return _segments("Part", titles, key="part")


def choose_abuse_show() -> str:
    """How Domestic abuse shows the wards: 'count', 'rate', 'hotspots' or 'over_time'."""
    return _segments("Show", ABUSE_SHOWN_AS, key="show")


LONGEST_SEARCH = 80  # letters


def choose_document(titles: Mapping[str, str]) -> str:
    """A document by its id, or '' for all."""
    return _box("Document", {"": "All documents", **titles}, key="document")


def choose_theme(titles: Sequence[str]) -> str:
    """A theme, or '' for all."""
    return _box("Theme", {"": "All themes", **{title: title for title in titles}}, key="theme")


def search(label: str, example: str) -> str:
    """Words to search for, as they were typed; '' for none. Any words may stand in an address."""
    typed = st.text_input(
        label, max_chars=LONGEST_SEARCH, key="search", placeholder=example, bind="query-params"
    )
    return (typed or "").strip()


def choose_all(label: str) -> bool:
    """Whether every row is to be shown, and not the first only."""
    return bool(st.toggle(label, key="all", bind="query-params"))


def choose_round(years: Sequence[int]) -> int:
    """A round of scores by its year; the first one offered at first."""
    return int(_box("Round", {str(year): str(year) for year in years}, key="round"))


def choose_scored_theme(titles: Mapping[str, str]) -> str:
    """A theme that is scored, by its id."""
    return _box("Theme", titles, key="scored")


def choose_published(offered: Sequence[str]) -> str:
    """One of the published admissions by its words; '' where none is held."""
    return _box("Admissions", {name: name for name in offered}, key="what") if offered else ""
