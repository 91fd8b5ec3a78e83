"""The pages of a contest: contest a refusal, read where it stands, answer, decide; the list of ONE and of a house."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import Policy, require, require_strong, roles, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case, can_do, state_words
from preau.foundation.ui.dates import clock, full_date
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.foundation.ui.tables import Column, Table
from preau.foundation.ui.versions import NotNow
from preau.staff.models import TEAM_READERS
from preau.training.access import DECISION
from preau.training.contests import acts
from preau.training.contests.cases import can_answer, can_contest, case_of_contest, cases_of, refused_by, refusing
from preau.training.contests.forms import ASKED, REJECTED, UPHELD_NOW, AnswerForm, ContestForm, DecisionForm
from preau.training.ledger.lines import decisions_on, refusal_words
from preau.training.models import QUEUE_READERS, RefusalContest, TrainingModule, TrainingRecord
from preau.training.procedure import card_page

CONTESTING: Policy = roles(
    *TEAM_READERS, Role.CARE_WORKER, label="le personnel des opérateurs et des coordinations ATL, chacun pour soi"
)
READING: Policy = roles(
    *TEAM_READERS, *QUEUE_READERS, Role.CARE_WORKER, label="l’ONE, la maison et la personne qui conteste"
)
PER_PAGE = 30
TAGS = {
    "contested": ("À décider par l’ONE", "wait", "hourglass"),
    "asked": ("Information demandée", "wait", "question"),
    "upheld": ("Accueillie", "done", "check"),
    "rejected": ("Rejetée", "bad", "cross"),
}
SAID = {
    UPHELD_NOW: "La contestation est accueillie : le module est validé, et les heures de chacun suivent.",
    REJECTED: "La contestation est rejetée, le refus est maintenu. Qui conteste en est averti.",
    ASKED: "La question est posée. Qui conteste en est averti.",
}


@require_safe
@who_may(READING)
def contests(request: Request) -> HttpResponse:
    """List the contests one reads, the latest first."""
    actor = request.actor
    rows = RefusalContest.objects.visible_to(actor).select_related("module__provider", "organisation")
    columns = (Column("Formation"), Column("Maison"), Column("Contesté le", "jour", ("asked_at",)), Column("État"))
    table = Table(request.GET, rows, columns, order="-jour", per_page=PER_PAGE, noun="contestation")
    cases = cases_of(row.pk for row in table.rows)
    shown = [(row, TAGS[cases[row.pk].state_id]) for row in table.rows]
    decides = DECISION.allows(actor).ok
    return render(request, "training/contests/list.html", {"table": table, "rows": shown, "decides": decides})


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(CONTESTING)
def contest_new(request: Request, record_id: int) -> HttpResponse:
    """Contest the refusal of a training somebody followed."""
    actor = request.actor
    rows = TrainingRecord.objects.visible_to(actor).present().select_related("person", "entry__module__provider")
    followed = get_object_or_404(rows, pk=record_id)
    require(can_contest(actor, followed.person))
    refused = acts.refused_days(followed)
    if not refused and request.method != "POST":
        messages.info(request, acts.NOT_REFUSED)
        return redirect(_back(actor, followed))
    form = ContestForm(request.POST or None)
    page = FormPage(
        title=f"Contester le refus : {followed.entry.module}",
        submit="Envoyer la contestation à l’ONE",
        back=_back(actor, followed),
        back_words="Revenir aux heures",
        crumbs=((_back(actor, followed), "Heures de formation"),),
        lede="Une autre personne que celle qui a refusé décidera. Si elle vous donne raison, les heures de toutes les "
        "personnes refusées par la même décision comptent.",
        template="training/contests/new.html",
    )
    if request.method != "POST":
        context = {"form": form, "page": page, "refusal": refusal_words(decisions_on(refused).refusal(refused[0]))}
        return render(request, page.template, context)

    def act(cleaned: dict[str, Any]) -> str:
        return _of(acts.contest(actor, followed, cleaned["words"]))

    return answer_form(request, form, page, act, "Votre contestation est envoyée à l’ONE.")


@require_safe
@who_may(READING)
def contest(request: Request, contest_id: int) -> HttpResponse:
    """Show a contest: what was refused, why it is contested, what was asked and decided."""
    actor = request.actor
    made = _seen(actor, contest_id)
    case = case_of_contest(made)
    context = _told(actor, made, case) | {
        "may_answer": case.state_id == "asked" and can_answer(actor, made).ok,
        "may_decide": case.closed_at is None and DECISION.allows(actor).ok,
        "decided_before": actor.person_id in refused_by(made) and case.closed_at is None,
        "cards": [(row, card_page(row)) for row in refusing(made)] if case.state_id == "upheld" else [],
    }
    return render(request, "training/contests/contest.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(CONTESTING)
def contest_answer(request: Request, contest_id: int) -> HttpResponse:
    """Answer what ONE asks of a contest."""
    made = _seen(request.actor, contest_id)
    require(can_answer(request.actor, made))
    case = case_of_contest(made)
    form = AnswerForm(request.POST or None, initial={"step": case.step})

    def act(cleaned: dict[str, Any]) -> None:
        acts.answer(request.actor, made, cleaned["step"] or 0, cleaned["answer"])
        done(request, "Votre réponse est envoyée à l’ONE.")

    return _settle(request, made, case, form, act, "training/contests/answer.html")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def contest_decide(request: Request, contest_id: int) -> HttpResponse:
    """Decide a contest, or ask something first. The second factor is asked before anything is typed."""
    actor = request.actor
    made = _seen(actor, contest_id)
    case = case_of_contest(made)
    require(can_do(actor, case, case.procedure.act("uphold")))
    require_strong(actor)
    alone = [type(row) for row in refusing(made)] == [TrainingModule]
    form = DecisionForm(
        request.POST or None, initial={"step": case.step}, module_alone=alone, asked=case.state_id == "asked"
    )

    def act(cleaned: dict[str, Any]) -> None:
        decision, step, reason = cleaned["decision"], cleaned["step"] or 0, cleaned["reason"]
        if decision == ASKED:
            acts.ask(actor, made, step, reason)
        elif decision == REJECTED:
            acts.reject(actor, made, step, reason)
        else:
            acts.uphold(actor, made, step, reason, validate=decision == UPHELD_NOW)
        done(request, SAID.get(decision, "La contestation est accueillie : la décision est à reprendre dans la file."))

    return _settle(request, made, case, form, act, "training/contests/decide.html")


def _settle(
    request: Request, made: RefusalContest, case: Case, form: forms.Form, act: Any, template: str
) -> HttpResponse:
    """Show a form on a contest that waits, or do its act; what stands in the way is said above what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(form.cleaned_data)
                return redirect(_of(made))
            except AlreadyDone as already:
                _say_already(request, case, already)
                return redirect(_of(made))
            except (ActRefused, NotNow) as refused:
                form.add_error(None, str(refused))
    elif case.closed_at is not None:
        messages.info(request, f"C’est décidé : {case.state.words.applicant.lower()}.")
        return redirect(_of(made))
    return render(request, template, {"form": form, **_told(request.actor, made, case)}, status=status)


def _say_already(request: Request, case: Case, already: AlreadyDone) -> None:
    last = already.last
    if last is not None:
        title, when = case.procedure.act(last.act_id).title, f"{full_date(last.at)} à {clock(last.at)}"
        messages.info(request, f"C’était déjà fait : « {title} », le {when}, par {last.acting_as}.")


def _told(actor: Actor, made: RefusalContest, case: Case) -> dict[str, Any]:
    """Return what every page of a contest tells: the refusal, the words, what was done since."""
    done_acts = list(case.acts.all())
    refused = acts.refused_days(made.record) if made.record is not None else []
    return {
        "contest": made,
        "case": case,
        "state": state_words(actor, case),
        "tag": TAGS[case.state_id],
        "refusal": refusal_words(decisions_on(refused).refusal(refused[0])) if refused else None,
        "said": [(one, case.procedure.act(one.act_id).title, _words_of(one)) for one in done_acts[1:]],
        "sees_person": made.record is not None
        and TrainingRecord.objects.visible_to(actor).filter(pk=made.record_id).exists(),
    }


def _words_of(one: Any) -> str:
    facts: dict[str, str] = one.supplied.get("facts", {})
    return " ".join(facts.values())


def _seen(actor: Actor, contest_id: int) -> RefusalContest:
    rows = RefusalContest.objects.visible_to(actor).select_related(
        "organisation", "module__root__provider__root", "record__person", "asked_by"
    )
    found = rows.filter(pk=contest_id).first()
    if found is None:
        raise Http404("contest")
    return found


def _of(made: RefusalContest) -> str:
    return reverse("training:contest", args=[made.pk])


def _back(actor: Actor, followed: TrainingRecord) -> str:
    if followed.person.account_id == actor.person_id:
        return reverse("training:me")
    return reverse("training:ledger", args=[followed.person_id])
