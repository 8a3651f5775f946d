"""Under which law a dataset is held, in words that a resident can read: from its contract."""

from collections.abc import Sequence
from datetime import date

from csp.sources.law import Law

ABOUT_PEOPLE = {
    "none": "No: it is about things, places and months",
    "small counts": (
        "Nobody is in it by name or number; a very small count might still tell of somebody, so it"
        " is treated as if it did"
    ),
    "pseudonymised": (
        "Yes: a row for each incident or respondent, without a name, and with references that are"
        " scrambled when the file is taken in"
    ),
}
GROUNDS = {
    "a": "consent",
    "b": "a contract with the person",
    "c": "a legal obligation",
    "d": "somebody’s vital interests",
    "e": "a public task",
    "f": "legitimate interests",
}
NO_CONTRACT = "Open or published data about nobody: no agreement is needed, and it may be kept."


def title(law: Law) -> str:
    """What the facts are called, with whether anybody has agreed them."""
    told = "confirmed" if law.standing == "confirmed" else "proposed, not yet agreed"
    return f"Law, agreement and how long it is kept ({told})"


def standing(law: Law) -> str:
    """Whether what is told here was agreed, and by whom it was or must be."""
    if law.standing == "confirmed" and law.confirmed_on:
        return f"Confirmed on {_day(law.confirmed_on)} by {law.confirmed_by}"
    return f"Proposed, to be confirmed by {law.confirmed_by}; nobody has agreed it yet"


def agreement(law: Law) -> str:
    """Under which agreement it is shared, or plainly that none is signed yet and who must."""
    held = law.agreement
    if held.signed and held.dated:
        return f"{held.reference} of {_day(held.dated)}, between {joined(held.between)}"
    if not held.between:
        return "None is needed: anyone may have it"
    return f"None is signed yet; to be signed: {joined(held.between)}"


def kept(law: Law) -> str:
    """How long it is kept and why, counted from the end of the month or wave it is about."""
    files, rows = law.retention.received_months, law.retention.rows_months
    because = f"{law.retention.because}."
    if files is None or rows is None:
        return f"Without a limit. {because}"
    shown = "the same" if rows == files else f"{rows} months"
    return (
        f"Files as received for {files} months after the month or wave they are about; figures"
        f" made of them for {shown}. Then they are deleted. {because}"
    )


def facts(law: Law) -> list[tuple[str, str]]:
    """Everything that the contract says of the law, as a heading and words for each."""
    told = [
        ("Standing", standing(law)),
        ("Agreement", agreement(law)),
        ("Who answers for it", capital(law.owner)),
        ("About people?", ABOUT_PEOPLE[law.personal_data]),
    ]
    if law.controllers:
        told.append(("Controllers", capital(joined(law.controllers))))
    if law.ground:
        where = f"UK GDPR, article 6(1)({law.ground}), {GROUNDS[law.ground]}"
        told.append(("Why it may be used", f"{where}: {law.ground_because}."))
        told.append(("What lets it be shared", _listed(law.gateways)))
        told.append(("Specially protected", _protected(law)))
        told.append(
            (
                "Offences",
                f"{law.criminal}. {law.criminal_condition}."
                if law.criminal
                else "None told of anybody",
            )
        )
        told.append(("Children", f"{law.children}." if law.children else "None told of"))
    told.append(("Kept", kept(law)))
    if law.to_confirm:
        told.append(("Still to be confirmed", _listed(law.to_confirm)))
    return [(what, capital(says)) for what, says in told]


def _protected(law: Law) -> str:
    if not law.special:
        return "No special category of data is expected in it (UK GDPR, article 9)"
    return f"{joined(law.special)}. {law.special_condition}."


def joined(names: Sequence[str]) -> str:
    """A list as a sentence has it: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def capital(sentence: str) -> str:
    """The sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _listed(told: tuple[str, ...]) -> str:
    return f"{'; '.join(told)}."
