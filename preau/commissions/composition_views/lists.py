"""The pages that take a list of members: an import with its doubts, the renewal of the whole CCA."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from preau.commissions.access import can_install
from preau.commissions.acts import composition, seats
from preau.commissions.acts.composing import NotPossible
from preau.commissions.composition_views.board import Accounts, board_of
from preau.commissions.composition_views.common import EDITORS, editable_roll, refuse, to_page
from preau.commissions.imported import Line, read_list, text_of
from preau.commissions.list_forms import ListForm, RenewForm
from preau.commissions.members import COMPONENT_NAMES, Roll, seats_on
from preau.foundation.accounts.access import NeedsSecondFactor, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.acts import discard, receive
from preau.foundation.documents.findings import FileRefused, Finding
from preau.foundation.documents.limits import limits_in_words
from preau.foundation.ui.messages import done
from preau.foundation.ui.typography import plural

PURPOSE = "commissions.import"
COMPONENT, TAKEN = "composante-", "ligne"
_CHOICES = frozenset(str(number) for number in COMPONENT_NAMES)


@dataclass(frozen=True)
class Offered:
    """One line of the list, on the page that settles its doubts."""

    line: Line
    taken: bool


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def import_list(request: Request) -> HttpResponse:
    """Take a list over: pasted or sent, then settled line by line, then written."""
    roll = editable_roll(request)
    form = ListForm(
        request.POST or None,
        request.FILES or None,
        today=request.actor.today,
        initial={"mandate_from": request.actor.today},
    )
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            if form.cleaned_data["file"]:
                text = _sent(request, form)
        except FileRefused as refusal:
            findings = refusal.findings
        else:
            return _settle(request, roll, form, text)
    context = {"form": form, "findings": findings, "limits": limits_in_words()}
    status = 422 if request.method == "POST" else 200
    return render(request, "commissions/composition/import.html", context, status=status)


def _sent(request: Request, form: ListForm) -> str:
    """Return the list of a workbook, checked at the door and not kept: it holds addresses. Raises FileRefused."""
    received = receive(request.actor, form.cleaned_data["file"], PURPOSE)
    try:
        return text_of(received.content())
    finally:
        discard(request.actor, received)


def _settle(request: Request, roll: Roll, form: ListForm, text: str) -> HttpResponse:
    """Show what was understood of a list, or write the lines kept once none of them holds a fault."""
    sitting = [seat.effective.full_name for seat in seats_on(roll, request.actor.today)]
    lines = read_list(text, _chosen(request), sitting)
    settled = "settled" in request.POST
    taken = set(request.POST.getlist(TAKEN)) if settled else {str(one.number) for one in lines if not one.sits}
    kept = [line for line in lines if str(line.number) in taken]
    problem = ""
    if settled and kept and not any(line.errors for line in kept):
        try:
            count = seats.take_over(request.actor, form.cleaned_data["mandate_from"], kept)
        except NotPossible as impossible:
            problem = str(impossible)
        else:
            done(request, f"{plural(count, 'membre repris', 'membres repris')} de la liste.")
            return to_page()
    elif settled:
        problem = "Corrigez les lignes, ou décochez-les." if kept else "Cochez au moins une ligne."
    context = {
        "form": form,
        "text": text,
        "lines": [Offered(line, str(line.number) in taken) for line in lines],
        "components": COMPONENT_NAMES,
        "problem": problem,
    }
    return render(request, "commissions/composition/settle.html", context, status=422 if problem else 200)


def _chosen(request: Request) -> dict[int, int]:
    """Return the components chosen on the page, by number of line."""
    found = {}
    for name in request.POST:
        number, value = name.removeprefix(COMPONENT), str(request.POST[name])
        if name.startswith(COMPONENT) and number.isdecimal() and len(number) < 6 and value in _CHOICES:
            found[int(number)] = int(value)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def renew(request: Request) -> HttpResponse:
    """Install the new members, all at once. Deciding needs a second factor, asked before the form."""
    roll = editable_roll(request)
    actor = request.actor
    held = seats_on(roll, actor.today)
    require(can_install(actor, roll.cca, held, actor.today))
    if request.method != "POST" and not actor.strong:
        raise NeedsSecondFactor
    form = RenewForm(
        request.POST or None,
        today=actor.today,
        communes=len(roll.communes),
        initial={"day": actor.today, "seats_each": roll.cca.seats_each},
    )
    kept = {int(key) for key in request.POST.getlist("kept") if key.isdecimal() and len(key) < 18}
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = read_list(given["text"])
        lines = [line for line in new if line.errors]
        if not lines:
            try:
                composition.install(actor, given["day"], given["seats_each"], kept, new)
            except NotPossible as impossible:
                refuse(form, impossible)
            else:
                done(request, "La nouvelle CCA est installée. Complétez ses sièges.")
                return to_page()
    context = {
        "form": form,
        "components": board_of(roll, held, None, Accounts()),
        "kept": kept,
        "bad_lines": lines,
        "elected": roll.cca.last_election_on,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "commissions/composition/renew.html", context, status=status)
