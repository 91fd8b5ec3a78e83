"""What the operators put on a person's home: to describe and declare, to read, to confirm; what others owe; decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.models import Case, CaseAct, Remark
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.law.words import counted, full_date, listed
from preau.operators.bodies.contacts import (
    NOBODY,
    REMIND_BEFORE,
    TOO_OLD,
    confirmed_until,
    contacts_of,
    judged,
)
from preau.operators.bodies.hub import cases_of, end_words, ending
from preau.operators.declaring.acts import PROCEDURE
from preau.operators.models import (
    DESCRIBERS,
    CareOperator,
    Insurance,
    OperatorDeclaration,
    OrganisingBody,
    Recognition,
)

_MOST = 6  # things of one kind named one by one
_DECIDED_FOR = timedelta(days=60)
_BODY_ROLES = frozenset({Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY})
_READERS = frozenset({Role.ATL_COORDINATOR, Role.APPROVAL_OFFICER})


@dataclass(frozen=True)
class Agenda:
    """What the operators put on a home."""

    tasks: tuple[Task, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decided: tuple[Decided, ...] = ()


def agenda_of(actor: Actor) -> Agenda:
    """Return what operators ask of `actor`, of others for her, and what was decided: the same few queries always."""
    if actor.role in DESCRIBERS:
        return _for_operator(actor)
    if actor.role in _READERS:
        return _for_reader(actor)
    return Agenda()


# -- an operator's own people ----------------------------------------------------------------------
def _for_operator(actor: Actor) -> Agenda:
    body = OrganisingBody.objects.filter(organisation_id=actor.organisation_id or 0).first()
    operators = list(body.operators.all()) if body else []
    if body is None or not operators:
        return Agenda(tasks=tuple(_to_begin(actor, body)))
    declarations = list(OperatorDeclaration.objects.visible_to(actor).select_related("operator", "zone"))
    cases = cases_of(declarations)
    pairs = [(one, cases[one.pk]) for one in declarations if one.pk in cases]
    tasks = [*_contacts(actor, body, operators), *_to_declare(actor, pairs), *_papers(actor, operators)]
    waiting = [
        Waiting(f"Lire la déclaration de {one.operator}", f"La coordination ATL de {one.zone}, et l’ONE", _of(one))
        for one, case in pairs
        if case.state_id == "submitted"
    ]
    return Agenda(tuple(tasks), tuple(waiting[:_MOST]), tuple(_read(actor, pairs, mine=True)))


def _to_begin(actor: Actor, body: OrganisingBody | None) -> Iterator[Task]:
    if actor.role not in _BODY_ROLES:
        return
    if body is None:
        why = "Son nom, son siège, son numéro d’entreprise : une seule fois, tout le reste le reprend."
        yield Task("Décrire votre organisme", why, reverse("operators:identity"))
    else:
        why = f"C’est sous son nom que {body} organise l’accueil ; ses lieux viennent ensuite."
        yield Task("Ajouter un opérateur", why, reverse("operators:operator_new"))


def _contacts(actor: Actor, body: OrganisingBody, operators: list[CareOperator]) -> Iterator[Task]:
    """Yield the confirmation of the year: what blocks first, then what ends within the month."""
    if actor.role not in _BODY_ROLES:
        return
    rows = list(body.contacts.present())
    address = reverse("operators:contacts")
    for reason, title in ((NOBODY, "Dire qui contacter"), (TOO_OLD, "Confirmer vos personnes de contact")):
        lacking = [str(one) for one in operators if judged(contacts_of(one, rows), actor.today)[1] == reason]
        if lacking:
            why = f"{_some(lacking)} : sans personne confirmée depuis un an, aucune déclaration n’est possible."
            yield Task(title, why, address, day=actor.today)
    if not rows:
        return
    until = max(confirmed_until(one) for one in rows)
    if actor.today <= until <= actor.today + REMIND_BEFORE:
        why = "Dites que chaque personne répond encore : un bouton suffit."
        yield Task("Confirmer vos personnes de contact", why, address, day=until)


def _to_declare(actor: Actor, pairs: list[tuple[OperatorDeclaration, Case]]) -> Iterator[Task]:
    asked = [case.pk for _, case in pairs if case.state_id == "to_correct"]
    left = Remark.objects.filter(case__in=asked, handled_at__isnull=True).order_by()
    remarks = dict(left.values_list("case").annotate(many=Count("pk")).values_list("case", "many")) if asked else {}
    signs = actor.role == Role.OPERATOR_SIGNATORY
    for one, case in [pair for pair in pairs if pair[1].state_id in {"to_correct", "preparing", "noted"}][:_MOST]:
        whose = f"{one.operator}, {one.zone}"
        if case.state_id == "to_correct":
            count = remarks.get(case.pk, 0)
            why = f"{whose}. {counted(count, 'remarque attend', 'remarques attendent')}." if count else f"{whose}."
            yield Task("Corriger une déclaration", why, _to_declare_of(one))
        elif case.state_id == "noted":
            why = f"{whose}. La commune a noté ce qu’elle savait : relisez et déclarez-le vous-même."
            yield Task("Déclarer votre offre", why, _to_declare_of(one))
        elif signs:
            yield Task(
                "Compléter et déclarer votre offre", f"{whose}.", reverse("operators:operator", args=[one.operator_id])
            )
        else:
            why = f"{whose}. Le pouvoir organisateur la signera."
            yield Task("Préparer la déclaration", why, reverse("operators:operator", args=[one.operator_id]))


def _papers(actor: Actor, operators: list[CareOperator]) -> Iterator[Task]:
    """Yield the approvals and insurances that end within two months, or have ended."""
    names = {one.pk: str(one) for one in operators}
    for model, verb in ((Recognition, "Renouveler un agrément"), (Insurance, "Renouveler une assurance")):
        held = model.objects.filter(operator__in=operators)
        for row in ending(held, actor.today)[:_MOST]:
            why = f"{row}, {names[row.operator_id]}. {end_words(row, actor.today)}."
            yield Task(verb, why, reverse("operators:papers", args=[row.operator_id]), day=row.valid_to)


# -- who reads declarations ------------------------------------------------------------------------
def _for_reader(actor: Actor) -> Agenda:
    label = OperatorDeclaration._meta.label_lower
    cases = Case.objects.visible_to(actor).filter(procedure_id=PROCEDURE, subject_type=label)
    counts = dict(cases.order_by().values_list("state_id").annotate(many=Count("pk")))
    recent = cases.filter(state_id__in={"submitted", "to_correct", "read"}).order_by("-changed_at")
    pairs = _with_declarations(actor, list(recent[: 4 * _MOST]))
    return Agenda(
        tuple(_to_read(counts.get("submitted", 0), pairs)),
        (*_corrections(pairs), *_unanswered(actor)),
        tuple(_read(actor, pairs, mine=False)),
    )


def _with_declarations(actor: Actor, cases: list[Case]) -> list[tuple[OperatorDeclaration, Case]]:
    rows = OperatorDeclaration.objects.visible_to(actor).select_related("operator", "zone")
    known = rows.in_bulk([case.subject_id for case in cases])
    return [(known[case.subject_id], case) for case in cases if case.subject_id in known]


def _to_read(count: int, pairs: list[tuple[OperatorDeclaration, Case]]) -> Iterator[Task]:
    if not count:
        return
    found = [one for one, case in pairs if case.state_id == "submitted"]
    if count == 1 and found:
        why = f"{found[0].operator} a déclaré son offre."
        yield Task("Lire une déclaration d’opérateur", why, _of(found[0]))
        return
    why = f"De {_some([str(one.operator) for one in found])}." if found else "Les plus anciennes d’abord."
    yield Task(f"Lire {count} déclarations d’opérateurs", why, reverse("operators:declarations"))


def _corrections(pairs: list[tuple[OperatorDeclaration, Case]]) -> Iterator[Waiting]:
    for one, case in [pair for pair in pairs if pair[1].state_id == "to_correct"][:_MOST]:
        since = full_date(timezone.localdate(case.changed_at))
        yield Waiting(f"Corriger la déclaration de {one.operator}", f"Demandé à l’opérateur le {since}", _of(one))


def _unanswered(actor: Actor) -> Iterator[Waiting]:
    """Yield the operators of the zone invited who have not answered yet."""
    if actor.role != Role.ATL_COORDINATOR or actor.zone_id is None:
        return
    sent = Invitation.objects.pending().filter(
        organisation__kind=OrganisationKind.OPERATOR, organisation__zone_id=actor.zone_id, manages_users=True
    )
    acting = Mandate.objects.in_force(actor.today).values("organisation")
    silent = sent.exclude(organisation__in=acting).select_related("organisation").order_by("invited_at")
    address = f"{reverse('operators:list')}?compte=invite"
    for one in silent[:_MOST]:
        since = full_date(timezone.localdate(one.invited_at))
        who = f"{one.full_name or one.email}, depuis le {since}"
        over = " ; l’invitation ne vaut plus" if one.expires_at < actor.now else ""
        yield Waiting(f"Accepter l’invitation : {one.organisation}", who + over, address)


def _read(actor: Actor, pairs: list[tuple[OperatorDeclaration, Case]], mine: bool) -> Iterator[Decided]:
    """Yield the declarations read of late, with the day they were."""
    found = {case.pk: one for one, case in pairs if case.state_id == "read"}
    acts = CaseAct.objects.filter(case__in=found, act_id="read", day__gte=actor.today - _DECIDED_FOR)
    for act in acts.order_by("-at")[:_MOST]:
        one = found.pop(act.case_id, None)
        if one is not None:
            what = f"Déclaration de {one.operator}, {one.zone}" if mine else f"Déclaration de {one.operator}"
            yield Decided("Lue", act.day, what, _of(one))


def _some(names: list[str]) -> str:
    """Return the first names of a list, and how many others."""
    shown, more = names[:3], len(names) - 3
    return listed([*shown, counted(more, "autre", "autres")] if more > 0 else shown)


def _of(declaration: OperatorDeclaration) -> str:
    return reverse("operators:declaration", args=[declaration.pk])


def _to_declare_of(declaration: OperatorDeclaration) -> str:
    return reverse("operators:declare", args=[declaration.operator_id, declaration.zone.slug])
