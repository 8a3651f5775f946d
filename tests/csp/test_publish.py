"""The public file of a partner file: what is in it, what is not, and how releases follow each
other.
"""

import importlib
import json
import shutil
from datetime import date

import duckdb
import pytest

from csp.db import Reader, pointer
from csp.disclosure import releases
from csp.disclosure.rules import Rule
from csp.errors import PublishError
from csp.publish import publish
from tests.conftest import relabelled
from tests.killed import run_watched
from tests.long import LONG

BOROUGH, WARD, LSOA = "E07000110", "E05004996", "E01024321"
PARTNERS = "(SELECT measure FROM measure WHERE dataset != 'police_uk')"
SILENT = "one_stop_shop_men"  # few of them make up a total that a document states
SMALLER = "(SELECT area_code FROM area WHERE kind IN ('lsoa', 'ward', 'group'))"


@pytest.fixture
def public(published_folder):
    with duckdb.connect() as held:
        for name in ("partner", "public"):
            file = (published_folder / f"{name}.duckdb").resolve()
            held.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        held.execute("USE public")
        yield held


@pytest.fixture
def folder(demonstration_folder, tmp_path, monkeypatch):
    """A data folder with a small partner file: 2018 alone, of one source."""
    made = relabelled(demonstration_folder, tmp_path / "data")
    with duckdb.connect(str(made / "partner-a-1.duckdb")) as held:
        held.execute("DELETE FROM dataset WHERE status = 'partner' AND dataset != 'one_stop_shop'")
        held.execute(f"DELETE FROM area_month WHERE measure IN {PARTNERS} AND year(month) != 2018")
        held.execute(
            "DELETE FROM area_month WHERE measure IN (SELECT measure FROM measure"
            " WHERE dataset NOT IN ('police_uk', 'one_stop_shop'))"
        )
        held.execute("DELETE FROM supply WHERE dataset NOT IN ('police_uk', 'one_stop_shop')")
        held.execute("DELETE FROM supply WHERE dataset = 'one_stop_shop' AND year(month) != 2018")
        for area, ends in ((WARD, "2018-12-01"), (LSOA, "2018-12-01"), (WARD, "2018-03-01")):
            held.execute(
                "INSERT INTO hotspot VALUES ('one_stop_shop_visits', ?, '2018-01-01', ?,"
                " 2.71, 0.01, 0.02, 'hot 95', 'emerging', 2, 5, false)",
                [area, ends],
            )
    monkeypatch.setenv("CSP_DATA", str(made))
    return made


def one(held, query: str, *given: object):
    return held.execute(query, list(given)).fetchone()


# ---- what is in it


def test_every_count_of_a_partner_is_rounded_or_hidden_and_a_zero_is_zero(public):
    for table in ("area_month", "area_period", "breakdown_period"):
        of_partners = f"WHERE measure IN {PARTNERS}" if table != "breakdown_period" else ""
        wrong = f"SELECT count(*) FROM {table} {of_partners}"
        joiner = "AND" if of_partners else "WHERE"
        assert one(public, f"{wrong} {joiner} events % 5 != 0")[0] == 0
        assert one(public, f"{wrong} {joiner} events BETWEEN 1 AND 9")[0] == 0  # all are sensitive
        assert one(public, f"{wrong} {joiner} events IS NULL AND why_blank != 'hidden'")[0] == 0
    held, hidden, zeros, small = one(
        public,
        "SELECT count(*), count(*) FILTER (WHERE shown.events IS NULL),"
        " count(*) FILTER (WHERE own.events = 0 AND shown.events IS DISTINCT FROM 0"
        f" AND (measure, area_code) != ('{SILENT}', '{BOROUGH}')),"
        " count(*) FILTER (WHERE own.events BETWEEN 1 AND 9 AND shown.events IS NOT NULL)"
        " FROM area_month AS shown JOIN partner.area_month AS own"
        f" USING (measure, area_code, month) WHERE measure IN {PARTNERS}",
    )
    assert held > hidden > 50
    assert (zeros, small) == (0, 0)


def test_where_a_stated_total_is_of_too_few_no_month_is_shown(public):
    """The documents state 12 and 20 visits by men, wherever they live, in two years."""
    series = f"WHERE measure = '{SILENT}' AND area_code = '{BOROUGH}'"
    shown = one(public, f"SELECT count(*), count(events) FROM area_month {series}")
    assert shown == (24, 0)
    zeros = f"SELECT count(*) FROM partner.area_month {series} AND events = 0"
    assert one(public, zeros)[0] > 0
    told = json.loads(one(public, "SELECT audit FROM release")[0])
    # Of the shop, the conference and the survey every figure that is stated is that of the file.
    assert told["stated"] == 24


def test_nothing_of_a_sensitive_subject_lies_below_the_borough_by_month(public):
    below = (
        f"SELECT count(*) FROM area_month WHERE measure IN {PARTNERS} AND area_code IN {SMALLER}"
    )
    assert one(public, below)[0] == 0
    assert one(public, below.replace("area_month", "partner.area_month"))[0] > 1000


def test_calendar_years_are_counts_of_their_own_and_the_periods_on_offer(public):
    spans = public.execute(
        "SELECT DISTINCT starts, ends FROM area_period UNION"
        " SELECT DISTINCT starts, ends FROM period WHERE dataset != 'police_uk'"
    ).fetchall()
    assert spans == [(date(2018, 1, 1), date(2018, 12, 1))]
    wrong = one(
        public,
        "SELECT count(*) FILTER (WHERE own.events - shown.events NOT BETWEEN -2 AND 2), count(*)"
        " FROM area_period AS shown JOIN (SELECT measure, area_code, sum(events) AS events"
        " FROM partner.area_month WHERE year(month) = 2018 GROUP BY ALL) AS own"
        " USING (measure, area_code) WHERE shown.events IS NOT NULL",
    )
    assert wrong[0] == 0 < wrong[1]
    kinds = public.execute(
        "SELECT DISTINCT kind FROM area_period JOIN area USING (area_code) ORDER BY kind"
    ).fetchall()
    assert kinds == [("borough",), ("group",), ("ward",)]


def test_times_of_day_small_areas_statistics_and_fingerprints_stay_behind(public):
    for table in ("hour_of_week", "calendar_effect", "breakdown", "received_file", "survey_count"):
        assert one(public, f"SELECT count(*) FROM {table}")[0] == 0
    assert one(public, f"SELECT count(*) FROM local_moran WHERE measure IN {PARTNERS}")[0] == 0
    assert one(public, "SELECT count(sha256) FROM dataset WHERE status = 'partner'")[0] == 0


def test_open_counts_pass_as_they_are(public):
    same = "SELECT * FROM {}area_month WHERE measure NOT IN " + PARTNERS
    for left, right in (("", "partner."), ("partner.", "")):
        query = f"SELECT count(*) FROM ({same.format(left)} EXCEPT {same.format(right)})"
        assert one(public, query)[0] == 0


def test_shares_are_whole_per_cents_of_rounded_bases(public):
    own = "FROM survey_answer WHERE status = 'partner'"
    assert one(public, f"SELECT count(*) {own} AND base % 5 != 0")[0] == 0
    for column in ("percent", "lower", "upper"):
        assert one(public, f"SELECT count(*) {own} AND {column} != round({column})")[0] == 0
    given = (
        "SELECT count(*) FROM survey_answer AS shown JOIN partner.survey_count AS own"
        " USING (survey, wave, question, answer, area_code, grouping, group_name)"
        " WHERE shown.status = 'partner' AND shown.percent IS NOT NULL AND "
    )
    assert one(public, f"{given} own.respondents BETWEEN 1 AND 4")[0] == 0
    assert one(public, f"{given} own.respondents > 4")[0] > 200
    blank = "percent IS NULL AND (base IS NOT NULL OR lower IS NOT NULL)"
    assert one(public, f"SELECT count(*) {own} AND {blank}")[0] == 0


def test_the_file_says_how_it_was_protected_but_not_which_hidden_cells_are_small(public):
    told = json.loads(one(public, "SELECT audit FROM release")[0])["protection"]
    shop = told["one_stop_shop"]
    assert (shop["smallest_shown"], shop["rounding"]) == (10, 5)
    hidden = one(
        public,
        "SELECT (SELECT count(*) FROM area_month JOIN measure USING (measure)"
        " WHERE dataset = 'one_stop_shop' AND events IS NULL) + (SELECT count(*) FROM area_period"
        " JOIN measure USING (measure) WHERE dataset = 'one_stop_shop' AND events IS NULL)"
        " + (SELECT count(*) FROM breakdown_period WHERE dataset = 'one_stop_shop'"
        " AND events IS NULL)",
    )[0]
    assert shop["hidden"] == hidden
    assert not {"primary", "secondary"} & set(shop)


def test_the_log_holds_every_protected_cell_as_it_was_published(public, published_folder):
    ((*entries,),) = releases.read(published_folder)
    cells = one(
        public,
        f"SELECT (SELECT count(*) FROM area_month WHERE measure IN {PARTNERS})"
        " + (SELECT count(*) FROM area_period) + (SELECT count(*) FROM breakdown_period)"
        " + (SELECT count(*) FROM survey_answer WHERE status = 'partner')",
    )[0]
    assert len(entries) == cells
    shown = {
        (entry.measure, entry.area_code): entry.value
        for entry in entries
        if entry.table == "area_period"
    }
    held = public.execute("SELECT measure, area_code, events FROM area_period").fetchall()
    assert shown == {
        (measure, area): "" if events is None else str(events) for measure, area, events in held
    }
    urban = next(entry for entry in entries if entry.area_code == "group_urban")
    assert len(urban.parts.split()) == 15


# ---- one release after another


def _year_of(folder) -> dict[tuple[str, str], int | None]:
    with duckdb.connect(str(folder / "public.duckdb"), read_only=True) as held:
        rows = held.execute("SELECT measure, area_code, events FROM area_period").fetchall()
    return {(measure, area): events for measure, area, events in rows}


def test_the_same_partner_file_gives_the_same_cells_and_one_log(folder):
    """And of hotspots only the wards' words over whole years."""
    publish()
    with duckdb.connect(str(folder / "public.duckdb"), read_only=True) as held:
        told = held.execute(f"SELECT * FROM hotspot WHERE measure IN {PARTNERS}").fetchall()
    year = (date(2018, 1, 1), date(2018, 12, 1))
    words = ("hot 95", "emerging", None, None, False)
    assert told == [("one_stop_shop_visits", WARD, *year, None, None, None, *words)]
    first = _year_of(folder)
    publish()
    assert _year_of(folder) == first
    assert len(list((folder / releases.FOLDER).iterdir())) == 1


def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown(folder):
    publish()
    first = _year_of(folder)
    hidden = next(key for key, events in first.items() if events is None and key[1] != BOROUGH)
    with duckdb.connect(str((folder / "partner.duckdb").resolve())) as held:
        held.execute(
            "UPDATE area_month SET events = events + 40 WHERE measure = ? AND area_code IN"
            " (SELECT ? UNION SELECT area_code FROM area_part WHERE part_code = ?)"
            " AND month = '2018-03-01'",
            [hidden[0], hidden[1], hidden[1]],
        )
        held.execute(
            "UPDATE area_month SET events = events + 40 WHERE measure = ? AND area_code = ?"
            " AND month = '2018-03-01'",
            [hidden[0], BOROUGH],
        )
        held.execute(
            "DELETE FROM area_month WHERE area_code IN (SELECT area_code FROM area WHERE"
            f" vintage = '2024' AND kind = 'ward') AND measure IN {PARTNERS}"
        )
        held.execute("UPDATE release SET release = '2026-01-second'")
    publish()
    second = _year_of(folder)
    assert second[hidden] is None
    assert len(list((folder / releases.FOLDER).iterdir())) == 2
    for key, events in first.items():
        if key[0] != hidden[0] and key in second and events is not None:
            assert second[key] == events, key


def test_a_damaged_log_stops_the_next_release(folder):
    publish()
    (log,) = (folder / releases.FOLDER).iterdir()
    log.write_text("table,dataset\narea_month,x\n", encoding="utf-8")
    before = pointer("public").resolve()
    with pytest.raises(PublishError, match="is damaged"):
        publish()
    assert pointer("public").resolve() == before


def test_a_file_that_fails_its_audit_is_not_put_in_place(folder, monkeypatch):
    class Failed:
        passed, failures, summary = False, ("A count can be worked out.",), {}

    module = importlib.import_module("csp.publish.audited")
    monkeypatch.setattr(module, "audit", lambda *_given: Failed)
    with pytest.raises(PublishError, match="A count can be worked out"):
        publish()
    assert not pointer("public").exists()
    assert not (folder / releases.FOLDER).exists()


def test_rules_that_ask_too_little_are_refused(folder):
    rules = folder / "disclosure.toml"
    rules.write_text(
        '[partner]\nsmallest_shown = 5\nrounding = 4\nagreement = "none"\n', encoding="utf-8"
    )
    with pytest.raises(Exception, match="odd number"):
        publish()
    assert not pointer("public").exists()


@LONG
def test_a_kill_leaves_no_published_file_without_its_log(folder):
    """At each of the last moments that touch a file: the log is whole before the pointer turns."""
    work = "from csp.publish import publish; publish()"
    every = int(run_watched(0, folder, "", work).stdout)
    shutil.rmtree(folder / releases.FOLDER)
    for file in folder.glob("public*"):
        file.unlink()
    for back in range(10):
        run_watched(every - back, folder, "", work)
        if pointer("public").exists():
            Reader(pointer("public").resolve(), "public").close()
            assert releases.read(folder)
        for held in releases.read(folder):  # whole, or not there
            assert held


# ---- the log itself


def test_of_two_values_the_newest_counts_and_hidden_is_for_ever():
    def entry(value: str) -> releases.Entry:
        return releases.Entry(
            "area_period",
            "one_stop_shop",
            "one_stop_shop_visits",
            BOROUGH,
            "2018-01-01",
            "2018-12-01",
            value=value,
            why_blank="" if value else "hidden",
            smallest_shown="10",
            rounding="5",
        )

    key = entry("20").key
    held = releases.before([[entry("20")], [entry("25")]], "one_stop_shop")
    assert held[key].shown == 25
    assert held[key].rule == Rule(10, 5)
    held = releases.before([[entry("20")], [entry("")], [entry("25")]], "one_stop_shop")
    assert held[key].shown is None
    assert releases.before([[entry("20")]], "marac") == {}
