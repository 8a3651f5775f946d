"""What the accessibility statement says: how far it complies, what does not work, whom to tell."""

from components.screens.prose import Part, contact_links, contact_words
from components.tables.about import faults_table
from components.words import accessibility as words
from csp.settings import settings


def heading() -> tuple[str, str]:
    """Title and lead of the page: the status with how many faults are known."""
    return words.TITLE, words.lead()


def parts() -> list[Part]:
    """The parts of the statement, in the order of the model that the regulations name."""
    contact = settings().contact
    return [
        Part(words.CAN_TITLE, words.CAN_INTRODUCTION, words.CAN),
        Part(words.STATUS_TITLE, (words.STATUS,)),
        Part(words.FAULTS_TITLE, (words.FAULTS_INTRODUCTION,), table=faults_table(words.FAULTS)),
        Part(words.ALSO_TITLE, (), words.ALSO),
        Part(
            words.TELL_TITLE,
            (words.TELL, contact_words(contact)),
            links=contact_links(contact),
        ),
        Part(
            words.ENFORCED_TITLE,
            words.ENFORCED,
            links={words.SERVICE: words.SERVICE_ADDRESS},
        ),
        Part(words.PREPARED_TITLE, words.PREPARED),
    ]
