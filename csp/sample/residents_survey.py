"""Invented answers to the residents' surveys of 2017 and 2020: their totals are the published ones;
who gave which answer is chance with planted differences.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from csp.sample.draw import Floats, apportion, chance, drawn, noise, share_of, some
from csp.sample.places import Places
from csp.sample.published import Published
from csp.sources import sources

SOURCE = "residents_survey"


Share = str | float  # per cent: the id of the figure that tells it, or a number that is invented


@dataclass(frozen=True)
class Asked:
    """One question of a wave: how many gave which answer."""

    question: str
    base: str  # figure: how many answered
    top: str  # figure: the per cent that gave one of the answers that make the headline
    second: Share  # of all, gave the second of them
    nearer: float  # of those who gave an answer at the other end, the per cent that gave the nearer
    low: Share | None = None  # gave an answer at the other end; None where there is no middle


ANSWERS_2017 = "survey_2017_answers_plan_2019"
WAVES: dict[str, tuple[Asked, ...]] = {
    "2017": (
        Asked("safe_day", ANSWERS_2017, "safe_day_2017", 37.6, 75, "unsafe_day_2017"),
        Asked("safe_night", ANSWERS_2017, "safe_night_2017", 42.0, 70, "unsafe_night_2017"),
        Asked("safe_home", ANSWERS_2017, "survey_2017_safe_home_plan_2019", 33.5, 75, 3.0),
        Asked("worry_burglary", ANSWERS_2017, "survey_2017_burglary_plan_2019", 34.0, 70),
        Asked("worry_fraud", ANSWERS_2017, "survey_2017_fraud_plan_2019", 38.1, 72),
        Asked("worry_harassment", ANSWERS_2017, "survey_2017_harassment_plan_2019", 27.4, 66),
        Asked("worry_attack", ANSWERS_2017, "survey_2017_attack_plan_2019", 20.9, 64),
    ),
    "2020": (
        Asked("safe_day", "safe_day_base_2020", "safe_day_2020", "fairly_safe_day_2020", 72, 10.0),
        Asked(
            *("safe_night", "safe_night_base_2020", "safe_night_2020"),
            *("fairly_safe_night_2020", 66, 37.0),
        ),
    ),
}

# Everything below is invented: the documents tell no answer by ward, age or sex.
RESPONDENTS_2020 = 1006  # the published bases leave out “not applicable”; this is with them
NOT_APPLICABLE = "Not applicable"
WARD_NOT_KNOWN = 1.5  # per cent of respondents
AGE_BANDS = {"18 to 34": 14.0, "35 to 54": 33.0, "55 to 64": 21.0, "65 and over": 32.0}
SEXES = {"Female": 54.0, "Male": 44.0, "Other": 0.4, "Not stated": 1.6}
# How uneasy respondents are, in standard deviations of one answer's chance; above 0 is uneasier.
OWN_NATURE = 0.7  # what all of a respondent's answers share
WARDS_APART = 0.45  # how far a ward's average may lie from the borough's, by chance
LESS_AT_EASE = {"High Street": 0.5, "Park Wood": 0.45}
MORE_AT_EASE = {"Bearsted": 0.45, "Loose": 0.4, "Boxley": 0.25}
# By question, the groups that differ from the others.
DIFFERENCES: dict[str, dict[str, float]] = {
    "safe_night": {"Female": 0.45, "65 and over": 0.3, "18 to 34": -0.1},
    "safe_day": {"65 and over": 0.15},
    "safe_home": {"65 and over": 0.1, "Female": 0.1},
    "worry_burglary": {"55 to 64": 0.15, "65 and over": 0.2},
    "worry_fraud": {"55 to 64": 0.25, "65 and over": 0.35},
    "worry_harassment": {"Female": 0.45, "18 to 34": 0.35},
    "worry_attack": {"Female": 0.35, "18 to 34": 0.2},
}


def answers(published: Published, places: Places) -> pd.DataFrame:
    """A row an answer in the columns of the contract, wave by wave, respondent by respondent.

    Both waves have the same wards uneasy; no wave has weights, as none are known to have been used
    in the published shares.
    """
    rng = chance(SOURCE)
    unease = _by_ward(rng, places)
    told = [_wave(rng, wave, published, places, unease) for wave in WAVES]
    return pd.concat(told, ignore_index=True)


def _by_ward(rng: np.random.Generator, places: Places) -> pd.Series:
    wards = places.residents.index
    apart = pd.Series(WARDS_APART * (2 * rng.random(len(wards)) - 1), index=wards)
    for planted, sign in ((LESS_AT_EASE, 1), (MORE_AT_EASE, -1)):
        apart = apart.add(sign * pd.Series(planted), fill_value=0.0)
    return apart


def _wave(
    rng: np.random.Generator, wave: str, published: Published, places: Places, unease: pd.Series
) -> pd.DataFrame:
    sizes = {"2017": published.count(ANSWERS_2017), "2020": RESPONDENTS_2020}
    people = _respondents(rng, wave, sizes[wave], places)
    nature = OWN_NATURE * noise(rng, len(people)) + _apart(people["Ward"], unease)
    told = [people.assign(**_told(rng, asked, published, people, nature)) for asked in WAVES[wave]]
    rows = pd.concat(told).sort_values("Respondent", kind="stable", ignore_index=True)
    return rows[["Wave", "Respondent", "Question", "Answer", "Ward", "Age band", "Sex"]]


def _apart(groups: pd.Series, planted: Mapping[str, float] | pd.Series) -> Floats:
    """How far each respondent's group lies from the others; 0 for those not named."""
    apart: Floats = groups.map(planted).fillna(0.0).to_numpy(dtype=float)
    return apart


def _respondents(rng: np.random.Generator, wave: str, size: int, places: Places) -> pd.DataFrame:
    """So many invented respondents, spread over wards as residents are."""
    lost = share_of(size, WARD_NOT_KNOWN)
    wards = apportion(size - lost, places.residents)
    known = np.repeat([*wards.index, "Not known"], [*wards, lost])
    return pd.DataFrame(
        {
            "Wave": wave,
            "Respondent": [f"R{wave}-{number:04d}" for number in range(1, size + 1)],
            "Ward": known[np.argsort(rng.random(size), kind="stable")],
            "Age band": _picked(rng, AGE_BANDS, size),
            "Sex": _picked(rng, SEXES, size),
        }
    )


def _picked(rng: np.random.Generator, shares: dict[str, float], size: int) -> NDArray[np.str_]:
    return np.array(list(shares))[drawn(rng, np.array(list(shares.values())), size)]


def _told(
    rng: np.random.Generator,
    asked: Asked,
    published: Published,
    people: pd.DataFrame,
    nature: Floats,
) -> dict[str, object]:
    """The question as the file names it, and what each respondent answers.

    Those most at ease give the first answers of the scale, as many as there must be; of a worry,
    those least at ease.
    """
    source = sources()[SOURCE]
    question = next(one for one in source.questions if one.id == asked.question)
    scale = source.scale_of(asked.question)
    planted = DIFFERENCES[asked.question]
    unease = nature + noise(rng, len(people))
    unease += _apart(people["Age band"], planted) + _apart(people["Sex"], planted)
    order = np.argsort(unease if scale.better == "higher" else -unease, kind="stable")
    speaks = some(rng, published.count(asked.base), np.ones(len(people)))
    answer = np.full(len(people), NOT_APPLICABLE, dtype=object)
    answer[order[speaks[order]]] = np.repeat(scale.answers, _counts(asked, published))
    return {"Question": question.short, "Answer": answer}


def _counts(asked: Asked, published: Published) -> list[int]:
    """How many gave each answer of the scale, in its order: published shares in whole people."""
    base = published.count(asked.base)

    def people(share: Share) -> int:
        return share_of(base, published.value(share) if isinstance(share, str) else share)

    top, second = people(asked.top), people(asked.second)
    low = base - top if asked.low is None else people(asked.low)
    middle = [] if asked.low is None else [base - top - low]
    nearer = share_of(low, asked.nearer)
    return [top - second, second, *middle, nearer, low - nearer]
