"""Components 2 and 3 of a CCA: seats by network of schools, parents' associations and family movements.

Decree of 3 July 2003, art. 6; order of 3 December 2003, art. 2, § 1. Reading A19 is that components must hold as many
members as there are networks; A20 that d'Hondt shares the extra seats only, unless the question asks otherwise.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.composition.dhondt import Sharing, TieBreak, explained, shared
from preau.law.composition.facts import (
    DECREE,
    MOST_ASKED,
    NETWORK_WORDS,
    ORDER,
    Communes,
    Fact,
    Network,
    Seats,
    check_once,
    check_seats,
)
from preau.law.inputs import Count, Day, Question, Text
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import counted, listed

SCHOOLS = DECREE.cite("art. 6, § 1er, 2°")
CARERS = DECREE.cite("art. 6, § 1er, 3°")
SCHOOL_SEATS = ORDER.cite("art. 2, § 1er, 2°")
PARENT_SEATS = ORDER.cite("art. 2, § 1er, 3°, a)")
MOVEMENT_SEATS = ORDER.cite("art. 2, § 1er, 3°, b)")
MORE_PARENT_SEATS = ORDER.cite("art. 2, § 1er, 3°, c)")
NAMES = {str(network): words for network, words in NETWORK_WORDS.items()}


class SchoolNetwork(Question, frozen=True, kw_only=True):
    """A network present in the commune, and the pupils of its schools there."""

    network: Network
    pupils: Annotated[Count | None, Meta(description="élèves des écoles du réseau dans la commune")] = None


class Component2Question(Question, frozen=True, kw_only=True):
    """The size of the component and the networks present."""

    day: Day
    seats: Seats
    communes: Communes = 1
    networks: Annotated[tuple[SchoolNetwork, ...], Meta(min_length=1, max_length=4, description="réseaux présents")]
    reading: Annotated[
        Literal["extra", "all"], Meta(description="la méthode d’Hondt sur les sièges en plus, ou sur tous")
    ] = "extra"
    tie_break: TieBreak = "undecided"


class Component2Seats(Answer, frozen=True, kw_only=True):
    """The seats of each network; `other_reading` what the other reading gives, None when it is a tie there."""

    verdict: Literal["decided", "tie"]
    seats: dict[str, int]
    extra: int
    tied: tuple[str, ...]
    undecided: int
    other_reading: dict[str, int] | None


@rule(
    title="Les sièges des écoles à la CCA, réseau par réseau (composante 2)",
    articles=(SCHOOLS, SCHOOL_SEATS),
    example={
        "day": "2026-09-01",
        "seats": 5,
        "networks": [{"network": "official", "pupils": 900}, {"network": "denominational", "pupils": 600}],
    },
)
def component_2_seats(question: Component2Question) -> Component2Seats:
    """Return the seats of each network: one each, the others by d'Hondt on pupils.

    Raises Refused when there are more networks than seats, CannotCompute when pupils that matter are unknown.
    """
    check_seats(question.day, question.seats, question.communes)
    check_once(
        ((f"networks[{rank}].network", one.network) for rank, one in enumerate(question.networks)),
        "Ce réseau est donné deux fois : additionnez ses élèves sur une seule ligne.",
    )
    present = len(question.networks)
    if present > question.seats:
        raise Refused("seats", _too_many_networks(present, question.seats))
    extra = question.seats - present
    votes = _pupils(question) if extra else {str(one.network): 0 for one in question.networks}
    found = _extra_seats(votes, extra, question.reading, question.tie_break)
    other = _extra_seats(votes, extra, "extra" if question.reading == "all" else "all", question.tie_break)
    seats, other_seats = _with_first(found), _with_first(other)
    return Component2Seats(
        verdict="tie" if found.tied else "decided",
        seats=seats,
        extra=extra,
        tied=found.tied,
        undecided=found.undecided,
        other_reading=None if other.tied else other_seats,
        steps=_school_steps(question, extra, found, None if other.tied else other_seats),
    )


def _too_many_networks(present: int, seats: int) -> str:
    return (
        f"{present} réseaux sont présents et la composante n’a que {seats} sièges : chaque réseau a droit à un siège,"
        f" prévoyez au moins {present} membres par composante."
    )


def _pupils(question: Component2Question) -> dict[str, int]:
    known: dict[str, int] = {}
    for rank, one in enumerate(question.networks):
        if one.pupils is None:
            name = NETWORK_WORDS[one.network]
            raise CannotCompute(
                f"Impossible à calculer : donnez le nombre d’élèves du réseau {name}.", f"networks[{rank}].pupils"
            )
        known[str(one.network)] = one.pupils
    return known


def _extra_seats(votes: dict[str, int], extra: int, reading: str, tie_break: str) -> Sharing:
    """Share the seats beyond the first of each network; under « all » that first seat used up the first quotient."""
    return shared(votes, extra, held=1 if reading == "all" else 0, tie_break=tie_break, field="networks")


def _with_first(found: Sharing) -> dict[str, int]:
    return {name: 1 + won for name, won in found.seats.items()}


def _school_steps(
    question: Component2Question, extra: int, found: Sharing, other: dict[str, int] | None
) -> tuple[Step, ...]:
    names = listed(NETWORK_WORDS[one.network] for one in question.networks)
    present = counted(len(question.networks), "réseau présent", "réseaux présents")
    steps = [
        Step(f"{present} : {names}. Un siège chacun.", SCHOOL_SEATS),
        Step(f"{question.seats} sièges − {len(question.networks)} = {_left(extra)} à répartir.", SCHOOL_SEATS),
    ]
    if not extra:
        return tuple(steps)
    steps.append(Step(_reading_kept(question.reading, other, _with_first(found)), SCHOOL_SEATS, kind="reading"))
    steps += explained(found, "élèves", SCHOOL_SEATS, NAMES)
    steps.append(Step(f"Au total : {_totals(_with_first(found))}.", SCHOOL_SEATS))
    if question.communes > 1:
        steps.append(_joint_warning())
    return tuple(steps)


def _left(extra: int) -> str:
    return counted(extra, "siège", "sièges")


def _reading_kept(reading: str, other: dict[str, int] | None, seats: dict[str, int]) -> str:
    kept = "la méthode d’Hondt sur les seuls sièges en plus du premier"
    rest = "sur tous les sièges, le premier compris"
    if reading == "all":
        kept, rest = "la méthode d’Hondt sur tous les sièges, le premier compris", "sur les seuls sièges en plus"
    if other is None:
        result = "il y aurait égalité"
    elif other == seats:
        result = "le résultat serait le même"
    else:
        result = _totals(other)
    return f"Lecture retenue : {kept}. Autre lecture, {rest} : {result}."


def _totals(seats: dict[str, int]) -> str:
    return listed(f"{NAMES[name]} {count}" for name, count in seats.items())


def _joint_warning() -> Step:
    return Step(
        "CCA conjointe : chaque commune doit aussi être représentée dans la composante.",
        DECREE.cite("art. 40"),
        kind="warning",
    )


class ParentNetwork(Question, frozen=True, kw_only=True):
    """A network, whether it has a parents' association in a conseil de participation, and the pupils concerned."""

    network: Network
    parents_association: Annotated[
        Fact, Meta(description="une association de parents est représentée dans un conseil de participation")
    ]
    pupils: Annotated[
        Count | None, Meta(description="élèves des seules écoles du réseau qui ont une association de parents")
    ] = None


class FamilyMovement(Question, frozen=True, kw_only=True):
    """A family movement that wishes to sit, and whether it may."""

    id: Annotated[Text, Meta(description="mouvement familial")]
    recognised: Annotated[Fact, Meta(description="mouvement reconnu")]
    local_section: Annotated[Fact, Meta(description="il a une section locale dans la commune")]
    organises_care: Annotated[Fact, Meta(description="il organise de l’accueil")]
    sits_elsewhere: Annotated[Fact, Meta(description="il siège dans la composante 4 ou 5")] = Fact.UNKNOWN


class Component3Question(Question, frozen=True, kw_only=True):
    """The size of the component, the networks and the family movements."""

    day: Day
    seats: Seats
    communes: Communes = 1
    networks: Annotated[tuple[ParentNetwork, ...], Meta(max_length=4, description="réseaux présents")]
    movements: Annotated[
        tuple[FamilyMovement, ...], Meta(max_length=MOST_ASKED, description="mouvements qui souhaitent siéger")
    ] = ()
    tie_break: TieBreak = "undecided"


class Component3Seats(Answer, frozen=True, kw_only=True):
    """The seats of the parents' associations (`first`, then `more` by d'Hondt), of the movements, and those vacant.

    `choose` says that more movements may sit than there are seats: their assembly chooses.
    """

    verdict: Literal["decided", "tie", "vacant"]
    first: dict[str, int]
    movement_seats: int
    movements: tuple[str, ...]
    choose: bool
    more: dict[str, int]
    vacant: int
    tied: tuple[str, ...]
    undecided: int


class _Shares(Struct, frozen=True):
    parents: tuple[str, ...]
    movements: tuple[str, ...]
    movement_seats: int
    shortfall: int
    found: Sharing


@rule(
    title="Les sièges des parents et des mouvements familiaux à la CCA (composante 3)",
    articles=(CARERS, PARENT_SEATS, MOVEMENT_SEATS, MORE_PARENT_SEATS),
    example={
        "day": "2026-09-01",
        "seats": 4,
        "networks": [
            {"network": "official", "parents_association": "yes", "pupils": 500},
            {"network": "denominational", "parents_association": "yes", "pupils": 300},
        ],
        "movements": [{"id": "Ligue", "recognised": "yes", "local_section": "yes", "organises_care": "no"}],
    },
)
def component_3_seats(question: Component3Question) -> Component3Seats:
    """Return the seats of component 3.

    One per network with a parents' association, then the movements (one each at most), then d'Hondt on the pupils of
    the schools that have a parents' association. Raises Refused when they cannot all sit, CannotCompute when a fact
    that matters is unknown.
    """
    check_seats(question.day, question.seats, question.communes)
    _check_component_3(question)
    parents = {
        str(one.network): rank
        for rank, one in enumerate(question.networks)
        if _known(one.parents_association, f"networks[{rank}].parents_association")
    }
    movements = tuple(one.id for rank, one in enumerate(question.movements) if _may_sit(one, f"movements[{rank}]"))
    needed = len(parents) + bool(movements)
    if needed > question.seats:
        raise Refused(
            "seats",
            f"Il faut au moins {needed} sièges : un par réseau qui a une association de parents"
            f"{', et un pour les mouvements familiaux' if movements else ''}.",
        )
    movement_seats = min(len(movements), question.seats - len(parents))
    shortfall = question.seats - len(parents) - movement_seats
    found = Sharing({}, ())
    if shortfall and parents:
        found = shared(_parents_pupils(question, parents), shortfall, tie_break=question.tie_break, field="networks")
    return _component_3(question, _Shares(tuple(parents), movements, movement_seats, shortfall, found))


def _check_component_3(question: Component3Question) -> None:
    check_once(
        ((f"networks[{rank}].network", one.network) for rank, one in enumerate(question.networks)),
        "Ce réseau est donné deux fois : additionnez ses élèves sur une seule ligne.",
    )
    check_once(
        ((f"movements[{rank}].id", one.id) for rank, one in enumerate(question.movements)),
        "« {value} » est donné deux fois : un mouvement a un siège au plus.",
    )


def _known(fact: Fact, field: str) -> bool:
    if fact is Fact.UNKNOWN:
        raise CannotCompute("Impossible à calculer : répondez par oui (yes) ou non (no).", field)
    return fact is Fact.YES


def _may_sit(movement: FamilyMovement, path: str) -> bool:
    """Say whether a movement may sit: recognised, with a local section, and no care unless it sits nowhere else."""
    if not _known(movement.recognised, f"{path}.recognised"):
        return False
    if not _known(movement.local_section, f"{path}.local_section"):
        return False
    if not _known(movement.organises_care, f"{path}.organises_care"):
        return True
    return not _known(movement.sits_elsewhere, f"{path}.sits_elsewhere")


def _parents_pupils(question: Component3Question, parents: dict[str, int]) -> dict[str, int]:
    known: dict[str, int] = {}
    for name, rank in parents.items():
        pupils = question.networks[rank].pupils
        if pupils is None:
            raise CannotCompute(
                "Impossible à calculer : donnez les élèves des écoles qui ont une association de parents"
                f" (réseau {NAMES[name]}).",
                f"networks[{rank}].pupils",
            )
        known[name] = pupils
    return known


def _component_3(question: Component3Question, shares: _Shares) -> Component3Seats:
    vacant = 0 if shares.parents else shares.shortfall
    verdict: Literal["decided", "tie", "vacant"] = "tie" if shares.found.tied else "vacant" if vacant else "decided"
    return Component3Seats(
        verdict=verdict,
        first=dict.fromkeys(shares.parents, 1),
        movement_seats=shares.movement_seats,
        movements=shares.movements,
        choose=len(shares.movements) > shares.movement_seats,
        more=shares.found.seats,
        vacant=vacant,
        tied=shares.found.tied,
        undecided=shares.found.undecided,
        steps=_parent_steps(question, shares, vacant),
    )


def _parent_steps(question: Component3Question, shares: _Shares, vacant: int) -> tuple[Step, ...]:
    names = listed(NAMES[name] for name in shares.parents) or "aucun"
    steps = [
        Step(
            f"a) Réseaux qui ont une association de parents : {names}. Un siège chacun :"
            f" {_left(len(shares.parents))} sur {question.seats}.",
            PARENT_SEATS,
        ),
        Step(
            f"b) {counted(len(shares.movements), 'mouvement familial peut', 'mouvements familiaux peuvent')} siéger,"
            f" un siège au plus chacun : {_left(shares.movement_seats)}.",
            MOVEMENT_SEATS,
        ),
    ]
    if len(shares.movements) > shares.movement_seats:
        steps.append(Step("L’assemblée des mouvements choisit lesquels siègent.", MOVEMENT_SEATS, kind="warning"))
    if shares.shortfall and not vacant:
        steps.append(
            Step(
                f"c) Reste {_left(shares.shortfall)}, selon les élèves des écoles qui ont une association de parents.",
                MORE_PARENT_SEATS,
            )
        )
        steps += explained(shares.found, "élèves", MORE_PARENT_SEATS, NAMES)
    if vacant:
        steps.append(
            Step(
                f"{_left(vacant)} sans titulaire possible, faute d’association de parents : notez pourquoi.",
                MORE_PARENT_SEATS,
                kind="warning",
            )
        )
    if question.communes > 1:
        steps.append(_joint_warning())
    return tuple(steps)
