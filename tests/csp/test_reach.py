"""From where a visitor comes: the machine itself only if nothing says otherwise."""

import pytest

from csp.reach import is_local
from csp.sign_in import is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST"])
def test_this_machine(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["", "0.0.0.0", "::", "10.0.0.5", "192.168.1.2", "127.0.0.1.evil.example", "localhost.evil"]
    + ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost.", "safety.example.gov.uk"]
    + ["::ffff:10.0.0.1", "127.0.0.1:80", "[::1]", "1", " localhost"],
)
def test_anything_else_is_not(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("bound", "clients", "said"),
    [
        ("127.0.0.1", [], ["127.0.0.1:8501"]),
        ("127.0.0.1", [], ["localhost:8501"]),
        ("localhost", [], ["localhost"]),
        ("::1", ["::1"], ["[::1]:8501"]),
        ("127.0.0.1", ["127.0.0.1"], ["localhost", "127.0.0.1, ::1"]),
        ("127.0.0.1", [], []),
    ],
)
def test_who_sits_at_the_machine(bound, clients, said):
    assert is_local(bound, clients, said)


@pytest.mark.parametrize(
    ("bound", "clients", "said"),
    [
        (None, [], ["localhost:8501"]),  # every address
        ("", [], ["localhost"]),
        ("0.0.0.0", [], ["localhost:8501"]),
        ("::", [], ["localhost"]),
        ("10.0.0.5", [], ["localhost"]),
        ("safety.example.gov.uk", [], ["localhost"]),
        ("127.0.0.1", [], ["safety.example.gov.uk"]),  # behind a proxy
        ("127.0.0.1", [], ["127.0.0.1.evil.example"]),
        ("127.0.0.1", [], ["localhost:8501", "203.0.113.9"]),  # told by a proxy
        ("127.0.0.1", [], ["localhost", "127.0.0.1, 203.0.113.9"]),
        ("127.0.0.1", [], ["localhost", "203.0.113.9, 127.0.0.1"]),
        ("127.0.0.1", ["203.0.113.9"], ["localhost"]),  # served beyond without being told so
        ("127.0.0.1", [], [""]),
        ("127.0.0.1", [], ["localhost", "unknown"]),
        ("127.0.0.1", [], ["evil@localhost.example"]),
        ("127.0.0.1", [], ["[::1"]),
        ("127.0.0.1", [], ["localhost,"]),
    ],
)
def test_one_word_to_the_contrary_is_enough(bound, clients, said):
    assert not is_local(bound, clients, said)
