"""What nobody means well by: query strings from a grammar, paths that climb, frames that are none.

Everything is drawn from a seed, so that what was found can be found again.
"""

import random
from urllib.parse import quote, quote_plus

from components.ui.choosers import NOUNS

# A sign that may be on no page as markup; as words it may.
MARK = "<csp-mark onload=x>"
KEYS = (
    *NOUNS,
    *("search", "all", "exit", "embed", "embed_options", "page", "session", "v", "id", "file"),
    *("view", "view", "item", "message", "screen", "release", "edition", "on"),
    *(
        "__class__",
        "_stcore",
        "constructor",
        "__proto__",
        "",
        " ",
        "measure[]",
        "ward[0]",
        "ward.x",
    ),
)
# What an address may truly hold, of which only a part is spoilt.
TRUE = (
    *(
        "crime_burglary",
        "crime_total_excl_asb",
        "asb_incidents",
        "E05004996",
        "Heath",
        "High Street",
    ),
    *("rate", "Rate", "Count", "Hotspots", "Change", "Over time", "lsoa", "2020", "2024", "groups"),
    *("2014-01_2014-11", "Jan 2014 to Nov 2014", "2025-02", "measure:crime_burglary", "promises"),
    *("2017-18", "2013-18", "since", "Every figure", "theme", "wards", "urban_rural", "true"),
    *("meeting", "meeting", "partner", "public", "demonstration", "2026-11-20", "3"),
    *("worked_example", "police_uk", "funnel", "strip", "months", "Promises", "Trend"),
)
# What an address tries: markup, code in several languages, paths, words that break a parser.
TRIED = (
    MARK,
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "**b** `c` $x^2$ :red[x] :material/home:",
    "' OR 1=1 --",
    "'; DROP TABLE release; --",
    "$1",
    "$release",
    "x' UNION SELECT content FROM read_text('/etc/passwd') --",
    "COPY release TO '/tmp/x'",
    "{0.__class__.__mro__}",
    "{settings}",
    "%(area)s",
    "${7*7}",
    "{{7*7}}",
    "__import__('os').system('id')",
    "../../../../etc/passwd",
    "..\\..\\data\\settings.toml",
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "//evil.example/",
    "\\\\evil.example\\share",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "\u202e\u2066txt",
    "\ud7ff\ufffd\uffff",
    "\U0001f6a8" * 9,
    "é" * 300,
    "A" * 20_000,
    "9" * 400,
    "-1",
    "0",
    "1e309",
    "NaN",
    "Infinity",
    "-0.0",
    "2025-02-30",
    "0000-00",
    "9999-99_0000-00",
    "2025-01_2014-01",
    "null",
    "undefined",
    "None",
    "True",
    "[]",
    "{}",
    '["Heath", "North"]',
    ",",
    ";",
    "&",
    "=",
    "#",
    "?",
    "%",
    "+",
)
# Bytes that are no text once decoded, and signs that a reader may take for the end.
RAW = (
    "%",
    "%zz",
    "%ff%fe",
    "%c0%af",
    "%ed%a0%80",
    "%00",
    "%u0041",
    "&&&&",
    "====",
    ";a=b",
    "?x",
    "#x",
)


def queries(seed: int, many: int) -> list[str]:
    """So many query strings."""
    drawn = random.Random(seed)
    return [_query(drawn) for _ in range(many)]


def _query(drawn: random.Random) -> str:
    many = drawn.choices((1, 2, 3, 8, 200), weights=(5, 5, 4, 2, 0.2))[0]
    parts = [_part(drawn) for _ in range(many)]
    return drawn.choice(("", "?", "&")) * (drawn.random() < 0.1) + "&".join(parts)


def _part(drawn: random.Random) -> str:
    if drawn.random() < 0.08:
        return drawn.choice(RAW)
    key = drawn.choice(KEYS)
    if drawn.random() < 0.05:
        key = drawn.choice(TRIED)
    return f"{_coded(drawn, key)}{drawn.choice(('=', '=', '=', '=', '==', ''))}{_value(drawn)}"


def _value(drawn: random.Random) -> str:
    kind = drawn.random()
    if kind < 0.3:
        return _coded(drawn, drawn.choice(TRUE))
    if kind < 0.7:
        return _coded(drawn, drawn.choice(TRIED))
    if kind < 0.85:
        return _coded(drawn, _spoilt(drawn, drawn.choice(TRUE)))
    if kind < 0.95:
        return _coded(drawn, drawn.choice(TRUE) + drawn.choice(TRIED))
    return drawn.choice(RAW)


def _spoilt(drawn: random.Random, words: str) -> str:
    """True words with a sign taken out, doubled, or another put in."""
    at = drawn.randrange(len(words))
    sign = drawn.choice(("", words[at] * 2, chr(drawn.randrange(1, 0x2FF)), "\u0301", " "))
    return words[:at] + sign + words[at + 1 :]


def _coded(drawn: random.Random, words: str) -> str:
    way = drawn.random()
    if way < 0.6:
        return quote(words, safe="")
    if way < 0.8:
        return quote_plus(words)
    if way < 0.9:
        return quote(quote(words, safe=""), safe="")  # twice
    return words.replace("&", "%26")  # as it is


CLIMBS = ("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "....", "..;")
SLASHES = ("/", "%2f", "%5c", "\\", "//", "%252f")
DOORS = (
    *("/app/static/", "/media/", "/component/", "/_stcore/bidi-components/", "/static/", "/"),
    *("/_stcore/upload_file/", "/static/js/", "/app/", "/ward_map/"),
)
WANTED = (
    *(
        "etc/passwd",
        "dashboard.py",
        "data/settings.toml",
        "pyproject.toml",
        ".streamlit/config.toml",
    ),
    *(".streamlit/secrets.toml", "data/demonstration.duckdb", "data/public.duckdb", ".git/config"),
    *("proc/self/environ", "deploy/app.py"),
)


def paths(seed: int, many: int) -> list[str]:
    """So many request paths, to be sent as they are."""
    drawn = random.Random(seed)
    return [_path(drawn) for _ in range(many)]


def _path(drawn: random.Random) -> str:
    door, wanted = drawn.choice(DOORS), drawn.choice(WANTED)
    if drawn.random() < 0.15:
        return door + drawn.choice(("/", "%2f", "file:///", "C:\\", "%00")) + wanted
    climb, slash = drawn.choice(CLIMBS), drawn.choice(SLASHES)
    return door + (climb + slash) * drawn.choice((1, 2, 3, 8)) + wanted


def frames(seed: int, many: int) -> list[bytes]:
    """So many frames that are no messages, or messages with a part torn out."""
    drawn = random.Random(seed)
    return [drawn.randbytes(drawn.choice((0, 1, 2, 7, 40, 900))) for _ in range(many)]
