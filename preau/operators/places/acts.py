"""What is done with a place: written down, described, closed for good, opened again, taken away, copied."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import Http404
from msgspec.structs import replace

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import record
from preau.foundation.territory.api import zone_of
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.versions import NotNow
from preau.law.words import fold, full_date
from preau.operators.declaring.acts import begin
from preau.operators.describing import describing, describing_place
from preau.operators.description import place_text
from preau.operators.models import CareOperator, CarePlace, DeclarationRevision
from preau.operators.writing import write_place

COPIED_ANEW = {"street": "", "postal_code": "", "locality": "", "latitude": None, "longitude": None}


def add_place(actor: Actor, operator_id: int, values: dict[str, Any]) -> CarePlace:
    """Write a place down, and begin the declaration to its zone. The same place sent twice is found, not made.

    `values`: columns of CarePlace, `name` and `municipality` among them. Raises NotNow, Forbidden, Http404.
    """
    with describing(actor, operator_id) as operator:
        known = _same_place(operator, values)
        if known is not None:
            return known
        _declare_there(actor, operator, values["municipality"])
        place = CarePlace.objects.create(operator=operator, updated_at=actor.now, **values)
        record(actor, "operators.add_place", place, {"operator": operator.pk, "after": plain(values)})
    return place


def _same_place(operator: CareOperator, values: dict[str, Any]) -> CarePlace | None:
    there = operator.places.open().filter(municipality=values["municipality"])
    asked = (fold(values["name"]), fold(values.get("street", "")))
    return next((one for one in there if (fold(one.name), fold(one.street)) == asked), None)


def _declare_there(actor: Actor, operator: CareOperator, municipality: Municipality) -> None:
    """Begin the declaration to the zone of a commune; NotNow when no zone coordinates it, or not the actor's."""
    zone = zone_of(municipality.nis, actor.today)
    if zone is None:
        raise NotNow(f"Aucune zone ne coordonne {municipality} aujourd’hui : choisissez une autre commune.")
    if actor.role == Role.ATL_COORDINATOR and zone.pk != actor.zone_id:
        raise NotNow(f"{municipality} est coordonnée ailleurs : vous notez les lieux de votre zone.")
    begin(actor, operator, zone)


def save_place(actor: Actor, place_id: int, version: int | None, values: dict[str, Any]) -> CarePlace:
    """Write the answers of one group of questions. Raises Stale, NotNow, Forbidden, Http404."""
    with describing_place(actor, place_id, version) as place:
        before = {name: getattr(place, name) for name in values}
        changed = {name: value for name, value in values.items() if value != before[name]}
        opened = changed.get("opened_on")
        if opened is not None and place.closed_on is not None and opened > place.closed_on:
            raise NotNow(f"Ce lieu ferme le {full_date(place.closed_on)} : il ne peut pas ouvrir après.")
        if "municipality" in changed:
            _declare_there(actor, place.operator, changed["municipality"])
        for name, value in changed.items():
            setattr(place, name, value)
        if changed:
            place.save(update_fields=list(changed))
            kept = {name: before[name] for name in changed}
            record(actor, "operators.save_place", place, {"before": plain(kept), "after": plain(changed)})
    return place


def close_place(actor: Actor, place_id: int, version: int | None, day: date) -> CarePlace:
    """Close a place for good after `day`, its last. Raises Stale, NotNow when it is closed already."""
    with describing_place(actor, place_id, version) as place:
        place.closed_on = day
        place.save(update_fields=["closed_on"])
        record(actor, "operators.close_place", place, {"closed_on": day.isoformat()})
    return place


def reopen_place(actor: Actor, place_id: int) -> CarePlace:
    """Open again a place that was closed. NotNow when it is not."""
    seen = _seen(actor, place_id)
    with describing(actor, seen.operator_id) as operator:
        place = operator.places.select_for_update(no_key=True).get(pk=place_id)
        if place.closed_on is None:
            raise NotNow("Ce lieu n’est pas fermé.")
        before = place.closed_on
        place.closed_on, place.version, place.updated_at = None, place.version + 1, actor.now
        place.save(update_fields=["closed_on", "version", "updated_at"])
        _declare_there(actor, operator, place.municipality)
        record(actor, "operators.reopen_place", place, {"closed_on": before.isoformat()})
    return place


def remove_place(actor: Actor, place_id: int) -> CareOperator:
    """Take away a place that was never declared; return its operator. NotNow for one that was: it is closed instead."""
    seen = _seen(actor, place_id)
    with describing(actor, seen.operator_id) as operator:
        place = operator.places.select_for_update(no_key=True).get(pk=place_id)
        if is_declared(place):
            raise NotNow("Ce lieu a été déclaré : il ne s’efface pas. Donnez plutôt son dernier jour d’ouverture.")
        record(actor, "operators.remove_place", place, {"operator": operator.pk, "name": place.name})
        place.delete()
    return operator


def is_declared(place: CarePlace) -> bool:
    """Tell whether a declared text ever held this place."""
    declared = DeclarationRevision.objects.filter(declaration__operator=place.operator_id)
    texts = declared.values_list("content__places", flat=True)
    return any(one.get("key") == place.pk for places in texts for one in places or ())


def copy_place(actor: Actor, place_id: int, values: dict[str, Any]) -> CarePlace:
    """Write a place down with all another holds, at another address. The same copy sent twice is found, not made."""
    seen = _seen(actor, place_id)
    with describing(actor, seen.operator_id) as operator:
        known = _same_place(operator, values)
        if known is not None:
            return known
        municipality = values["municipality"]
        _declare_there(actor, operator, municipality)
        own = {name: value for name, value in values.items() if name != "municipality"}
        text = replace(place_text(seen), nis=municipality.nis, key=None, external_id="", **{**COPIED_ANEW, **own})
        place = write_place(operator, replace(text, transfers=(), opened_on=None), actor.now)
        record(actor, "operators.copy_place", place, {"from": seen.pk, "after": plain(values)})
    return place


def _seen(actor: Actor, place_id: int) -> CarePlace:
    place = CarePlace.objects.visible_to(actor).select_related("municipality").filter(pk=place_id).first()
    if place is None:
        raise Http404("place")
    return place


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the journal keeps them: text, whole numbers, nothing else."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
