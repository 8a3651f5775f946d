"""The dashboard as a server runs it: processes of the entry, and nginx with the project's own site
before them, on addresses of this machine alone.
"""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from csp.settings import ROOT

SITE = ROOT / "deploy" / "nginx" / "csp.conf"
ENTRY = "deploy/app.py"
START_WITHIN = 120  # seconds
NAME = "dashboard.example.gov.uk"


@dataclass(frozen=True)
class Served:
    """Where everything listens, and whose word is to be taken for it."""

    address: str  # over TLS, through nginx
    plain: str  # without TLS, through nginx
    processes: tuple[str, ...]
    pids: tuple[int, ...]
    logs: Path
    trust: ssl.SSLContext


def lacking() -> str:
    """What is missing on this machine to run nginx; empty when nothing is."""
    if not (nginx() and shutil.which("openssl")):
        return "nginx and openssl are not on this machine (Debian: nginx-light)"
    return ""


def nginx() -> str | None:
    """Where nginx is: Debian keeps it where only an administrator's shell looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


# What deploy/systemd/csp@.service gives a process for its memory.
OF_THE_UNIT = {"MALLOC_ARENA_MAX": "2"}


@contextmanager
def processes(
    logs: Path, many: int, app: str = ENTRY, **place: str
) -> Iterator[list[tuple[str, int]]]:
    """Address and number of so many fresh processes of the entry, each with its log."""
    with units(logs, many, app, **place) as started:
        yield [(one.address, one.server.pid) for one in started]


class Unit:
    """A process of the entry at a port that stays its own, as a unit of systemd is."""

    def __init__(self, log: Path, app: str, place: dict[str, str]) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
        self._log, self._place = log, place
        self.start()

    def start(self) -> None:
        """Starts it; nobody has asked it for anything yet, and it may not listen yet."""
        with self._log.open("ab") as log:
            self.server = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=os.environ | OF_THE_UNIT | self._place,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        """Asks it to end, and waits until it has."""
        _end(self.server)


@contextmanager
def units(logs: Path, many: int, app: str = ENTRY, **place: str) -> Iterator[list[Unit]]:
    """So many fresh processes of the entry that listen, each with its log."""
    with ExitStack() as running:
        started = [Unit(logs / f"process-{number}.log", app, place) for number in range(many)]
        for one in started:
            running.callback(one.stop)
        for one in started:
            wait(one.address, one.server)
        yield started


@contextmanager
def behind_nginx(logs: Path, many: int = 2, app: str = ENTRY, **place: str) -> Iterator[Served]:
    """So many processes and nginx before them."""
    with processes(logs, many, app, **place) as started, fronted(logs, started) as served:
        yield served


@contextmanager
def fronted(logs: Path, started: Sequence[tuple[str, int]]) -> Iterator[Served]:
    """Nginx before processes that run already: address and number of each."""
    addresses = tuple(address for address, _ in started)
    tls, plain = free_port(), free_port()
    configuration = configure(logs, tls, plain, addresses)
    with (logs / "nginx.txt").open("wb") as told:
        server = subprocess.Popen(
            [str(nginx()), "-p", str(logs), "-c", str(configuration)],
            stdout=told,
            stderr=subprocess.STDOUT,
        )
    try:
        wait(f"http://127.0.0.1:{tls}", server)
        trust = ssl.create_default_context(cafile=str(logs / "certificate.pem"))
        pids = tuple(pid for _, pid in started)
        names = f"https://localhost:{tls}", f"http://localhost:{plain}"
        yield Served(*names, addresses, pids, logs, trust)
    finally:
        _end(server)


def configure(folder: Path, tls: int, plain: int, addresses: Sequence[str]) -> Path:
    """Writes the site as it stands in the project, its places those of a test; the file to run."""
    _certificate(folder)
    (folder / "cache").mkdir()
    site = SITE.read_text(encoding="utf-8")
    listed = "".join(f"    server {urlsplit(one).netloc} max_fails=0;\n" for one in addresses)
    for wanted, here in (
        ("    server 127.0.0.1:8501 max_fails=0;\n", listed),
        ("    server 127.0.0.1:8502 max_fails=0;\n", ""),
        ("listen 443", f"listen 127.0.0.1:{tls}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("    listen [::]:443 ssl default_server;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("    listen [::]:80 default_server;\n", ""),
        ("    listen [::]:80;\n", ""),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "certificate.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "key.pem")),
        (f"https://{NAME}", f"https://localhost:{tls}"),
        (NAME, "localhost"),
        ("/var/cache/nginx/csp", str(folder / "cache")),
        ("/var/log/nginx/", f"{folder}/"),
        ("/usr/local/share/csp", str(SITE.parent)),
    ):
        assert wanted in site, f"the site has no “{wanted}”"
        site = site.replace(wanted, here)
    (folder / "csp.conf").write_text(site, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log crit;\n"
        "worker_rlimit_nofile 4096; events {worker_connections 2048;}\n"
        "http {\n  include /etc/nginx/mime.types;\n"
        + "".join(
            f"  {kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"  include {folder}/csp.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def _certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        + ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Waits until somebody listens at an address; RuntimeError when the process ends before."""
    place = urlsplit(address)
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection((place.hostname, place.port), timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Nobody listens at {address}.")


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    server.wait(20)
