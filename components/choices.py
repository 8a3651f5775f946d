"""What a reader may choose: one method for one kind of choice, whoever asks.

On screen each is a widget (`components.ui.choosers`); in a meeting and in a pack it is read from an
address (`components.addressed`). A screen that says what it offers through these methods is the
same in all three.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

from components.words import numbers
from csp.answers.evaluation import Action, Roles
from csp.answers.mapped import AreaSet, Pair
from csp.answers.places import Period
from csp.measures import Measure
from csp.months import Span
from csp.stats.conditions import WHOLE_YEAR

LONGEST_SEARCH = 80  # letters
SHOW_AS = {
    "rate": "Rate",
    "count": "Count",
    "share": "Share",
    "change": "Change",
    "hotspots": "Hotspots",
    "over_time": "Over time",
}
ABUSE_SHOWN_AS = {name: SHOW_AS[name] for name in ("count", "rate", "hotspots", "over_time")}
AREA_BOXES = {"ward": "Ward", "lsoa": "Small area", "group": "Area group"}
ACTION_GROUPS = {"priority": "Priority", "four_p": "Four Ps"}


class Choices(ABC):
    """Every choice by its kind. `key` is its name in the address; titles are words by id; what is
    returned is one of the ids, the first or the default where nothing (that is offered) is chosen.
    """

    @abstractmethod
    def row(self, widths: Sequence[float]) -> Sequence[AbstractContextManager[object]]:
        """Places beside each other, of these widths, for one choice each."""

    @abstractmethod
    def box(
        self,
        label: str,
        titles: Mapping[str, str],
        *,
        key: str,
        default: str | None = None,
    ) -> str:
        """One of many."""

    @abstractmethod
    def segments(self, label: str, titles: Mapping[str, str], *, key: str) -> str:
        """One of a few, all in sight."""

    @abstractmethod
    def day(self, label: str, first: date, earliest: date, last: date, *, key: str) -> date:
        """A day; `first` where none is chosen."""

    @abstractmethod
    def typed(self, label: str, example: str, *, key: str) -> str:
        """Words as they were typed; '' for none."""

    @abstractmethod
    def switched(self, label: str, *, key: str) -> bool:
        """Whether something is switched on; off at first."""

    @abstractmethod
    def roles(self, titles: Mapping[str, str], names: Mapping[str, str], own: Roles) -> Roles:
        """The areas of each role, by code, of those in `names`: `own` at first.

        An address that names an area of any role speaks for all of them: a role that it leaves out
        has none, since an empty box cannot stand in an address.
        """

    def measure(self, offered: Sequence[Measure], label: str = "Measure") -> Measure:
        """The measure to look at; the first one offered at first."""
        by_id = {measure.id: measure for measure in offered}
        return by_id[self.box(label, {name: m.title for name, m in by_id.items()}, key="measure")]

    def period(self, offered: Sequence[Period]) -> Period:
        """The span of months to look at; the newest year at first."""
        by_id = {period.id: period for period in offered}
        titles = {name: numbers.span(one.span) for name, one in by_id.items()}
        return by_id[self.box("Period", titles, key="period")]

    def show(self) -> str:
        """How the map shows the measure, as a key of `SHOW_AS`."""
        return self.segments("Show as", SHOW_AS, key="show")

    def abuse_show(self) -> str:
        """How Domestic abuse shows the wards: 'count', 'rate', 'hotspots' or 'over_time'."""
        return self.segments("Show", ABUSE_SHOWN_AS, key="show")

    def wards(self, titles: Mapping[str, str]) -> str:
        """Which of the ward sets, by its vintage."""
        return self.box("Ward set", titles, key="wards")

    def areas(self, sets: Mapping[str, AreaSet]) -> AreaSet:
        """Which areas a map shows. An address that named a ward set by its year still does."""
        titles = {name: one.title for name, one in sets.items()}
        return sets[self.box("Areas", titles, key="wards")]

    def against(self, offered: Mapping[str, Pair], span: Span) -> Pair:
        """What a period is held against: the same months a year earlier at first."""
        titles = {name: _against(pair, span) for name, pair in offered.items()}
        return offered[self.box("Against", titles, key="against")]

    def beside(self, titles: Mapping[str, str]) -> str:
        """What stands beside a map: '' for nothing, or the id of another period or measure."""
        return self.box("Beside it", {"": "Nothing", **titles}, key="second")

    def land(self, titles: Mapping[str, str]) -> str:
        """Which part of two maps side by side is drawn, by its id."""
        return self.segments("Part of the map", titles, key="land")

    def area(
        self, names: Mapping[str, str], label: str = "Ward", nothing: str = "None chosen"
    ) -> str:
        """An area's code, or '' when none is chosen. A click on a map sets the same box."""
        return self.box(label, {"": nothing, **names}, key="ward")

    def plan(self, titles: Mapping[str, str], default: str) -> str:
        """A plan of the partnership, the current one at first."""
        return self.box("Plan", titles, key="plan", default=default)

    def priority(self, titles: Sequence[str], every: str = "") -> str:
        """A priority of the chosen plan; or '' for all, where `every` names that choice."""
        first = {"": every} if every else {}
        return self.box("Priority", {**first, **{one: one for one in titles}}, key="priority")

    def since(self, first: date, last: date) -> date:
        """The date from which signals are new: the last meeting's; `first` when none is given."""
        earliest = date(first.year - 1, 1, 1)
        return self.day("Last meeting, or any day", first, earliest, last, key="since")

    def question(self, titles: Mapping[str, str]) -> str:
        """A question of a survey, by its id."""
        return self.box("Question", titles, key="question")

    def grouping(self) -> str:
        """By what to group the answers of a survey: 'age band', 'sex' or 'ward'."""
        titles = {"age band": "Age", "sex": "Sex", "ward": "Ward"}
        return self.segments("By", titles, key="grouping")

    def group(self) -> str:
        """By what Action plan groups: 'priority' or 'four_p'."""
        return self.segments("Group by", ACTION_GROUPS, key="by")

    def page(self, titles: Mapping[str, str]) -> str:
        """A page, by its address; the first one offered at first."""
        return self.box("Page", titles, key="page")

    def dataset(
        self,
        titles: Mapping[str, str],
        label: str,
        nothing: str = "None chosen",
        default: str = "",
    ) -> str:
        """A dataset by its id, or '' when none is chosen; `default` at first."""
        return self.box(label, {"": nothing, **titles}, key="dataset", default=default)

    def source(self, titles: Mapping[str, str]) -> str:
        """What a file to be added is, by the id of its source."""
        return self.box("What the file is", titles, key="source")

    def signal(self, titles: Mapping[str, str]) -> str:
        """A signal of the ledger, by its reference."""
        return self.box("Signal", titles, key="signal")

    def breakdown(self, titles: Mapping[str, str]) -> str:
        """A breakdown of a priority, by its id."""
        return self.box("Breakdown", titles, key="breakdown")

    def closer(self, titles: Mapping[str, str]) -> str:
        """Which picture of the areas stands below their map, by its id."""
        return self.segments("Look closer", titles, key="closer")

    def reach(self) -> str:
        """How much of a series to draw: 'recent' (24 months) or 'all' that is held."""
        titles = {"all": "All held", "recent": "Newest 24"}
        return self.segments("Months", titles, key="reach")

    def action(self, actions: Mapping[str, Action]) -> Action:
        """An action to look at; its areas and its window come with it."""
        titles = {name: action.title for name, action in actions.items()}
        return actions[self.box("Action", titles, key="action")]

    def months(self, default: int) -> int:
        """How many months each of two windows has."""
        titles = {str(n): f"{n} months" if n > 1 else "1 month" for n in range(1, WHOLE_YEAR + 1)}
        return int(self.box("Length of each window", titles, key="months", default=str(default)))

    def first_month(self, month: str) -> bool:
        """Whether the month in which an action began, in words, is left out."""
        titles = {"out": f"{month} left out", "in": f"{month} counted in"}
        return self.box("The month it began in", titles, key="first_month") == "out"

    def role(self, titles: Mapping[str, str]) -> str:
        """The role that a click on the map gives."""
        return self.segments("A click on the map makes a ward", titles, key="role")

    def part(self, titles: Mapping[str, str]) -> str:
        """A part of a page, by its id; the first one offered at first."""
        return self.segments("Part", titles, key="part")

    def document(self, titles: Mapping[str, str]) -> str:
        """A document by its id, or '' for all."""
        return self.box("Document", {"": "All documents", **titles}, key="document")

    def theme(self, titles: Sequence[str]) -> str:
        """A theme, or '' for all."""
        return self.box("Theme", {"": "All themes", **{one: one for one in titles}}, key="theme")

    def search(self, label: str, example: str) -> str:
        """Words to search for, as they were typed; '' for none."""
        return self.typed(label, example, key="search")

    def every(self, label: str) -> bool:
        """Whether every row is to be shown, and not the first only."""
        return self.switched(label, key="all")

    def round(self, years: Sequence[int]) -> int:
        """A round of scores by its year; the first one offered at first."""
        return int(self.box("Round", {str(year): str(year) for year in years}, key="round"))

    def scored_theme(self, titles: Mapping[str, str]) -> str:
        """A theme that is scored, by its id."""
        return self.box("Theme", titles, key="scored")

    def published(self, offered: Sequence[str]) -> str:
        """One of the published admissions by its words; '' where none is held."""
        titles = {name: name for name in offered}
        return self.box("Admissions", titles, key="what") if offered else ""


def is_day(text: str, earliest: date, last: date) -> bool:
    """Whether words of an address are a day (YYYY-MM-DD) within these, both counted in."""
    try:
        return earliest <= date.fromisoformat(text) <= last
    except ValueError:
        return False


def _against(pair: Pair, span: Span) -> str:
    """The other span in words, and whether it lies a year earlier or later."""
    later = pair.before == span
    other = pair.span if later else pair.before
    year = f"A year {'later' if later else 'earlier'} ({numbers.span(other)})"
    return year if pair.year_apart else numbers.span(other)
