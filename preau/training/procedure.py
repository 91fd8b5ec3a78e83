"""The procedures of the bodies and modules of the catalogue: what their acts check, and what each writes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import MET, ActRefused, Binding, Case, Doing, Finding, Moment, register
from preau.law.words import counted
from preau.training.access import can_decide, has_entered, own_house
from preau.training.catalogue.acts import bump_revision
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE, Row
from preau.training.catalogue.merging import merge_rows, split_rows
from preau.training.catalogue.reach import entries_on, records_behind
from preau.training.models import (
    OPEN_STATUSES,
    QUEUE_READERS,
    Acceptance,
    Status,
    TrainingModule,
    TrainingProvider,
)
from preau.training.notices import tell_decision

UNDO_WITHIN = timedelta(hours=24)
FINAL_STATUSES = frozenset({Status.ACCEPTED, Status.REFUSED})

# -- what the acts check ----------------------------------------------------------------------------


def people_touched(subject: Row) -> int:
    """Return how many people a decision on this body or module touches. One query."""
    count: int = records_behind(subject).order_by().aggregate(many=Count("person", distinct=True))["many"]
    return count


def needs_countersign(subject: Row) -> bool:
    """Tell whether a decision on this body or module waits for a second officer."""
    most = settings.TRAINING_FOUR_EYES_PEOPLE
    return bool(most) and people_touched(subject) > most


def houses_concerned(subject: Row) -> list[int]:
    """Return the organisations that entered trainings read through this body or module. One query."""
    return list(entries_on(subject).order_by().values_list("organisation", flat=True).distinct())


def _found(met: bool, sentence: str) -> Finding:
    return MET if met else Finding(False, sentence)


def _another_house(moment: Moment) -> Finding:
    may = can_decide(moment.actor, moment.subject)
    return _found(bool(may), may.reason)


def _few_enough(moment: Moment) -> Finding:
    if not needs_countersign(moment.subject):
        return MET
    touched = counted(people_touched(moment.subject), "personne", "personnes")
    return Finding(False, f"Cette décision touche {touched} : donnez-la à contresigner à une autre personne de l’ONE.")


def _other_officer(moment: Moment) -> Finding:
    own = _another_house(moment)
    if own is not MET:
        return own
    author = (moment.subject.to_countersign or {}).get("by")
    return _found(
        author != moment.actor.person_id, "Vous avez pris cette décision : une autre personne la contresigne."
    )


def _recognised(moment: Moment) -> Finding:
    body = moment.subject.provider.root
    return _found(body.status == Status.ACCEPTED, f"Décidez d’abord de l’organisme « {body} ».")


def _same_day(moment: Moment) -> Finding:
    decided = moment.subject.decided_at
    recent = decided is not None and moment.actor.now - decided <= UNDO_WITHIN
    return _found(recent, "Plus de vingt-quatre heures ont passé : rouvrez la décision, avec le motif.")


def _house_concerned(moment: Moment) -> Finding:
    known = moment.actor.is_system or moment.actor.organisation_id in houses_concerned(moment.subject)
    return _found(known, "Votre maison n’a pas saisi cette formation.")


def _was(*statuses: Status) -> Callable[[Moment], Finding]:
    def check(moment: Moment) -> Finding:
        return _found(moment.subject.status in statuses, "L’état d’avant la fusion est un autre.")

    return check


# -- what the acts write ----------------------------------------------------------------------------


def _write(doing: Doing, **columns: Any) -> None:
    """Write the columns of a row with what every act changes, count the change, and have the houses told."""
    row: Row = doing.subject
    for name, value in {"to_countersign": None, **columns}.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    bump_revision()
    tell_decision(doing.actor, row)


def _settled(doing: Doing, status: Status) -> dict[str, Any]:
    return {
        "status": status,
        "decided_at": doing.actor.now,
        "decided_by": doing.actor.person,
        "reason_code": "",
        "reason": "",
        "would_accept": "",
    }


def _taken_back(doing: Doing) -> dict[str, Any]:
    return _settled(doing, Status.PROPOSED) | {"decided_at": None, "decided_by": None}


def _more(doing: Doing) -> dict[str, Any]:
    """Return what was decided: with the act itself, or by the first officer when a second one confirms."""
    held: dict[str, Any] | None = doing.subject.to_countersign
    return held["more"] if held and doing.act.id.startswith("countersign") else dict(doing.supplied.more)


def _validate_module(doing: Doing) -> dict[str, Any]:
    more = _more(doing)
    columns = {name: more[name] for name in ("theme_id", "for_care_workers", "for_project_leaders") if name in more}
    early = bool(more.get("early_childhood"))
    _write(doing, **_settled(doing, Status.ACCEPTED), in_programme=not early, early_childhood=early, **columns)
    return {"decided": more}


def _validate_provider(doing: Doing) -> dict[str, Any]:
    more = _more(doing)
    if not more.get("acceptances"):
        raise ActRefused((Finding(False, "Dites pourquoi les heures de cet organisme comptent."),))
    doing.subject.acceptances.all().delete()
    Acceptance.objects.bulk_create(
        Acceptance(provider=doing.subject, ground=ground, valid_from=_day(since), valid_to=_day(until))
        for ground, since, until in more["acceptances"]
    )
    _write(doing, **_settled(doing, Status.ACCEPTED))
    return {"decided": more}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _refuse(doing: Doing) -> dict[str, Any]:
    more = _more(doing)
    said = {name: more.get(name, "") for name in ("reason_code", "reason", "would_accept")}
    _write(doing, **(_settled(doing, Status.REFUSED) | said))
    return {"decided": said}


def _merge(doing: Doing) -> dict[str, Any]:
    refused = merge_rows(doing.actor, doing.subject, _more(doing).get("target"))
    if refused:
        raise ActRefused((Finding(False, refused),))
    _write(doing)
    return {"target": doing.subject.root_id}


def _split(doing: Doing) -> dict[str, Any]:
    split_rows(doing.actor, doing.subject)
    _write(doing)
    return {}


def _ask(doing: Doing) -> dict[str, Any]:
    _write(doing, status=Status.ASKED, reason=doing.supplied.facts["question"].strip())
    return {}


def _answer(doing: Doing) -> dict[str, Any]:
    _write_quietly(doing, status=Status.PROPOSED, reason="")
    return {}


def _send_to_countersign(doing: Doing) -> dict[str, Any]:
    held = {"by": doing.actor.person_id, "at": doing.actor.now.isoformat(), **doing.supplied.more}
    _write_quietly(doing, to_countersign=held)
    return {"decision": doing.supplied.more["act"]}


def _decline(doing: Doing) -> dict[str, Any]:
    _write_quietly(doing, to_countersign=None, status=Status.PROPOSED)
    return {}


def _write_quietly(doing: Doing, **columns: Any) -> None:
    """Write what tells nobody: nothing was decided."""
    row: Row = doing.subject
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _undo_module(doing: Doing) -> dict[str, Any]:
    _write(doing, **_taken_back(doing), in_programme=None, early_childhood=False, theme=None)
    return {}


def _undo_provider(doing: Doing) -> dict[str, Any]:
    doing.subject.acceptances.all().delete()
    _write(doing, **_taken_back(doing))
    return {}


def _reopen(doing: Doing) -> dict[str, Any]:
    _write(doing, **_taken_back(doing))
    return {}


# -- the bindings -----------------------------------------------------------------------------------


def card_page(row: Row) -> str:
    """Return the address of the card of the queue where a body or a module is decided."""
    return f"{reverse('training:queue')}?carte={'m' if isinstance(row, TrainingModule) else 'o'}{row.pk}"


def catalogue_page(row: Row) -> str:
    """Return the address of a body or a module in the catalogue."""
    return reverse("training:module" if isinstance(row, TrainingModule) else "training:provider", args=[row.pk])


def _address(actor: Actor, row: Row) -> str:
    return catalogue_page(row) if type(row).objects.visible_to(actor).filter(pk=row.pk).exists() else ""


def _hears(actor: Actor, row: Row) -> bool:
    return actor.role in QUEUE_READERS or has_entered(own_house(actor), row)


def _subject(case: Case) -> Row:
    model = TrainingModule if case.procedure_id == MODULE_PROCEDURE else TrainingProvider
    found: Row = model.objects.get(pk=case.subject_id)
    return found


def _on_card(case: Case) -> str:
    row = _subject(case)
    return card_page(row) if row.status in OPEN_STATUSES and row.root_id == row.pk else catalogue_page(row)


def _in_catalogue(case: Case) -> str:
    return catalogue_page(_subject(case))


GUARDS = {
    "not_in_list": _was(*OPEN_STATUSES),
    "known_before": _was(*FINAL_STATUSES),
    "house_concerned": _house_concerned,
    "another_house": _another_house,
    "few_enough": _few_enough,
    "other_officer": _other_officer,
    "same_day": _same_day,
    "was_waiting": _was(*OPEN_STATUSES),
    "was_validated": _was(Status.ACCEPTED),
    "was_refused": _was(Status.REFUSED),
}
ON_CARD = (
    "ask",
    "validate",
    "refuse",
    "merge",
    "send_to_countersign",
    "countersign_validation",
    "countersign_refusal",
    "countersign_merge",
    "decline",
)
IN_CATALOGUE = ("answer", "undo", "reopen", "split", "split_validated", "split_refused")
EFFECTS = {
    "refuse": _refuse,
    "merge": _merge,
    "ask": _ask,
    "answer": _answer,
    "send_to_countersign": _send_to_countersign,
    "countersign_refusal": _refuse,
    "countersign_merge": _merge,
    "decline": _decline,
    "reopen": _reopen,
    "split": _split,
    "split_validated": _split,
    "split_refused": _split,
}
# The queue shows what enters it, and the letters of decisions go to every house concerned, not to one.
TOLD_HERE = frozenset(
    {
        "propose",
        "take_over",
        "take_over_refusal",
        "validate",
        "countersign_validation",
        "undo",
        "refuse",
        "merge",
        "ask",
        "countersign_refusal",
        "countersign_merge",
        "reopen",
        "split",
        "split_validated",
        "split_refused",
    }
)


def _binding(procedure: str, subject: type[Row], validate: Any, undo: Any, guards: dict[str, Any]) -> Binding:
    return Binding(
        procedure=procedure,
        subject=subject,
        address=_address,
        guards=GUARDS | guards,
        effects=EFFECTS | {"validate": validate, "countersign_validation": validate, "undo": undo},
        hears=_hears,
        tells_itself=TOLD_HERE,
        pages=dict.fromkeys(ON_CARD, _on_card) | dict.fromkeys(IN_CATALOGUE, _in_catalogue),
    )


def register_procedures() -> None:
    """Bind both procedures; called once, when the application starts."""
    recognised = {"recognised_provider": _recognised}
    register(_binding(MODULE_PROCEDURE, TrainingModule, _validate_module, _undo_module, recognised))
    register(_binding(PROVIDER_PROCEDURE, TrainingProvider, _validate_provider, _undo_provider, {}))
