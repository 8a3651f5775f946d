"""The command line: each command says what it did in sentences, and what went wrong on standard
error.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from tqdm import tqdm

from csp import assessments, deciding, kept_releases, supply_table
from csp.answers import supply
from csp.build import Built, Progress, build
from csp.db import Reader, pointer, wanted_edition
from csp.decisions import CHOICES
from csp.errors import CspError, UnconfirmedError, WarehouseError
from csp.ingest import doubts
from csp.ingest.adding import add
from csp.ingest.count_street import count_street
from csp.ingest.purge import purge
from csp.ingest.undo import undo
from csp.logs import BROKEN, keep_words_out, place_of
from csp.narrative import FOLDER, begin, narrative_folder
from csp.publish import publish
from csp.sample import demonstration
from csp.settings import Edition, data_folder, settings
from csp.sources import sources

FOUND_WRONG = 1  # `check` found something that an officer must look at
REFUSED = 2  # nothing was done; the reason is on standard error
FAILED = 3  # a fault of the program itself


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code: 0 done, 1 something is wrong with the data, 2
    refused, 3 the program itself failed.
    """
    keep_words_out()
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except UnconfirmedError as error:
        _tell(f"{error}\nIf the sender confirms them, give --confirmed.", to_error=True)
    except CspError as error:
        _tell(f"{error}", to_error=True)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        why = error.strerror or error
        _tell(f"A file could not be read or written{where}: {why}.", to_error=True)
    except KeyboardInterrupt:
        _tell("Stopped; nothing has changed.", to_error=True)
    except Exception as error:
        # Its words may repeat a cell, and standard error ends in a journal: only its place is told.
        _tell(f"{BROKEN}: {place_of(error)}.", to_error=True)
        return FAILED
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
    taken = commands.add_parser("ingest", help="check files and keep what they hold")
    taken.add_argument("source", help=f"what the files hold: {', '.join(sources())}")
    taken.add_argument(
        "path",
        type=_path,
        nargs="+",
        help="CSV, XLSX or ODS; of police_uk a zip, a folder or a CSV",
    )
    taken.add_argument("--dry-run", action="store_true", help="only check; keep nothing")
    taken.add_argument(
        "--build",
        action="store_true",
        help="build the partner file from it at once, and keep nothing where that is refused",
    )
    taken.add_argument(
        "--confirmed",
        action="store_true",
        help="take counts that jump by an order of magnitude: the sender has confirmed them",
    )
    taken.add_argument("--steps", action="store_true", help="plain progress, one line a step")
    taken.set_defaults(command=_ingest)
    _add_count(
        commands.add_parser("count", help="count the months of every force, for many districts")
    )
    back = commands.add_parser("undo", help="take the newest intake back")
    back.add_argument("--steps", action="store_true", help="plain progress, one line a step")
    back.set_defaults(command=_undo)
    gone = commands.add_parser("purge", help="delete what no contract lets anybody keep any more")
    gone.add_argument("--dry-run", action="store_true", help="only say what would be deleted")
    gone.add_argument("--steps", action="store_true", help="plain progress, one line a step")
    gone.set_defaults(command=_purge)
    _add_pack(commands.add_parser("pack", help="make slides and the strategic assessment"))
    drafts = commands.add_parser("assessments", help="write the drafts that the law asks for")
    drafts.add_argument("--out", type=_path, default=Path(), help="the folder; else this one")
    drafts.set_defaults(command=_assessments)
    empty = commands.add_parser("template", help="make an empty file for a partner to fill in")
    empty.add_argument("source", nargs="?", help="what the file is to hold")
    empty.add_argument("--out", type=Path, help="the file to make: .xlsx or .csv")
    empty.add_argument("--list", action="store_true", help="say which templates there are")
    empty.set_defaults(command=_template)
    checked = commands.add_parser("check", help="say what is wrong or late in the data held")
    checked.set_defaults(command=_check)
    _add_decide(commands.add_parser("decide", help="record what a meeting decided on a signal"))
    _add_public(commands)
    _add_boundaries(commands.add_parser("boundaries", help="take the true boundaries of wards"))
    derived = commands.add_parser("derive-open", help="remake data/open from downloaded sources")
    derived.add_argument("folder", type=_path, help="the folder of downloaded sources")
    derived.set_defaults(command=_derive_open)
    return parser


def _add_count(made: argparse.ArgumentParser) -> None:
    made.description = (
        "Counts the street-level months of every force in downloads of data.police.uk into a folder"
        " that the builds of several districts read (CSP_STREET); what was counted before is passed"
        " over."
    )
    made.add_argument("path", type=_path, nargs="+", help="a zip, a folder or a CSV")
    made.add_argument("--into", type=_path, required=True, help="the folder of counted months")
    made.add_argument("--steps", action="store_true", help="plain progress, one line a step")
    made.set_defaults(command=_count)


def _add_public(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    shown = commands.add_parser("publish", help="make the public file from the partner file")
    shown.add_argument(
        "--pages", action="store_true", help="draw its pages beforehand, as a server wants it"
    )
    shown.set_defaults(command=_publish)
    drawn = commands.add_parser("prepare", help="draw the pages of a file that serves already")
    drawn.add_argument("edition", choices=["public", "demonstration"])
    drawn.set_defaults(command=_prepare)
    back = commands.add_parser("withdraw", help="show a public release to nobody any more")
    back.add_argument("release", help="as it stands in data/releases")
    back.add_argument("--why", default="", help="a sentence for who opens a link to it")
    back.set_defaults(command=_withdraw)


def _add_decide(made: argparse.ArgumentParser) -> None:
    made.description = (
        "Without arguments: the signals that wait for a decision. With them: writes one down."
        f" {deciding.NAME_NOBODY}"
    )
    made.add_argument("reference", nargs="?", help="as the list names the signal")
    made.add_argument("decision", nargs="?", help="; ".join(CHOICES))
    made.add_argument("note", nargs="*", help="what the meeting found or agreed, in a few words")
    made.add_argument("--on", metavar="DATE", help="the day of the meeting, 2026-11-12; else today")
    made.add_argument("--public", action="store_true", help="show it in the public edition, too")
    made.add_argument(
        "--new-limits-from", metavar="MONTH", help="accept a step: limits start anew, 2025-02"
    )
    made.add_argument("--edition", default="partner", help="whose signals are listed; else partner")
    made.set_defaults(command=_decide)


def _add_pack(made: argparse.ArgumentParser) -> None:
    made.description = (
        "Slides for the agenda, the strategic assessment as HTML and PDF, and data on a page, in a"
        " folder named by edition and release. The partnership’s own words stand in"
        f" data/{FOLDER}; they are read and never changed."
    )
    made.add_argument(
        "--out", type=_path, default=Path(), help="the folder to make it in; else this"
    )
    made.add_argument("--edition", default="", help="else the one that the dashboard would show")
    made.add_argument(
        "--begin-narrative",
        action="store_true",
        help="only make an empty file for each section that has none",
    )
    made.add_argument("--steps", action="store_true", help="plain progress, one line a step")
    made.set_defaults(command=_pack)


def _add_boundaries(made: argparse.ArgumentParser) -> None:
    made.description = (
        "Takes the wards of one set as the Office for National Statistics draws them (GeoJSON, in"
        " degrees or on the British National Grid); areas of other districts are left aside."
    )
    made.add_argument("file", type=_path, nargs="*", help="one or more GeoJSON files")
    made.add_argument("--vintage", default="", help="the year of the ward set; else by its codes")
    made.add_argument("--code", default="", help="the property that holds the codes; else found")
    made.add_argument("--dry-run", action="store_true", help="only check; keep nothing")
    made.add_argument("--undo", action="store_true", help="take the newest boundaries back")
    made.set_defaults(command=_boundaries)


def _path(argument: str) -> Path:
    """Path("") would be the current folder: an empty argument, as of a variable without a value."""
    if not argument.strip():
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(argument)


def _build(options: argparse.Namespace) -> int:
    edition: Edition = options.edition
    with _Bar(plain=options.steps) as progress:
        made = demonstration(progress) if edition == "demonstration" else build(edition, progress)
    _tell_built(edition, made)
    return 0


def _tell_built(edition: Edition, made: Built) -> None:
    _tell(
        f"The {edition} file {made.release} now serves; its newest month is"
        f" {made.latest_month:%b %Y}."
    )
    for sentence in made.sentences:
        _tell(sentence)


def _ingest(options: argparse.Namespace) -> int:
    if options.source not in sources():
        raise CspError(f"There is no source “{options.source}”; known are: {', '.join(sources())}.")
    if options.build and options.dry_run:
        raise CspError("Give either --dry-run or --build: a trial run keeps nothing to build from.")
    with _Bar(plain=options.steps) as progress:
        intake, made = add(
            options.source,
            options.path,
            dry_run=options.dry_run,
            confirmed=options.confirmed,
            then_build=options.build,
            progress=progress,
        )
    doubted = doubts.sentences(intake.doubts) if options.dry_run else []
    for sentence in (*intake.sentences, *doubted):
        _tell(sentence)
    if made is not None:
        _tell_built("partner", made)
    return 0


def _count(options: argparse.Namespace) -> int:
    try:
        with _Bar(plain=options.steps) as progress:
            sentences = count_street(options.path, options.into, progress)
    except KeyboardInterrupt:
        raise CspError("Stopped; what was counted stays, and a further run goes on.") from None
    for sentence in sentences:
        _tell(sentence)
    return 0


def _undo(options: argparse.Namespace) -> int:
    with _Bar(plain=options.steps) as progress:
        sentences = undo(progress)
    for sentence in sentences:
        _tell(sentence)
    return 0


def _purge(options: argparse.Namespace) -> int:
    with _Bar(plain=options.steps) as progress:
        sentences = purge(datetime.now(UTC).date(), dry_run=options.dry_run, progress=progress)
    for sentence in sentences:
        _tell(sentence)
    return 0


def _assessments(options: argparse.Namespace) -> int:
    for sentence in assessments.write(options.out):
        _tell(sentence)
    return 0


def _pack(options: argparse.Namespace) -> int:
    # The one place where the numbers call what draws them; altair alone takes a second.
    from components.pack import SECTIONS, pack  # noqa: PLC0415

    if options.begin_narrative:
        made = begin(SECTIONS)
        for file in made:
            _tell(f"{file.name} is ready to be written in.")
        _tell(f"{len(made)} files were made in {narrative_folder()}.")
        return 0
    edition = _edition(options.edition) if options.edition else wanted_edition()
    if not pointer(edition).exists():
        raise CspError(f"There is no {edition} file to make a pack from.")
    with (
        closing(Reader(pointer(edition).resolve(), edition)) as reader,
        _Bar(plain=options.steps) as progress,
    ):
        made_of = pack(reader, options.out, datetime.now(UTC).date(), progress)
    for sentence in made_of.sentences:
        _tell(sentence)
    for file in made_of.files:
        _tell(f"{file.name}: {max(1, file.stat().st_size // 1000):,} kB")
    _tell(f"The pack of the {edition} edition is in {made_of.folder}.")
    return 0


def _edition(named: str) -> Edition:
    edition = next((one for one in get_args(Edition) if one == named), None)
    if edition is None:
        raise CspError(f"There is no edition “{named}”: {', '.join(get_args(Edition))}.")
    return edition  # type: ignore[no-any-return]  # get_args is untyped


def _template(options: argparse.Namespace) -> int:
    from csp.ingest import template  # noqa: PLC0415  # openpyxl: a third of a second

    if options.list:
        for line in template.listed():
            _tell(line)
        return 0
    if options.source is None:
        raise CspError("Name a source, or give --list to see which templates there are.")
    made = template.template(options.source, options.out)
    _tell(f"{made} is ready to be sent; its example row shows how it is filled in.")
    return 0


def _decide(options: argparse.Namespace) -> int:
    edition = _edition(options.edition)
    if not pointer(edition).exists():
        raise CspError(f"There is no {edition} file whose signals could be decided on.")
    if options.reference is None and (options.on or options.public or options.new_limits_from):
        raise CspError(
            "Name the signal first; without arguments the command lists those that wait."
        )
    with closing(Reader(pointer(edition).resolve(), edition)) as reader:
        sentences = (
            deciding.lines(reader) if options.reference is None else _record(reader, options)
        )
        for sentence in sentences:
            _tell(sentence)
    return 0


def _record(reader: Reader, options: argparse.Namespace) -> list[str]:
    if options.decision is None:
        raise CspError(f"Say what was decided: {'; '.join(CHOICES)}; and a note.")
    today = datetime.now(UTC).date()
    made = deciding.decide(
        reader,
        options.reference,
        options.decision,
        " ".join(options.note),
        on=deciding.day(options.on) if options.on is not None else today,
        today=today,
        public=options.public,
        new_limits_from=deciding.month(options.new_limits_from),
    )
    return deciding.recorded(reader, made)


def _publish(options: argparse.Namespace) -> int:
    prepare = None
    if options.pages:
        from components.preparing import prepare_file  # noqa: PLC0415  # all that draws

        prepare = prepare_file
    with _Bar(plain=False) as progress:
        made = publish(progress, prepare)
    for sentence in made.sentences:
        _tell(sentence)
    _tell(f"The public file {made.release} now serves.")
    return 0


def _prepare(options: argparse.Namespace) -> int:
    from components.preparing import prepare  # noqa: PLC0415  # all that draws

    pages, things = prepare(options.edition)
    _tell(f"{things:,} things that pages show are drawn; they lie in {pages.name}.")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    for sentence in kept_releases.withdraw(options.release, options.why):
        _tell(sentence)
    return 0


def _boundaries(options: argparse.Namespace) -> int:
    from csp.ingest import ward_boundaries  # noqa: PLC0415  # geopandas: two seconds

    if options.undo == bool(options.file):
        raise CspError("Give the boundary files, or --undo to take the newest back.")
    if options.undo:
        told = ward_boundaries.take_back(options.vintage)
    else:
        told = ward_boundaries.take(
            options.file, vintage=options.vintage, code=options.code, dry_run=options.dry_run
        )
    for sentence in told:
        _tell(sentence)
    return 0


def _derive_open(options: argparse.Namespace) -> int:
    from csp.ingest.derive_begin import begin  # noqa: PLC0415  # as the next
    from csp.ingest.derive_open import derive_open  # noqa: PLC0415  # geopandas: two seconds

    out = data_folder() / "open"
    for sentence in (*derive_open(options.folder, out), *begin(out)):
        _tell(sentence)
    return 0


def _check(_options: argparse.Namespace) -> int:
    # A pointer that leads nowhere is a finding, too.
    held = [one for one in get_args(Edition) if pointer(one).exists() or pointer(one).is_symlink()]
    if not held:
        raise CspError(
            "There is no file to check yet; run “python -m csp demo” or “python -m csp build”."
        )
    today = datetime.now(UTC).date()
    found: dict[str, list[str]] = {}
    for edition in held:
        for sentence in _faults(edition, today):
            found.setdefault(sentence, []).append(edition)
    wrong = [f"{', '.join(editions)}: {sentence}" for sentence, editions in found.items()]
    for place in settings().help.due_for_check(today):
        wrong.append(
            f"settings: {place.name} was last verified on {place.verified_on:%d %B %Y};"
            " it is not shown until somebody has verified it again."
        )
    for sentence in wrong:
        _tell(sentence)
    noun = "thing" if len(wrong) == 1 else "things"
    _tell(f"{len(wrong)} {noun} to look at." if wrong else "Nothing is wrong.")
    return FOUND_WRONG if wrong else 0


def _faults(edition: Edition, today: date) -> list[str]:
    """Prints what an edition holds as a table and gives what is wrong or late in it; a file that
    cannot be read is a finding like others.
    """
    try:
        with closing(Reader(pointer(edition).resolve(), edition)) as reader:
            reader.prove()
            for line in supply_table.lines(supply.datasets(reader, today), edition, today):
                _tell(line)
            return supply.faults(reader, today).all()
    except WarehouseError as error:
        return [str(error)]


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
