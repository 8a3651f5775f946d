"""Answers about feelings: a survey's waves, shares of answers, feeling against record."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp.answers import places
from csp.answers.places import Period
from csp.db import Reader
from csp.measures import Measure
from csp.settings import settings
from csp.stats.survey import difference

RESIDENTS, YOUNG_PEOPLE = "residents_survey", "young_people_survey"
GROUPINGS = ("all", "ward", "age band", "sex")


@dataclass(frozen=True)
class Wave:
    """One wave of a survey: who was asked and how; `intervals` says what a limit may claim."""

    wave: str
    title: str
    status: str  # 'published', 'partner' or 'illustrative'
    asked_on: pd.Timestamp
    method: str
    intervals: str  # 'random', 'if random' or 'none'
    source: str


def waves(reader: Reader, survey: str) -> list[Wave]:
    """The waves of a survey, oldest first: those published, and those supplied as answers."""
    return [
        Wave(*row) for row in reader.read("survey_waves", survey=survey).itertuples(index=False)
    ]


def newest_supplied(reader: Reader, survey: str) -> Wave | None:
    """The newest wave of which the answers themselves are held; None where none was supplied."""
    held = [wave for wave in waves(reader, survey) if wave.status != "published"]
    return held[-1] if held else None


def shares(reader: Reader, survey: str, grouping: str = "all") -> pd.DataFrame:
    """The shares of answers of every wave, for the groups of one kind (one of GROUPINGS).

    Columns: wave, status, question, answer [an answer, 'top' or 'low'], area_code, area_name,
    group_name, base, weighted_base [respondents], percent, lower, upper [percent, 95%], why_blank,
    note, figure, base_figure [ids of the published figures behind them].
    """
    found = reader.read("survey_answers", survey=survey, grouping=grouping)
    # A whole-number column with blanks would come as a type whose blank is no number.
    return found.assign(base=found["base"].to_numpy(dtype=float, na_value=np.nan))


def change(found: pd.DataFrame, now: Wave, before: Wave) -> pd.DataFrame:
    """The change of each headline share between two waves, in percentage points with 95% limits.

    `found` is a frame of `shares`; columns as csp.stats.survey.difference gives them.
    """
    own = found[(found["answer"] == "top") & (found["area_code"] == settings().area.code)]

    def of(wave: Wave) -> pd.DataFrame:
        return own[(own["wave"] == wave.wave) & (own["status"] == wave.status)]

    return difference(of(now), of(before))


def feeling_and_record(
    reader: Reader, wave: Wave, question: str, measure: Measure, period: Period
) -> pd.DataFrame:
    """Each ward's headline share of one question beside its rate of one measure.

    Columns: area_code, area_name, percent, lower, upper, base, why_blank [of the share], rate
    [per `measure.per` residents in the period]. Only the ward set that the wave's answers use.
    """
    found = shares(reader, RESIDENTS, "ward")
    own = found[
        (found["wave"] == wave.wave)
        & (found["status"] == wave.status)
        & (found["question"] == question)
        & (found["answer"] == "top")
    ]
    for vintage in places.ward_sets(reader):
        rated = places.ward_rates(reader, measure, period.span, vintage)
        joined = own.merge(rated[["area_code", "rate"]], on="area_code")
        if len(joined):
            return joined[
                [
                    *("area_code", "area_name", "percent", "lower", "upper", "base"),
                    *("why_blank", "rate"),
                ]
            ]
    return own.assign(rate=pd.Series(dtype=float)).head(0)
