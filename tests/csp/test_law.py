"""The law of each source: in its contract, told whole, never called agreed before it is."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from csp import sources as package
from csp.errors import SettingsError
from csp.settings import Area, settings
from csp.sources import in_words as words
from csp.sources import partner_sources, sources
from csp.sources.law import Law
from tests.csp.test_sources import CONTRACT

EACH = pytest.mark.parametrize("name", sorted(sources()))
PROPOSED = {
    "standing": "proposed",
    "confirmed_by": "the data protection officer",
    "to_confirm": ["the ground"],
    "owner": "The community safety manager",
    "controllers": ["The council"],
    "personal_data": "small counts",
    "ground": "e",
    "ground_because": "A public task",
    "gateways": ["Crime and Disorder Act 1998, section 115"],
    "agreement": {"between": ["The council", "The police"]},
    "retention": {"received_months": 24, "rows_months": 12, "because": "So it is"},
}
SIGNED = {"between": ["The council"], "reference": "ISA 7", "dated": "2026-11-01"}
CONFIRMED = PROPOSED | {
    "standing": "confirmed",
    "to_confirm": [],
    "confirmed_on": "2026-11-02",
    "agreement": SIGNED,
}


def told(change: dict[str, object]) -> str:
    with pytest.raises(ValidationError) as raised:
        Law.model_validate(change)
    return str(raised.value)


@EACH
def test_nothing_that_comes_with_the_project_looks_agreed(name: str):
    law = sources()[name].law
    assert law.standing == "proposed" and not law.agreement.signed
    facts = dict(words.facts(law))
    assert facts["Standing"].startswith("Proposed, to be confirmed by the data protection officer")
    assert "proposed, not yet agreed" in words.title(law)
    assert facts["Agreement"].startswith("None is ")


@pytest.mark.parametrize("name", sorted(partner_sources()))
def test_every_partner_s_source_says_who_must_sign_and_how_long_it_is_kept(name: str):
    source = sources()[name]
    facts = dict(words.facts(source.law))
    assert facts["Agreement"].startswith("None is signed yet; to be signed: ")
    assert f"{source.law.retention.received_months} months" in facts["Kept"]
    assert "how long files and rows are kept" in source.law.to_confirm
    assert "agreement" not in source.licence


@EACH
def test_places_are_named_by_the_settings_alone(name: str, monkeypatch):
    area = settings().area
    plain = {"partnership": "P", "name": "Wexcombe", "force_name": "Saxonshire"}
    kept = area.model_dump(include={"code", "force_code", "police_uk_force"})
    law = package._load(package.FOLDER / f"{name}.toml", Area(**kept, **plain)).law
    said = " ".join(says for _, says in words.facts(law))
    assert "Maidstone" not in said and "Kent" not in said and "{" not in said


def test_sensitive_rows_about_people_say_what_protects_them():
    special = {name for name, source in sources().items() if source.law.special}
    assert {"hate_crime", "hospital_admissions", "mental_health", "treatment"} <= special
    criminal = {name for name, source in sources().items() if source.law.criminal}
    assert {"domestic_abuse", "youth_justice", "offender_management", "marac"} <= criminal
    children = {name for name, source in sources().items() if source.law.children}
    assert {"youth_justice", "young_people_survey", "marac"} <= children
    hashed = {
        name
        for name, source in sources().items()
        if any(column.type == "reference" for column in source.columns)
    }
    told_so = {n for n, one in sources().items() if one.law.personal_data == "pseudonymised"}
    assert hashed == told_so


def test_sound_laws_are_taken():
    assert not Law.model_validate(PROPOSED).agreement.signed
    law = Law.model_validate(CONFIRMED)
    facts = dict(words.facts(law))
    assert facts["Standing"] == "Confirmed on 2 Nov 2026 by the data protection officer"
    assert facts["Agreement"] == "ISA 7 of 1 Nov 2026, between The council"
    assert "Still to be confirmed" not in facts
    assert facts["Kept"] == (
        "Files as received for 24 months after the month or wave they are about; figures made of"
        " them for 12 months. Then they are deleted. So it is."
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"agreement": {"between": ["A"], "reference": "ISA 7"}}, "a reference and a date"),
        ({"confirmed_on": "2026-11-02"}, "what is proposed has no confirmed_on"),
        ({"to_confirm": []}, "what is proposed says in to_confirm"),
        ({"ground": None}, "ground is missing"),
        ({"gateways": []}, "gateways is missing"),
        ({"controllers": []}, "controllers is missing"),
        ({"agreement": {}}, "agreement.between is missing"),
        ({"special": ["health"]}, "(article 9)"),
        ({"criminal": "arrests"}, "(article 10)"),
        ({"personal_data": "none"}, "data about nobody need no ground"),
        ({"owner": "Cllr Smith"}, "never a person"),
        ({"confirmed_by": "dpo@council.example"}, "never a person"),
        ({"retention": {"because": "x"}}, "not kept without a limit"),
        ({"retention": {"received_months": 9, "because": "x"}}, "both received_months and"),
        (
            {"retention": {"received_months": 9, "rows_months": 10, "because": "x"}},
            "rows_months cannot be longer",
        ),
        ({"ground": "g"}, "Input should be 'a', 'b'"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_each_slip_is_told(change: dict[str, object], says: str):
    assert says in told(PROPOSED | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"confirmed_on": None}, "says on which day"),
        ({"to_confirm": ["x"]}, "nothing left to confirm"),
        ({"agreement": {"between": ["A"]}}, "without a signed agreement"),
    ],
)
def test_what_is_confirmed_must_have_been(change: dict[str, object], says: str):
    assert says in told(CONFIRMED | change)


def test_every_slip_of_every_contract_is_told_at_once(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    package._sources.cache_clear()
    (tmp_path / "one.toml").write_text(CONTRACT.replace('"proposed"', '"agreed"'), "utf-8")
    wrong = CONTRACT.replace("rows_months = 12", "rows_months = 25").replace('ground = "e"', "")
    (tmp_path / "two.toml").write_text(wrong, encoding="utf-8")
    try:
        with pytest.raises(SettingsError) as raised:
            sources()
    finally:
        package._sources.cache_clear()
    assert str(raised.value) == (
        "one.toml cannot be used:\n"
        "  law.standing: Input should be 'proposed' or 'confirmed'\n"
        "two.toml cannot be used:\n"
        "  law: ground is missing, though it may be about people; rows_months cannot be longer than"
        " received_months."
    )
