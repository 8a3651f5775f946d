"""A child that counts what it does to files below a folder and kills itself, hard, at the n-th."""

import subprocess
import sys
from pathlib import Path

from csp.settings import ROOT

WATCHED = """
import os, signal, sys
deadly, folder, seen = int(sys.argv[1]), sys.argv[2], 0
def watch(event, arguments):
    global seen
    named = [os.fspath(a) for a in arguments if isinstance(a, (str, os.PathLike))]
    if any(str(name).startswith(folder) for name in named):
        seen += 1
        if seen == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
{prepared}
sys.addaudithook(watch)
{work}
sys.stdout.write(str(seen))
"""


def run_watched(
    deadly: int, folder: Path, prepared: str, work: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Runs `work` after `prepared`, both Python, and kills it at the `deadly`-th moment (0: never).

    A child that was not killed writes how many moments there were. `arguments` begin at argv[3].
    """
    script = WATCHED.format(prepared=prepared, work=work)
    return subprocess.run(
        [sys.executable, "-c", script, str(deadly), str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
