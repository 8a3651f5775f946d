"""A file that was made for a click lies ready long enough to be fetched, and no longer."""

from streamlit.runtime import memory_media_file_storage as streamlits
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind

from deploy.files import LASTING, LastingFiles, let_files_last


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _taken(files: LastingFiles, content: bytes) -> str:
    return files.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "table.csv")


def test_a_made_file_outlives_the_pages_of_others(monkeypatch):
    clock = Clock()
    files = LastingFiles("/media", clock)
    manager = MediaFileManager(files)
    monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "visitor")
    button = manager.add_deferred(lambda: b"a,b", "text/csv", "1.2", "table.csv")
    name = manager.execute_deferred(button).removeprefix("/media/")
    for _ in range(9):  # as many pages of others are drawn
        manager.remove_orphaned_files()
    assert files.get_file(name).content == b"a,b"


def test_what_was_let_go_of_goes_with_the_next_that_is_after_its_time():
    clock = Clock()
    files = LastingFiles("/media", clock)
    old, young = _taken(files, b"old"), _taken(files, b"young")
    files.delete_file(old)
    clock.now = LASTING - 1
    files.delete_file(young)
    assert set(files._files_by_id) == {old, young}
    clock.now = LASTING
    files.delete_file(young)
    assert set(files._files_by_id) == {young}


def test_a_file_that_is_wanted_again_stays():
    clock = Clock()
    files = LastingFiles("/media", clock)
    name = _taken(files, b"same")
    files.delete_file(name)
    assert _taken(files, b"same") == name
    clock.now = 10 * LASTING
    other = _taken(files, b"other")
    files.delete_file(other)
    assert name in files._files_by_id


def test_the_server_that_is_started_next_keeps_files_so(monkeypatch):
    monkeypatch.setattr(streamlits, "MemoryMediaFileStorage", streamlits.MemoryMediaFileStorage)
    let_files_last()
    assert streamlits.MemoryMediaFileStorage is LastingFiles
