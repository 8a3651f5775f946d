"""Add data on screen: what the file is, its faults beside their rows, accept and build, undo."""

import shutil
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from streamlit import config

from components.screens import add_data as screen
from components.screens.add_data import Said
from components.tables import add_data as tables
from components.tables.add_data import SHOWN_FAULTS
from components.ui import building, figure
from components.ui.choosers import CHOOSERS
from components.words import add_data as words
from components.words.files import csv_bytes
from csp.answers.received import changes
from csp.db import Reader
from csp.errors import CspError
from csp.ingest.examined import Examined
from csp.ingest.latest import Latest
from csp.ingest.latest import latest as latest_of
from csp.ingest.upload import set_down
from csp.sources import Source, sources

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the session keeps: how the last work ended, how many files were done with, what was found.
SAID, DONE_WITH, FOUND = "add_data_said", "add_data_done_with", "add_data_found"


def show(data: Reader) -> Said:
    """The page below its heading; gives what the heading is to say."""
    newest = latest_of(data)
    source = _choose()
    upload = _upload(source)
    said = screen.first(newest)
    if upload is not None:
        st.session_state.pop(SAID, None)
        said = _checked(source, upload)
    elif SAID in st.session_state:
        said = _last_said(newest)
    figure.lines(said.lines)
    if newest is not None:
        _newest(data, newest)
    return said


def _choose() -> Source:
    """What the file is; beside it the empty form to send out."""
    boxes = st.columns([1.5, 2], vertical_alignment="bottom")
    with boxes[0]:
        source = sources()[CHOOSERS.source(screen.kinds_of_file())]
    with boxes[1]:
        if source.status != "partner":
            figure.note(words.AS_PUBLISHED)
            return source
        with st.container(horizontal=True, key="downloads_form", gap="medium"):
            form = partial(_form, source.id)
            figure.file("Empty form to send out, as XLSX", f"{source.id} form", "xlsx", XLSX, form)
    return source


def _upload(source: Source) -> Any:
    """The file that was uploaded, or None."""
    endings, megabytes = screen.endings(source.id)
    # The public server takes no more than its own small limit; here an officer uploads.
    config.set_option("server.maxUploadSize", screen.POLICE_SIZE)
    return st.file_uploader(
        "The file",
        type=list(endings),
        max_upload_size=megabytes,
        key=f"upload_{source.id}_{st.session_state.get(DONE_WITH, 0)}",
    )


def _form(source_id: str) -> bytes:
    from csp.ingest import template  # noqa: PLC0415  # openpyxl: only where a form is asked for

    return template.workbook(source_id)


def _checked(source: Source, upload: Any) -> Said:
    """The check of the uploaded file, once for each, and what follows from it."""
    from csp.ingest import examine  # noqa: PLC0415  # readers of spreadsheets: only for a file

    key, found = (source.id, upload.file_id), st.session_state.get(FOUND)
    if found is None or found[0] != key:
        try:
            with st.spinner(f"Checking {upload.name}"):
                found = (key, examine.examine(source.id, upload.name, upload.getvalue()))
        except CspError as error:
            return screen.not_done(tuple(str(error).splitlines()), undoing=False)
        st.session_state[FOUND] = found
    held: Examined = found[1]
    if held.faults:
        _faults(held, source)
    else:
        _sound(held, source, upload)
    return screen.examined(held, source)


def _faults(found: Examined, source: Source) -> None:
    """Faults of the whole file first, then every fault beside its row, and the list as a file."""
    figure.lines([words.of_the_whole(fault.says, fault.file) for fault in found.whole])
    if found.in_rows:
        figure.figure_title("Beside the rows", "Rows are numbered as the file numbers them")
        figure.table(tables.faults(found.in_rows))
        if more := words.more_rows(SHOWN_FAULTS, len(found.in_rows)):
            figure.note(more)
    told = {"checked_file": found.name, "checked_as": source.title}
    with st.container(horizontal=True, key="downloads_faults", gap="medium"):
        figure.file(
            "All faults as CSV",
            f"faults {found.name}",
            "csv",
            "text/csv",
            lambda: csv_bytes(tables.faults_file((*found.whole, *found.in_rows)), told),
        )


def _sound(found: Examined, source: Source, upload: Any) -> None:
    """What would be taken, the doubts to be confirmed, and the button that takes it."""
    figure.lines(found.sentences)
    confirmed = not found.doubts
    if found.doubts:
        figure.figure_title("To be cleared up first", "")
        figure.lines(found.doubts)
        confirmed = st.checkbox("I have checked these with the sender", key="add_data_confirmed")
    if not found.months:
        return
    if st.button("Accept and build", type="primary", disabled=not confirmed, key="accept"):
        _accept(source, upload, with_doubts=bool(found.doubts))


def _accept(source: Source, upload: Any, *, with_doubts: bool) -> None:
    def begin() -> building.Work:
        folder = set_down(upload.name, upload.getvalue())
        away = partial(shutil.rmtree, folder, ignore_errors=True)
        file = str(next(folder.iterdir()))
        confirmed = ["--confirmed"] if with_doubts else []
        try:
            return building.start(["ingest", source.id, file, "--build", *confirmed], away)
        except OSError:
            away()
            raise

    _work(begin, undoing=False)


def _work(begin: Callable[[], building.Work], *, undoing: bool) -> None:
    """Begins a work, shows its steps until it has ended, and has the page say how."""
    bar = st.progress(0.0, "Taking it back" if undoing else "Taking it in")
    try:
        ended = building.watch(begin(), bar)
    except CspError as error:
        ended = building.Ended((), (str(error),))
    except OSError as error:
        ended = building.Ended((), (f"The work could not be begun: {error.strerror}.",))
    st.session_state[SAID] = (undoing, ended)
    st.session_state[DONE_WITH] = st.session_state.get(DONE_WITH, 0) + 1
    st.session_state.pop(FOUND, None)
    st.rerun()


def _last_said(newest: Latest | None) -> Said:
    undoing, ended = st.session_state[SAID]
    if ended.problem:
        return screen.not_done(ended.problem, undoing=undoing)
    return screen.undone(ended.said) if undoing else screen.accepted(newest)


def _newest(data: Reader, newest: Latest) -> None:
    """What came last, what it changed, and the way to take it back."""
    figure.part("The newest file")
    if waiting := screen.waits_for_build(newest):
        figure.lines((waiting,))
    if newest.before is not None:
        made = changes(data, newest.before)
        figure.figure_title("What it changed", screen.periods_taken(newest, made))
        for markup in screen.what_changed(made):
            figure.table(markup)
    with st.expander("Take it back"):
        named = f"{newest.source.title} for {words.periods(newest.periods)}"
        figure.note(
            f"{named} is then set aside, and the pages show again what they showed before."
            " Nothing is deleted: the same file can be added again."
        )
        if st.button("Take the newest file back", key="undo"):
            _work(partial(building.start, ["undo"]), undoing=True)
