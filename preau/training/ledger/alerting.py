"""Letters twelve, six and three months before a period ends without its hours: to the house, and to the person.

One letter to a house for all whose period ends in the same month. Who has her hours, or whose waiting hours would do,
is in none: that is asked anew when a letter goes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.models import Organisation
from preau.foundation.accounts.roles import Role
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
from preau.law.training.alerts import TrainingAlerts
from preau.law.words import MONTHS, counted, full_date
from preau.staff.api import TRAINED, team_of
from preau.staff.models import Assignment, EmploymentContract, StaffPerson
from preau.training.ledger.reading import read_people

GROUP = "Formation continue"
LETTERS = "training/ledger/letters"
ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER)
AT_ONCE = 500  # people read together

Group = tuple[int, str, int]  # house, month of the end, months before


def reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield what houses and people are reminded of on a day. The same queries for every `AT_ONCE` people."""
    groups: dict[Group, date] = {}
    ids = _owing(day)
    for some in batches(ids, AT_ONCE):
        reached = lacking_of(some, day)
        people = StaffPerson.objects.in_bulk(list(reached))
        for key, alerts in reached.items():
            if people[key].account_id is not None:
                yield _of_person(people[key], alerts)
        houses = EmploymentContract.objects.in_force(day).filter(person__in=reached)
        for house, key in houses.values_list("organisation_id", "person_id"):
            groups.setdefault(_group(house, reached[key]), reached[key].due)
    known = Organisation.objects.in_bulk({house for house, *_ in groups})
    for (house, month, months), due in sorted(groups.items()):
        yield _of_house(known[house], month, months, due)


def batches(ids: list[int], size: int) -> Iterator[list[int]]:
    """Yield a list in parts of at most `size`."""
    for first in range(0, len(ids), size):
        yield ids[first : first + size]


def _owing(day: date) -> list[int]:
    """Return the people who have a function of art. 18 on a day, by key. One query."""
    rows = Assignment.objects.filter(
        contract__in=EmploymentContract.objects.in_force(day), function__in=TRAINED, starts_on__lte=day
    )
    return sorted(set(rows.order_by().values_list("contract__person_id", flat=True)))


def lacking_of(person_ids: Iterable[int], day: date) -> dict[int, TrainingAlerts]:
    """Return the alerts of those who lack hours near the end of their period. Six queries whatever their number."""
    readings = read_people(person_ids, day)
    known = {key: reading.alerts for key, reading in readings.items()}
    return {key: alerts for key, alerts in known.items() if alerts is not None and alerts.reached is not None}


def _group(house: int, alerts: TrainingAlerts) -> Group:
    months = alerts.reached.months if alerts.reached else 0
    return house, f"{alerts.due:%Y-%m}", months


def _of_house(house: Organisation, month: str, months: int, due: date) -> Reminder:
    words = {
        "month": f"{MONTHS[due.month - 1]} {due.year}",
        "ends_in": month,
        "address": reverse("training:team_hours"),
    }
    return Reminder(
        "training.hours", "training.lacking_team", house, f"training.hours:{house.pk}:{month}:{months}", words
    )


def _of_person(person: StaffPerson, alerts: TrainingAlerts) -> Reminder:
    months = alerts.reached.months if alerts.reached else 0
    key = f"training.my_hours:{person.pk}:{alerts.due.isoformat()}:{months}"
    words = {"due": full_date(alerts.due), "address": reverse("training:me")}
    return Reminder("training.my_hours", "training.lacking", person, key, words)


# -- to whom, asked when a letter goes -------------------------------------------------------------
def lacking_team(notice: Notice) -> list[Recipient]:
    """Return who follows the hours of a house, while somebody there lacks some for the month of the letter."""
    today = clock.today()
    team = [one.person_id for one in team_of(notice.subject_id, today)]
    lacking = [one for one in lacking_of(team, today).values() if f"{one.due:%Y-%m}" == notice.words["ends_in"]]
    if not lacking:
        return []
    whom = counted(len(lacking), "personne de votre équipe manque", "personnes de votre équipe manquent")
    found = holders(ROLES, today, organisation_id=notice.subject_id)
    return [Recipient(one.email, one.name, one.person_id, one.mandate_id, {"whom": whom}) for one in found]


def lacking(notice: Notice) -> list[Recipient]:
    """Return the person herself, while she lacks hours."""
    today = clock.today()
    person = StaffPerson.objects.select_related("account").get(pk=notice.subject_id)
    found = lacking_of([person.pk], today).get(person.pk)
    if found is None or person.account is None or not person.account.is_active:
        return []
    words = {"hours": counted(found.lacking, "heure manque", "heures manquent"), "waiting": _waiting(found)}
    return [Recipient(person.account.email, str(person.account), person.account.pk, None, words)]


def _waiting(alerts: TrainingAlerts) -> str:
    return counted(alerts.pending, "heure attend", "heures attendent") if alerts.pending else ""


def register() -> None:
    """Declare the letters about missing hours; called once, when the application starts."""
    register_kind(
        Kind(
            "training.hours",
            "Des heures de formation manquent dans l’équipe",
            False,
            "Heures de formation à suivre avant la fin de {month}",
            f"{LETTERS}/hours.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "training.my_hours",
            "Des heures de formation vous manquent",
            False,
            "Vos heures de formation, pour le {due}",
            f"{LETTERS}/my_hours.txt",
            GROUP,
        )
    )
    register_audience("training.lacking_team", lacking_team)
    register_audience("training.lacking", lacking)
    register_reminder(reminders)
