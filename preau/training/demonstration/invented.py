"""Invented training bodies and modules, and the ways houses write them: things of the playground, as all the rest."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from preau.foundation.accounts.demonstration import FIRST_NAMES, LAST_NAMES
from preau.law.words import fold

PROGRAMME = "Programme de formations continues (programme inventé pour la démonstration)"
THEMES = (
    "Jeux, activités et créativité",
    "Développement de l’enfant de 2 ans et demi à 12 ans",
    "Accueil des familles et communication",
    "Gestion des conflits et vie de groupe",
    "Inclusion et diversité",
    "Santé, hygiène et premiers secours",
    "Livre, conte et langage",
    "Nature et environnement",
    "Travail en équipe et projet d’accueil",
    "Mouvement et psychomotricité",
)
KINDS = (
    *("Les Ateliers de", "Centre", "Institut", "La Maison de", "Collectif", "Association", "École", "Carrefour"),
    *("Le Relais de", "Espace", "Réseau", "La Fabrique de"),
)
THINGS = (
    *("la Toupie", "la Marelle", "l’Osselet", "la Balançoire", "la Cabane", "la Craie", "la Comptine", "la Ribambelle"),
    *("la Trottinette", "la Corde à sauter", "la Bille", "la Quille", "la Luge", "la Cocotte", "la Ronde", "la Récré"),
    *("la Fronde", "la Gommette", "la Pirouette", "l’Échasse", "la Palissade", "la Farandole", "la Girouette"),
    *("la Boussole", "la Pâquerette", "l’Arc-en-ciel", "la Passerelle", "la Clairière", "la Lanterne", "l’Escargot"),
)
# What is taught, with the rank of its theme; then how.
SUBJECTS = (
    *(("les jeux coopératifs", 1), ("les jeux de cour", 1), ("les ateliers créatifs", 1), ("les jeux de société", 1)),
    *(("le développement de l’enfant", 2), ("les émotions de l’enfant", 2), ("les rythmes de l’enfant", 2)),
    *(("la communication avec les parents", 3), ("l’accueil des familles", 3), ("le premier contact", 3)),
    *(("la gestion des conflits", 4), ("la discipline positive", 4), ("le harcèlement", 4)),
    *(("l’accueil des enfants en situation de handicap", 5), ("la diversité culturelle", 5), ("les stéréotypes", 5)),
    *(("les premiers secours", 6), ("l’hygiène des collations", 6), ("les gestes qui sauvent", 6)),
    *(("le conte", 7), ("la lecture à voix haute", 7), ("le langage des petits", 7)),
    *(("le jardin avec les enfants", 8), ("les sorties nature", 8), ("le bricolage de récupération", 8)),
    *(("le projet d’accueil", 9), ("le travail en équipe", 9), ("l’observation des enfants", 9)),
    *(("la psychomotricité", 10), ("les jeux d’équilibre", 10), ("la danse", 10)),
)
HOW = (
    *("Animer :", "Découvrir", "Approfondir", "Mettre en place", "Initiation :", "Atelier :", "Repenser", "Oser"),
    *("Pratiquer", "Comprendre"),
)
FOR_WHOM = ("", "", "", " avec les 2,5-6 ans", " avec les 6-12 ans", ", niveau 1", ", niveau 2")
OUTSIDE = (
    *("Massage pour bébés de moins d’un an", "Comptabilité sur tableur", "Conduite d’un minibus"),
    *("Réunion d’équipe de rentrée", "Entretien d’embauche pour employeurs", "Gestion d’un magasin"),
)
PLACES = (
    *("Salle des Marronniers", "Maison communale", "Salle du Préau", "Centre culturel du Toboggan"),
    *("École du Cerf-Volant", "Maison de quartier du Manège", "Espace Ricochet", "Hall du Mikado"),
)
HOURS = (3, 6, 6, 6, 7, 12, 12, 14, 18)


@dataclass
class InventedModule:
    """A module: its title, the rank of its theme (0: outside), its length."""

    title: str
    theme: int
    hours: int


@dataclass
class InventedBody:
    """A training body and its modules."""

    name: str
    acronym: str
    former: str
    trainers: list[str]
    places: list[str]
    modules: list[InventedModule] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """What a house wrote as « Autre »."""

    provider: str
    module: str
    trainer: str = ""
    place: str = ""


def bodies(rng: random.Random, count: int, modules: int) -> Iterator[InventedBody]:
    """Yield `count` bodies with `modules` modules in all, no two of a name."""
    names = [f"{kind} {thing}" for kind, thing in product(KINDS, THINGS)]
    rng.shuffle(names)
    for rank, name in enumerate(names[:count]):
        share = modules * (rank + 1) // count - modules * rank // count
        yield InventedBody(
            name=name,
            acronym="".join(word[0] for word in fold(name).replace("'", " ").split() if len(word) > 2).upper(),
            former=f"{rng.choice(KINDS)} {rng.choice(LAST_NAMES)}" if rng.random() < 0.2 else "",
            trainers=[f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}" for _ in range(rng.randint(1, 2))],
            places=rng.sample(PLACES, rng.randint(0, 1)),
            modules=list(_modules(rng, share)),
        )


def _modules(rng: random.Random, count: int) -> Iterator[InventedModule]:
    taken: set[str] = set()
    while len(taken) < count:
        subject, theme = rng.choice(SUBJECTS)
        title = f"{rng.choice(HOW)} {subject}{rng.choice(FOR_WHOM)}"
        if title not in taken:
            taken.add(title)
            yield InventedModule(title, theme, rng.choice(HOURS))


def ways(rng: random.Random, body: InventedBody, title: str, count: int) -> Iterator[Written]:
    """Yield `count` ways of writing a module of a body, the first as it should be, the others as houses do."""
    yield Written(body.name, title, rng.choice(body.trainers))
    for _ in range(count - 1):
        name = rng.choice(
            (
                body.name.upper(),
                _slip(rng, body.name),
                fold(body.name),
                f"{body.name} ASBL",
                body.acronym,
                rng.choice(body.trainers),
                body.places[0] if body.places else body.name,
                " ".join(reversed(body.name.split())),
            )
        )
        said = rng.choice((title, _slip(rng, title), title.upper(), _shortened(title), fold(title)))
        yield Written(name, said, "", rng.choice(body.places) if body.places else "")


def _slip(rng: random.Random, words: str) -> str:
    """Return the words with a letter lost, doubled, or changed places with the next."""
    place = rng.randrange(2, max(3, len(words) - 2))
    kind = rng.randrange(3)
    if kind == 0:
        return words[:place] + words[place + 1 :]
    if kind == 1:
        return words[:place] + words[place] + words[place:]
    return words[:place] + words[place + 1] + words[place] + words[place + 2 :]


def _shortened(title: str) -> str:
    words = title.split()
    return " ".join(words[: max(3, len(words) - 2)])
