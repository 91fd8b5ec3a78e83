"""Asking for a qualification, with what the law says of each title."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, FileRefused, ReceivedFile, receive
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow
from preau.law.results import Step
from preau.staff.access import KEEPERS
from preau.staff.models import FunctionCode, QualificationRequest, StaffPerson
from preau.staff.pages import kept_person, person_crumbs
from preau.staff.qualifying import acts
from preau.staff.qualifying.choosing import EXPERIENCE, NEW, options_for, road_of
from preau.staff.qualifying.forms import QualifyForm
from preau.staff.qualifying.reading import Standing, qualifications_of

Road = QualificationRequest.Road


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(KEEPERS)
def qualify(request: Request, person_id: int) -> HttpResponse:
    """Ask for the qualification of somebody for one of her functions, with what the law says of each of her titles."""
    actor, person = request.actor, kept_person(request, person_id)
    functions = acts.functions_to_qualify(actor, person)
    asked = request.GET.get("fonction", "")
    function = next((one for one in functions if one == asked), functions[0] if functions else None)
    context: dict[str, Any] = {
        "person": person,
        "functions": functions,
        "function": function,
        "crumbs": person_crumbs(request, person),
    }
    if function is None:
        return render(request, "staff/qualifying/none.html", context)
    form = QualifyForm(
        options_for(person, function, actor.today),
        function,
        actor.today,
        request.POST if request.method == "POST" else None,
        request.FILES or None,
    )
    if form.is_bound and form.is_valid():
        sent = _send(request, person, function, form)
        if sent is not None:
            return redirect("staff:qualification", sent.pk)
    standings = qualifications_of([person.pk], actor.today, house=actor.organisation_id)[person.pk]
    standing = standings.get(function)
    context |= {"form": form, "options": list(form.options.values()), "law": readable(standing)}
    return render(request, "staff/qualifying/qualify.html", context, status=422 if form.is_bound else 200)


def readable(standing: Standing | None) -> list[Step]:
    """Return the lines of an answer for a reader: not those that tell a program what to give."""
    return [step for step in (standing.answer.steps if standing else ()) if "donnez « " not in step.text_fr]


def _send(
    request: Request, person: StaffPerson, function: FunctionCode, form: QualifyForm
) -> QualificationRequest | None:
    """Send what was chosen; None when something stands in the way, said in the form."""
    typed, option, actor = form.cleaned_data, form.chosen, request.actor
    new_title, road = None, option.road
    if option.value == NEW:
        obtained = typed["obtained_on"]
        new_title = {"title": typed["title"], "label": typed["label"], "issuer": "", "obtained_on": obtained}
        road = road_of(typed["title"], function, obtained, actor.today)
    asked = acts.Asked(
        function=str(function),
        road=str(road),
        credential_id=option.credential.pk if option.credential else None,
        new_title=new_title,
        experience_years=typed.get("experience_years") if option.value == EXPERIENCE else None,
        note=typed["note"],
    )
    try:
        sent = acts.send(actor, person.pk, asked, received(request, typed.get("paper")))
    except (NotNow, FileRefused) as refusal:
        form.add_error("paper" if isinstance(refusal, FileRefused) else None, str(refusal))
        return None
    done(request, _SENT[Road(sent.road)])
    return sent


_SENT = {
    Road.LISTED: "Le titre est envoyé : il est dans la liste, l’ONE n’a plus qu’à le lire.",
    Road.EQUIVALENCE: "La demande d’équivalence est envoyée à l’ONE.",
    Road.EXPERIENCE: "La demande d’assimilation est envoyée à l’ONE.",
    Road.TRAINING: "C’est noté : trois ans pour suivre cent heures de formation.",
}


def received(request: Request, upload: Any) -> ReceivedFile | None:
    """Return a paper sent, checked and kept; None when none was. Raises FileRefused."""
    return receive(request.actor, upload, acts.PURPOSE, PAPERS) if upload else None
