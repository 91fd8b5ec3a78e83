"""What people are told of trainings: ONE decided on a body or a module, hours are missing before a period ends.

A letter names nobody of a team: it says how many, and where to read it.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.api import Kind, Recipient, holders, register_audience, register_kind, tell
from preau.foundation.notifications.models import Notice
from preau.law.training.refusals import refusal_reason
from preau.law.words import counted
from preau.staff.models import EmploymentContract
from preau.training.catalogue.merging import merging_of
from preau.training.catalogue.reach import records_behind
from preau.training.models import (
    OPEN_STATUSES,
    RefusalContest,
    Status,
    TrainingModule,
    TrainingProvider,
    TrainingRecord,
)

Row = TrainingProvider | TrainingModule

GROUP = "Formation continue"
LETTERS = "training/ledger/letters"
CONTEST_ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.ATL_COORDINATOR)
HOUSE_ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER)
_MODELS: dict[str, type[TrainingProvider] | type[TrainingModule]] = {
    model._meta.label_lower: model for model in (TrainingProvider, TrainingModule)
}


# -- a decision of ONE ------------------------------------------------------------------------------
def tell_decision(actor: Actor, decided: Row) -> None:
    """Have the houses whose people followed this be told where it stands now, and those people themselves.

    Called in the transaction of the act, once the row is written: accepted, refused, asked, taken back to waiting, or
    merged, which tells the decision of the row it reads now. One letter for each person told; whom it concerns is
    asked when it goes, so that a decision undone meanwhile is told to nobody.
    """
    standing = _standing(decided)
    if _merged(decided) and standing.status in OPEN_STATUSES:
        return  # nothing was decided
    outcome = {Status.PROPOSED: "de nouveau à valider"}.get(Status(standing.status), standing.get_status_display())
    tell(
        "training.decision",
        "training.concerned",
        decided,
        key=f"training.decision:{decided._meta.model_name}:{decided.pk}:{standing.status}:{actor.now.isoformat()}",
        words={
            "status": standing.status,
            "kind": "L’organisme" if isinstance(decided, TrainingProvider) else "La formation",
            "what": str(decided),
            "outcome": outcome.lower(),
            "question": standing.reason if standing.status == Status.ASKED else "",
            "reason": _reason(standing) if standing.status == Status.REFUSED else "",
            "would_accept": standing.would_accept if standing.status == Status.REFUSED else "",
        },
    )


def _standing(row: Row) -> Row:
    """Return the row whose decision counts for this one: itself, or the one it was merged into."""
    return type(row).objects.get(pk=row.root_id or row.pk) if _merged(row) else row


def _merged(row: Row) -> bool:
    return row.root_id is not None and row.root_id != row.pk


def _reason(row: Row) -> str:
    words = [refusal_reason(row.reason_code).words, row.reason]
    return " ".join(one.strip() for one in words if one.strip())


def tell_contest(actor: Actor, contest: RefusalContest, title: str, words: str) -> None:
    """Have who contests a refusal, and the signatories and secretaries of the house, be told what ONE answers.

    Called in the transaction of the act; `title` is its name, `words` the question or the reasons.
    """
    tell(
        "training.contest",
        "training.contesting",
        contest,
        key=f"training.contest:{contest.pk}:{actor.now.isoformat()}",
        words={
            "title": title,
            "what": str(contest.module),
            "said": words,
            "address": reverse("training:contest", args=[contest.pk]),
        },
    )


def contesting(notice: Notice) -> list[Recipient]:
    """Return who made a contest, and who signs and writes for the house."""
    contest = RefusalContest.objects.select_related("asked_by").get(pk=notice.subject_id)
    person = contest.asked_by
    author = [Recipient(person.email, str(person), person.pk)] if person.is_active else []
    return [*author, *holders(CONTEST_ROLES, clock.today(), organisation_id=contest.organisation_id)]


def records_on(subject: Row) -> "QuerySet[TrainingRecord]":
    """Return the trainings followed that a decision on this body or module settles, those merged into it included.

    Of one that was merged, those typed with it alone: the others already stood as they do.
    """
    if not _merged(subject):
        return records_behind(subject)
    path = "entry__module" if isinstance(subject, TrainingModule) else "entry__module__root__provider"
    merging = merging_of(subject)
    typed_with = [subject.pk, *(merging.moved if merging else ())]
    return TrainingRecord.objects.present().filter(**{f"{path}__in": typed_with})


def concerned(notice: Notice) -> list[Recipient]:
    """Return who is told of a decision: those who follow the hours of each house concerned, and the people themselves.

    Nobody when the decision changed since. Each house reads how many of its own people are concerned.
    """
    subject = _MODELS[notice.subject_type].objects.get(pk=notice.subject_id)
    if _standing(subject).status != notice.words["status"]:
        return []
    today = clock.today()
    followed = records_on(subject)
    people = followed.order_by().values("person")
    houses = dict(
        EmploymentContract.objects.in_force(today)
        .filter(person__in=people)
        .order_by()
        .values_list("organisation")
        .annotate(many=Count("person", distinct=True))
        .values_list("organisation", "many")
    )
    return [*_of_houses(houses, today), *_themselves(followed)]


def _of_houses(houses: dict[int, int], today: date) -> Iterable[Recipient]:
    for house, many in houses.items():
        words = {
            "whom": counted(
                many, "personne de votre équipe est concernée", "personnes de votre équipe sont concernées"
            ),
            "address": reverse("training:team_hours"),
        }
        for one in holders(HOUSE_ROLES, today, organisation_id=house):
            yield Recipient(one.email, one.name, one.person_id, one.mandate_id, words)


def _themselves(followed: "QuerySet[TrainingRecord]") -> Iterable[Recipient]:
    with_account = followed.filter(Q(person__account__is_active=True)).order_by("person")
    words = {"whom": "Vous avez suivi cette formation", "address": reverse("training:me")}
    for email, name, account in with_account.values_list(
        "person__account__email", "person__account__full_name", "person__account"
    ).distinct():
        yield Recipient(email, name or email, account, None, words)


def register() -> None:
    """Declare the letters of trainings and whom they go to; called once, when the application starts."""
    register_kind(
        Kind(
            "training.decision",
            "L’ONE a décidé d’une formation suivie",
            False,
            "{kind} « {what} » : {outcome}",
            f"{LETTERS}/decision.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "training.contest",
            "L’ONE répond à une contestation",
            False,
            "Contestation, « {what} » : {title}",
            "training/contests/letters/contest.txt",
            GROUP,
        )
    )
    register_audience("training.concerned", concerned)
    register_audience("training.contesting", contesting)
