"""Deciding on a signal: what is written down, what is refused and how, what a step does."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from csp import cli, deciding, decisions
from csp.answers import ledger
from csp.answers.ledger import DECIDED, EARLIER, WAITS, Entry, Known
from csp.answers.trends import trend
from csp.build.decided import decided
from csp.db import Reader, pointer, sql
from csp.errors import DecisionError
from csp.measures import measures
from csp.stats.signal_runs import signal_runs
from tests.csp.decision_books import AREA, decision

TODAY = date(2026, 11, 26)
VEHICLES = "vehicle_crime:2025-01:below"
MEETING = date(2025, 9, 14)


@pytest.fixture
def reader(partner) -> Iterator[Reader]:
    """The partner file, whose signals are decided on."""
    with closing(Reader(pointer("partner").resolve(), "partner")) as opened:
        yield opened


def entries(reader: Reader) -> tuple[Entry, ...]:
    return ledger.entries(reader, ledger.known(reader))


def entry(reader: Reader, reference: str = VEHICLES) -> Entry:
    return deciding.find(entries(reader), reference)


def decide(reader: Reader, **changed: object) -> decisions.Decision:
    given = {"reference": VEHICLES, "decision": "watch", "note": "Look again.", "on": MEETING}
    return deciding.decide(reader, **{**given, "today": TODAY, **changed})


def test_signals_since_the_newest_break_wait_and_earlier_ones_do_not(reader):
    held = entries(reader)
    assert {one.standing for one in held} == {WAITS, EARLIER}
    assert {one.months.end.year for one in held if one.standing == EARLIER} == {2014}
    assert min(one.months.start for one in held if one.standing == WAITS) == date(2024, 2, 1)


def test_the_ledger_holds_the_months_that_the_table_of_signals_holds(reader):
    table = reader.read("signals", area_code=AREA, since=date(2000, 1, 1))
    fired = {(row.measure, row.month.date(), row.above) for row in table.itertuples()}
    shown = {
        (one.measure, month, one.side == "above")
        for one in entries(reader)
        for month in one.months.all()
    }
    between = {("crime_total_excl_asb", date(2025, 6, 1), True)}  # the third of two of three
    assert shown - between == {(name, month, above) for name, month, above in fired}


def test_a_decision_closes_the_months_that_had_ended_and_what_goes_on_is_told(reader):
    made = decide(reader, public=True, note="  Patrols   went on. ")
    assert (made.starts, made.ends, made.note) == (
        date(2025, 1, 1),
        date(2025, 8, 1),
        "Patrols went on.",
    )
    assert made.limits == "24.2, 63.3, 102.4"
    assert (made.release, made.rule) == (reader.release, "seven_on_one_side")
    now = entry(reader)
    assert (now.standing, now.went_on, now.last) == (DECIDED, 2, made)
    decide(
        reader, decision="no-action", on=date(2025, 11, 12), reference="vehicle_crime:2025-06:below"
    )
    now = entry(reader)
    assert [one.decision for one in now.decisions] == ["watch", "no action"]
    assert now.went_on == 0
    assert sum(one.standing == DECIDED for one in entries(reader)) == 1


def test_no_step_is_accepted_under_a_decision_that_a_later_one_stands_over(reader):
    decide(reader, on=date(2026, 9, 1))
    with pytest.raises(DecisionError) as raised:
        decide(reader, on=date(2025, 11, 12), new_limits_from=date(2025, 2, 1))
    assert "What the meeting of 1 September 2026 decided" in str(raised.value)
    assert len(decisions.decisions()) == 1
    made = decide(reader, on=date(2025, 11, 12))  # late minutes are history, and told to be
    assert "(watch) stands, since it is later." in " ".join(deciding.recorded(reader, made))


def test_a_damaged_book_is_told_and_not_counted_as_empty(reader):
    decide(reader)
    with decisions.book().open("ab") as held:
        held.write(b"rubbish\n")
    with pytest.raises(DecisionError, match="not as it was written"):
        list(deciding.lines(reader))


def test_a_reference_names_a_signal_by_any_of_its_months(reader):
    held = entries(reader)
    assert entry(reader).reference == VEHICLES
    for one in held:
        assert deciding.find(held, one.reference) == one
        for month in one.months.all():
            any_month = f"CRIME_{ledger.short(one.measure)}:{month:%Y-%m}:{one.side} "
            assert deciding.find(held, any_month) == one


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reference": "gossip"}, "“gossip” is no reference of a signal; one looks like"),
        ({"reference": "drugs:2025-01:below"}, "There is no signal “drugs:2025-01:below”"),
        ({"decision": "gossip"}, "“gossip” is no decision; choose one of: explained by recording;"),
        ({"decision": ""}, "The decision is missing; choose one of:"),
        ({"note": " \n "}, "The note is missing"),
        ({"note": "x" * 401}, "The note has 401 characters"),
        ({"on": date(2026, 11, 27)}, "The meeting of 27 November 2026 has not been yet"),
        ({"on": date(2025, 1, 31)}, "the signal's first month, Jan 2025, had not ended"),
        (
            {"new_limits_from": date(2024, 12, 1)},
            "New limits cannot start in Dec 2024: choose a month of the signal that had ended when"
            " the meeting met, from Jan 2025 to Aug 2025.",
        ),
        ({"new_limits_from": date(2025, 9, 1)}, "New limits cannot start in Sep 2025"),
        (
            {"reference": "asb_incidents:2025-07:above", "new_limits_from": date(2025, 7, 1)},
            "New limits start only where seven or more months in a row",
        ),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_nothing_is_recorded(reader, changed, sentence):
    with pytest.raises(DecisionError) as raised:
        decide(reader, **changed)
    assert sum(sentence in line for line in str(raised.value).splitlines()) == 1
    assert not decisions.book().exists()


def test_every_slip_is_told_at_once(reader):
    with pytest.raises(DecisionError) as raised:
        decide(reader, decision="gossip", note="", on=date(2027, 1, 1))
    assert len(str(raised.value).splitlines()) == 4


def test_only_the_partner_edition_takes_a_decision(demonstration):
    with pytest.raises(DecisionError, match="in the partner edition alone"):
        decide(demonstration)


def test_the_demonstration_knows_nothing_of_the_partnerships_book(partner, demonstration_folder):
    decisions.append(decision())
    with closing(Reader((demonstration_folder / "demonstration.duckdb").resolve())) as other:
        assert ledger.known(other) == Known(())


def test_a_damaged_book_stops_the_form_and_not_the_ledger(reader):
    decide(reader)
    decisions.book().write_bytes(b"gossip\n")
    known = ledger.known(reader)
    assert known.decisions == ()
    assert known.fault.startswith("meetings/decisions.jsonl is not as it was written:")
    with pytest.raises(DecisionError, match="line 1"):
        decide(reader)


# ---- the command


def test_the_command_lists_records_and_lists_again(partner, capsys):
    assert cli.main(["decide"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert max(map(len, told)) <= 120
    assert any(line.startswith(f"{VEHICLES} ") and line.endswith("waits") for line in told)
    assert told[-2] == "8 signals wait for a decision; 0 are decided."
    arguments = ["--on", "2025-09-14", "--new-limits-from", "2025-02", "--public"]
    assert (
        cli.main(["decide", VEHICLES, "action-opened", "Patrols", "went", "on.", *arguments]) == 0
    )
    told = capsys.readouterr().out
    assert told.startswith(
        "Recorded: Vehicle crime, Jan 2025 to Aug 2025: action opened, decided on 14 September 2025"
    )
    assert "New limits start in Feb 2025 (11 months held since: trial limits)." in told
    assert "They take effect with the next build" in told
    assert cli.main(["decide"]) == 0
    told = capsys.readouterr().out
    assert "went on since: 2" in told
    assert "7 signals wait for a decision; 1 is decided." in told
    (made,) = decisions.decisions()
    assert (made.note, made.public, made.new_limits_from) == (
        "Patrols went on.",
        True,
        date(2025, 2, 1),
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([VEHICLES], "Say what was decided: explained by recording;"),
        ([VEHICLES, "watch"], "The note is missing"),
        ([VEHICLES, "watch", "Seen.", "--on", "yesterday"], "“yesterday” is not a day"),
        ([VEHICLES, "watch", "Seen.", "--on", ""], "“” is not a day"),
        ([VEHICLES, "watch", "Seen.", "--new-limits-from", "x"], "“x” is not a month"),
        (["--edition", "gossip"], "There is no edition “gossip”"),
        (["--edition", "public"], "There is no public file"),
    ],
)
def test_a_slip_of_the_command_is_a_sentence(partner, capsys, arguments, sentence):
    assert cli.main(["decide", *arguments]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert not decisions.book().exists()


# ---- the build and the public file


def made_file(*book: decisions.Decision) -> duckdb.DuckDBPyConnection:
    """An empty file with the decisions of a book."""
    connection = duckdb.connect()
    connection.execute(sql("build", "00_schema"))
    decided(connection, book)
    return connection


STEP = decision(new_limits_from=date(2025, 2, 1), public=True, note="The step.")


def test_a_step_stands_until_a_later_decision_on_the_signal():
    held = made_file(STEP).execute("SELECT * FROM approved_step").fetchall()
    assert held == [("crime_vehicle_crime", AREA, date(2025, 2, 1), STEP.decided_on)]
    later = decision(decided_on=date(2025, 11, 1), note="No step after all.")
    connection = made_file(STEP, later)
    assert connection.execute("SELECT * FROM approved_step").fetchall() == []
    stands = dict(connection.execute("SELECT note, stands FROM decision").fetchall())
    assert stands == {"The step.": False, "No step after all.": True}


def test_only_what_is_public_and_of_a_measure_that_is_held_is_published():
    connection = made_file()
    connection.execute("CREATE SCHEMA partner")
    for table in ("decision", "approved_step"):
        connection.execute(f"CREATE TABLE partner.{table} AS FROM {table}")
    secret = decision(starts=date(2024, 1, 1), ends=date(2024, 1, 1), note="For us alone.")
    absent = decision(measure="crime_drugs", public=True, note="Not held.")
    connection.execute("CREATE SCHEMA other")
    with made_file(STEP, secret, absent) as source:
        for table in ("decision", "approved_step"):
            rows = source.execute(f"FROM {table}").fetchall()
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO partner.{table} VALUES ({marks})", rows)
    connection.execute(
        "INSERT INTO area_month VALUES (?, 'crime_vehicle_crime', ?, 1, NULL)",
        [AREA, date(2025, 1, 1)],
    )
    for name in ("46_public_decisions", "47_public_steps"):
        connection.execute(sql("build", name))
    assert connection.execute("SELECT note, public FROM decision").fetchall() == [
        ("The step.", True)
    ]
    assert connection.execute("SELECT count(*) FROM approved_step").fetchone() == (1,)


@pytest.fixture
def stepped(partner, tmp_path) -> Iterator[Reader]:
    """The partner file with an accepted step for vehicle crime in the borough."""
    file = tmp_path / "stepped.duckdb"
    shutil.copy(partner / "partner-a-1.duckdb", file)
    with duckdb.connect(str(file)) as held:
        held.execute(
            "INSERT INTO approved_step VALUES ('crime_vehicle_crime', ?, ?, ?)",
            [AREA, date(2025, 2, 1), MEETING],
        )
    with closing(Reader(file)) as opened:
        yield opened


def test_an_accepted_step_starts_limits_afresh_and_changes_nothing_else(reader, stepped):
    vehicles = measures()["crime_vehicle_crime"]
    before, after = (trend(one, vehicles) for one in (reader, stepped))
    new = after.chart[after.chart["month"] >= date(2025, 2, 1)]
    assert set(new["span"]) == {after.chart["span"].max()}
    assert new["centre"].iloc[0] == pytest.approx(new["value"].mean())
    assert new["limits_kind"].iloc[0] == "trial"
    assert after.verdict.kind == "no signal" and before.verdict.kind == "earlier signal"
    counts = ["month", "events", "status", "value"]
    pd.testing.assert_frame_equal(before.chart[counts], after.chart[counts])
    spans = before.chart["month"] < date(2021, 8, 1)
    pd.testing.assert_frame_equal(before.chart[spans], after.chart[spans])
    assert list(after.breaks["kind"]).count("step accepted") == 1
    for name, area in (("crime_burglary", AREA), ("crime_vehicle_crime", "E05004996")):
        same = [trend(one, measures()[name], area).chart for one in (reader, stepped)]
        pd.testing.assert_frame_equal(*same)


def test_a_decision_on_a_signal_that_fires_no_more_stays_in_the_ledger(reader, stepped):
    known = Known((STEP,))
    gone = [one for one in ledger.entries(stepped, known) if one.decisions]
    assert [(one.signal, one.standing) for one in gone] == [(None, DECIDED)]
    assert gone[0].reference == f"{VEHICLES}:2021-08"
    assert deciding.find(gone, gone[0].reference) == gone[0]
    assert signal_runs(trend(stepped, measures()["crime_vehicle_crime"]).chart) == []


def test_a_signal_under_new_limits_waits_though_one_was_decided_in_the_same_months(stepped):
    old = Known((decision(measure="asb_incidents", side="above", limits_from=date(2014, 1, 1)),))
    held = ledger.entries(stepped, old)
    summer = deciding.find(held, "asb_incidents:2025-07:above")
    assert summer.signal is not None and summer.standing == WAITS


def test_the_command_is_given_a_file_that_is_there(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    assert cli.main(["decide"]) == cli.REFUSED
    assert "There is no partner file" in capsys.readouterr().err
    assert Path(tmp_path, "meetings").exists() is False
