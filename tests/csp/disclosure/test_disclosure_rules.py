"""The file of rules: what it says, and what it may not say."""

import pytest

from csp.disclosure.rules import FILE, Rule, read
from csp.errors import SettingsError
from csp.settings import ROOT
from csp.sources import partner_sources

ASKED = 'smallest_shown = {}\nrounding = {}\nagreement = "none is signed"\n'
SOUND = "[partner]\n" + ASKED.format(5, 5) + "[sensitive]\n" + ASKED.format(10, 5)
KNOWN = (
    SOUND + '[[known]]\nfigure = "f"\nmeasure = "{}"\narea_code = "E07000110"\n'
    "starts = {}-01\nends = {}-01\n"
)
YEAR = ("protection_notices", "2018-01", "2018-12")
ISSUED_BY = 'grouping = "Issued by"\ngroup = "Borough council"\n'
ROAD_USER = 'grouping = "Road user"\ngroup = "Pedestrian"\n'


def told(folder, text: str) -> str:
    (folder / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        read(folder)
    return str(raised.value)


def test_the_projects_own_rules_name_an_agreement_for_each():
    rules = read(ROOT / "data")
    assert (rules.partner.rule, rules.sensitive.rule) == (Rule(5, 5), Rule(10, 5))
    for name, source in partner_sources().items():
        asked = rules.of(name)
        assert asked.smallest_shown == (10 if source.sensitivity == "sensitive" else 5)
        assert asked.agreement


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SOUND.replace("rounding = 5", "rounding = 4", 1), "odd number"),
        (SOUND.replace("smallest_shown = 5", "smallest_shown = 3").replace("= 5", "= 7"), "to 0"),
        (SOUND.replace("smallest_shown = 10", "smallest_shown = 4"), "less than the others"),
        (SOUND + '[[source]]\nsource = "nobody"\n' + ASKED.format(10, 5), "not a source"),
        (SOUND + '[[source]]\nsource = "marac"\n' + ASKED.format(5, 5), "never for less"),
        (SOUND.replace('"none is signed"', '" "'), "agreement"),
        (SOUND + "[other]\n", "other"),
        (KNOWN.format("marac_cases", "2018-02", "2018-01"), "first days of months"),
        (KNOWN.format("crime_drugs", "2018-01", "2018-12"), "not a measure of what a partner"),
        (KNOWN.format(*YEAR) + 'grouping = "Ward"\ngroup = "x"\n', "not a column of groups"),
        (
            KNOWN.format("protection_notices", "2018-01", "2018-11") + ISSUED_BY,
            "one of a calendar year",
        ),
        (KNOWN.format("road_casualties", *YEAR[1:]) + ROAD_USER, "of several categories"),
        ("[partner", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(tmp_path, text, says):
    assert says in told(tmp_path, text)


@pytest.mark.parametrize(
    ("grouped", "category"),
    [
        (ISSUED_BY, "community_protection_notice"),
        ('grouping = "Kind"\ngroup = "Closure order"\n', "closure_order"),
    ],
)
def test_a_group_is_counted_in_its_measures_category_or_is_one(tmp_path, grouped, category):
    (tmp_path / FILE).write_text(KNOWN.format(*YEAR) + grouped, encoding="utf-8")
    (known,) = read(tmp_path).known
    assert known.category == category


def test_a_source_may_ask_for_more(tmp_path):
    more = '[[source]]\nsource = "needle_finds"\n' + ASKED.format(10, 7)
    (tmp_path / FILE).write_text(SOUND + more, encoding="utf-8")
    assert read(tmp_path).of("needle_finds").rule == Rule(10, 7)
    assert read(tmp_path).of("asb_complaints").rule == Rule(5, 5)


def test_what_is_shown_says_no_more_than_its_bounds():
    for rule in (Rule(5, 5), Rule(10, 5), Rule(5, 3), Rule(10, 7)):
        assert rule.shown(0) == 0
        for count in range(rule.smallest_shown, 60):
            least, most = rule.bounds(rule.shown(count))
            assert least <= count <= most
            assert most - least < rule.rounding
            assert not rule.is_small(count)
