"""How we protect people: calm without an audit, else the numbers of the file's own."""

import json
from contextlib import closing

import duckdb
import pytest

from components.charts.palette import LIGHT
from components.screens import protection as screen
from components.words import protection as words
from csp.db import Reader
from tests.csp.disclosure.audit import handmade
from tests.pages.opening import opened, said


def test_the_demonstration_has_rules_and_no_audit(demonstration):
    app = opened("how_we_protect_people")
    told = said(app)
    assert app.title[0].value == words.title(None)
    assert words.NO_AUDIT_TITLE in told
    assert "No agreement is signed yet" in told
    assert words.POLICE[0] in told
    assert not app.get("vega_lite_chart")


@pytest.fixture
def public(tmp_path, monkeypatch):
    """The public file made by hand, audited as it is published."""
    from csp.publish.audited import audited  # noqa: PLC0415 - the build is not of the pages

    handmade.make(tmp_path / "public.duckdb")
    audited(tmp_path / "public.duckdb", tmp_path / "releases", {}, {})
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.setenv("CSP_EDITION", "public")
    return tmp_path / "public.duckdb"


def test_the_result_of_the_audit_is_the_one_in_the_file(public):
    with duckdb.connect(str(public), read_only=True) as file:
        (told,) = file.execute("SELECT audit FROM release").fetchone()
    told = json.loads(told)
    with closing(Reader(public, "public")) as reader:
        title, lead = screen.heading(reader)
        made = screen.result(reader, LIGHT)
        rules = screen.thresholds(reader)
        proof = screen.proof(reader)
    assert title.startswith("One count is hidden")
    assert f"all {told['cells']:,} published counts" in lead
    assert made.files["hidden"].sum() == told["hidden_cells"] == 1
    assert (made.files["counts"] - made.files["shown"] == made.files["hidden"]).all()
    assert set(rules.files["smallest_shown"]) == {5, 10}
    assert any("threshold of 10 can still be any of 11 numbers" in one for one in proof)


def test_a_file_without_partners_counts_says_so(public):
    with duckdb.connect(str(public)) as file:
        file.execute("UPDATE release SET audit = NULL")
    with closing(Reader(public, "public")) as reader:
        assert screen.result(reader, LIGHT) is None
        assert screen.heading(reader)[0] == words.title(None)
