"""What published figures give when they are worked out again from their own parts."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

FORMS: dict[str, Callable[[Sequence[float]], float | None]] = {
    "change": lambda v: 100 * (v[1] - v[0]) / v[0] if v[0] else None,
    "difference": lambda v: v[1] - v[0],
    "sum": sum,
    "rise": lambda v: 100 * v[1] / (v[0] - v[1]) if v[0] != v[1] else None,
    "share": lambda v: 100 * v[0] / v[1] if v[1] else None,
    "rate": lambda v: 1000 * v[0] / v[1] if v[1] else None,
    "mean": lambda v: v[0] / v[1] if v[1] else None,
}
PARTS = dict.fromkeys(("change", "difference", "rise", "share", "rate", "mean"), 2)  # sum: any


def recompute(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with `recomputed` and `difference` (value less recomputed), in their own unit.

    `figures` has figure (id), value and recompute: '' or one of `change A B` (percent from A to B),
    `difference A B` (B less A), `rise A B` (percent from A less B to A), `sum A B ...`, `share A B`
    (A in percent of B), `rate A B` (A for every 1,000 of B), `mean A B` (A for every one of B),
    where A and B are ids. Blank where nothing is said or a part is blank. Nothing is rounded: a
    stated figure that was rounded differs by a little. Raises ValueError for an unknown form, a
    wrong number of parts or an id that is not there.
    """
    values = dict(zip(figures["figure"], figures["value"], strict=True))
    told = figures["recompute"].fillna("")
    recomputed = pd.Series([_one(form, values) for form in told], index=figures.index, dtype=float)
    return figures.assign(recomputed=recomputed, difference=figures["value"] - recomputed)


def parts_of(form: str) -> list[str]:
    """The ids that a form names, in its order; empty for a blank form.

    Raises ValueError, in a sentence, for an unknown form or a wrong number of parts.
    """
    name, *parts = form.split() or [""]
    if not name:
        return []
    if name not in FORMS or not parts or len(parts) != PARTS.get(name, len(parts)):
        raise ValueError(f"“{form}” is not a way to recompute a figure")
    return parts


def _one(form: str, values: Mapping[str, float]) -> float | None:
    parts = parts_of(form)
    if not parts:
        return None
    unknown = [part for part in parts if part not in values]
    if unknown:
        raise ValueError(f"“{form}” names a figure that is not there: {', '.join(unknown)}")
    numbers = [values[part] for part in parts]
    if any(pd.isna(number) for number in numbers):
        return None
    return FORMS[form.split(maxsplit=1)[0]](numbers)
