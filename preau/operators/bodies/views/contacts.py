"""Whom to write to, by subject: the list, one of them, « toujours exact », taken away."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import Values, held_by, version_of
from preau.law.words import counted
from preau.operators.access import BODY_EDITORS, OWN, can_edit_body
from preau.operators.bodies.acts import contacts as acts
from preau.operators.bodies.contacts import REMIND_BEFORE, confirmed_until, contacts_of, judged
from preau.operators.bodies.forms import ContactForm
from preau.operators.bodies.views.common import answer_kept, edited_body, home_crumbs, own_body
from preau.operators.models import ContactPerson, OrganisingBody

_GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class ShownContact:
    """A contact as the list shows it: until when it may be trusted, in a tag."""

    contact: ContactPerson
    until: date
    kind: str

    @property
    def words(self) -> str:
        return {"bad": "À confirmer", "soon": "Bientôt à confirmer", "done": "Confirmé"}[self.kind]


@require_safe
@who_may(OWN)
def contacts(request: Request) -> HttpResponse:
    """List the contacts of the body, what each is for, and which operator nobody answers for."""
    body = own_body(request)
    if body is None:
        return redirect("operators:home")
    today = request.actor.today
    rows = list(body.contacts.select_related("operator", "confirmed_by"))
    present = [row for row in rows if row.ended_on is None]
    silent = [
        (operator, judged(contacts_of(operator, rows), today)[1])
        for operator in body.operators.all()
        if not judged(contacts_of(operator, rows), today)[0]
    ]
    context = {
        "body": body,
        "crumbs": home_crumbs(request),
        "contacts": [_shown(row, today) for row in present],
        "ended": [row for row in rows if row.ended_on is not None],
        "silent": silent,
        "may_edit": can_edit_body(request.actor, body),
    }
    return render(request, "operators/bodies/contacts.html", context)


def _shown(contact: ContactPerson, today: date) -> ShownContact:
    until = confirmed_until(contact)
    kind = "bad" if until < today else "soon" if until <= today + REMIND_BEFORE else "done"
    return ShownContact(contact, until, kind)


@require_http_methods(_GET_POST)
@who_may(BODY_EDITORS)
def contact_new(request: Request) -> HttpResponse:
    """Add somebody to write to."""

    def save(version: int | None, values: Values) -> str:
        acts.add_contact(request.actor, values)
        return reverse("operators:contacts")

    form = ContactForm(_begun(request), request.POST or None)
    return answer_kept(
        request, form, _page(request, "Ajouter une personne de contact"), save, "La personne est ajoutée."
    )


@require_http_methods(_GET_POST)
@who_may(BODY_EDITORS)
def contact(request: Request, contact_id: int) -> HttpResponse:
    """Correct somebody to write to."""
    row = _own_contact(request, contact_id)
    held = held_by(row, acts.CONTACT)

    def save(version: int | None, values: Values) -> str:
        acts.save_contact(request.actor, row.pk, version, values)
        return reverse("operators:contacts")

    form = ContactForm(row.body, request.POST or None, initial={**held, "version": version_of(held)})
    page = _page(request, row.full_name)
    return answer_kept(request, form, page, save, f"{row.full_name} : c’est enregistré, et confirmé pour un an.")


@require_POST
@who_may(BODY_EDITORS)
def contacts_confirm(request: Request) -> HttpResponse:
    """Say that every contact is still right."""
    _begun(request)
    count = acts.confirm_contacts(request.actor)
    done(request, f"{counted(count, 'personne confirmée', 'personnes confirmées')} pour un an.")
    return redirect("operators:contacts")


@require_POST
@who_may(BODY_EDITORS)
def contact_confirm(request: Request, contact_id: int) -> HttpResponse:
    """Say that a contact is still right."""
    row = _own_contact(request, contact_id)
    acts.confirm_contacts(request.actor, row.pk)
    done(request, f"{row.full_name} : confirmé pour un an.")
    return redirect("operators:contacts")


@require_POST
@who_may(BODY_EDITORS)
def contact_end(request: Request, contact_id: int) -> HttpResponse:
    """Take somebody away who is no longer written to; « Annuler » puts her back."""
    row = acts.end_contact(request.actor, _own_contact(request, contact_id, ended=True).pk)
    done(request, f"{row.full_name} ne recevra plus rien.", reverse("operators:contact_back", args=[row.pk]))
    return redirect("operators:contacts")


@require_POST
@who_may(BODY_EDITORS)
def contact_back(request: Request, contact_id: int) -> HttpResponse:
    """Put somebody back who was taken away."""
    row = acts.bring_contact_back(request.actor, _own_contact(request, contact_id, ended=True).pk)
    done(request, f"{row.full_name} est de nouveau une personne de contact, confirmée pour un an.")
    return redirect("operators:contacts")


def _own_contact(request: Request, contact_id: int, ended: bool = False) -> ContactPerson:
    """Return a contact of the house acted for; Http404 for another's, and for one taken away unless `ended`."""
    rows = ContactPerson.objects.select_related("body__organisation")
    kept = rows if ended else rows.present()
    return get_object_or_404(kept, pk=contact_id, body__organisation_id=request.actor.organisation_id)


def _begun(request: Request) -> OrganisingBody:
    body = edited_body(request)
    if body.pk is None:
        raise Http404("body")
    return body


def _page(request: Request, title: str) -> FormPage:
    back = reverse("operators:contacts")
    return FormPage(
        title=title,
        lede="Les messages sur ces sujets lui parviennent. Ce que vous enregistrez est confirmé pour un an.",
        submit="Enregistrer",
        back=back,
        back_words="Revenir",
        crumbs=(*home_crumbs(request), (back, "Personnes de contact")),
    )
