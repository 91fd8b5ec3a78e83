"""The ways an encoding goes wrong: fingers, ears, hurried people, and a form with one field too few."""

import random
import unicodedata
from collections.abc import Callable

from benchmarks.matching import words

BESIDE = {
    "a": "zq", "z": "aes", "e": "zrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "om", "q": "asw", "s": "qdz", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "kmo", "m": "lp", "w": "xq", "x": "wcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bh",
}  # fmt: skip
BY_EAR = [
    ("ph", "f"), ("eau", "au"), ("au", "o"), ("tion", "cion"), ("ss", "s"), ("nn", "n"), ("mm", "m"), ("ll", "l"),
    ("tt", "t"), ("rr", "r"), ("qu", "k"), ("ç", "ss"), ("th", "t"), ("y", "i"), ("ain", "in"), ("en", "an"), ("h", ""),
    ("ff", "f"), ("pp", "p"), ("cc", "c"), ("è", "ai"), ("ai", "é"), ("er ", "é "), ("x", "s"), ("ge", "je"),
]  # fmt: skip
ADDED = ["formation", "Formation :", "module", "journée", "2 jours", "stage", "attestation", "recyclage 2022", "(6h)",
         "2021", "webinaire", "en ligne", "session de printemps"]  # fmt: skip


def plain(text: str) -> str:
    """Return the text without accents."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def careless(draw: random.Random, text: str) -> str:
    """Return the text as most people type it: case, accents, apostrophes and plurals at will."""
    for chance, change in (
        (0.25, str.lower),
        (0.2, str.upper),
        (0.35, plain),
        (0.2, lambda one: one.replace("'", draw.choice(("’", " ", "")))),
        (0.08, lambda one: one.replace("-", " ")),
        (
            0.06,
            lambda one: " ".join(word + "s" if len(word) > 4 and word[-1].isalpha() else word for word in one.split()),
        ),
        (0.05, lambda one: one.replace(" ", "  ")),
        (0.05, lambda one: one + draw.choice((".", " ", ",", "!"))),
        (0.05, lambda one: one.replace(" et ", " & ").replace(" : ", draw.choice((" - ", ", ", " ")))),
    ):
        if draw.random() < chance:
            text = change(text)
    return text


def slip(draw: random.Random, text: str) -> str:
    """Return the text with one typing error: a letter lost, doubled, turned, hit beside, or written by ear."""
    if len(text) < 3:
        return text
    if draw.random() < 0.3:
        heard = [(one, other) for one, other in BY_EAR if one in text.lower()]
        if heard:
            one, other = draw.choice(heard)
            at = text.lower().index(one)
            return text[:at] + other + text[at + len(one) :]
    at = draw.randrange(1, len(text) - 1)
    letter = text[at].lower()
    return draw.choice((
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        text[:at] + draw.choice(BESIDE.get(letter, letter)) + text[at + 1 :],
        text[:at] + draw.choice(BESIDE.get(letter, letter)) + text[at:],
    ))  # fmt: skip


def typos(draw: random.Random, text: str) -> str:
    """Return the text with one to three typing errors, by its length."""
    for _ in range(draw.randint(1, 1 if len(text) < 12 else 2 if len(text) < 25 else 3)):
        text = slip(draw, text)
    return text


def turned(draw: random.Random, text: str) -> str:
    """Return the words in another order."""
    parts = text.split()
    if len(parts) < 2:
        return text
    if draw.random() < 0.6:
        at = draw.randrange(1, len(parts))
        return " ".join([*parts[at:], *parts[:at]])
    draw.shuffle(parts)
    return " ".join(parts)


def cut(draw: random.Random, text: str) -> str:
    """Return the text as a narrow field or a hurried person leaves it."""
    if draw.random() < 0.6:
        return text[: draw.choice((15, 20, 25, 30))].rstrip()
    parts = text.split()
    if draw.random() < 0.5 and len(parts) > 2:
        return " ".join(parts[: draw.randint(2, len(parts) - 1)])
    return " ".join(part if len(part) < 6 else part[: draw.randint(4, 5)] + "." for part in parts)


def paraphrased(draw: random.Random, text: str) -> str:
    """Return the title in other words of the same sense, small words left out."""
    lowered = text.lower()
    known = [one for one in words.OTHER_WORDS if one in lowered]
    if known:
        one = draw.choice(known)
        text = lowered.replace(one, words.OTHER_WORDS[one], 1)
    if draw.random() < 0.5 or not known:
        small = {"de", "des", "du", "la", "le", "les", "et", "en", "un", "une", "avec", "pour", "chez", "entre", "à"}
        text = " ".join(part for part in text.split() if part.lower() not in small)
    return text.split(" : ")[0] if draw.random() < 0.3 else text


def dressed(draw: random.Random, text: str, extra: str = "") -> str:
    """Return the text with something more around it: the word formation, a year, a place, a trainer."""
    more = extra if extra and draw.random() < 0.4 else draw.choice(ADDED)
    return draw.choice(("{m} {t}", "{t} {m}", "{t} - {m}", "{t} ({m})")).format(t=text, m=more)


def person(draw: random.Random, name: str) -> str:
    """Return a trainer's name as people give it: turned, with a title, with an initial."""
    first, _, last = name.partition(" ")
    return draw.choice((name, name, f"{last} {first}", f"{last.upper()} {first}", f"Mme {last} {first}",
                        f"{first[0]}. {last}", f"{last}", f"formatrice {name}", f"{name} (indépendante)"))  # fmt: skip


def short_name(draw: random.Random, name: str) -> str:
    """Return a provider's name as it is spoken: without its legal form, or without its first or last words."""
    parts = name.split()
    choice = draw.random()
    if choice < 0.3 and len(parts) > 2:
        return " ".join(parts[1:])
    if choice < 0.55 and len(parts) > 3:
        return " ".join(parts[: draw.randint(2, len(parts) - 1)])
    if choice < 0.8:
        abridged = {"Institut": "Inst.", "Centre": "Ctre", "promotion sociale": "prom soc", "Haute École": "HE",
                    "Association": "Assoc.", "formation": "form.", "Service": "Serv.", "Saint": "St"}  # fmt: skip
        for whole, brief in abridged.items():
            name = name.replace(whole, brief)
        return name
    return draw.choice(
        ("asbl {n}", "{n} asbl", "{n} ASBL", "l'asbl {n}", "{n} Bruxelles", "{n} (site de formation)")
    ).format(n=name)


Fault = Callable[[random.Random, str], str]
