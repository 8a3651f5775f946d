"""The sentence on whether two methods agree about hotspots."""

from components.words import numbers
from csp.answers.second_opinion import SecondOpinion

HOW = (
    "Both judge the neighbours by the same rearrangements; the second also asks whether the area"
    " itself lies on their side of the average."
)


def sentence(found: SecondOpinion | None) -> str:
    """For how many areas both methods agree, and where they part; '' without hotspots."""
    if found is None:
        return ""
    return (
        f"A second method (local Moran) was asked, too: both methods agree for {found.agreed} of"
        f" {found.areas} small areas{_of_clusters(found)}.{_alone(found)} {HOW}"
    )


def _of_clusters(found: SecondOpinion) -> str:
    """What that comes to among the areas that stand out, where there are any."""
    if not found.clusters:
        return "; neither finds one that stands out"
    if found.clusters == 1:
        return f", and {'also' if found.confirmed else 'not'} for the one that is hot or cold"
    whole = found.confirmed == found.clusters
    of = f"all {found.clusters}" if whole else f"{found.confirmed} of the {found.clusters}"
    return f", among them {of} that are hot or cold"


def _alone(found: SecondOpinion) -> str:
    """The areas that owe their class to their neighbours alone."""
    many = found.by_neighbours
    if not many:
        return ""
    owe, their = (
        ("area owes its", "its own count lies")
        if many == 1
        else (
            "areas owe their",
            "their own counts lie",
        )
    )
    return (
        f" {numbers.capital(numbers.small(many))} {owe} class to the neighbours alone: {their} on"
        " the other side of the average."
    )
