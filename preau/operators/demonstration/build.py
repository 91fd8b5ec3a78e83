"""Writing the invented operators, a few queries for many: bodies, places, declarations, cases and versions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from preau.foundation.accounts.demonstration import DOMAIN, FIRST_NAMES, LAST_NAMES
from preau.foundation.accounts.models import Mandate, Organisation, Person
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.models import Case, CaseAct, CaseAudience, Remark
from preau.foundation.territory.demonstration import DEMO, MONS, NATIONAL, World
from preau.foundation.territory.models import Municipality, Zone
from preau.law.procedures import Procedure, procedure
from preau.operators.declaring.versions import fingerprint_of
from preau.operators.demonstration.invented import MARRONNIERS, Invented, marronniers, operators_of
from preau.operators.models import (
    CareOperator,
    CarePlace,
    CareProject,
    ChildrenCount,
    ContactPerson,
    DeclarationRevision,
    HelpSubject,
    Insurance,
    OfficerCharge,
    OperatorDeclaration,
    OrganisingBody,
    Recognition,
)
from preau.operators.published import rebuild_all
from preau.operators.writing import write_places

PROCEDURE = "operator_declaration"
ROADS = {
    "preparing": ("open",),
    "noted": ("open", "note_down"),
    "submitted": ("open", "submit"),
    "to_correct": ("open", "submit", "ask_correction"),
    "read": ("open", "submit", "read"),
}
LARGEST = "charleroi"  # many operators in one commune, for the matrix
_CHUNK = 100  # operators written at a time


@dataclass(frozen=True)
class _Written:
    """An operator written down, with its zone and what was invented of it.

    `rank` is its place among all: what is drawn for it hangs on that, never on its key.
    """

    rank: int
    operator: CareOperator
    zone: Zone
    invented: Invented


def build(world: World) -> dict[str, int]:
    """Write the operators of every zone of the world, publish what they declared; return what was written."""
    made = [(zone, one) for zone in world.zones for one in _operators_of(world, zone)]
    places = 0
    for start in range(0, len(made), _CHUNK):
        places += _write(world, made[start : start + _CHUNK], start + 1)
    declared = rebuild_all(world.now)
    _count_children(world)
    _charge_officers(world)
    return {"operators": len(made), "places": places, "declarations": declared}


def _operators_of(world: World, zone: Zone) -> Iterator[Invented]:
    for member in zone.members.select_related("municipality"):
        commune = member.municipality
        count, places = _size(world, commune)
        rng = world.rng("operators", commune.nis)
        if zone.slug == MONS:
            yield marronniers(rng, commune)
        yield from operators_of(rng, commune, count, places, world.today)


def _size(world: World, commune: Municipality) -> tuple[int, int]:
    """Return how many operators and places a commune has: 2,500 and 10,000 in the whole country."""
    if world.scale == NATIONAL:
        return (80, 400) if commune.slug == LARGEST else (9, 36)
    if world.scale == DEMO:
        return (12, 30) if commune.slug in {MONS, LARGEST} else (4, 8)
    return 3, 6


def _write(world: World, made: Sequence[tuple[Zone, Invented]], first: int) -> int:
    """Write some operators with their places, versions and cases, ranked from `first`; return how many places."""
    written = _operators(world, made, first)
    owners = [(row, text) for row in written for text in row.invented.description.places]
    rows = write_places([(row.operator, text) for row, text in owners], world.now)
    by_operator: dict[int, list[CarePlace]] = {}
    for (row, _), place in zip(owners, rows, strict=True):
        by_operator.setdefault(row.operator.pk, []).append(place)
    declarations = OperatorDeclaration.objects.bulk_create(
        OperatorDeclaration(operator=row.operator, zone=row.zone) for row in written
    )
    pairs = list(zip(written, declarations, strict=True))
    DeclarationRevision.objects.bulk_create(
        _revision(row, declaration, by_operator.get(row.operator.pk, []))
        for row, declaration in pairs
        if row.invented.declared_on
    )
    _cases(world, pairs)
    return len(rows)


def _operators(world: World, made: Sequence[tuple[Zone, Invented]], first: int) -> list[_Written]:
    """Write the organisations, bodies and operators with what they hold; those with an account get a signatory."""
    organisations = [_organisation(zone, one) for zone, one in made]
    Organisation.objects.bulk_create([one for one in organisations if one.pk is None])
    bodies = OrganisingBody.objects.bulk_create(
        OrganisingBody(
            organisation=house,
            updated_at=world.now,
            iban=_account(rank, one),
            **_columns(one.description.body, but=("name",)),
        )
        for rank, (house, (_, one)) in enumerate(zip(organisations, made, strict=True), start=first)
    )
    operators = CareOperator.objects.bulk_create(
        CareOperator(body=body, updated_at=world.now, **_columns(one.description, but=_LISTS))
        for body, (_, one) in zip(bodies, made, strict=True)
    )
    ranked = enumerate(zip(operators, made, strict=True), start=first)
    written = [_Written(rank, row, zone, one) for rank, (row, (zone, one)) in ranked]
    _held(world, written)
    _signatories(world, written)
    return written


def _account(rank: int, made: Invented) -> str:
    """Return an invented account: 999 begins circular cheques, nobody's account. None before a first declaration."""
    if made.state in {"preparing", "noted"}:
        return ""
    number = f"999{rank:07d}"
    account = f"{number}{int(number) % 97 or 97:02d}"
    return f"BE{98 - int(account + '111400') % 97:02d}{account}"  # B is 11, E is 14


def _organisation(zone: Zone, one: Invented) -> Organisation:
    """Return the house of an operator, not yet written; Les Petits Marronniers has one already, with its people."""
    name = one.description.body.name
    if name == MARRONNIERS:
        return Organisation.objects.get(kind=OrganisationKind.OPERATOR, name=name)
    return Organisation(kind=OrganisationKind.OPERATOR, name=name, zone=zone)


_LISTS = ("body", "recognitions", "insurances", "contacts", "project", "places")


def _columns(text: Struct, but: Collection[str] = ()) -> dict[str, Any]:
    return {name: getattr(text, name) for name in text.__struct_fields__ if name not in but}


def _held(world: World, written: Sequence[_Written]) -> None:
    """Write the recognitions, insurances, contacts and projects of these operators."""
    pairs = [(row.operator, row.invented) for row in written]
    Recognition.objects.bulk_create(
        Recognition(operator=row, **_columns(one)) for row, made in pairs for one in made.description.recognitions
    )
    Insurance.objects.bulk_create(
        Insurance(operator=row, **_columns(one)) for row, made in pairs for one in made.description.insurances
    )
    ContactPerson.objects.bulk_create(
        ContactPerson(
            body=row.body,
            confirmed_on=made.declared_on or world.today,
            **{**_columns(one), "subjects": list(one.subjects)},
        )
        for row, made in pairs
        for one in made.description.contacts
    )
    CareProject.objects.bulk_create(
        CareProject(operator=row, created_at=world.now, **{**_columns(one, ("files",)), "points": list(one.points)})
        for row, made in pairs
        if (one := made.description.project) is not None
    )


def _signatories(world: World, written: Sequence[_Written]) -> None:
    """Give each operator someone who signs, but those the commune noted down: nobody acts for them yet."""
    password = Person.objects.values_list("password", flat=True)[0]  # everybody's: its hash is slow on purpose
    served = [row for row in written if row.invented.state != "noted" and not _has_people(row)]
    people = Person.objects.bulk_create(
        Person(email=f"direction{row.rank}@{DOMAIN}", full_name=_name(world, row), password=password) for row in served
    )
    Mandate.objects.bulk_create(
        Mandate(
            person=person,
            organisation=row.operator.body.organisation,
            role=Role.OPERATOR_SIGNATORY,
            manages_users=True,
            valid_from=world.years[0].first_day,
        )
        for person, row in zip(people, served, strict=True)
    )


def _name(world: World, row: _Written) -> str:
    rng = world.rng("signatory", row.rank)
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"


def _has_people(row: _Written) -> bool:
    return row.invented.description.body.name == MARRONNIERS


def _revision(row: _Written, declaration: OperatorDeclaration, places: Sequence[CarePlace]) -> DeclarationRevision:
    """Return the declared text, each place with the key of its row."""
    texts = row.invented.description.places
    keyed = tuple(replace(text, key=place.pk) for text, place in zip(texts, places, strict=True))
    content = replace(row.invented.description, places=keyed).plain()
    day = row.invented.declared_on or date.min
    return DeclarationRevision(
        declaration=declaration,
        number=1,
        content=content,
        fingerprint=fingerprint_of(content),
        iban=row.operator.body.iban,
        effective_on=day,
        submitted_at=_noon(day),
        by_coordination=row.invented.state == "noted",
    )


def _cases(world: World, pairs: Sequence[tuple[_Written, OperatorDeclaration]]) -> None:
    """Write the case of each declaration with its acts, as far as it went."""
    told = []
    for row, declaration in pairs:
        day = row.invented.declared_on or world.today
        declared = procedure(PROCEDURE, day)
        case = Case(
            procedure_id=PROCEDURE,
            opened_on=day,
            state_id=row.invented.state,
            title=f"Déclaration de {row.operator.name}, {row.zone}"[:200],
            zone=row.zone,
            organisation=row.operator.body.organisation,
            subject_type=declaration._meta.label_lower,
            subject_id=declaration.pk,
            step=len(ROADS[row.invented.state]),
            changed_at=_noon(day),
        )
        told.append((row, declared, day, case))
    Case.objects.bulk_create(case for *_, case in told)
    Remark.objects.bulk_create(_remarks([(row, case) for row, _, _, case in told]))
    CaseAct.objects.bulk_create(act for row, declared, day, case in told for act in _acts(row, declared, day, case))
    CaseAudience.objects.bulk_create(
        CaseAudience(case=case, role=role, since=case.changed_at)
        for row, declared, _, case in told
        for role in dict.fromkeys(str(role) for act in ROADS[row.invented.state] for role in declared.act(act).tells)
    )


def _remarks(told: Sequence[tuple[_Written, Case]]) -> Iterator[Remark]:
    """Yield what each coordination asked to correct: it waits for the operator."""
    coordinators = {
        mandate.organisation.zone_id: mandate
        for mandate in Mandate.objects.filter(role=Role.ATL_COORDINATOR, delegated_from=None)
        .select_related("person", "organisation")
        .order_by("-pk")
    }
    for row, case in told:
        if row.invented.state == "to_correct":
            mandate = coordinators[row.zone.pk]
            yield Remark(
                case=case,
                field="declaration",
                label="La déclaration entière",
                text="Les heures du mercredi ne sont pas celles du folder de la rentrée : lesquelles sont justes ?",
                person=mandate.person,
                acting_as=str(mandate)[:200],
                at=case.changed_at,
            )


def _acts(row: _Written, declared: Procedure, day: date, case: Case) -> Iterator[CaseAct]:
    state = ""
    for number, name in enumerate(ROADS[row.invented.state], start=1):
        act = declared.act(name)
        before, state = state, act.to or state
        yield CaseAct(
            case=case,
            number=number,
            act_id=name,
            from_state=before,
            to_state=state,
            at=_noon(day),
            day=day,
            acting_as="Données de démonstration",
            supplied={"facts": {}, "attested": []},
        )


def _count_children(world: World) -> None:
    """Invent the number of children of most communes: some coordinations have not given theirs yet."""
    communes = Municipality.objects.filter(memberships__zone__in=world.zones).distinct()
    rows = []
    for commune in communes:
        rng = world.rng("children", commune.nis)
        if rng.random() < 0.85:
            many = rng.randint(14_000, 22_000) if commune.slug == LARGEST else rng.randint(400, 4_500)
            source = "Chiffre inventé de la démonstration"
            rows.append(
                ChildrenCount(municipality=commune, day=date(world.today.year, 1, 1), count=many, source=source)
            )
    ChildrenCount.objects.bulk_create(rows)


def _charge_officers(world: World) -> None:
    """Let the officers of ONE answer everywhere, each for her subject."""
    by_role = {mandate.role: mandate for mandate in Mandate.objects.filter(organisation__kind=OrganisationKind.ONE)}
    charges = (
        (HelpSubject.APPROVAL, Role.APPROVAL_OFFICER),
        (HelpSubject.QUALITY, Role.APPROVAL_OFFICER),
        (HelpSubject.TRAINING, Role.TRAINING_OFFICER),
        (HelpSubject.SUBSIDIES, Role.SUBSIDY_OFFICER),
    )
    OfficerCharge.objects.bulk_create(
        OfficerCharge(mandate=by_role[role], subject=subject) for subject, role in charges if role in by_role
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
