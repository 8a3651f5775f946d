"""What is wrong with a partner's file: one fault a cell, told in the order of the rows."""

from collections import Counter
from collections.abc import Iterable

from csp.contract import LISTED, QUOTED
from csp.errors import Fault
from csp.sources import Column, Source

FOUND = 400  # characters of a header that a sentence quotes
VALUE = "the value"  # stands for a cell that may not be quoted


def told(faults: Iterable[Fault]) -> list[str]:
    """The sentences: rows in their order, then how many more there are, then the whole file's."""
    everything = list(faults)
    in_rows = [fault for fault in everything if fault.row is not None]
    in_rows.sort(key=lambda fault: fault.row or 0)  # stable: columns stay in the contract's order
    seen: Counter[tuple[str, str]] = Counter()
    sentences = []
    for fault in in_rows:
        seen[fault.column, fault.kind] += 1
        if seen[fault.column, fault.kind] <= LISTED:
            sentences.append(fault.sentence)
    for (column, _), count in seen.items():
        if count > LISTED:
            where = f' in "{column}"' if column else ""
            sentences.append(f"and {count - LISTED:,} more rows with a fault of this kind{where}")
    return sentences + [fault.sentence for fault in everything if fault.row is None]


def may_quote(column: Column, source: Source) -> bool:
    """Whether a sentence may repeat what stands in the column."""
    return column.quotable or source.sensitivity == "open"


def shown(text: str) -> str:
    """A cell's text in quotation marks, shortened."""
    short = shortened(text)
    return f"'{short}'" if short.isprintable() else repr(short)


def shortened(text: str) -> str:
    """As much of a cell's text as a sentence or a table repeats."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def found(words: Iterable[str]) -> str:
    """The headings of a file in brackets, as a sentence ends with them, shortened."""
    text = ", ".join(word for word in words if word)
    return f"(columns found: {text if len(text) <= FOUND else text[: FOUND - 1] + '…'})"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Quoted names as a sentence lists them: "Month", "Ward" and "Sex"."""
    *first, last = [f'"{word}"' for word in words]
    return f"{', '.join(first)} {joint} {last}" if first else last
