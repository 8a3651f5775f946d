"""What can be chosen on Break register."""

from collections.abc import Mapping

from components.choices import Choices


def chosen(named: Mapping[str, str], choose: Choices) -> str:
    """A dataset by its id, of those that are held or promised; '' for all."""
    with choose.row([2, 3])[0]:
        return choose.dataset(named, "Dataset", nothing="All datasets")
