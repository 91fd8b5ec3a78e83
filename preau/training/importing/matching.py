"""What becomes of each line of a list: who is somebody of the house, which training is one of the catalogue.

Only the people of the house are looked at here; `elsewhere` tells, slowly, who may be known elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz, process

from preau.foundation.accounts.actors import Actor
from preau.law.words import fold, number
from preau.staff.models import EmploymentContract, FunctionCode
from preau.training.importing.proposal import Proposal, ReadPerson, ReadTraining
from preau.training.importing.values import name_key
from preau.training.ledger.reading import plain
from preau.training.lookalikes import look_alikes
from preau.training.models import ModuleTitle, ProviderName, Status, TrainingModule, TrainingProvider

NEW, ASIDE, TYPED, ASK = "new", "aside", "typed", "ask"
ALL = "all"
NEAR = 93  # likeness, of 100, from which two names may be one person
MOST_LOOKED = 100  # trainings out of the catalogue that look-alikes are shown for
SHOWN = 3  # look-alikes shown for one training
OWN_NAMES = (ProviderName.Kind.ACRONYM, ProviderName.Kind.FORMER, ProviderName.Kind.VARIANT)

Words = tuple[str, str, str, str]  # organisation, trainer, place and title of a training, as typed


@dataclass(frozen=True)
class Candidate:
    """Somebody, or a module, that a line may be: what is sent, the words shown."""

    value: str
    words: str


@dataclass(frozen=True)
class PersonChoice:
    """What becomes of somebody read: `chosen` is NEW, ASIDE, ASK, the key of a person of the house, `as:` another line.

    Empty while a person has to say. `starts_on` is the first day of her contract, None while nobody said it. `known`:
    she may be known elsewhere, and ASK asks for her consent; `waits`: nobody looked that up yet.
    """

    rank: int
    read: ReadPerson
    chosen: str
    candidates: tuple[Candidate, ...] = ()
    starts_on: date | None = None
    known: bool = False
    waits: bool = False

    @property
    def undecided(self) -> bool:
        return not self.chosen

    @property
    def without_start(self) -> bool:
        return self.chosen in {NEW, ASK} and self.starts_on is None


@dataclass(frozen=True)
class ModuleChoice:
    """What becomes of a training's words: `chosen` is the key of a module, or TYPED."""

    rank: int
    words: Words
    chosen: str
    exact: bool = False
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What will be written, and what a person has still to say."""

    people: tuple[PersonChoice, ...]
    modules: tuple[ModuleChoice, ...]
    trainings: tuple[ReadTraining, ...]
    function_of_all: str = ""
    by_words: Mapping[Words, ModuleChoice] = field(default_factory=dict)

    @property
    def doubtful(self) -> list[PersonChoice]:
        return [one for one in self.people if one.candidates]

    @property
    def undecided(self) -> int:
        return sum(one.undecided for one in self.people)

    @property
    def without_start(self) -> list[PersonChoice]:
        return [one for one in self.people if one.without_start]

    @property
    def known(self) -> list[PersonChoice]:
        return [one for one in self.people if one.known]

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in self.people)

    @property
    def asked(self) -> list[PersonChoice]:
        return [one for one in self.people if one.chosen == ASK]

    @property
    def without_function(self) -> list[PersonChoice]:
        """Return who is asked for her consent without being told for which function."""
        return [one for one in self.asked if not one.read.functions and not self.function_of_all]

    @property
    def taken(self) -> list[PersonChoice]:
        return [one for one in self.people if one.chosen not in {"", ASIDE, ASK}]

    @property
    def to_look_at(self) -> list[ModuleChoice]:
        return [one for one in self.modules if one.candidates]


def plan_of(actor: Actor, proposal: Proposal, answers: Mapping[str, str]) -> Plan:
    """Return what becomes of a list. The same few queries whatever its length."""
    people = people_of(actor.organisation_id or 0, proposal, answers)
    words = dict.fromkeys(words_of(one) for one in proposal.trainings)
    exact = _exact(actor, words)
    modules = tuple(_modules(words, exact, answers))
    function = answers.get(f"function:{ALL}", "")
    return Plan(
        tuple(people),
        modules,
        proposal.trainings,
        function if function in FunctionCode.values else "",
        {one.words: one for one in modules},
    )


def words_of(training: ReadTraining) -> Words:
    """Return what tells one training's words from another's."""
    return training.provider, training.trainer, training.place, training.module


# -- people -----------------------------------------------------------------------------------------


def people_of(house_id: int, proposal: Proposal, answers: Mapping[str, str]) -> Iterator[PersonChoice]:
    """Yield what becomes of each person of a list, for a house. One query."""
    house = _house(house_id)
    by_key: dict[str, list[tuple[int, date | None]]] = defaultdict(list)
    for key, given, family, born in house:
        by_key[name_key(given, family)].append((key, born))
    names = {str(key): f"{given} {family}" for key, given, family, _ in house}
    people = list(proposal.people)
    keys = [name_key(one.given_name, one.family_name) for one in people]
    for rank, one in enumerate(people):
        same = [key for key, born in by_key[keys[rank]] if not (born and one.birth_date and born != one.birth_date)]
        starts_on = one.starts_on or _day(answers.get(f"starts:{rank}")) or _day(answers.get(f"starts:{ALL}"))
        if len(same) == 1:
            yield PersonChoice(rank, one, str(same[0]), starts_on=starts_on)
            continue
        homonyms = [Candidate(str(key), names[str(key)]) for key, _ in by_key[keys[rank]]]
        near = homonyms or [*_near_of_house(keys[rank], by_key, names), *_near_of_list(rank, keys, people)]
        chosen = answers.get(f"person:{rank}", "" if near else NEW)
        if chosen not in {NEW, ASIDE, *(candidate.value for candidate in near)}:
            chosen = "" if near else NEW
        choice = PersonChoice(rank, one, chosen, tuple(near), starts_on)
        yield _looked(choice, proposal.looked, answers) if chosen == NEW and one.identity else choice


def _looked(choice: PersonChoice, looked: Mapping[str, bool], answers: Mapping[str, str]) -> PersonChoice:
    """Return what becomes of somebody new, once it is known whether she may be known elsewhere."""
    known = looked.get(choice.read.identity)
    if not known:
        return replace(choice, waits=known is None)
    said = answers.get(f"known:{choice.rank}", "")
    return replace(choice, known=True, chosen=said if said in {NEW, ASK, ASIDE} else "")


def _house(house_id: int) -> list[tuple[int, str, str, date | None]]:
    """Return who ever was under contract with a house. One query."""
    rows = EmploymentContract.objects.filter(organisation_id=house_id)
    columns = ("person_id", "person__given_name", "person__family_name", "person__birth_date")
    return list(rows.order_by("person_id").values_list(*columns).distinct())


def _near_of_house(
    key: str, by_key: Mapping[str, list[tuple[int, date | None]]], names: Mapping[str, str]
) -> list[Candidate]:
    near = process.extract(key, [known for known, rows in by_key.items() if rows], scorer=fuzz.ratio, score_cutoff=NEAR)
    return [Candidate(str(person), names[str(person)]) for known, *_ in near for person, _ in by_key[known]]


def _near_of_list(rank: int, keys: list[str], people: list[ReadPerson]) -> list[Candidate]:
    """Return who of the lines above may be the same person, misspelt; not one born another day."""
    near = process.extract(keys[rank], keys[:rank], scorer=fuzz.ratio, score_cutoff=NEAR, limit=SHOWN)
    born = people[rank].birth_date
    return [
        Candidate(f"as:{at}", f"{people[at].name} ({people[at].cell})")
        for _, _, at in near
        if not (born and people[at].birth_date and people[at].birth_date != born)
    ]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


# -- trainings --------------------------------------------------------------------------------------


def _exact(actor: Actor, words: Iterable[Words]) -> dict[Words, int]:
    """Return the accepted module of the catalogue that words name letter for letter, accents aside. Four queries."""
    asked = {one: (fold(one[0]), fold(one[3])) for one in words}
    providers: dict[str, set[int]] = defaultdict(set)
    wanted = {provider for provider, _ in asked.values()}
    named = TrainingProvider.objects.filter(folded__in=wanted).values_list("folded", "root_id")
    others = ProviderName.objects.filter(folded__in=wanted, kind__in=OWN_NAMES)
    for folded, root in (*named, *others.values_list("folded", "provider__root_id")):
        if root is not None:
            providers[folded].add(root)
    modules: dict[tuple[int, str], set[int]] = defaultdict(set)
    titles = {title for _, title in asked.values()}
    seen = TrainingModule.objects.visible_to(actor).filter(root__status=Status.ACCEPTED)
    rows = seen.filter(folded__in=titles).values_list("provider__root_id", "folded", "root_id")
    also = ModuleTitle.objects.filter(folded__in=titles, module__root__status=Status.ACCEPTED)
    for provider, folded, root in (*rows, *also.values_list("module__provider__root_id", "folded", "module__root_id")):
        if provider is not None and root is not None:
            modules[(provider, folded)].add(root)
    found: dict[Words, int] = {}
    for one, (provider_words, title) in asked.items():
        roots = {root for provider in providers[provider_words] for root in modules[(provider, title)]}
        if len(roots) == 1:
            found[one] = roots.pop()
    return found


def _modules(words: Iterable[Words], exact: Mapping[Words, int], answers: Mapping[str, str]) -> Iterable[ModuleChoice]:
    known = list(words)
    unknown = [one for one in known if one not in exact][:MOST_LOOKED]
    alike = {one: look_alikes(one[0], one[3])[:SHOWN] for one in unknown}
    keys = {like.module_id for likes in alike.values() for like in likes}
    names = {
        key: f"{title}, {provider}"
        for key, title, provider in TrainingModule.objects.filter(pk__in=keys).values_list(
            "pk", "title", "provider__root__name"
        )
    }
    for rank, one in enumerate(known):
        if one in exact:
            yield ModuleChoice(rank, one, str(exact[one]), exact=True)
            continue
        near = tuple(Candidate(str(like.module_id), names[like.module_id]) for like in alike.get(one, ()))
        chosen = answers.get(f"module:{rank}", TYPED)
        if chosen not in {TYPED, *(candidate.value for candidate in near)}:
            chosen = TYPED
        yield ModuleChoice(rank, one, chosen, candidates=near)


def suggested(actor: Actor, proposal: Proposal) -> dict[str, str]:
    """Return what the catalogue says of columns that are asked about, by question: who gives a title, how long it is.

    Nothing where several modules bear the title, nor a length when the days of one training stand in several columns.
    One query, none when nothing is asked.
    """
    columns = {one.id: one for one in proposal.attended}
    asked = [(one, columns[one.column]) for one in proposal.questions if one.field in {"provider", "hours"}]
    if not asked:
        return {}
    titles = Counter(fold(one.module) for one in columns.values() if one.module)
    rows = TrainingModule.objects.visible_to(actor).filter(folded__in=titles, root__status=Status.ACCEPTED)
    known: dict[str, dict[int, tuple[str, Decimal | None]]] = defaultdict(dict)
    for title, root, name, hours in rows.values_list("folded", "root_id", "root__provider__root__name", "root__hours"):
        known[title][root] = (name, hours)
    found: dict[str, str] = {}
    for question, column in asked:
        title, body = fold(column.module), fold(column.provider)
        named = [(name, hours) for name, hours in known[title].values() if not body or fold(name) == body]
        if len(named) == 1:
            name, hours = named[0]
            if question.field == "provider":
                found[question.id] = name
            elif hours is not None and titles[title] == 1:
                found[question.id] = number(plain(hours))
    return found
