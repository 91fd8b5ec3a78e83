"""The titles of a person, the extract seen, what was written by mistake."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import serve
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.versions import Values, held_by, version_of
from preau.staff.access import FILE_READERS, KEEPERS, can_read_credential, is_oneself
from preau.staff.pages import answer_kept, kept_person, person_crumbs, received_paper, seen_person
from preau.staff.register.acts import papers as acts
from preau.staff.register.acts.people import record_reading
from preau.staff.register.forms import ConductForm, CredentialForm
from preau.staff.register.views.work import page_of

_GET_POST = ["GET", "HEAD", "POST"]
_EXTRACT = (
    "Ni l’extrait, ni ce qu’il dit : seulement sa date, le jour où vous l’avez vu, et s’il permet de travailler avec "
    "des enfants. Il se renouvelle tous les cinq ans."
)
_OWN = "Le vôtre est vu par qui vous emploie : notez ici le jour où cela a été fait."
_DROPPED = {
    "fonction": ("Retirer cette fonction", "Si elle a pris fin, donnez plutôt son dernier jour : l’histoire reste."),
    "absence": ("Retirer cette absence", "Si elle a pris fin, donnez plutôt son dernier jour."),
    "extrait": ("Retirer cet extrait", "Le suivant s’ajoute : il ne remplace pas celui-ci."),
    "titre": ("Retirer ce titre", "La copie reste gardée avec ce qui a été décidé d’après elle."),
}
_ANCHORS = {"fonction": "contrats", "absence": "absences", "extrait": "extraits", "titre": "titres"}


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def credential_new(request: Request, person_id: int) -> HttpResponse:
    """Add a title, with its copy."""
    someone = kept_person(request, person_id)
    page = page_of(request, someone, "Ajouter un titre", "titres")
    form = CredentialForm(request.actor.today, request.POST or None, request.FILES or None)

    def save(version: int | None, values: Values) -> str:
        file = received_paper(request, form, "file", acts.PURPOSE)
        acts.add_credential(request.actor, someone.pk, values, file)
        return page.back

    return answer_kept(request, form, page, save, "Le titre est inscrit.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def credential(request: Request, person_id: int, credential_id: int) -> HttpResponse:
    """Correct a title, or give its copy."""
    someone = kept_person(request, person_id)
    row = acts.credential_of(someone, credential_id)
    held = held_by(row, acts.TITLE)
    page = page_of(request, someone, f"Modifier : {row}", "titres")
    initial = {**held, "version": version_of(held)}
    form = CredentialForm(request.actor.today, request.POST or None, request.FILES or None, initial=initial)
    if row.file is not None:
        form.fields["file"].label = "Remplacer la copie"

    def save(version: int | None, values: Values) -> str:
        file = received_paper(request, form, "file", acts.PURPOSE)
        acts.save_credential(request.actor, someone.pk, row.pk, version, values, file)
        return page.back

    return answer_kept(request, form, page, save, "Le titre est enregistré.")


@require_safe
@who_may(FILE_READERS)
def credential_file(request: Request, person_id: int, credential_id: int) -> HttpResponse:
    """Send the copy of a title."""
    someone = seen_person(request, person_id)
    row = acts.credential_of(someone, credential_id)
    if row.file is None or not can_read_credential(request.actor, row):
        raise Http404("file")
    record_reading(request.actor, someone, f"credential:{row.pk}")
    return serve(row.file)


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def conduct_new(request: Request, person_id: int) -> HttpResponse:
    """Write that an extract was seen: when, never what it says."""
    someone = kept_person(request, person_id)
    lede = f"{_OWN} {_EXTRACT}" if is_oneself(request.actor, someone) else _EXTRACT
    page = page_of(request, someone, "Extrait de casier judiciaire vu", "extraits", lede)
    form = ConductForm(request.actor.today, request.POST or None, initial={"seen_on": request.actor.today})

    def save(version: int | None, values: Values) -> str:
        acts.add_conduct(request.actor, someone.pk, values)
        return page.back

    return answer_kept(request, form, page, save, "C’est inscrit.")


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def drop(request: Request, person_id: int, sort: str, key: int) -> HttpResponse:
    """Take away what was written by mistake."""
    someone = kept_person(request, person_id)
    if sort not in acts.SORTS:
        raise Http404("sort")
    acts.SORTS[sort].find(request.actor, someone, key)
    title, lede = _DROPPED[sort]
    back = page_of(request, someone, title, _ANCHORS[sort]).back
    words = f"Pour ce qui a été écrit par erreur. {lede}"
    page = FormPage(title, "Retirer", back, "Revenir", words, crumbs=person_crumbs(request, someone))

    def act(cleaned: dict[str, Any]) -> str:
        acts.drop(request.actor, someone.pk, acts.SORTS[sort], key)
        return back

    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer_form(request, form, page, act, "C’est retiré.")
