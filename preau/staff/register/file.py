"""The file of one person as a reader may read it: a former house stops at her last day there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from preau.foundation.accounts.access import Decision
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.journal.models import Entry
from preau.foundation.ui.patterns import CountStep, Event
from preau.staff.access import (
    can_correct_contract,
    can_keep,
    can_read_contract,
    can_renew,
    is_copy_read,
    is_oneself,
    seen_until,
    sees_conduct,
    sees_national_number,
)
from preau.staff.models import (
    ONE_READERS,
    Assignment,
    Credential,
    EmploymentContract,
    FunctionCode,
    GoodConductCheck,
    StaffPerson,
)
from preau.staff.qualifying.reading import qualifications_of
from preau.staff.register.acts.people import READ
from preau.staff.register.due import Extract, Hiring, extracts_of, hirings_of
from preau.staff.register.numbers import masked
from preau.staff.register.words import (
    ACTS,
    Tag,
    extract_words,
    function_words,
    hundred_words,
    share_words,
    standing_words,
)

_EVENTS = 20
_TOLERANCE = Decimal("0.05")  # of a full time, between a contract and its functions


@dataclass(frozen=True)
class ContractShown:
    """A contract with what hangs on it."""

    row: EmploymentContract
    functions: tuple[tuple[Assignment, str], ...]  # each with its share of time in words
    leaves: tuple[object, ...]
    advice: str  # the shares of its functions against its own
    is_mine: bool  # of the house acted for

    @property
    def share(self) -> str:
        return share_words(self.row.fte)


@dataclass(frozen=True)
class FileShown:
    """What the page of a person shows to one reader. `until`: the last day of what is shown; None: all."""

    person: StaffPerson
    until: date | None
    number: str
    sees_number: bool
    contracts: tuple[ContractShown, ...]
    credentials: tuple[Credential, ...]
    copies: frozenset[int]  # the titles whose copy is read
    standings: tuple[tuple[str, Tag, str], ...]  # of each function: its words, its tag, what is left to follow
    extract: Extract | None
    extract_tag: Tag | None
    checks: tuple[GoodConductCheck, ...]
    hiring: Hiring | None
    history: tuple[Event, ...]
    may_keep: Decision
    may_renew: Decision
    may_correct: Decision  # its contracts
    own: bool
    sees_contract: bool

    @property
    def coordinates(self) -> bool:
        """Tell whether a coordination employs her: the extract asked of it is a reading of the law."""
        return any(one.row.organisation.kind == OrganisationKind.COORDINATION for one in self.contracts)

    @property
    def has_leaves(self) -> bool:
        return any(one.leaves for one in self.contracts)

    @property
    def hiring_steps(self) -> tuple[CountStep, ...]:
        steps = self.hiring.until.steps if self.hiring else ()
        return tuple(CountStep(one.day, one.text_fr, one.article, one.kind) for one in steps)

    @property
    def extract_steps(self) -> tuple[CountStep, ...]:
        steps = self.extract.answer.steps if self.extract else ()
        return tuple(CountStep(one.day, one.text_fr, one.article, one.kind) for one in steps)


def file_of(actor: Actor, person: StaffPerson) -> FileShown:
    """Return the file of somebody `visible_to` gave the actor. The same few queries whatever it holds."""
    until, today, own = seen_until(actor, person), actor.today, is_oneself(actor, person)
    contracts, credentials = _contracts(actor, person), tuple(_credentials(person, until))
    shown = tuple(_shown(actor, one) for one in contracts)
    checks = _checks(actor, person)
    house = actor.organisation_id or 0
    running = [one for one in contracts if one.ends_on is None or one.ends_on >= today]
    # Of the house acted for alone: each employer sees the extract for itself.
    conduct = sees_conduct(actor, person) and house in {one.organisation_id for one in running}
    extract = extracts_of(house, [person.pk], today)[person.pk] if conduct else None
    hirings = hirings_of(running)
    standings = {} if until else qualifications_of([person.pk], today)[person.pk]
    return FileShown(
        person=person,
        until=until,
        number=masked(person.national_number),
        sees_number=sees_national_number(actor, person),
        contracts=shown,
        credentials=credentials,
        copies=frozenset(one.pk for one in credentials if is_copy_read(one, until)),
        standings=tuple(
            (str(FunctionCode(code).label), standing_words(one), hundred_words(one, today))
            for code, one in standings.items()
        ),
        extract=extract,
        extract_tag=extract_words(extract, today) if extract else None,
        checks=checks,
        hiring=next(iter(hirings.values()), None),
        history=_history(actor, person, own),
        may_keep=can_keep(actor, person),
        may_renew=can_renew(actor, person),
        may_correct=can_correct_contract(actor, person),
        own=own,
        sees_contract=bool(can_read_contract(actor, person)),
    )


def readers_of(person: StaffPerson) -> tuple[Event, ...]:
    """Return who opened a file of late, for the person herself."""
    rows = _entries(person).filter(act=READ)[:_EVENTS]
    return tuple(Event(ACTS[READ], row.acting_as or str(row.person), row.at) for row in rows)


def _contracts(actor: Actor, person: StaffPerson) -> list[EmploymentContract]:
    """Return the contracts a reader reads: of her own house; all of them for herself and for ONE."""
    rows = EmploymentContract.objects.filter(person=person)
    if not (is_oneself(actor, person) or actor.role in ONE_READERS):
        rows = rows.filter(organisation_id=actor.organisation_id or 0)
    return list(rows.select_related("organisation", "document").prefetch_related("assignments__place", "leaves"))


def _shown(actor: Actor, one: EmploymentContract) -> ContractShown:
    mine = one.organisation_id == actor.organisation_id
    is_read = mine or actor.role not in ONE_READERS  # why somebody is away is no business of ONE
    leaves = tuple(one.leaves.all()) if is_read else ()
    functions = tuple(one.assignments.all())
    shares = tuple((row, function_words(row)[2]) for row in functions)
    return ContractShown(one, shares, leaves, _advice(one, functions, actor.today), mine)


def _advice(contract: EmploymentContract, functions: Iterable[Assignment], today: date) -> str:
    """Return what to look at when the shares of the functions of today do not make that of the contract."""
    running = [one for one in functions if one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)]
    shares = [one.fte for one in running]
    if contract.fte is None or not shares or None in shares:
        return ""
    total = sum((share for share in shares if share is not None), Decimal(0))
    if abs(total - contract.fte) <= _TOLERANCE:
        return ""
    return (
        f"Les fonctions font {share_words(total)} en tout, le contrat {share_words(contract.fte)}. C’est un conseil : "
        "une estimation suffit."
    )


def _credentials(person: StaffPerson, until: date | None) -> QuerySet[Credential]:
    rows = Credential.objects.filter(person=person, withdrawn_at=None).select_related("file")
    return rows.filter(recorded_at__lte=end_of(until)) if until else rows


def end_of(day: date) -> datetime:
    """Return the last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _checks(actor: Actor, person: StaffPerson) -> tuple[GoodConductCheck, ...]:
    if not sees_conduct(actor, person):
        return ()
    rows = GoodConductCheck.objects.filter(person=person).select_related("organisation")
    if not is_oneself(actor, person):
        rows = rows.filter(organisation_id=actor.organisation_id or 0)
    return tuple(rows)


def _history(actor: Actor, person: StaffPerson, own: bool) -> tuple[Event, ...]:
    """Return what was written in the file: all of it for herself, what her house wrote for a house."""
    rows = _entries(person).exclude(act=READ)
    if not own and actor.role not in ONE_READERS:
        rows = rows.filter(Q(organisation_id=actor.organisation_id or 0))
    if not sees_conduct(actor, person):
        rows = rows.exclude(act__in=("staff.see_extract", "staff.drop_extract"))
    return tuple(
        Event(ACTS.get(row.act, "Dossier modifié"), _who(row), row.at, row.person_id is None) for row in rows[:_EVENTS]
    )


def _entries(person: StaffPerson) -> QuerySet[Entry]:
    rows = Entry.objects.filter(object_type=person._meta.label_lower, object_id=str(person.pk))
    return rows.select_related("person").order_by("-pk")


def _who(row: Entry) -> str:
    return f"{row.person}, {row.acting_as}" if row.person else row.acting_as
