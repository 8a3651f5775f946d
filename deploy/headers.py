"""The headers of every answer: what a browser may load, run, remember and tell others."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
TWO_YEARS = 2 * 365 * 24 * 3600  # seconds
# What no page of the dashboard uses, and no page that got into it may.
NOT_USED = (
    *("accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media"),
    *("geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)


@lru_cache
def content_policy(index: Path = INDEX) -> str:
    """The content policy: everything from the dashboard's own address alone, and of the scripts
    inside the page those that the installed Streamlit's page carries, by their hashes.

    Styles may stand inside the page, as Streamlit puts them there; without that leave the page is
    whole and unstyled. WebAssembly is for the map that moves.
    """
    inline = INLINE.findall(index.read_text(encoding="utf-8"))
    marks = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline)
    hashes = "".join(f" 'sha256-{mark}'" for mark in marks)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval'{hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


@lru_cache
def headers() -> Mapping[str, str]:
    """What every answer carries, whoever asks and by whichever way."""
    return {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


# Only over TLS: a browser ignores it elsewhere, and a machine that is tried out must not be bound.
STRICT_TRANSPORT = f"max-age={TWO_YEARS}"


class SendHeaders:
    """Adds them to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request on; what comes back leaves with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                leaving = MutableHeaders(scope=message)
                leaving.update(headers())
                # Streamlit lets every address use a page's fonts; no other has any use for them.
                del leaving["Access-Control-Allow-Origin"]
                if scope["scheme"] == "https":
                    leaving["Strict-Transport-Security"] = STRICT_TRANSPORT
            await send(message)

        await self.app(scope, receive, with_headers)
