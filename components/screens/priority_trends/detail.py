"""The breakdowns that the plans hold under a priority: a part of the page that is offered only
where there is something to show.
"""

from csp.db import Reader


def offered(reader: Reader, plan: str, priority: str) -> bool:
    """Whether anything is held in parts under a priority of a plan; nothing is, as yet."""
    del reader, plan, priority
    return False
