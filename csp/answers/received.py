"""What a file was made of, and what changed in it since an earlier one."""

from csp.db import Reader

Files = frozenset[tuple[str, str, int]]  # dataset, SHA-256, number of the intake


def made_of(reader: Reader) -> Files:
    """Every received file that stands in the data file.

    Raises WarehouseError for a file of an earlier version, which does not say it.
    """
    held = reader.read("received_files")
    return frozenset(
        (row.dataset, row.sha256, int(row.intake)) for row in held.itertuples(index=False)
    )
