"""French typography: no-break spaces, the apostrophe, lists, numbers. Pure text in, text out.

One no-break space for all (U+00A0): the page's typeface has no narrow one (U+202F), which would be
drawn from another typeface.
"""

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from preau.law.words import cardinal

NBSP = "\u00a0"

# What must stay as written: tags and entities of already safe text, addresses, e-mails.
_KEPT = re.compile(r"(<[^<>]*>|&(?!#(?:x27|39);)#?\w+;|\b\w+://\S+|\S+@\S+\.\w+)")
_DIGITS = frozenset("0123456789")
# What calls for a rule, the rule, what it writes; None keeps the words and makes their spaces no-break.
_RULES = (
    (frozenset("'&"), re.compile(r"(?<=\w)(?:'|&#x27;|&#39;)(?=[\w«“])"), "’"),
    (frozenset(":;?!»"), re.compile(r"[ \u00a0\u202f]+([:;?!»])"), NBSP + r"\1"),
    (frozenset("?!»"), re.compile(r"(?<=[\w)\]’])(»|[?!](?=[\s»)]|$))"), NBSP + r"\1"),
    (frozenset(":"), re.compile(r"(?<=[^\W\d_])(:)(?=\s|$)"), NBSP + r"\1"),
    (frozenset("«"), re.compile(r"«[ \u00a0\u202f]*(?=\S)"), "«" + NBSP),
    (_DIGITS, re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"), None),
    (
        _DIGITS,
        re.compile(r"(?<=\d) (?=(?:h|min|km|m²|kB|ko|Mo|Go|ans?|jours?|mois|heures?|enfants?)\b|[€%])"),
        NBSP,
    ),
    (frozenset("h"), re.compile(r"(?<=\d\u00a0h) (?=\d)"), NBSP),
    (frozenset(".M"), re.compile(r"\b(art\.|p\.|M\.|Mme) (?=[\dA-ZÉ])"), r"\1" + NBSP),
    (frozenset("§°"), re.compile(r"(?<=[§°]) (?=\d)"), NBSP),
)


@lru_cache(maxsize=4096)  # the same labels, aspects and sentences come back on every page
def french(text: str) -> str:
    """Return `text` with French typography: `Qu'est-ce que c'est ?` becomes `Qu’est-ce que c’est ?` (no-break)."""
    if not any(sign in text for sign in ("<", "&", "@", "://")):
        return _french_piece(text)
    parts = _KEPT.split(text)
    parts[::2] = [_french_piece(piece) for piece in parts[::2]]
    return "".join(parts)


def _french_piece(piece: str) -> str:
    letters = frozenset(piece)
    for signs, pattern, replacement in _RULES:
        if signs.isdisjoint(letters):
            continue
        piece = pattern.sub(replacement or _unbroken, piece)
    return piece


def _unbroken(found: re.Match[str]) -> str:
    return found[0].replace(" ", NBSP)


_BULLET = re.compile(r"^\s*(?:[•◦▪●·*–—]\s*|-\s*(?!\d))(?=\S)")


def bullet_blocks(text: str) -> list[tuple[str, list[str]]]:
    """Cut `text` into blocks: ("p", [line]) and ("ul", [item, ...]); blank lines separate nothing else."""
    blocks: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        bullet = _BULLET.match(line)
        if not bullet:
            blocks.append(("p", [line.strip()]))
        elif blocks and blocks[-1][0] == "ul":
            blocks[-1][1].append(line[bullet.end() :].strip())
        else:
            blocks.append(("ul", [line[bullet.end() :].strip()]))
    return blocks


def bullets(text: str) -> SafeString:
    """Return `text` as HTML: lines that start with a bullet become <ul class="bul">, the others paragraphs.

    Everything is escaped first, even text marked safe: what people typed holds no markup.
    """
    out = []
    for kind, lines in bullet_blocks(text):
        if kind == "ul":
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            out.append(f'<ul class="bul">{items}</ul>')
        else:
            out.append(f"<p>{escape(lines[0])}</p>")
    return mark_safe("".join(out))  # noqa: S308 - every line went through escape()


def number(value: int | Decimal, decimals: int = 0) -> str:
    """Return `value` written in French: 6038 -> `6 038`, Decimal("1207.5") with 2 decimals -> `1 207,50`."""
    return f"{value:,.{decimals}f}".replace(",", NBSP).replace(".", ",")


def count_word(count: int, feminine: bool = False) -> str:
    """Return a number that opens a sentence: `une`, `deux`, ... `seize` in words, beyond in figures."""
    if count == 1 and feminine:
        return "une"
    return cardinal(count) if count < 17 else number(count)


def plural(count: int, singular: str, many: str = "") -> str:
    """Return `1 action`, `0 action`, `4 actions`: the number and its word, which never part.

    `many` is needed only where the plural is not the singular with an s.
    """
    word = singular if abs(count) < 2 else many or singular + "s"
    return f"{number(count)}{NBSP}{word}"
