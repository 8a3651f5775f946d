"""Whether a visitor reaches this server from the machine it runs on, or from elsewhere."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from csp.sign_in import is_loopback

# What a proxy says of the visitor behind it, and what the visitor's browser asked for.
HEADERS = ("Host", "X-Forwarded-Host", "X-Forwarded-Server", "X-Forwarded-For", "X-Real-IP")
OTHER = ("Forwarded", "Via")  # said by proxies alone; what they say is not looked at


def is_local(bound: str | None, clients: Iterable[str], said: Sequence[str]) -> bool:
    """Whether everything says that the visitor sits at this machine.

    `bound` is the address that the server listens on (None: every one), `clients` where the
    connection comes from (none: this machine), `said` the values of HEADERS. One word to the
    contrary, or one that is not understood, makes it no: a visitor can add words and take none away
    that a proxy or the network adds.
    """
    if not is_loopback(bound or ""):
        return False
    told = [*clients, *(part for one in said for part in one.split(","))]
    return all(is_loopback(_host(one.strip())) for one in told)


def _host(text: str) -> str:
    """The host of what a header or a connection names, without its port."""
    if is_loopback(text):
        return text
    try:
        return urlsplit(f"//{text}").hostname or text
    except ValueError:
        return text
