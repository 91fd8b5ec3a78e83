"""What every page needs. Nothing here is computed before a template asks for it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from preau.foundation.ui.messages import notices
from preau.foundation.ui.navigation import items_for


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the actor (lazy), the tabs and the notices (callables), and the demonstration flag, for base.html."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": partial(items_for, actor, request.path) if actor is not None else (),
        "notices": partial(notices, request) if hasattr(request, "_messages") else (),
        "demonstration": settings.DEMONSTRATION,
    }
