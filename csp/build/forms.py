"""The forms of what is entered by hand: which columns each kind of file has, what a cell may hold,
and which columns name a row.
"""

from csp.answers.actions import FOUR_PS
from csp.answers.actions import STATUSES as ACTION_STATUSES
from csp.build import cells
from csp.settings import settings
from csp.stats.promises import is_rule

DIRECTIONS = ("lower", "higher", "neither")
EFFECTS = ("annotate", "rebase", "do not compare")
STATUSES = ("reported", "promised, never reported", "no target set")
THEMES = (
    "Crime",
    "Violence and the night-time economy",
    "Domestic abuse",
    "Anti-social behaviour",
    "Drugs",
    "Alcohol",
    "Mental health",
    "Children and young people",
    "Hate crime",
    "Reoffending",
    "Road safety",
    "Town centre",
    "Feelings of safety",
    "Organised crime and exploitation",
    "People and place",
    "How the partnership works",
)
# How two statements of one thing may be held against each other.
ALIKE = ("same", "period differs", "group differs", "not stated")
LINEAGE = ("continued", "renamed", "widened", "narrowed", "merged", "split", "new", "dropped")
# What kind of number an indicator is: events that come one by one, events that come many at a time,
# a percentage of people or cases, events for so many residents.
VALUE_FORMS = ("count", "batch", "share", "rate")
COMMISSIONER = "Police and Crime Commissioner"


def whose(cell: str) -> str | None:
    """Whose priorities those of a plan serve: the commissioner's, or the county's by its name."""
    return cells.one_of(COMMISSIONER, settings().area.county_name)(cell)


def target_rule(cell: str) -> str | None:
    """What a target asks, in one of the words that csp.stats.promises knows."""
    return None if is_rule(cell) else f"'{cell}' is not a rule of a target."


# What each file holds, column by column, and which columns name a row.
COLUMNS: dict[str, dict[str, cells.Check]] = {
    "document": {
        "document": cells.identifier,
        "title": cells.text,
        "publisher": cells.text,
        "dated": cells.text,
        "covers": cells.anything,
        "note": cells.anything,
    },
    "plan": {
        "title": cells.text,
        "document": cells.identifier,
        "starts": cells.or_blank(cells.day),
        "ends": cells.or_blank(cells.day),
        "sort": cells.whole,
        "reported_on": cells.or_blank(cells.day),  # blank: statuses are kept up to date
        "no_share": cells.anything,  # why no share of its actions may be worked out
    },
    "priority": {
        "priority": cells.text,
        "sort": cells.whole,
        "cross_cutting": cells.one_of("true", "false"),
        "sub_group": cells.anything,
        "measure": cells.or_blank(cells.identifier),
        "measures": cells.anything,
        "latest_figure": cells.or_blank(cells.identifier),
        "before_figure": cells.or_blank(cells.identifier),
    },
    "figure": {
        "figure": cells.identifier,
        "document": cells.identifier,
        "section": cells.text,
        "theme": cells.one_of(*THEMES),
        "what": cells.text,
        "value": cells.or_blank(cells.number),
        "unit": cells.text,
        "period_start": cells.or_blank(cells.day),
        "period_end": cells.or_blank(cells.day),
        "area_code": cells.or_blank(cells.area_code),
        "comparator": cells.anything,
        "recompute": cells.anything,
    },
    "disagreement": {
        "figure": cells.identifier,
        "against": cells.identifier,
        "alike": cells.one_of(*ALIKE),
        "says": cells.text,
        "uses": cells.text,
    },
    "unreadable": {
        "document": cells.identifier,
        "section": cells.text,
        "place": cells.text,
        "what": cells.text,
        "why": cells.text,
    },
    "follows": {
        "priority": cells.anything,
        "earlier_plan": cells.anything,
        "earlier_priority": cells.anything,
        "how": cells.one_of(*LINEAGE),
        "note": cells.anything,
    },
    "serves": {
        "priority": cells.text,
        "whose": whose,
        "serves": cells.text,
        "note": cells.anything,
    },
    "sub_group": {
        "sub_group": cells.text,
        "led_by": cells.anything,
        "does": cells.text,
        "source": cells.text,
    },
    "action": {
        "priority": cells.anything,  # blank for what no priority of the plan holds
        "four_p": cells.or_blank(cells.one_of(*FOUR_PS)),
        "action": cells.text,
        "lead": cells.anything,
        "due": cells.anything,
        "status": cells.one_of(*ACTION_STATUSES),
        "reported": cells.anything,
        "source": cells.text,
        "indicator": cells.anything,  # of its plan and priority, that it should move
        "measure": cells.or_blank(cells.identifier),  # a live measure that it should move
    },
    "indicator": {
        "priority": cells.text,
        "indicator": cells.text,
        "unit": cells.anything,
        "baseline": cells.or_blank(cells.number),
        "baseline_period": cells.anything,
        "latest": cells.or_blank(cells.number),
        "latest_period": cells.anything,
        "kent": cells.or_blank(cells.number),
        "target": cells.or_blank(cells.number),
        "target_words": cells.anything,
        "direction": cells.one_of(*DIRECTIONS),
        "status": cells.one_of(*STATUSES),
        "data_source": cells.anything,
        "source": cells.text,
        "measure": cells.or_blank(cells.identifier),
        "baseline_figure": cells.or_blank(cells.identifier),
        "latest_figure": cells.or_blank(cells.identifier),
        "kent_figure": cells.or_blank(cells.identifier),
        "target_figure": cells.or_blank(cells.identifier),
        "form": cells.or_blank(cells.one_of(*VALUE_FORMS)),
        "alike": cells.or_blank(cells.one_of(*ALIKE)),
        "target_rule": cells.or_blank(target_rule),
        "baseline_base_figure": cells.or_blank(cells.identifier),
        "latest_base_figure": cells.or_blank(cells.identifier),
    },
    "break_register": {
        "dataset": cells.identifier,
        "starts_on": cells.day,
        "ends_on": cells.or_blank(cells.day),
        "kind": cells.text,
        "effect": cells.one_of(*EFFECTS),
        "short": cells.text,
        "note": cells.text,
        "source": cells.text,
    },
}
KEYS = {
    "document": ("document",),
    "plan": ("title",),
    "priority": ("priority",),
    "figure": ("figure",),
    "disagreement": ("figure", "against"),
    "unreadable": ("what", "place", "section", "document"),
    "follows": ("priority", "earlier_plan", "earlier_priority"),
    "serves": ("priority", "whose", "serves"),
    "sub_group": ("sub_group",),
    "action": ("action", "priority", "four_p"),
    "indicator": ("indicator", "priority"),
    "break_register": ("starts_on", "dataset", "short"),
}
