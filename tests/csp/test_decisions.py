"""The book of decisions: added to and never changed, whole whoever writes and whenever it is
killed.
"""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from csp import books, decisions
from csp.decisions import append, by_signal, note_fault, standing
from csp.errors import DecisionError
from csp.settings import ROOT
from tests.csp.decision_books import decision
from tests.killed import run_watched

WRITERS, EACH = 4, 5
PREPARED = "from csp import decisions; from tests.csp.decision_books import decision"


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    """Where the book will lie, in a data folder of its own."""
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    return decisions.book()


def test_without_a_book_there_is_no_decision(book):
    assert decisions.decisions() == ()
    assert not book.parent.exists()


def test_what_is_written_is_read_again_after_all_before_it(book):
    held, content = [], b""
    for number in range(5):
        one = decision(note=f"Note {number}: “é”, 25% and \\n are kept.", public=number % 2 == 0)
        append(one)
        held.append(one)
        assert decisions.decisions() == tuple(held)
        assert book.read_bytes().startswith(content)
        content = book.read_bytes()
    assert content.count(b"\n") == 5
    assert {file.name for file in book.parent.iterdir()} == {"decisions.jsonl", ".lock"}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"note": ""}, "note is missing"),
        ({"note": "   "}, "note is missing"),
        ({"note": "x" * 401}, "401 characters; 400 are the most"),
        ({"note": "two\nlines"}, "line breaks, control characters"),
        ({"note": "turned \u202e round"}, "line breaks, control characters"),
        ({"decision": "gossip"}, "Input should be"),
        ({"starts": date(2025, 1, 2)}, "not the first day of a month"),
        ({"ends": date(2024, 12, 1)}, "do not follow each other"),
        ({"decided_on": date(2025, 8, 1)}, "do not follow each other"),
        ({"new_limits_from": date(2025, 9, 1)}, "a month of the signal"),
        ({"rule": "gossip"}, "Input should be"),
        ({"limits": "about 60"}, "match pattern"),
        ({"recorded_at": datetime(2025, 9, 14)}, "timezone"),  # noqa: DTZ001  # the fault itself
        ({"heard_from": "somebody"}, "not permitted"),
    ],
)
def test_what_no_decision_may_hold(changed, fault):
    with pytest.raises(ValidationError, match=fault):
        decision(**changed)


@given(st.text(min_size=3, max_size=400))
def test_a_note_without_fault_is_one_plain_line(note):
    if not note_fault(note):
        assert note.strip()
        assert len(note.splitlines()) == 1 or not note.isprintable()
        assert decision(note=note).note == note


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{"measure": 1}\n', "line 2: measure:"),
        (b"not a line of ours\n", "line 2: "),
        (b'{"measure": "crime_drugs"', "line 2: ends in the middle"),
        (b"\n", "line 2: "),
        (b"\xff\xfe\n", "line 2: "),
    ],
)
def test_a_damaged_book_is_told_by_its_line_and_takes_nothing_more(book, content, fault):
    append(decision())
    with book.open("ab") as written:
        written.write(content)
    before = book.read_bytes()
    with pytest.raises(DecisionError, match=fault) as raised:
        decisions.decisions()
    assert "SECRET" not in str(raised.value)
    with pytest.raises(DecisionError, match=fault):
        append(decision())
    assert book.read_bytes() == before


def test_who_waits_for_another_writer_is_told(book, monkeypatch):
    append(decision())
    monkeypatch.setattr(books, "PATIENCE", 0.05)
    with (
        FileLock(book.parent / ".lock"),
        pytest.raises(DecisionError, match="Somebody else is writing just now"),
    ):
        append(decision())
    assert len(decisions.decisions()) == 1


def test_a_disk_that_refuses_leaves_the_book_as_it_was(book, monkeypatch):
    append(decision())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(books.os, "fsync", full)
    with pytest.raises(DecisionError, match="Nothing was recorded, .+: No space left on device"):
        append(decision(note="Second."))
    assert [one.note for one in decisions.decisions()] == [decision().note]
    assert list(book.parent.glob(".decisions-*")) == []


def test_many_who_decide_at_once_lose_nothing(book):
    work = (
        f"import sys\n{PREPARED}\n"
        f"for n in range({EACH}): decisions.append(decision(note=f'{{sys.argv[1]}} wrote {{n}}'))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", work, f"writer {n}"], cwd=ROOT)
        for n in range(WRITERS)
    ]
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    notes = [one.note for one in decisions.decisions()]
    assert sorted(notes) == [f"writer {w} wrote {n}" for w in range(WRITERS) for n in range(EACH)]


def test_a_writer_that_is_killed_leaves_the_book_whole(book):
    append(decision())
    before = book.read_bytes()
    work = "decisions.append(decision(note='The second.'))"
    moments = int(run_watched(0, book.parent, PREPARED, work).stdout)
    assert moments > 3
    whole = book.read_bytes()
    for deadly in range(1, moments + 1):
        book.write_bytes(before)
        assert run_watched(deadly, book.parent, PREPARED, work).returncode == -9
        left = [one.note for one in decisions.decisions()]
        assert left in ([decision().note], [decision().note, "The second."])
        append(decision(note="After the kill."))
        assert decisions.decisions()[-1].note == "After the kill."
        assert list(book.parent.glob(".decisions-*")) == []
    assert whole.startswith(before)


MOMENT = datetime(2025, 9, 14, 12, tzinfo=UTC)


def test_decisions_that_share_a_month_are_about_one_signal_and_the_last_meeting_stands():
    early = decision(decided_on=date(2025, 9, 1), note="early")
    longer = decision(ends=date(2025, 10, 1), decided_on=date(2025, 11, 12), note="longer")
    corrected = decision(
        ends=date(2025, 10, 1),
        decided_on=date(2025, 11, 12),
        note="corrected",
        recorded_at=MOMENT + timedelta(hours=1),
    )
    others = [
        decision(side="above"),
        decision(measure="crime_drugs"),
        decision(limits_from=date(2025, 1, 1)),
        decision(starts=date(2024, 1, 1), ends=date(2024, 3, 1)),
    ]
    groups = by_signal([longer, corrected, *others, early])
    assert [[one.note for one in group] for group in groups][-1] == ["early", "longer", "corrected"]
    assert len(groups) == 5
    assert corrected in standing([corrected, longer, early])
    assert len(standing([corrected, longer, early])) == 1


@given(st.permutations(range(6)))
def test_the_order_of_writing_decides_nothing_about_what_belongs_together(order):
    spans = [(1, 2), (2, 4), (6, 7), (4, 4), (9, 9), (7, 8)]
    made = [
        decision(starts=date(2025, a, 1), ends=date(2025, b, 1), decided_on=date(2025, 12, 1 + n))
        for n, (a, b) in enumerate(spans)
    ]
    groups = by_signal(made[place] for place in order)
    found = {frozenset(made.index(one) for one in group) for group in groups}
    assert found == {frozenset({0, 1, 3}), frozenset({2, 5}), frozenset({4})}
