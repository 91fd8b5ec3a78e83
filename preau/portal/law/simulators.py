"""The simulators: each asks one rule, with words and a form of its own. Any other rule gets the plain form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from msgspec import Struct

from preau.law.catalogue import RULES, Rule, known_rule
from preau.law.counting import Length
from preau.law.time_limits import Moment, TimeLimit, limit, limits
from preau.portal.law import cca
from preau.portal.law.wording import choice_words

Words = Mapping[str, tuple[str, str]]
Problems = list[tuple[str, str]]


@dataclass(frozen=True)
class Simulator:
    """One page: its rule, its words, what stands behind « Préciser », and how its form becomes the law's question."""

    rule_id: str
    slug: str = ""
    title: str = ""
    lede: str = ""
    button: str = "Calculer"
    why: str = "Pourquoi cette réponse ?"
    wide: bool = False
    labels: Words | None = None
    more: tuple[str, ...] = ()
    more_label: str = "Préciser davantage"
    entry: type[Struct] | None = None
    example: Mapping[str, Any] | None = None
    translate: Callable[[dict[str, Any]], dict[str, Any]] = lambda given: given
    field_of: Callable[[str], str] = lambda path: path
    missing: Callable[[dict[str, Any]], Problems] = lambda given: []
    choices: Callable[[], Mapping[str, Any]] = dict
    adapt: Callable[[Mapping[str, Any]], Words] = lambda data: {}

    @property
    def rule(self) -> Rule:
        return known_rule(self.rule_id)

    @property
    def question(self) -> type[Struct]:
        """The type the form is read from."""
        return self.entry or self.rule.question

    @property
    def shown_example(self) -> Mapping[str, Any]:
        return self.example or self.rule.example

    @property
    def heading(self) -> str:
        return self.title or self.rule.title

    def labels_for(self, data: Mapping[str, Any]) -> Words:
        """Return the words of the fields, those that depend on what was chosen included."""
        return {**(self.labels or {}), **self.adapt(data)}


# -- a due date ------------------------------------------------------------------------------------
_GROUPS = (
    ("La commune", ("commun",)),
    ("La CCA", ("la CCA",)),
    ("La coordination ATL", ("coordinat",)),
    ("Le pouvoir organisateur d’une école de devoirs", ("pouvoir organisateur",)),
    ("L’opérateur d’accueil", ("opérateur", "organisateur", "structure", "responsable de projet", "accueillant")),
    ("L’ONE", ("l’ONE",)),
    ("La commission d’agrément", ("commission d’agrément",)),
)
_ELSE = "Les autres"
OWERS = (*(name for name, _ in _GROUPS), _ELSE)
_DATES = {Moment.SENT: "sent", Moment.RECEIVED: "received", Moment.ADOPTED: "adopted", Moment.NOTIFIED: "notified"}
_DATE_WORDS = {
    "sent": ("Date d’envoi", ""),
    "received": ("Date de réception", ""),
    "adopted": ("Date d’adoption", ""),
    "notified": ("Date de notification", ""),
}


def ower_of(one: TimeLimit) -> str:
    """Return the group of who owes a limit."""
    return next((name for name, words in _GROUPS if any(word in one.owed_by for word in words)), _ELSE)


@cache
def _grouped_limits() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in OWERS}
    for one in limits():
        groups[ower_of(one)].append((one.id, f"{one.title} ({one.id})"))
    return [(name, rows) for name, rows in groups.items() if rows]


def _chosen(data: Mapping[str, Any]) -> TimeLimit | None:
    try:
        return limit(data.get("limit") or "")
    except KeyError:
        return None


def _due_words(data: Mapping[str, Any]) -> Words:
    known = _chosen(data)
    if known is None:
        return {}
    date = _DATES.get(known.moment, "")
    words = _DATE_WORDS[date][0].lower() if date else "jour de départ"
    return {"from": (words.capitalize(), f"Ce délai part de : {known.trigger}.")}


def _due_missing(given: dict[str, Any]) -> Problems:
    problems = []
    if "limit" not in given and "length" not in given:
        problems.append(("limit", "Choisissez un délai, ou donnez plus bas une longueur libre"))
    if not {"from", "sent", "received", "adopted", "notified"} & given.keys():
        problems.append(("from", "Donnez le jour de départ, comme 15 9 2026"))
    return problems


DUE = Simulator(
    "due_date",
    "echeance",
    "Calculer un délai légal",
    "Choisissez le délai et le jour de départ. Chaque pas du calcul est montré avec son article.",
    labels={
        "limit": ("Quel délai ?", "Rangés par qui doit agir."),
        "from": ("Jour de départ", "Par exemple, 15 9 2026"),
        "length": ("Longueur libre", "Ou celle que l’ONE a fixée : un nombre, comme 150"),
        "unit": ("Comptée en", ""),
        "council": ("Séances du conseil communal", "Une date par ligne, comme 15/10/2026"),
        **_DATE_WORDS,
    },
    more=("length", "unit", "sent", "received", "adopted", "notified", "council"),
    more_label="Longueur libre, plusieurs dates d’un acte, séances du conseil",
    why="Pourquoi cette date ?",
    missing=_due_missing,
    choices=lambda: {"limit": _grouped_limits(), "unit": [(one.value, choice_words("Length", one)) for one in Length]},
    adapt=_due_words,
)

# -- the road of a programme ------------------------------------------------------------------------
CHAIN_LIMITS = ("D10", "D11", "D12", "D13", "D70", "D14", "D15", "D16", "D17", "D18", "D19", "D20", "D22", "D23", "D21")
CHAIN = Simulator(
    "cle_programme_chain",
    "programme-cle",
    "Le chemin d’un programme CLE",
    "De la première réunion de la CCA à l’agrément et à son renouvellement : qui doit agir, pour quand, et pourquoi.",
    "Tracer le chemin",
    labels={
        "first_meeting": (
            "Première réunion de la CCA",
            "Pour un renouvellement : la réunion convoquée selon l’art. 26",
        ),
        "renewal": ("C’est un renouvellement", ""),
        "loop": ("La commission a rendu un premier avis négatif", ""),
        "council": ("Séances du conseil communal", "Une date par ligne, comme 15/10/2026"),
        "council_assumed": ("Pas encore de séances : en supposer une tous les", "Un nombre de jours, comme 30"),
        "done": ("Ce qui est déjà fait", ""),
        "done[].key": ("Acte", ""),
        "done[].sent": ("Envoyé le", ""),
        "done[].received": ("Reçu le", ""),
        "done[].adopted": ("Adopté ou décidé le", ""),
        "done[].notified": ("Notifié le", ""),
        "done[].started": ("Départ du délai", "S’il n’est pas donné par l’acte d’avant"),
    },
    more=("renewal", "loop", "done"),
    more_label="Renouvellement, avis négatif, actes déjà faits",
    choices=lambda: {"done[].key": [(one, f"{limit(one).title} ({one})") for one in CHAIN_LIMITS]},
    wide=True,
)

# -- amounts, staff, hours, remedies ------------------------------------------------------------------
SUBSIDY = Simulator(
    "coordination_subsidy",
    "subvention-de-coordination",
    "La subvention de coordination d’une commune",
    "Combien l’ONE verse pour la coordination ATL, d’après le nombre d’enfants de 3 à 12 ans domiciliés.",
    labels={
        "children": ("Enfants de 3 à 12 ans", "Domiciliés dans la commune, ou dans toutes celles d’une zone conjointe"),
        "period": ("Période, du 1er octobre de", "2024 pour 2024-2025"),
        "reading": ("Lecture des tranches au-delà de 4 000 enfants", ""),
        "joint_area": ("Plusieurs communes forment une zone conjointe", ""),
        "association": ("Une ASBL assure la coordination", ""),
    },
    more=("reading", "joint_area", "association"),
    more_label="Zone conjointe, ASBL, autre lecture",
    why="Pourquoi ce montant ?",
)
STAFFING = Simulator(
    "care_staffing",
    "encadrement",
    "Combien d’accueillants pour ces enfants ?",
    "Le nombre d’adultes que le décret demande, d’après l’âge des enfants et la durée de l’accueil.",
    labels={
        "day": ("Jour", ""),
        "starts": ("L’accueil commence à", "Par exemple, 13:00"),
        "ends": ("L’accueil finit à", "Par exemple, 18:30"),
        "after_school": ("L’accueil suit tout de suite les heures de cours", ""),
        "under_six": ("Enfants de moins de six ans", ""),
        "six_and_over": ("Enfants de six ans ou plus", ""),
        "births": ("Ou leurs dates de naissance", "Une par ligne, comme 14/3/2020"),
        "staff": ("Accueillants présents", ""),
        "last_year": ("Accueillants présents l’an dernier, même période", ""),
        "second_adult": ("Second adulte", ""),
        "operator.kind": ("L’opérateur est", ""),
        "operator.approved": ("Agréé en vertu du décret ATL", ""),
        "operator.in_cle": ("Participe à un programme CLE", ""),
        "operator": ("L’opérateur", ""),
        "flexible": ("Accueil flexible subventionné", ""),
        "gap_reading": ("Norme pour trois heures exactement", ""),
    },
    more=("births", "staff", "last_year", "second_adult", "operator", "flexible", "gap_reading"),
    more_label="Adultes présents, dates de naissance, opérateur",
    why="Pourquoi ce nombre ?",
)
LEDGER = Simulator(
    "training_ledger",
    "formation",
    "Les heures de formation sont-elles suffisantes ?",
    "Cinquante heures en trois ans : ce qui compte, ce qui attend l’ONE, ce qui manque et pour quand.",
    labels={
        "day": ("Situation au", ""),
        "function": ("Fonction", ""),
        "entry": ("Entrée en fonction", "Premier jour dans cette fonction, chez n’importe qui"),
        "qualified": ("Titre obtenu le", "Laissez vide s’il n’y en a pas"),
        "assimilated": ("Expérience attestée par l’ONE le", "Pour un ou une responsable"),
        "records": ("Formations suivies", "Une ligne par jour."),
        "records[].day": ("Jour", ""),
        "records[].hours": ("Heures", ""),
        "records[].state": ("État", ""),
        "records[].module": ("Module", ""),
        "records[].provider": ("Organisme", ""),
        "records[].in_programme": ("Dans le programme", ""),
        "records[].early_childhood": ("Programme petite enfance", ""),
        "records[].serves": ("Fonctions visées", "Pour les cent heures"),
    },
    more=("assimilated",),
    more_label="Expérience attestée",
    wide=True,
)
REMEDIES = Simulator(
    "remedies",
    "recours",
    "Contester une décision",
    "Devant qui, jusqu’à quand, sous quelle forme, et si la décision s’applique entre-temps.",
    "Voir les recours",
    labels={
        "decision": ("La décision contestée", ""),
        "notified_on": ("Date de l’envoi (notification)", ""),
        "received_on": ("Date de réception", "Si vous la connaissez"),
        "channel": ("Envoyée par", ""),
        "opened_on": ("Portail : première ouverture", ""),
    },
    more=("opened_on",),
    more_label="Envoi par le portail",
)
COMPOSITION = Simulator(
    "cca_composition",
    "cca",
    "Une CCA est-elle composée comme il faut ?",
    "Les cinq composantes, leurs membres et leurs suppléants : une ligne par membre, un nom n’est pas nécessaire.",
    "Vérifier",
    labels=cca.LABELS,
    more=cca.MORE,
    more_label="Réseaux, mouvements familiaux, voix consultatives, élections",
    entry=cca.CcaEntry,
    example=cca.EXAMPLE,
    translate=cca.translate,
    field_of=cca.field_of,
    wide=True,
)

SIMULATORS = (DUE, CHAIN, SUBSIDY, STAFFING, COMPOSITION, LEDGER, REMEDIES)
BY_SLUG = {one.slug: one for one in SIMULATORS}
BY_RULE = {one.rule_id: one for one in SIMULATORS}


@cache
def plain(rule_id: str) -> Simulator:
    """Return the plain page of any rule; raises KeyError."""
    if rule_id not in RULES:
        raise KeyError(rule_id)
    known = BY_RULE.get(rule_id)
    if known and not known.entry:
        return Simulator(rule_id, labels=known.labels, choices=known.choices)
    return Simulator(rule_id)


def others(shown: Simulator) -> Iterable[Simulator]:
    """Return the other simulators, for the foot of a page."""
    return (one for one in SIMULATORS if one.slug != shown.slug)
