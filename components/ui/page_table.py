"""The pages of the page table, each looked up on the disk once."""

from copy import copy
from functools import lru_cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx


def page(file: str, *, title: str, url_path: str = "", default: bool = False) -> StreamlitPage:
    """The page of a file below the main script, as `st.Page` makes it; the caller's own, since
    Streamlit marks the one that is run.

    `st.Page` finds the file anew in every run: for eighteen pages a tenth of a rerun.
    """
    context = get_script_run_ctx()
    main = context.main_script_path if context else ""
    return copy(_page(main, file, title, url_path, default))


@lru_cache
def _page(main: str, file: str, title: str, url_path: str, default: bool) -> StreamlitPage:
    del main  # part of the key: what the file lies below
    return st.Page(file, title=title, url_path=url_path or None, default=default)
