"""CCA for tests, in rows: lawful ones of any size, to spoil one fact at a time. Everybody is invented."""

from datetime import date

from preau.commissions.models import AdvisoryMember, Cca, CcaComponent, CcaMember, Known
from preau.foundation.territory.models import Zone
from tests.factories import MunicipalityFactory, ZoneFactory

ELECTION = date(2024, 10, 13)
START = date(2025, 2, 3)
TODAY = date(2026, 11, 21)
FACTS = {"anchored": Known.YES, "entitled": Known.YES, "mandate_from": START}
NETWORK_OF = {2: ("official", "official", "denominational"), 3: ("official", "denominational", "")}


def name_of(number: int, rank: int) -> str:
    return f"Membre {number}-{rank}"


def substitute_of(number: int, rank: int) -> str:
    return f"Suppléant {number}-{rank}"


def make_cca(size: int = 3, zone: Zone | None = None, communes: int = 1, **facts) -> Cca:
    """Return a lawful CCA of five components of `size`, each member with his substitute."""
    zone = zone or ZoneFactory(municipalities=[MunicipalityFactory() for _ in range(communes)])
    known = {
        "contiguous": Known.YES if communes > 1 else Known.UNKNOWN,
        "networks": ["official", "denominational"],
        "parents_networks": ["official", "denominational"],
        "family_movements": Known.YES,
        "commission_informed_on": date(2025, 1, 10),
        "first_meeting_on": START,
        "last_election_on": ELECTION,
        "without_house_rules": "house_rules_adopted_on" not in facts,
    }
    cca = Cca.objects.create(zone=zone, seats_each=size, **{**known, **facts})
    components = CcaComponent.objects.bulk_create(CcaComponent(cca=cca, number=n) for n in range(1, 6))
    there = list(zone.municipalities.order_by("memberships__position"))
    members = CcaMember.objects.bulk_create(
        _member(component, rank, there if communes > 1 else [None])
        for component in components
        for rank in range(1, size + 1)
    )
    CcaMember.objects.bulk_create(_substitute(member) for member in members)
    if communes == 1:
        cca.chair = members[0]
    else:
        cca.chair, cca.chair_designated = members[0], Known.YES
    cca.save()
    advise = {"cca": cca, "since": START}
    AdvisoryMember.objects.create(kind="coordinator", full_name="Coordination Inventée", **advise)
    AdvisoryMember.objects.create(kind="one_coordinator", full_name="Accueil Inventé", **advise)
    return cca


def _member(component: CcaComponent, rank: int, communes: list) -> CcaMember:
    number = component.number
    cycle = NETWORK_OF.get(number, ("",))
    movement = number == 3 and rank == 3
    return CcaMember(
        component=component,
        rank=rank,
        full_name=name_of(number, rank),
        email=f"membre{number}-{rank}@exemple.test",
        organisation=f"Organisation {number}-{rank}",
        network="" if movement else cycle[(rank - 1) % len(cycle)] or ("official" if number in NETWORK_OF else ""),
        family_movement=movement,
        college_designee=number == 1 and rank == 1,
        excluded_group=Known.NO if number == 1 else Known.UNKNOWN,
        municipality=communes[(rank - 1) % len(communes)],
        **FACTS,
    )


def _substitute(member: CcaMember) -> CcaMember:
    number = member.component.number
    return CcaMember(
        component=member.component,
        rank=member.rank,
        substitute_of=member,
        full_name=substitute_of(number, member.rank),
        email=f"suppleant{number}-{member.rank}@exemple.test",
        anchored=Known.YES,
        excluded_group=member.excluded_group,
        mandate_from=START,
    )


def member(cca: Cca, number: int, rank: int) -> CcaMember:
    """Return the effective member of a seat."""
    return CcaMember.objects.get(component__cca=cca, component__number=number, rank=rank, substitute_of=None)


def substitute(cca: Cca, number: int, rank: int) -> CcaMember:
    """Return the substitute of a seat."""
    return CcaMember.objects.get(substitute_of=member(cca, number, rank))


def change(row, **values) -> None:
    """Write these fields of a row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
