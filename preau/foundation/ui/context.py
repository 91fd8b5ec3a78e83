"""What every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from preau.foundation.ui.navigation import items_for


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the actor, the navigation and the demonstration flag, for base.html."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": items_for(actor, request.path) if actor is not None else [],
        "demonstration": settings.DEMONSTRATION,
    }
