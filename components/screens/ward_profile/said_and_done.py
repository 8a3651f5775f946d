"""What residents of a ward say, what is being done there, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from components.screens.figures import Figure
from components.screens.ward_profile import View
from components.screens.ward_profile.opening import PAGE
from components.tables import ward_profile as tables
from components.words import ward_profile as words
from csp.answers import places, plans
from csp.answers import ward_profile as answers
from csp.answers.surveys import RESIDENTS
from csp.db import Reader, remembered
from csp.sources import sources


@remembered
def views(reader: Reader, view: View) -> Figure | None:
    """What residents answered in the newest wave whose answers are held; None without any."""
    told = answers.views(reader, view.ward)
    if told is None:
        return None
    invented = told.wave.status == "illustrative"
    asked = {one.id: one.short for one in sources()[RESIDENTS].questions}
    return Figure(
        title=words.views_title(told.wave, illustrative=invented),
        under=words.views_under(told.wave),
        spec=None,
        alt="",
        table=tables.views_table(told.answers, asked, illustrative=invented),
        files=told.answers.assign(wave=told.wave.wave),
        note=words.views_note(told.answers),
        illustrative=invented,
        period=told.wave.wave,
        dataset=RESIDENTS,
    )


@remembered
def became(reader: Reader, view: View) -> Figure | None:
    """The wards of the other set that share its residents; None where no other set is held."""
    found = answers.became(reader, view.ward)
    if found.empty:
        return None
    return Figure(
        title=words.became_title(found, view.vintage),
        under=words.became_note(found),
        spec=None,
        alt="",
        table=tables.became_table(found, partial(address, reader)),
        files=found,
        period=str(int(found["year"].iloc[0])),
        dataset="boundaries",
    )


def address(reader: Reader, ward: str, vintage: str, page: str = PAGE) -> str:
    """Where a ward is shown on a page: in the words that its boxes use, since an id would be put in
    words on arrival, and the way back would lead to it again.
    """
    sets = places.ward_sets(reader)
    asked = {} if vintage == next(iter(sets)) else {"wards": sets[vintage]}
    return f"{page}?{urlencode(asked | {'ward': places.ward_names(reader, vintage)[ward]})}"


@dataclass(frozen=True)
class Done:
    """What the plan and the files of actions say of a ward: a heading and lines, then ways on."""

    title: str
    lines: tuple[str, ...]
    links: Mapping[str, str]  # words and address


@remembered
def doing(reader: Reader, view: View) -> Done:
    """The open actions that name the ward, and how many are open in all."""
    told = answers.doing(reader, view.ward, view.vintage)
    lines = [words.action_line(row) for _, row in told.named.iterrows()]
    lines += [words.evaluated_line(row) for _, row in told.evaluated.iterrows()]
    plan = plans.plans(reader).get(told.plan, told.plan)
    links = {"Every action on Action plan": "action_plan"}
    if len(told.evaluated):
        links["What changed: Did it work?"] = "did_it_work"
    return Done(words.doing_title(told), (*lines, words.doing_rest(told, plan)), links)
