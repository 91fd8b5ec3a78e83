"""Whether somebody new of a list is known elsewhere: asked as slowly as in the register, whatever the list's length.

Whoever could ask for two thousand people at once would learn who works elsewhere, or guess a day of birth. Each person
looked up therefore counts as one inscription of the register (`staff-known`), and the worker goes on by itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.limiter import MINUTE, PER_MINUTE, seconds_to_wait
from preau.staff.models import EmploymentContract, StaffImport, StaffPerson
from preau.staff.moving.acts import ask_consent
from preau.staff.register.known import has_name
from preau.training.importing.matching import Plan, people_of
from preau.training.importing.proposal import Proposal, ReadPerson, kept

LIMIT = "staff-known"
A_MINUTE = PER_MINUTE[LIMIT]
MOST_IDLE = 5  # minutes in which nobody could be looked up


def known_elsewhere(house_id: int, people: Iterable[ReadPerson]) -> dict[str, StaffPerson]:
    """Return by identity who of these may be known, but never worked in this house. Two queries, none for nobody.

    The rule of the register: the same number and name, or the same name and day of birth.
    """
    read = [one for one in people if one.identity]
    if not read:
        return {}
    days, numbers = {one.birth_date for one in read if one.birth_date}, {one.number for one in read if one.number}
    own = EmploymentContract.objects.filter(organisation_id=house_id).values("person")
    rows = StaffPerson.objects.filter(Q(birth_date__in=days) | Q(national_number__in=numbers)).exclude(pk__in=own)
    by_day: dict[date | str | None, list[StaffPerson]] = defaultdict(list)
    for person in rows.order_by("pk"):
        by_day[person.birth_date].append(person)
        by_day[person.national_number].append(person)
    found: dict[str, StaffPerson] = {}
    for one in read:
        names = {"given_name": one.given_name, "family_name": one.family_name}
        alike = [*(by_day[one.number] if one.number else ()), *(by_day[one.birth_date] if one.birth_date else ())]
        same = next((person for person in alike if has_name(person, names)), None)
        if same is not None:
            found[one.identity] = same
    return found


def look(list_id: int) -> int:
    """Look up those of a list that are still to be, a few a minute; return how many remain, none once it is closed."""
    with transaction.atomic():
        row = _locked(list_id)
        if row is None:
            return 0
        proposal = kept(row.proposal)
        waiting = [one.read for one in people_of(row.organisation_id, proposal, row.answers) if one.waits]
        now = waiting[: _allowed(row.organisation_id, len(waiting))]
        if now:
            known = known_elsewhere(row.organisation_id, now)
            remember(row, proposal, {one.identity: one.identity in known for one in now})
    return len(waiting) - len(now)


def remember(row: StaffImport, proposal: Proposal, said: dict[str, bool]) -> None:
    """Keep who may be known elsewhere, and who is not."""
    row.proposal = {**row.proposal, "looked": {**proposal.looked, **said}}
    row.save(update_fields=["proposal"])


def ask_them(actor: Actor, house: Organisation, plan: Plan) -> int:
    """Ask for their consent those who may be known elsewhere, as the register does; return how many.

    Nothing of theirs is written: no contract, no title, no training. Inside the act that locked the house.
    """
    known = known_elsewhere(house.pk, [one.read for one in plan.asked])
    asked = 0
    for one in plan.asked:
        person = known.get(one.read.identity)
        if person is not None and one.starts_on is not None:  # else her file changed since: the list says so sent again
            function = one.read.functions[0] if one.read.functions else plan.function_of_all
            ask_consent(actor, house, person, one.starts_on, function)
            asked += 1
    return asked


def look_then_go_on(list_id: int) -> None:
    """Look up who can be at once, inside the act that changed the list; the worker looks up the others."""
    waiting = look(list_id)
    if waiting:
        transaction.on_commit(lambda: _later(list_id, waiting, 0))


@task()
def look_again(list_id: int, waiting: int, idle: int = 0) -> None:
    """Look up a few more of a list, each minute until everybody is; `waiting` were left, the last `idle` times too.

    It stops when the few of a minute are always taken: whoever answers on the page starts it again.
    """
    left = look(list_id)
    idle = idle + 1 if left == waiting else 0
    if left and idle < MOST_IDLE:
        _later(list_id, left, idle)


def _later(list_id: int, waiting: int, idle: int) -> None:
    later = look_again.using(run_after=clock.now() + timedelta(seconds=MINUTE))
    later.enqueue(list_id, waiting, idle)


def _locked(list_id: int) -> StaffImport | None:
    rows = StaffImport.objects.select_for_update(of=("self",), no_key=True)
    row: StaffImport | None = rows.filter(pk=list_id, settled_at=None, dropped_at=None).exclude(proposal={}).first()
    return row


def _allowed(house_id: int, wanted: int) -> int:
    """Return how many may be looked up now, and count them."""
    return next((done for done in range(wanted) if seconds_to_wait(LIMIT, str(house_id))), wanted)
