"""Whether a picture is what Vega-Lite understands."""

from functools import lru_cache
from typing import Any

from altair.utils.schemapi import validate_jsonschema
from altair.vegalite.v6.schema.core import load_schema


def check(spec: dict[str, Any]) -> None:
    """Raises a ValidationError of jsonschema naming the part that breaks the schema of Vega-Lite.

    One pass over the whole picture: Altair's own way of reading one checks every part by itself
    and once more as a part of its parent, which takes seconds.
    """
    validate_jsonschema(spec, _schema())


@lru_cache
def _schema() -> dict[str, Any]:
    return load_schema()
