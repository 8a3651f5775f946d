"""Colours: every pair that is read or told apart has the contrast it needs, in both themes."""

import pytest

from components.charts.palette import DARK, LIGHT, palette

TEXT, MARK = 4.5, 3.0
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "better", "worse", "neither", "exit"])
def test_text_reads_on_the_page_and_on_panels(colours, name):
    assert contrast(getattr(colours, name), colours.bg) >= TEXT
    assert contrast(getattr(colours, name), colours.surface) >= TEXT - 0.1


@BOTH
@pytest.mark.parametrize("name", ["context", "axis", "none", "illustrative_edge"])
def test_marks_stand_out_from_the_page(colours, name):
    assert contrast(getattr(colours, name), colours.bg) >= MARK


@BOTH
def test_the_band_reads_on_its_ground(colours):
    assert contrast(colours.illustrative_ink, colours.illustrative_ground) >= TEXT


@BOTH
def test_names_read_on_every_class_of_the_map(colours):
    for place, fill in enumerate(colours.sequential):
        assert contrast(colours.text_on(place), fill) >= TEXT


@BOTH
def test_amounts_go_from_quiet_to_strong(colours):
    steps = [contrast(fill, colours.bg) for fill in colours.sequential]
    assert steps == sorted(steps)


def test_only_dark_is_dark():
    assert palette("dark") is DARK
    assert palette("light") is LIGHT
    assert palette(None) is LIGHT
