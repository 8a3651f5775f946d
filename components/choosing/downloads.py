"""What can be chosen on Downloads."""

from components import messages
from components.choices import Choices
from components.screens import whole_tables
from components.screens.downloads import FIGURES, TABLES, View
from components.words import downloads as words
from csp.answers.places import POLICE_UK
from csp.db import Reader


def chosen(data: Reader, choose: Choices) -> View:
    """A part, and with it a page or a dataset."""
    part = choose.part(words.PARTS)
    if part not in (FIGURES, TABLES):
        return View(part)
    with choose.row([2, 3])[0]:
        if part == FIGURES:
            return View(part, page=choose.page(pages(data)))
        held = whole_tables.datasets(data)
        dataset = choose.dataset(held, "Dataset", words.ALL_DATASETS, default=POLICE_UK)
        return View(part, dataset=dataset)


def pages(data: Reader) -> dict[str, str]:
    """The pages of which figures are offered: those whose subject is held."""
    return {
        page: title
        for page, title in messages.titles().items()
        if messages.absent(page, data) is None
    }
