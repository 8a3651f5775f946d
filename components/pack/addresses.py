"""What data: addresses hold, and where a reference leads."""

import base64
from urllib.parse import unquote_to_bytes


def bytes_of(address: str) -> bytes:
    """What a data: address holds."""
    head, _, held = address.partition(",")
    return base64.b64decode(held) if head.endswith(";base64") else unquote_to_bytes(held)


def link(address: str, reference: str) -> str:
    """The whole link of a reference on the dashboard at an address; '' where none is known."""
    return f"{address.rstrip('/')}/{reference}" if address and reference else ""
