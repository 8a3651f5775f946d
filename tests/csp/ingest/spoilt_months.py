"""Street-level months, seeded and spoilt: in cells, columns, rows and bytes; some stay sound."""

import random
from collections.abc import Callable

from street_files import HEADER, KINDS, KNOWN, row

ROWS = 560  # enough to be judged whole
Rows = list[list[str]]
Chance = random.Random

WORDS = (
    *("", " ", "2025-01", "2025-02", "2025-13", "2025-0１", "Jan 2025", "Kent Police", "Kent"),
    *("KENT POLICE", "Essex Police", "Kent & Essex Police", "kent-police", KNOWN, "E01024500"),
    *("E01024322", "W01000001", "E0102432", "E010243211", "Maidstone 003B", "Shepway 001A"),
    *("Folkestone and Hythe 001A", "Elsewhere 001A", "Burglary", "burglary", "Burglary "),
    *("Loitering", "c1", "x" * 70_000, "x" * 131_073, '"', '"a,b"', '"a"', 'a"b', "é", "\ufeff"),
    *("\u2028", "\x0b", "\x85", "\x1b[31m", "😀", "\t", ";", "'", "0.5", "-", "a,b"),
)
BYTES = (
    *(b"\0", b"\r", b"\n", b"\r\n", b"\r\r\n", b"\n\n", b"\n\r", b'"', b'""', b",", b",,", b"\xff"),
    *(b"\xef\xbb\xbf", b"\xc2", b"\x85", b"\x1a", b" ", b"\x0c", b"'", b";", b"a"),
)


def spoilt_month(seed: int) -> bytes:
    """A month of a few rows or a whole one, that was spoilt in up to three ways."""
    chance = random.Random(seed)
    rows = _sound(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        chance.choice(WAYS)(chance, rows)
    end = chance.choice(("\n", "\n", "\n", "\r\n", "\r"))
    content = "".join(",".join(cells) + end for cells in rows).encode()
    for _ in range(chance.choice((0, 0, 1, 2))):
        content = _in_bytes(chance, content)
    return chance.choice((b"", b"", b"", b"\xef\xbb\xbf")) + content


def _sound(chance: Chance) -> Rows:
    rows = chance.choice((1, 3, 20, ROWS))
    first = [HEADER.split(",")]
    return first + [row(f"c{n}", kind=KINDS[n % len(KINDS)]).split(",") for n in range(rows)]


def _cells(chance: Chance, rows: Rows) -> None:
    for _ in range(chance.choice((1, 4, 30))):
        cells = chance.choice(rows[chance.randrange(2) :] or rows)
        if cells:
            cells[chance.randrange(len(cells))] = chance.choice(WORDS)


def _column(chance: Chance, rows: Rows) -> None:
    """One word in a column of many rows: another force, no location, one Crime ID."""
    at, word, share = chance.randrange(12), chance.choice(WORDS[:-15]), chance.random()
    for cells in rows[1:]:
        if at < len(cells) and chance.random() < share:
            cells[at] = word


def _repeated(chance: Chance, rows: Rows) -> None:
    many = chance.choice((3, 6, 7, 40))  # about the limit of a hundredth, or far over it
    for place in range(1, min(many, len(rows))):
        if rows[place]:
            rows[place][0] = "c100"


def _exchanged(chance: Chance, rows: Rows) -> None:
    """Two columns in each other's place, with or without their headings."""
    one, other = chance.randrange(12), chance.randrange(12)
    for cells in rows[chance.randrange(2) :]:
        if max(one, other) < len(cells):
            cells[one], cells[other] = cells[other], cells[one]


def _width(chance: Chance, rows: Rows) -> None:
    """Cells more or fewer in a row, often made up for by the next."""
    at = chance.randrange(len(rows))
    if chance.random() < 0.5:
        rows[at].insert(chance.randrange(len(rows[at]) + 1), chance.choice(("", "x")))
        if at + 1 < len(rows) and chance.random() < 0.7:
            del rows[at + 1][-1:]
    elif rows[at]:
        del rows[at][chance.randrange(len(rows[at]))]
        if at + 1 < len(rows) and chance.random() < 0.7:
            rows[at + 1].insert(0, "")


def _rows(chance: Chance, rows: Rows) -> None:
    at = chance.randrange(len(rows))
    match chance.choice(("twice", "gone", "empty", "all twice", "shuffled")):
        case "twice":
            rows.insert(at, list(rows[at]))
        case "gone":
            rows[at:] = rows[at + 1 :] or rows[at:]
        case "empty":
            rows.insert(at, [])
        case "all twice":
            rows.extend([list(cells) for cells in rows[1:]])
        case _:
            chance.shuffle(rows)


def _header(chance: Chance, rows: Rows) -> None:
    names = HEADER.split(",")
    rows[0] = chance.choice(
        (names[::-1], names[:-1], [*names, "More"], names[:1], [], [*names[1:], names[1]])
    )


WAYS: tuple[Callable[[Chance, Rows], None], ...] = (
    *(_cells, _cells, _column, _column, _repeated),
    *(_exchanged, _width, _rows, _header),
)


def _in_bytes(chance: Chance, content: bytes) -> bytes:
    at = chance.randrange(len(content) or 1)
    match chance.randrange(4):
        case 0:
            return content[:at] + chance.choice(BYTES) + content[at:]
        case 1:
            return content[:at] + chance.choice(BYTES) + content[at + 1 :]
        case 2:
            return content[:at] + content[at + chance.randint(1, 40) :]
        case _:
            return content[:at] if chance.random() < 0.3 else content[:-1]
