"""Beside the ward map: what is said of an area and drawn of it is what the numbers are."""

import re

import pytest

from components.charts.palette import DARK, LIGHT
from components.screens.area_beside import PARTS, part, sentence
from components.words import area_beside as words
from csp.answers import places
from csp.answers.area_series import area_series, standing
from csp.db import Reader
from csp.measures import measures
from csp.settings import settings
from csp.stats.funnel import INNER, OUTER, funnel
from tests.map_read import layers

ALL, ROBBERY = "crime_total_excl_asb", "crime_robbery"
FANT, MERGED, OLD_HALF = "E05004992", "E01034990", "E01024334"
GROUP = "group_six_town_wards"
JUDGING = re.compile(r"\b(worst|best|worse|better|dangerous|safest)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def opened(demonstration_folder):
    """One reader for all tests here: what it has made once it need not make again."""
    reader = Reader((demonstration_folder / "demonstration.duckdb").resolve(), "demonstration")
    yield reader
    reader.close()


@pytest.fixture
def demonstration(opened, demonstration_folder, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    return opened


def view(reader, measure=ALL, period=0, vintage="2013", area=""):
    return measures()[measure], places.periods(reader)[period], vintage, area


def made(reader, **choices):
    """What is known of the funnel, the strip and the months, in this order."""
    chosen = view(reader, **choices)
    parts = [part(reader, name, *chosen, colours=LIGHT) for name in PARTS]
    return [figure for figure in parts if figure is not None]


def said_of(reader, **choices):
    return sentence(reader, *view(reader, **choices))


def rows(spec, *columns):
    """The rows of all layers that have these columns."""
    held = (spec["datasets"].get(layer["data"].get("name"), []) for layer in layers(spec))
    return [row for part in held for row in part if set(columns) <= set(row)]


@pytest.mark.parametrize("measure", [ALL, ROBBERY])
@pytest.mark.parametrize(
    ("area", "vintage"),
    [
        ("", "2013"),
        (FANT, "2013"),
        ("", "2024"),
        (MERGED, "2013"),
        (OLD_HALF, "2024"),
        (GROUP, "2013"),
    ],
)
def test_every_figure_has_its_message_picture_words_table_and_file(
    demonstration, measure, area, vintage
):
    figures = made(demonstration, measure=measure, area=area, vintage=vintage)
    assert len(figures) == 3
    said = said_of(demonstration, measure=measure, area=area, vintage=vintage)
    for figure in figures:
        assert figure.title and figure.under and figure.alt and figure.period
        assert "<table" in figure.table and len(figure.files)
        assert figure.dataset == "police_uk"
        told = f"{said} {figure.title} {figure.under} {figure.note} {figure.table}"
        assert not JUDGING.search(told)
        assert "nan" not in re.findall(r"[a-z]+", told.lower())


def test_the_same_choice_is_the_same_object_and_a_theme_another(demonstration):
    chosen = view(demonstration, area=FANT)
    for number, name in enumerate(PARTS):
        one = part(demonstration, name, *chosen, colours=LIGHT)
        assert part(demonstration, name, *chosen, colours=LIGHT) is one
        assert part(demonstration, name, *chosen, colours=DARK) is not one
        assert made(demonstration, area=FANT)[number].spec is one.spec


def test_the_sentence_has_the_numbers_of_the_ward(demonstration):
    measure, period, vintage, area = view(demonstration, area=FANT)
    stands = standing(demonstration, measure, period, vintage, area)
    own = places.ward_rates(demonstration, measure, period.span, vintage).set_index("area_code")
    own = own.loc[FANT]
    said = sentence(demonstration, measure, period, vintage, area)
    assert f"the count of crimes in **Fant** is {own['events']:,}," in said
    assert f"{own['rate']:.1f} for every 1,000 residents" in said
    assert f"(95% interval {own['lower']:.1f} to {own['upper']:.1f})" in said
    assert "between fifth and eighth highest of 26 wards" in said
    assert (own["rank_low"], own["rank_high"]) == (5, 8)
    borough = stands.borough["rate"]
    assert own["lower"] < borough < own["upper"]
    assert f"not to be told apart from Maidstone ({borough:.1f})" in said
    changes = places.changes(demonstration, period.compared, kinds=["ward"], vintage=vintage)
    row = changes[(changes["measure"] == ALL) & (changes["area_code"] == FANT)].iloc[0]
    assert f"{row['events']} after {row['events_before']} (+11.2%)" in said
    assert (row["p"] >= 0.05) and said.endswith("no more than chance would give.")


@pytest.mark.parametrize("vintage", ["2013", "2024"])
def test_every_ward_s_side_and_change_are_as_its_numbers_say(demonstration, vintage):
    for code in places.ward_names(demonstration, vintage):
        chosen = view(demonstration, "crime_violence_and_sexual_offences", 0, vintage, code)
        stands, said = standing(demonstration, *chosen), sentence(demonstration, *chosen)
        own, borough = stands.own, stands.borough["rate"]
        assert ("above Maidstone" in said) == (own["lower"] > borough)
        assert ("below Maidstone" in said) == (own["upper"] < borough)
        clear = stands.change["p"] < 0.05
        assert ("more than chance." in said) == clear
        if clear:
            assert ("a rise" in said) == (stands.change["difference"] > 0)


def test_a_base_under_ten_has_no_percentage(demonstration):
    chosen = view(demonstration, ROBBERY, 0, "2013", FANT)
    assert standing(demonstration, *chosen).change["events_before"] < 10
    assert "%)" not in sentence(demonstration, *chosen).split("residents", 1)[1].split("). ")[-1]


def test_a_small_area_of_the_other_codes_is_said_to_be_unknown(demonstration):
    said = sentence(demonstration, *view(demonstration, area=OLD_HALF))
    assert said.startswith("Nothing is known of Maidstone 001B in **Jan 2025 to Dec 2025**")
    months = made(demonstration, area=OLD_HALF)[-1]
    assert "The series ends with May 2023" in months.under
    assert months.files["month"].astype(str).max() >= "2023-06"
    months = made(demonstration, area=MERGED)[-1]
    assert "The series begins in Jun 2023" in months.under


def test_the_funnel_counts_and_names_what_lies_outside(demonstration):
    measure, period, *_ = view(demonstration)
    wards = places.ward_rates(demonstration, measure, period.span, "2013")
    borough = places.area_rate(demonstration, measure, period.span, settings().area.code)
    told = funnel(wards, borough["rate"], 1000)
    figure = made(demonstration, area=FANT)[0]
    outer = told[told["place"].str.startswith("outer")]
    assert figure.title.startswith(f"{len(outer)} of 26 wards lie further")
    for name in outer["area_name"]:
        assert name.replace(" and ", " & ") in figure.note
    for name in told.loc[~told.index.isin(outer.index), "area_name"].drop(
        told.index[told["area_code"] == FANT]
    ):
        assert f" {name}," not in figure.note
    assert "Fant is inside" in figure.note
    named = {row["words"].split(" 2")[0] for row in rows(figure.spec, "words", "people")}
    assert named <= {*outer["area_name"], "Fant", "Maidstone 77.5", *_limit_words()}
    assert "Fant" in named
    assert "chance alone would put about one" in figure.note and "too narrow" in figure.note


def _limit_words():
    return {f"{share} {side} limit" for share in ("95%", "99.8%") for side in ("lower", "upper")}


def test_where_few_lie_outside_the_limits_are_not_called_too_narrow(demonstration):
    figure = made(demonstration, measure=ROBBERY)[0]
    assert (
        figure.title
        == "One of 26 wards lies further from Maidstone’s rate than chance would put it"
    )
    assert "too narrow" not in figure.note


def test_every_ward_is_a_dot_and_a_group_s_wards_are_in_ink(demonstration):
    figure = made(demonstration, area=GROUP)[1]
    dots = [layer for layer in layers(figure.spec) if layer["mark"]["type"] == "point"]
    sizes = {
        layer["mark"]["color"]: len(figure.spec["datasets"][layer["data"]["name"]])
        for layer in dots
    }
    assert sizes == {LIGHT.context: 20, LIGHT.ink: 6, LIGHT.accent: 1}
    said = [row["words"] for row in rows(figure.spec, "words", "value")]
    stands = standing(demonstration, *view(demonstration, area=GROUP))
    assert f"Maidstone {stands.borough['rate']:.1f}" in said
    assert f"{settings().area.force_name} {stands.force['rate']:.1f}" in said
    assert f"Six wards of the town {stands.own['rate']:.1f}" in said


def test_ties_are_said(demonstration):
    figure = made(demonstration, area=FANT)[1]
    tied = standing(demonstration, *view(demonstration, area=FANT)).tied
    assert f"Fant cannot be told apart from {', '.join(tied[:-1])} and {tied[-1]}" in figure.note
    wards = places.ward_rates(
        demonstration, measures()[ROBBERY], places.periods(demonstration)[0].span, "2013"
    )
    nil = int((wards["rate"] == 0).sum())
    assert nil == 9
    assert "Nine wards share 0.00" in made(demonstration, measure=ROBBERY)[1].note


def test_bars_are_the_months_held_incomplete_ones_hollow(demonstration):
    figure = made(demonstration, area=FANT)[2]
    series = area_series(demonstration, measures()[ALL], FANT)
    bars = {}
    for layer in layers(figure.spec):
        part = figure.spec["datasets"].get(layer["data"].get("name"), [])
        if layer["mark"]["type"] == "rect" and part and "reading" in part[0]:
            bars["dashed" if "strokeDash" in layer["mark"] else "filled"] = part
    assert len(bars["filled"]) == len(series.complete)
    assert [bar["y2"] for bar in bars["filled"]] == series.complete["events"].tolist()
    assert len(bars["dashed"]) == 2
    low, high = series.newest["events"].min(), series.newest["events"].max()
    average = series.newest["events"].mean()
    assert figure.title == (
        f"Fant: {low:.0f} to {high:.0f} crimes a month, {average:.1f} on average"
        " (Jan 2024 to Dec 2025)"
    )
    assert {row["words"] for row in rows(figure.spec, "words")} >= {f"average {average:.1f}"}


def test_without_an_area_the_months_are_the_borough_s(demonstration):
    for area in ("", "nowhere", settings().area.code):
        assert made(demonstration, area=area)[2].title.startswith("Maidstone: ")
        assert sentence(demonstration, *view(demonstration, area=area)) == ""


def test_counts_that_a_ward_set_does_not_know_leave_the_months_alone(changed):
    reader = changed(
        "DELETE FROM area_month WHERE area_code IN"
        " (SELECT area_code FROM area WHERE kind = 'ward' AND vintage = '2024')"
    )
    figures = made(reader, vintage="2024")
    assert [figure.title.split(":")[0] for figure in figures] == ["Maidstone"]
    assert said_of(reader, vintage="2024") == ""


def test_without_any_event_there_is_no_funnel_and_no_error(changed):
    reader = changed(f"UPDATE area_month SET events = 0 WHERE measure = '{ROBBERY}'")
    figures = made(reader, measure=ROBBERY, area=FANT)
    assert len(figures) == 2
    assert figures[0].title.startswith("Fant: ")
    assert figures[1].title.startswith("Fant: 0 robberies in 16 months, too few")


def test_invented_records_wear_their_word_and_rank_nothing(changed):
    reader = changed("UPDATE dataset SET status = 'illustrative' WHERE dataset = 'police_uk'")
    figures = made(reader, area=FANT)
    assert all(figure.illustrative for figure in figures)
    assert all(figure.spec["title"]["text"] == "ILLUSTRATIVE" for figure in figures)
    assert said_of(reader, area=FANT) == words.NOT_RANKED
    for figure in figures[:2]:
        assert "Fant" not in f"{figure.title} {figure.note}"
        assert "highest" not in figure.title


def test_how_many_chance_leaves_outside_is_said_in_words():
    said = [words.about(number) for number in (0.044, 0.3, 1.1, 2.6)]
    assert said == ["none", "hardly one", "about one", "about three"]
    assert (INNER, OUTER) == (0.95, 0.998)
