"""How small counts are protected, in the one sentence that stands wherever they are shown."""

import pandas as pd

HIDDEN = "hidden"


def note(smallest_shown: float | None, rounding: float | None) -> str:
    """The sentence for a dataset's rule; '' where its counts stand as they are."""
    if pd.isna(smallest_shown) or pd.isna(rounding):
        return ""
    return (
        f"To protect people, counts are rounded to the nearest {rounding:.0f}; counts from 1 to"
        f" {smallest_shown - 1:.0f}, and others that would give them away, are {HIDDEN}."
        " Rounded counts need not add up."
    )
