"""The contract of a person, her functions, her absences."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import serve
from preau.foundation.ui.form_pages import FormPage, Kept, answer_form
from preau.foundation.ui.versions import Values, held_by, version_of
from preau.staff.access import (
    FILE_READERS,
    KEEPERS,
    can_correct_contract,
    can_read_contract,
    can_renew,
    needs_consent,
)
from preau.staff.models import EmploymentContract, StaffPerson
from preau.staff.pages import answer_kept, kept_person, person_crumbs, received_paper, seen_person
from preau.staff.register.acts import contracts, functions
from preau.staff.register.acts.people import ask_back, record_reading
from preau.staff.register.forms import ContractForm, FunctionForm, LeaveForm, ReturnForm
from preau.staff.register.frame import contract_of

_GET_POST = ["GET", "HEAD", "POST"]
_NEW_CONTRACT = (
    "Un seul contrat à la fois chez vous, quelles que soient ses fonctions. Après un premier contrat, ses fonctions "
    "reprennent telles qu’elles étaient : corrigez-les ensuite s’il le faut."
)

_BACK = (
    "Plus d’un an a passé depuis son départ, ou elle a travaillé ailleurs depuis : ce qu’elle a fait entre-temps est à "
    "elle. Elle dit d’abord si son dossier la suit chez vous ; son contrat s’inscrit alors de lui-même."
)


def page_of(request: Request, person: StaffPerson, title: str, anchor: str, lede: str = "") -> FormPage:
    """Return the words of a form about a person, which leads back to a part of her page."""
    back = f"{reverse('staff:person', args=[person.pk])}#{anchor}"
    return FormPage(title, "Enregistrer", back, "Revenir", lede, crumbs=person_crumbs(request, person))


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def contract_new(request: Request, person_id: int) -> HttpResponse:
    """Give somebody another contract; who left and is to be asked first is asked for her consent instead."""
    someone = seen_person(request, person_id)
    require(can_renew(request.actor, someone))
    if needs_consent(request.actor, someone):
        return _ask_back(request, someone)
    page = page_of(request, someone, "Nouveau contrat", "contrats", _NEW_CONTRACT)
    form = ContractForm(request.actor, request.POST or None, request.FILES or None)

    def save(version: int | None, values: Values) -> str:
        document = _contract_paper(request, form)
        contracts.add_contract(request.actor, someone.pk, values, document)
        return page.back

    return answer_kept(request, form, page, save, "Le contrat est inscrit.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def contract(request: Request, person_id: int, contract_id: int) -> HttpResponse:
    """Correct a contract, or end it."""
    someone = seen_person(request, person_id)
    require(can_correct_contract(request.actor, someone))
    row = contract_of(request.actor, someone, contract_id)
    held = held_by(row, contracts.CONTRACT)
    page = page_of(request, someone, "Modifier ou terminer le contrat", "contrats")
    initial = {**held, "version": version_of(held)}
    form = ContractForm(request.actor, request.POST or None, request.FILES or None, initial=initial)

    def save(version: int | None, values: Values) -> str:
        document = _contract_paper(request, form)
        contracts.save_contract(request.actor, someone.pk, row.pk, version, values, document)
        return page.back

    return answer_kept(request, form, page, save, "Le contrat est enregistré.")


def _ask_back(request: Request, someone: StaffPerson) -> HttpResponse:
    """Ask somebody who left whether her file follows her back."""
    page = replace(page_of(request, someone, "Cette personne revient", "contrats", _BACK), submit="Demander son accord")
    form = ReturnForm(request.POST or None)

    def save(cleaned: dict[str, Any]) -> str:
        ask_back(request.actor, someone.pk, cleaned["starts_on"], cleaned["function"])
        return reverse("staff:team")

    return answer_form(request, form, page, save, "Sa réponse est attendue ; d’ici là, son dossier reste tel quel.")


def _contract_paper(request: Request, form: Kept) -> Any:
    return received_paper(request, form, "document", contracts.PURPOSE) if "document" in form.fields else None


@require_safe
@who_may(FILE_READERS)
def contract_file(request: Request, person_id: int, contract_id: int) -> HttpResponse:
    """Send the contract kept with a hiring."""
    someone = seen_person(request, person_id)
    rows = EmploymentContract.objects.visible_to(request.actor).select_related("document")
    row = rows.filter(pk=contract_id, person=someone).first()
    if row is None or row.document is None:
        raise Http404("document")
    require(can_read_contract(request.actor, someone))
    record_reading(request.actor, someone, f"contract:{row.pk}")
    return serve(row.document)


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def function_new(request: Request, person_id: int) -> HttpResponse:
    """Give somebody a function."""
    someone = kept_person(request, person_id)
    page = page_of(request, someone, "Ajouter une fonction", "contrats")
    form = FunctionForm(request.actor, request.actor.today, request.POST or None)

    def save(version: int | None, values: Values) -> str:
        functions.add_function(request.actor, someone.pk, values)
        return page.back

    return answer_kept(request, form, page, save, "La fonction est inscrite.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def function(request: Request, person_id: int, assignment_id: int) -> HttpResponse:
    """Correct a function, or end it."""
    someone = kept_person(request, person_id)
    row = functions.function_of(request.actor, someone, assignment_id)
    held = held_by(row, functions.FUNCTION)
    page = page_of(request, someone, f"Modifier : {row.get_function_display()}", "contrats")
    initial = {**held, "version": version_of(held)}
    form = FunctionForm(request.actor, min(row.starts_on, request.actor.today), request.POST or None, initial=initial)

    def save(version: int | None, values: Values) -> str:
        functions.save_function(request.actor, someone.pk, row.pk, version, values)
        return page.back

    return answer_kept(request, form, page, save, "La fonction est enregistrée.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def leave_new(request: Request, person_id: int) -> HttpResponse:
    """Write that somebody is away."""
    someone = kept_person(request, person_id)
    page = page_of(request, someone, "Inscrire une absence", "absences", "Une sorte et des dates, rien d’autre.")
    form = LeaveForm(request.POST or None)

    def save(version: int | None, values: Values) -> str:
        functions.add_leave(request.actor, someone.pk, values)
        return page.back

    return answer_kept(request, form, page, save, "L’absence est inscrite.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def leave(request: Request, person_id: int, leave_id: int) -> HttpResponse:
    """Correct an absence, or say when she is back."""
    someone = kept_person(request, person_id)
    row = functions.leave_of(request.actor, someone, leave_id)
    held = held_by(row, functions.LEAVE)
    page = page_of(request, someone, "Modifier l’absence", "absences")
    form = LeaveForm(request.POST or None, initial={**held, "version": version_of(held)})

    def save(version: int | None, values: Values) -> str:
        functions.save_leave(request.actor, someone.pk, row.pk, version, values)
        return page.back

    return answer_kept(request, form, page, save, "L’absence est enregistrée.")
