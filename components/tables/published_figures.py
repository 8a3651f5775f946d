"""The tables of Published figures: what does not add up, every figure, what cannot be read."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers
from components.words import published_figures as words
from csp.answers.published_figures import WORDS, Use

Uses = Mapping[str, Sequence[Use]]


def disagreement_table(found: pd.DataFrame, by_id: Mapping[str, pd.Series], uses: Uses) -> str:
    """The places that do not add up in three groups; on a phone the last two columns stand below
    the words of the first.

    `found` are the rows of csp.answers.published_figures.disagreements.
    """
    columns = {
        "what": Column("What", row_head=True, markup=True),
        "stated": Column("Stated", number=True, bold=True, markup=True),
        "other": Column("Against", number=True, markup=True),
        "uses": Column("What the screens show", wide=True, markup=True),
        "where": Column("Where it stands", wide=True, markup=True),
    }
    rows = [_disagreement(row, by_id, uses) for _, row in found.iterrows()]
    caption = "Places where the documents do not add up, the largest difference first"
    return table_html(columns, rows, caption, group="group")


def _disagreement(row: pd.Series, by_id: Mapping[str, pd.Series], uses: Uses) -> dict[str, str]:
    figure, other = by_id[row["figure"]], by_id.get(row["against"])
    sides = [one for one in (figure, other) if one is not None]
    where = list(dict.fromkeys(_place(one) for one in sides))
    tag = words.ALIKE[row["alike"]]
    ids = [name for one in sides for name in (one["figure"], *one["parts"])]
    shown = _screens(ids, row["uses"], uses)
    return {
        "group": words.GROUPS[row["kind"]],
        "what": f"{html.escape(figure['what'])}{_small(row['says'])}"
        + (f'<small><span class="tag">{html.escape(tag)}</span></small>' if tag else "")
        + _phone_only(shown)
        + _phone_only(html.escape("; ".join(dict.fromkeys(_short(one) for one in sides)))),
        "stated": _cell(*words.stated(figure["stated"], figure["unit"])),
        "other": _against(row, figure, other),
        "uses": shown,
        "where": "".join(f"<small>{html.escape(one)}</small>" for one in where),
    }


def _against(row: pd.Series, figure: pd.Series, other: pd.Series | None) -> str:
    if other is not None:
        return _cell(*words.stated(other["stated"], other["unit"]))
    if row["against"] == WORDS:
        return f'<span class="m">{words.SIDES[WORDS]}</span>'
    value, unit = words.given(row["other"], figure["stated"], figure["unit"])
    return _cell(value, f"{unit} {words.SIDES[row['against']]}".strip())


def _screens(figures: Sequence[str], told: str, uses: Uses) -> str:
    """The words on which value the screens show, the names of the pages as links to them."""
    text = html.escape(told)
    for use in (use for figure in figures for use in uses.get(figure, ())):
        page = use.where.partition(":")[0]
        if f">{page}</a>" not in text:
            text = text.replace(page, _link(use, page), 1)
    return text


def register_table(
    rows: pd.DataFrame,
    by_id: Mapping[str, pd.Series],
    uses: Uses,
    off: Mapping[str, str],
) -> str:
    """Figures by theme and document: what, value, workings, section, screens that show it.

    `rows` are some of the register; `off` has the ids of figures that are in a disagreement, with
    its words. On a phone the last three columns stand below the words of the first.
    """
    columns = {
        "what": Column("What was stated, when and where", row_head=True, markup=True),
        "value": Column("Value", number=True, bold=True, markup=True),
        "again": Column("Worked out again", wide=True, markup=True),
        "where": Column("Section", wide=True),
        "uses": Column("Shown on", wide=True, markup=True),
    }
    cells = [_figure(row, by_id, uses, off) for _, row in rows.iterrows()]
    return table_html(columns, cells, "Published figures by theme and document", group="group")


def _figure(
    row: pd.Series, by_id: Mapping[str, pd.Series], uses: Uses, off: Mapping[str, str]
) -> dict[str, str]:
    again = html.escape(words.workings(row, by_id))
    if row["figure"] in off:
        again += f'<small><span class="tag" title="{html.escape(off[row["figure"]])}">does not add'
        again += " up</span></small>"
    shown = ", ".join(
        _link(use, use.where.partition(":")[0]) for use in uses.get(row["figure"], ())
    )
    held = words.comparator(row, by_id)
    when = words.period(row["period_start"], row["period_end"])
    return {
        "group": f"{row['theme']}: {row['title']}",
        "what": f"{html.escape(row['what'])}"
        + _small(f"{numbers.capital(when)}; {words.area(row['area_code'], row['area_name'])}")
        + (_small(f"Held against: {held}") if held else "")
        + _phone_only(again)
        + _phone_only(html.escape(words.section_of(row["section"])))
        + _phone_only(f"Shown on {shown}" if shown else ""),
        "value": _cell(*words.stated(row["stated"], row["unit"])),
        "again": again,
        "where": row["section"],
        "uses": shown,
    }


def unreadable_table(rows: pd.DataFrame) -> str:
    """Tables and pictures of one document: where they stand, what they show, why it is lost."""
    columns = {
        "what": Column("What it shows", row_head=True, markup=True),
        "where": Column("Section and place", wide=True),
        "why": Column("Why it cannot be read", wide=True),
    }
    cells = [
        {
            "what": html.escape(row.what)
            + _phone_only(html.escape(f"{row.section}, {row.place}: {row.why}")),
            "where": f"{row.section}, {row.place}",
            "why": row.why,
        }
        for row in rows.itertuples()
    ]
    return table_html(columns, cells, f"Not readable in {rows['title'].iloc[0]}")


def _place(figure: pd.Series) -> str:
    return words.place(figure["title"], figure["section"])


def _short(figure: pd.Series) -> str:
    """Where a figure stands, in the room of a phone."""
    return words.place(f"Document of {figure['dated']}", figure["section"])


def _cell(value: str, unit: str) -> str:
    if value == words.CITED:
        return f'<span class="m cited">{value}</span>'
    return f"{html.escape(value)}{_small(unit) if unit else ''}"


def _small(text: str) -> str:
    return f"<small>{html.escape(text)}</small>"


def _phone_only(markup: str) -> str:
    """A line that stands for a column which a phone leaves out; its words are HTML already."""
    return f'<small><span class="phone-only">{markup}</span></small>' if markup else ""


def _link(use: Use, text: str) -> str:
    """A link into the dashboard; where on the page stands in its title."""
    address, where = html.escape(use.address), html.escape(use.where)
    return f'<a href="{address}" title="{where}" target="_self">{html.escape(text)}</a>'
