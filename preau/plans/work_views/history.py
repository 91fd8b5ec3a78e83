"""Who changed what on a plan, in words, with the texts before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.journal.api import history_of
from preau.foundation.journal.models import Entry
from preau.plans.access import can_edit
from preau.plans.acts.state import KINDS
from preau.plans.acts.undo import UNDOABLE
from preau.plans.cases import case_of_plan
from preau.plans.models import AnnualActionPlan
from preau.plans.work_views.common import FIELD_LABELS, READERS, readable_plan
from preau.plans.work_views.differences import row_in_words
from preau.plans.year_views.words import YEAR_ACT_WORDS

HISTORY_LENGTH = 200
FEW = 12  # fields: beyond, an act is told by its name alone

ACT_WORDS = {
    "plans.start": "a commencé le plan",
    "plans.import": "a importé le plan",
    "plans.take_over": "a repris le plan d’une autre année",
    "plans.replace": "a remplacé le plan par un classeur",
    "plans.merge": "a repris un classeur revenu",
    "plans.add_objective": "a ajouté un objectif",
    "plans.save_objective": "a changé un objectif",
    "plans.move_objective": "a déplacé un objectif",
    "plans.delete_objective": "a retiré un objectif",
    "plans.save_comment": "a changé le commentaire de la CCA",
    "plans.add_action": "a ajouté une action",
    "plans.save_action": "a changé une action",
    "plans.move_action": "a déplacé une action",
    "plans.delete_action": "a retiré une action",
    "plans.undo": "a annulé une modification",
    "plans.put_back": "a remis un texte d’avant",
    "plans.approve": "a enregistré l’approbation par la CCA",
    "plans.draw_points": "a réuni les points à travailler",
    "plans.add_point": "a ajouté un point à travailler",
    "plans.decide_point": "a décidé d’un point à travailler",
    "plans.point_to_objective": "a fait d’un point un objectif",
    "plans.move_point": "a déplacé un point à travailler",
    "plans.save_method": "a choisi la méthode de travail",
    "plans.points_on_agenda": "a mis les points à l’ordre du jour",
    "annual_plan.open": "a ouvert le plan de l’année",
    "annual_plan.record_past": "a repris le plan d’une année passée",
    "annual_plan.fix_objectives": "a noté que la CCA a fixé les objectifs",
    "annual_plan.draft": "a envoyé le projet aux membres de la CCA",
    "annual_plan.ask_changes": "a renvoyé le projet à la rédaction",
    "annual_plan.approve": "a enregistré l’approbation par la CCA",
    "annual_plan.revise": "a rouvert le plan pour le modifier",
    "annual_plan.transmit": "a envoyé le plan au conseil et à la commission",
    "annual_plan.inform_council": "a noté que le conseil communal est informé",
    "annual_plan.publicise": "a fait connaître le plan aux opérateurs",
    "annual_plan.evaluate_first": "a noté la première évaluation",
    "annual_plan.evaluate": "a noté l’évaluation de l’année",
    "annual_plan.write_report": "a terminé le rapport d’activité",
    "annual_plan.transmit_report": "a envoyé le rapport d’activité",
    **YEAR_ACT_WORDS,
}


@dataclass(frozen=True)
class Change:
    """One field of one act: its words before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One act of the journal in words."""

    entry: Entry
    who: str
    words: str
    changes: tuple[Change, ...]
    undoable: bool


@require_safe
@who_may(READERS)
def history(request: Request, plan_id: int) -> HttpResponse:
    """Show who did what on the plan, newest first, each change with its undo while the plan is a draft."""
    plan = readable_plan(request, plan_id)
    editable = bool(can_edit(request.actor, plan))
    shown = row_in_words(plan)
    lines = [
        HistoryLine(
            entry,
            str(entry.person) if entry.person else entry.acting_as,
            ACT_WORDS.get(entry.act, entry.act),
            _few(tuple(_changes(entry, shown))),
            editable and entry.act in UNDOABLE,
        )
        for entry in _entries(plan)[:HISTORY_LENGTH]
    ]
    return render(request, "plans/work/history.html", {"plan": plan, "lines": lines, "length": HISTORY_LENGTH})


def _entries(plan: AnnualActionPlan) -> "QuerySet[Entry]":
    """Return what the journal says of a plan and of its case, newest first, in one query."""
    case = case_of_plan(plan)
    return (history_of(plan) | history_of(case)).order_by("-pk").select_related("person")


def _few(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return changes if len(changes) <= FEW else ()


def _changes(entry: Entry, shown: Callable[[str, Any], str]) -> Iterator[Change]:
    """Yield each text an act changed. A number that moves is not one; nor is an empty field of a new row."""
    before, after = entry.payload.get("before", {}), entry.payload.get("after", {})
    if "comment" in after:
        yield Change("Commentaire libre de la CCA", before["comment"], after["comment"])
    for kind in KINDS:
        for key, row in after.get(kind, {}).items():
            held = before[kind][key]
            for name in row or held:
                old, new = (held or {}).get(name), (row or {}).get(name)
                if name != "number" and (old or new):
                    yield Change(
                        FIELD_LABELS[name],
                        "" if old is None else shown(name, old),
                        "" if new is None else shown(name, new),
                    )
