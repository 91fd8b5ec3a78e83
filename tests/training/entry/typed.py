"""What a browser sends: the form of a training filled in."""

import uuid
from datetime import date
from typing import Any

NEW = "/formations/nouvelle/"
DAY = date(2026, 3, 12)


def form(
    *people: Any, day: str = "2026-03-12", hours: str = "6", step: str = "verifier", **more: Any
) -> dict[str, Any]:
    """Return the form for these people: one day, the same hours."""
    said = {
        "form_key": str(uuid.uuid4()),
        "rows": "1",
        "each": "",
        "paper": "",
        "people": [str(one.pk) for one in people],
        "day_0": day,
        "hours_0": hours,
        "step": step,
    }
    return said | more


def other(**more: Any) -> dict[str, Any]:
    """Return the words of an « Autre »."""
    said = {
        "provider_text": "Les Ateliers du Tilleul asbl",
        "module_text": "Jouer dehors en toute saison",
        "trainer_text": "Odile Marchand",
        "place_text": "Maison communale de Valmagne",
    }
    return said | more
