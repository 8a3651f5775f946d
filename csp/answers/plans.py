"""Answers about the plans: priorities, what stands for each, and the indicators that were
promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from csp.db import Reader, remembered
from csp.measures import Measure, measures

STATED = ("baseline_figure", "latest_figure", "kent_figure", "target_figure")  # ids of an indicator


@dataclass(frozen=True)
class Published:
    """Two published counts of one thing, with the document and section of the later one."""

    what: str
    latest: float
    before: float | None
    latest_start: pd.Timestamp | None
    latest_end: pd.Timestamp | None
    document: str
    section: str
    figures: tuple[str, ...] = ()  # the ids of the two
    p: float | None = None  # that chance alone would part them so far; None where no test fits
    before_start: pd.Timestamp | None = None
    before_end: pd.Timestamp | None = None

    @property
    def percent(self) -> float | None:
        """The change in percent; None on a base under 10."""
        if self.before is None or self.before < 10:
            return None
        return 100 * (self.latest - self.before) / self.before


@dataclass(frozen=True)
class Priority:
    """One priority of a plan: what shows it live, and what the documents counted."""

    title: str
    cross_cutting: bool
    sub_group: str
    headline: Measure | None
    live: tuple[Measure, ...]  # the headline first
    published: Published | None


@remembered
def plans(reader: Reader) -> dict[str, str]:
    """The plans by id with their titles, newest first."""
    return {row.plan: row.title for row in reader.read("plans").itertuples()}


@remembered
def priorities(reader: Reader, plan: str) -> list[Priority]:
    """The priorities of one plan in its own order, cross-cutting themes last."""
    return [_priority(row) for row in reader.read("priorities", plan=plan).itertuples()]


def _priority(row: object) -> Priority:
    told = pd.Series(row._asdict())  # type: ignore[attr-defined]  # a named tuple of pandas
    known = measures()
    named = [_text(told["measure"]), *_text(told["measures"]).split()]
    live = tuple(known[name] for name in dict.fromkeys(named) if name in known)
    return Priority(
        title=told["priority"],
        cross_cutting=bool(told["cross_cutting"]),
        sub_group=_text(told["sub_group"]),
        headline=known.get(_text(told["measure"])),
        live=live,
        published=None if pd.isna(told["latest"]) else _published(told),
    )


def _published(told: pd.Series) -> Published:
    return Published(
        what=told["what"],
        latest=float(told["latest"]),
        before=None if pd.isna(told["before"]) else float(told["before"]),
        latest_start=None if pd.isna(told["latest_start"]) else told["latest_start"],
        latest_end=None if pd.isna(told["latest_end"]) else told["latest_end"],
        document=_text(told["document"]),
        section=_text(told["section"]),
        figures=tuple(
            told[name] for name in ("latest_figure", "before_figure") if _text(told[name])
        ),
        p=None if pd.isna(told["p"]) else float(told["p"]),
        before_start=None if pd.isna(told["before_start"]) else told["before_start"],
        before_end=None if pd.isna(told["before_end"]) else told["before_end"],
    )


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def indicators(reader: Reader, plan: str, titles: Sequence[str]) -> pd.DataFrame:
    """What a plan promised to measure under some of its priorities.

    Columns: priority, indicator, unit, baseline, baseline_period, latest, latest_period, kent,
    target, target_words, direction, status, data_source, source, measure, form, alike, target_rule,
    baseline_base, latest_base, latest_ends, latest_document, plan_starts, plan_ends, and the ids of
    the figures that state its values: baseline_figure, latest_figure, kent_figure, target_figure.
    """
    found = [
        reader.read("indicators", plan=plan, priority=title).assign(priority=title)
        for title in titles or [""]  # of none: an empty frame with the columns
    ]
    return pd.concat(found, ignore_index=True)


def stated_figures(found: pd.DataFrame, columns: Sequence[str] = STATED) -> list[str]:
    """The ids of the published figures behind the values of some indicators, each once."""
    return list(dict.fromkeys(cell for name in columns for cell in found[name].dropna()))
