"""The procedure of a qualification as Mon Équipe runs it: what its acts check by the law, and what they write."""

from datetime import date
from typing import Any

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.casework.api import MET, ActRefused, Binding, Case, Doing, Finding, Moment, register
from preau.foundation.notifications.api import tell
from preau.law.qualification.staff import Verdict
from preau.law.training.norms import IN_FORCE
from preau.staff.api import first_day_in_function
from preau.staff.models import (
    ONE_READERS,
    REGISTRARS,
    EmploymentContract,
    FunctionCode,
    Qualification,
    QualificationRequest,
)
from preau.staff.qualifying.laws import EQUIVALENCES, held_from, listed, may_train, standing_answer, years_needed
from preau.staff.qualifying.reading import PROCEDURE

# -- what the acts check ----------------------------------------------------------------------------


def _titled(moment: Moment) -> Finding:
    """Is the title there, with a copy that can be read?"""
    credential = moment.subject.credential
    if credential is None:
        return Finding(False, "Choisissez le titre à envoyer.", _address_of(moment.subject))
    if credential.file_id is None:
        return Finding(False, f"Joignez une copie de ce titre : {credential}.", _address_of(moment.subject))
    return MET


def _listed(moment: Moment) -> Finding:
    found, answer = listed(moment.subject, moment.day)
    if found:
        return MET
    if answer is None:
        return Finding(False, "Aucun titre n’est joint à cette demande.", _address_of(moment.subject))
    step = answer.steps[0]
    return Finding(False, step.text_fr, _address_of(moment.subject), step.article)


def _untitled(moment: Moment) -> Finding:
    request = moment.subject
    if request.function != FunctionCode.CARE_WORKER:
        return Finding(False, "Les trois ans pour débuter ne sont donnés qu’aux accueillantes et accueillants.")
    may = may_train(request.person, moment.day)
    if may:
        return MET
    if may is None:
        return Finding(None, "Inscrivez d’abord son premier jour dans la fonction : les trois ans en dépendent.")
    return Finding(False, "Un titre de la liste est dans son dossier, ou ses trois ans sont passés.")


def _leads(moment: Moment) -> Finding:
    if moment.subject.function == FunctionCode.PROJECT_LEADER:
        return MET
    return Finding(False, "L’expérience utile ne vaut un titre que pour un ou une responsable de projet.")


def _assimilated(moment: Moment) -> Finding:
    leads = _leads(moment)
    if leads.met is not True:
        return leads
    years, needed = moment.subject.experience_years, years_needed(moment.day)
    if years is None:
        return Finding(None, "Le nombre d’années d’expérience n’est pas donné : demandez-le.")
    if years < needed:
        return Finding(False, f"Il faut au moins {needed} ans d’expérience utile ; {years} sont attestés.")
    return MET


def _hours_lacking(moment: Moment) -> Finding:
    """Only hours known to be missing end the three years: neither ONE’s delay nor what nobody entered does."""
    verdict = standing_answer(moment.subject.person, moment.subject.function, moment.day).verdict
    if verdict is Verdict.NOT_COMPLIANT:
        return MET
    if verdict is Verdict.UNKNOWN:
        return Finding(None, "Ses heures ne sont pas toutes connues ou validées : rien ne se conclut encore.")
    return Finding(False, "La personne est en ordre : ses heures sont suivies, ou un titre est reconnu.")


def _untied(moment: Moment) -> Finding:
    if not is_tied(moment.actor, moment.subject):
        return MET
    return Finding(False, "Vous êtes liée ou lié à cette personne ou à son employeur : quelqu’un d’autre décide.")


def is_tied(actor: Actor, request: QualificationRequest) -> bool:
    """Tell whether somebody asked for this, is this person, or acts or works for her employer. Two queries."""
    if actor.person_id is None:
        return False
    if actor.person_id in (request.asked_by_id, request.person.account_id):
        return True
    return request.organisation_id in houses_of(actor)


def houses_of(actor: Actor) -> set[int]:
    """Return the organisations somebody acts or works for today, whatever she acts as now. Two queries."""
    if actor.person_id is None:
        return set()
    acting = Mandate.objects.in_force(actor.today).filter(person_id=actor.person_id)
    working = EmploymentContract.objects.in_force(actor.today).filter(person__account_id=actor.person_id)
    return {*acting.values_list("organisation_id", flat=True), *working.values_list("organisation_id", flat=True)}


# -- what the acts write ----------------------------------------------------------------------------


def _qualify(doing: Doing) -> dict[str, Any]:
    """Write the title of the list the law finds; it is hers from the day she got it."""
    found, answer = listed(doing.subject, doing.day)
    if not found or answer is None or answer.title is None:
        raise ActRefused((Finding(False, "Ce titre n’est pas dans la liste : demandez l’équivalence."),))
    return _recognise(doing, held_from(doing.subject) or doing.day, title=str(answer.title))


def _equivalent(doing: Doing) -> dict[str, Any]:
    return _recognise(doing, doing.day, title=str(EQUIVALENCES[FunctionCode(doing.subject.function)]))


def _assimilate(doing: Doing) -> dict[str, Any]:
    return _recognise(doing, doing.day, attested_years=doing.subject.experience_years)


def _recognise(doing: Doing, from_day: date, **what: Any) -> dict[str, Any]:
    request = doing.subject
    made = Qualification.objects.create(
        person_id=request.person_id,
        function=request.function,
        from_day=from_day,
        request=request,
        decided_by=doing.actor.person,
        decided_at=doing.actor.now,
        **what,
    )
    tell_her(doing)
    return {"qualification": made.pk, "person": request.person_id, "from_day": from_day.isoformat()}


def _decided(doing: Doing) -> dict[str, Any]:
    tell_her(doing)
    return {"person": doing.subject.person_id}


def tell_her(doing: Doing) -> None:
    """Have the person herself told of a decision, when she has an account."""
    request = doing.subject
    words = {
        "function": str(FunctionCode(request.function).label),
        "state": doing.case.state.words.public,
        "house": str(request.organisation),
        "facts": list(doing.supplied.plain()["facts"].values()),
        "address": reverse("staff:qualification", args=[request.pk]),
    }
    key = f"staff.qualification:{doing.case.pk}:{doing.case.step}"
    tell("staff.qualification", "staff.herself", request, key=key, words=words)


# -- the binding ------------------------------------------------------------------------------------


def _address_of(request: QualificationRequest) -> str:
    return reverse("staff:qualification", args=[request.pk]) if request.pk else ""


def _address(actor: Actor, request: QualificationRequest) -> str:
    seen = QualificationRequest.objects.visible_to(actor).filter(pk=request.pk).exists()
    return _address_of(request) if seen else ""


def _page(case: Case) -> str:
    return reverse("staff:qualification", args=[case.subject_id])


def _began(request: QualificationRequest) -> date:
    """Return the day the three years count from: her first day in a function of art. 18, with anybody."""
    return max(first_day_in_function([request.person_id], date.max)[request.person_id], IN_FORCE)


_HOUSE = ("send_title", "send_equivalence", "send_experience", "start_training", "answer", "withdraw")
_ONE = ("qualify", "recognise_equivalence", "ask", "refuse_title", "assimilate")

BINDING = Binding(
    procedure=PROCEDURE,
    subject=QualificationRequest,
    address=_address,
    guards={
        "listed_title": _listed,
        "care_worker_without_title": _untitled,
        "project_leader": _leads,
        "assimilated_leader": _assimilated,
        "hours_lacking": _hours_lacking,
        "untied": _untied,
    },
    needs={"credential": _titled},
    effects={
        "qualify": _qualify,
        "recognise_equivalence": _equivalent,
        "assimilate": _assimilate,
        "refuse_title": _decided,
        "complete_training": _decided,
        "care_worker_time_over": _decided,
        "leader_time_over": _decided,
    },
    starts={"D100": _began},
    hears=lambda actor, request: actor.role in REGISTRARS | ONE_READERS,
    pages=dict.fromkeys((*_HOUSE, *_ONE), _page),
)


def register_procedure() -> None:
    """Bind the procedure; called once, when the application starts."""
    register(BINDING)
