"""What another software writes: one place at a time, known by the sender's own identifier."""

from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import record
from preau.foundation.territory.api import municipality_by_nis, zone_of
from preau.foundation.territory.models import Zone
from preau.law.refusals import Refusal
from preau.law.words import full_date
from preau.operators.declaring.acts import begin
from preau.operators.describing import describing
from preau.operators.description import PlaceText
from preau.operators.exchange.checking import problem_in
from preau.operators.models import AccessKey, CarePlace
from preau.operators.writing import write_place


class Refused(Exception):  # noqa: N818 - what the sender has to change
    """A place that cannot be taken in; `refusal` says in French which field, and what to do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Changed(Exception):  # noqa: N818 - a situation between two writers, not a fault
    """The place changed since the sender read it; nothing was written. `version` is the present one."""

    def __init__(self, version: int) -> None:
        super().__init__("changed since it was read")
        self.version = version


def put_place(
    actor: Actor, key: AccessKey, operator_id: int, external_id: str, text: PlaceText, version: int | None
) -> tuple[CarePlace, bool]:
    """Create or replace the place the sender calls `external_id`; return it, and whether it is new.

    `version` is the one the sender read (None: not asked). Raises Http404, Forbidden, Refused, Changed.
    """
    found = problem_in(text)
    if found is not None:
        raise Refused(found)
    with describing(actor, operator_id) as operator:
        zone = _zone_for(actor, text)
        place = operator.places.select_for_update(no_key=True).filter(external_id=external_id).first()
        if place is not None:
            _check_open(actor, place, text)
            if version is not None and version != place.version:
                raise Changed(place.version)
        begin(actor, operator, zone)
        written = write_place(operator, text, actor.now, place, received_from=key.label)
        act = "operators.receive_place"
        record(actor, act, written, {"key": key.pk, "external_id": external_id, "new": place is None})
    return written, place is None


def _check_open(actor: Actor, place: CarePlace, text: PlaceText) -> None:
    """Raise Http404 for a place of another zone, Refused for one that is closed, or opens after its last day."""
    if not CarePlace.objects.visible_to(actor).filter(pk=place.pk).exists():
        raise Http404("place")
    if place.closed_on is None:
        return
    if place.closed_on < actor.today:
        raise Refused(Refusal("closed", "", "Ce lieu est fermé : rouvrez-le sur sa page, ou donnez-lui un autre nom."))
    if text.opened_on is not None and text.opened_on > place.closed_on:
        last = full_date(place.closed_on)
        raise Refused(Refusal("wrong_value", "opened_on", f"Ce lieu ferme le {last} : il ne peut pas ouvrir après."))


def _zone_for(actor: Actor, text: PlaceText) -> Zone:
    if municipality_by_nis(text.nis) is None:
        raise Refused(Refusal("wrong_value", "nis", f"« {text.nis} » n’est pas le code NIS d’une commune connue."))
    zone = zone_of(text.nis, actor.today)
    if zone is None:
        raise Refused(Refusal("wrong_value", "nis", "Cette commune n’existe plus : donnez le code NIS d’aujourd’hui."))
    if actor.role == Role.ATL_COORDINATOR and zone.pk != actor.zone_id:
        raise Refused(Refusal("refused", "nis", "Ce lieu est dans une commune que vous ne coordonnez pas."))
    return zone


def remove_place(actor: Actor, key: AccessKey, operator_id: int, external_id: str) -> None:
    """Close the place the sender calls `external_id`, today. Raises Http404 for one it never sent, or closed."""
    with describing(actor, operator_id) as operator:
        rows = CarePlace.objects.visible_to(actor).open().filter(operator=operator, external_id=external_id)
        place = rows.select_for_update(of=("self",), no_key=True).first()
        if place is None:
            raise Http404("place")
        place.closed_on = max(actor.today, place.opened_on or actor.today)
        place.version, place.updated_at = place.version + 1, actor.now
        place.save(update_fields=["closed_on", "version", "updated_at"])
        record(actor, "operators.close_place", place, {"key": key.pk, "external_id": external_id})
