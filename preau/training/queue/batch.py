"""Several cards decided at once: their effect together, then each on its own, so that one refused stops no other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone
from preau.foundation.ui.forms import choice_field, set_choices, words_field
from preau.foundation.ui.messages import done
from preau.law.training.refusals import Refusable, reasons_for
from preau.law.words import counted
from preau.training.access import DECISION
from preau.training.catalogue import deciding
from preau.training.catalogue.cases import Row
from preau.training.models import OPEN_STATUSES, ProgrammeTheme, TrainingModule
from preau.training.queue import acts
from preau.training.queue.cards import PER_PAGE, row_of
from preau.training.queue.forms import EARLY, GROUND_CHOICES, acceptances
from preau.training.queue.opened import Effect, effect_of, on_card, opened, suggested_theme
from preau.training.queue.page import current_themes

ACCEPT, REFUSE, TAKE = "accepter", "refuser", "prendre"
PROPOSED_THEME = "propose"


@dataclass(frozen=True)
class Ticked:
    """A card that was ticked, with the step it was shown at and the theme proposed for it."""

    code: str
    step: int
    row: Row
    effect: Effect
    theme: ProgrammeTheme | None

    @property
    def value(self) -> str:
        return f"{self.code}:{self.step}"


class BatchForm(forms.Form):
    """What is done with all that is ticked."""

    verb = choice_field(
        "Toutes ces cartes",
        [(ACCEPT, "Les accepter"), (REFUSE, "Les refuser"), (TAKE, "Me les attribuer")],
        required="Choisissez",
    )
    ground = choice_field("Pourquoi les heures des organismes comptent", GROUND_CHOICES)
    theme = choice_field("Thème des modules", [])
    reason_code = choice_field("Motif, si vous refusez", [])
    reason = words_field("Quelques mots sur le motif", 2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, ticked: list[Ticked], themes: list[ProgrammeTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].widget = forms.RadioSelect()
        set_choices(self, "verb", self.base_fields["verb"].choices)  # type: ignore[attr-defined]
        self._ticked = ticked
        self._themes = {str(theme.pk): theme for theme in themes}
        choices = [(key, str(theme)) for key, theme in self._themes.items()]
        early = (EARLY, "Programme de l’ONE pour les moins de six ans")
        set_choices(self, "theme", [(PROPOSED_THEME, "Celui proposé pour chacun"), *choices, early])
        about = {Refusable.MODULE if isinstance(one.row, TrainingModule) else Refusable.PROVIDER for one in ticked}
        common = [
            one for one in reasons_for(Refusable.MODULE) + reasons_for(Refusable.PROVIDER) if about <= set(one.about)
        ]
        reasons = {one.code: one.words for one in common}
        set_choices(self, "reason_code", [("", "Choisissez"), *reasons.items()])
        set_choices(self, "ground", [("", "Choisissez"), *GROUND_CHOICES])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        verb = cleaned.get("verb")
        bodies = any(not isinstance(one.row, TrainingModule) for one in self._ticked)
        if verb == ACCEPT and bodies and not cleaned.get("ground"):
            self.add_error("ground", "Choisissez le motif du décret")
        without = [one for one in self._ticked if isinstance(one.row, TrainingModule) and one.theme is None]
        if verb == ACCEPT and without and cleaned.get("theme") in ("", PROPOSED_THEME):
            self.add_error("theme", f"Choisissez un thème : aucun n’est proposé pour « {without[0].row} »")
        if verb == REFUSE and not cleaned.get("reason_code"):
            self.add_error("reason_code", "Choisissez le motif")
        if verb == REFUSE and cleaned.get("reason_code") == "other" and not cleaned.get("reason"):
            self.add_error("reason", "Écrivez le motif en quelques mots")
        return cleaned

    def theme_for(self, proposed: ProgrammeTheme | None) -> acts.Theme:
        """Return the theme chosen for all, or the one proposed for this module."""
        chosen = self.cleaned_data["theme"]
        if chosen == EARLY:
            return None, True
        return self._themes.get(chosen, proposed), False


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def batch(request: Request) -> HttpResponse:
    """Show what is ticked with its effect; decide all of it, and say which cards could not be."""
    actor = request.actor
    if not actor.strong:
        raise NeedsSecondFactor
    themes = current_themes(actor)
    sent = request.POST if request.method == "POST" else request.GET
    ticked = _ticked(sent.getlist("lot")[:PER_PAGE], themes)
    if not ticked:
        done(request, "Cochez d’abord des cartes de la file.")
        return redirect("training:queue")
    form = BatchForm(request.POST or None, ticked=ticked, themes=themes)
    if request.method == "POST" and form.is_valid():
        return _decide_all(request, ticked, form)
    total = Effect(
        people=sum(one.effect.people for one in ticked),
        hours=sum((one.effect.hours for one in ticked), Decimal(0)),
        houses=0,
        records=sum(one.effect.records for one in ticked),
    )
    context = {"form": form, "ticked": ticked, "total": total}
    return render(request, "training/queue/batch.html", context, status=422 if request.method == "POST" else 200)


def _ticked(values: list[str], themes: list[ProgrammeTheme]) -> list[Ticked]:
    """Return the cards still to decide among those ticked, each with its own effect."""
    found = []
    for value in dict.fromkeys(values):
        code, _, step = value.partition(":")
        row = row_of(code)
        if row is None or row.status not in OPEN_STATUSES or row.root_id != row.pk or not step.isdecimal():
            continue
        theme = suggested_theme(row, themes) if isinstance(row, TrainingModule) else None
        found.append(Ticked(code, int(step[:8]), row, effect_of(on_card(row)), theme))
    return found


def _decide_all(request: Request, ticked: list[Ticked], form: BatchForm) -> HttpResponse:
    decided, left = 0, []
    for one in ticked:
        try:
            _decide(request.actor, one, form)
            decided += 1
        except (ActRefused, AlreadyDone, Forbidden) as reason:
            why = "quelqu’un d’autre en a décidé" if isinstance(reason, AlreadyDone) else str(reason).rstrip(".")
            left.append(f"« {one.row} » ({why})")
    words = counted(decided, "carte traitée", "cartes traitées") + "."
    if left:
        words += f" Restent : {', '.join(left)}."
    done(request, words)
    return redirect(reverse("training:queue"))


def _decide(actor: Actor, one: Ticked, form: BatchForm) -> None:
    said = form.cleaned_data
    if said["verb"] == TAKE:
        deciding.assign(actor, one.row, actor.mandate)
    elif said["verb"] == REFUSE:
        deciding.refuse(actor, one.row, said["reason_code"], said["reason"], step=one.step)
    elif isinstance(one.row, TrainingModule):
        theme, early = form.theme_for(one.theme)
        deciding.validate_module(actor, one.row, theme, one.step, early_childhood=early)
    else:
        card = opened(one.row, current_themes(actor))
        chosen = [(line, form.theme_for(line.theme)) for line in card.modules]
        modules = [(line.module, line.step, theme) for line, theme in chosen if theme[0] or theme[1]]
        acts.accept_provider(actor, one.row, acceptances(said["ground"], None, None), modules, one.step)
