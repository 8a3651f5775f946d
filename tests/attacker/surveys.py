"""Random surveys in which few people gave many of the answers, and what each truly counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from csp import months
from csp.sources import Source, sources
from tests.attacker.attacker import BOROUGH
from tests.attacker.partner_files import FIRST, Sent, wards

# Threshold 5, and 10; of each the questions that are asked: scales of five answers and of four.
ASKED = {
    "residents_survey": ("safe_day", "worry_fraud", "police_matter"),
    "young_people_survey": ("safe_school",),
}
# Sizes of groups: around 30, from which on a group is shown, and well away from it.
SIZES = (1, 2, 3, 8, 20, 28, 29, 30, 31, 32, 33, 34, 35, 38, 45, 60, 120, 200)
MOST_GROUPS = 8  # of which each has a size of its own
GROUPINGS = {"ward": "ward", "age band": "age_band", "sex": "sex"}
Told = tuple[str, str, str]  # whose answers: grouping, area, group


@dataclass(frozen=True)
class Survey:
    """One wave of one question, drawn from a seed."""

    seed: int
    source: Source
    wave: date
    question: str
    rows: pd.DataFrame

    @property
    def name(self) -> str:
        """What the public file calls its wave."""
        return f"{self.wave:%Y}" if self.wave.month == 1 else f"{self.wave:%Y-%m}"

    @cached_property
    def truth(self) -> Counter[tuple[Told, str]]:
        """How many people of each group gave each answer of the scale."""
        held: Counter[tuple[Told, str]] = Counter()
        for row in self.rows.to_dict("records"):
            held[("all", BOROUGH, ""), row["answer"]] += 1
            held[("ward", row["ward"], ""), row["answer"]] += 1
            for grouping in ("age band", "sex"):
                held[(grouping, BOROUGH, row[GROUPINGS[grouping]]), row["answer"]] += 1
        return held


def random_surveys(seeds: Sequence[int]) -> list[Survey]:
    """A survey of each seed, every second one of the sensitive source; each is a wave of its own,
    of which nothing is told by the others.
    """
    names = list(ASKED)
    return [
        _random_survey(seed, names[seed % len(names)], months.shift(FIRST, place))
        for place, seed in enumerate(seeds)
    ]


def sent(surveys: Sequence[Survey]) -> Sent:
    """All of them, as a partner's tables."""
    return Sent(
        {
            name: pd.concat([one.rows for one in surveys if one.source.id == name])
            for name in sorted({one.source.id for one in surveys})
        }
    )


def _random_survey(seed: int, name: str, wave: date) -> Survey:
    chance, source = np.random.default_rng(seed), sources()[name]
    question = str(chance.choice(ASKED[name]))
    return Survey(seed, source, wave, question, pd.DataFrame(_rows(chance, source, wave, question)))


def _rows(
    chance: np.random.Generator, source: Source, wave: date, question: str
) -> Iterator[dict[str, str]]:
    """The groups of one grouping have sizes and answers of their own, some of nearly one answer
    alone; to which groups of the other two their people belong is drawn for each by itself.
    """
    words = {
        "ward": wards(),
        "age_band": source.by_name["Age band"].values,
        "sex": source.by_name["Sex"].values,
    }
    planted = str(chance.choice(list(words)))
    likely = {field: _likely(chance, own) for field, own in words.items()}
    scale = source.scale_of(question).answers
    everybody = chance.dirichlet(np.full(len(scale), chance.choice([0.3, 1.0, 3.0])))
    for group in [*_some(chance, words[planted]), ""]:
        size = chance.choice(SIZES if group else (0, 0, 1, 3, 20, 100))
        # the little more is for answers that nobody at all is likely to give
        own = chance.dirichlet(0.02 + chance.choice([0.5, 3.0, 30.0]) * everybody)
        for answer in chance.choice(scale, size, p=own):
            who = {
                field: str(chance.choice([*words[field], ""], p=likely[field])) for field in words
            }
            yield {
                **who,
                planted: str(group),
                "wave": str(wave),
                "period": str(wave),
                "respondent": f"{chance.integers(2**62):032x}",
                "weight": "",
                "question": question,
                "answer": str(answer),
            }


def _some(chance: np.random.Generator, words: Sequence[str]) -> list[str]:
    most = min(len(words), MOST_GROUPS)
    return [str(word) for word in chance.permutation(words)[: chance.integers(1, most + 1)]]


def _likely(chance: np.random.Generator, words: Sequence[str]) -> np.ndarray:
    """How likely each group is, and that nobody told it; sometimes all told it, or none did."""
    untold = chance.choice([0.0, 0.05, 1.0])
    return np.append((1 - untold) * chance.dirichlet(np.full(len(words), 0.5)), untold)
