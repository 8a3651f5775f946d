"""The sentences of Ward profile, made from its numbers."""

from collections.abc import Sequence

import pandas as pd

from components.words import breaks as break_words
from components.words import numbers, signals
from components.words import ward_map as map_words
from components.words.districts import decimals, limits, names, residents_of
from components.words.ward_map import rate, rates_of
from csp.answers import places
from csp.answers.surveys import Wave
from csp.answers.ward_profile import DEPRIVED, AlikeWards, Doing, Measured, Signals
from csp.settings import settings
from csp.stats.spc import Verdict
from csp.stats.survey import FLAGGED_BELOW, HIDDEN_BELOW

START_TITLE = "What is it like here?"
START_LEAD = (
    "Choose a ward in the box or on the map. Its page then says what is recorded there, how sure"
    " that is, who lives there and which wards are most like it."
)
START_MAP = "The wards and their residents"
NO_COUNTS = "No counts are held for this ward"
APPROXIMATE = map_words.APPROXIMATE_NOTE
RANK_NOTE = (
    "Rank 1 is the highest rate, which says nothing of how well a place is served; a rank is a"
    " range where intervals overlap, and equal ones share a place."
)
INVENTED = "What every measure of a ward can show"
PRINTS = "Printed from the light theme, this page is one sheet of A4."
NOT_PRINTED = "Not printed: tables behind pictures, notes on how it is worked out, and files."
THINGS = {
    "residents": ("residents", "Residents"),
    "density": ("residents a square kilometre", "Per km²"),
    "deprived": ("small areas among England’s most deprived three tenths", "Deprived"),
    "under_18": ("residents under 18", "Under 18"),
    "over_64": ("residents of 65 and over", "65 and over"),
}
SHARES = ("deprived", "under_18", "over_64")  # things that are per cent


def start_under(ward: pd.Series) -> str:
    """Which residents the map gives, and what to do with it."""
    of = residents_of(ward["basis"], ward["year"])
    return f"Residents, {of}. Click a ward, or choose it in the box"


def title(name: str, first: Measured) -> str:
    """Where the ward's rate of the first measure lies against the borough's and among the wards."""
    own = first.own
    if numbers.is_blank(own["rate"]) or not first.side:
        return f"{name}: {NO_COUNTS[0].lower()}{NO_COUNTS[1:]}"
    return (
        f"{name}’s {rates_of(first.measure)} is {_beside(first.side)} {settings().area.name}’s:"
        f" {place(own, first.ranked)}"
    )


def _beside(side: str) -> str:
    return {"above": "clearly above", "below": "clearly below"}.get(side, "not clearly apart from")


def place(own: pd.Series, of: int) -> str:
    """A rank among the wards in words: first, or between third and fifth, of 26 wards."""
    low, high = (numbers.ordinal(int(own[name])) for name in ("rank_low", "rank_high"))
    told = low if low == high else f"between {low} and {high}"
    return f"{told} of {of} wards"


def lead(told: Sequence[Measured]) -> str:
    """Count and rate of the first measure beside borough and force area; how many rates lie clearly
    above and below the borough's; the note on a denominator.
    """
    first = told[0]
    own, area, fine = first.own, settings().area, decimals(first.borough)
    if numbers.is_blank(own["rate"]) or not first.side:
        return f"No counts of **{numbers.span(first.span)}** are held for these wards."
    police = first.measure.source == places.POLICE_UK
    who = "police recorded" if police else "the partner counted"
    sentence = (
        f"In **{numbers.span(first.span)}** {who}"
        f" {numbers.count_of(own['events'], first.measure.counted)} here:"
        f" {rate(own['rate'], fine)} per {first.measure.per:,} residents ({limits(own, fine)}),"
        f" against {rate(first.borough, fine)} in {area.name} and"
        f" {rate(first.together, fine)} in {area.force_name}."
    )
    note = map_words.denominator_notes(pd.DataFrame([own]))
    return f"{sentence} {sides(told)} {note}".strip()


def sides(told: Sequence[Measured]) -> str:
    """How many of the rates lie clearly above the borough's, and how many clearly below."""
    held = [one.side for one in told if one.side]
    above, below = held.count("above"), held.count("below")
    parts = [
        f"{numbers.small(number)} {'lies' if number == 1 else 'lie'} clearly {word}"
        for number, word in ((above, "above"), (below, "below"))
        if number
    ]
    if not parts:
        return f"None of {len(held)} rates here lies clearly off the borough’s."
    if len(held) in (above, below):
        return (
            f"All {len(held)} rates here lie clearly {'above' if above else 'below'} the borough’s."
        )
    return f"Of {len(held)} rates here {numbers.join(parts)} the borough’s."


def signals_title(found: Signals, of: int) -> str:
    """How many series gave a signal, of those that a chart can judge."""
    if not found.judged:
        return f"None of {numbers.small(of)} series has enough for a verdict"
    many = numbers.capital(numbers.small(found.fired)) if found.fired else "None"
    return f"{many} of {numbers.small(found.judged)} series that can be judged gave a signal"


def chance_note(found: Signals, changes: int) -> str:
    """How many signals and changes chance alone gives among so many: nothing without any."""
    told = []
    if found.judged:
        told.append(
            "Many series are looked at together, which is exploring: chance alone begins about"
            f" {found.by_chance:.1f} signals among them."
        )
    if changes:
        expected = places.SIGNIFICANT * changes
        told.append(
            f"Of {numbers.small(changes)} changes, chance alone would show {expected:.1f} as a rise"
            " or fall."
        )
    return " ".join(told)


def measures_under(told: Sequence[Measured]) -> str:
    """Which months, per how many residents, against whom."""
    area, first = settings().area, told[0]
    compared = (
        f"; change: {numbers.span(first.compared)} on the same months a year earlier"
        if first.compared
        else ""
    )
    return (
        f"{numbers.span(first.span)}: count, rate per {first.measure.per:,} residents with 95%"
        f" interval, rank among {first.ranked} wards, {area.name} and {area.force_name} beside;"
        f" verdict on the ward’s own months{compared}"
    )


CLEAR = ("rose", "fell")  # what is said of a change that is more than chance would give


def verdict(found: Verdict) -> str:
    """The verdict of the ward's own months in a table cell."""
    return "Within its usual range" if found.kind == "no signal" else signals.headline(found)


def changed(one: Measured) -> tuple[str, str]:
    """A change in figures, and whether it is more than chance would give; blanks as dashes."""
    if one.change is None:
        return numbers.NOT_APPLICABLE, ""
    percent = one.change["percent"]
    share = "" if numbers.is_blank(percent) else f" ({numbers.signed(percent, '%', 1)})"
    return (
        f"{numbers.signed(one.change['difference'])}{share}",
        map_words.moved(one.change["difference"], one.change["verdict"]),
    )


def small_areas(one: Measured) -> str:
    """How many of the ward's small areas are hotspots: 4 of 7."""
    found = one.small_areas
    if found is None:
        return numbers.NOT_APPLICABLE
    return f"{int(found['hot'])} of {int(found['areas'])}"


def together_note() -> str:
    """What the force area's rate is made of."""
    return f"{settings().area.force_name} is its districts together."


def refused_note(short: str) -> str:
    """Why no change is shown, from the entry that forbids it; nothing without one."""
    return break_words.refused(short) if short else ""


def deprivation_title(found: pd.DataFrame) -> str:
    """How many small areas are among the most deprived of England, in the newest edition."""
    newest = found[found["edition"] == found["edition"].max()]
    most, of = int((newest["decile"] <= DEPRIVED).sum()), len(newest)
    edition = newest["edition"].iloc[0]
    if of == 1:
        is_one = "is" if most else "is not"
        return f"{edition}: its one small area {is_one} among England’s most deprived three tenths"
    many = numbers.capital(numbers.small(most)) if most else "None"
    verb = "is" if most <= 1 else "are"
    return (
        f"{many} of {numbers.small(of)} small areas {verb} among England’s most deprived three"
        f" tenths ({edition})"
    )


def deprivation_note(editions: Sequence[str]) -> str:
    """Why the dots of two editions are no movement, and why there is no average."""
    told = "The dots are the small areas as they were ranked: no average is made of them."
    if len(editions) < 2:
        return told
    return (
        f"{told} The editions of {numbers.join(list(editions))} use different indicators and small"
        " areas, and only ranks within one edition mean something: a dot that lies elsewhere has"
        " not moved."
    )


def deprivation_reading(row: pd.Series) -> str:
    """One small area for a screen reader or a tip."""
    return (
        f"{row['area_name']}, {row['edition']}: tenth {int(row['decile'])} of 10, rank"
        f" {numbers.count(row['rank'])}"
    )


def ages_title(found: pd.DataFrame) -> str:
    """The share of the oldest band, beside the borough's."""
    oldest = found.iloc[-1]
    return (
        f"{oldest['percent']:.0f}% of residents are {band(oldest['age_band'])};"
        f" {oldest['borough']:.0f}% in {settings().area.name}"
    )


def band(named: str) -> str:
    """A band of age inside a sentence: 65 and over, 18 to 64."""
    return str(named)


def ages_under(found: pd.DataFrame) -> str:
    """What a bar and its line are, and which residents."""
    of = residents_of(found["basis"].iloc[0], found["year"].iloc[0])
    return f"Percent of residents by age, {of}; line: {settings().area.name}"


def residents_note(counted: pd.DataFrame) -> str:
    """Every count of residents that is held, and why they are no trend."""
    told = [
        f"{numbers.count(row.people)} ({residents_of(row.basis, row.year)})"
        for row in counted.itertuples()
    ]
    if not told:
        return ""
    trend = (
        " Estimates before a census were not revised after it, so these are no trend."
        if len(told) > 1
        else ""
    )
    return f"Residents: {numbers.join(told)}.{trend}"


NO_AGES = (
    "Ages are not held for these wards",
    "The residents of this area are held without their ages. Once a table of residents by age is"
    " among the open data, their shares are shown here.",
)
NO_DEPRIVATION = (
    "No ranks of deprivation are held for these wards",
    "Once they are among the open data, each small area is shown here as it was ranked.",
)
NOT_ALIKE = (
    "Which wards are alike is not known",
    "Residents, land, deprivation and ages are needed of every ward, and some of them are not"
    " held.",
)
NO_VIEWS = (
    "What residents of this ward say is not held",
    "Once answers to the residents’ survey are supplied for these wards, they are shown here with"
    f" their bases. Groups of fewer than {HIDDEN_BELOW} people stay hidden.",
)
NOT_LOOKED_UP = (
    "No other ward set is held",
    "So it cannot be said which wards this one was made from, or what became of it.",
)


def alike_title(name: str, told: AlikeWards) -> str:
    """Which wards are most like this one, and in how many things only."""
    near = told.wards.set_index("area_code").loc[list(told.nearest), "area_name"]
    many = len(told.things)
    return (
        f"Most like {name} in {numbers.small(many)} {'thing' if many == 1 else 'things'} only:"
        f" {listed(near)}"
    )


def listed(wards: Sequence[str]) -> str:
    """Some wards in a sentence, clear even where a name holds a comma or an "and"."""
    return "; ".join(wards) if any("," in one for one in wards) else names(list(wards))


def things(named: Sequence[str]) -> str:
    """The things that wards are compared in, as a list in a sentence."""
    return numbers.join([THINGS[name][0] for name in named])


def thing(name: str, value: float) -> str:
    """One thing as written: a share in per cent, or a whole number."""
    if numbers.is_blank(value):
        return "no data"
    return f"{value:.0f}%" if name in SHARES else numbers.count(value)


def why_alike(told: AlikeWards) -> str:
    """Why the nearest ward is the nearest: each thing of both, side by side."""
    own, near = told.wards.iloc[0], told.wards.iloc[1]
    parts = [
        f"{THINGS[name][0]} {thing(name, near[name])} against {thing(name, own[name])}"
        for name in told.things
    ]
    return f"{near['area_name']} is nearest: {'; '.join(parts)}."


def alike_note(told: AlikeWards) -> str:
    """What was compared and how, so that a reader can check it."""
    first = told.wards.iloc[0]
    ages = (
        f"; ages: mid-year {int(first['ages_year'])}"
        if {"under_18", "over_64"} & set(told.things)
        else ""
    )
    edition = f"; deprivation: edition of {first['edition']}" if "deprived" in told.things else ""
    of = residents_of(first["basis"], first["year"])
    absent = f" Not held, so not compared: {things(told.absent)}." if told.absent else ""
    return (
        f"Compared: {things(told.things)}, each on one scale and with the same weight; distance 0"
        f" is the same, 1 as far apart as is usual. {of} and the outlines drawn"
        f" here{edition}{ages}. Alike in these does not mean alike in others,"
        f" such as shops or visitors.{absent}"
    )


def views_title(wave: Wave, *, illustrative: bool) -> str:
    """What the answers are; of invented ones only what they can show."""
    if illustrative:
        return "What residents’ answers by ward can show"
    return f"What residents of this ward said in {wave.wave}"


def views_under(wave: Wave) -> str:
    """What the shares are of, and the mark beside them."""
    return f"{wave.title}: percent of those who answered, with 95% interval; dashed: the borough"


def base(of: float | None, why_blank: object) -> str:
    """How many answered, flagged where they are few; or why it is not said."""
    if numbers.is_blank(of):
        return str(why_blank) if isinstance(why_blank, str) else "no data"
    few = ", few" if of < FLAGGED_BELOW else ""
    return f"{numbers.count(of)}{few}"


def views_note(answers: pd.DataFrame) -> str:
    """What is hidden and what to read with care."""
    told = []
    if (answers["why_blank"] == "hidden").any():
        told.append(
            f"Hidden: fewer than {HIDDEN_BELOW} people answered, or they could be worked out."
        )
    if (answers["base"] < FLAGGED_BELOW).any():
        told.append(f"Few: under {FLAGGED_BELOW} answers, so read with care.")
    return " ".join(told)


def became_title(found: pd.DataFrame, vintage: str) -> str:
    """Which wards of another set the residents of this one are in."""
    other = found["other_vintage"].iloc[0]
    parts = [f"{share(row.share)} in {row.other_name}" for row in found.itertuples()]
    when = "now, in the wards" if other > vintage else "formerly, in the wards"
    if len(found) == 1:
        return f"{numbers.capital(when)} of {other}: {found['other_name'].iloc[0]}"
    return f"{numbers.capital(when)} of {other}: {listed(parts)}"


def share(percent: float) -> str:
    """A share of residents in whole per cent; never 0 or 100 for what is not quite that."""
    if 0 < percent < 1:
        return "under 1%"
    if 99 < percent < 100:
        return "over 99%"
    return f"{percent:.0f}%"


def became_note(found: pd.DataFrame) -> str:
    """What the shares are of, and that they are approximate."""
    of = residents_of(found["basis"].iloc[0], found["year"].iloc[0])
    exact = bool(found["exact"].all())
    rough = (
        ""
        if exact
        else " Approximate: a small area goes whole to the ward that most of it lies in."
    )
    return f"Residents of both, {of}, as shares of each ward.{rough}"


def doing_title(told: Doing) -> str:
    """How many open actions name the ward."""
    many = len(told.named)
    if not many:
        return "No open action of the plan names this ward"
    names_it = "action names" if many == 1 else "actions name"
    return (
        f"{numbers.capital(numbers.small(many))} open {names_it} this ward or a group that it is in"
    )


def doing_rest(told: Doing, plan: str) -> str:
    """How many actions are open for the whole partnership, of which plan."""
    if not told.open:
        return f"{plan}: no action is open."
    verb = "action is" if told.open == 1 else "actions are"
    return f"{plan}: {numbers.small(told.open)} {verb} open across the whole area."


def action_line(row: pd.Series) -> str:
    """One open action: what, who leads it, its status, and what ties it here."""
    lead_agency = f" Lead: {row['lead']}." if row["lead"] else ""
    tie = f" Named for: {row['tie']}." if row["tie"] else ""
    return f"{str(row['action']).rstrip('.')} ({row['status']}).{lead_agency}{tie}"


def evaluated_line(row: pd.Series) -> str:
    """One action with a place and a date of which the ward is the target."""
    return f"{row['title']}, since {numbers.day(row['starts_on'])}: see Did it work?"


def printed_line(unprinted: int, sources: Sequence[str]) -> str:
    """What paper leaves out, and where the pictures beside each other come from."""
    more = (
        f" {numbers.capital(numbers.small(unprinted))} further"
        f" {'measure is' if unprinted == 1 else 'measures are'} on the screen only."
        if unprinted
        else ""
    )
    return f"{NOT_PRINTED}{more} Sources of the lower part: {'; '.join(dict.fromkeys(sources))}."
