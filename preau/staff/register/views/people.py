"""Somebody new, her file, her identity."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.limiter import seconds_to_wait
from preau.foundation.ui.form_pages import FormPage
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, held_by, version_of
from preau.staff.access import FILE_READERS, KEEPERS, can_register
from preau.staff.models import StaffPerson
from preau.staff.pages import answer_kept, kept_person, person_crumbs, seen_person, team_crumbs
from preau.staff.register.acts import people as acts
from preau.staff.register.file import file_of
from preau.staff.register.forms import ANOTHER, ASK, IdentityForm, PersonForm
from preau.staff.register.known import UnfitNumber
from preau.staff.register.numbers import UNFIT

_IDENTITY = ("given_name", "family_name", "birth_date", "national_number", "email")
_FUNCTION = ("function", "place")
_ASKED = (
    "Votre demande est enregistrée. Si c’est elle, elle la reçoit et répond elle-même ; d’ici là, vous ne lisez rien "
    "de son dossier."
)
_TOO_MANY = "Vous avez inscrit beaucoup de monde en une minute : attendez un instant, puis enregistrez à nouveau."


@require_safe
@who_may(FILE_READERS)
def person(request: Request, person_id: int) -> HttpResponse:
    """Show the file of somebody; the opening is kept, and she can read it."""
    someone = seen_person(request, person_id)
    acts.record_reading(request.actor, someone)
    context = {"file": file_of(request.actor, someone), "crumbs": team_crumbs(request)}
    return render(request, "staff/register/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("national_number")
@who_may(KEEPERS)
def person_new(request: Request) -> HttpResponse:
    """Write somebody new; when she may be known elsewhere, ask whether to ask for her consent."""
    require(can_register(request.actor))
    form = PersonForm(request.actor, request.POST or None)
    there: StaffPerson | None = None
    if request.method == "POST" and form.is_valid():
        try:
            address = _write(request, form)
        except acts.MaybeKnown:
            form.ask_who_it_is()
        except acts.AlreadyThere as known:
            there = known.person
        except UnfitNumber:
            form.add_error("national_number", UNFIT)
        except NotNow as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(address)
    context = {"form": form, "there": there, "crumbs": team_crumbs(request)}
    return render(request, "staff/register/person_new.html", context, status=422 if request.method == "POST" else 200)


def _write(request: Request, form: PersonForm) -> str:
    """Do what the form asks; return where to go next. Raises as the acts do, NotNow beyond a few a minute."""
    actor, values = request.actor, form.values()
    if seconds_to_wait("staff-known", str(actor.organisation_id)):
        raise NotNow(_TOO_MANY)
    newcomer = acts.Newcomer(
        identity={name: values[name] for name in _IDENTITY},
        contract={name: values[name] for name in acts.CONTRACT},
        function={name: values[name] for name in _FUNCTION},
    )
    if values["known"] == ASK and acts.ask_her(actor, newcomer) is not None:
        done(request, _ASKED)
        return reverse("staff:team")
    register = acts.register_another if values["known"] == ANOTHER else acts.register_person
    someone = register(actor, newcomer)
    done(request, f"{someone} est dans votre équipe.")
    return reverse("staff:person", args=[someone.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("national_number")
@who_may(KEEPERS)
def identity(request: Request, person_id: int) -> HttpResponse:
    """Correct who somebody is; her national number is only replaced, never shown."""
    someone = kept_person(request, person_id)
    held = held_by(someone, acts.IDENTITY)
    initial = {**held, "version": version_of(held)}
    form = IdentityForm(request.actor.today, bool(someone.national_number), request.POST or None, initial=initial)
    back = reverse("staff:person", args=[someone.pk])
    page = FormPage("Son identité", "Enregistrer", back, "Revenir", crumbs=person_crumbs(request, someone))

    def save(version: int | None, values: dict[str, Any]) -> str:
        if values["national_number"] and seconds_to_wait("staff-known", str(request.actor.organisation_id)):
            raise NotNow(_TOO_MANY)
        try:
            acts.save_identity(request.actor, someone.pk, version, values)
        except UnfitNumber:
            raise NotNow(UNFIT) from None
        return back

    return answer_kept(request, form, page, save, "C’est enregistré.")
