"""Writing the invented teams, a few queries for many: people, contracts, functions, titles, extracts, requests."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db.models import Exists, OuterRef
from PIL import Image, ImageDraw

from preau.foundation.accounts.demonstration import DOMAIN, coordinator_email
from preau.foundation.accounts.models import Mandate, Organisation, Person, digest_of_token
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.documents.api import FileKind, ReceivedFile
from preau.foundation.territory.demonstration import MONS, World
from preau.operators.api import CareOperator
from preau.operators.models import LegalForm
from preau.staff.demonstration.invented import TEAM, service_size, sizes, team
from preau.staff.demonstration.requests import Member, noon, write_requests
from preau.staff.models import (
    Assignment,
    Credential,
    EmploymentContract,
    FunctionCode,
    GoodConductCheck,
    MoveRequest,
    StaffLeave,
    StaffPerson,
)

_HOUSES = 200  # written at a time
_ACCOUNTS = (  # the accounts of Les Petits Marronniers, by rank in the team
    ("projet.marronniers", 0),
    ("accueil1.marronniers", 1),
    ("accueil2.marronniers", 2),
    ("direction.marronniers", 6),
    ("secretariat.marronniers", 7),
)
_CONSENT = "accord-de-demonstration"


def build(world: World) -> dict[str, int]:
    """Write the teams of the operators that have an account, and the coordinators; return what was written."""
    houses = _houses(world)
    paper = _paper(world)
    counts = sizes(world.scale, len(houses), _services(world, houses))
    written = 0
    for start in range(0, len(houses), _HOUSES):
        ranked = list(enumerate(houses[start : start + _HOUSES], start))
        written += _write(world, ranked, counts, paper)
    _tie_accounts()
    coordinators = _coordinators(world, paper)
    return {"people": written + coordinators, "houses": len(houses), "consents": _consent(world)}


def _houses(world: World) -> list[Organisation]:
    """Return the operators of these zones somebody acts for, Les Petits Marronniers first."""
    acting = Mandate.objects.filter(organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(Exists(acting), kind=OrganisationKind.OPERATOR, zone__in=world.zones)
    return sorted(rows.order_by("pk"), key=lambda house: house.pk != _marronniers().pk)


def _services(world: World, houses: Sequence[Organisation]) -> dict[int, int]:
    """Return how many people each communal service has, by its rank among the houses."""
    communal = CareOperator.objects.filter(body__legal_form=LegalForm.MUNICIPALITY, kind=CareOperator.Kind.OTHER)
    kept = set(communal.values_list("body__organisation_id", flat=True))
    return {
        rank: service_size(world.rng("service", rank), house.zone.slug)
        for rank, house in enumerate(houses)
        if house.pk in kept and house.zone is not None
    }


def _marronniers() -> Organisation:
    return Mandate.objects.select_related("organisation").get(person__email=_email("accueil1.marronniers")).organisation


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}"


def _write(world: World, ranked: Sequence[tuple[int, Organisation]], counts: Sequence[int], paper: ReceivedFile) -> int:
    members = _members(world, ranked, counts)
    places = _places([house for _, house in ranked])
    Assignment.objects.bulk_create(_assignment(one, places[one.house.pk]) for one in members)
    titled = [one for one in members if one.invented.title]
    credentials = Credential.objects.bulk_create(_credential(world, one, paper) for one in titled)
    held = {one.person.pk: row for one, row in zip(titled, credentials, strict=True)}
    GoodConductCheck.objects.bulk_create(_check(one) for one in members if one.invented.extract_on)
    StaffLeave.objects.bulk_create(
        StaffLeave(contract=one.contract, kind=kind, starts_on=max(first, one.contract.starts_on), ends_on=last)
        for one in members
        if one.invented.leave
        for kind, first, last in [one.invented.leave]
    )
    write_requests(world, [one for one in members if one.invented.asks], held)
    return len(members)


def _members(world: World, ranked: Sequence[tuple[int, Organisation]], counts: Sequence[int]) -> list[Member]:
    drawn = [
        (house, one)
        for rank, house in ranked
        for one in team(world.rng("team", rank), TEAM if rank == 0 else counts[rank], world.today)
    ]
    people = StaffPerson.objects.bulk_create(
        StaffPerson(
            given_name=one.given_name,
            family_name=one.family_name,
            birth_date=one.birth_date,
            created_at=world.now,
            updated_at=world.now,
        )
        for _, one in drawn
    )
    contracts = EmploymentContract.objects.bulk_create(
        EmploymentContract(
            person=person,
            organisation=house,
            status=EmploymentContract.Status.EMPLOYEE,
            fte=one.fte,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            recorded_at=world.now,
        )
        for person, (house, one) in zip(people, drawn, strict=True)
    )
    rows = zip(drawn, people, contracts, strict=True)
    return [Member(house, one, person, contract) for (house, one), person, contract in rows]


def _places(houses: Sequence[Organisation]) -> dict[int, list[int]]:
    """Return the places of each house, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = CareOperator.objects.filter(body__organisation__in=houses, places__isnull=False)
    for house, place in rows.order_by("places__pk").values_list("body__organisation_id", "places__pk"):
        found[house].append(place)
    return found


def _assignment(one: Member, places: Sequence[int]) -> Assignment:
    everywhere = one.invented.function in {FunctionCode.ADMINISTRATION, FunctionCode.MANAGEMENT} or not places
    return Assignment(
        contract=one.contract,
        place_id=None if everywhere else places[one.invented.place % len(places)],
        function=one.invented.function,
        fte=one.invented.fte,
        is_estimate=one.invented.place % 3 == 0,
        starts_on=one.contract.starts_on,
        ends_on=one.contract.ends_on,
    )


def _credential(world: World, one: Member, paper: ReceivedFile) -> Credential:
    label = "Brevet d’une autre branche" if one.invented.title == "other" else ""
    return Credential(
        person=one.person,
        title=one.invented.title,
        label=label,
        issuer="École inventée",
        obtained_on=one.invented.obtained_on,
        file=paper,
        recorded_for=one.house,
        recorded_at=noon(one.contract.starts_on),
    )


def _check(one: Member) -> GoodConductCheck:
    day = one.invented.extract_on or one.contract.starts_on
    return GoodConductCheck(
        person=one.person, organisation=one.house, extract_on=day, seen_on=day, cleared=True, recorded_at=noon(day)
    )


# -- accounts, coordinators, a consent --------------------------------------------------------------
def _tie_accounts() -> None:
    """Give the accounts of Les Petits Marronniers their own file."""
    rows = list(
        StaffPerson.objects.filter(contracts__organisation=_marronniers()).order_by("pk")[
            : max(r for _, r in _ACCOUNTS) + 1
        ]
    )
    people = {one.email: one for one in Person.objects.filter(email__in=[_email(name) for name, _ in _ACCOUNTS])}
    for name, rank in _ACCOUNTS:
        account = people[_email(name)]
        given, _, family = account.full_name.partition(" ")
        row = rows[rank]
        row.account, row.email, row.given_name, row.family_name = account, account.email, given, family
    StaffPerson.objects.bulk_update(rows, ("account", "email", "given_name", "family_name"))


def _coordinators(world: World, paper: ReceivedFile) -> int:
    """Write the coordinator of each zone, with her contract and diploma; Mons has just hired a second one, without."""
    accounts = {one.email: one for one in Person.objects.filter(email__startswith="coordination.")}
    houses = {
        house.zone_id: house for house in Organisation.objects.filter(kind=OrganisationKind.COORDINATION).order_by("pk")
    }
    drawn = [(houses[zone.pk], accounts[coordinator_email(zone.slug)], zone) for zone in world.zones]
    people = [_coordinator(world, account) for _, account, _ in drawn]
    newcomer = StaffPerson(given_name="Swann", family_name="Ricochet", created_at=world.now, updated_at=world.now)
    written = StaffPerson.objects.bulk_create([*people, newcomer])
    since = [date(2015, 9, 1) + timedelta(days=31 * (rank % 60)) for rank in range(len(drawn))]
    where = [*(house for house, _, _ in drawn), houses[world.zone(MONS).pk]]
    days = [*since, world.today - timedelta(days=12)]
    contracts = EmploymentContract.objects.bulk_create(
        EmploymentContract(
            person=person,
            organisation=house,
            status=EmploymentContract.Status.EMPLOYEE,
            fte=1,
            starts_on=day,
            document=None if person is newcomer else paper,
            recorded_at=world.now,
        )
        for person, house, day in zip(written, where, days, strict=True)
    )
    Assignment.objects.bulk_create(
        Assignment(contract=one, function=FunctionCode.ATL_COORDINATOR, fte=1, starts_on=one.starts_on)
        for one in contracts
    )
    held = zip(written[:-1], where[:-1], since, strict=True)
    Credential.objects.bulk_create(_diploma(person, house, day, paper) for person, house, day in held)
    GoodConductCheck.objects.bulk_create(
        _extract(world, person, house) for person, house in zip(written[:-1], where[:-1], strict=True)
    )
    return len(written)


def _extract(world: World, person: StaffPerson, house: Organisation) -> GoodConductCheck:
    """Return the extract of a coordinator, seen a year ago; the newcomer's is still to see."""
    return GoodConductCheck(
        person=person,
        organisation=house,
        extract_on=world.today - timedelta(days=400),
        seen_on=world.today - timedelta(days=390),
        cleared=True,
        recorded_at=world.now,
    )


def _diploma(person: StaffPerson, house: Organisation, hired: date, paper: ReceivedFile) -> Credential:
    return Credential(
        person=person,
        title="higher_social",
        issuer="École inventée",
        obtained_on=hired - timedelta(days=400),
        file=paper,
        recorded_for=house,
        recorded_at=noon(hired),
    )


def _coordinator(world: World, account: Person) -> StaffPerson:
    given, _, family = account.full_name.partition(" ")
    return StaffPerson(
        given_name=given,
        family_name=family,
        email=account.email,
        account=account,
        created_at=world.now,
        updated_at=world.now,
    )


def _consent(world: World) -> int:
    """Let another operator wait for the consent of the second care worker of Les Petits Marronniers."""
    worker = StaffPerson.objects.get(account__email=_email("accueil2.marronniers"))
    asking = Mandate.objects.filter(
        organisation__kind=OrganisationKind.OPERATOR, role=Role.OPERATOR_SIGNATORY, organisation__zone=world.zone(MONS)
    ).exclude(organisation=_marronniers())
    mandate = asking.order_by("pk").first()
    if mandate is None:
        return 0
    MoveRequest.objects.create(
        person=worker,
        organisation_id=mandate.organisation_id,
        starts_on=world.today + timedelta(days=20),
        function=FunctionCode.CARE_WORKER,
        asked_by_id=mandate.person_id,
        asked_at=world.now,
        expires_at=world.now + timedelta(days=30),
        token_digest=digest_of_token(_CONSENT),
    )
    return 1


def _paper(world: World) -> ReceivedFile:
    """Keep one invented picture that stands for every title and contract."""
    picture = Image.new("RGB", (900, 320), "white")
    ImageDraw.Draw(picture).text((40, 140), "Document invente pour la demonstration", fill="black", font_size=32)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    data = buffer.getvalue()
    mandate = Mandate.objects.get(person__email=_email("direction.marronniers"))
    row = ReceivedFile(
        original_name="document-invente.png",
        kind=FileKind.PNG,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        purpose="staff.credential",
        organisation_id=mandate.organisation_id,
        uploaded_by_id=mandate.person_id,
        uploaded_at=world.now,
    )
    row.file.save(row.original_name, ContentFile(data), save=False)
    row.save(force_insert=True)
    return row
