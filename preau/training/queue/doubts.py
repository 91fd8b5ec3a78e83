"""Certificates that do not match what was entered: person by person, keep, refuse to her, or ask."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import NeedsSecondFactor, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.forms import choice_field, set_choices, words_field
from preau.foundation.ui.tables import Column, Table
from preau.law.training.refusals import Refusable, reasons_for, refusal_reason
from preau.training.access import DECISION, QUEUE, can_edit
from preau.training.models import TrainingEntry, TrainingRecord
from preau.training.queue import record_acts

PER_PAGE = 20
KEEP, REFUSE, ASK = "garder", "refuser", "demander"
COLUMNS = (
    Column("Saisi le", "date", ("entry__entered_at",)),
    Column("Personne", "personne", ("person__family_name", "person__given_name")),
    Column("Formation", "formation", ("entry__module__title",)),
    Column("Ce que dit l’attestation"),
    Column("Décision"),
)


class DoubtForm(forms.Form):
    """What is decided of one person's hours."""

    decision = choice_field(
        "Ces heures",
        [
            (KEEP, "Les garder telles quelles : l’attestation convient"),
            (REFUSE, "Les refuser pour cette personne"),
            (ASK, "Demander une explication à la maison"),
        ],
        required="Choisissez",
    )
    reason_code = choice_field("Motif, si vous refusez", [])
    reason = words_field(
        "Votre question, ou quelques mots sur le motif", 2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].widget = forms.RadioSelect()
        set_choices(self, "decision", self.base_fields["decision"].choices)  # type: ignore[attr-defined]
        reasons = [(one.code, one.words) for one in reasons_for(Refusable.RECORD)]
        set_choices(self, "reason_code", [("", "Choisissez"), *reasons])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision, code = cleaned.get("decision"), cleaned.get("reason_code")
        if decision == REFUSE and not code:
            self.add_error("reason_code", "Choisissez le motif")
        needs_words = decision == ASK or (decision == REFUSE and code and refusal_reason(code).own_words)
        if needs_words and not cleaned.get("reason"):
            self.add_error("reason", "Écrivez quelques mots")
        return cleaned


def doubtful() -> "QuerySet[TrainingRecord]":
    """Return the records whose certificate does not say what was entered, not looked at yet; and those asked about.

    A question is answered by correcting the entry: the record stays here until ONE decides, or its hours would wait for
    ever.
    """
    mismatched = TrainingEntry.objects.filter(mismatch=True)
    unseen = Q(entry__in=mismatched.values("pk"), decided_at__isnull=True)
    present = TrainingRecord.objects.present().filter(unseen | Q(outcome=TrainingRecord.Outcome.ASKED))
    return present.select_related("entry__module", "entry__organisation", "person")


@require_safe
@who_may(QUEUE)
def doubts(request: Request) -> HttpResponse:
    """Show the records whose certificate does not match, oldest first."""
    table = Table(
        request.GET,
        doubtful(),
        COLUMNS,
        order="date",
        per_page=PER_PAGE,
        noun="attestation à vérifier,attestations à vérifier",
    )
    return render(request, "training/queue/doubts.html", {"table": table, "may_edit": can_edit(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def doubt(request: Request, record_id: int) -> HttpResponse:
    """Decide on one person's hours, what was read beside what was entered."""
    actor = request.actor
    rows = TrainingRecord.objects.present().visible_to(actor)
    record = get_object_or_404(rows.select_related("entry__module", "entry__organisation", "person"), pk=record_id)
    require(record_acts.can_decide_record(actor, record))
    if not actor.strong:
        raise NeedsSecondFactor
    seen = " ".join(one["sentence"] for one in record.entry.findings if one.get("agrees") is False)
    back = reverse("training:queue_doubts")
    page = FormPage(
        title=f"{record.person}, « {record.entry.module} »",
        submit="Décider",
        back=back,
        back_words="Revenir aux attestations",
        lede=seen or "Rien ne contredit cette saisie.",
        crumbs=(
            (reverse("training:queue"), "Formations à valider"),
            (back, "Attestations à vérifier"),
            (reverse("training:entry", args=[record.entry_id]), "La saisie et son attestation"),
        ),
    )

    def act(cleaned: dict[str, Any]) -> str:
        if cleaned["decision"] == KEEP:
            record_acts.keep(actor, record)
        elif cleaned["decision"] == REFUSE:
            record_acts.refuse_record(actor, record, cleaned["reason_code"], cleaned["reason"])
        else:
            record_acts.ask_record(actor, record, cleaned["reason"])
        return back

    return answer_form(request, DoubtForm(request.POST or None), page, act, "Décision enregistrée.")
