"""Acts on the sub-committees of a CCA: create, change, end. Their meetings are not among the two of the year."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import Http404

from preau.commissions.access_meetings import can_organise
from preau.commissions.acts.frame import NotNow
from preau.commissions.models import Cca, CcaMember, Meeting, MeetingStatus, SubCommittee
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record

_COMING = (MeetingStatus.PLANNED, MeetingStatus.CONVENED, MeetingStatus.SITTING)


def create(actor: Actor, cca: Cca, values: dict[str, Any], members: Iterable[CcaMember]) -> SubCommittee:
    """Make a sub-committee. Raises NotNow when one of that name is at work: a second click."""
    require(can_organise(actor, cca.zone_id))
    with transaction.atomic():
        Cca.objects.select_for_update(no_key=True).get(pk=cca.pk)
        if SubCommittee.objects.filter(cca=cca, name=values["name"], ended_on__isnull=True).exists():
            raise NotNow(f"La sous-commission « {values['name']} » existe déjà.")
        made = SubCommittee.objects.create(cca=cca, **values)
        made.members.set(members)
        payload = {**values, "members": _keys(made)}
        record(actor, "commissions.create_sub_committee", made, payload)
    return made


def change(actor: Actor, cca: Cca, pk: int, values: dict[str, Any], members: Iterable[CcaMember]) -> bool:
    """Change the name, the mission or the members; returns whether anything changed."""
    require(can_organise(actor, cca.zone_id))
    with transaction.atomic():
        made = _locked(cca, pk)
        before = {name: getattr(made, name) for name in values} | {"members": _keys(made)}
        for name, value in values.items():
            setattr(made, name, value)
        made.save(update_fields=list(values))
        made.members.set(members)
        after = {**values, "members": _keys(made)}
        if before == after:
            return False
        record(actor, "commissions.change_sub_committee", made, {"before": before, "after": after})
    return True


def end(actor: Actor, cca: Cca, pk: int) -> SubCommittee:
    """End a sub-committee today. Raises NotNow while one of its meetings is to come."""
    require(can_organise(actor, cca.zone_id))
    with transaction.atomic():
        made = _locked(cca, pk)
        if Meeting.objects.filter(sub_committee=made, status__in=_COMING).exists():
            raise NotNow("Une de ses réunions est à venir : annulez-la, puis terminez la sous-commission.")
        made.ended_on = actor.today
        made.save(update_fields=["ended_on"])
        record(actor, "commissions.end_sub_committee", made, {"ended_on": actor.today.isoformat()})
    return made


def _locked(cca: Cca, pk: int) -> SubCommittee:
    made = SubCommittee.objects.select_for_update(no_key=True).filter(cca=cca, pk=pk).first()
    if made is None:
        raise Http404("sub-committee")
    if made.ended_on is not None:
        raise NotNow("Cette sous-commission est terminée.")
    return made


def _keys(made: SubCommittee) -> list[int]:
    return sorted(made.members.values_list("pk", flat=True))
