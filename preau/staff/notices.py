"""What Mon Équipe writes about: an answer to a request for consent, extracts to renew, papers of a coordinator."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.notifications.api import (
    Kind,
    Recipient,
    Reminder,
    holders,
    register_audience,
    register_kind,
    register_reminder,
)
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import full_date
from preau.law.calendar import add_months
from preau.law.good_conduct import next_extract
from preau.law.parameters import parameter
from preau.law.words import counted, listed
from preau.staff.models import EmploymentContract, FunctionCode, GoodConductCheck, MoveRequest, StaffPerson
from preau.staff.register.due import EXTRACT_SOON, extracts_of, hirings_of

GROUP = "Mon Équipe"
_ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.ATL_COORDINATOR)
_LETTERS = "staff/register/letters"
_NAMED = 5  # people named in one letter
_BEFORE = timedelta(days=10)
_RECENT = timedelta(days=90)  # of a hiring: older ones were reminded of already


# -- consent ----------------------------------------------------------------------------------------
def askers(notice: Notice) -> list[Recipient]:
    """Return who keeps the register of the house that asked for somebody's consent."""
    request = MoveRequest.objects.get(pk=notice.subject_id)
    return holders(_ROLES, clock.today(), organisation_id=request.organisation_id)


# -- extracts ---------------------------------------------------------------------------------------
def extract_reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield one reminder for the people of a house whose next extract is due the same day, three months before."""
    years = parameter("staffing.extract_years").whole(day)
    first, last = add_months(day, -12 * years), add_months(day + EXTRACT_SOON, -12 * years)
    rows = GoodConductCheck.objects.filter(extract_on__range=(first, last)).order_by("organisation_id", "extract_on")
    together: dict[tuple[int, date], list[GoodConductCheck]] = defaultdict(list)
    for row in rows.select_related("person"):
        together[(row.organisation_id, row.extract_on)].append(row)
    for (house, _), checks in together.items():
        owing = _still_owing(house, checks, day)
        if owing:
            yield _of_extracts(owing, day)


def owing_extracts(notice: Notice) -> list[Recipient]:
    """Return who keeps the register of a house, while the extracts of that day are still to be renewed."""
    check = GoodConductCheck.objects.get(pk=notice.subject_id)
    same = GoodConductCheck.objects.filter(organisation_id=check.organisation_id, extract_on=check.extract_on)
    today = clock.today()
    if not _still_owing(check.organisation_id, list(same), today):
        return []
    return holders(_ROLES, today, organisation_id=check.organisation_id)


def _still_owing(house: int, checks: list[GoodConductCheck], day: date) -> list[GoodConductCheck]:
    """Keep the checks of people who still work there and whose extract nobody renewed since. Two queries."""
    keys = [one.person_id for one in checks]
    there = set(StaffPerson.objects.at_work(house, day).filter(pk__in=keys).values_list("pk", flat=True))
    last = extracts_of(house, there, day)
    return [one for one in checks if one.person_id in there and last[one.person_id].extract_on == one.extract_on]


def _of_extracts(checks: list[GoodConductCheck], day: date) -> Reminder:
    first = checks[0]
    until = next_extract(first.extract_on, day)
    names = [str(one.person) for one in checks[:_NAMED]]
    more = len(checks) - len(names)
    who = listed([*names, counted(more, "autre", "autres")] if more else names)
    words = {"who": who, "until": full_date(until), "address": reverse("staff:team")}
    key = f"staff.extracts:{first.organisation_id}:{first.extract_on.isoformat()}"
    return Reminder("staff.extracts", "staff.owing_extracts", first, key, words)


# -- the papers of a coordinator --------------------------------------------------------------------
def hiring_reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield one reminder ten days before the papers of a coordinator are due (D07), and one once they are late."""
    recent = EmploymentContract.objects.in_force(day).filter(
        organisation__kind=OrganisationKind.COORDINATION,
        assignments__function=FunctionCode.ATL_COORDINATOR,
        assignments__starts_on__gte=day - _RECENT,
    )
    contracts = {one.pk: one for one in recent.select_related("organisation", "person").order_by("pk")}
    for key, hiring in hirings_of(contracts.values()).items():
        until = hiring.until.due
        if until > day + _BEFORE or hiring.since < day - _RECENT:
            continue
        words = {
            "who": str(contracts[key].person),
            "since": full_date(hiring.since),
            "until": full_date(until),
            "missing": listed(hiring.missing),
            "address": reverse("staff:person", args=[contracts[key].person_id]),
        }
        late = "late" if until < day else "soon"
        yield Reminder("staff.hired", "staff.owing_papers", contracts[key], f"staff.hired:{key}:{late}", words)


def owing_papers(notice: Notice) -> list[Recipient]:
    """Return the coordination, while the contract or the diploma of somebody it hired is missing."""
    contract = EmploymentContract.objects.select_related("organisation").get(pk=notice.subject_id)
    if contract.pk not in hirings_of([contract]):
        return []
    return holders(_ROLES, clock.today(), organisation_id=contract.organisation_id)


# -- all --------------------------------------------------------------------------------------------
def reminders(day: date, now: datetime) -> Iterable[Reminder]:
    """Yield what Mon Équipe reminds of on `day`."""
    yield from extract_reminders(day, now)
    yield from hiring_reminders(day, now)


def register() -> None:
    """Declare the kinds, audiences and reminders of Mon Équipe; called once, when the application starts."""
    register_kind(
        Kind(
            "staff.consent",
            "La réponse d’une personne dont vous reprenez le dossier",
            False,
            "{person} a répondu à votre demande",
            "staff/moving/letters/answered.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "staff.extracts",
            "Les extraits de casier judiciaire à revoir",
            False,
            "Extrait de casier judiciaire à voir pour le {until}",
            f"{_LETTERS}/extracts.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "staff.hired",
            "Le contrat et le diplôme d’une coordinatrice ou d’un coordinateur",
            False,
            "Contrat et diplôme de {who}, pour le {until}",
            f"{_LETTERS}/hired.txt",
            GROUP,
        )
    )
    register_audience("staff.askers", askers)
    register_audience("staff.owing_extracts", owing_extracts)
    register_audience("staff.owing_papers", owing_papers)
    register_reminder(reminders)
