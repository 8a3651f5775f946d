"""The forms of what sets the priorities: a model, its rounds of scores, the themes."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from csp.build import cells
from csp.stats.morile import PRODUCT, Combination, Part

LISTED = ("named", "cross-cutting", "considered and not taken")  # what a plan made of a theme
THEME_COLUMNS: dict[str, cells.Check] = {
    "theme": cells.identifier,
    "title": cells.text,
    "sort": cells.whole,
    "listed": cells.one_of(*LISTED),
    "reason": cells.anything,
    "plan": cells.anything,
    "priority": cells.anything,
    "measure": cells.or_blank(cells.identifier),
    "latest_figure": cells.or_blank(cells.identifier),
    "before_figure": cells.or_blank(cells.identifier),
    "question": cells.or_blank(cells.identifier),
}
SCORE_COLUMNS: dict[str, cells.Check] = {
    "theme": cells.identifier,
    "criterion": cells.identifier,
    "score": cells.whole,
    "scorer": cells.text,
    "scored_on": cells.day,
    "evidence": cells.text,
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Strict):
    """Criteria that belong together, and the part of the formula that they make."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    part: Part


class ModelCriterion(_Strict):
    """One criterion: what it asks, how much it weighs, and each point of its scale in words."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    group: str
    title: str = Field(min_length=1)
    question: str = Field(min_length=1)
    weight: int = Field(ge=1, le=100)
    points: tuple[str, ...] = Field(min_length=2, max_length=10)  # the words of point 1 first


class Model(_Strict):
    """A whole model. Weights are whole numbers from 1 and points start at 1, so that the score
    rises in every criterion and its parts add up exactly.
    """

    version: int = Field(ge=1)
    title: str = Field(min_length=1)
    standing: str = Field(min_length=1)  # whose model it is, and what it is not
    approved_by: str | None = Field(default=None, min_length=1)  # a role
    approved_on: date | None = None
    combination: Combination
    groups: tuple[Group, ...] = Field(min_length=1)
    criteria: tuple[ModelCriterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_approved_by_somebody_on_some_day(self) -> Self:
        if (self.approved_by is None) != (self.approved_on is None):
            raise ValueError("approved_by and approved_on stand together, or not at all")
        return self

    @model_validator(mode="after")
    def _names_each_thing_once_and_no_other(self) -> Self:
        groups = [one.id for one in self.groups]
        criteria = [one.id for one in self.criteria]
        for what, ids in (("group", groups), ("criterion", criteria)):
            if twice := [one for one in ids if ids.count(one) > 1]:
                raise ValueError(f"the {what} '{twice[0]}' is described more than once")
        if lost := [one for one in self.criteria if one.group not in groups]:
            raise ValueError(f"criterion '{lost[0].id}': '{lost[0].group}' is not a group")
        if empty := [one for one in self.criteria if not all(text.strip() for text in one.points)]:
            raise ValueError(f"criterion '{empty[0].id}': a point of its scale has no words")
        return self

    @model_validator(mode="after")
    def _has_every_part_that_it_combines(self) -> Self:
        filled = {self.part_of(one) for one in self.criteria}
        needed = {"impact", "likelihood"} if self.combination == PRODUCT else set()
        if missing := sorted(needed - filled):
            raise ValueError(f"no criterion belongs to the part '{missing[0]}'")
        if not filled - {"beside"}:
            raise ValueError("no criterion belongs to the score")
        return self

    def part_of(self, criterion: ModelCriterion) -> Part:
        """The part of the formula that a criterion belongs to."""
        return next(one.part for one in self.groups if one.id == criterion.group)

    def group_of(self, criterion: ModelCriterion) -> Group:
        """The group of a criterion."""
        return next(one for one in self.groups if one.id == criterion.group)


class Round(_Strict):
    """One round of scoring: its year, the model that it used, and who may see it."""

    year: int = Field(ge=2000, le=2100)
    model: int = Field(ge=1)
    example: bool = False  # invented scores, for the demonstration only
    public: bool = False  # whether the public edition may show it
    note: str = ""

    @model_validator(mode="after")
    def _does_not_publish_an_example(self) -> Self:
        if self.example and self.public:
            raise ValueError("an example is for the demonstration only, so it is not public")
        return self
