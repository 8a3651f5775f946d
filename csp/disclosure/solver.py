"""The one door to the solver: HiGHS, quiet, on one thread and the same every time."""

import os
from contextlib import suppress

import highspy

OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    # One puzzle is asked over and over, each time for another end: an answer starts from the last,
    # which still fits. The primal method goes on from there.
    "presolve": "off",
    "simplex_strategy": 4,
}


def solver(**options: bool | int | float | str) -> highspy.Highs:
    """An empty programme to minimise, with these options besides the usual ones."""
    made = _without_banner()
    for name, value in (OPTIONS | options).items():
        made.setOptionValue(name, value)
    return made


def _without_banner() -> highspy.Highs:
    """A new solver. The first of a process writes its version where the command's words go."""
    with suppress(OSError), open(os.devnull, "w") as nothing:  # noqa: PTH123  # a device
        kept = os.dup(1)
        try:
            os.dup2(nothing.fileno(), 1)
            return highspy.Highs()  # type: ignore[no-untyped-call]
        finally:
            os.dup2(kept, 1)
            os.close(kept)
    return highspy.Highs()  # type: ignore[no-untyped-call]
