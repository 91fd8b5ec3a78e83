"""What a house owes for its people: an extract to renew every five years, the papers of a coordinator just hired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min

from preau.foundation.accounts.roles import OrganisationKind
from preau.law.good_conduct import ExtractQuestion, ExtractSeen, good_conduct
from preau.law.results import CannotCompute
from preau.law.time_limits import DueDate, due, limit
from preau.staff.models import Assignment, Credential, EmploymentContract, FunctionCode, GoodConductCheck

HIRING = "D07"
EXTRACT_SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Extract:
    """When the next extract of a person is due by a house, from the last it saw."""

    person_id: int
    answer: ExtractSeen
    extract_on: date | None

    @property
    def next_due(self) -> date | None:
        return self.answer.next_due

    def is_near(self, day: date) -> bool:
        """Tell whether an extract is to be asked: none was seen, or the next is due within three months."""
        return self.next_due is None or self.next_due <= day + EXTRACT_SOON


@dataclass(frozen=True, slots=True)
class Hiring:
    """The papers of a coordinator, due within thirty days of hiring as one (D07), and which are missing.

    `since` is her first day as a coordinator under that contract, which may follow its own.
    """

    contract: EmploymentContract
    since: date
    until: DueDate
    missing: tuple[str, ...]


def extract_question(check: GoodConductCheck | None, day: date) -> ExtractQuestion:
    """Return what is asked of the law about the last extract seen, on a day."""
    if check is None:
        return ExtractQuestion(day=day)
    return ExtractQuestion(day=day, extract_date=check.extract_on, result="clean" if check.cleared else "problem")


def extracts_of(organisation_id: int, person_ids: Iterable[int], day: date) -> dict[int, Extract]:
    """Return by person where a house stands with her extract, on a day. One query."""
    people = list(person_ids)
    rows = GoodConductCheck.objects.filter(
        organisation_id=organisation_id, person_id__in=people, extract_on__lte=day
    ).order_by("extract_on", "pk")
    last = {row.person_id: row for row in rows}
    return {key: _extract(key, last.get(key), day) for key in people}


def _extract(key: int, check: GoodConductCheck | None, day: date) -> Extract:
    return Extract(key, good_conduct(extract_question(check, day)), check.extract_on if check else None)


def hirings_of(contracts: Iterable[EmploymentContract]) -> dict[int, Hiring]:
    """Return by contract what is still missing of the papers of a coordinator; nothing for the others. Two queries.

    The organisation of each contract is best selected with it.
    """
    rows = [one for one in contracts if one.organisation.kind == OrganisationKind.COORDINATION]
    assigned = Assignment.objects.filter(
        contract_id__in=[one.pk for one in rows], function=FunctionCode.ATL_COORDINATOR
    )
    coordinating = dict(assigned.order_by().values_list("contract_id").annotate(first=Min("starts_on")))
    concerned = [one for one in rows if one.pk in coordinating]
    titled = set(
        Credential.objects.filter(
            person_id__in=[one.person_id for one in concerned], withdrawn_at=None, file__isnull=False
        ).values_list("person_id", flat=True)
    )
    found = {one.pk: _hiring(one, coordinating[one.pk], one.person_id in titled) for one in concerned}
    return {key: hiring for key, hiring in found.items() if hiring is not None and hiring.missing}


def _hiring(contract: EmploymentContract, first: date, has_title: bool) -> Hiring | None:
    lacks = (("le contrat", contract.document_id is None), ("le diplôme", not has_title))
    try:
        until = due(limit(HIRING), first)
    except CannotCompute:  # hired before the limit was known
        return None
    return Hiring(contract, first, until, tuple(words for words, lacking in lacks if lacking))
