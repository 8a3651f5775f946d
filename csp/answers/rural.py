"""Answers about the officer's groups of wards, and about rural beside urban crime."""

from dataclasses import dataclass

import pandas as pd

from csp.answers import districts, places
from csp.answers.districts import Share
from csp.db import Reader
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats.ratios import rate_ratio


@dataclass(frozen=True)
class Groups:
    """The groups of one ward set in a period, in the order of the officer's file.

    `rates` has the columns of the read `area_groups` and of `places.group_rates`, and share,
    share_lower, share_upper, residents [of the borough's wards together; 0 to 1].
    """

    rates: pd.DataFrame
    borough: pd.Series


@dataclass(frozen=True)
class Pair:
    """The rural and the urban group that part the borough between them: rows of `area_groups`."""

    rural: pd.Series
    urban: pd.Series


def listed(reader: Reader) -> pd.DataFrame:
    """The groups as the officer lists them; columns as the read `area_groups`."""
    return reader.read("area_groups")


def groups(reader: Reader, measure: Measure, span: Span) -> Groups:
    """Every group's count, rate and share in a period."""
    told = listed(reader)
    rated = pd.concat(
        [places.group_rates(reader, measure, span, one) for one in told["ward_set"].unique()]
    )
    rates = told.merge(rated.drop(columns="area_name"), on="area_code")
    shares = [_share(reader, measure, span, row) for _, row in rates.iterrows()]
    return Groups(
        rates.assign(
            share=[one.value if one else float("nan") for one in shares],
            share_lower=[one.lower if one else float("nan") for one in shares],
            share_upper=[one.upper if one else float("nan") for one in shares],
            residents=[one.residents if one else float("nan") for one in shares],
        ),
        places.area_rate(reader, measure, span, settings().area.code),
    )


def _share(reader: Reader, measure: Measure, span: Span, row: pd.Series) -> Share | None:
    """Of all wards of the set: what the borough counts and its wards do not is in neither."""
    if pd.isna(row["events"]):
        return None
    wards = places.ward_rates(reader, measure, span, row["ward_set"])
    return districts.share(row, int(wards["events"].sum()), int(wards["people"].sum()))


def pair(reader: Reader) -> Pair | None:
    """The groups that the rural view compares: the first partition that has one urban and one rural
    group and no other; None where there is none.
    """
    for _, found in listed(reader).groupby("partition", sort=False):
        kinds = sorted(found["kind"])
        if kinds == ["rural", "urban"]:
            by_kind = found.set_index("kind", drop=False)
            return Pair(by_kind.loc["rural"], by_kind.loc["urban"])
    return None


def by_category(reader: Reader, between: Pair, period: places.Period) -> pd.DataFrame:
    """Rural beside urban crime, one row a measure, the highest rural rate over the urban first.

    Columns: measure, title, whole (all kinds together), rural, urban [counts], rural_rate,
    rural_lower, rural_upper, urban_rate [per 1,000 residents], ratio (rural over urban), lower,
    upper, side ('above', 'below' or 'either' 1; '' without events), rural_before, rural_after
    [counts of the compared spans; blank where nothing is compared], percent [blank on a base under
    10], verdict.
    """
    rows = [
        _category(reader, measure, between, period.span) for measure in districts.offered(reader)
    ]
    changed = _changed(reader, between.rural, period)
    told = pd.DataFrame(rows).merge(changed, on="measure", how="left")
    return told.sort_values(["ratio", "title"], ascending=[False, True], ignore_index=True)


def _category(reader: Reader, measure: Measure, between: Pair, span: Span) -> dict[str, object]:
    vintage = between.rural["ward_set"]
    rated = places.group_rates(reader, measure, span, vintage).set_index("area_code")
    rural, urban = (rated.loc[one["area_code"]] for one in (between.rural, between.urban))
    told: dict[str, object] = {
        "measure": measure.id,
        "title": measure.title,
        "whole": len(measure.categories) > 1,
        "rural": rural["events"],
        "urban": urban["events"],
        "rural_rate": rural["rate"],
        "rural_lower": rural["lower"],
        "rural_upper": rural["upper"],
        "urban_rate": urban["rate"],
    }
    if not rural["events"] + urban["events"]:
        return told | {"ratio": None, "lower": None, "upper": None, "side": ""}
    ratio = rate_ratio(rural["events"], rural["people"], urban["events"], urban["people"])
    return told | {
        "ratio": ratio.value,
        "lower": ratio.lower,
        "upper": ratio.upper,
        "side": ratio.side,
    }


def _changed(reader: Reader, group: pd.Series, period: places.Period) -> pd.DataFrame:
    """The group's change against the same months a year before; no rows where none is made."""
    columns = ["measure", "rural_before", "rural_after", "percent", "verdict"]
    if period.compared is None:
        return pd.DataFrame(columns=columns)
    found = places.changes(reader, period.compared, kinds=["group"], vintage=group["ward_set"])
    own = found[found["area_code"] == group["area_code"]]
    return own.rename(columns={"events_before": "rural_before", "events": "rural_after"})[columns]
