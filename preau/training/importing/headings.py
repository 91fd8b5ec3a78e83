"""What a column holds, by its heading: « Nom et prénom », « Formation 2 », « Nb d'heures »."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from preau.foundation.documents.workbooks.words import folded, gist

LEXICON: dict[str, Any] = json.loads((Path(__file__).parent / "lexicon.json").read_text(encoding="utf-8"))
LONGEST = 80  # characters; a longer cell is content
SURE = 88  # likeness, of 100, from which a heading misspelt is taken as understood
FIELD_WORDS = {
    "family_name": "Nom",
    "given_name": "Prénom",
    "full_name": "Nom et prénom",
    "people": "Participants",
    "birth_date": "Date de naissance",
    "national_number": "Numéro national",
    "email": "Adresse électronique",
    "phone": "Téléphone",
    "function": "Fonction",
    "work_place": "Lieu d’accueil",
    "fte": "Temps de travail",
    "starts_on": "Date d’entrée",
    "ends_on": "Date de sortie",
    "title": "Diplôme ou titre",
    "title_on": "Titre obtenu le",
    "provider": "Organisme de formation",
    "module": "Intitulé de la formation",
    "trainer": "Formateur ou formatrice",
    "training_place": "Lieu de la formation",
    "day": "Date",
    "day_from": "Du",
    "day_to": "Au",
    "hours": "Heures",
    "attended": "Une formation : une case par personne",
}
ATTENDED = "attended"
NAMES = frozenset({"family_name", "full_name", "people"})
OF_TRAINING = frozenset({"provider", "module", "trainer", "training_place", "day", "day_from", "day_to", "hours"})
_NUMBERED = re.compile(r"^(.*?\S)\s+(?:n )?(\d{1,2})$")


class Column(NamedTuple):
    """What a column holds; `group` numbers the trainings of one line (« Formation 2 »), 0 when nothing says."""

    field: str
    group: int = 0
    given_first: bool = False  # « Prénom Nom »
    guessed: bool = False


@cache
def _known() -> dict[str, str]:
    return {folded(words): name for name, wordings in LEXICON["fields"].items() for words in wordings}


@cache
def _gists() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for words, name in _known().items():
        if gist(words):
            found.setdefault(gist(words), name)
    return found


@lru_cache(maxsize=4096)
def heading(text: str) -> Column | None:
    """Return what a heading says its column holds; None when it is not understood."""
    if not text or len(text) > LONGEST:
        return None
    said = folded(text)
    group = 0
    numbered = _NUMBERED.match(said)
    if numbered and numbered[1]:
        said, group = numbered[1].strip(), int(numbered[2])
    name = _known().get(said) or _gists().get(gist(said))
    if name is None:
        return None
    return Column(name, group, said.startswith("prenom"))


@lru_cache(maxsize=4096)
def close_heading(text: str) -> Column | None:
    """Return what a heading nearly says, a letter or two apart; None when nothing is near enough."""
    said = folded(text)
    if len(said) < 5 or len(text) > LONGEST:
        return None
    near = process.extractOne(said, list(_known()), scorer=fuzz.ratio, score_cutoff=SURE)
    return Column(_known()[near[0]], guessed=True) if near else None


def is_none(text: str) -> bool:
    """Tell whether a cell says that there is nothing, or that nobody knows."""
    return folded(text) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(map(folded, LEXICON["none"]))


@cache
def words_for(name: str) -> dict[str, str]:
    """Return the wordings of « functions » or « titles », folded, with the code each stands for."""
    return {folded(words): code for code, wordings in LEXICON[name].items() for words in wordings}
