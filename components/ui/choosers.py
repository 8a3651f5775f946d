"""The widgets by which a reader chooses; every choice is kept in the address, so a link reproduces
the view.

Streamlit writes the words of a choice into the address and drops in silence what it does not know.
So an address may also give the id of a choice, which outlives its words, and an unknown value is
told in a line below the widget.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import urlparse

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.choices import LONGEST_SEARCH, Choices, is_day
from components.maps.area_map import SELECTION
from components.maps.deck_map import LAYER
from components.words import numbers
from csp.answers.evaluation import Action, Roles
from csp.stats.conditions import ROLES

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
    "page": "page",
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


class Choosers(Choices):
    """Each choice as a widget of its own."""

    def row(self, widths: Sequence[float]) -> Sequence[AbstractContextManager[object]]:
        """Columns of these widths."""
        return st.columns(list(widths))

    def box(
        self,
        label: str,
        titles: Mapping[str, str],
        *,
        key: str,
        default: str | None = None,
        on_change: Callable[[], None] | None = None,
    ) -> str:
        """A box that opens; `on_change` runs when something else is chosen in it."""
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

    def segments(self, label: str, titles: Mapping[str, str], *, key: str) -> str:
        """Buttons in a row, one of them pressed."""
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

    def day(self, label: str, first: date, earliest: date, last: date, *, key: str) -> date:
        """A day in a calendar."""
        asked = None if key in st.session_state else st.query_params.get(key)
        if asked is not None and not is_day(asked, earliest, last):
            _note_unknown(key)
        chosen = st.date_input(
            label,
            value=first,
            min_value=earliest,
            max_value=last,
            format="DD/MM/YYYY",
            key=key,
            bind="query-params",
        )
        _tell_unknown(key, chosen == first, numbers.day(first))
        return chosen or first

    def typed(self, label: str, example: str, *, key: str) -> str:
        """A line to type in. Any words may stand in an address."""
        told = st.text_input(
            label, max_chars=LONGEST_SEARCH, key=key, placeholder=example, bind="query-params"
        )
        return (told or "").strip()

    def switched(self, label: str, *, key: str) -> bool:
        """A switch."""
        return bool(st.toggle(label, key=key, bind="query-params"))

    def action(self, actions: Mapping[str, Action]) -> Action:
        """An action in a box; its areas and its window are put into their own boxes."""
        titles = {name: action.title for name, action in actions.items()}
        chosen = self.box(
            "Action",
            titles,
            key="action",
            on_change=lambda: _take_over(actions[st.session_state["action"]]),
        )
        return actions[chosen]

    def roles(self, titles: Mapping[str, str], names: Mapping[str, str], own: Roles) -> Roles:
        """The areas of each role in boxes."""
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


CHOOSERS = Choosers()


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


def _take_over(action: Action) -> None:
    """Puts what an action's file says into the boxes for its areas and its window."""
    st.session_state["months"] = str(action.months)
    for role, areas in zip(ROLES, action.roles, strict=True):
        st.session_state[role] = list(areas)


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
