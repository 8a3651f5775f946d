"""Answers about what a flat map is drawn from: the land of areas, and their outlines in a panel."""

import json
from dataclasses import dataclass

import pandas as pd

from csp.db import Reader
from csp.geography.panels import Outline, Panel

GROUP = "group"


@dataclass(frozen=True)
class Land:
    """Areas that cover the borough once: the wards or small areas ('ward', 'lsoa') of a vintage, or
    the groups ('group') of a partition of the wards of one.
    """

    kind: str
    vintage: str
    partition: str = ""


def shapes(reader: Reader, land: Land) -> pd.DataFrame:
    """The whole outlines of some areas: area_code, shape_metres and geojson. The rest of a borough
    beside groups comes last, under no code.
    """
    if land.kind == GROUP:
        return reader.read("group_outlines", partition=land.partition, ward_set=land.vintage)
    return reader.read("shapes", kind=land.kind, vintage=land.vintage)


def drawn(reader: Reader, land: Land, panel: Panel) -> dict[str, Outline]:
    """The outlines of the areas that a panel shows, by area_code: made ready with the file."""
    asked = {"kind": land.kind, "vintage": land.vintage, "partition": land.partition}
    told = reader.read_once("drawn_outlines", **asked, panel=panel.key)
    return {
        row.area_code: Outline(
            json.loads(row.outline), (row.inside_x, row.inside_y), row.square_metres
        )
        for row in told.itertuples()
    }
