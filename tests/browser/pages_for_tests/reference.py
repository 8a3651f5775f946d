"""A page with the kinds and number of elements that another page sent, frozen: no query, no word
and no picture is made here. What a rerun of the other costs more is that page's own work.

CSP_REFERENCE names the recording (tests/server_time.py): one entry a message, in order; or a folder
of recordings, of which the address names one (`?of=ward_map`).
"""

import json
import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st


@lru_cache
def recording(of: str) -> tuple[dict[str, Any], ...]:
    """What was sent; read once."""
    place = Path(os.environ["CSP_REFERENCE"])
    file = place / f"{of or 'first'}.json" if place.is_dir() else place
    return tuple(json.loads(file.read_text(encoding="utf-8")))


def begin() -> None:
    """What the frame does in every run."""
    st.set_page_config(layout="wide")


def replay() -> None:
    """Every element at its place."""
    places: dict[tuple[int, ...], Any] = {}
    for number, one in enumerate(recording(st.query_params.get("of", ""))):
        *above, last = one["path"]
        parent = places.get(tuple(above), st)
        if one["kind"] == "columns":
            made = parent.columns(one["weights"])
            places |= {(*one["path"], at): column for at, column in enumerate(made)}
        elif one["kind"] == "container":
            places[*above, last] = parent.container(horizontal=one["horizontal"])
        elif one["kind"] == "expander":
            places[*above, last] = parent.expander(one["label"])
        else:
            element(parent, one, f"element_{number}")


def element(parent: Any, one: dict[str, Any], key: str) -> None:
    """One element of a kind."""
    MAKERS.get(one["kind"], words)(parent, one, key)


def words(parent: Any, one: dict[str, Any], key: str) -> None:
    """Words as they were sent; of what has no maker its name."""
    del key
    parent.html(one["body"])


def chart(parent: Any, one: dict[str, Any], key: str) -> None:
    """A picture, to click on where the other could be clicked on."""
    clicks = {"on_select": "rerun"} if one["clicked"] else {}
    parent.vega_lite_chart(one["spec"], theme=None, key=key, width=one["width"], **clicks)


def day(parent: Any, one: dict[str, Any], key: str) -> None:
    """A day in a calendar."""
    first, last = (date.fromisoformat(one[end]) for end in ("first", "last"))
    parent.date_input(one["label"], last, min_value=first, max_value=last, key=key)


MAKERS = {
    "title": lambda parent, one, _: parent.title(one["body"], anchor=False),
    "chart": chart,
    "select": lambda parent, one, _: parent.selectbox(
        one["label"], one["options"], index=one["index"], key=one["label"]
    ),
    "buttons": lambda parent, one, key: parent.segmented_control(
        one["label"], one["options"], default=one["options"][0], key=key
    ),
    "file": lambda parent, one, key: parent.download_button(
        one["label"], lambda: b"", key=key, on_click="ignore"
    ),
    "button": lambda parent, one, key: parent.button(one["label"], key=key),
    "day": day,
    "several": lambda parent, one, key: parent.multiselect(one["label"], one["options"], key=key),
    "switch": lambda parent, one, key: parent.toggle(one["label"], key=key),
    "typed": lambda parent, one, key: parent.text_input(one["label"], key=key),
}


begin()
st.navigation(
    [st.Page(replay, title="Reference", url_path="reference", default=True)]
    + [
        st.Page(lambda: None, title=f"Page {number}", url_path=f"page_{number}")
        for number in range(12)
    ],
    position="top",
).run()
