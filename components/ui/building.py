"""Long work in a process of its own: begun for a visitor, it belongs to nobody and tells its
steps to a file.
"""

import logging
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from streamlit.delta_generator import DeltaGenerator

from csp.logs import BROKEN
from csp.settings import ROOT

LOG = logging.getLogger(__name__)
POLL = 0.25  # seconds between two looks at the work
STEP = re.compile(r"(?P<share>\d\.\d+) (?P<step>.+)")
UNEXPECTED = (
    "The work ended unexpectedly. Whoever looks after this dashboard finds the place in its log."
)


@dataclass(frozen=True)
class Work:
    """A command of `python -m csp` that is running, and the files that it writes to."""

    command: str
    child: subprocess.Popen[bytes]
    told: IO[str]
    faults: IO[str]


@dataclass(frozen=True)
class Ended:
    """How it ended: the sentences of its success, or the lines of its refusal."""

    said: tuple[str, ...]
    problem: tuple[str, ...]  # empty when it did what it was asked


def nothing() -> None:
    """What is done afterwards when nothing is to be done."""


def start(arguments: Sequence[str], afterwards: Callable[[], None] = nothing) -> Work:
    """Begins a command with `--steps`. This process never loads a statistics library, and the work
    goes on when the visitor leaves.

    `afterwards` is called when it has ended, whether anybody still looks or not. Raises OSError
    when no process or file can be made.
    """
    told, faults = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")  # noqa: SIM115  # read until the work has ended
    child = subprocess.Popen(
        [sys.executable, "-m", "csp", *arguments, "--steps"],
        cwd=ROOT,
        stdout=told,
        stderr=faults,
        start_new_session=True,
    )
    threading.Thread(target=_when_ended, args=(child, afterwards), daemon=True).start()
    return Work(arguments[0], child, told, faults)


def _when_ended(child: subprocess.Popen[bytes], afterwards: Callable[[], None]) -> None:
    child.wait()
    afterwards()


def watch(work: Work, bar: DeltaGenerator) -> Ended:
    """Shows the newest step of the work on a progress bar until it has ended."""
    while work.child.poll() is None:
        time.sleep(POLL)
        _show(bar, work.told)
    told, faults = _whole(work.told), _whole(work.faults)
    said = tuple(line for line in told if not STEP.fullmatch(line))
    problem = tuple(line.strip() for line in faults if line.strip())
    if work.child.returncode == 0:
        return Ended(said, ())
    if not problem or problem[0].startswith(("Traceback", BROKEN)):
        # The words of a foreign error may repeat what a file holds: only its place is kept.
        places = [line for line in problem if line.startswith(("File ", BROKEN))]
        LOG.error("%s ended with %s: %s", work.command, work.child.returncode, places[-1:])
        problem = (UNEXPECTED,)
    return Ended(said, problem)


def _whole(file: IO[str]) -> list[str]:
    with file:
        file.seek(0)
        return file.read().splitlines()


def _show(bar: DeltaGenerator, told: IO[str]) -> None:
    """The newest step on the bar. What was read before may end in the middle of a line."""
    told.seek(0)
    steps = [found for line in told.read().splitlines() if (found := STEP.fullmatch(line))]
    if steps:
        bar.progress(min(float(steps[-1]["share"]), 1.0), steps[-1]["step"])
