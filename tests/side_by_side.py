"""Ours and the frozen reference of each page, both serving, and what is told of the two."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "deploy")]

from proxied import ENTRY, processes  # noqa: E402  # after its folder

from tests.server_time import Talk, processor, record, reference_app  # noqa: E402


@dataclass(frozen=True)
class Row:
    """One line of the table: what, ours, the other's, their ratio and its limit (0: none)."""

    what: str
    ours: float
    other: float
    limit: float = 0.0

    @property
    def ratio(self) -> float:
        """Ours over the other's."""
        return self.ours / self.other if self.other else float("nan")

    @property
    def over(self) -> bool:
        """Whether the ratio is over its limit."""
        return bool(self.limit) and self.ratio > self.limit

    def __str__(self) -> str:
        """Its line of the table."""
        return (
            f"{self.what:<52} {self.ours:>9.1f} {self.other:>9.1f} {self.ratio:>7.2f}"
            f" {self.limit or '–':>6}{'  OVER' if self.over else ''}"
        )


def middle(runs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of several pairs that whose ratio is the middle one."""
    return sorted(runs, key=lambda pair: pair[0] / pair[1])[len(runs) // 2]


@dataclass(frozen=True)
class Servers:
    """Where ours and the reference serve: address and number of each process."""

    ours: str
    other: str
    pids: tuple[int, int]

    def spent(self, do: Callable[[], object], times: int, *, other: bool = False) -> float:
        """The processor time that a server spends on something, in ms: how long an answer takes
        depends on the network's own clocks, too, where it takes some tens of milliseconds.
        """
        pid = self.pids[other]
        before = processor(pid)
        for _ in range(times):
            do()
        return 1000 * (processor(pid) - before) / times

    def talks(self, page: str) -> tuple[Talk, Talk]:
        """A visit to a page, and one to its reference."""
        return Talk(self.ours, page), Talk(self.other, "", f"of={page}")


@contextmanager
def side_by_side(
    work: Path, pages: Iterable[str], place: Mapping[str, str], app: str = ENTRY
) -> Iterator[Servers]:
    """A process of ours and one of the references of these pages, recorded from it."""
    for name in ("ours", "reference", "frozen", "app"):
        (work / name).mkdir()
    with processes(work / "ours", 1, app, **place) as ((ours, pid),):
        for page in pages:
            talk = Talk(ours, page)
            record(talk, work / "frozen" / f"{page or 'first'}.json")
            talk.close()
        frozen = {"CSP_REFERENCE": str(work / "frozen"), **place}
        frozen_app = reference_app(work / "app")
        with processes(work / "reference", 1, frozen_app, **frozen) as ((other, its_pid),):
            yield Servers(ours, other, (pid, its_pid))
