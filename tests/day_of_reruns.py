"""A working day of one process in minutes: `python -m tests.day_of_reruns`.

Nine hours of a hundred visits each, a dozen pages or choices a visit, without the pauses: before
two processes that do the same at the same time, one that lets go of what is over once a minute
(ours) and one that looks through all it holds after every run (Streamlit's own way, the option
`runner.postScriptGC`). One table: the memory of each after every tenth of the day, and the
processor time that a rerun took.
"""

import argparse
import random
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "browser"), str(HERE / "deploy")]

from proxied import processes  # noqa: E402  # after its folder
from reader_of_pages import PAGES  # noqa: E402

from tests.server_time import Talk, processor, resident  # noqa: E402
from tests.speed import data_of  # noqa: E402

VISITS, EACH = 900, 12  # visits in a day, and runs of a visit
AT_ONCE = 10  # visits that are open
TENTHS = 10
SEED = 9
WAYS = {"once a minute": "false", "after every run": "true"}


@dataclass
class Day:
    """What a process did in a day: its memory in MB and the processor time of a run in ms, for
    each tenth.
    """

    way: str
    address: str
    pid: int
    memory: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def live(self, visits: int) -> None:
        """So many visits, the same for every process."""
        drawn = random.Random(SEED)
        opened: deque[Talk] = deque()
        every_page(self.address)
        self.memory.append(resident(self.pid))
        for tenth in range(TENTHS):
            before, runs = processor(self.pid), 0
            for _ in range(visits * tenth // TENTHS, visits * (tenth + 1) // TENTHS):
                opened.append(visited(self.address, drawn))
                runs += EACH
                if len(opened) > AT_ONCE:
                    opened.popleft().close()
            self.memory.append(resident(self.pid))
            self.spent.append(1000 * (processor(self.pid) - before) / max(1, runs))
            print(  # noqa: T201
                f"{self.way}: {self.memory[-1]:.0f} MB, {self.spent[-1]:.1f} ms a run", flush=True
            )
        for talk in opened:
            talk.close()


def every_page(address: str) -> None:
    """Opens every page once, so that what is kept for everybody is kept."""
    for page in PAGES:
        Talk(address, page).close()


def visited(address: str, drawn: random.Random) -> Talk:
    """A visit after its dozen of runs: pages, and choices in their boxes."""
    talk = Talk(address, drawn.choice(list(PAGES)))
    for _ in range(EACH - 1):
        choosers = talk.choosers()
        if not choosers or drawn.random() < 0.3:
            talk.page, talk.states = drawn.choice(list(PAGES)), {}
            talk.again()
            continue
        label = drawn.choice(list(choosers))
        choose = talk.press if talk.has_buttons(label) else talk.choose
        choose(label, drawn.choice(choosers[label]))
    talk.heard.clear()
    return talk


def main(arguments: Sequence[str] | None = None) -> int:
    """Lives the day, twice at once unless one way is asked for, and tells."""
    asked = argparse.ArgumentParser(prog="python -m tests.day_of_reruns", description=__doc__)
    asked.formatter_class = argparse.RawDescriptionHelpFormatter
    asked.add_argument("--visits", type=int, default=VISITS)
    asked.add_argument("--data", type=Path, help="a data folder with a built demonstration")
    asked.add_argument("--ours", action="store_true", help="only the way that we chose")
    wanted = asked.parse_args(arguments)
    ways = list(WAYS.items())[: 1 if wanted.ours else None]
    days: dict[str, Day] = {}
    with ExitStack() as held:
        folder = held.enter_context(data_of(wanted.data))
        work = Path(held.enter_context(tempfile.TemporaryDirectory()))
        for number, (way, option) in enumerate(ways):
            (work / str(number)).mkdir()
            place = {"CSP_DATA": str(folder), "CSP_EDITION": "demonstration"}
            place["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = option
            ((address, pid),) = held.enter_context(processes(work / str(number), 1, **place))
            days[way] = Day(way, address, pid)
        lives = [threading.Thread(target=day.live, args=[wanted.visits]) for day in days.values()]
        for one in lives:
            one.start()
        for one in lives:
            one.join()
    tell(days, wanted.visits * EACH)
    return 0


def tell(days: dict[str, Day], runs: int) -> None:
    """The table."""
    heads = "".join(f"{way + ', MB':>20} {'ms a run':>9}" for way in days)
    print(f"{'of ' + format(runs, ',') + ' runs':<18}{heads}")  # noqa: T201
    for tenth in range(TENTHS + 1):
        cells = "".join(
            f"{day.memory[tenth]:>20.0f} {day.spent[tenth - 1] if tenth else 0:>9.1f}"
            for day in days.values()
        )
        print(f"{tenth / TENTHS:<18.0%}{cells}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
