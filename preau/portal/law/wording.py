"""The French words of the values a question may take: `words.json`, by the name of their type."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from preau.law.homework_schools.titles import known_titles
from preau.law.qualification.titles import labels
from preau.law.remedies import register
from preau.law.words import number

WORDS = Path(__file__).with_name("words.json")
NOT_KNOWN = "pas connu"


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(WORDS.read_text(encoding="utf-8"))
    found["Decision"] = {str(code): _capital(one.title) for code, one in register().decisions.items()}
    found["Title"] = {str(code): _capital(label) for code, label in labels().items()}
    found["TitleCode"] = {str(code): _capital(one.label) for code, one in known_titles().items()}
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def choice_words(kind: str, value: str) -> str:
    """Return a value of the enumeration `kind` in French, or as it is written when it has no words yet."""
    known = _words()
    return known.get(kind, {}).get(value) or known[""].get(value) or value.replace("_", " ")


def amount_words(value: Any, unit: str) -> str:
    """Return the value of a parameter with its unit: « 0,40 € », « 8 enfants »; « pas connu » for None."""
    if value is None:
        return NOT_KNOWN
    return f"{number(value)} {_words()['units'].get(unit, unit)}".strip()
