"""What can be chosen on Published figures."""

from components.choices import Choices
from csp.answers import published_figures as published
from csp.db import Reader

PARTS = {
    "adds_up": "Does it add up?",
    "figures": "Every figure",
    "left_out": "What was left out",
}


def filters(data: Reader, choose: Choices) -> tuple[str, str, str]:
    """Words to search for, a document and a theme; '' where none is chosen."""
    boxes = choose.row([1.6, 1.8, 1.4])
    with boxes[0]:
        search = choose.search("Search", "needles 2019")
    with boxes[1]:
        document = choose.document(published.documents(data))
    with boxes[2]:
        return search, document, choose.theme(published.themes(data))
