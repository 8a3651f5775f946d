"""The one palette: every colour by its meaning, for the light and the dark theme."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
INTERVAL = 0.65  # opacity of the bar of an interval, below the mark of its value


@dataclass(frozen=True)
class Palette:
    """The tokens of one theme, as hex colours; ramps run from low to high.

    Contrast with `bg`: text tokens (ink, muted, accent and the verdicts) at least 4.5 : 1, marks at
    least 3 : 1; grid, border and band are never the only carrier of a meaning. Tests compute it.
    """

    theme: Theme
    bg: str
    surface: str  # panels, boxes, the selected row
    ink: str  # text, the area's own line, outlines of a selection
    muted: str  # notes, axis labels, column heads
    accent: str  # links, controls, one plain series
    context: str  # the force area, other districts, bars without a verdict; never text
    axis: str  # zero line, limits, outer outline of a map
    grid: str
    border: str
    band: str  # shading inside limits
    better: str  # a signal towards better
    worse: str  # a signal towards worse
    neither: str  # a signal where no direction is better
    none: str  # the mark for "no signal"
    exit: str  # the quick exit only
    illustrative_ink: str
    illustrative_ground: str
    illustrative_edge: str
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]  # better to worse
    answers: tuple[str, ...]  # very safe to very unsafe
    hotspots: tuple[str, ...]  # hot 99, 95, 90, not significant, cold 90, cold 95 and 99

    def text_on(self, ramp_class: int) -> str:
        """The text colour that reads on a class of the sequential ramp (0 is the lowest)."""
        on_ink = 3 if self.theme == "light" else 2
        return self.ink if ramp_class < on_ink else self.bg


LIGHT = Palette(
    theme="light",
    bg="#FFFFFF",
    surface="#F3F6F8",
    ink="#15222C",
    muted="#4B5B67",
    accent="#0B5E66",
    context="#76848F",
    axis="#7C8A95",
    grid="#E4E9ED",
    border="#CBD4DB",
    band="#EEF2F5",
    better="#1F63B5",
    worse="#B4510B",
    neither="#5A2277",
    none="#6B7883",
    exit="#A3142E",
    illustrative_ink="#5C3D00",
    illustrative_ground="#FFF1C9",
    illustrative_edge="#8F6400",
    sequential=("#E6F4F2", "#A4D1CE", "#66ABAD", "#2A7B82", "#0A444E"),
    diverging=("#1F63B5", "#8DB4E0", "#E9ECEE", "#EDB37C", "#B4510B"),
    answers=("#1F63B5", "#8DB4E0", "#D9DEE2", "#EDB37C", "#B4510B"),
    hotspots=("#8A2E04", "#BF4F0C", "#F2B279", "#E4E8EB", "#8DB4E0", "#1F63B5"),
)

DARK = Palette(
    theme="dark",
    bg="#0F171D",
    surface="#18232B",
    ink="#EAF0F3",
    muted="#B0BDC6",
    accent="#6CCBCB",
    context="#8C9BA6",
    axis="#7B8B96",
    grid="#26333C",
    border="#3A4A55",
    band="#1B2730",
    better="#79B4F2",
    worse="#F0995A",
    neither="#A974CC",
    none="#8C9BA6",
    exit="#F0708A",
    illustrative_ink="#FFE08A",
    illustrative_ground="#3D300A",
    illustrative_edge="#C79A2B",
    sequential=("#19363D", "#1F5B64", "#35939B", "#78C4C4", "#C4EAE6"),
    diverging=("#79B4F2", "#34608F", "#34414B", "#8A5730", "#F0995A"),
    answers=("#79B4F2", "#34608F", "#4A5862", "#8A5730", "#F0995A"),
    hotspots=("#FFC48F", "#E07F35", "#8F4512", "#2A3740", "#34608F", "#79B4F2"),
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme by its name; anything but "dark" is light."""
    return DARK if theme == "dark" else LIGHT
