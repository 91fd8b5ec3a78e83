"""The procedure of a contest as this room runs it: what its acts check, what an upheld one opens again."""

from typing import Any

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import MET, Binding, Case, Doing, Finding, Moment, register
from preau.training.access import can_decide
from preau.training.catalogue.deciding import reopen, validate_module
from preau.training.contests.acts import NOT_REFUSED, refused_days
from preau.training.contests.cases import OTHER_OFFICER, PROCEDURE, can_answer, refused_by, refusing
from preau.training.models import RefusalContest, TrainingModule
from preau.training.notices import tell_contest

# -- what the acts check ----------------------------------------------------------------------------


def _still_refused(moment: Moment) -> Finding:
    record = moment.subject.record
    return MET if record is None or refused_days(record) else Finding(False, NOT_REFUSED)


def _other_officer(moment: Moment) -> Finding:
    own = moment.actor.person_id in refused_by(moment.subject)
    return Finding(False, OTHER_OFFICER) if own else MET


def _another_house(moment: Moment) -> Finding:
    may = can_decide(moment.actor, moment.subject.module.root)
    return MET if may else Finding(False, may.reason)


def _own_contest(moment: Moment) -> Finding:
    may = moment.actor.is_system or can_answer(moment.actor, moment.subject)
    return MET if may else Finding(False, may.reason)


# -- what the acts write ----------------------------------------------------------------------------


def _uphold(doing: Doing) -> dict[str, Any]:
    """Take the refusal back: of the record alone, or of what the catalogue refused; its hours follow by themselves."""
    contest: RefusalContest = doing.subject
    rows = refusing(contest)
    reason = f"Contestation accueillie : {doing.supplied.facts['reason']}"
    if not rows and contest.record is not None:
        _clear(contest, doing)
    for row in rows:
        reopen(doing.actor, row, reason)
    module = contest.module.root
    if doing.supplied.more.get("validate") and module in rows:
        validate_module(doing.actor, TrainingModule.objects.get(pk=module.pk), module.theme)
    tell_contest(doing.actor, contest, doing.act.title, doing.supplied.facts["reason"])
    return {"reopened": [f"{row._meta.model_name}:{row.pk}" for row in rows]}


def _clear(contest: RefusalContest, doing: Doing) -> None:
    record = contest.record
    if record is not None:
        record.outcome = record.reason_code = record.reason = ""
        record.decided_at, record.decided_by = doing.actor.now, doing.actor.person
        record.save(update_fields=["outcome", "reason_code", "reason", "decided_at", "decided_by"])


def _reject(doing: Doing) -> dict[str, Any]:
    tell_contest(doing.actor, doing.subject, doing.act.title, doing.supplied.facts["reason"])
    return {}


def _ask(doing: Doing) -> dict[str, Any]:
    tell_contest(doing.actor, doing.subject, doing.act.title, doing.supplied.facts["question"])
    return {}


# -- the binding ------------------------------------------------------------------------------------


def _address(actor: Actor, contest: RefusalContest) -> str:
    if not RefusalContest.objects.visible_to(actor).filter(pk=contest.pk).exists():
        return ""
    return reverse("training:contest", args=[contest.pk])


def _hears(actor: Actor, contest: RefusalContest) -> bool:
    return RefusalContest.objects.visible_to(actor).filter(pk=contest.pk).exists()


def _page(case: Case) -> str:
    return reverse("training:contest", args=[case.subject_id])


BINDING = Binding(
    procedure=PROCEDURE,
    subject=RefusalContest,
    address=_address,
    guards={
        "still_refused": _still_refused,
        "other_officer": _other_officer,
        "another_house": _another_house,
        "own_contest": _own_contest,
    },
    effects={"uphold": _uphold, "reject": _reject, "ask": _ask},
    hears=_hears,
    tells_itself=frozenset({"uphold", "reject", "ask"}),
    pages=dict.fromkeys(("ask", "answer", "uphold", "reject"), _page),
)


def register_procedure() -> None:
    """Bind the procedure; called once, when the application starts."""
    register(BINDING)
