"""The summary's sentences: what each part of the assessment says first, in the pages' own words."""

from collections.abc import Iterator
from urllib.parse import urlencode

from components.pack.document import Words, words
from components.pack.figures import Figures
from components.words import pack as said
from csp.answers import priority_setting
from csp.settings import settings


def in_short(figures: Figures, reviewed: str) -> list[Words]:
    """A sentence or two of each section that has something to say, after its title; `reviewed` is
    what the review of the plan says.
    """
    told = {**dict(_said(figures)), "review": reviewed, "priorities": _recommended(figures)}
    return [
        words(f"**{title}**: {told[name].rstrip('.')}.")
        for name, title in said.SECTIONS.items()
        if told.get(name)
    ]


def _said(figures: Figures) -> Iterator[tuple[str, str]]:
    plan = settings().plan.current
    districts = figures.told("among_districts", "")
    signals = figures.told("signal_ledger", "")
    feeling = figures.told("feeling_safe", "")
    worked = figures.told("did_it_work", "")
    actions = figures.told("action_plan", urlencode({"plan": plan}) if plan else "")
    yield "levels", districts.lead.replace("**", "") if districts.messages else ""
    glance = figures.told("at_a_glance", "").messages
    # A title alone does not say of which months it is true.
    wards = [
        f"{one.title} ({one.under[:1].lower()}{one.under[1:]})"
        for one in glance
        if one.name == "change-by-ward"
    ]
    yield "changes", ". ".join([signals.title, *wards]) if signals.messages else ""
    yield "community", feeling.title if feeling.messages else ""
    yield "did-it-work", worked.title if worked.messages else ""
    yield "actions", actions.lead.replace("**", "") if actions.messages else ""


def _recommended(figures: Figures) -> str:
    """That nothing is recommended, or what the partnership's own round says."""
    rounds = priority_setting.rounds(figures.data)
    if not rounds or rounds[0].example:
        return said.NONE_RECOMMENDED
    return figures.told("setting_priorities", "").title
