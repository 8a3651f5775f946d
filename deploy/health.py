"""Whether everything serves: `python -m deploy.health http://127.0.0.1:8501 ...`.

Looks at the file and opens a page at every address, as a visitor would. One sentence for each; exit
code 1 when somebody should look.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from websockets.exceptions import WebSocketException

from csp.db import Reader, pointer, wanted_edition
from csp.errors import CspError, WarehouseError
from csp.settings import Edition
from deploy.visit import Visit, release_named

OLD_AFTER = 3  # days: a nightly build may fail twice before somebody is called
SLOW_AFTER = 10  # seconds
OPENED_WITHIN = 3  # seconds, while the file before goes on serving


@dataclass(frozen=True)
class Finding:
    """What was found, as a sentence; whether it is as it should be."""

    sentence: str
    well: bool = True


def main(arguments: Sequence[str] | None = None) -> int:
    """Looks and tells; 0 when all is well, 1 when somebody should look."""
    wanted = _wanted(arguments)
    found = list(_look(wanted.address, timedelta(days=wanted.older_than)))
    for one in found:
        print(one.sentence, file=sys.stdout if one.well else sys.stderr)  # noqa: T201
    return int(not all(one.well for one in found))


def _wanted(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.health", description=__doc__)
    parser.add_argument("address", nargs="*", help="where a process listens: http://127.0.0.1:8501")
    parser.add_argument(
        "--older-than",
        type=float,
        default=OLD_AFTER,
        metavar="DAYS",
        help=f"say so when the file is older; else {OLD_AFTER} days",
    )
    return parser.parse_args(arguments)


def _look(addresses: Sequence[str], oldest: timedelta) -> Iterator[Finding]:
    release = None
    try:
        edition = wanted_edition()
        release, age = of_file(edition)
        old = " That is too old: see what the nightly build says." if age > oldest else ""
        yield Finding(f"The {edition} file {release} is whole, {_words(age)} old.{old}", not old)
    except CspError as error:
        yield Finding(f"The file does not serve: {error}", well=False)
    for address in addresses:
        yield of_process(address, release)


def of_file(edition: Edition) -> tuple[str, timedelta]:
    """The release of an edition's newest file, and its age. Raises WarehouseError when it is not
    there, not whole or of another edition.
    """
    place = pointer(edition)
    if not place.exists():
        raise WarehouseError(f"{place.name} is not there, or leads nowhere.")
    with closing(Reader(Path(place).resolve(), edition)) as reader:
        reader.prove()
        made = reader.read("release")["built_at"].iloc[0]
    return reader.release, datetime.now(UTC).replace(tzinfo=None) - made.to_pydatetime()


def of_process(address: str, release: str | None) -> Finding:
    """Whether a process shows its first page, quickly, from the newest file."""
    try:
        took, served = _page(address)
        if served not in (release, None):  # the first visitor after a swap lets the file be opened
            time.sleep(OPENED_WITHIN)
            took, served = _page(address)
    except (OSError, WebSocketException) as error:  # TimeoutError is an OSError
        return Finding(f"{address} does not answer ({type(error).__name__}).", well=False)
    if served is None:
        return Finding(f"{address} answers, but its first page is not whole.", well=False)
    told = f"{address} shows release {served} after {took:.1f} s"
    if served != release:
        return Finding(f"{told}, not the newest file: its log says why.", well=False)
    return Finding(f"{told}{', which is slow' if took > SLOW_AFTER else ''}.", took <= SLOW_AFTER)


def _page(address: str) -> tuple[float, str | None]:
    visit = Visit(address)
    try:
        took, sent = visit.run("")
    finally:
        with suppress(OSError, WebSocketException):
            visit.close()
    return took, release_named(sent)


def _words(age: timedelta) -> str:
    hours = age / timedelta(hours=1)
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.1f} hours"


if __name__ == "__main__":
    sys.exit(main())
