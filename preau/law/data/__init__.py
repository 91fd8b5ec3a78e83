"""The data files of the law, read once."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str, package: str = __name__) -> Any:
    """Return the content of the JSON file `name` of this package; raises FileNotFoundError."""
    return json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
