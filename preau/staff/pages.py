"""What the pages of Mon Équipe share: a page with one form, a person one reads or keeps, the trail."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from preau.foundation.accounts.access import require
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, FileRefused, ReceivedFile, receive
from preau.foundation.ui.form_pages import FormPage, Kept, answer_form
from preau.foundation.ui.versions import NotNow, Values
from preau.staff.access import can_keep, can_read_file, keeps_a_register
from preau.staff.models import StaffPerson

Crumbs = tuple[tuple[str, str], ...]


def seen_person(request: Request, person_id: int) -> StaffPerson:
    """Return somebody whose file one reads; Http404 for another, Forbidden with the reason."""
    person: StaffPerson = get_object_or_404(StaffPerson.objects.visible_to(request.actor), pk=person_id)
    require(can_read_file(request.actor, person))
    return person


def kept_person(request: Request, person_id: int) -> StaffPerson:
    """Return somebody whose file one keeps; Http404 for one not seen, Forbidden with the reason."""
    person = seen_person(request, person_id)
    require(can_keep(request.actor, person))
    return person


def team_crumbs(request: Request) -> Crumbs:
    """Return the trail of what lies under the team; nothing for who reads no team."""
    return ((reverse("staff:team"), "Mon Équipe"),) if keeps_a_register(request.actor) else ()


def person_crumbs(request: Request, person: StaffPerson) -> Crumbs:
    """Return the trail of what lies under the file of a person."""
    return (*team_crumbs(request), (reverse("staff:person", args=[person.pk]), str(person)))


def received_paper(request: Request, form: Kept, name: str, purpose: str) -> ReceivedFile | None:
    """Return the file sent in a field of a form, checked and kept; None when none was.

    Raises NotNow with what is wrong. Outside any transaction, once the form is valid and the person may.
    """
    upload = form.cleaned_data.get(name)
    if upload is None:
        return None
    try:
        return receive(request.actor, upload, purpose, PAPERS)
    except FileRefused as refusal:
        raise NotNow(str(refusal)) from None


def answer_kept(
    request: Request, form: Kept, page: FormPage, save: Callable[[int | None, Values], str], said: str
) -> HttpResponse:
    """Show a form that knows its version, or have `save(version, values)` write it; it returns where to go next."""
    return answer_form(request, form, page, lambda cleaned: save(cleaned["version"], form.values()), said)
