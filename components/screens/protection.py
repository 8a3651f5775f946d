"""What How we protect people shows: the rules, the thresholds, and the audit's result."""

import pandas as pd

from components.charts.palette import Palette
from components.charts.stacked_bars import Bar, Kind, Part, stacked_bars
from components.charts.theme import as_spec
from components.screens.figures import Figure
from components.tables import protection as tables
from components.tables.action_plan import status_key
from components.words import numbers
from components.words import protection as words
from csp.answers.audited import Audited, Protected, Threshold, audited
from csp.db import Reader, remembered
from csp.disclosure import rules
from csp.errors import SettingsError
from csp.settings import data_folder
from csp.sources import partner_sources

SHOWN, HIDDEN = "Shown", "Hidden"


def heading(reader: Reader) -> tuple[str, str]:
    """Title and lead of the page."""
    found = audited(reader)
    return words.title(found), words.lead(found, reader.edition)


@remembered
def thresholds(reader: Reader) -> Figure | None:
    """The thresholds by which this file was made, else those of the rules file of this place; None
    where there is none.
    """
    found = audited(reader)
    held = found.rules if found else _of_this_place()
    if not held:
        return None
    titles = {name: one.title for name, one in partner_sources().items()}
    return Figure(
        title=words.THRESHOLDS_TITLE,
        under=words.THRESHOLDS_UNDER,
        spec=None,
        alt="",
        table=tables.thresholds(held, titles),
        files=pd.DataFrame(
            [
                {
                    "subject": words.subject(one, titles),
                    "smallest_shown": one.smallest_shown,
                    "rounding": one.rounding,
                    "agreement": one.agreement,
                }
                for one in held
            ]
        ),
        period=_release(reader),
        dataset="",
    )


def _of_this_place() -> tuple[Threshold, ...]:
    try:
        told = rules.read(data_folder())
    except SettingsError:
        return ()
    asked = {"partner": told.partner, "sensitive": told.sensitive}
    asked |= {one.source: one for one in told.source}
    return tuple(
        Threshold(name, one.smallest_shown, one.rounding, one.agreement)
        for name, one in asked.items()
    )


@remembered
def result(reader: Reader, colours: Palette) -> Figure | None:
    """How many counts of each dataset are shown and hidden; None where no partner's are held."""
    found = audited(reader)
    if found is None or not found.datasets:
        return None
    titles = {name: one.title for name, one in partner_sources().items()}
    named = [(titles.get(one.dataset, one.dataset), one) for one in found.datasets]
    drawn = stacked_bars([_bar(*one) for one in named], looks(colours), colours)
    return Figure(
        title=words.AUDIT_TITLE,
        under=words.AUDIT_UNDER,
        spec=as_spec(drawn),
        alt=words.picture_words(named),
        table=tables.by_dataset(named),
        files=pd.DataFrame(
            [
                {
                    "dataset": name,
                    "smallest_shown": one.smallest_shown,
                    "rounding": one.rounding,
                    "counts": one.cells,
                    "shown": one.cells - one.hidden,
                    "hidden": one.hidden,
                }
                for name, one in named
            ]
        ),
        period=_release(reader),
        dataset="",
        legend=status_key(looks(colours)),
    )


def _bar(name: str, one: Protected) -> Bar:
    counts = {SHOWN: one.cells - one.hidden, HIDDEN: one.hidden}
    parts = [
        Part(kind, count, f"{count:,} {kind.lower()}") for kind, count in counts.items() if count
    ]
    return Bar(name, f"{one.cells:,} counts", numbers.count(one.cells), parts)


def looks(colours: Palette) -> dict[str, Kind]:
    """How shown and hidden counts are drawn: what is hidden has no fill."""
    return {
        SHOWN: Kind(colours.sequential[2], colours.text_on(2)),
        HIDDEN: Kind(colours.bg, colours.ink, edge=colours.axis, dashed=True),
    }


def proof(reader: Reader) -> tuple[str, ...]:
    """How the audit went about it; nothing where it had nothing to hold together."""
    found: Audited | None = audited(reader)
    return words.proof(found) if found is not None and found.equations else ()


def _release(reader: Reader) -> str:
    return f"release {reader.release}"
