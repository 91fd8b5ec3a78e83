"""Words compared the way a reader compares them: without case, accents, plurals, articles and punctuation."""

import re
import unicodedata
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "°": " ", "º": " "})
PLURAL_MARK = re.compile(r"\((?:e?s|es?|x)\)|·e?·?s?\b")
WORD = re.compile(r"[a-z0-9#✓✔☑☒☐]+")
ARTICLES = frozenset(
    [
        "la",
        "le",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "a",
        "au",
        "aux",
        "en",
        "un",
        "une",
        "pour",
        "par",
        "sur",
        "entre",
        "dans",
        "avec",
        "et",
        "ou",
        "principalement",
    ]
)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the words of `text` without case, accents or punctuation, one space between them."""
    plain = PLURAL_MARK.sub("", text.translate(LIGATURES).lower())
    decomposed = unicodedata.normalize("NFKD", plain)
    return " ".join(WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


@lru_cache(maxsize=4096)
def gist(text: str) -> tuple[str, ...]:
    """Return the words that carry the meaning of `text`: folded, singular, without articles."""
    return tuple(singular(word) for word in folded(text).split() if word not in ARTICLES)


def singular(word: str) -> str:
    """Return the word without its plural mark; short words are left as they are."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
