"""How the categories of a partner's contract hang together, as anybody may read in it."""

from collections.abc import Iterator
from functools import lru_cache

from csp.measures import measures
from csp.sources import Source, category_id, sources

COUNTED = ("count", "yes_no")


@lru_cache
def categories_of(measure: str) -> tuple[str, ...]:
    """The categories that a measure adds up."""
    return measures()[measure].categories


@lru_cache
def all_categories(dataset: str) -> tuple[str, ...]:
    """Every category of a dataset, whether a measure counts it or not."""
    source = sources()[dataset]
    if source.categories:
        return tuple(category_id(word) for word in source.categories)
    values = source.counts.values if source.counts else ()
    return tuple(category_id(value) for value in values)


@lru_cache
def not_more_than(dataset: str) -> tuple[tuple[str, str], ...]:
    """Pairs of categories of which the first can never exceed the second."""
    source = sources()[dataset]
    return tuple(_pairs(source))


def _pairs(source: Source) -> Iterator[tuple[str, str]]:
    counted = {column.name for column in source.columns if column.type in COUNTED}
    for smaller, larger in source.in_order:
        if {smaller, larger} <= counted:
            yield category_id(smaller), category_id(larger)
    for whole, *parts in source.adds_up:
        for part in parts:
            yield category_id(part), category_id(whole)
    marked = [column for column in source.columns if column.type == "yes_no"]
    if marked and source.categories:
        # Every row is the first category; the others are rows that say yes.
        for category in source.categories[1:]:
            yield category_id(category), category_id(source.categories[0])


@lru_cache
def sums(dataset: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Categories that are the sum of others in each row."""
    return tuple(
        (category_id(whole), tuple(category_id(part) for part in parts))
        for whole, *parts in sources()[dataset].adds_up
    )


@lru_cache
def grouping_of_category(dataset: str) -> str:
    """The column whose words are the categories, where there is one."""
    rule = sources()[dataset].counts
    return rule.category if rule else ""


@lru_cache
def adds_up_to_borough(dataset: str) -> bool:
    """Whether the borough is for certain the sum of its wards: not where a file may give it as a
    place of its own.
    """
    source = sources()[dataset]
    if source.counts is None:
        return True
    return source.by_name[source.counts.place].type == "ward" if source.counts.place else False
