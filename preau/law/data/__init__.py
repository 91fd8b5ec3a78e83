"""The data files of the law, read once.

Plain paths and msgspec's own decoder, not `importlib.resources` and `json`: the command pays for each import it makes.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

LAW = Path(__file__).parent.parent


@cache
def read(name: str, folder: str = "data") -> Any:
    """Return the content of the JSON file `name` of a folder of the law; raises FileNotFoundError."""
    return msgspec.json.decode(LAW.joinpath(folder, name).read_bytes())
