"""The entrance: who may see any page of this edition, asked before anything is read or shown."""

import html
import logging
import stat
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.navigation.page import StreamlitPage

from components.words import entrance as words
from components.words.entrance import Notice
from csp import reach, sign_in
from csp.db import wanted_edition
from csp.errors import CspError
from csp.sign_in import SignIn, Visitor

LOG = logging.getLogger(__name__)
Pages = Mapping[str, Sequence[StreamlitPage]]


def doors(pages: Pages) -> Pages:
    """The pages that this visitor may ask for; to one who is kept out they have no names.

    Their addresses stay, so that a link leads to the entrance and not to an error.
    """
    if _kept_out() is None:
        return pages
    behind = [page for group in pages.values() for page in group]
    return {"": [_entrance_at(page.url_path) for page in behind]}


def _entrance_at(path: str) -> StreamlitPage:
    """The entrance under the address of a page; no navigation names it."""
    return st.Page(
        _nothing, title=words.SIGN_IN, url_path=path, default=not path, visibility="hidden"
    )


def _nothing() -> None:
    """A page that is never reached: `hold` ends the run before it."""


def hold() -> None:
    """Ends the run with a calm page where the visitor is to be kept out; else does nothing."""
    notice = _kept_out()
    if notice is None:
        return
    if notice.operator:
        _tell(notice.operator)
    st.title(notice.title, anchor=False)
    for line in notice.lines:
        st.html(f'<p class="lead">{html.escape(line)}</p>')
    if notice.action == "sign in":
        st.button(words.SIGN_IN, on_click=st.login, key="sign_in")
    elif notice.action == "sign out":
        st.button(words.SIGN_OUT, on_click=st.logout, key="sign_out")
    st.stop()


def badge() -> None:
    """Who is signed in, until when, and the way out; nothing where nobody signs in."""
    if wanted_edition() != "partner" or (visitor := _visitor()) is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="signed_in"):
        told = words.signed_in(visitor.address, visitor.ends.astimezone())
        st.html(f'<p class="small">{html.escape(told)}</p>', width="content")
        st.button(words.SIGN_OUT, type="tertiary", on_click=st.logout, key="sign_out")
    left = visitor.ends - datetime.now(UTC)
    st.fragment(_ended, run_every=max(left, timedelta()) + timedelta(seconds=1))(visitor.ends)


def _ended(ends: datetime) -> None:
    """Takes the page away once the session has ended, even where nobody touches it."""
    if datetime.now(UTC) >= ends:
        st.rerun()


def still_let_in(made: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file of this visitor's page, asking again when the file is taken: a page that is
    open may outlive its sign-in, and no run of it comes between.

    The file's maker raises CspError once the visitor would be kept out.
    """
    if wanted_edition() != "partner" or _set_up() is None:
        return made
    claims = _claims()

    def asked_again() -> bytes:
        rules = _set_up()
        if rules is None or sign_in.judged(claims, rules, datetime.now(UTC)).standing != "in":
            raise CspError(words.ENDED.title)
        return made()

    return asked_again


def _kept_out() -> Notice | None:
    """What keeps this visitor out; None where nothing does.

    The public edition is for everybody. The demonstration never leaves its machine. The partner
    edition is for who is signed in and named; where sign-in is not set up it, too, stays on its
    machine. Whatever is set up by halves keeps everybody out.
    """
    try:
        edition = wanted_edition()
    except CspError:
        return None  # there is no such edition: nothing is read, and the page says so
    if edition == "public":
        return None
    if edition == "demonstration":
        return None if _is_local() else words.DEMONSTRATION
    return _not_an_officer()


def _not_an_officer() -> Notice | None:
    """What keeps this visitor out of the partner edition; None where nothing does."""
    try:
        visitor = _visitor()
    except CspError as error:
        return words.set_up_wrongly((str(error),))
    if visitor is None:
        if _set_up():
            return words.ASK
        return None if _is_local() else words.NO_SIGN_IN
    return {
        "in": None,
        "ended": words.ENDED,
        "unverified": words.UNVERIFIED,
        "not allowed": words.not_allowed(visitor.address),
    }[visitor.standing]


def _visitor() -> Visitor | None:
    """The account that is signed in, by the rules of this moment; None where none is.

    Raises SettingsError where sign-in is set up by halves.
    """
    rules = _set_up()
    if rules is None:
        return None
    claims = _claims()
    if claims.get("is_logged_in") is not True:
        return None
    return sign_in.judged(claims, rules, datetime.now(UTC))


def _claims() -> Mapping[str, Any]:
    """What the provider said of the account, from a cookie that this server signed."""
    return st.user.to_dict()


def _set_up() -> SignIn | None:
    """The rules of sign-in; None where nobody has begun to set it up. Raises SettingsError where it
    is begun and not sound.
    """
    rules, auth = sign_in.rules(), _provider()
    if rules is None and auth is None:
        return None
    faults = list(sign_in.provider_faults(auth or {}))
    if rules is None:
        faults.append(f"{sign_in.FILE} is missing in the data folder.")
    if config.get_option("server.trustedUserHeaders"):
        faults.append("server.trustedUserHeaders would let a header say who somebody is.")
    faults += [f"{file.name} may be read by others on this machine." for file in _open_secrets()]
    if faults or rules is None:
        raise sign_in.SettingsError(" ".join(faults))
    return rules


def _provider() -> Mapping[str, Any] | None:
    """The part `[auth]` of the secrets; None without one. Raises SettingsError when the secrets
    cannot be read.
    """
    try:
        if not st.secrets.load_if_toml_exists():
            return None
        held = st.secrets.get("auth")
    except Exception as error:  # whatever the reader of secrets raises may repeat some of them
        LOG.warning("The secrets cannot be read: %s", type(error).__name__)
        raise sign_in.SettingsError("secrets.toml cannot be read.") from None
    return None if held is None else dict(held)


def _open_secrets() -> list[Path]:
    """The files of secrets that others on this machine may read."""
    held = [file for file in _secret_files() if file.exists()]
    return [file for file in held if file.stat().st_mode & stat.S_IRWXO]


def _secret_files() -> list[Path]:
    return [Path(name) for name in config.get_option("secrets.files")]


def _is_local() -> bool:
    headers = st.context.headers
    if any(headers.get_all(name) for name in reach.OTHER):
        return False
    said = [value for name in reach.HEADERS for value in headers.get_all(name)]
    client = st.context.ip_address  # None: this machine; pages run without a browser have another
    clients = [client] if isinstance(client, str) else []
    return reach.is_local(config.get_option("server.address"), clients, said)


@lru_cache(maxsize=64)
def _tell(words_for_the_operator: str) -> None:
    """Says it in the log, once for a process."""
    LOG.warning("%s", words_for_the_operator)
