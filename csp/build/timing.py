"""When things happen: fills hours of the week, calendar effects and seasons."""

import duckdb
import pandas as pd

from csp.db import sql
from csp.settings import settings
from csp.stats import calendar, temporal

INCIDENTS = "domestic_abuse_incidents"


def timing(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `hour_of_week` (borough and wards), `calendar_effect` and `season` (borough)."""
    incidents = connection.execute(sql("build", "19_int_incident_times")).df()
    if incidents.empty:
        return
    _hours(connection, incidents)
    _calendar(connection, incidents)
    season(connection)


def _hours(connection: duckdb.DuckDBPyConnection, incidents: pd.DataFrame) -> None:
    spans = connection.execute(
        "SELECT period, starts, ends FROM period WHERE dataset = 'domestic_abuse' ORDER BY ALL"
    ).fetchall()
    told = []
    for period, starts, ends in spans:
        of_period = incidents[incidents["month"].between(pd.Timestamp(starts), pd.Timestamp(ends))]
        for area, own in of_period.groupby("area_code"):
            hours = temporal.hour_of_week(own["starts"], own["ends"])
            told.append(hours.assign(measure=INCIDENTS, area_code=area, period=period))
    connection.register("hours", pd.concat(told, ignore_index=True))
    connection.execute("INSERT INTO hour_of_week BY NAME SELECT * FROM hours")


def _calendar(connection: duckdb.DuckDBPyConnection, incidents: pd.DataFrame) -> None:
    own = settings().area.code
    days = incidents.loc[incidents["area_code"] == own, "starts"].dt.normalize()
    every = pd.date_range(days.min().replace(day=1), days.max() + pd.offsets.MonthEnd(0), freq="D")
    daily = days.value_counts().reindex(every, fill_value=0)
    first, last = (moment.date() for moment in (every[0], every[-1]))
    found = calendar.day_effects(
        pd.DataFrame({"day": [one.date() for one in every], "events": daily.to_numpy()}),
        calendar.named_days(first, last),
    )
    connection.register("effects", found.assign(measure=INCIDENTS, area_code=own))
    connection.execute("INSERT INTO calendar_effect BY NAME SELECT * FROM effects")


def season(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `season` (borough) from the months that the file holds; a blank one breaks the run."""
    own = settings().area.code
    series = connection.execute(
        sql("reads", "series"), {"measure": INCIDENTS, "area_code": own}
    ).df()
    series["month"] = series["month"].dt.date
    found = temporal.season(series[series["status"] == "complete"][["month", "events"]])
    if not found.empty:
        connection.register("seasons", found.assign(measure=INCIDENTS, area_code=own))
        connection.execute("INSERT INTO season BY NAME SELECT * FROM seasons")
