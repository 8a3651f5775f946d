"""Long work in a process of its own: its steps, its end, and what is done afterwards."""

import logging
import subprocess
import sys
import tempfile
import threading

import pytest

from components.ui import building
from components.ui.building import Work


class Bar:
    """Stands for a progress bar and remembers what it showed."""

    def __init__(self) -> None:
        self.shown: list[tuple[float, str]] = []

    def progress(self, share: float, step: str) -> None:
        self.shown.append((share, step))


def work(code: str) -> Work:
    """A child that runs the code, as `start` would have begun it."""
    told, faults = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")  # noqa: SIM115  # `watch` closes
    child = subprocess.Popen([sys.executable, "-c", code], stdout=told, stderr=faults)
    return Work("build", child, told, faults)


def test_its_steps_are_shown_and_its_sentences_handed_over():
    code = (
        "import time; print('0.250 Counting', flush=True); time.sleep(1);"
        "print('1.000 Putting it in place'); print('It serves.'); print('2026 is new.')"
    )
    bar = Bar()
    ended = building.watch(work(code), bar)
    assert (0.25, "Counting") in bar.shown
    assert ended.said == ("It serves.", "2026 is new.")
    assert ended.problem == ()


def test_a_refusal_is_its_lines():
    code = "import sys; sys.stderr.write('It does not add up:\\n  here\\n'); sys.exit(2)"
    assert building.watch(work(code), Bar()).problem == ("It does not add up:", "here")


def test_a_warning_of_a_work_that_ended_well_is_no_refusal():
    assert building.watch(work("import sys; sys.stderr.write('slow')"), Bar()).problem == ()


@pytest.mark.parametrize("code", ["raise ValueError('SECRET')", "import os; os._exit(3)"])
def test_an_unexpected_end_is_a_sentence_and_its_words_are_neither_told_nor_logged(caplog, code):
    with caplog.at_level(logging.ERROR):
        ended = building.watch(work(code), Bar())
    assert ended.problem == (building.UNEXPECTED,)
    assert "SECRET" not in caplog.text
    assert "build ended with" in caplog.text


def test_a_real_command_refuses_in_its_sentence_and_what_comes_afterwards_is_done(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    done = threading.Event()
    ended = building.watch(building.start(["undo"], done.set), Bar())
    assert ended.problem == ("No file has been taken in, so there is nothing to take back.",)
    assert done.wait(20)
