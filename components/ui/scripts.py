"""The few scripts of ours, each a file of our own origin beside the fonts."""

import hashlib
from functools import lru_cache

from csp.settings import ROOT


@lru_cache
def script(name: str) -> str:
    """The tag of a script in `static`, its address relative to a page's, with the mark of this
    version of it.
    """
    content = (ROOT / "static" / name).read_bytes()
    marked = f"app/static/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"
    return f'<script src="{marked}"></script>'
