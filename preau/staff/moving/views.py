"""A person answers whether her file follows her to a new employer: by the link sent to her, or from her account."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import PUBLIC, require, who_may
from preau.foundation.accounts.models import digest_of_token
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.staff.access import KEEPERS, WORKERS, can_answer_move, can_withdraw_move, why_closed
from preau.staff.models import MoveRequest
from preau.staff.moving import acts
from preau.staff.moving.forms import AnswerForm, NothingForm
from preau.staff.pages import team_crumbs

_GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(_GET_POST)
@never_cache
@who_may(PUBLIC)
def move_link(request: Request, token: str) -> HttpResponse:
    """Show who asks for what, and take the answer; a link that opens nothing any more says why."""
    rows = MoveRequest.objects.select_related("person", "organisation")
    asked = rows.filter(token_digest=digest_of_token(token)).first()
    if asked is None:
        return render(request, "staff/moving/closed.html", {"why": "unknown"}, status=404)
    if closed := why_closed(asked, request.actor.now):
        status = 200 if closed == "answered" else 410
        return render(request, "staff/moving/closed.html", {"why": closed, "asked": asked}, status=status)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        acts.answer_by_link(request.actor, token, form.cleaned_data["answer"])
        return redirect("staff:move_link", token)
    context = {"asked": asked, "form": form}
    return render(request, "staff/moving/answer.html", context, status=422 if form.errors else 200)


@require_http_methods(_GET_POST)
@who_may(WORKERS)
def move(request: Request, request_id: int) -> HttpResponse:
    """Answer from one's own account."""
    rows = MoveRequest.objects.visible_to(request.actor).select_related("person", "organisation")
    asked = get_object_or_404(rows, pk=request_id)
    require(can_answer_move(request.actor, asked))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        acts.answer(request.actor, asked.pk, form.cleaned_data["answer"])
        done(request, "Votre réponse est enregistrée.")
        return redirect("staff:me")
    context = {"asked": asked, "form": form, "signed_in": True}
    return render(request, "staff/moving/answer.html", context, status=422 if form.errors else 200)


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def move_withdraw(request: Request, request_id: int) -> HttpResponse:
    """Take back a request the house made."""
    rows = MoveRequest.objects.visible_to(request.actor).select_related("person", "organisation")
    asked = get_object_or_404(rows, pk=request_id)
    require(can_withdraw_move(request.actor, asked))
    back = team_crumbs(request)[0][0]
    page = FormPage(
        title=f"Retirer la demande faite à {asked.person}",
        submit="Retirer la demande",
        back=back,
        back_words="Revenir",
        lede="Le lien reçu n’ouvrira plus rien. Vous pourrez demander à nouveau.",
        crumbs=team_crumbs(request),
    )

    def act(cleaned: dict[str, object]) -> str:
        acts.withdraw(request.actor, asked.pk)
        return back

    form = NothingForm(request.POST if request.method == "POST" else None)
    return answer_form(request, form, page, act, "La demande est retirée.")
