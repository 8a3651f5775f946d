"""Brings a survey's answers into one shape: a row an answer, whichever way the file holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csp.errors import Fault
from csp.ingest.alike import alike, nearest
from csp.ingest.faults import found, listed, may_quote, shown
from csp.ingest.header import Table
from csp.ingest.questions import question_words
from csp.ingest.unfit import Cell, plain
from csp.sources import Source

QUESTION, ANSWER = "Question", "Answer"


@dataclass(frozen=True)
class Answers:
    """Answers by row: the place of the row among the table's rows, the question, the answer."""

    rows: list[int]
    questions: list[str]  # ids
    answers: list[str]  # in the scale's spelling


def shape_faults(table: Table, source: Source) -> list[Fault]:
    """What keeps the file from being read as one answer a row, or one column a question."""
    long = [name for name in (QUESTION, ANSWER) if name in table.places]
    wide = asked(table, source)
    if wide and long:
        both = listed([*(table.heading(name) for name in long), table.heading(wide[0])])
        return [Fault(f"columns {both} together: hold one answer a row, or one question a column")]
    if wide or len(long) == 2:
        return []
    needed = f'neither columns "{QUESTION}" and "{ANSWER}" nor one for each question'
    return [Fault(f"has {needed} {found(table.header)}")]


def asked(table: Table, source: Source) -> list[str]:
    """The ids of the questions that have a column of their own, in the file's order."""
    ids = {question.id for question in source.questions}
    return sorted(ids & set(table.places), key=lambda question: table.places[question])


def answers(table: Table, source: Source) -> tuple[Answers, list[Fault]]:
    """Every answer given, in the order of the file, and the faults; empty answers are dropped.

    The table has one of the two shapes, without `shape_faults`.
    """
    given = _wide(table, source) if asked(table, source) else _long(table, source)
    scales = _Scales(source)
    kept, faults = Answers([], [], []), []
    for place, heading, question, cell in given:
        if not plain(cell):
            continue
        answer = scales.answer(question, cell)
        if isinstance(answer, Fault):
            faults.append(Fault(answer.says, table.numbers[place], heading, answer.kind))
        else:
            kept.rows.append(place)
            kept.questions.append(question)
            kept.answers.append(answer)
    return kept, faults


def _wide(table: Table, source: Source) -> Iterator[tuple[int, str, str, Cell]]:
    columns = [(table.heading(name), name, table.cells(name)) for name in asked(table, source)]
    for place in range(len(table.rows)):
        for heading, question, cells in columns:
            yield place, heading, question, cells[place]


def _long(table: Table, source: Source) -> Iterator[tuple[int, str, str, Cell]]:
    """Rows whose question is not known are left out: that is a fault of their question."""
    heading = table.heading(ANSWER)
    ids = {alike(word): question for word, question in question_words(source).items()}
    rows = zip(table.cells(QUESTION), table.cells(ANSWER), strict=True)
    for place, (question, answer) in enumerate(rows):
        if (asked_for := ids.get(alike(plain(question)))) is not None:
            yield place, heading, asked_for, answer


class _Scales:
    """The answers that each question may have; each distinct cell is asked about once."""

    def __init__(self, source: Source) -> None:
        self._words = {
            question.id: (*source.scale_of(question.id).answers, *source.left_out)
            for question in source.questions
        }
        column = next(column for column in source.columns if column.name == ANSWER)
        self._quotes = may_quote(column, source)
        self._known: dict[tuple[str, type, Cell], str | Fault] = {}

    def answer(self, question: str, cell: Cell) -> str | Fault:
        """The answer as the scale spells it, or the fault without its place."""
        key = (question, cell.__class__, cell)
        if key not in self._known:
            self._known[key] = self._read(self._words[question], plain(cell))
        return self._known[key]

    def _read(self, words: Sequence[str], text: str) -> str | Fault:
        for word in words:
            if alike(word) == alike(text):
                return word
        subject = shown(text) if self._quotes else "the value"
        meant = nearest(text, words) if self._quotes else None
        rule = f"is none of: {'; '.join(words)}"
        return Fault(
            f"{subject} {rule}" + (f" (did you mean {meant}?)" if meant else ""), kind=rule
        )
