"""A page that can be left at once and a page without a way out, for tests in a real browser."""

import streamlit as st

from components.ui import frame, help


def with_help() -> None:
    """A page as the domestic abuse page begins, and long enough to scroll."""
    help.quick_exit()
    st.html('<p class="crumb">People · With help</p>')
    st.title("A page that can be left at once", anchor=False)
    help.sources_of_help()
    st.selectbox("Measure", ["Burglary", "Robbery"])
    st.button("Run again")
    for number in range(40):
        st.write(f"Line {number}")
    st.link_button("Last", "#")


def elsewhere() -> None:
    """A page without sources of help."""
    st.html('<p class="crumb">People · Elsewhere</p>')
    st.title("A page without a way out", anchor=False)


frame.begin()
st.navigation(
    {
        "People": [
            st.Page(elsewhere, title="Elsewhere", default=True),
            st.Page(with_help, title="With help", url_path="with_help"),
        ]
    },
    position="top",
).run()
