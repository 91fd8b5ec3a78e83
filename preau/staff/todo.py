"""What Mon Équipe puts on a home: extracts, papers of a coordinator, consents, ends of contract, qualifications."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.ui.dates import full_date
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.law.words import counted, listed
from preau.staff.access import SIGNERS, keeps_a_register
from preau.staff.models import (
    ONE_READERS,
    REGISTRARS,
    EmploymentContract,
    MoveRequest,
    PaperConsent,
    StaffPerson,
)
from preau.staff.moving.papers import ONE_AFTER
from preau.staff.qualifying.todo import agenda_of as agenda_of_qualifications
from preau.staff.register.due import extracts_of, hirings_of
from preau.staff.register.team import EXTRACTS, waiting_moves

_MOST = 6  # things of one kind named one by one
_ENDING = timedelta(days=60)
_DECIDED_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Agenda:
    """What Mon Équipe puts on a home."""

    tasks: tuple[Task, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decided: tuple[Decided, ...] = ()


def agenda_of(actor: Actor) -> Agenda:
    """Return what Mon Équipe asks of `actor`, of others for her, and what was decided: the same few queries always."""
    tasks, waiting, decided = agenda_of_qualifications(actor)
    own = (*_asked_of_her(actor), *_papers(actor))
    if not keeps_a_register(actor) or actor.role not in REGISTRARS:
        return Agenda((*own, *tasks), waiting, decided)
    return Agenda(
        tasks=(*own, *_hirings(actor), *_extracts(actor), *_endings(actor), *tasks),
        waiting=(*_consents(actor), *waiting),
        decided=(*_answers(actor), *decided),
    )


def _asked_of_her(actor: Actor) -> Iterator[Task]:
    """Yield what new employers ask of the person herself."""
    if actor.person_id is None:
        return
    rows = MoveRequest.objects.filter(person__account_id=actor.person_id, answered_at=None, withdrawn_at=None)
    for one in rows.filter(expires_at__gt=actor.now).select_related("organisation")[:_MOST]:
        why = "Sans votre accord, rien de votre dossier ne lui est montré."
        until = timezone.localdate(one.expires_at)
        yield Task(f"Répondre à {one.organisation}", why, reverse("staff:move", args=[one.pk]), day=until)


def _papers(actor: Actor) -> Iterator[Task]:
    """Yield the consents on paper to confirm: of ONE, those no former house answered for in ten days."""
    rows = PaperConsent.objects.filter(
        decided_at=None,
        request__answered_at=None,
        request__withdrawn_at=None,
        request__expires_at__gt=actor.now,
    )
    if actor.role in ONE_READERS:
        rows = rows.filter(Q(former=None) | Q(attested_at__lte=actor.now - ONE_AFTER))
    elif actor.role in SIGNERS and actor.organisation_id is not None:
        rows = rows.filter(former_id=actor.organisation_id)
    else:
        return
    for one in rows.select_related("request__person", "request__organisation").order_by("attested_at")[:_MOST]:
        why = (
            f"{one.request.organisation} l’a déposé, signé le {full_date(one.signed_on)}. Dites s’il est bien le sien."
        )
        yield Task(f"Confirmer l’accord de {one.request.person}", why, reverse("staff:paper", args=[one.pk]))


def _hirings(actor: Actor) -> Iterator[Task]:
    """Yield the papers of the coordinators, due within thirty days of hiring (D07)."""
    house = actor.mandate.organisation if actor.mandate else None
    if house is None or house.kind != OrganisationKind.COORDINATION:
        return
    rows = EmploymentContract.objects.in_force(actor.today).filter(organisation=house)
    contracts = {one.pk: one for one in rows.select_related("organisation", "person").order_by("starts_on", "pk")}
    for key, hiring in list(hirings_of(contracts.values()).items())[:_MOST]:
        person = contracts[key].person
        why = f"{person} coordonne depuis le {full_date(hiring.since)}."
        title = f"Déposer {listed(hiring.missing)}"
        yield Task(title, why, reverse("staff:person", args=[person.pk]), until=hiring.until)


def _extracts(actor: Actor) -> Iterator[Task]:
    """Yield the extracts to see or to renew within three months, together; the nearest day is theirs."""
    house = actor.organisation_id or 0
    people = StaffPerson.objects.at_work(house, actor.today).values_list("pk", flat=True)
    near = [one for one in extracts_of(house, people, actor.today).values() if one.is_near(actor.today)]
    if not near:
        return
    days = [one.next_due for one in near if one.next_due is not None]
    what = counted(len(near), "extrait de casier judiciaire", "extraits de casier judiciaire")
    why = "Notez seulement leur date et le jour où vous les avez vus : jamais ce qu’ils disent."
    address = f"{reverse('staff:team')}?qui={EXTRACTS}"
    yield Task(f"Voir {what}", why, address, day=min(days, default=None))


def _endings(actor: Actor) -> Iterator[Task]:
    """Yield the contracts that end within two months and that none follows."""
    house = actor.organisation_id or 0
    rows = EmploymentContract.objects.filter(
        organisation_id=house, ends_on__range=(actor.today, actor.today + _ENDING)
    ).exclude(person__contracts__in=EmploymentContract.objects.filter(organisation_id=house, starts_on__gt=actor.today))
    ending = list(rows.select_related("person").order_by("ends_on", "pk")[: _MOST + 1])
    if len(ending) > _MOST:
        why = "Prolongez ceux qui continuent ; les autres finissent d’eux-mêmes."
        yield Task("Regarder les contrats qui prennent fin", why, reverse("staff:team"), day=ending[0].ends_on)
        return
    for one in ending:
        why = "Prolongez-le si elle continue ; sinon il finit de lui-même et le dossier reste tel quel."
        address = reverse("staff:person", args=[one.person_id])
        yield Task(f"Regarder la fin du contrat de {one.person}", why, address, day=one.ends_on)


def _consents(actor: Actor) -> Iterator[Waiting]:
    for one in waiting_moves(actor)[:_MOST]:
        since = full_date(timezone.localdate(one.asked_at))
        who = "Son dernier employeur ou l’ONE, pour le papier" if one.has_paper else "La personne elle-même"
        yield Waiting(f"Accord de {one.person}", f"{who}, depuis le {since}", reverse("staff:team"))


def _answers(actor: Actor) -> Iterator[Decided]:
    """Yield what the people asked for their consent answered of late."""
    since = actor.now - _DECIDED_FOR
    rows = MoveRequest.objects.filter(organisation_id=actor.organisation_id or 0, answered_at__gte=since)
    for one in rows.select_related("person").order_by("-answered_at")[:_MOST]:
        address = reverse("staff:person", args=[one.person_id]) if one.accepted else reverse("staff:team")
        word = "Accord donné" if one.accepted else "Accord refusé"
        yield Decided(word, timezone.localdate(one.answered_at), f"Dossier de {one.person}", address)
