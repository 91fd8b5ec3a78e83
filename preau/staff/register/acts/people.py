"""Writing somebody in the register, correcting who she is, tying her account to her file, keeping who read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.journal.api import record
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow, Values, check_version, held_by
from preau.staff.access import can_register, can_renew, is_oneself, needs_consent
from preau.staff.models import Assignment, EmploymentContract, MoveRequest, StaffPerson
from preau.staff.moving.acts import ask_consent
from preau.staff.register.frame import keeping, note
from preau.staff.register.known import Known, has_name, known_as, refuse_taken

IDENTITY = ("given_name", "family_name", "birth_date", "email", "phone")
CONTRACT = ("starts_on", "status", "fte")
READ = "staff.read_file"


class MaybeKnown(Exception):  # noqa: N818 - a question the page asks
    """Somebody of this name may be known elsewhere: the page asks whether to ask her consent. Nothing was written."""


class AlreadyThere(Exception):  # noqa: N818 - a situation the page explains
    """This person is in the house's own register already, now or since she left."""

    def __init__(self, person: StaffPerson) -> None:
        super().__init__(str(person))
        self.person = person


@dataclass(frozen=True)
class Newcomer:
    """Somebody to write down: who she is, her contract, her first function."""

    identity: Values
    contract: Values
    function: Values


def register_person(actor: Actor, newcomer: Newcomer) -> StaffPerson:
    """Write somebody new with her contract and her function; a second click writes nothing more.

    Raises Forbidden, AlreadyThere for somebody of the house, MaybeKnown when her name and her number or birth date
    are those of a file elsewhere, UnfitNumber.
    """
    with _house_of(actor) as house:
        known = known_as(newcomer.identity)
        twice = _sent_twice(house, newcomer)
        if twice is not None:
            return twice
        _refuse_own(actor, known)
        if known.people:
            raise MaybeKnown
        return _write(actor, house, newcomer)


def register_another(actor: Actor, newcomer: Newcomer) -> StaffPerson:
    """Write somebody who is not the one Préau may know. Raises as `register_person`, but MaybeKnown."""
    with _house_of(actor) as house:
        refuse_taken(newcomer.identity["national_number"])
        return _sent_twice(house, newcomer) or _write(actor, house, newcomer)


def ask_her(actor: Actor, newcomer: Newcomer) -> MoveRequest | None:
    """Ask whoever may be this person for her consent; None when nobody is known any more: write her down then."""
    with _house_of(actor) as house:
        known = known_as(newcomer.identity)
        _refuse_own(actor, known)
        if not known.people:
            return None
        return ask_consent(actor, house, known.people[0], newcomer.contract["starts_on"], newcomer.function["function"])


def ask_back(actor: Actor, person_id: int, starts_on: date, function: str) -> MoveRequest:
    """Ask somebody who left for her consent, to bring her back; asked twice, one request waits.

    Raises Http404, Forbidden, NotNow when a contract is enough.
    """
    with _house_of(actor) as house:
        person = StaffPerson.objects.visible_to(actor).filter(pk=person_id).first()
        if person is None:
            raise Http404("person")
        require(can_renew(actor, person))
        if not needs_consent(actor, person):
            raise NotNow("Son accord n’est pas nécessaire : donnez-lui un nouveau contrat.")
        return ask_consent(actor, house, person, starts_on, function)


def save_identity(actor: Actor, person_id: int, version: int | None, values: Values) -> StaffPerson:
    """Correct who somebody is; an empty number keeps the one held. Raises Http404, Forbidden, Stale, UnfitNumber."""
    with keeping(actor, person_id) as person:
        held = held_by(person, IDENTITY)
        written = {name: values[name] for name in IDENTITY}
        check_version(version, held, written)
        number = values["national_number"] or person.national_number
        refuse_taken(number, but=person)
        before, after = {**held, "national_number": person.national_number}, {**written, "national_number": number}
        if note(actor, "staff.save_identity", person, before, after):
            for name, value in after.items():
                setattr(person, name, value)
            person.account_id = person.account_id or account_of(person, actor)
            person.save()
    return person


def claim_file(actor: Actor) -> StaffPerson:
    """Tie the file that bears one's address, in the house one acts for, to one's account; twice is once.

    Raises Http404 when there is none.
    """
    with transaction.atomic():
        mine = StaffPerson.objects.filter(account=actor.someone).first()
        if mine is not None:
            return mine
        found = claimable(actor)
        if found is None:
            raise Http404("person")
        person = StaffPerson.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
        person.account = actor.someone
        person.save(update_fields=["account"])
        record(actor, "staff.claim_file", person, {"person": person.pk})
    return person


def claimable(actor: Actor) -> StaffPerson | None:
    """Return the file that bears one's address in the house acted for, tied to nobody; None without, or with a file."""
    if actor.person_id is None or StaffPerson.objects.filter(account_id=actor.person_id).exists():
        return None
    rows = StaffPerson.objects.at_work(actor.organisation_id or 0, actor.today)
    return rows.filter(account=None, email__iexact=actor.email).first()


def record_reading(actor: Actor, person: StaffPerson, what: str = "file") -> None:
    """Keep that this file was opened, once a day for each reader and thing; one's own file leaves no trace."""
    if is_oneself(actor, person) or actor.is_system:
        return
    midnight = timezone.make_aware(datetime.combine(actor.today, time.min))
    rows = Entry.objects.filter(object_type=person._meta.label_lower, object_id=str(person.pk), act=READ)
    mine = rows.filter(person=actor.person, organisation_id=actor.organisation_id, at__gte=midnight)
    if not mine.filter(payload={"what": what}).exists():
        with transaction.atomic():
            record(actor, READ, person, {"what": what})


def account_of(person: StaffPerson, actor: Actor) -> int | None:
    """Return the account that acts in this house with the person's address and has no file yet; None without."""
    if not person.email:
        return None
    held = Mandate.objects.in_force(actor.today).filter(organisation_id=actor.organisation_id or 0)
    free = held.filter(person__email=person.email.lower(), person__staff_person=None)
    return free.values_list("person_id", flat=True).first()


# -- inside -----------------------------------------------------------------------------------------
@contextmanager
def _house_of(actor: Actor) -> Iterator[Organisation]:
    """Lock the house acted for, so that two clicks write somebody once. Raises Forbidden."""
    require(can_register(actor))
    with transaction.atomic():
        rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
        yield rows.get(pk=actor.organisation_id or 0)


def _sent_twice(house: Organisation, newcomer: Newcomer) -> StaffPerson | None:
    """Return the person this very form wrote already."""
    said = newcomer.identity
    contracts = EmploymentContract.objects.filter(organisation=house, starts_on=newcomer.contract["starts_on"])
    rows = StaffPerson.objects.filter(contracts__in=contracts, birth_date=said["birth_date"], email=said["email"])
    return next((one for one in rows if has_name(one, said)), None)


def _refuse_own(actor: Actor, known: Known) -> None:
    mine = StaffPerson.objects.visible_to(actor).filter(pk__in=[one.pk for one in known.people])
    for person in mine:
        if can_renew(actor, person):
            raise AlreadyThere(person)


def _write(actor: Actor, house: Organisation, newcomer: Newcomer) -> StaffPerson:
    person = StaffPerson(created_at=actor.now, updated_at=actor.now, **newcomer.identity)
    person.account_id = account_of(person, actor)
    person.save()
    contract = EmploymentContract.objects.create(
        person=person, organisation=house, recorded_by_id=actor.person_id, recorded_at=actor.now, **newcomer.contract
    )
    first = Assignment.objects.create(
        contract=contract, starts_on=contract.starts_on, fte=contract.fte, **newcomer.function
    )
    said = {**newcomer.identity, **newcomer.contract, "function": first.function, "place": first.place_id}
    note(actor, "staff.register_person", person, {}, said)
    return person
