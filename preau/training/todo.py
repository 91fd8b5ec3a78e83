"""What trainings put on a home: hours to plan, questions of ONE, what waits for it, what it decided of late."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import Case
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.law.training.alerts import TrainingAlerts
from preau.law.words import counted, full_date, listed
from preau.staff.access import keeps_a_register
from preau.staff.api import person_of, team_of
from preau.training.contests.cases import PROCEDURE, can_answer
from preau.training.ledger.alerting import lacking_of
from preau.training.models import (
    DECIDERS,
    ENCODERS,
    RefusalContest,
    Status,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
)
from preau.training.queue.cards import PROVIDER, waiting_codes, waiting_records

_MOST = 6  # things of one kind named one by one
_DECIDED_FOR = timedelta(days=60)
_OF_HOUSE = ENCODERS - {Role.ATL_COORDINATOR}  # nobody asks the hours of coordinators
_WORDS = {Status.ACCEPTED: "Validée", Status.REFUSED: "Refusée"}


@dataclass(frozen=True)
class Agenda:
    """What trainings put on a home."""

    tasks: tuple[Task, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decided: tuple[Decided, ...] = ()


def agenda_of(actor: Actor) -> Agenda:
    """Return what trainings ask of `actor`, of others for her, and what was decided: the same few queries always."""
    if actor.role in DECIDERS:
        return Agenda(tasks=tuple(_of_officer()))
    if keeps_a_register(actor) and actor.role in _OF_HOUSE:
        return _of_house(actor)
    if actor.role == Role.CARE_WORKER:
        return _of_worker(actor)
    return Agenda()


# -- an officer of ONE -----------------------------------------------------------------------------
def _of_officer() -> Iterator[Task]:
    codes = waiting_codes()
    bodies = sum(code.startswith(PROVIDER) for code in codes)
    modules = len(codes) - bodies
    if codes:
        sorts = ((bodies, "organisme", "organismes"), (modules, "module", "modules"))
        what = listed(counted(*one) for one in sorts if one[0])
        yield Task(
            "Décider dans la file des formations",
            f"{what}. D’abord ceux dont un agrément finit bientôt.",
            reverse("training:queue"),
        )
    contests = Case.objects.open().filter(procedure_id=PROCEDURE, state_id="contested").count()
    if contests:
        words = "Une contestation attend" if contests == 1 else f"{contests} contestations attendent"
        yield Task(
            "Décider d’une contestation" if contests == 1 else "Décider de contestations",
            f"{words} une autre personne que celle qui a refusé.",
            reverse("training:contests"),
        )


# -- a house ---------------------------------------------------------------------------------------
def _of_house(actor: Actor) -> Agenda:
    team = [one.person_id for one in team_of(actor.organisation_id or 0, actor.today)]
    tasks = (*_hours(lacking_of(team, actor.today).values()), *_asked(actor), *_contests_asked(actor))
    return Agenda(tasks, tuple(_waiting(actor)), tuple(_decided(actor)))


def _hours(lacking: Iterable[TrainingAlerts]) -> Iterator[Task]:
    known = sorted(lacking, key=lambda one: one.due)
    if not known:
        return
    whom = counted(len(known), "personne manque d’heures", "personnes manquent d’heures")
    first = f"La première période finit le {full_date(known[0].due)}." if len(known) > 1 else ""
    why = f"{whom}, même si l’ONE reconnaît tout ce qui attend. {first}".strip()
    yield Task("Prévoir des formations", why, reverse("training:team_hours"), day=known[0].due)


def _asked(actor: Actor) -> Iterator[Task]:
    """Yield what ONE asks of the trainings this house entered."""
    own = TrainingEntry.objects.filter(organisation_id=actor.organisation_id or 0)
    modules = TrainingModule.objects.roots().filter(status=Status.ASKED, pk__in=own.values("module__root"))
    bodies = TrainingProvider.objects.roots().filter(
        status=Status.ASKED, pk__in=own.values("module__root__provider__root")
    )
    for rows, name in ((modules, "training:module"), (bodies, "training:provider")):
        for row in rows.order_by("pk")[:_MOST]:
            yield Task("Répondre à l’ONE sur une formation", f"« {row} » : {row.reason}", reverse(name, args=[row.pk]))


def _contests_asked(actor: Actor) -> Iterator[Task]:
    house = actor.organisation_id or 0
    asked = Case.objects.filter(procedure_id=PROCEDURE, state_id="asked", organisation_id=house).order_by("pk")
    keys = list(asked.values_list("subject_id", flat=True)[:_MOST])
    for one in RefusalContest.objects.visible_to(actor).filter(pk__in=keys).select_related("module"):
        if not can_answer(actor, one):
            continue
        address = reverse("training:contest_answer", args=[one.pk])
        yield Task("Répondre à une question sur une contestation", f"« {one.module} ».", address)


def _waiting(actor: Actor) -> Iterator[Waiting]:
    """Yield what ONE has to decide for this house; its place in the queue and the day expected are one link away."""
    own = waiting_records().filter(entry__organisation_id=actor.organisation_id or 0)
    many = own.order_by().values("entry__module__root").distinct().count()
    if many:
        what = counted(many, "formation à valider", "formations à valider")
        who = "L’ONE : rang et date prévue. Son retard ne compte jamais contre vous."
        yield Waiting(what, who, reverse("training:queue_figures"))


def _decided(actor: Actor) -> Iterator[Decided]:
    """Yield what ONE decided of late of the modules this house entered, refusals first."""
    own = TrainingEntry.objects.filter(organisation_id=actor.organisation_id or 0, records__removed_at=None)
    since = actor.now - _DECIDED_FOR
    rows = TrainingModule.objects.roots().filter(
        status__in=_WORDS, decided_at__gte=since, pk__in=own.values("module__root")
    )
    for row in rows.order_by("-status", "-decided_at")[:_MOST]:
        if row.decided_at is not None:
            day = timezone.localdate(row.decided_at)
            yield Decided(_WORDS[Status(row.status)], day, str(row), reverse("training:module", args=[row.pk]))


# -- a worker --------------------------------------------------------------------------------------
def _of_worker(actor: Actor) -> Agenda:
    person = person_of(actor)
    if person is None:
        return Agenda()
    alerts = lacking_of([person.pk], actor.today).get(person.pk)
    tasks = []
    if alerts is not None:
        why = f"{counted(alerts.lacking, 'heure manque', 'heures manquent')} à votre période."
        tasks.append(Task("Prévoir des formations", why, reverse("training:me"), day=alerts.due))
    pending = waiting_records().filter(person=person).count()
    waiting = []
    if pending:
        what = counted(pending, "de vos formations à valider", "de vos formations à valider")
        waiting.append(Waiting(what, "L’ONE. Son retard ne compte jamais contre vous.", reverse("training:me")))
    return Agenda(tuple(tasks), tuple(waiting))
