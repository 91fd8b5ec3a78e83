"""What is done with charges and leaves: lock, may, write, journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.journal import api as journal
from preau.foundation.ui.versions import NotNow
from preau.law.words import full_date
from preau.operators.models import OfficerCharge, OfficerLeave
from preau.operators.officers.access import can_charge, can_write_leave


@contextmanager
def _house(actor: Actor) -> Iterator[Organisation]:
    """Lock the ONE acted for: its charges and leaves are written one after the other."""
    with transaction.atomic():
        rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
        house = rows.filter(pk=actor.organisation_id or 0, kind=OrganisationKind.ONE).first()
        if house is None:
            raise Http404("organisation")
        yield house


def give_charge(actor: Actor, values: dict[str, Any]) -> OfficerCharge:
    """Put an officer in charge; sent twice, it is written once. Raises Forbidden, NotNow with the reason."""
    with _house(actor) as house:
        require(can_charge(actor))
        _officer(house, values["mandate"], actor.today)
        same = OfficerCharge.objects.filter(**values).first()
        if same is not None:
            return same
        charge = OfficerCharge.objects.create(**values)
        journal.record(actor, "operators.give_charge", charge, _told(charge))
    return charge


def end_charge(actor: Actor, charge_id: int, day: date) -> None:
    """Say the last day of a charge. Raises NotNow when it had ended already, or ends before it began."""
    with _house(actor) as house:
        require(can_charge(actor))
        charge = OfficerCharge.objects.filter(mandate__organisation=house, pk=charge_id).first()
        if charge is None:
            raise Http404("charge")
        if charge.valid_to is not None and charge.valid_to <= day:
            raise NotNow(f"Cette charge a déjà pris fin le {full_date(charge.valid_to)}.")
        if charge.valid_from is not None and day < charge.valid_from:
            raise NotNow(f"Cette charge commence le {full_date(charge.valid_from)} : donnez un jour qui suit.")
        charge.valid_to = day
        charge.save(update_fields=["valid_to"])
        journal.record(actor, "operators.end_charge", charge, _told(charge))


def note_leave(
    actor: Actor, mandate: Mandate, first_day: date, last_day: date, replaced_by: Mandate | None
) -> OfficerLeave:
    """Note that an officer is away, and who answers; sent twice, it is written once.

    Raises Forbidden, and NotNow when she is already away on one of these days.
    """
    with _house(actor) as house:
        require(can_write_leave(actor, mandate))
        _officer(house, mandate, actor.today)
        known = OfficerLeave.objects.filter(mandate=mandate, first_day__lte=last_day, last_day__gte=first_day).first()
        if known is not None:
            if (known.first_day, known.last_day, known.replaced_by) == (first_day, last_day, replaced_by):
                return known
            said = f"du {full_date(known.first_day)} au {full_date(known.last_day)}"
            raise NotNow(f"Une absence est déjà notée {said} : retirez-la d’abord.")
        leave = OfficerLeave.objects.create(
            mandate=mandate, first_day=first_day, last_day=last_day, replaced_by=replaced_by
        )
        payload = {
            "mandate": mandate.pk,
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "replaced_by": replaced_by.pk if replaced_by else None,
        }
        journal.record(actor, "operators.note_leave", leave, payload)
    return leave


def remove_leave(actor: Actor, leave_id: int) -> None:
    """Take a leave away. Http404 when it is gone already."""
    with _house(actor) as house:
        leave = OfficerLeave.objects.select_related("mandate").filter(mandate__organisation=house, pk=leave_id).first()
        if leave is None:
            raise Http404("leave")
        require(can_write_leave(actor, leave.mandate))
        payload = {"first_day": leave.first_day.isoformat(), "last_day": leave.last_day.isoformat()}
        journal.record(actor, "operators.remove_leave", leave, payload)
        leave.delete()


def _officer(house: Organisation, mandate: Mandate, day: date) -> None:
    if not Mandate.objects.in_force(day).filter(organisation=house, pk=mandate.pk).exists():
        raise NotNow("Ce mandat n’est plus en cours : choisissez une autre personne.")


def _told(charge: OfficerCharge) -> dict[str, Any]:
    """Return a charge as the journal keeps it."""
    return {
        "mandate": charge.mandate_id,
        "subject": charge.subject,
        "operator": charge.operator_id,
        "municipality": charge.municipality_id,
        "province": charge.province,
        "valid_from": charge.valid_from.isoformat() if charge.valid_from else None,
        "valid_to": charge.valid_to.isoformat() if charge.valid_to else None,
    }
