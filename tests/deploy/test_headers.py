"""What every answer carries."""

import base64
import hashlib
import re

from asked import get
from starlette.responses import PlainTextResponse

from deploy.headers import INDEX, STRICT_TRANSPORT, SendHeaders, content_policy, headers


async def served(scope, receive, send) -> None:
    answer = PlainTextResponse("served", headers={"Access-Control-Allow-Origin": "*"})
    await answer(scope, receive, send)


def test_the_policy_names_the_scripts_of_the_installed_page_by_their_hashes():
    page = INDEX.read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    assert inline, "Streamlit's page has no script of its own any more: the policy needs no hash"
    for script in inline:
        mark = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{mark}'" in content_policy()


def test_the_policy_follows_the_page(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<script>first()</script><script src='x.js'></script><script>two()</script>")
    scripts = content_policy(page).split("; ")[1]
    assert scripts.count("sha256-") == 2
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts


def test_every_answer_carries_them():
    told = get(SendHeaders(served))[1]
    assert {name.lower(): value for name, value in headers().items()}.items() <= told.items()
    assert "access-control-allow-origin" not in told
    assert "strict-transport-security" not in told


def test_only_over_tls_is_a_browser_bound_to_tls():
    assert get(SendHeaders(served), scheme="https")[1]["strict-transport-security"] == (
        STRICT_TRANSPORT
    )
