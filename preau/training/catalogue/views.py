"""The catalogue: its bodies and modules, for operators to read and for ONE to keep."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import case_of
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.forms import choice_field, set_choices, words_field
from preau.foundation.ui.tables import Column, Filters, Table
from preau.law.training.refusals import refusal_reason
from preau.law.words import fold
from preau.training.access import CATALOGUE, DECISION, can_answer, can_decide, can_edit
from preau.training.catalogue import editing
from preau.training.catalogue.cases import Row, procedure_of
from preau.training.catalogue.forms import ModuleForm, NewModuleForm, NewProviderForm, ProviderForm
from preau.training.catalogue.merging import merging_of
from preau.training.catalogue.reach import records_behind
from preau.training.models import (
    OPEN_STATUSES,
    QUEUE_READERS,
    Merging,
    Status,
    TrainingModule,
    TrainingProvider,
)
from preau.training.procedure import UNDO_WITHIN, card_page, catalogue_page
from preau.training.queue.opened import effect_of, history_of

PER_PAGE = 30
PROVIDERS = (
    Column("Organisme", "nom", ("name",)),
    Column("État", "etat", ("status", "name")),
    Column("Pourquoi ses heures comptent"),
    Column("Modules", "modules", ("many", "name"), number=True),
)
MODULES = (
    Column("Module", "titre", ("title",)),
    Column("Organisme", "organisme", ("provider__root__name", "title")),
    Column("État", "etat", ("status", "title")),
    Column("Thème", "theme", ("theme__number", "title")),
    Column("Heures", "heures", ("hours", "title"), number=True),
)


class CatalogueFilters(Filters):
    """The filters of the catalogue: the words of a name, a state."""

    mot = words_field("Nom, sigle ou intitulé", 100)
    etat = choice_field("État", list(Status.choices))
    related = "names"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "etat", [("", "Tous"), *Status.choices])

    def apply(self, rows: QuerySet) -> QuerySet:
        """Keep the rows whose names hold every word, and those in the state asked for."""
        for word in fold(self.cleaned_data.get("mot") or "").split():
            other = Q(pk__in=rows.model.objects.filter(**{f"{self.related}__folded__contains": word}).values("pk"))
            rows = rows.filter(Q(folded__contains=word) | other)
        status = self.cleaned_data.get("etat")
        return rows.filter(status=status) if status else rows


class ModuleFilters(CatalogueFilters):
    """The same for modules."""

    related = "titles"


@require_safe
@who_may(CATALOGUE)
def catalogue(request: Request) -> HttpResponse:
    """Show the bodies, or the modules, that were decided; to ONE, and to a house for its own, those that wait too."""
    actor = request.actor
    modules = request.GET.get("quoi") == "modules"
    if modules:
        rows = TrainingModule.objects.visible_to(actor).roots().select_related("provider__root", "theme")
        table = _table(request, rows, MODULES, ModuleFilters(request.GET), "titre", "module")
    else:
        many = Count("modules", filter=Q(modules__root=F("modules__pk")), distinct=True)
        bodies = TrainingProvider.objects.visible_to(actor).roots().annotate(many=many).prefetch_related("acceptances")
        table = _table(request, bodies, PROVIDERS, CatalogueFilters(request.GET), "nom", "organisme")
    context = {"table": table, "modules": modules, "may_edit": can_edit(actor), "at_one": actor.role in QUEUE_READERS}
    return render(request, "training/catalogue/catalogue.html", context)


def _table(request: Request, rows: Any, columns: Any, filters: Filters, order: str, noun: str) -> Table:
    return Table(request.GET, rows, columns, order=order, filters=filters, per_page=PER_PAGE, noun=noun)


@require_safe
@who_may(CATALOGUE)
def provider(request: Request, provider_id: int) -> HttpResponse:
    """Show a body: its names, why and when its hours count, its modules, what was decided."""
    rows = TrainingProvider.objects.visible_to(request.actor).select_related("root", "decided_by")
    row = get_object_or_404(rows, pk=provider_id)
    names: dict[str, list[str]] = {}
    for one in row.names.all():
        names.setdefault(one.get_kind_display(), []).append(one.text)
    modules = TrainingModule.objects.visible_to(request.actor).roots().filter(provider__root=row.pk)
    context = {
        "names": names,
        "acceptances": list(row.acceptances.all()),
        "modules": list(modules.select_related("theme").order_by("title")[: PER_PAGE + 1])[:PER_PAGE],
        "more": max(0, modules.count() - PER_PAGE),
        "merged": list(row.merged.exclude(pk=row.pk).order_by("name")[:PER_PAGE]),
    }
    return render(request, "training/catalogue/provider.html", context | _common(request.actor, row))


@require_safe
@who_may(CATALOGUE)
def module(request: Request, module_id: int) -> HttpResponse:
    """Show a module: its body, its titles, its theme, what was decided."""
    rows = TrainingModule.objects.visible_to(request.actor)
    row = get_object_or_404(
        rows.select_related("root", "decided_by", "provider__root", "theme__programme"), pk=module_id
    )
    context = {
        "titles": [one.text for one in row.titles.all()],
        "merged": list(row.merged.exclude(pk=row.pk).order_by("title")[:PER_PAGE]),
    }
    return render(request, "training/catalogue/module.html", context | _common(request.actor, row))


def _common(actor: Actor, row: Row) -> dict[str, Any]:
    """Return what the pages of a body and of a module both show. Some eight queries."""
    at_one = actor.role in QUEUE_READERS
    case = case_of(procedure_of(row), row)
    decides = can_decide(actor, row) if can_edit(actor) else can_edit(actor)
    is_root = row.root_id == row.pk
    decided = row.status in (Status.ACCEPTED, Status.REFUSED)
    recent = row.decided_at is not None and actor.now - row.decided_at <= UNDO_WITHIN
    return {
        "row": row,
        "at_one": at_one,
        "is_root": is_root,
        "reason": refusal_reason(row.reason_code).words if row.reason_code else "",
        "effect": effect_of(records_behind(row)) if at_one else None,
        "history": history_of(case, PER_PAGE) if case and at_one else [],
        "may_edit": can_edit(actor),
        "decides": decides,
        "may_answer": row.status == Status.ASKED and bool(can_answer(actor, row)),
        "card": card_page(row) if at_one and is_root and row.status in OPEN_STATUSES else "",
        "can_undo": is_root and decided and recent,
        "can_reopen": is_root and decided,
        "merging": merging_of(row) if not is_root else None,
        "code": f"{'m' if isinstance(row, TrainingModule) else 'o'}{row.pk}",
        "kinds": Merging.Kind,
    }


# -- what ONE writes --------------------------------------------------------------------------------


def _page(title: str, submit: str, row: Row | None, lede: str = "") -> FormPage:
    back = catalogue_page(row) if row else reverse("training:catalogue")
    crumbs = [(reverse("training:catalogue"), "Catalogue")]
    if row is not None:
        crumbs.append((back, str(row)))
    return FormPage(title, submit, back, "Revenir sans enregistrer", lede, tuple(crumbs))


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def provider_edit(request: Request, provider_id: int) -> HttpResponse:
    """Write the names, the number and the days of a body."""
    actor = request.actor
    row = get_object_or_404(TrainingProvider.objects.visible_to(actor).roots(), pk=provider_id)
    require(can_edit(actor))
    held = editing.provider_held(row)
    form = ProviderForm(
        request.POST or None,
        accepted=row.status == Status.ACCEPTED,
        initial=ProviderForm.initial_of(row, held),
    )

    def act(cleaned: dict[str, Any]) -> str:
        editing.save_provider(actor, row, form.held(held), _version(cleaned))
        return catalogue_page(row)

    lede = "Les sigles, anciens noms et autres graphies servent à reconnaître ce que les maisons écrivent."
    return answer_form(request, form, _page(f"Modifier {row}", "Enregistrer", row, lede), act, "Organisme enregistré.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def module_edit(request: Request, module_id: int) -> HttpResponse:
    """Write the titles, the theme and the length of a module."""
    actor = request.actor
    row = get_object_or_404(TrainingModule.objects.visible_to(actor).roots(), pk=module_id)
    require(can_edit(actor))
    held = editing.module_held(row)
    form = ModuleForm(request.POST or None, initial=ModuleForm.initial_of(row, held))

    def act(cleaned: dict[str, Any]) -> str:
        editing.save_module(actor, row, form.held(), _version(cleaned))
        return catalogue_page(row)

    return answer_form(request, form, _page(f"Modifier {row}", "Enregistrer", row), act, "Module enregistré.")


def _version(cleaned: dict[str, Any]) -> int:
    return cleaned["version"] or 0


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def provider_new(request: Request) -> HttpResponse:
    """Write a body that ONE knows and nobody typed yet."""
    require(can_edit(request.actor))

    def act(cleaned: dict[str, Any]) -> str:
        return catalogue_page(editing.add_provider(request.actor, cleaned["name"]))

    page = _page("Ajouter un organisme", "Ajouter", None, "Il attend ensuite une décision, comme les autres.")
    return answer_form(request, NewProviderForm(request.POST or None), page, act, "Organisme ajouté.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def module_new(request: Request, provider_id: int) -> HttpResponse:
    """Write a module that ONE knows and nobody typed yet."""
    actor = request.actor
    body = get_object_or_404(TrainingProvider.objects.visible_to(actor).roots(), pk=provider_id)
    require(can_edit(actor))

    def act(cleaned: dict[str, Any]) -> str:
        return catalogue_page(editing.add_module(actor, body, cleaned["title"]))

    page = _page("Ajouter un module", "Ajouter", body, "Il attend ensuite une décision, comme les autres.")
    return answer_form(request, NewModuleForm(request.POST or None), page, act, "Module ajouté.")
