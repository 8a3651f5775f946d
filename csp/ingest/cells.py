"""The column types of a contract as pydantic types: a cell in, its one normal spelling out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Annotated, get_args

from pydantic import BeforeValidator, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from csp.contract import has_form
from csp.ingest import days, place_cells
from csp.ingest.alike import alike, means_all, nearest
from csp.ingest.faults import VALUE, may_quote, shown
from csp.ingest.place_cells import Reader
from csp.ingest.questions import question_words
from csp.ingest.unfit import SPREADSHEET_ERROR, Cell, Unfit, plain
from csp.ingest.wards import Places
from csp.sources import Column, ColumnType, Sensitivity, Source, category_id, total_words

LARGEST_COUNT = 1_000_000  # no month of any ward, and no survey, has more
SENSITIVITIES: tuple[str, ...] = get_args(Sensitivity)
FEW = 8  # words that a sentence lists whole

YES_NO = {"y": "yes", "yes": "yes", "true": "yes", "1": "yes"} | {
    "n": "no",
    "no": "no",
    "false": "no",
    "0": "no",
}
COUNT = re.compile(r"-?(\d+(\.0)?|\d{1,3}(,\d{3})+)", re.ASCII)
COMMANDS = ("+", "-", "@", "|")  # a spreadsheet that opens our tables may run what begins so
WEIGHT = re.compile(r"\d*\.?\d+|\d+\.", re.ASCII)
# Numbers with something beside them, which a person must take away: 1 204, 12*, £12, 12².
PARTED = re.compile(r"\d{1,3}([ .']\d{3})+|\d+\.0+", re.ASCII)
MARKED = re.compile(
    r"[£€$+]\d+|\(\d+\)|\d+ ?([*†‡]+|[A-Za-z]|\([A-Za-z]\)|[¹²³⁰⁴-⁹]+|\[\w\])", re.ASCII
)
DIGITS_ALONE = "is not a whole number; write digits alone, without marks (as 1204)"
MARK_BESIDE = "has a mark beside the number; write the digits alone"
A_SHARE = "is a share; send the count itself"
NOT_A_COUNT = "is not a whole number; send the true count, it is protected when published"


@dataclass(frozen=True)
class Reading:
    """What was read of one column: the normal spelling of each cell, None where it has a fault."""

    cells: list[str | None]
    faults: dict[int, tuple[str, str]]  # by the place of the cell: kind, sentence


def type_of(column: Column, source: Source, held: Places) -> TypeAdapter[str]:
    """The column's cells as a pydantic type, which gives the normal spelling of a cell.

    It raises ValidationError with our own sentence. A column of wards needs the row's period (a
    date, or None when it is unknown) as `period` of the validation context.
    """
    reader = _reader(column, source, held)
    quotes = may_quote(column, source)

    def read(cell: Cell, asked: ValidationInfo) -> str:
        try:
            text = plain(cell)
            if not text:
                return _blank(column)
            _refuse_formulas(text)
            if column.type == "text" and text.startswith(COMMANDS):
                raise Unfit("command", f"begins with {text[0]}, as a formula does; leave it out")
            period = (asked.context or {}).get("period")
            return reader(text if isinstance(cell, str) else cell, period)
        except Unfit as unfit:
            raise _told(unfit, shown(plain(cell)) if quotes else VALUE, quotes=quotes) from None

    return TypeAdapter(Annotated[str, BeforeValidator(read)])


def read_column(
    cells: Sequence[Cell], kind: TypeAdapter[str], periods: Sequence[date | None] | None = None
) -> Reading:
    """Every cell of a column in its normal spelling, or why not; each distinct cell is asked once.

    `periods` are those of the rows, for columns whose meaning depends on them.
    """
    known: dict[tuple[type, Cell, date | None], str | tuple[str, str]] = {}
    read: list[str | None] = []
    faults: dict[int, tuple[str, str]] = {}
    for place, (cell, period) in enumerate(zip(cells, periods or repeat(None), strict=False)):
        key = (cell.__class__, cell, period)  # 1, 1.0 and TRUE are equal, but not the same
        if key not in known:
            known[key] = _asked(kind, cell, period)
        answer = known[key]
        if isinstance(answer, str):
            read.append(answer)
        else:
            read.append(None)
            faults[place] = answer
    return Reading(read, faults)


def _asked(kind: TypeAdapter[str], cell: Cell, period: date | None) -> str | tuple[str, str]:
    try:
        return kind.validate_python(cell, context={"period": period})
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        return wrong["type"], wrong["msg"]


def _told(unfit: Unfit, subject: str, *, quotes: bool) -> PydanticCustomError:
    """Our sentence as pydantic's error. Curly brackets of a cell must not be read as its own."""
    whole = unfit.says if unfit.kind in {"empty", "formula"} else f"{subject} {unfit.says}"
    if unfit.meant and quotes:
        whole = f"{whole} (did you mean {unfit.meant}?)"
    return PydanticCustomError("unfit " + unfit.kind, "{whole}", {"whole": whole})


def _blank(column: Column) -> str:
    if column.blank_allowed:
        return ""
    advice = {
        "count": "; write 0 where there were none",
        "sensitivity": f"; write {column.example}, as agreed",
    }
    raise Unfit("empty", f"the cell is empty{advice.get(column.type, '')}")


def _refuse_formulas(text: str) -> None:
    if SPREADSHEET_ERROR.fullmatch(text):
        raise Unfit("formula", f"the cell holds an error of the spreadsheet ({text})")
    if text.startswith("="):
        raise Unfit("formula", "the cell holds a formula, not its result; send the values alone")


def _reader(column: Column, source: Source, held: Places) -> Reader:
    if column.type == "ward":
        return place_cells.ward_of(column, held)
    if column.type == "area":
        return place_cells.area_of(column, source, held)
    return _without_period(_simple_reader(column, source, held))


def _simple_reader(column: Column, source: Source, held: Places) -> Callable[[Cell], str]:
    simple: dict[ColumnType, Callable[[Cell], str]] = {
        "text": plain,
        "reference": plain,
        "month": days.month,
        "date": days.day,
        "moment": days.moment,
        "wave": days.wave,
        "number": _number,
        "count": _count,
        "weight": _weight,
        "yes_no": _yes_no,
    }
    match column.type:
        case "choice":
            return _one_of({word: word for word in column.values} or question_words(source))
        case "category":
            words = (*source.categories, *total_words(column, source))
            told = place_cells.of_a_total(column, source)
            return _one_of({word: category_id(word) for word in words}, told)
        case "lsoa_code":
            return place_cells.lsoa_of(held)
        case "district":
            return place_cells.district_of(column, source, held)
        case "sensitivity":
            return _sensitivity_of(source)
        case other:
            return simple[other]


def _without_period(read: Callable[[Cell], str]) -> Reader:
    return lambda cell, _period: read(cell)


def _number(cell: Cell) -> str:
    text = plain(cell)
    if not has_form("number", text):
        raise Unfit("form", "is not a number")
    return text


def _count(cell: Cell) -> str:
    text = plain(cell).replace("\u2212", "-")
    if isinstance(cell, bool | date | datetime) or not COUNT.fullmatch(text):
        raise _no_count(text)
    number = int(text.replace(",", "").removesuffix(".0"))
    if number < 0:
        raise Unfit("range", "is less than 0")
    if number > LARGEST_COUNT:
        raise Unfit("range", f"is more than {LARGEST_COUNT:,}, which cannot be")
    return str(number)


def _no_count(text: str) -> Unfit:
    if PARTED.fullmatch(text):
        return Unfit("parted", DIGITS_ALONE)
    if MARKED.fullmatch(text):
        return Unfit("marked", MARK_BESIDE)
    if text.endswith("%"):
        return Unfit("share", A_SHARE)
    return Unfit("form", NOT_A_COUNT)


def _weight(cell: Cell) -> str:
    text = plain(cell)
    if isinstance(cell, bool) or not WEIGHT.fullmatch(text) or Decimal(text) <= 0:
        raise Unfit("form", "is not a weight (a number above 0, as 0.93)")
    return f"{Decimal(text).normalize():f}"


def _yes_no(cell: Cell) -> str:
    word = YES_NO.get(plain(cell).lower())
    if word is None:
        raise Unfit("form", "is neither yes nor no")
    return word


def _one_of(spellings: dict[str, str], of_a_total: str = "") -> Callable[[Cell], str]:
    """A reader of the words given, each with its normal spelling.

    `of_a_total` is said of a word for all the others that is not among them.
    """
    known = {alike(word): spelling for word, spelling in spellings.items()}
    words = "; ".join(spellings)
    rule = f"is none of: {words}" if len(spellings) <= FEW else "is not a word that is known here"

    def read(cell: Cell) -> str:
        text = plain(cell)
        if (found := known.get(alike(text))) is None:
            if of_a_total and means_all(text):
                raise Unfit("total", of_a_total)
            raise Unfit("form", rule, nearest(text, spellings))
        return found

    return read


def _sensitivity_of(source: Source) -> Callable[[Cell], str]:
    """A reader of how the sender says that rows may be handled; it must be what was agreed."""

    def read(cell: Cell) -> str:
        word = plain(cell).lower()
        if word not in SENSITIVITIES:
            raise Unfit("form", f"is no word for it; write {source.sensitivity}, as agreed")
        if word != source.sensitivity:
            raise Unfit(
                "sensitivity",
                f"is not how this source is handled ({source.sensitivity}); ask whoever looks after"
                " the dashboard before you send it",
            )
        return word

    return read
