"""Every command says how it ended: 0 done, 1 wrong data, 2 refused, in a sentence."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from csp import cli
from csp.settings import ROOT
from csp.sources import sources


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """The command as an officer gives it, in a process of its own."""
    place = {name: value for name, value in os.environ.items() if name != "CSP_EDITION"}
    return subprocess.run(
        [sys.executable, "-m", "csp", *command],
        cwd=ROOT,
        env=place | {"CSP_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(said: subprocess.CompletedProcess[str]) -> str:
    """The sentence of a refusal."""
    assert said.returncode == cli.REFUSED
    assert "Traceback" not in said.stdout + said.stderr
    assert said.stdout == ""
    return said.stderr.strip()


def test_check_names_the_two_broken_months_and_the_late_dataset(demonstration_folder):
    said = run(demonstration_folder, "check")
    assert said.returncode == cli.FOUND_WRONG
    assert said.stderr == ""
    lines = said.stdout.splitlines()
    broken = [line for line in lines if "is incomplete" in line]
    assert [line.split(" is ")[0] for line in broken] == [
        "demonstration: Nov 2018",
        "demonstration: Dec 2018",
    ]
    assert "38% of the" in broken[1]
    assert lines[-1] == f"{len(lines) - 1 - lines.index(broken[0])} things to look at."
    assert lines[0].startswith("Supply of the demonstration file on ")
    police = next(line for line in lines if line.startswith("police_uk "))
    assert " Dec 2025  late: " in police
    assert max(map(len, lines[: lines.index(broken[0])])) <= 120


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty data folder that the commands of this process use."""
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path


def test_check_tells_a_damaged_edition_and_goes_on_to_the_others(
    demonstration_folder, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    whole = (demonstration_folder / "demonstration.duckdb").resolve()
    (tmp_path / "demonstration.duckdb").symlink_to(whole)
    content = bytearray(whole.read_bytes())
    for start in range(len(content) // 10, len(content), len(content) // 10):
        content[start : start + 64] = b"\xff" * 64
    (tmp_path / "partner.duckdb").write_bytes(content)
    (tmp_path / "public.duckdb").symlink_to("gone.duckdb")
    assert cli.main(["check"]) == cli.FOUND_WRONG
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Supply of the demonstration file on ")
    at = next(place for place, line in enumerate(lines) if line.startswith("partner: "))
    assert lines[at].startswith("partner: partner.duckdb")
    assert lines[at + 1] == "public: gone.duckdb cannot be read as a data file."
    assert lines[at + 2].startswith("demonstration: Nov 2018 is incomplete")
    assert lines[-1] == f"{len(lines) - 1 - at} things to look at."


def test_an_empty_path_is_not_the_current_folder(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["ingest", "police_uk", ""])
    assert left.value.code == cli.REFUSED
    assert "the path is empty" in capsys.readouterr().err


def test_check_without_a_file_is_refused(here, capsys):
    assert cli.main(["check"]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("There is no file to check yet; run")


def test_publish_without_a_partner_file_is_refused(here, capsys):
    assert cli.main(["publish"]) == cli.REFUSED
    assert "There is no partner file to publish" in capsys.readouterr().err


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["gossip"])
    assert left.value.code == cli.REFUSED
    assert "gossip" in capsys.readouterr().err


def test_an_unknown_source_is_told_with_the_known_ones(here, capsys):
    assert cli.main(["ingest", "gossip", "file.csv"]) == cli.REFUSED
    assert capsys.readouterr().err == (
        f"There is no source “gossip”; known are: {', '.join(sources())}.\n"
    )


def test_every_source_can_be_ingested(tmp_path, monkeypatch, capsys):
    """Each tells of the missing file by its name: none is left without an intake."""
    monkeypatch.setenv("CSP_DATA", str(ROOT / "data"))
    monkeypatch.setenv("CSP_KEY_FILE", str(tmp_path / "reference.key"))
    for source in sources():
        assert cli.main(["ingest", source, "nowhere.csv"]) == cli.REFUSED
        said = capsys.readouterr()
        assert "nowhere.csv" in said.err
        assert "nothing was taken" in said.err
        assert said.out == ""


def test_a_path_that_is_not_there(demonstration_folder):
    sentence = refused(run(demonstration_folder, "ingest", "police_uk", "nowhere.zip"))
    assert "nowhere.zip" in sentence
    assert "nothing was taken" in sentence


@pytest.mark.parametrize(
    "content", [b"", b"not a zip at all", b"PK\x03\x04 cut short"], ids=["empty", "text", "cut"]
)
def test_a_zip_that_is_none(demonstration_folder, tmp_path, content, monkeypatch, capsys):
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    junk = tmp_path / "months.zip"
    junk.write_bytes(content)
    assert cli.main(["ingest", "police_uk", str(junk)]) == cli.REFUSED
    told = capsys.readouterr().err
    assert "months.zip" in told
    assert "nothing was taken" in told
    assert not (demonstration_folder / "raw").exists()


def test_a_zip_without_street_files(demonstration_folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as packed:
        packed.writestr("beach.jpg", b"sand")
    sentence = refused(
        run(demonstration_folder, "ingest", "police_uk", str(tmp_path / "holiday.zip"))
    )
    assert "holiday.zip" in sentence


def test_a_data_folder_that_lacks_a_file_is_told(demonstration_folder, tmp_path):
    (tmp_path / "settings.toml").write_bytes((demonstration_folder / "settings.toml").read_bytes())
    said = run(tmp_path, "demo", "--steps")
    assert said.returncode == cli.REFUSED
    assert "Traceback" not in said.stderr
    assert "  area.csv: is missing.\n" in said.stderr


def test_a_data_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    said = run(tmp_path / "data", "demo", "--steps")
    assert said.returncode == cli.REFUSED
    assert "Traceback" not in said.stderr
    assert said.stderr.strip().endswith(".")


@pytest.mark.skipif(os.name != "posix", reason="rights of folders differ here")
@pytest.mark.parametrize("command", [("demo",), ("build",), ("ingest", "police_uk", "FILE")])
def test_a_folder_that_cannot_be_written_is_told(tmp_path, command):
    """/proc takes no folder from anybody, not even from root: a folder that cannot be written."""
    if not Path("/proc/self").exists():
        pytest.skip("no /proc on this machine")
    file = tmp_path / "2026-01-kent-street.csv"
    file.write_text("Month\n", encoding="utf-8")
    said = run(Path("/proc/csp"), *(str(file) if part == "FILE" else part for part in command))
    assert said.returncode == cli.REFUSED
    assert "Traceback" not in said.stderr
    assert said.stderr.strip().endswith(".")


def test_settings_with_a_mistake_are_told(demonstration_folder, tmp_path):
    text = (demonstration_folder / "settings.toml").read_text(encoding="utf-8")
    (tmp_path / "settings.toml").write_text(text.replace("E07000110", "E7"), encoding="utf-8")
    sentence = refused(run(tmp_path, "build"))
    assert sentence.startswith("settings.toml cannot be used:")
    assert "area.code" in sentence
