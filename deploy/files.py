"""Files that were made for a visitor, and how long they lie ready."""

import time
from collections.abc import Callable

from streamlit.runtime import memory_media_file_storage as streamlits
from streamlit.runtime.media_file_storage import MediaFileKind

LASTING = 120  # seconds: time to fetch a file on the slowest line


class LastingFiles(streamlits.MemoryMediaFileStorage):
    """Keeps a file for a while after it was let go of.

    Streamlit lets go of what it made for a click as soon as two pages of anybody have been drawn
    since: on a busy server before the browser, which was just told its name, asks for it.
    """

    def __init__(self, media_endpoint: str, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(media_endpoint)
        self._now = now
        self._let_go: dict[str, float] = {}  # when, by file

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """Takes a file in, as its base does; one that was let go of is wanted again."""
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        self._let_go.pop(file_id, None)
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Lets go of a file, and deletes those that were let go of long enough ago."""
        now = self._now()
        self._let_go.setdefault(file_id, now)
        for one, since in list(self._let_go.items()):
            if now - since >= LASTING:
                del self._let_go[one]
                super().delete_file(one)


def let_files_last() -> None:
    """Lets the server that is started next keep files so."""
    streamlits.MemoryMediaFileStorage = LastingFiles  # type: ignore[misc]  # taken by its name
