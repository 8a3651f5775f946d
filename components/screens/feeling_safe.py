"""What Feeling safe says: waves side by side, worries, targets, groups, feeling beside record."""

from typing import Any

import pandas as pd

from components.charts.corners import corners
from components.charts.diverging import NOT_PUBLISHED, Bar, Part, diverging_bars
from components.charts.interval_bars import interval_bars
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.figures import Figure
from components.tables import feeling_safe as tables
from components.words import breaks as break_words
from components.words import feeling_safe as words
from components.words import numbers
from components.words.not_held import SURVEY
from components.words.protected import number_hidden
from csp.answers import breaks, places, plans, surveys
from csp.answers.published_figures import Use
from csp.answers.surveys import RESIDENTS, YOUNG_PEOPLE, Wave
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span
from csp.settings import settings
from csp.sources import Question, sources
from csp.stats.agreement import correlation

TIMES = ("safe_day", "safe_night")
OVERALL = "safe_overall"  # what the county survey asked instead
TOTAL = "crime_total_excl_asb"
PLAN_OF_TARGETS = "2013-18"
# Which perceived problem each promised indicator is about; the indicators are the plan's own words.
PROMISED = {
    "problem_drunk": "People who see drunk or rowdy behaviour as a problem",
    "problem_drugs": "People who see drug use or dealing as a problem",
    "problem_speeding": "People who see speeding vehicles as a problem",
    "police_matter": "People who agree that the police deal with what matters locally",
    "safe_overall": "People who feel safe overall",
}


def heading(made: Figure | None) -> tuple[str, str]:
    """Title and lead of the page, by the waves that are held."""
    return (made.title, made.lead) if made is not None else (SURVEY.title, "")


def questions() -> dict[str, Question]:
    """The questions of the residents' survey by their ids."""
    return {question.id: question for question in sources()[RESIDENTS].questions}


@remembered
def waves(reader: Reader, colours: Palette) -> Figure | None:
    """How safe residents feel, by day and after dark, each wave beside the other.

    Waves are those published, and those that a partner supplied as answers. None where fewer than
    two are held.
    """
    found = surveys.shares(reader, RESIDENTS)
    told = _told(surveys.waves(reader, RESIDENTS))
    asked = [wave for wave in told if _asks(found, wave, TIMES)]
    if len(asked) < 2:
        return None
    now, before = asked[-1], asked[-2]
    rows = pd.DataFrame(
        [
            _wave_row(found, wave, question)
            for question in (OVERALL, *TIMES)
            for wave in told
            if _asks(found, wave, (question,))
        ]
    )
    rows["decimals"] = rows.groupby("wave")["percent"].transform(words.decimals_of)
    changed = breaks.crossed(reader, RESIDENTS, Span(before.asked_on.date(), now.asked_on.date()))
    change = surveys.change(found, now, before)
    refused = bool((changed["effect"] == breaks.REFUSES).any())
    change = change[change["question"].isin(() if refused else TIMES)]
    shares = {
        (row.wave, row.question): words.percent(row.percent, decimals=row.decimals)
        for row in rows.itertuples()
    }
    short = {name: one.short for name, one in questions().items()}
    changes = " ".join(
        words.change_sentence(row, short[row["question"]]) for _, row in change.iterrows()
    )
    return Figure(
        title=words.title(now.wave, before.wave, change),
        lead=words.lead(now.wave, before.wave, shares),
        under="Percent of those who gave an answer; “not applicable” left out, as published."
        " Outlined: not published apart",
        spec=as_spec(diverging_bars(_bars(rows, changed), colours)),
        alt=f"Bars of answers by day and after dark. {words.title(now.wave, before.wave, change)}."
        " The same figures stand in the table.",
        table=tables.waves_table(rows),
        files=rows,
        note=" ".join(
            part
            for part in (
                f"{before.wave} to {now.wave}.",
                changes or "Not compared.",
                break_words.across(changed),
                words.IF_RANDOM,
                "* All answers to the survey; the base of the question was not published.",
            )
            if part
        ),
        period=f"{before.wave} and {now.wave}",
        dataset="published" if now.status == "published" else RESIDENTS,
    )


def _told(held: list[Wave]) -> list[Wave]:
    """The waves to set side by side: as published, else as supplied; never invented ones."""
    published = {wave.wave for wave in held if wave.status == "published"}
    return [
        wave
        for wave in held
        if wave.status == "published" or (wave.status == "partner" and wave.wave not in published)
    ]


def _asks(found: pd.DataFrame, wave: Wave, names: tuple[str, ...]) -> bool:
    own = found[(found["wave"] == wave.wave) & (found["status"] == wave.status)]
    return set(names) <= set(own.loc[own["answer"] == "top", "question"])


def _wave_row(found: pd.DataFrame, wave: Wave, question: str) -> dict[str, Any]:
    """One question of one wave: headline share, its parts where published, and the base."""
    own = found[
        (found["wave"] == wave.wave)
        & (found["status"] == wave.status)
        & (found["question"] == question)
        & (found["area_code"] == settings().area.code)
    ].set_index("answer")
    top = own.loc["top"]
    low, fairly, fairly_unsafe = (
        float(own.loc[answer, "percent"]) if answer in own.index else None
        for answer in ("low", "Fairly safe", "Fairly unsafe")
    )
    return {
        "question": question,
        "short": questions()[question].short,
        "wave": wave.wave,
        "percent": float(top["percent"]),
        "lower": top["lower"],
        "upper": top["upper"],
        "fairly": fairly,
        "low": low,
        "fairly_unsafe": fairly_unsafe,
        "neither": None if low is None else round(100 - float(top["percent"]) - low, 1),
        "base": top["base"],
        "whole_survey": isinstance(top["note"], str) and "all answers" in top["note"],
    }


def _bars(rows: pd.DataFrame, changed: pd.DataFrame) -> list[Bar]:
    """The bars; `changed` are entries of the break register between the newest two waves."""
    apart = {rows["wave"].max(): "; ".join([words.SAME_QUESTION, *changed["short"]])}
    bars = []
    for place, row in enumerate(rows.to_dict("records")):
        same = place > 0 and rows.iloc[place - 1]["question"] == row["question"]
        star = "*" if row["whole_survey"] else ""
        base = numbers.count(row["base"], "not published")
        label = f"{row['short']}, {row['wave']} (base {base}{star})"
        bars.append(
            Bar(
                total=words.percent(row["percent"], decimals=row["decimals"]),
                label=label,
                parts=_parts(row),
                reading=label,
                break_above=apart.get(row["wave"], words.SAME_QUESTION) if same else "",
            )
        )
    return bars


def _parts(row: dict[str, Any]) -> list[Part]:
    """The parts of a bar from the line outwards; what was not published apart is one outline."""
    top, low, fairly = row["percent"], row["low"], row["fairly"]
    fairly_unsafe = row["fairly_unsafe"]
    if numbers.is_blank(fairly):
        left = [("Very or fairly safe", top, 0)]
    else:
        left = [("Fairly safe", fairly, 1), ("Very safe", top - fairly, 0)]
    if numbers.is_blank(low):
        right = [(words.NOT_SPLIT, 100 - top, NOT_PUBLISHED)]
    elif numbers.is_blank(fairly_unsafe):
        right = [("Neither", 100 - top - low, 2), ("Unsafe", low, 4)]
    else:
        right = [
            ("Neither", 100 - top - low, 2),
            ("Fairly unsafe", fairly_unsafe, 3),
            ("Very unsafe", low - fairly_unsafe, 4),
        ]

    def part(name: str, share: float, fill: int, *, on_left: bool) -> Part:
        rounded = round(share, 1)
        return Part(f"{name} {words.percent(rounded)}", rounded, on_left, fill)

    return [
        *(part(*one, on_left=True) for one in left),
        *(part(*one, on_left=False) for one in right),
    ]


@remembered
def worries(reader: Reader, colours: Palette) -> Figure | None:
    """What residents worry about, of the newest published wave that asks it; None without one."""
    own = _newest_worries(surveys.shares(reader, RESIDENTS))
    if own.empty:
        return None
    own = own.sort_values("percent", ascending=False)
    short = {name: one.short for name, one in questions().items()}
    rows = own.assign(
        short=own["question"].map(short),
        told=own["percent"].map(words.percent),
    ).reset_index(drop=True)
    drawn = rows.assign(
        label=rows["short"],
        value=rows["percent"],
        reading=[f"{row.short}: {row.told} worried" for row in rows.itertuples()],
    )
    return Figure(
        title=words.worries_title(rows),
        under=f"Percent of residents who are worried, {rows['wave'].iloc[0]}, with 95% interval",
        spec=as_spec(interval_bars(drawn, colours, top=70)),
        alt=f"Bars of worries. {words.worries_title(rows)}. The same figures stand in the table.",
        table=tables.worries_table(rows),
        files=rows[["wave", "question", "short", "percent", "lower", "upper", "base"]],
        note=f"{words.IF_RANDOM} The base is all answers to the survey.",
        period=str(rows["wave"].iloc[0]),
    )


def _newest_worries(found: pd.DataFrame) -> pd.DataFrame:
    own = found[
        found["question"].str.startswith("worry_")
        & (found["answer"] == "top")
        & (found["status"] == "published")
    ]
    return own[own["wave"] == own["wave"].max()]


@remembered
def targets(reader: Reader) -> Figure | None:
    """What the plan of 2014 promised about perceptions, and what became of it; None without it."""
    by_words = _promised(reader).set_index("indicator")
    if by_words.empty:
        return None
    rows = pd.DataFrame(
        [
            {
                "question": question,
                "short": questions()[question].wording,
                "percent": by_words.loc[indicator, "baseline"],
                "kent": by_words.loc[indicator, "kent"],
                "target": by_words.loc[indicator, "target"],
                "target_words": by_words.loc[indicator, "target_words"],
                "status": by_words.loc[indicator, "status"],
                "later": not numbers.is_blank(by_words.loc[indicator, "latest"]),
            }
            for question, indicator in PROMISED.items()
            if indicator in by_words.index
        ]
    ).assign(short=[PROMISED[name] for name in PROMISED if PROMISED[name] in by_words.index])
    return Figure(
        title=words.problems_title(rows),
        under="County survey of March 2013: percent of the borough’s residents, the county beside",
        spec=None,
        alt="",
        table=tables.problems_table(rows),
        files=rows.drop(columns="later"),
        period="Mar 2013",
    )


def _promised(reader: Reader) -> pd.DataFrame:
    """The indicators of perceptions that the plan promised, each once."""
    titles = [one.title for one in plans.priorities(reader, PLAN_OF_TARGETS)]
    promised = plans.indicators(reader, PLAN_OF_TARGETS, titles).drop_duplicates("indicator")
    return promised[promised["indicator"].isin(PROMISED.values())]


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the page shows: the waves', the newest worries, the targets'."""
    found = surveys.shares(reader, RESIDENTS)
    waves_shown = found[(found["status"] == "published") & found["question"].isin(TIMES)]
    parts = {
        "by day and after dark": _figures_of(waves_shown),
        "worries": _figures_of(_newest_worries(found)),
        "targets of 2014": plans.stated_figures(
            _promised(reader), ("baseline_figure", "kent_figure", "target_figure")
        ),
    }
    return [
        Use(figure, "feeling_safe", f"Feeling safe: {part}")
        for part, figures in parts.items()
        for figure in figures
    ]


def _figures_of(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*rows["figure"].dropna(), *rows["base_figure"].dropna()]))


@remembered
def groups(reader: Reader, question: str, grouping: str, colours: Palette) -> Figure | None:
    """Who feels less safe: the newest supplied wave by ward, age band or sex; None without one."""
    wave = surveys.newest_supplied(reader, RESIDENTS)
    if wave is None:
        return None
    top = _top(surveys.shares(reader, RESIDENTS, grouping), wave, question)
    if top.empty:
        return None
    everyone = _top(surveys.shares(reader, RESIDENTS), wave, question)["percent"].iloc[0]
    named = top["area_name"] if grouping == "ward" else top["group_name"]
    rows = top.assign(name=named).sort_values("name").reset_index(drop=True)
    drawn = rows.assign(
        label=rows["name"],
        value=rows["percent"],
        told=[words.percent(row.percent, row.why_blank) for row in rows.itertuples()],
    )
    drawn["reading"] = [f"{row.label}: {row.told}" for row in drawn.itertuples()]
    asked, illustrative = questions()[question], wave.status == "illustrative"
    return Figure(
        title=words.groups_title(asked.short, grouping, rows, illustrative=illustrative),
        under=f"{asked.wording} Percent very or fairly safe, {wave.title}, with 95% interval;"
        f" dashed: all, {words.percent(everyone)}",
        spec=as_spec(
            interval_bars(
                drawn,
                colours,
                bars=False,
                reference=everyone,
                illustrative=illustrative,
                bottom=_below(rows["lower"]),
            )
        ),
        alt=f"Points with intervals by {grouping}. The same figures stand in the table.",
        table=tables.groups_table(rows, grouping, illustrative=illustrative),
        files=rows[
            [
                *("wave", "question", "name", "percent", "lower", "upper"),
                *("base", "weighted_base", "why_blank"),
            ]
        ],
        note=f"{words.hidden_note(rows)} {words.IF_RANDOM}".strip(),
        illustrative=illustrative,
        period=wave.wave,
        dataset=RESIDENTS,
    )


def _below(lowers: pd.Series) -> float:
    """The start of the scale: a round number under every interval."""
    held = lowers.dropna()
    return 0.0 if held.empty else float(held.min() // 10 * 10)


def _top(found: pd.DataFrame, wave: Wave, question: str) -> pd.DataFrame:
    return found[
        (found["wave"] == wave.wave)
        & (found["status"] == wave.status)
        & (found["question"] == question)
        & (found["answer"] == "top")
    ]


@remembered
def asked_by_group(reader: Reader) -> list[Question]:
    """The questions on safety that the newest supplied wave asks."""
    wave = surveys.newest_supplied(reader, RESIDENTS)
    if wave is None:
        return []
    found = surveys.shares(reader, RESIDENTS)
    own = found[(found["wave"] == wave.wave) & (found["status"] == wave.status)]
    held = set(own["question"])
    return [
        question
        for name, question in questions().items()
        if name in held and question.scale == "safety"
    ]


@remembered
def beside_record(reader: Reader, question: str, colours: Palette) -> Figure | None:
    """Each ward's feeling beside its rate of all crime; None without a supplied wave."""
    wave = surveys.newest_supplied(reader, RESIDENTS)
    if wave is None:
        return None
    measure = measures()[TOTAL]
    period = next(one for one in places.periods(reader) if one.newest)
    joined = surveys.feeling_and_record(reader, wave, question, measure, period)
    held = joined.dropna(subset=["percent", "rate"])
    if held.empty:
        return None
    found = correlation(list(held["rate"]), list(held["percent"]))
    borough = places.area_rate(reader, measure, period.span, settings().area.code)["rate"]
    everyone = _top(surveys.shares(reader, RESIDENTS), wave, question)["percent"].iloc[0]
    drawn = held.assign(
        x=held["rate"],
        y=held["percent"],
        reading=[
            f"{row.area_name}: {words.percent(row.percent)} safe,"
            f" {numbers.rate(row.rate)} crimes per {measure.per:,}"
            for row in held.itertuples()
        ],
    )
    illustrative, hidden = wave.status == "illustrative", number_hidden(joined)
    asked = questions()[question]
    rate_words = f"Crimes per {measure.per:,} residents, {numbers.span(period.span)}"
    return Figure(
        title=words.corners_title(found, illustrative=illustrative, hidden=hidden),
        under=f"{asked.short}, {wave.title}, against the recorded crime rate. A point is a ward;"
        " dashed lines: the borough",
        spec=as_spec(
            corners(
                drawn[["x", "y", "reading"]],
                colours,
                across=rate_words,
                up="Very or fairly safe, percent",
                middle=(float(borough), float(everyone)),
                names=words.CORNERS,
                illustrative=illustrative,
            )
        ),
        alt="Points of wards by recorded crime rate and share who feel safe."
        " The same figures stand in the table.",
        table=tables.corners_table(joined, rate_words, illustrative=illustrative),
        files=joined.sort_values("area_name"),
        note=words.corners_note(found, len(held), hidden),
        illustrative=illustrative,
        period=f"{wave.wave} and {numbers.span(period.span)}",
        dataset=RESIDENTS,
    )


def young_people(reader: Reader) -> tuple[str, str] | None:
    """The empty state of the young people's survey; None once a wave is supplied."""
    if surveys.newest_supplied(reader, YOUNG_PEOPLE) is not None:
        return None
    source = sources()[YOUNG_PEOPLE]
    return words.not_supplied(source.title, [one.short for one in source.questions])


def no_answers() -> tuple[str, str]:
    """The empty state where no wave was supplied as answers."""
    return words.no_answers()
