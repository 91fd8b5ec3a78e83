"""What becomes of each operator and place of a list: the same as one that is known, new, or let aside, and why.

Sure of a same name or number; in doubt of a near one, which a person settles. Nothing here writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from msgspec.structs import replace
from rapidfuzz import fuzz

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.documents.workbooks.words import folded
from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.models import Municipality, Zone
from preau.operators.description import PlaceText
from preau.operators.importing.communes import Communes, Located
from preau.operators.importing.drafts import name_key
from preau.operators.importing.proposal import Proposal, ReadOperator, ReadPlace
from preau.operators.models import CareOperator, CarePlace, OrganisingBody

NEW, ASIDE = "new", "aside"
NEAR = 84  # similarity of two names, of 100
HAS_ACCOUNT = (
    "Cet opérateur a un compte dans Préau : il tient lui-même sa description. Demandez-lui de reprendre cette liste, "
    "ou faites-lui une remarque sur sa déclaration."
)
KNOWN_ELSEWHERE = (
    "Un organisme qui porte ce numéro d’entreprise est déjà dans Préau, hors de votre zone. C’est à lui d’ajouter ses "
    "lieux de votre commune : demandez-le-lui."
)
NOT_HERE = "Hors de votre zone : vous notez les lieux des communes que vous coordonnez."
HOUSE_HAS_ACCOUNT = "Un organisme de ce nom a un compte dans Préau : il ajoute lui-même ses opérateurs."


@dataclass(eq=False)
class PlaceChoice:
    """A place of the list and what becomes of it. `chosen` is "" while a person must choose.

    `fixed` says why it can only be let aside; `doubt` why it is not sure; `near` are the places it may be.
    """

    read: ReadPlace
    located: Located
    nis: str = ""
    chosen: str = ""
    near: list[CarePlace] = field(default_factory=list)
    fixed: str = ""
    doubt: str = ""

    @property
    def taken(self) -> bool:
        return self.chosen not in {"", ASIDE}

    @property
    def waits(self) -> bool:
        """Tell whether nothing but the commune of all the places that tell none is left to choose."""
        return self.taken and self.located.unsaid and not self.nis

    @property
    def text(self) -> PlaceText:
        """Return the place with its commune, which is settled."""
        return replace(self.read.text, nis=self.nis)

    @property
    def ready(self) -> bool:
        """Tell whether nothing is left to choose."""
        return self.chosen == ASIDE or (self.chosen != "" and self.nis != "")


@dataclass(eq=False)
class OperatorChoice:
    """An operator of the list, what becomes of it and of its places; as `PlaceChoice`."""

    read: ReadOperator
    chosen: str = ""
    near: list[CareOperator] = field(default_factory=list)
    fixed: str = ""
    doubt: str = ""
    name: str = ""
    house: Organisation | None = None  # of the zone, of the name of its body, that nobody acts for
    places: list[PlaceChoice] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        return self.chosen not in {"", ASIDE}

    @property
    def ready(self) -> bool:
        named = self.chosen != NEW or bool(self.name)
        return self.chosen == ASIDE or (self.chosen != "" and named and all(place.ready for place in self.places))


@dataclass
class Plan:
    """What the list becomes, operator by operator."""

    operators: list[OperatorChoice]
    communes: Communes

    @property
    def undecided(self) -> int:
        """Return how many choices are left; the commune of all the places that tell none is one."""
        places = [place for operator in self.operators if operator.chosen != ASIDE for place in operator.places]
        operators = sum(not one.chosen or (one.chosen == NEW and not one.name) for one in self.operators)
        return operators + sum(not one.ready and not one.waits for one in places) + any(one.waits for one in places)

    @property
    def unsaid(self) -> bool:
        """Tell whether the list says of some place no commune that could be told."""
        return any(place.located.unsaid for operator in self.operators for place in operator.places)

    @property
    def operators_taken(self) -> list[OperatorChoice]:
        """Return the operators of which something is written: a place, or themselves when the list gives none."""
        return [one for one in self.operators if one.taken and (not one.places or any(p.taken for p in one.places))]

    @property
    def places_taken(self) -> int:
        return sum(place.taken for operator in self.operators_taken for place in operator.places)


@dataclass
class Known:
    """What Préau knows in the zone: operators by key, those with an account, their open places, the houses by name."""

    operators: dict[int, CareOperator]
    claimed: frozenset[int]
    places: dict[int, list[CarePlace]]
    houses: dict[str, tuple[Organisation, bool]]
    elsewhere: frozenset[str]
    own: bool


def known_by(actor: Actor, zone: Zone, proposal: Proposal) -> Known:
    """Return what is known. Four queries, whatever the list."""
    theirs = Mandate.objects.in_force(actor.today).filter(organisation=OuterRef("body__organisation"))
    rows = CareOperator.objects.visible_to(actor).annotate(claimed=Exists(theirs))
    operators = {row.pk: row for row in rows.select_related("body__organisation")}
    places: dict[int, list[CarePlace]] = {}
    for place in CarePlace.objects.visible_to(actor).open().select_related("municipality"):
        places.setdefault(place.operator_id, []).append(place)
    own = actor.role != Role.ATL_COORDINATOR
    numbers = {one.body.enterprise_number for one in proposal.operators} - {""}
    taken = OrganisingBody.objects.filter(enterprise_number__in=numbers).exclude(operators__in=operators)
    acted = Mandate.objects.in_force(actor.today).filter(organisation=OuterRef("pk"))
    houses = Organisation.objects.filter(kind=OrganisationKind.OPERATOR, zone=zone).annotate(claimed=Exists(acted))
    return Known(
        operators=operators,
        claimed=frozenset(key for key, row in operators.items() if row.claimed) if not own else frozenset(),
        places=places,
        houses={} if own else {name_key(house.name): (house, house.claimed) for house in houses},
        elsewhere=frozenset() if own else frozenset(taken.values_list("enterprise_number", flat=True)),
        own=own,
    )


def plan_of(actor: Actor, zone: Zone, proposal: Proposal, answers: Mapping[str, str]) -> Plan:
    """Return what becomes of a list, with the choices made so far: `operator:` and `place:` their id, `commune:`."""
    known = known_by(actor, zone, proposal)
    allowed = Municipality.objects.valid_on(actor.today) if known.own else municipalities_of(zone)
    communes = Communes(allowed, only_here=not known.own)
    by_name = _Names({key: row.name for key, row in known.operators.items()})
    return Plan([_operator(one, known, by_name, communes, answers) for one in proposal.operators], communes)


class _Names:
    """Names with what they name: found when they are the same, near when they are nearly so."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self.keys = {key: name_key(name) for key, name in names.items()}

    def same(self, name: str) -> list[int]:
        wanted = name_key(name)
        return [key for key, words in self.keys.items() if words == wanted]

    def near(self, name: str) -> list[int]:
        wanted = name_key(name)
        scored = ((fuzz.token_sort_ratio(wanted, words), key) for key, words in self.keys.items())
        return [key for score, key in sorted(scored, key=lambda pair: -pair[0])[:5] if score >= NEAR]


def _operator(
    read: ReadOperator, known: Known, names: _Names, communes: Communes, answers: Mapping[str, str]
) -> OperatorChoice:
    choice = OperatorChoice(read, name=read.name or answers.get(f"name:{read.id}", ""))
    _match_operator(choice, known, names)
    given = answers.get(f"operator:{read.id}", "")
    if not choice.fixed and given in {NEW, ASIDE, *(str(key) for key in known.operators)}:
        choice.chosen, choice.doubt = given, ""
    if choice.chosen.isdecimal() and int(choice.chosen) in known.claimed:
        choice.chosen, choice.fixed = ASIDE, HAS_ACCOUNT
    if choice.chosen == NEW and not choice.fixed:
        _house(choice, known)
    held = known.places.get(int(choice.chosen), []) if choice.chosen.isdecimal() else []
    taken: set[str] = set()
    for place in read.places:
        made = _place(place, held, communes, answers)
        if made.chosen in taken and made.chosen.isdecimal():
            made.chosen, made.doubt = "", "Une autre ligne de la liste reprend déjà ce lieu."
        taken.add(made.chosen)
        choice.places.append(made)
    if choice.places and all(place.fixed for place in choice.places) and not choice.fixed:
        choice.chosen, choice.fixed, choice.doubt = ASIDE, NOT_HERE, ""
    return choice


def _match_operator(choice: OperatorChoice, known: Known, names: _Names) -> None:
    number = choice.read.body.enterprise_number
    same = [key for key, row in known.operators.items() if number and row.body.enterprise_number == number]
    named = names.same(choice.read.name) if choice.read.name else []
    both = [key for key in same if key in named]
    if number and number in known.elsewhere:
        choice.chosen, choice.fixed = ASIDE, KNOWN_ELSEWHERE
    elif len(both or named or same) == 1:
        choice.chosen = str((both or named or same)[0])
        other = known.operators[int(choice.chosen)].body.enterprise_number
        if number and other and other != number:
            choice.chosen, choice.doubt = "", "Même nom, mais un autre numéro d’entreprise."
    elif same or named:
        choice.doubt = "Plusieurs opérateurs de Préau portent ce nom ou ce numéro."
    elif not choice.read.name:
        choice.doubt = "La liste ne dit pas de quel opérateur sont ces lieux."
        choice.chosen = str(next(iter(known.operators))) if known.own and len(known.operators) == 1 else ""
    elif names.near(choice.read.name):
        choice.doubt = "Un opérateur de Préau porte presque ce nom."
    else:
        choice.chosen = NEW
    keys = same or named or (names.near(choice.read.name) if choice.read.name else list(known.operators))
    choice.near = [known.operators[key] for key in keys[:30]]


def _house(choice: OperatorChoice, known: Known) -> None:
    found = known.houses.get(name_key(choice.read.body.name or choice.name))
    if found is None:
        return
    house, claimed = found
    if claimed:
        choice.chosen, choice.fixed = ASIDE, HOUSE_HAS_ACCOUNT
    else:
        choice.house = house


def _place(read: ReadPlace, held: list[CarePlace], communes: Communes, answers: Mapping[str, str]) -> PlaceChoice:
    located = communes.of(read)
    choice = PlaceChoice(read, located, nis=located.nis)
    said = answers.get("commune:all" if located.unsaid else f"commune:{read.id}", "")
    if not choice.nis and said in located.among:
        choice.nis = said
    if located.elsewhere:
        choice.chosen, choice.fixed = ASIDE, NOT_HERE
        return choice
    _match_place(choice, held)
    if read.errors and choice.chosen:
        choice.chosen = ASIDE
        choice.doubt = "Des cellules de ce lieu sont à corriger ; repris quand même, il le serait sans elles."
    given = answers.get(f"place:{read.id}", "")
    if given in {NEW, ASIDE, *(str(place.pk) for place in held)}:
        choice.chosen, choice.doubt = given, choice.doubt if read.errors else ""
    return choice


def _match_place(choice: PlaceChoice, held: list[CarePlace]) -> None:
    text = choice.read.text
    wanted = folded(text.name)
    same = [one for one in held if text.external_id and one.external_id == text.external_id]
    same = same or [one for one in held if folded(one.name) == wanted]
    here = [one for one in same if not choice.nis or one.municipality.nis == choice.nis]
    if len(here) == 1:
        choice.chosen, choice.near = str(here[0].pk), here
        return
    street = folded(text.street)
    choice.near = same or [
        one
        for one in held
        if fuzz.token_sort_ratio(wanted, folded(one.name)) >= NEAR or (street and folded(one.street) == street)
    ]
    if choice.near:
        choice.doubt = "Un lieu de cet opérateur a presque ce nom, ou cette adresse."
    else:
        choice.chosen = NEW
