"""Where a figure's numbers come from, in the words that stand below it."""

from dataclasses import dataclass

import pandas as pd

from components.words import numbers, protected
from components.words.marks import MARKS, Mark
from csp.attributions import attribution

# Behind an empty state, for the officer who is to supply what is missing.
FORM = "Whoever looks after this dashboard has an empty form for it."


@dataclass(frozen=True)
class Source:
    """Where a figure's numbers come from, how far they reach and when they came."""

    text: str
    period: str
    received: str
    licence: str
    sha256: str = ""  # of what was received
    # of the dataset: 'open', 'published', 'partner', 'illustrative' or 'example'; 'own' where the
    # dashboard speaks of itself
    status: str = "open"
    attribution: str = ""  # the words that the licence asks for, where it asks for some
    boundaries: str = ""  # the same of what a map is drawn from
    protection: str = ""  # how its small counts are protected, as a sentence

    @property
    def illustrative(self) -> bool:
        """Whether the numbers are invented."""
        return self.mark is not None

    @property
    def mark(self) -> Mark | None:
        """What invented numbers wear; None for real ones."""
        return MARKS.get(self.status)

    def line(self) -> str:
        """The whole as one line below a figure."""
        received = f" Received {self.received}." if self.received else ""
        warning = f"{self.mark.warning} " if self.mark else ""
        drawn = f" Boundaries: {self.boundaries}." if self.boundaries else ""
        rights = self.attribution or self.licence
        protected = f" {self.protection}" if self.protection else ""
        period = f", {self.period}" if self.period else ""
        told = f"{warning}Source: {self.text}{period}.{received} {rights}."
        return f"{told}{drawn}{protected}"

    def facts(self, release: str) -> dict[str, str]:
        """What a file carries beside its figures, by name."""
        return {
            "period": self.period,
            "source": self.text,
            "received": self.received,
            "licence": self.licence,
            "attribution": self.attributions,
            "received_sha256": self.sha256,
            "release": release,
            "records": self.status,
            "protection": self.protection or protected.unprotected(self.status),
        }

    @property
    def attributions(self) -> str:
        """The words that the licences ask for, in one text for a file; '' where none does."""
        return ". ".join(filter(None, (self.attribution, self.boundaries)))


def source_of(datasets: pd.DataFrame, dataset: str, period: str, *, on_map: bool = False) -> Source:
    """The source of a figure drawn from one dataset, for a period said in words; `on_map` adds the
    words that the licence of the boundaries asks for.

    Where the dataset is not held the figure holds words alone, which are the project's.
    """
    held = list(datasets["dataset"])
    if dataset not in held:
        return Source("this dashboard’s own words", period, "", "No figures are drawn from it")
    # Cell by cell: a row of its own is a series, which a page with many figures waits for.
    needed = ("title", "received_at", "licence", "sha256", "status", "smallest_shown", "rounding")
    row = {name: datasets[name].array[held.index(dataset)] for name in needed}
    received = "" if pd.isna(row["received_at"]) else numbers.day(row["received_at"])
    invented = row["status"] in MARKS
    return Source(
        row["title"],
        period,
        received,
        row["licence"],
        "" if pd.isna(row["sha256"]) else row["sha256"],
        status=row["status"],
        protection=protected.note(row["smallest_shown"], row["rounding"]),
        attribution="" if invented else _attribution(datasets, dataset),
        boundaries=_attribution(datasets, "boundaries") if on_map else "",
    )


def _attribution(datasets: pd.DataFrame, dataset: str) -> str:
    held = list(datasets["dataset"])
    received = datasets["received_at"].array[held.index(dataset)] if dataset in held else None
    return attribution(dataset, None if numbers.is_blank(received) else received)


def attributions(datasets: pd.DataFrame) -> list[str]:
    """Every sentence that the licences of the open datasets held ask for, each once."""
    status = dict(zip(datasets["dataset"], datasets["status"], strict=True))
    open_ones = [_attribution(datasets, name) for name in sorted(status) if status[name] == "open"]
    sentences = [f"{one}." for words in open_ones for one in words.split(". ") if one]
    return list(dict.fromkeys(sentences))


def record_of_supply(release: str) -> Source:
    """The source of what is known about the datasets themselves."""
    return Source(
        "the record of what was received",
        f"release {release}",
        "",
        "Each dataset has a licence of its own",
        status="own",
    )


def own_words(release: str) -> Source:
    """The source of what the dashboard itself defines."""
    return Source(
        "this dashboard’s own definitions", f"release {release}", "", "Free to use", status="own"
    )


def residents_line(wards: pd.DataFrame) -> str:
    """Which resident counts a rate stands on, and where the boundaries come from."""
    told = wards.dropna(subset=["year"])
    if told.empty:
        return ""
    basis, year = told["basis"].iloc[0], int(told["year"].iloc[0])
    residents = basis if str(year) in basis else f"{basis} {year}"
    return f"Residents: {residents}. {attribution('population')}."


def freshness(datasets: pd.DataFrame) -> str:
    """How far each dataset with months reaches."""
    told = [
        f"{row.title.split(' (')[0]}: held to {numbers.month(row.latest_period)}"
        for row in datasets.dropna(subset=["latest_period", "complete_of_24"]).itertuples()
    ]
    return f"{'; '.join(told)}." if told else ""
