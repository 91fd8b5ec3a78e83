"""The text of the letters of accounts, in French."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def text_of(letter: str, context: dict[str, Any]) -> str:
    """Return the text of a letter; `site` is the public address, never one taken from a request."""
    return render_to_string(f"accounts/letters/{letter}.txt", {**context, "site": settings.PUBLIC_ADDRESS})
