"""What About says: what this is, for whom, whose figures, what is not offered, whom to ask."""

import pandas as pd

from components.screens.prose import Part, contact_links, contact_words
from components.tables.about import attribution_table
from components.words import about as words
from components.words.sources import attributions
from csp.db import Reader, remembered
from csp.settings import settings

PROTECTED = {words.PROTECT: "how_we_protect_people", words.LAW: "data_supply"}


@remembered
def heading(reader: Reader) -> tuple[str, str]:
    """Title and lead of the page."""
    return words.TITLE, words.lead(reader.read("datasets"), settings().area.partnership)


@remembered
def parts(reader: Reader) -> list[Part]:
    """The parts of the page, in their order."""
    datasets, own = reader.read("datasets"), settings()
    return [
        Part(
            words.WHAT,
            (*words.what(own.area.name, own.area.partnership), words.IT_IS_FOR),
            words.FOR_WHOM,
        ),
        Part(words.KINDS_TITLE, (words.EDITIONS[reader.edition],), words.kinds(datasets)),
        _sources(datasets),
        Part(words.HARM_TITLE, words.HARM),
        Part(words.PEOPLE_TITLE, words.PEOPLE, links=PROTECTED),
        Part(
            words.ASK_TITLE,
            (contact_words(own.contact), words.ASK),
            links={**contact_links(own.contact), words.ACCESSIBILITY: "accessibility"},
        ),
        Part(words.MADE_TITLE, words.MADE),
    ]


def _sources(datasets: pd.DataFrame) -> Part:
    return Part(
        words.SOURCES_TITLE,
        (words.SOURCES,),
        tuple(attributions(datasets)),
        table=attribution_table(datasets),
        links={words.LICENCE: words.LICENCE_ADDRESS, words.SUPPLY: "data_supply"},
    )
