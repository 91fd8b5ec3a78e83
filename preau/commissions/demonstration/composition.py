"""A CCA for each zone of the demonstration, in a few queries for all: lawful, but for those that show what is not."""

from collections.abc import Iterator
from datetime import date, timedelta

from preau.commissions.members import NUMBERS
from preau.commissions.models import AdvisoryMember, Cca, CcaComponent, CcaMember, Known
from preau.foundation.accounts.demonstration import DOMAIN, FIRST_NAMES, LAST_NAMES, SEVERAL, coordinator_email
from preau.foundation.accounts.models import Person
from preau.foundation.territory.demonstration import DEMO, JOINT_SLUG, MONS, World
from preau.foundation.territory.models import Municipality, Zone, ZoneMember

ELECTION, INFORMED, START = date(2024, 10, 13), date(2025, 1, 13), date(2025, 2, 3)
SIZES = {MONS: 4, JOINT_SLUG: 5}
ABSENT, FAULTY, LEFT, UNKNOWN = "dour", "binche", "ath", "quaregnon"  # of the smallest scale alone
# The accounts of Mons that sit in its CCA: component and seat.
SEATED = {f"presidence.{MONS}": (1, 1), f"membre1.{MONS}": (2, 1), f"membre2.{MONS}": (4, 1), SEVERAL: (3, 1)}
ORGANISATIONS = {
    1: ("Conseil communal",),
    2: ("École des Tilleuls", "École du Grand Pré", "École Saint-Hubert du Pont", "École des Quatre Vents"),
    3: ("Parents de l’école des Tilleuls", "Parents de l’école Saint-Hubert du Pont", "Familles en Marelle"),
    4: ("Les Cerfs-Volants asbl", "Accueil communal", "La Toupie asbl", "Le Toboggan asbl", "Les Mikados asbl"),
    5: (
        "Bibliothèque de la Craie",
        "Maison de jeunes du Ricochet",
        "Centre sportif du Cerceau",
        "Ludothèque du Domino",
    ),
}
NETWORKS = {2: ("official", "official", "denominational"), 3: ("official", "denominational")}
MOVEMENT_RANK = 3  # the seat of component 3 that a family movement holds


def build(world: World) -> dict[str, int]:
    """Write the CCA of every zone with its people; return what was written."""
    communes = _communes(world)
    ccas = Cca.objects.bulk_create(_cca(world, zone) for zone in world.zones)
    components = CcaComponent.objects.bulk_create(_component(world, cca, number) for cca in ccas for number in NUMBERS)
    people = {person.email: person for person in Person.objects.filter(email__endswith=f"@{DOMAIN}")}
    names = {cca.zone_id: _names(world, cca) for cca in ccas}
    members = CcaMember.objects.bulk_create(
        _member(world, component, rank, communes[component.cca.zone_id], next(names[component.cca.zone_id]), people)
        for component in components
        if not component.absent
        for rank in range(1, _seats(world, component) + 1)
    )
    substitutes = CcaMember.objects.bulk_create(
        _substitute(member, next(names[member.component.cca.zone_id]))
        for member in members
        if not (_is(world, member.component.cca, FAULTY) and (member.component.number, member.rank) == (2, 1))
    )
    advisers = AdvisoryMember.objects.bulk_create(_advisers(ccas, people, names))
    chairs = {one.component.cca_id: one for one in members if one.college_designee and one.rank == 1}
    for cca in ccas:
        cca.chair = chairs[cca.pk]
    Cca.objects.bulk_update(ccas, ["chair"])
    return {"ccas": len(ccas), "members": len(members) + len(substitutes), "advisers": len(advisers)}


def _is(world: World, cca: Cca, slug: str) -> bool:
    return world.scale == DEMO and cca.zone.slug == slug


def _communes(world: World) -> dict[int, list[Municipality]]:
    """Return the communes of each zone, in one query."""
    found: dict[int, list[Municipality]] = {zone.pk: [] for zone in world.zones}
    rows = ZoneMember.objects.filter(zone__in=world.zones).select_related("municipality").order_by("position")
    for row in rows:
        found[row.zone_id].append(row.municipality)
    return found


def _cca(world: World, zone: Zone) -> Cca:
    joint = zone.slug == JOINT_SLUG
    return Cca(
        zone=zone,
        seats_each=SIZES.get(zone.slug, 3) if world.scale == DEMO or zone.slug == MONS else 3,
        contiguous=Known.YES if joint else Known.UNKNOWN,
        networks=None if world.scale == DEMO and zone.slug == UNKNOWN else ["official", "denominational"],
        parents_networks=["official", "denominational"],
        family_movements=Known.YES,
        commission_informed_on=INFORMED,
        first_meeting_on=START,
        last_election_on=ELECTION,
        house_rules_adopted_on=START + timedelta(days=70),
        notice_days=10,
        chair_designated=Known.YES if joint else Known.UNKNOWN,
    )


def _component(world: World, cca: Cca, number: int) -> CcaComponent:
    absent = _is(world, cca, ABSENT) and number == 5
    comment = "Assemblée convoquée par affichage et par lettre ; aucun refus." if number > 3 else ""
    if absent:
        comment = "Aucun service reconnu n’est actif dans la commune, d’après la liste demandée à la province."
    return CcaComponent(
        cca=cca, number=number, absent=CcaComponent.Absence.NON_EXISTENT if absent else "", comment=comment
    )


def _seats(world: World, component: CcaComponent) -> int:
    """Return how many seats of a component are held: one is missing where faults are shown."""
    missing = _is(world, component.cca, FAULTY) and component.number == 4
    return component.cca.seats_each - missing


def _names(world: World, cca: Cca) -> Iterator[str]:
    """Yield names, none twice in a CCA."""
    rng = world.rng("cca", cca.zone.slug)
    for drawn in rng.sample(range(len(FIRST_NAMES) * len(LAST_NAMES)), 100):
        yield f"{FIRST_NAMES[drawn % len(FIRST_NAMES)]} {LAST_NAMES[drawn // len(FIRST_NAMES)]}"


def _member(
    world: World,
    component: CcaComponent,
    rank: int,
    communes: list[Municipality],
    name: str,
    people: dict[str, Person],
) -> CcaMember:
    number, slug = component.number, component.cca.zone.slug
    movement = number == 3 and rank == MOVEMENT_RANK
    who = next((key for key, place in SEATED.items() if slug == MONS and place == (number, rank)), "")
    person = people.get(f"{who}@{DOMAIN}")
    cycle = NETWORKS.get(number, ("",))
    left = world.today - timedelta(days=40) if _is(world, component.cca, LEFT) and (number, rank) == (4, 2) else None
    houses = ORGANISATIONS[number]
    return CcaMember(
        component=component,
        rank=rank,
        full_name=person.full_name if person else name,
        email=person.email if person else f"cca.{slug}.{number}{rank}@{DOMAIN}",
        person=person,
        organisation=houses[2] if movement else houses[(rank - 1) % (2 if number == 3 else len(houses))],
        municipality=communes[(rank - 1) % len(communes)] if len(communes) > 1 else None,
        network="" if movement else cycle[(rank - 1) % len(cycle)],
        family_movement=movement,
        college_designee=number == 1 and rank == 1,
        anchored=Known.UNKNOWN if _is(world, component.cca, UNKNOWN) and (number, rank) == (5, 1) else Known.YES,
        entitled=Known.YES,
        excluded_group=Known.NO if number == 1 else Known.UNKNOWN,
        mandate_from=START,
        left_on=left,
        left_because="Démission" if left else "",
    )


def _substitute(member: CcaMember, name: str) -> CcaMember:
    number, slug = member.component.number, member.component.cca.zone.slug
    return CcaMember(
        component=member.component,
        rank=member.rank,
        substitute_of=member,
        full_name=name,
        email=f"cca.{slug}.{number}{member.rank}s@{DOMAIN}",
        anchored=Known.YES,
        excluded_group=member.excluded_group,
        mandate_from=START,
    )


def _advisers(ccas: list[Cca], people: dict[str, Person], names: dict[int, Iterator[str]]) -> Iterator[AdvisoryMember]:
    for cca in ccas:
        email = coordinator_email(cca.zone.slug)
        person = people[email]
        yield AdvisoryMember(
            cca=cca,
            kind=AdvisoryMember.Kind.COORDINATOR,
            full_name=person.full_name,
            email=email,
            organisation="Coordination ATL",
            person=person,
            since=START,
        )
        yield AdvisoryMember(
            cca=cca,
            kind=AdvisoryMember.Kind.ONE_COORDINATOR,
            full_name=next(names[cca.zone_id]),
            organisation="ONE (démonstration)",
            since=START,
        )
