"""The sentences of At a glance, made from its numbers."""

from collections.abc import Sequence

import pandas as pd

from components.words import numbers
from components.words.ledger import wait
from csp.answers.plans import Published
from csp.measures import measures
from csp.months import Span
from csp.stats import spc

SMALLEST_BASE = 50  # a headline percentage on fewer events would shout about little


def title(borough: pd.DataFrame) -> str:
    """The clearest fall and the clearest rise of the borough.

    `borough` has one row a measure with events_before, percent and p (csp.answers.places.changes).
    """
    clear = _clear(borough)
    falls = clear[clear["percent"] < 0].sort_values("percent")
    rises = clear[clear["percent"] > 0].sort_values("percent", ascending=False)
    told = [
        f"{measures()[row.measure].title} {_are(row.measure)} {word} {abs(row.percent):.0f}%"
        for found, word in ((falls, "down"), (rises, "up"))
        for row in found.head(1).itertuples()
    ]
    if not told:
        return "No kind of crime changed by more than chance would give"
    if len(told) == 2:
        told[1] = told[1][0].lower() + told[1][1:]
    return " and ".join(told)


def _are(measure: str) -> str:
    return "are" if measures()[measure].plural else "is"


def _clear(borough: pd.DataFrame) -> pd.DataFrame:
    kinds = borough[borough["measure"] != "crime_total_excl_asb"]
    return kinds[(kinds["p"] < 0.05) & (kinds["events_before"] >= SMALLEST_BASE)]


def clearest(borough: pd.DataFrame) -> list[str]:
    """The ids of the measures that the title speaks of, fall first."""
    clear = _clear(borough).sort_values("percent")
    falls = list(clear.loc[clear["percent"] < 0, "measure"])[:1]
    rises = list(clear.loc[clear["percent"] > 0, "measure"])[-1:]
    return falls + rises


def lead(borough: pd.DataFrame, force: pd.DataFrame, compared: Span, force_name: str) -> str:
    """The two counts of all crime, and the same change across the force."""
    own = borough.set_index("measure").loc["crime_total_excl_asb"]
    theirs = force.set_index("measure").loc["crime_total_excl_asb"]
    before, after = numbers.count(own["events_before"]), numbers.count(own["events"])
    happened = (
        f"{_moved(own['difference'])} from {before} to {after}"
        f" ({numbers.signed(own['percent'], '%', 1)})"
        if own["difference"]
        else f"stayed at {after}"
    )
    return (
        f"**{numbers.span(compared)}** against the same months a year before, the longest run"
        f" of months held whole in both years. All crime {happened}; across {force_name} it"
        f" {_moved_by(theirs['percent'])}."
    )


def _moved(difference: float) -> str:
    return "fell" if difference < 0 else "rose"


def _moved_by(percent: float) -> str:
    """A change in percent as a verb: fell 3.3%."""
    amount = f"{abs(percent):.1f}%"
    return "did not change" if amount == "0.0%" else f"{_moved(percent)} {amount}"


def bars_title(borough: pd.DataFrame) -> str:
    """Which kind of crime rose most and which fell most, in number."""
    kinds = borough[borough["measure"].str.startswith("crime_")]
    kinds = kinds[kinds["measure"] != "crime_total_excl_asb"].sort_values("difference")
    fall, rise = kinds.iloc[0], kinds.iloc[-1]
    told = []
    if rise["difference"] > 0:
        told.append(f"{measures()[rise['measure']].title} rose most in number")
    if fall["difference"] < 0:
        name = measures()[fall["measure"]].title
        told.append(f"{name[0].lower() if told else name[0]}{name[1:]} fell most")
    return "; ".join(told) or "No kind of crime changed in number"


def published_title(before: float, after: float) -> str:
    """The pair of counts that the partnership itself published."""
    return (
        f"Published in 2020: all crime {_moved(after - before)} from {numbers.count(before)} to"
        f" {numbers.count(after)}"
    )


def priorities_title(marks: Sequence[str]) -> str:
    """How many priorities gave a signal, did not, and have too few points, by their marks."""
    few, ordinary = marks.count("ring"), marks.count("dot")
    fired = len(marks) - few - ordinary
    told = [
        _counted(fired, "gave a signal", "gave a signal"),
        _counted(ordinary, "is within its usual range", "are within their usual range"),
        _counted(few, "has too few points for a verdict", "have too few points for a verdict"),
    ]
    return f"Of {numbers.small(len(marks))} priorities {numbers.join([one for one in told if one])}"


def _counted(number: int, one: str, more: str) -> str:
    return f"{numbers.small(number)} {one if number == 1 else more}" if number else ""


def second_live(row: pd.Series, title: str) -> str:
    """The second headline of a priority that has a series of its own: two counts."""
    return (
        f"{title}: {numbers.count(row['events'])} against"
        f" {numbers.count(row['events_before'])} a year before"
    )


def second_published(told: Published) -> str:
    """The second headline of a priority that stands in a document only: two counts."""
    before = "" if told.before is None else f" against {numbers.figure(told.before)} a year before"
    when = published_when(told)
    when = when if when.startswith("published") else f"published for {when}"
    return f"{told.what}, {when}: {numbers.figure(told.latest)}{before}"


def published_when(told: Published) -> str:
    """The months that the later of two published counts covers, or where it stands."""
    if told.latest_start is not None and told.latest_end is not None:
        span = Span(told.latest_start.date().replace(day=1), told.latest_end.date().replace(day=1))
        return numbers.span(span)
    return f"published {told.document.rsplit(' ', 1)[-1]}"


def signals_under(headline: int, watched: int) -> str:
    """How many signals chance alone would give, and in which order they stand."""
    expected = spc.expected_signals(headline * watched)
    about = "fewer than one" if expected < 1 else f"about {numbers.small(round(expected))}"
    return (
        f"{numbers.capital(numbers.small(headline))} measures watched over {numbers.small(watched)}"
        f" months: chance alone would begin {about}. With under two years in a row, a season"
        " can give one, too. The farthest from its average stands first."
    )


def published_note(stated: pd.DataFrame) -> str:
    """Where the stated changes stand, and how to read them beside open data."""
    places = sorted({f"{row.document}, section {row.section}" for row in stated.itertuples()})
    return (
        f"{numbers.join(places)}. Police figures for November 2018 to October 2019 against the year"
        " before; they count other things than the open data above and are not compared with them."
    )


def signals_title(number: int, waiting: int | None) -> str:
    """How many headline measures gave a signal, and how many signals wait for a decision; None
    where that is not told.
    """
    if number == 0:
        gave = "No headline measure gave a signal"
    else:
        named = "measure" if number == 1 else "measures"
        gave = f"{numbers.capital(numbers.small(number))} headline {named} gave a signal"
    return f"{gave}; {wait(waiting)}" if waiting else gave


def supply_title(datasets: pd.DataFrame) -> str:
    """How far the monthly data reach, how far behind that is, and how much of two years is held.

    `datasets` has latest_period, lag [months], and complete [of the newest 24] where monthly
    (csp.answers.supply.datasets).
    """
    monthly = datasets.dropna(subset=["latest_period", "complete"])
    if monthly.empty:
        return "No monthly data are held"
    newest = monthly.loc[monthly["latest_period"].idxmax()]
    behind = int(newest["lag"])
    ago = f"{numbers.small(behind)} {'month' if behind == 1 else 'months'} ago"
    return (
        f"The newest month held is {numbers.month(newest['latest_period'])}, {ago};"
        f" {numbers.count(newest['complete'])} of the last 24 months are complete"
    )


def supply_under(datasets: pd.DataFrame) -> str:
    """How many datasets are held, by status."""
    held = datasets["status"].value_counts()
    told = [f"{numbers.small(count)} {status}" for status, count in held.items()]
    return f"The latest supply of each dataset: {numbers.join(told)}"
