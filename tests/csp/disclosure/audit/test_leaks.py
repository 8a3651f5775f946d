"""The audit finds what gives people away: a clean file made by hand, with one leak in each copy."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from csp.disclosure.audit import audit, recoverable, structure
from csp.errors import PublishError
from csp.settings import ROOT
from tests.csp.disclosure.audit import handmade as made
from tests.csp.disclosure.audit.handmade import BOROUGH, GROUP, NEW, OLD

File = duckdb.DuckDBPyConnection
ABUSE = "domestic_abuse_incidents"
SHOP_WOMEN = "one_stop_shop_women"


@pytest.fixture(scope="module")
def clean() -> Iterator[File]:
    """The clean file, held in memory."""
    connection = duckdb.connect()
    made.fill(connection)
    yield connection
    connection.close()


@pytest.fixture
def planted(clean, tmp_path) -> Iterator[Callable[..., Path]]:
    """Plants leaks in the file for one test; gives the folder of the logs beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(ROOT / "data" / "disclosure.toml", folder)

    def plant(*leaks: "Leak") -> Path:
        for leak in leaks:
            for do in leak.plants:
                do(clean)
            with (folder / "disclosure.toml").open("a", encoding="utf-8") as rules:
                rules.write(leak.known)
            for number, rows in enumerate(leak.logs):
                made.log(folder / "releases" / f"2017-{number:02d}-log.csv", *rows)
        return folder / "releases"

    clean.execute("BEGIN")
    yield plant
    clean.execute("ROLLBACK")


def run(query: str) -> Callable[[File], object]:
    """A leak that one statement plants."""
    return lambda file: file.execute(query)


def hide_year(measure: str, area: str) -> Callable[[File], object]:
    return run(
        "UPDATE area_period SET events = NULL, why_blank = 'hidden'"
        f" WHERE measure = '{measure}' AND area_code = '{area}'"
    )


def hide_month(measure: str, area: str, month: str) -> Callable[[File], object]:
    return run(
        "UPDATE area_month SET events = NULL, why_blank = 'hidden'"
        f" WHERE measure = '{measure}' AND area_code = '{area}' AND month = '{month}-01'"
    )


def hide_group(word: str) -> Callable[[File], object]:
    return run(
        "UPDATE breakdown_period SET events = NULL, why_blank = 'hidden'"
        f" WHERE group_name = '{word}'"
    )


def two_wards(file: File) -> None:
    """A second group, of wards A and B, with its count: 36 incidents."""
    made.add_group(file, "two_wards", "AB")
    made.put_year(file, ABUSE, "two_wards", 36)


def wards_alike(file: File) -> None:
    """Ward V of 2024 becomes the same area as ward A of 2013, its count told."""
    file.execute(
        f"UPDATE lsoa_ward SET ward_code = '{NEW['W']}' WHERE ward_code = '{NEW['V']}'"
        f" AND lsoa_code IN (SELECT lsoa_code FROM lsoa_ward WHERE ward_code = '{OLD['B']}')"
    )
    gone = (BOROUGH, GROUP, NEW["V"], NEW["W"])
    file.execute(f"DELETE FROM area_period WHERE measure = '{ABUSE}' AND area_code IN {gone}")
    for ward, count in (("V", 12), ("W", 60)):
        made.put_year(file, ABUSE, NEW[ward], count)


def add_month(measure: str, area: str, events: int = 15) -> Callable[[File], object]:
    return run(
        f"INSERT INTO area_month VALUES ('{area}', '{measure}', '2017-03-01', {events}, NULL)"
    )


@dataclass(frozen=True)
class Leak:
    """What is planted, and what the audit says of it."""

    name: str
    plants: tuple[Callable[[File], object], ...]
    says: str
    known: str = ""
    logs: tuple[tuple[dict[str, object], ...], ...] = ()


def known(measure: str, ends: str, more: str = "") -> str:
    """The rule that names the stated figure: of 2017 up to a month."""
    return (
        f'\n[[known]]\nfigure = "stated"\nmeasure = "{measure}"\narea_code = "{BOROUGH}"\n'
        f"starts = 2017-01-01\nends = {ends}-01\n{more}"
    )


def stated(value: int) -> Callable[[File], object]:
    """A published figure of that value."""
    return run(
        "INSERT INTO published_figure BY NAME SELECT 'stated' AS figure, 'd' AS document, 's' AS"
        f" section, 't' AS theme, 'w' AS what, {value} AS value, '{value}' AS stated,"
        " 'cases' AS unit"
    )


ANSWERED = (
    "INSERT INTO survey_answer BY NAME SELECT 'residents_survey' AS survey, '2017' AS wave,"
    " 'partner' AS status, "
)
WAVE = run(
    "INSERT INTO survey_wave VALUES ('residents_survey', '2017', 'Residents'' survey of safety,"
    " 2017', 'partner', '2017-01-01', 'A friend of the officer rang them', 'if random', 'x')"
)
TOO_CLOSE = "hidden counts can be worked out too closely"
RECOVERED = [
    Leak("by total", (hide_month("needle_finds", OLD["E"], "2017-01"),), TOO_CLOSE),
    Leak(
        "by year minus months",
        (
            hide_month("needle_finds", OLD["E"], "2017-01"),
            hide_month("needle_finds", BOROUGH, "2017-01"),
            hide_month("needle_finds", OLD["B"], "2017-01"),
        ),
        "Discarded needles, January 2017.*Ward E",
    ),
    Leak("by a group", (two_wards,), f"Domestic abuse, 2017: {TOO_CLOSE}"),
    Leak("by the other ward set", (wards_alike,), "Ward A"),
    Leak(
        "by the borough",
        (
            hide_year(ABUSE, OLD["B"]),
            run(f"UPDATE area_period SET events = 0 WHERE area_code IN ('{OLD['C']}')"),
            run(f"UPDATE area_period SET events = 0 WHERE area_code IN ('{NEW['X']}')"),
        ),
        "contradict each other",
    ),
    Leak("by sums of categories", (hide_year("one_stop_shop_men", BOROUGH),), TOO_CLOSE),
    Leak(
        "by groups of the whole",
        (
            run("UPDATE breakdown_period SET events = 0 WHERE group_name = 'Weapons'"),
            run("UPDATE area_period SET events = 40 WHERE measure = 'stop_searches'"),
            hide_group("Drugs"),
        ),
        "Stop and search.*Drugs",
    ),
    Leak("by a group of categories", (hide_group("Men"),), "One-stop shop visits, 2017"),
    Leak(
        "by a known published total",
        (stated(12), hide_month("marac_cases", BOROUGH, "2017-01")),
        "January 2017",
        known=known("marac_cases", "2017-03"),
    ),
    Leak(
        "by a known published total of a group",
        (stated(15), hide_group("Men"), hide_group("Women"), hide_year(SHOP_WOMEN, BOROUGH)),
        "One-stop shop visits by women, 2017",
        known=known("one_stop_shop_visits", "2017-12", 'grouping = "Sex"\ngroup = "Men"\n'),
    ),
    Leak(
        "by an earlier release of a group that is gone",
        (),
        TOO_CLOSE,
        logs=((made.year_row(ABUSE, "two_wards", 35, "AB"),),),
    ),
    Leak(
        "by what was shown earlier and is hidden now",
        (
            lambda file: made.add_group(file, "two_wards", "AB"),
            lambda file: made.put_year(file, ABUSE, "two_wards", 36),
            hide_year(ABUSE, OLD["B"]),
        ),
        TOO_CLOSE,
        logs=((made.year_row(ABUSE, OLD["B"], 30), made.year_row(ABUSE, OLD["A"], None)),),
    ),
]
UNKNOWN = [
    Leak("an extra table", (run("CREATE TABLE note (words VARCHAR)"),), "Table note"),
    Leak("an extra column", (run("ALTER TABLE area ADD COLUMN seen VARCHAR"),), "Column seen"),
    Leak("a view", (run("CREATE VIEW every AS SELECT 1 AS one"),), "a view"),
    Leak("a remark", (run("COMMENT ON TABLE area IS 'see incident'"),), "a remark"),
    Leak(
        "a table of incidents",
        (run("INSERT INTO hour_of_week VALUES ('x', 'y', '2017', 0, 21, 1)"),),
        "hour_of_week holds what is never published",
    ),
    Leak(
        "unprotected groups",
        (run("INSERT INTO breakdown VALUES ('marac', 'x', '2017-01-01', 'a', 'b', 'c', 1)"),),
        "breakdown holds what is never published",
    ),
    Leak(
        "a text with a reference",
        (run("INSERT INTO unreadable VALUES ('d', 's', 'p', 'see DA-000123', 'w')"),),
        "the reference of a record",
    ),
    Leak(
        "a hashed reference",
        (run(f"INSERT INTO unreadable VALUES ('d', 's', 'p', '{'0a' * 16}', 'w')"),),
        "the reference of a record",
    ),
    Leak(
        "a text with a time of day",
        (run("INSERT INTO unreadable VALUES ('d', 's', 'p', 'seen at 21:40 by', 'w')"),),
        "a time of day",
    ),
    Leak(
        "a text with an address",
        (run("INSERT INTO unreadable VALUES ('d', 's', 'p', 'at ME14 1XX', 'w')"),),
        "a postcode",
    ),
]
HELD = [
    Leak("a small area", (add_month("needle_finds", "E01000001"),), "a small area"),
    Leak("a month below the borough", (add_month(ABUSE, OLD["B"]),), "below the borough"),
    Leak("a place that is none", (add_month(ABUSE, "12 High Street"),), "no area"),
    Leak(
        "a value not rounded",
        (run(f"UPDATE area_period SET events = 31 WHERE area_code = '{OLD['C']}'"),),
        "not rounded",
    ),
    Leak(
        "a value below the threshold",
        (run(f"UPDATE area_period SET events = 5 WHERE measure = '{ABUSE}' AND events = 20"),),
        "below the threshold",
    ),
    Leak(
        "a p-value",
        (
            run(
                "INSERT INTO hotspot VALUES ('domestic_abuse_incidents', 'E05000001', '2017-01-01',"
                " '2017-12-01', NULL, 0.01, NULL, 'hot 95', 'none', NULL, NULL, FALSE)"
            ),
        ),
        "holds p of a partner's measure",
    ),
    Leak(
        "a score",
        (
            run(
                "INSERT INTO local_moran VALUES ('domestic_abuse_incidents', 'E05000001',"
                " '2017-01-01', '2017-12-01', 1.5, NULL, NULL, 'high-high')"
            ),
        ),
        "local_moran",
    ),
    Leak(
        "the number of rows received",
        (run("UPDATE dataset SET rows = 151 WHERE dataset = 'domestic_abuse'"),),
        "number of rows",
    ),
    Leak(
        "a fingerprint of the rows",
        (run("UPDATE dataset SET sha256 = 'abc' WHERE dataset = 'domestic_abuse'"),),
        "fingerprint",
    ),
    Leak(
        "a partner's dataset called open",
        (run("UPDATE dataset SET status = 'open' WHERE dataset = 'domestic_abuse'"),),
        "as its contract says",
    ),
    Leak(
        "a partner's measure of an open dataset",
        (run("UPDATE measure SET dataset = 'police_uk' WHERE dataset = 'marac'"),),
        "as its definition says",
    ),
    Leak(
        "a reason in free text",
        (
            run(
                "UPDATE supply SET status = 'incomplete', reason = 'the officer was ill'"
                " WHERE dataset = 'marac' AND month = '2017-05-01'"
            ),
        ),
        "on no list",
    ),
    Leak(
        "a group in free text",
        (run("UPDATE breakdown_period SET group_name = 'M. Brown' WHERE group_name = 'Other'"),),
        "free text is never published",
    ),
    Leak(
        "a window that is no year",
        (
            run(
                f"INSERT INTO area_period VALUES ('{ABUSE}', '{BOROUGH}', '2017-02-01',"
                " '2017-12-01', 150, NULL)"
            ),
        ),
        "no whole calendar year",
    ),
    Leak(
        "a change that follows from nothing published",
        (
            run(
                f"INSERT INTO area_change VALUES ('needle_finds', '{OLD['B']}', '2017-01-01',"
                " '2017-12-01', '2016-01-01', 12, 186, 0.5)"
            ),
        ),
        "does not follow",
    ),
    Leak(
        "seasons of counts that are not published",
        (run(f"INSERT INTO season VALUES ('{ABUSE}', '{BOROUGH}', '2017-01-01', 13.9, 1, 1)"),),
        "seasons",
    ),
    Leak(
        "the limits that a meeting saw",
        (
            run(
                f"INSERT INTO decision VALUES ('{ABUSE}', '{BOROUGH}', '2017-01-01', '2017-01-01',"
                " 'above', 'limit', '2017-01-01', '3.1, 7.4, 11.7', 'r', '2017-02-01', 'watch', '',"
                " TRUE, NULL, '2017-02-01', TRUE)"
            ),
        ),
        "decision.*on no list",
    ),
    Leak("the method of a survey in free text", (WAVE,), "survey_wave.*on no list"),
    Leak(
        "a share with decimals",
        (
            run(
                ANSWERED + "'safe_day' AS question, 'top' AS answer, 'x' AS area_code, 'all' AS"
                " grouping, '' AS group_name, 100 AS base, 61.4 AS percent"
            ),
        ),
        "not a whole percent",
    ),
    Leak(
        "a weighted share",
        (
            run(
                ANSWERED + "'safe_day' AS question, 'low' AS answer, 'x' AS area_code, 'all' AS"
                " grouping, '' AS group_name, 100 AS base, 80 AS weighted_base, 61 AS percent"
            ),
        ),
        "a share is weighted",
    ),
    Leak(
        "an invented round",
        (run("INSERT INTO priority_round VALUES (2017, 1, TRUE, TRUE, NULL)"),),
        "invented rows",
    ),
    Leak(
        "another edition's stamp", (run("UPDATE release SET edition = 'partner'"),), "not stamped"
    ),
]


NOT_COUNTS = re.compile(r"E0\d+|12 High Street|\b20\d\d\b")


def tells_no_count(sentence: str) -> bool:
    """Whether the only numbers of a sentence are codes and years."""
    return not re.search(r"\d", NOT_COUNTS.sub("", sentence))


def test_the_clean_file_passes(tmp_path):
    made.make(tmp_path / "public.duckdb")
    found = audit(tmp_path / "public.duckdb", tmp_path / "releases", {})
    assert found.failures == ()
    assert found.passed
    told = found.summary
    assert (told["hidden_cells"], told["narrowest"]) == (1, {"10": 10})
    assert told["cells"] == told["hidden_cells"] + told["shown_cells"] == 138


@pytest.mark.parametrize("leak", RECOVERED, ids=lambda leak: leak.name)
def test_what_can_be_worked_out_is_found(planted, clean, leak):
    found = recoverable(clean, planted(leak), {"stated": [BOROUGH]})
    assert re.search(leak.says, "\n".join(found.failures)), found.failures
    assert all(map(tells_no_count, found.failures))


@pytest.mark.parametrize("leaks", [UNKNOWN, HELD], ids=["names", "rows"])
def test_what_may_not_be_held_is_found(planted, clean, leaks):
    found = structure(clean, planted(*leaks))
    missed = [leak.name for leak in leaks if not re.search(leak.says, "\n".join(found))]
    assert missed == []
    assert all(map(tells_no_count, found))


def test_what_was_revised_is_no_leak(planted, clean):
    """An earlier release with other counts of the year, and all of its wards with them."""
    rows = [made.year_row(ABUSE, code, 40) for code in (OLD["B"], OLD["C"], OLD["D"])]
    log = (*rows, made.year_row(ABUSE, OLD["A"], None))
    assert recoverable(clean, planted(Leak("", (), "", logs=(log,))), {}).passed


def test_the_same_release_twice_changes_nothing(planted, clean):
    log = (made.year_row(ABUSE, OLD["B"], 30), made.year_row(ABUSE, OLD["A"], None))
    found = recoverable(clean, planted(Leak("", (), "", logs=(log, log))), {})
    assert found.passed
    assert found.summary["earlier_releases"] == 2


def test_what_a_document_states_itself_is_no_question_and_other_figures_are_no_facts(
    planted, clean
):
    """A month that a document states is known already; that another number stands there is not."""
    one = known("marac_cases", "2017-01")
    folder = planted(Leak("", (stated(7), hide_month("marac_cases", BOROUGH, "2017-01")), "", one))
    asked = recoverable(clean, folder, {}).summary
    found = recoverable(clean, folder, {"stated": [BOROUGH]})
    assert asked["questions"] - found.summary["questions"] == 1
    assert (asked["stated"], found.summary["stated"]) == (0, 1)


def test_true_totals_that_contradict_what_is_published_are_a_fault_and_false_ones_nothing(
    planted, clean
):
    hidden = hide_month("marac_cases", BOROUGH, "2017-05")
    folder = planted(Leak("", (stated(500), hidden), "", known("marac_cases", "2017-04")))
    assert "contradict each other" in recoverable(clean, folder, {"stated": [BOROUGH]}).failures[0]
    assert "contradict" not in "".join(recoverable(clean, folder, {}).failures)


def test_a_series_of_which_no_month_is_shown_may_hold_months_without_events(planted, clean):
    """A stated total of 12: four months of 1 or more are told too closely, twelve of 0 are not."""
    other = run("DELETE FROM area_month WHERE measure = 'marac_cases' AND month > '2017-04-01'")
    year = run("DELETE FROM area_period WHERE measure = 'marac_cases'")
    some = [hide_month("marac_cases", BOROUGH, f"2017-0{month}") for month in (1, 4)]
    folder = planted(
        Leak("", (stated(11), other, year, *some), "", known("marac_cases", "2017-04"))
    )
    true = {"stated": [BOROUGH]}
    assert not recoverable(clean, folder, true).passed
    for month in (2, 3):
        hide_month("marac_cases", BOROUGH, f"2017-0{month}")(clean)
    assert recoverable(clean, folder, true).passed


def test_a_file_that_is_none_is_refused_in_words(tmp_path):
    (tmp_path / "public.duckdb").write_text("no data file")
    with pytest.raises(PublishError, match="was not audited"):
        audit(tmp_path / "public.duckdb", tmp_path / "releases", {})


def test_a_log_that_cannot_be_read_is_told_by_its_name(planted, clean):
    folder = planted()
    folder.mkdir()
    (folder / "2017-11-aaaaaa.csv").write_text("table,dataset\narea_month,marac\n")
    with pytest.raises(PublishError, match="2017-11-aaaaaa"):
        recoverable(clean, folder, {})
