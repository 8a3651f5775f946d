"""What systemd is told."""

import asyncio
import socket

import pytest

from deploy.notify import beat, tell, told


@pytest.fixture
def heard(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(tmp_path / "wire"))
        wire.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "wire"))
        yield wire


async def _for_a_while() -> None:
    async with told():
        await asyncio.sleep(0.2)


def test_ready_signs_of_life_and_the_end(heard, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "100000")
    asyncio.run(_for_a_while())
    said = []
    while not said or said[-1] != b"STOPPING=1":
        said.append(heard.recv(100))
    assert said[:2] == [b"READY=1", b"WATCHDOG=1"]
    assert said.count(b"WATCHDOG=1") >= 3


def test_without_systemd_nothing_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert beat() is None
    assert not tell("READY=1")
    asyncio.run(_for_a_while())
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert not tell("READY=1")
