"""The words of continuing training in templates: hours, the words two names have in common."""

from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from preau.foundation.ui.typography import number
from preau.law.words import fold

register = template.Library()
SHORT = 3  # letters: shorter words are in every name


@register.filter
def hours(value: Decimal | None) -> str:
    """Write hours in French: `214`, `7,5`; "" when unknown."""
    if value is None:
        return ""
    decimals = 0 if value % 1 == 0 else 1 if value * 10 % 1 == 0 else 2
    return number(value, decimals)


@register.filter
def common(text: object, said: str) -> SafeString:
    """Mark the words of a name that were also typed: `said` is all that was typed, folded."""
    typed = set(said.split())
    words = str(text).split()
    return format_html_join(" ", "{}", ((_marked(word, typed),) for word in words))


def _marked(word: str, typed: set[str]) -> SafeString:
    folded = fold(word).strip(".,;:()«»\"'")
    plain = conditional_escape(word)
    return SafeString(f"<mark>{plain}</mark>") if len(folded) >= SHORT and folded in typed else SafeString(plain)
