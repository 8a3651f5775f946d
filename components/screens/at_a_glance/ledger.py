"""The headline measures' signals since a date, the farthest from their average first."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.words import glance as words
from components.words import numbers, signals
from csp import months
from csp.answers import places
from csp.answers.trends import Trend, trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span
from csp.settings import settings


@dataclass(frozen=True)
class Signal:
    """One signal of a headline measure: the months of a run that fired its strongest rule."""

    measure: str
    when: str
    shape: str
    direction: str
    says: str
    distance: float  # the farthest month from the average, percent of the way to the limit


@dataclass(frozen=True)
class Signals:
    """Signals of the headline measures since a date."""

    title: str
    under: str
    found: tuple[Signal, ...]


@remembered
def new_signals(reader: Reader, since: date) -> Signals:
    """The headline measures' signals that reach into a month or a later one, the farthest from its
    average first, with the number that chance would give.
    """
    own, first = settings().area.code, since.replace(day=1)
    fired = reader.read("signals", area_code=own, since=first)
    newest = max(period.span.end for period in places.periods(reader))
    headline = sum(measure.headline for measure in measures().values())
    watched = max(0, months.index(newest) - months.index(first) + 1)
    found = [
        signal
        for name in dict.fromkeys(fired["measure"])
        for signal in _signals_of(trend(reader, measures()[name]), first)
    ]
    return Signals(
        words.signals_title(len({signal.measure for signal in found})),
        words.signals_under(headline, watched),
        tuple(sorted(found, key=lambda signal: -signal.distance)),
    )


def signals_file(told: Signals) -> pd.DataFrame:
    """The signals as a table, without their shapes."""
    return pd.DataFrame([vars(signal) for signal in told.found]).drop(columns="shape")


def _signals_of(told: Trend, first: date) -> list[Signal]:
    """One signal for each run of months that fired on one side, by the strongest of their rules."""
    fired = told.chart[told.chart["rules"].map(len) > 0]
    fired = fired.assign(above=fired["value"] > fired["centre"])
    # Where neither direction is better, only the side tells a rise from a fall.
    side = fired["above"].where(fired["direction"] == "neither", other=False)
    found = []
    for _, group in fired.groupby([fired["span"], fired["direction"], side]):
        for run in months.runs(group["month"]):
            rule, strongest = _strongest(group[group["month"].between(run.start, run.end)])
            if strongest["month"].iloc[-1] >= first:
                found.append(_signal(told.measure.title, rule, strongest))
    return found


def _strongest(run: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The first rule in the order of the charts that a run fired, and the months that did."""
    rule = next(rule for rule in signals.ORDER if any(rule in rules for rules in run["rules"]))
    return rule, run[[rule in rules for rules in run["rules"]]]


def _signal(title: str, rule: str, run: pd.DataFrame) -> Signal:
    last = run.iloc[-1]
    span = Span(run["month"].iloc[0], last["month"])
    above, direction = bool(last["above"]), str(last["direction"])
    reach = (run["value"] - run["centre"]).abs() / (run["upper"] - run["centre"])
    return Signal(
        title,
        numbers.span(span),
        signals.shape((rule,), above),
        direction,
        signals.run_words(rule, span.months, above, direction),
        round(100 * float(reach.max()), 1),
    )
