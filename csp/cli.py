"""The command line: each command says what it did in sentences, and what went wrong on standard
error.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from tqdm import tqdm

from csp.build import Progress, build
from csp.db import Reader, pointer
from csp.errors import CspError
from csp.ingest import police_uk
from csp.months import index
from csp.publish import publish
from csp.settings import Edition, data_folder
from csp.sources import sources

FOUND_WRONG = 1  # `check` found something that an officer must look at
REFUSED = 2  # nothing was done; the reason is on standard error


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code: 0 done, 1 something is wrong with the data, 2
    refused.
    """
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except CspError as error:
        _tell(f"{error}", to_error=True)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _tell(f"A file could not be read or written{where}: {error.strerror}.", to_error=True)
    except KeyboardInterrupt:
        _tell("Stopped; nothing has changed.", to_error=True)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m csp", description="The data behind the community safety dashboard."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for edition, name, words in (
        ("demonstration", "demo", "build the demonstration file from the data that come with it"),
        ("partner", "build", "build the partner file from everything received"),
    ):
        made = commands.add_parser(name, help=words)
        made.add_argument("--steps", action="store_true", help="plain progress, one line a step")
        made.set_defaults(command=_build, edition=edition)
    taken = commands.add_parser("ingest", help="check files and keep them as received")
    taken.add_argument("source", choices=["police_uk"], help="where the files come from")
    taken.add_argument("path", type=Path, nargs="+", help="a zip, a folder or a CSV file")
    taken.add_argument("--dry-run", action="store_true", help="only check; keep nothing")
    taken.set_defaults(command=_ingest)
    checked = commands.add_parser("check", help="say what is wrong or late in the data held")
    checked.set_defaults(command=_check)
    shown = commands.add_parser("publish", help="make the public file from the partner file")
    shown.set_defaults(command=_publish)
    derived = commands.add_parser("derive-open", help="remake data/open from downloaded sources")
    derived.add_argument("folder", type=Path, help="the folder of downloaded sources")
    derived.set_defaults(command=_derive_open)
    return parser


def _build(options: argparse.Namespace) -> int:
    edition: Edition = options.edition
    with _Bar(plain=options.steps) as progress:
        made = build(edition, progress)
    _tell(
        f"The {edition} file {made.release} now serves; its newest month is"
        f" {made.latest_month:%b %Y}."
    )
    return 0


def _ingest(options: argparse.Namespace) -> int:
    with _Bar(plain=False) as progress:
        intake = police_uk.ingest(options.path, dry_run=options.dry_run, progress=progress)
    for sentence in intake.sentences:
        _tell(sentence)
    return 0


def _publish(_options: argparse.Namespace) -> int:
    with _Bar(plain=False) as progress:
        made = publish(progress)
    _tell(f"The public file {made.release} now serves.")
    return 0


def _derive_open(options: argparse.Namespace) -> int:
    from csp.ingest.derive_open import derive_open  # noqa: PLC0415  # geopandas: two seconds

    for sentence in derive_open(options.folder, data_folder() / "open"):
        _tell(sentence)
    return 0


def _check(_options: argparse.Namespace) -> int:
    held = [edition for edition in get_args(Edition) if pointer(edition).exists()]
    if not held:
        raise CspError(
            "There is no file to check yet; run “python -m csp demo” or “python -m csp build”."
        )
    found: dict[str, list[str]] = {}
    for edition in held:
        for sentence in _faults(Reader(pointer(edition).resolve(), edition)):
            found.setdefault(sentence, []).append(edition)
    wrong = [f"{', '.join(editions)}: {sentence}" for sentence, editions in found.items()]
    for sentence in wrong:
        _tell(sentence)
    _tell(f"{len(wrong)} things to look at." if wrong else "Nothing is wrong.")
    return FOUND_WRONG if wrong else 0


def _faults(reader: Reader) -> list[str]:
    """What does not add up, incomplete months, and datasets later than promised."""
    faults = reader.failed_checks()
    today = datetime.now(UTC).date()
    for dataset, source in sources().items():
        months = reader.read("supply", dataset=dataset)
        broken = months[months["status"] == "incomplete"]
        faults += [f"{row.month:%b %Y} is incomplete: {row.reason}" for row in broken.itertuples()]
        if not months.empty:
            late = index(today) - index(months["month"].max())
            if late > source.lag_months:
                faults.append(
                    f"{source.title} ends {late} months ago; {source.lag_months} months are"
                    " promised."
                )
    reader.close()
    return faults


class _Bar:
    """Progress for a person (a bar on standard error) or for a program (one line a step)."""

    def __init__(self, *, plain: bool) -> None:
        self._plain = plain
        self._bar: tqdm | None = None

    def __enter__(self) -> Progress:
        if not self._plain:
            self._bar = tqdm(
                total=100,
                bar_format="{desc} {bar} {percentage:3.0f}%",
                leave=False,
                disable=None,  # a log file takes sentences only
            )
        return self._show

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def _show(self, share: float, step: str) -> None:
        if self._bar is None:
            _tell(f"{share:.3f} {step}")
        else:
            self._bar.set_description_str(step, refresh=False)
            self._bar.update(100 * share - self._bar.n)


def _tell(sentence: str, *, to_error: bool = False) -> None:
    stream = sys.stderr if to_error else sys.stdout
    stream.write(sentence + "\n")
    stream.flush()
