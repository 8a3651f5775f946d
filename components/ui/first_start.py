"""The first start: no file yet, so the demonstration is built in a process of its own, with
progress.
"""

import os
import subprocess
import sys
import threading

import streamlit as st

from csp.db import pointer, wanted_edition
from csp.settings import ROOT, Edition, data_folder

_BUILDING = threading.Lock()

COMMANDS = {
    "demonstration": "python -m csp demo",
    "partner": "python -m csp build",
    "public": "python -m csp publish",
}


def make_ready() -> None:
    """Builds the demonstration when nothing is there to serve; says what to run where it may not.

    The build runs in a child process, so that this one never loads a statistics library.
    """
    edition = wanted_edition()
    if pointer(edition).exists():
        return
    if edition != "demonstration":
        _stop(f"There is no {edition} file yet.", COMMANDS[edition])
    if not os.access(data_folder(), os.W_OK):
        _stop("The data folder cannot be written to here.", COMMANDS[edition])
    with _BUILDING:  # one build a process; whoever waited finds the file there
        if not pointer(edition).exists():
            _build(edition)
    st.rerun()


def _build(edition: Edition) -> None:
    st.title("Setting up, once", anchor=False)
    st.write(
        "The demonstration is being built from the data that come with it. It takes some seconds."
    )
    problem = _build_with_progress()
    if problem and not pointer(edition).exists():
        _stop(problem, COMMANDS[edition])


def _build_with_progress() -> str:
    """Runs the build and shows its steps; gives what went wrong, or ''."""
    bar = st.progress(0.0, "Starting")
    with subprocess.Popen(
        [sys.executable, "-m", "csp", "demo", "--steps"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        for line in child.stdout or ():
            share, _, step = line.strip().partition(" ")
            if share.replace(".", "", 1).isdigit():
                bar.progress(min(float(share), 1.0), step)
        problem = child.stderr.read() if child.stderr else ""
        return problem.strip() if child.wait() else ""


def _stop(reason: str, command: str) -> None:
    st.title("Nothing to show yet", anchor=False)
    st.write(reason)
    st.write("On the machine that keeps the data, run:")
    st.code(command, language=None)
    st.stop()
