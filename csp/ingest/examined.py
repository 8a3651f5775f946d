"""What a check of an uploaded file found."""

from dataclasses import dataclass

from csp.errors import Fault


@dataclass(frozen=True)
class Examined:
    """What a check of an uploaded file found: faults, or the sentences of what would be taken."""

    name: str
    faults: tuple[Fault, ...]
    sentences: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # to be confirmed before the file is taken
    months: int = 0  # or waves, that would be taken

    @property
    def whole(self) -> tuple[Fault, ...]:
        """The faults of the file as a whole."""
        return tuple(fault for fault in self.faults if fault.row is None)

    @property
    def in_rows(self) -> tuple[Fault, ...]:
        """The faults of rows, in the order of the rows."""
        held = (fault for fault in self.faults if fault.row is not None)
        return tuple(sorted(held, key=lambda fault: (fault.file, fault.row or 0)))
