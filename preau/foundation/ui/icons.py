"""Signs drawn once in one file (icons.svg) and used by name."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from preau.foundation.ui.storage import asset


@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """Return the sign `name` of icons.svg. It says nothing to a screen reader: the word beside it does."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"></use></svg>', asset("preau/icons.svg"), name
    )
