"""What the entrance says: to whom it opens, and in calm words why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Action = Literal["", "sign in", "sign out"]
SIGN_IN, SIGN_OUT = "Sign in", "Sign out"


@dataclass(frozen=True)
class Notice:
    """What stands in the place of every page; `operator` is for the log alone."""

    title: str
    lines: tuple[str, ...]
    action: Action = ""
    operator: str = ""


DEMONSTRATION = Notice(
    "The demonstration is shown on its own machine only",
    (
        "It holds invented records beside open data, so that nobody elsewhere takes one for the"
        " other. Nothing of it is shown here.",
        "Whoever looks after this dashboard can publish a public edition instead.",
    ),
    operator="The demonstration was asked for from beyond this machine; nothing was shown.",
)
NO_SIGN_IN = Notice(
    "This edition cannot be opened from here",
    (
        "It is for the partnership’s officers, who sign in first, and signing in is not set up on"
        " this server. Nothing of it is shown.",
    ),
    operator="The partner edition was asked for from beyond this machine, and sign-in is not set"
    " up; nothing was shown. docs/sign-in.md says how it is.",
)
ASK = Notice(
    "Please sign in",
    (
        "This edition is for the partnership’s officers. Use the account that your organisation"
        " gave you.",
    ),
    "sign in",
)
ENDED = Notice(
    "Your session has ended",
    ("It lasts some hours from when you signed in. Please sign in again to go on.",),
    "sign in",
)
UNVERIFIED = Notice(
    "This account cannot be let in",
    (
        "Whoever keeps the account does not say that its e-mail address was verified, so nobody can"
        " tell whose it is.",
        "Sign out and use the account that your organisation gave you.",
    ),
    "sign out",
)


def set_up_wrongly(faults: tuple[str, ...]) -> Notice:
    """Sign-in is begun and not finished: nobody is let in, and the log tells what is wrong."""
    told = " ".join(" ".join(fault.split()) for fault in faults)
    return Notice(
        "This edition cannot be opened just now",
        (
            "Signing in is not set up completely. Whoever looks after this dashboard finds what is"
            " missing in its log.",
        ),
        operator=f"Sign-in is not set up completely, so nobody is let in: {told}",
    )


def not_allowed(address: str) -> Notice:
    """An account that is nobody's whom the partnership has named: its own address alone is said."""
    return Notice(
        "This account may not open this edition",
        (
            f"You are signed in as {address}. The partnership has not named this address among"
            " those who may.",
            "If it should be one, ask whoever looks after this dashboard. If you have another"
            " account, sign out and use that.",
        ),
        "sign out",
        "An account that is not among those allowed signed in; nothing was shown.",
    )


def signed_in(address: str, ends: datetime) -> str:
    """Who is signed in, and until when."""
    return f"Signed in as {address} until {ends:%H:%M}"
