"""Each training of a person as her ledger shows it: where its hours stand, why, what can be done about a refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import Case
from preau.law.training.norms import RecordState
from preau.law.training.refusals import PROVIDERS, refusal_reason
from preau.law.words import full_date, number
from preau.training.contests.cases import cases_of
from preau.training.ledger.reading import plain
from preau.training.models import (
    RefusalContest,
    Status,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
    TrainingRecord,
)
from preau.training.standing import DayFollowed

ENTITLED = refusal_reason("provider_not_entitled")
NOT_THAT_DAY = "L’organisme n’est pas de ceux dont les heures comptaient ce jour-là."
_TAGS = {
    RecordState.VALIDATED: ("Validé", "done", "check"),
    RecordState.TO_VALIDATE: ("À valider", "wait", "hourglass"),
    RecordState.REFUSED: ("Refusé", "bad", "cross"),
}
_ASKED = ("Information demandée", "wait", "question")
_CONTESTED = {
    "contested": "Contesté : l’ONE doit encore décider.",
    "asked": "Contesté : l’ONE pose une question.",
    "upheld": "Contestation accueillie.",
    "rejected": "Contestation rejetée : le refus est maintenu.",
}

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """The days of one training that stand alike: its hours, its state in words, the reason, what would be accepted.

    `address` is where the training itself is read, empty for who does not see it, as what another house entered.
    `contest` is where its refusal can be contested, `contested` where the contest stands, in words and address.
    """

    record_id: int
    module: str
    module_id: int
    provider: str
    days: tuple[date, ...]
    hours: Decimal
    state: RecordState
    tag: tuple[str, str, str]
    address: str = ""
    reason: str = ""
    would_accept: str = ""
    article: str = ""
    question: str = ""
    contest: str = ""
    contested: str = ""
    contested_address: str = ""

    @property
    def in_words(self) -> str:
        """Return its days: « 3 mars 2026 », « 3 mars 2026 au 5 mars 2026 (3 jours) »."""
        first = full_date(self.days[0])
        return first if len(self.days) == 1 else f"{first} au {full_date(self.days[-1])} ({len(self.days)} jours)"

    @property
    def hours_words(self) -> str:
        return f"{number(self.hours)} h"

    @property
    def refused(self) -> bool:
        return self.state is RecordState.REFUSED


@dataclass(frozen=True)
class Decisions:
    """What ONE said of the rows some days hang on, by key: those that are not simply accepted."""

    modules: dict[int, Said]
    providers: dict[int, Said]
    records: dict[int, Said]

    def refusal(self, day: DayFollowed) -> Said | None:
        """Return the decision that refuses a day: of the record, else of its module, else of its body."""
        if day.outcome == TrainingRecord.Outcome.REFUSED:
            return self.records[day.record_id]
        if day.module_status == Status.REFUSED:
            return self.modules[day.module_id]
        return self.providers[day.provider_id] if day.provider_status == Status.REFUSED else None

    def question(self, day: DayFollowed) -> str | None:
        """Return what ONE asks before it decides; None when it asks nothing."""
        if day.outcome == TrainingRecord.Outcome.ASKED:
            return str(self.records[day.record_id]["reason"])
        if day.module_status == Status.ASKED:
            return str(self.modules[day.module_id]["reason"])
        return str(self.providers[day.provider_id]["reason"]) if day.provider_status == Status.ASKED else None


def decisions_on(days: Iterable[DayFollowed]) -> Decisions:
    """Return what ONE said of these days. At most three queries."""
    days = list(days)
    shared = ("pk", "reason_code", "reason", "would_accept", "decided_at")
    modules = {one.module_id for one in days if one.module_status in (Status.REFUSED, Status.ASKED)}
    providers = {one.provider_id for one in days if one.provider_status in (Status.REFUSED, Status.ASKED)}
    records = {one.record_id for one in days if one.outcome}
    own = TrainingRecord.objects.filter(pk__in=records).values("pk", "reason_code", "reason", "decided_at")
    return Decisions(
        {one["pk"]: one for one in TrainingModule.objects.filter(pk__in=modules).values(*shared)},
        {one["pk"]: one for one in TrainingProvider.objects.filter(pk__in=providers).values(*shared)},
        {one["pk"]: one for one in own},
    )


def lines_of(actor: Actor, days: Iterable[DayFollowed], *, may_contest: bool) -> list[Line]:
    """Return the trainings of one person, the latest first; `may_contest` her refusals. At most six queries."""
    days = list(days)
    said = decisions_on(days)
    contested = _contests(actor, days)
    entries = TrainingEntry.objects.visible_to(actor).filter(pk__in={one.entry_id for one in days})
    seen = set(entries.values_list("pk", flat=True))
    groups = groupby(sorted(days, key=lambda one: (one.record_id, one.state, one.day)), _alike)
    lines = []
    for _, alike in groups:
        same = list(alike)
        line = _line(same, said, contested, may_contest)
        entry = same[0].entry_id
        lines.append(replace(line, address=reverse("training:entry", args=[entry])) if entry in seen else line)
    return sorted(lines, key=lambda line: (line.days[-1], line.record_id), reverse=True)


def _alike(day: DayFollowed) -> tuple[int, RecordState]:
    return day.record_id, day.state


def _line(days: list[DayFollowed], said: Decisions, contested: dict[tuple[int, int | None], Case], may: bool) -> Line:
    first = days[0]
    more: Said = {}
    if first.state is RecordState.REFUSED:
        refusal = said.refusal(first)
        alone = first.outcome == TrainingRecord.Outcome.REFUSED
        case = contested.get((first.module_id, first.record_id if alone else 0))
        more = {**refusal_words(refusal), **_contest(first, refusal, case, may)}
    elif first.state is RecordState.TO_VALIDATE and (question := said.question(first)) is not None:
        more = {"question": question, "tag": _ASKED}
    return Line(
        **{
            "record_id": first.record_id,
            "module": first.module,
            "module_id": first.module_id,
            "provider": first.provider,
            "days": tuple(one.day for one in days),
            "hours": plain(sum((one.hours for one in days), Decimal(0))),
            "state": first.state,
            "tag": _TAGS[first.state],
            **more,
        }
    )


def refusal_words(said: Said | None) -> Said:
    """Return why hours are refused, what would be accepted and the article, in words, from what ONE said.

    Without a decision, the law alone refuses them: the body was not one of its bodies on that day.
    """
    if said is None:
        return {"reason": NOT_THAT_DAY, "would_accept": ENTITLED.would_accept, "article": PROVIDERS}
    known = refusal_reason(said["reason_code"])
    words = [said["reason"]] if known.own_words else [known.words, said["reason"]]
    return {
        "reason": " ".join(one.strip() for one in words if one.strip()),
        "would_accept": said.get("would_accept") or known.would_accept,
        "article": known.article,
    }


def _contest(day: DayFollowed, refusal: Said | None, case: Case | None, may: bool) -> Said:
    """Return where the contest of this very refusal stands, else where it can be contested by who may.

    Hours refused after a contest was upheld are refused anew, by a decision or by the dates of the body.
    """
    decided = refusal["decided_at"] if refusal else None
    stands = case is not None and (decided is None or case.closed_at is None or case.closed_at >= decided)
    if case is not None and stands and case.state_id != "upheld":
        address = reverse("training:contest", args=[case.subject_id])
        return {"contested": _CONTESTED[case.state_id], "contested_address": address}
    return {"contest": reverse("training:contest_new", args=[day.record_id])} if may else {}


def _contests(actor: Actor, days: list[DayFollowed]) -> dict[tuple[int, int | None], Case]:
    """Return the last contest `actor` reads of each module refused, or of one record of it. Two queries, or none."""
    modules = {one.module_id for one in days if one.state is RecordState.REFUSED}
    if not modules:
        return {}
    rows = RefusalContest.objects.visible_to(actor).filter(module__root__in=modules).order_by("asked_at", "pk")
    known = list(rows.values_list("pk", "module__root", "record", "record__outcome"))
    cases = cases_of(key for key, *_ in known)
    alone = TrainingRecord.Outcome.REFUSED
    return {(module, record if outcome == alone else 0): cases[key] for key, module, record, outcome in known}
