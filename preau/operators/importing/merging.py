"""A place of a list written over one that is known: what the list does not say is kept."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from preau.law.words import fold
from preau.operators.description import PeriodText, PlaceText

NOTHING: tuple[Any, ...] = (None, "", ())
_NEVER = frozenset({"key", "nis", "periods", "is_new"})
WORDS = {
    "name": "nom",
    "nis": "commune",
    "street": "adresse",
    "postal_code": "code postal",
    "locality": "localité",
    "in_school": "dans une école",
    "school_name": "école",
    "premises": "locaux",
    "access": "accès",
    "outdoor": "espace extérieur",
    "meals": "repas",
    "capacity": "capacité",
    "youngest_months": "âges",
    "oldest_months": "âges",
    "latitude": "coordonnées",
    "longitude": "coordonnées",
    "phone": "téléphone",
    "email": "courriel",
    "opened_on": "date d’ouverture",
    "external_id": "identifiant",
    "periods": "horaires et prix",
    "transfers": "déplacements",
    "closures": "fermetures",
    "reductions": "réductions",
}


def merged(held: PlaceText, told: PlaceText) -> PlaceText:
    """Return `held` with what `told` says; periods are told by their kind and their precision."""
    return replace(
        held,
        **_said(told, _NEVER),
        nis=told.nis,
        periods=_periods(held.periods, told.periods),
    )


def changes(held: PlaceText, told: PlaceText) -> list[str]:
    """Return in French what writing `told` over `held` changes."""
    new = merged(held, told)
    return list(dict.fromkeys(words for name, words in WORDS.items() if getattr(held, name) != getattr(new, name)))


def _said(told: Struct, but: frozenset[str]) -> dict[str, Any]:
    pairs = ((name, getattr(told, name)) for name in told.__struct_fields__ if name not in but)
    return {name: value for name, value in pairs if value not in NOTHING}


def _periods(held: tuple[PeriodText, ...], told: tuple[PeriodText, ...]) -> tuple[PeriodText, ...]:
    left = list(told)
    kept: list[PeriodText] = []
    for period in held:
        same = next((one for one in left if _same(one, period)), None)
        if same is None:
            kept.append(period)
        else:
            left.remove(same)
            kept.append(replace(period, **_said(same, _NEVER)))
    return (*kept, *left)


def _same(one: PeriodText, two: PeriodText) -> bool:
    return (one.kind, fold(one.label), set(one.holidays)) == (two.kind, fold(two.label), set(two.holidays))
