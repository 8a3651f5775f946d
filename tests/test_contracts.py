"""The habits that a tool holds: layers, style, types, no machine's own path, short pages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from csp.settings import ROOT
from tests.long import LONG

LONGEST_PAGE = 60  # lines
FOREIGN = re.compile(
    # a letter in brackets, so that this file does not find itself; where a server has the program
    # is no machine's place
    r"/[w]ork/|/[o]pt/(?!csp\b)|/[h]ome/|[p]ypi\.org|[p]ythonhosted"
)
TEXTS = {".py", ".sql", ".toml", ".md", ".txt", ".csv", ".geojson", ".json", ".yml", ".cfg", ""}


LAYERS = ("-c", "from importlinter.cli import lint_imports_command as c; c()")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("-m", "ruff", "check", "."), id="ruff"),
        pytest.param(("-m", "ruff", "format", "--check", "."), id="format"),
        pytest.param(("-m", "mypy"), id="types"),
        pytest.param(("-m", "sqlfluff", "lint", "queries"), id="sql", marks=LONG),
        pytest.param(LAYERS, id="layers"),
    ],
)
def test_a_tool_finds_nothing(command):
    said = run(*command)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_layers_are_really_held():
    """All the contracts of pyproject.toml are read, and each is kept."""
    said = run(*LAYERS).stdout
    contracts = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").count("importlinter.contracts")
    )
    assert contracts >= 6
    assert f"Contracts: {contracts} kept, 0 broken." in said


def committed() -> list[Path]:
    """Every file that git keeps or would keep; a copy without git is walked through."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git repository: what is committed cannot be told")
    return [file for name in listed.stdout.splitlines() if (file := ROOT / name).is_file()]


def test_no_file_names_a_machine_or_a_package_registry():
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in committed()
        if file.suffix in TEXTS
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if FOREIGN.search(line)
    ]
    assert wrong == []


def test_a_foreign_path_would_be_found():
    assert FOREIGN.search("/".join(["", "work", "main"]))


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.stem)
def test_a_page_reads_like_a_table_of_contents(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_PAGE
    assert not re.search(r"\bSELECT\b|#[0-9A-Fa-f]{6}\b", "\n".join(lines))


@pytest.mark.parametrize(
    "module",
    sorted(
        path
        for folder in ("csp", "components", "pages", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text(encoding="utf-8").strip()
    ),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_module_opens_with_a_sentence(module):
    assert module.read_text(encoding="utf-8").startswith('"""')
