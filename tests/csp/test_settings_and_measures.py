"""The files that officers and analysts edit: what they hold is valid, and a mistake is told in
sentences.
"""

import pytest

from csp import settings as settings_module
from csp.errors import SettingsError
from csp.measures import FOLDER, measures
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


def test_there_is_one_measure_a_file_and_the_total_comes_first():
    held = measures()
    assert len(held) == len(list(FOLDER.glob("*.toml"))) == 15
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
    for measure in measures().values():
        for bounds in (measure.rate_classes, measure.count_classes):
            assert len(bounds) == 4
            assert list(bounds) == sorted(set(bounds))
