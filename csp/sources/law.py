"""Under which law a dataset is held, who answers for it and for how long: a part of its contract.

What nobody has agreed yet says so: a contract is *proposed* until whoever must confirm it has, and
until then every screen and document calls it that.
"""

import re
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

# A role may be named, a person never: what a title or an address in a contract would give away.
PERSONAL = re.compile(r"@|\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Dame|PC|Sgt|Insp|Supt)\b\.?\s+[A-Z]")

Ground = Literal["a", "b", "c", "d", "e", "f"]
PersonalData = Literal["none", "small counts", "pseudonymised"]
# Those that the Equality Act 2010 protects (section 4).
Characteristic = Literal[
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agreement(_Strict):
    """Under which agreement a dataset is shared; without a reference none is signed yet."""

    between: tuple[str, ...] = ()  # who has signed it, or must
    reference: str = ""
    dated: date | None = None

    @property
    def signed(self) -> bool:
        """Whether there is one."""
        return bool(self.reference)


class Retention(_Strict):
    """How many whole months a period is kept after it has ended; left out: without a limit."""

    received_months: int | None = Field(default=None, ge=1)  # the files as received
    rows_months: int | None = Field(default=None, ge=1)  # in the files that are built of them
    because: str = Field(min_length=1)


class Law(_Strict):
    """What the law asks of one dataset, as its contract says it."""

    standing: Literal["proposed", "confirmed"]
    confirmed_by: str  # whose word it is, or must be: a role
    confirmed_on: date | None = None
    to_confirm: tuple[str, ...] = ()  # what that role has still to settle, as ends of sentences
    owner: str = Field(min_length=1)  # who answers for it within the partnership: a role
    controllers: tuple[str, ...] = ()  # in the sense of the UK GDPR
    agreement: Agreement = Agreement()
    personal_data: PersonalData
    ground: Ground | None = None  # of article 6(1) of the UK GDPR
    ground_because: str = ""
    gateways: tuple[str, ...] = ()  # the statutes that let it be disclosed
    special: tuple[str, ...] = ()  # categories of article 9 that it is, or may show
    special_condition: str = ""
    criminal: str = ""  # what in it is of article 10, as a sentence would say it
    criminal_condition: str = ""
    children: str = ""  # what in it is about children
    retention: Retention

    @model_validator(mode="after")
    def _stands_up(self) -> Self:
        faults = [*self._standing_faults(), *self._basis_faults(), *self._retention_faults()]
        if any(PERSONAL.search(words) for words in self._roles()):
            faults.append("owner, controllers and confirmed_by are roles or bodies, never a person")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _roles(self) -> tuple[str, ...]:
        return (self.owner, self.confirmed_by, *self.controllers, *self.agreement.between)

    def _standing_faults(self) -> list[str]:
        faults = []
        if self.agreement.signed != (self.agreement.dated is not None):
            faults.append("an agreement has a reference and a date, or neither")
        if self.standing == "proposed":
            if self.confirmed_on is not None:
                faults.append("what is proposed has no confirmed_on")
            if not self.to_confirm:
                faults.append("what is proposed says in to_confirm what is to be settled")
            return faults
        if self.confirmed_on is None:
            faults.append("what is confirmed says on which day (confirmed_on)")
        if self.to_confirm:
            faults.append("what is confirmed has nothing left to confirm")
        if self.personal_data != "none" and not self.agreement.signed:
            faults.append("nothing about people is confirmed without a signed agreement")
        return faults

    def _basis_faults(self) -> list[str]:
        if self.personal_data == "none":
            about = (self.ground, self.special, self.criminal, self.children)
            return ["data about nobody need no ground, special, criminal or children"] * any(about)
        faults = [
            f"{name} is missing, though it may be about people"
            for name, held in (
                ("ground", self.ground),
                ("ground_because", self.ground_because),
                ("gateways", self.gateways),
                ("controllers", self.controllers),
                ("agreement.between", self.agreement.between),
            )
            if not held
        ]
        if bool(self.special) != bool(self.special_condition):
            faults.append("special and special_condition go together (article 9)")
        if bool(self.criminal) != bool(self.criminal_condition):
            faults.append("criminal and criminal_condition go together (article 10)")
        return faults

    def _retention_faults(self) -> list[str]:
        kept, shown = self.retention.received_months, self.retention.rows_months
        if kept is None and shown is None:
            about_people = self.personal_data != "none"
            return ["what may be about people is not kept without a limit"] * about_people
        if kept is None or shown is None:
            return ["retention limits both received_months and rows_months, or neither"]
        if shown > kept:
            # Every build is made of the files as received: what is gone there is gone here.
            return ["rows_months cannot be longer than received_months"]
        return []
