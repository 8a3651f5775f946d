"""Refuses to build from files that do not say what they must, before anything is made of them."""

from collections.abc import Iterator
from pathlib import Path

from csp.build import cells
from csp.build.area_groups import group_faults
from csp.build.breakdowns import check_breakdowns
from csp.build.entered import files_of
from csp.build.evaluations import check_evaluations
from csp.build.open_tables import check_open
from csp.build.priority_setting import check_priority_setting
from csp.build.published import check_published
from csp.contract import Table
from csp.errors import TOLD_FAULTS, BuildError
from csp.settings import Settings, settings


def check_inputs(folder: Path) -> None:
    """Raises BuildError with a sentence for each fault of the open and published files of the data
    folder, of the actions to evaluate and of what sets the priorities, and for each setting that
    names what they do not hold.
    """
    areas, faults = check_open(folder / "open")
    entered = check_published(folder / "published")
    # A slip in a figure's file would seem one of every breakdown that names the figure.
    faults += entered or check_breakdowns(folder / "published")
    faults += check_priority_setting(folder)
    plans = [file.parent.name for file in files_of(folder / "published", "plan") if file.exists()]
    faults += _settings_faults(settings(), areas, plans)
    faults += check_evaluations(folder, areas)
    known = cells.together(areas, ("kind", "area_code", "area_name", "vintage"))
    if known:  # else the table's own fault is told
        faults += group_faults(folder, known)
    if faults:
        more = len(faults) - TOLD_FAULTS
        rest = [f"and {more:,} more; put these right first."] if more > 0 else []
        head = "The new file was not made, since what it is made of has faults:"
        raise BuildError("\n  ".join([head, *faults[:TOLD_FAULTS], *rest]))


def _settings_faults(own: Settings, areas: Table, plans: list[str]) -> list[str]:
    known_areas = cells.together(areas, ("kind", "area_code", "area_name", "vintage"))
    faults: list[str] = []
    if known_areas:  # else the table's own fault is told
        faults += _area_faults(own, known_areas)
    if (plans or own.plan.current) and own.plan.current not in plans:
        faults.append(_unknown("plan.current", own.plan.current, "plan", plans))
    return [f"settings.toml: {fault}" for fault in faults]


def _area_faults(own: Settings, known: list[tuple[str, ...]]) -> Iterator[str]:
    codes: dict[str, list[str]] = {}
    for kind, code, _, _ in known:
        codes.setdefault(kind, []).append(code)
    districts = [*codes.get("borough", []), *codes.get("district", [])]
    if own.area.code not in districts:
        yield _unknown("area.code", own.area.code, "district", districts)
    if own.area.force_code not in codes.get("force", []):
        yield _unknown("area.force_code", own.area.force_code, "force", codes.get("force", []))
    vintages = [vintage for kind, _, _, vintage in known if kind == "ward"]
    for name in ("default_vintage", "other_vintage"):
        vintage = getattr(own.wards, name)
        if vintage is not None and vintage not in vintages:
            yield _unknown(f"wards.{name}", vintage, "ward set", vintages)
    wards = {name for kind, _, name, _ in known if kind == "ward"}
    for note in own.wards.denominator_note:
        if note.area_name not in wards:
            yield f"wards.denominator_note: '{note.area_name}' is not a ward of area.csv."


def _unknown(setting: str, value: str, what: str, known: list[str]) -> str:
    held = ", ".join(sorted(set(known))) or "none"
    return f"{setting}: '{value}' is not a {what} that is held (held: {held})."
