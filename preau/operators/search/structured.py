"""A place as search engines read it (schema.org), inside a data block that no browser runs."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from preau.law.care_offer import CarePeriodKind
from preau.law.hours_of_day import hour
from preau.operators.description import PeriodText
from preau.operators.models import PlaceAccess
from preau.operators.search.place import PlaceView

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_BREAKS = (CarePeriodKind.SHORT_HOLIDAYS, CarePeriodKind.LONG_HOLIDAYS)
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(view: PlaceView, address: str) -> SafeString:
    """Return the data block of a place whose page is at `address`. What is not known is left out."""
    written = json.dumps(_without_blanks(_place(view, address)), ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - no < is left inside


def _place(view: PlaceView, address: str) -> dict[str, Any]:
    text, row = view.text, view.row
    return {
        "@context": "https://schema.org",
        "@type": "ChildCare",
        "name": row.name,
        "url": address,
        "description": view.description,
        "telephone": text.phone,
        "email": text.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": text.street,
            "postalCode": text.postal_code,
            "addressLocality": text.locality or row.municipality.name,
            "addressCountry": "BE",
        },
        "geo": _geo(view),
        "openingHours": [line for period in text.periods for line in _opening(period)],
        "maximumAttendeeCapacity": text.capacity,
        "isAccessibleForFree": True if row.lowest_hourly == 0 else None,
        "amenityFeature": _access(view),
        "audience": _audience(view),
        "parentOrganization": {"@type": "Organization", "name": row.operator_name, "url": view.whole.website},
    }


def _geo(view: PlaceView) -> dict[str, Any] | None:
    if view.text.latitude is None or view.text.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(view.text.latitude),
        "longitude": float(view.text.longitude),
    }


def _opening(period: PeriodText) -> list[str]:
    """Return the hours of an ordinary week: « Mo,Tu 15:30-18:00 »; those of the holidays are on the page."""
    if period.kind in _BREAKS:
        return []
    days: dict[tuple[int, int], list[str]] = {}
    for one in sorted(period.hours, key=lambda one: (one.weekday, one.starts)):
        days.setdefault((one.starts, one.ends), []).append(_DAYS[one.weekday])
    return [f"{','.join(names)} {hour(starts)}-{hour(ends)}" for (starts, ends), names in days.items()]


def _access(view: PlaceView) -> dict[str, Any] | None:
    if view.text.access not in {PlaceAccess.FULL, PlaceAccess.NO}:
        return None
    full = view.text.access == PlaceAccess.FULL
    return {"@type": "LocationFeatureSpecification", "name": str(PlaceAccess.FULL.label), "value": full}


def _audience(view: PlaceView) -> dict[str, Any]:
    young, old = view.text.youngest_months, view.text.oldest_months
    return {
        "@type": "PeopleAudience",
        "suggestedMinAge": None if young is None else young / 12,
        "suggestedMaxAge": None if old is None else old / 12,
    }


def _without_blanks(value: Any) -> Any:
    """Leave out what is not known, and the things of which nothing is known."""
    if not isinstance(value, dict):
        return value
    kept = {key: _without_blanks(one) for key, one in value.items()}
    kept = {key: one for key, one in kept.items() if one not in (None, "", [], {})}
    return kept if set(kept) - {"@type", "addressCountry"} else None
