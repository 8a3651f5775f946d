"""What stands on a page whose subject a district does not hold: calm words, what would fill it."""

from dataclasses import dataclass

from components.words import numbers


@dataclass(frozen=True)
class NotHeld:
    """A title for the page, and an empty state: its heading, and what would fill it."""

    title: str
    heading: str
    words: str


PLANS = NotHeld(
    "No plan is held yet",
    "Priorities, indicators and actions",
    "They are read from the partnership’s plans, one folder each. Once a plan is entered, this page"
    " shows what it promised and what became of it.",
)
FIGURES = NotHeld(
    "No published figures are held yet",
    "What the partnership has published",
    "Figures of its documents are entered by hand, each with its section. Once some are, this page"
    " shows them all and whether they add up.",
)
MODEL = NotHeld(
    "No way of setting priorities is held yet",
    "A model, themes and scores",
    "The partnership enters its own model and themes, and each year’s scores. Once they are"
    " entered, this page ranks the themes and says how surely.",
)
WARDS = NotHeld(
    "No wards are held for this district",
    "Counts by ward",
    "Only the district as a whole is held here: no look-up says in which ward its small areas lie."
    " Once wards, small areas and their counts are derived, this page shows where.",
)
SURVEY = NotHeld(
    "No two waves of a residents’ survey are held yet",
    "Waves of a residents’ survey, side by side",
    "They are read from published shares, or from answers that a partner supplied.",
)


def cut_sentence(wards: str, small: str, cut: int, of: int) -> str:
    """That true lines of wards cut small areas, which are then counted whole in one ward."""
    lie = "lies" if cut == 1 else "lie"
    return (
        f"{numbers.count(cut)} of {numbers.count(of)} small areas of {small} {lie} in more than one"
        f" of the wards of {wards}. Each is counted whole in the ward in which most of its area"
        " lies, so counts and rates of these wards are approximate there."
    )
