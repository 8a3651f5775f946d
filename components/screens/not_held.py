"""What a district does not hold: plans, published figures, a model for priorities, wards."""

from components.words.not_held import FIGURES, MODEL, PLANS, WARDS, NotHeld
from csp.answers import places, plans, priority_setting
from csp.answers import published_figures as published
from csp.db import Reader, remembered


@remembered
def no_plans(reader: Reader) -> NotHeld | None:
    """What stands where no plan is held; None where one is."""
    return None if plans.plans(reader) else PLANS


@remembered
def no_figures(reader: Reader) -> NotHeld | None:
    """What stands where no figure of a document is held; None where one is."""
    return None if len(published.register(reader)) else FIGURES


@remembered
def no_model(reader: Reader) -> NotHeld | None:
    """What stands where no model for setting priorities is held; None where one is."""
    return None if priority_setting.models(reader) else MODEL


@remembered
def no_wards(reader: Reader) -> NotHeld | None:
    """What stands where no wards are held; None where they are."""
    return None if places.ward_sets(reader) else WARDS
