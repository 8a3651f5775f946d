"""What a map can show: sets of areas, names to type, pairs of spans that may be compared."""

import duckdb
import pytest

from csp.answers import mapped, places
from csp.build import derived
from csp.stats.changes import e_test

CRIME = "crime_total_excl_asb"
MAY_TO_AUGUST = (
    "INSERT INTO period VALUES ('police_uk', '2025-05_2025-08', '2025-05-01', '2025-08-01', NULL,"
    " NULL, false)"
)


def period_of(reader, name):
    return next(one for one in places.periods(reader) if one.id == name)


def test_the_newest_exact_ward_set_comes_first_as_the_data_say(demonstration, changed):
    assert list(mapped.area_sets(demonstration)) == ["2013", "2024", "lsoa", "groups"]
    exact = changed("UPDATE area SET exact = true WHERE kind = 'ward' AND vintage = '2024'")
    sets = mapped.area_sets(exact)
    assert list(sets)[:2] == ["2024", "2013"]
    assert sets["2024"].title == "22 wards of 2024"
    assert sets["lsoa"].wards == "2024"


def test_a_small_area_is_found_by_its_ward_and_has_the_code_of_the_months(demonstration):
    sets = mapped.area_sets(demonstration)
    newer = period_of(demonstration, "2025-01_2025-12").span
    older = period_of(demonstration, "2014-01_2014-11").span
    names = mapped.names(demonstration, sets["lsoa"], newer)
    assert len(names) == 99 and names["E01024364"] == "Maidstone 017A, Headcorn"
    assert len(mapped.names(demonstration, sets["lsoa"], older)) == 95
    assert "Urban wards" in mapped.names(demonstration, sets["groups"], newer).values()
    assert len(mapped.names(demonstration, sets["2024"], newer)) == 22


def test_a_period_is_held_against_the_year_before_and_every_equally_long_one(changed):
    reader = changed(MAY_TO_AUGUST)
    found = mapped.pairs(reader, "police_uk", period_of(reader, "2025-05_2025-08"))
    assert set(found) == {"2024-01_2024-04", "2025-01_2025-04"}
    assert not found["2025-01_2025-04"].same_months
    own = mapped.pairs(reader, "police_uk", period_of(reader, "2025-01_2025-04"))
    # January to April 2024 is the year before, and stands once.
    assert list(own) == ["year", "2025-05_2025-08"] and own["year"].year_apart
    later = own["2025-05_2025-08"]
    assert (
        later.before == period_of(reader, "2025-01_2025-04").span
    )  # the later against the earlier
    whole = mapped.pairs(reader, "police_uk", period_of(reader, "2014-01_2014-11"))
    assert whole == {}


def test_a_change_in_recording_that_forbids_it_takes_a_pair_away(changed):
    forbids = (
        "INSERT INTO break_register VALUES ('police_uk', '2024-06-01', NULL, 'system',"
        " 'do not compare', 'new system', 'A note.', 'A source.')"
    )
    reader = changed(MAY_TO_AUGUST, forbids)
    found = mapped.pairs(reader, "police_uk", period_of(reader, "2025-05_2025-08"))
    assert set(found) == {"2025-01_2025-04"}


@pytest.fixture(scope="module")
def compared(demonstration_folder):
    """The changes of a file that offers one more period, worked out anew."""
    file = (demonstration_folder / "demonstration.duckdb").resolve()
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{file}' AS held (READ_ONLY)")
        for table in ("period", "area", "measure", "area_month", "area_change"):
            where = " WHERE false" if table == "area_change" else ""
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM held.{table}{where}")
        connection.execute(MAY_TO_AUGUST)
        derived.changes(connection)
        yield connection


def test_the_build_works_out_every_pair_of_equal_length(compared):
    pairs = compared.execute(
        "SELECT DISTINCT before_starts::VARCHAR, starts::VARCHAR FROM area_change"
        f" WHERE measure = '{CRIME}' ORDER BY ALL"
    ).fetchall()
    assert pairs == [
        ("2024-01-01", "2025-01-01"),
        ("2024-01-01", "2025-05-01"),
        ("2025-01-01", "2025-05-01"),
    ]


@pytest.mark.parametrize("code", ["E05004996", "E01024364", "group_urban", "E07000110"])
def test_a_change_is_of_the_two_counts_with_its_p_value(compared, code):
    def counted(first: str, last: str) -> int:
        return compared.execute(
            "SELECT sum(events) FROM area_month WHERE area_code = ? AND measure = ?"
            " AND month BETWEEN ?::DATE AND ?::DATE",
            [code, CRIME, first, last],
        ).fetchone()[0]

    before, now, p = compared.execute(
        "SELECT events_before, events, p FROM area_change WHERE area_code = ? AND measure = ?"
        " AND before_starts = '2024-01-01' AND starts = '2025-05-01'",
        [code, CRIME],
    ).fetchone()
    assert before == counted("2024-01-01", "2024-04-01") > 0
    assert now == counted("2025-05-01", "2025-08-01") > 0
    assert p == pytest.approx(e_test(before, now))


def test_small_areas_of_sensitive_measures_are_not_compared(compared):
    held = compared.execute(
        "SELECT count(*) FROM area_change INNER JOIN measure USING (measure)"
        " WHERE sensitivity = 'sensitive' AND area_code LIKE 'E01%'"
    ).fetchone()[0]
    small = compared.execute(
        "SELECT count(*) FROM area_change WHERE area_code LIKE 'E01%'"
    ).fetchone()[0]
    assert held == 0 < small
