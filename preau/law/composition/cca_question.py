"""The question « is this CCA lawfully composed? »: communes, components, members, chair; and what can not be at all."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.composition.facts import MOST_ASKED, Fact, Network, Person, Seats, check_once
from preau.law.inputs import Day, Question, Text
from preau.law.results import CannotCompute, Refused
from preau.law.words import full_date

Anchored = Annotated[Fact, Meta(description="implication directe sur le territoire et ancrage local")]
Networks = Annotated[tuple[Network, ...], Meta(max_length=4)]
Excluded = Annotated[
    Fact, Meta(description="composante 1 : membre d’un groupe qui ne respecte pas les principes démocratiques")
]


class Substitute(Question, frozen=True, kw_only=True):
    """The substitute of an effective member."""

    id: Person
    anchored: Anchored = Fact.UNKNOWN
    excluded_group: Excluded = Fact.UNKNOWN


class Member(Question, frozen=True, kw_only=True):
    """An effective member, with who mandates him, since when and until when, and his substitute."""

    id: Person
    organisation: Annotated[Text | None, Meta(description="organisation qui mandate le membre")] = None
    commune: Annotated[Text | None, Meta(description="commune que le membre représente, dans une CCA conjointe")] = None
    start: Annotated[Day | None, Meta(description="début du mandat")] = None
    end: Annotated[Day | None, Meta(description="démission ou fin réelle du mandat")] = None
    anchored: Anchored = Fact.UNKNOWN
    entitled: Annotated[
        Fact, Meta(description="l’organisation remplit la condition de sa composante (école, opérateur déclaré…)")
    ] = Fact.UNKNOWN
    excluded_group: Excluded = Fact.UNKNOWN
    network: Annotated[Network | None, Meta(description="réseau d’écoles, composantes 2 et 3")] = None
    family_movement: Annotated[bool, Meta(description="composante 3 : mandaté par un mouvement familial")] = False
    college_designee: Annotated[bool, Meta(description="composante 1 : désigné par le collège")] = False
    substitute: Annotated[
        Substitute | Literal["none"] | None, Meta(description="suppléant ; « none » : aucun ; null : pas connu")
    ] = None


class Component(Question, frozen=True, kw_only=True):
    """One of the five components: its members, or why it is absent."""

    number: Annotated[
        Literal[1, 2, 3, 4, 5],
        Meta(description="1 commune, 2 écoles, 3 parents, 4 opérateurs, 5 services reconnus autrement"),
    ]
    members: Annotated[tuple[Member, ...], Meta(max_length=MOST_ASKED, description="membres effectifs")] = ()
    absent: Annotated[
        Literal["non_existent", "refuses"] | None, Meta(description="pourquoi la composante est absente")
    ] = None


class CcaQuestion(Question, frozen=True, kw_only=True):
    """A whole CCA on a day."""

    day: Day
    communes: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=MOST_ASKED, description="commune, ou communes")]
    contiguous: Annotated[Fact, Meta(description="les communes d’une CCA conjointe se touchent")] = Fact.UNKNOWN
    seats: Annotated[
        Seats | None, Meta(description="sièges par composante (k) ; sinon, la taille la plus courante")
    ] = None
    components: Annotated[tuple[Component, ...], Meta(min_length=1, max_length=5, description="les composantes")]
    networks: Annotated[Networks | None, Meta(description="réseaux présents")] = None
    parents_networks: Annotated[Networks | None, Meta(description="réseaux qui ont une association de parents")] = None
    family_movements: Annotated[Fact, Meta(description="au moins un mouvement familial peut siéger")] = Fact.UNKNOWN
    chair: Annotated[Person | None, Meta(description="qui préside")] = None
    chair_designated: Annotated[
        Fact, Meta(description="qui préside a été désigné par le membre du collège, s’il n’est pas ce membre")
    ] = Fact.UNKNOWN
    coordinator: Annotated[Fact, Meta(description="le coordinateur ATL siège, secrétaire, voix consultative")] = (
        Fact.UNKNOWN
    )
    one_coordinator: Annotated[Fact, Meta(description="le coordinateur accueil de l’ONE est désigné")] = Fact.UNKNOWN
    province: Annotated[Fact, Meta(description="la province ou la COCOF a désigné un représentant")] = Fact.UNKNOWN
    advisers: Annotated[
        tuple[Person, ...], Meta(max_length=MOST_ASKED, description="personnes à voix consultative, secrétaire compris")
    ] = ()
    last_election: Annotated[Day | None, Meta(description="dernières élections communales")] = None

    @property
    def joint(self) -> bool:
        """Say whether several communes share the CCA."""
        return len(self.communes) > 1


def members_of(question: CcaQuestion, number: int) -> list[tuple[str, Member]]:
    """Return the members of a component, each with the path of its field."""
    return [
        (f"components[{place}].members[{rank}]", member)
        for place, component in enumerate(question.components)
        if component.number == number
        for rank, member in enumerate(component.members)
    ]


def component_size(question: CcaQuestion) -> int:
    """Return the seats of each component: the size given, else the most frequent one (the largest of these)."""
    if question.seats is not None:
        return question.seats
    sizes = Counter(len(one.members) for one in question.components if one.members)
    if not sizes:
        raise CannotCompute(
            "Impossible à calculer : donnez des membres, ou le nombre de sièges par composante.", "seats"
        )
    return max(sizes, key=lambda size: (sizes[size], size))


def check_possible(question: CcaQuestion) -> None:
    """Raise Refused for a composition that can not be: somebody twice, too many in a component, dates reversed."""
    check_once(
        ((f"communes[{rank}]", name) for rank, name in enumerate(question.communes)),
        "La commune « {value} » est donnée deux fois.",
    )
    check_once(
        ((f"components[{place}].number", str(one.number)) for place, one in enumerate(question.components)),
        "La composante {value} est donnée deux fois : réunissez ses membres.",
    )
    check_once(_people(question), "« {value} » est donné deux fois : une personne n’a qu’une place.")
    for place, component in enumerate(question.components):
        _check_component(question, component, f"components[{place}]")
    if question.last_election is not None and question.last_election > question.day:
        raise Refused("last_election", f"Donnez les dernières élections avant le {full_date(question.day)}.")


def _people(question: CcaQuestion) -> Iterator[tuple[str, str]]:
    for place, component in enumerate(question.components):
        for rank, member in enumerate(component.members):
            path = f"components[{place}].members[{rank}]"
            yield f"{path}.id", member.id
            if isinstance(member.substitute, Substitute):
                yield f"{path}.substitute.id", member.substitute.id


def _check_component(question: CcaQuestion, component: Component, path: str) -> None:
    if component.absent and component.members:
        raise Refused(f"{path}.absent", "Une composante absente n’a pas de membres : retirez le motif, ou les membres.")
    if question.seats is not None and len(component.members) > question.seats:
        raise Refused(f"{path}.members", f"{len(component.members)} membres pour {question.seats} sièges : retirez-en.")
    designees = 0
    for rank, member in enumerate(component.members):
        where = f"{path}.members[{rank}]"
        if member.commune is not None and member.commune not in question.communes:
            raise Refused(f"{where}.commune", f"« {member.commune} » n’est pas une commune de cette CCA.")
        if member.start is not None and member.end is not None and member.end < member.start:
            raise Refused(f"{where}.end", "Un mandat finit au plus tôt le jour où il commence.")
        designees += member.college_designee
        if member.college_designee and (component.number != 1 or designees > len(question.communes)):
            raise Refused(
                f"{where}.college_designee",
                "Le collège désigne un seul membre, dans la composante 1 (un par commune dans une CCA conjointe).",
            )
