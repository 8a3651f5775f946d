"""Messages: names that agendas cite, titles as the navigation has them, calm where none is held."""

import ast
from datetime import date

import pytest

from components import messages
from components.addressed import Addressed
from components.charts.palette import LIGHT
from components.words.columns import COLUMNS
from components.words.districts import page_title
from components.words.files import IN_FILES
from csp.settings import ROOT
from tests.long import LONG
from tests.pages.test_messages_as_shown import WALK

TODAY = date(2026, 11, 27)
FEW = [("signal_ledger", {}), ("break_register", {}), ("ward_map", {"show": "change"})]


def told(page: str, reader, **choices: str) -> messages.Told:
    address = Addressed({key: [value] for key, value in choices.items()})
    return messages.told(page, reader, address, LIGHT, TODAY)


def walks() -> list:
    return [
        pytest.param(page, choices, marks=() if (page, choices) in FEW else LONG)
        for page, choices in [*FEW, *WALK]
    ]


@pytest.mark.parametrize(("page", "choices"), walks())
def test_every_message_can_be_cited_shown_and_taken_away(demonstration, page, choices):
    made = told(page, demonstration, **choices)
    assert (made.group, made.page) == (messages.PAGES[page].group, messages.titles()[page])
    assert made.title and made.lead
    names = [one.name for one in made.messages]
    assert len(set(names)) == len(names), "one of a kind on its page"
    if page != "setting_priorities":  # whose columns are named by the model too
        columns = {name for one in made.messages for name in one.files}
        assert {name for name in columns if IN_FILES.get(name, name) not in COLUMNS} == set()
    for one in made.messages:
        assert one.title and (one.pictures or one.table or one.lines or one.facts), one.name
        assert all(picture.alt and picture.spec for picture in one.pictures)
        assert one.source is not None or not (one.pictures or one.table)
        mark = one.source.mark if one.source else None
        assert one.file_name == (f"{mark.file_word} {one.name}" if mark else one.name)


def test_every_page_of_figures_has_messages_under_its_own_name():
    """So neither a meeting nor Downloads can miss a page that the navigation has."""
    (table,) = (
        part.value
        for part in ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8")).body
        if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "PAGES"
    )
    listed, grouped = {}, {}
    for group, pages in zip(table.keys, table.values, strict=True):
        for call in pages.elts:
            name = ast.literal_eval(call.args[0]).removeprefix("pages/").removesuffix(".py")
            told_of = {key.arg: key.value for key in call.keywords}
            listed[name] = ast.unparse(told_of["title"])
            grouped[name] = ast.literal_eval(group)
    words_alone = {"about", "accessibility", "downloads"}
    assert set(messages.PAGES) == set(listed) - words_alone
    for page, title in messages.titles().items():
        assert listed[page] in (repr(title), "page_title()")
        assert grouped[page] == messages.PAGES[page].group
    assert messages.titles()["among_districts"] == page_title()


@pytest.mark.parametrize(
    ("page", "emptied"),
    [
        ("priority_trends", "plan"),
        ("action_plan", "plan"),
        ("setting_priorities", "priority_model"),
        ("published_figures", "published_figure"),
    ],
)
def test_a_page_whose_subject_is_not_held_says_so_and_has_no_messages(changed, page, emptied):
    made = told(page, changed(f"DELETE FROM {emptied}"))
    assert made.messages == () and made.title.endswith("held yet")
    assert made.lead


def test_without_wards_no_map_is_promised(changed):
    bare = changed("DELETE FROM area WHERE kind = 'ward'")
    for page in ("ward_map", "ward_profile"):
        assert told(page, bare).messages == ()


def test_a_page_without_messages_is_told_apart(demonstration):
    with pytest.raises(KeyError):
        told("about", demonstration)
