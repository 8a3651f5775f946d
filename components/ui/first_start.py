"""The first start: no file yet, so the demonstration is built in a process of its own, with
progress.
"""

import os
import threading
import time

import streamlit as st

from components.ui import building
from components.ui.building import POLL
from components.warehouse import COMMANDS, can_serve
from csp.db import pointer, wanted_edition
from csp.settings import Edition, data_folder

_BUILDING = threading.Lock()
PATIENCE = 90  # seconds to wait for a build that another process runs


def make_ready() -> None:
    """Builds the demonstration when nothing is there to serve; says what to run where it may not.

    The build runs in a child process, so that this one never loads a statistics library.
    """
    edition = wanted_edition()
    if can_serve(edition):
        return
    if edition != "demonstration":
        _stop(f"There is no {edition} file yet.", COMMANDS[edition])
    if not os.access(data_folder(), os.W_OK):
        _stop("The data folder cannot be written to here.", COMMANDS[edition])
    _build(edition)
    st.rerun()


def _build(edition: Edition) -> None:
    st.title("Setting up, once", anchor=False)
    st.write(
        "The demonstration is being built from the data that come with it. It takes some seconds."
    )
    bar = st.progress(0.0, "Starting")
    with _BUILDING:
        if pointer(edition).exists():
            return  # another visitor's build was waited for
        problem = "\n\n".join(building.watch(building.start(["demo"]), bar).problem)
    # A build that somebody began and left may still be running: it is waited for.
    for _ in range(round(PATIENCE / POLL)):
        if pointer(edition).exists():
            return
        if not problem.startswith("Another build"):
            break
        time.sleep(POLL)
    _stop(problem or "The build ended without a file.", COMMANDS[edition])


def _stop(reason: str, command: str) -> None:
    st.title("Nothing to show yet", anchor=False)
    st.write(reason)
    st.write("On the machine that keeps the data, run:")
    st.code(command, language=None)
    st.stop()
