"""The files that officers and analysts edit: what they hold is valid, and a mistake is told in
sentences.
"""

import pytest

from csp import measures as measures_module
from csp import settings as settings_module
from csp.errors import SettingsError
from csp.measures import FOLDER, measures, measures_of
from csp.settings import ROOT, settings


@pytest.fixture
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    settings_module.settings.cache_clear()
    yield tmp_path / "settings.toml"
    settings_module.settings.cache_clear()


def test_the_committed_settings_are_valid():
    assert settings().area.code == "E07000110"


def test_every_fault_of_a_settings_file_is_told_at_once(own_settings):
    text = (ROOT / "data" / "settings.toml").read_text(encoding="utf-8")
    own_settings.write_text(
        text.replace('code = "E07000110"', 'code = "Maidstone"').replace(
            "smallest_share = 0.8", "smallest_share = 80"
        ),
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as told:
        settings()
    assert str(told.value).startswith("settings.toml cannot be used:")
    assert "area.code" in str(told.value)
    assert "completeness.smallest_share" in str(told.value)


def test_a_settings_file_that_is_no_toml_is_a_sentence(own_settings):
    own_settings.write_text("area = [", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml cannot be read"):
        settings()


def test_a_settings_file_that_is_not_utf_8_is_a_sentence(own_settings):
    text = (ROOT / "data" / "settings.toml").read_bytes()
    own_settings.write_bytes(text.replace(b'name = "Maidstone"', b'name = "M\xe4idstone"'))
    line = text[: text.index(b'name = "Maidstone"')].count(b"\n") + 1
    with pytest.raises(SettingsError) as told:
        settings()
    assert str(told.value) == (
        f"settings.toml cannot be read: line {line} is not UTF-8 text; save the file as UTF-8."
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("west = 571300", "west = 591300", "map.town: west must be smaller than east."),
        ("south = 151350", "south = 158150", "map.town: south must be smaller than north."),
    ],
)
def test_a_panel_of_the_map_encloses_something(own_settings, before, after, told):
    text = (ROOT / "data" / "settings.toml").read_text(encoding="utf-8")
    assert before in text
    own_settings.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        settings()
    assert str(raised.value) == f"settings.toml cannot be used:\n  {told}"


def test_a_measure_that_is_not_utf_8_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "crime_piracy.toml").write_bytes(b'title = "Pir\xe4cy"\n')
    monkeypatch.setattr(measures_module, "FOLDER", tmp_path)
    with pytest.raises(SettingsError) as told:
        measures.__wrapped__()
    assert str(told.value) == (
        "crime_piracy.toml cannot be read: line 1 is not UTF-8 text; save the file as UTF-8."
    )


def test_there_is_one_measure_a_file_and_the_total_comes_first():
    held = measures()
    assert len(held) == len(list(FOLDER.glob("*.toml")))
    assert len(measures_of("police_uk")) == 15
    assert next(iter(held)) == "crime_total_excl_asb"


def test_all_crime_is_exactly_the_sum_of_the_kinds_of_crime():
    held = measures()
    kinds = {
        category
        for name, measure in held.items()
        if name.startswith("crime_") and name != "crime_total_excl_asb"
        for category in measure.categories
    }
    assert set(held["crime_total_excl_asb"].categories) == kinds
    assert "anti_social_behaviour" not in kinds


def test_class_bounds_rise():
    """A measure without bounds is on no map: neither kind may be there alone."""
    mapped = [measure for measure in measures().values() if measure.count_classes]
    assert {"crime_total_excl_asb", "asb_incidents", "domestic_abuse_incidents"} <= {
        measure.id for measure in mapped
    }
    assert all(bool(one.rate_classes) == bool(one.count_classes) for one in measures().values())
    assert all(one in mapped for one in measures().values() if one.source == "police_uk")
    for measure in mapped:
        for bounds in (measure.rate_classes, measure.count_classes):
            assert len(bounds) == 4
            assert list(bounds) == sorted(set(bounds))
