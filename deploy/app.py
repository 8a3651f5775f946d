"""The dashboard as a server runs it: `streamlit run deploy/app.py`, or `uvicorn deploy.app:app`.

The same pages as `streamlit run dashboard.py`, behind the guards and with the headers that a public
address needs.
"""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # `streamlit run` puts this folder there, not the one above
    sys.path.insert(0, str(ROOT))

from components.warehouse import open_beside, serves, warehouse  # noqa: E402  # after its folder
from csp import logs  # noqa: E402
from csp.errors import CspError  # noqa: E402
from deploy.files import let_files_last  # noqa: E402
from deploy.guard import Guard, Limits  # noqa: E402
from deploy.headers import SendHeaders  # noqa: E402
from deploy.notify import told  # noqa: E402

TIDY_EVERY = 60  # seconds
# Seconds after which a thread that makes something lets others have their turn. A page gives up its
# turn at every query and every message; while something large is made beside it, it would wait
# Python's usual 5 ms for each.
TURN = 0.001
LOG = logging.getLogger(__name__)
let_files_last()
logs.keep_words_out()  # before the first connection: the server would log its address


def limits() -> Limits:
    """The limits of the edition served: only an officer's may send files. CSP_MOST_SESSIONS names
    another number of pages that may be open in one process.
    """
    most = os.environ.get("CSP_MOST_SESSIONS", "")
    sessions = int(most) if most.isdigit() else Limits.sessions
    return Limits(sessions=sessions, only_reading=not serves("partner"))


@asynccontextmanager
async def ready(app: st.App) -> AsyncIterator[None]:
    """Opens the file before anybody asks, and says when pages can be asked for."""
    del app
    # Else the very first visitor would be shown a page without its frame.
    PagesManager.uses_pages_directory = False
    sys.setswitchinterval(TURN)
    open_beside()
    try:
        LOG.warning("Release %s serves", warehouse().release)
    except CspError as error:
        LOG.error("Nothing serves yet: %s", error)
    tidying = asyncio.create_task(_tidy())
    async with told():
        yield
    tidying.cancel()


async def _tidy() -> None:
    """Lets go of visits that are over. They hold themselves in rings, which Python looks for the
    more rarely the more it holds; after every run (Streamlit's own way) it would take longer than
    the run.
    """
    kept = False
    while True:
        await asyncio.sleep(TIDY_EVERY)
        await asyncio.to_thread(gc.collect)
        if not kept:  # the code and what it keeps need not be looked through again
            gc.freeze()
            kept = True


app = st.App(
    ROOT / "dashboard.py",
    middleware=[Middleware(SendHeaders), Middleware(Guard, limits=limits())],
    lifespan=ready,
)
