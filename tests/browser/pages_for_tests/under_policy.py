"""The two pages under the content policy that a deployment sends, in every answer."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware


def policy() -> str:
    """Scripts from files of our own origin only, and the one inside Streamlit's own page."""
    index = Path(st.__file__).parent / "static" / "index.html"
    inline = re.findall(r"<script>(.*?)</script>", index.read_text(encoding="utf-8"), re.DOTALL)
    marks = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline]
    hashes = " ".join(f"'sha256-{mark}'" for mark in marks)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes};"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
        " connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none';"
        " base-uri 'self'"
    )


class SendPolicy:
    """Adds the policy to every answer."""

    def __init__(self, app) -> None:
        self.app = app
        self.policy = policy()

    async def __call__(self, scope, receive, send) -> None:
        async def with_policy(message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = self.policy
            await send(message)

        await self.app(scope, receive, with_policy)


app = st.App("two_pages.py", middleware=[Middleware(SendPolicy)])
