"""The page of a place as a task list: what is told, what is missing, group by group."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from preau.foundation.ui.typography import plural
from preau.law.words import full_date, listed
from preau.operators.description import PlaceText
from preau.operators.models import CarePlace
from preau.operators.offer.checking import blocking, check_period
from preau.operators.places.reading import ages_words
from preau.operators.places.travel import judged

COMPLETE, INCOMPLETE, OPTIONAL = ("Terminé", "done"), ("À compléter", ""), ("Non fourni", "quiet")


@dataclass(frozen=True)
class Line:
    """One line of the list: what to do, what is told so far, the state and the kind of its tag."""

    title: str
    hint: str
    address: str
    state: tuple[str, str]
    editing: bool = False  # its page is for those who write

    @property
    def words(self) -> str:
        return self.state[0]

    @property
    def kind(self) -> str:
        return self.state[1]


def lines_of(place: CarePlace, text: PlaceText, day: date) -> list[Line]:
    """Return the lines of a place, in the order one fills them in."""
    return [_address(place), _premises(place), _children(place), *_offer(place, text), *_around(place, text, day)]


def _at(place: CarePlace, route: str) -> str:
    return reverse(f"operators:{route}", args=[place.pk])


def _told(missing: list[str]) -> tuple[str, str]:
    return INCOMPLETE if missing else COMPLETE


def _missing(missing: list[str], told: str) -> str:
    return f"Il manque {listed(missing)}." if missing else told


def _address(place: CarePlace) -> Line:
    named = {"la rue": place.street, "le code postal": place.postal_code, "la localité": place.locality}
    missing = [words for words, value in named.items() if not value]
    told = f"{place.street}, {place.postal_code} {place.locality}"
    return Line("Donner l’adresse", _missing(missing, told), _at(place, "place_address"), _told(missing), editing=True)


def _premises(place: CarePlace) -> Line:
    named = {
        "si c’est dans une école": place.in_school is None,
        "les locaux": not place.premises,
        "l’accès": not place.access,
        "l’espace extérieur": place.outdoor is None,
        "les repas": not place.meals,
    }
    missing = [words for words, lacks in named.items() if lacks]
    told = f"{place.get_access_display()}. {place.get_meals_display()}."
    return Line(
        "Décrire les locaux et l’accès",
        _missing(missing, told),
        _at(place, "place_premises"),
        _told(missing),
        editing=True,
    )


def _children(place: CarePlace) -> Line:
    named = {
        "le nombre de places": place.capacity is None,
        "le premier âge": place.youngest_months is None,
        "le dernier âge": place.oldest_months is None,
    }
    missing = [words for words, lacks in named.items() if lacks]
    told = f"{plural(place.capacity or 0, 'place')}, {ages_words(place.youngest_months, place.oldest_months)}"
    return Line(
        "Dire pour quels enfants", _missing(missing, told), _at(place, "place_children"), _told(missing), editing=True
    )


def _offer(place: CarePlace, text: PlaceText) -> list[Line]:
    """The periods with their hours, then what hangs on them: fees and staffing."""
    periods = text.periods
    without = [one for one in periods if not one.hours]
    wrong = [
        one for rank, one in enumerate(periods) if blocking(check_period(one, (*periods[:rank], *periods[rank + 1 :])))
    ]
    if wrong:
        state, hint = ("À corriger", "bad"), f"{plural(len(wrong), 'période')} à corriger."
    elif without:
        state, hint = INCOMPLETE, f"{plural(len(without), 'période')} sans heures."
    else:
        state = COMPLETE if periods else INCOMPLETE
        hint = plural(len(periods), "période") if periods else "Avant l’école, après l’école, le mercredi, les congés."
    lines = [Line("Donner les horaires de l’offre", hint, _at(place, "offer"), state)]
    unpriced = [one for one in periods if not one.fees]
    hint = f"{plural(len(unpriced), 'période')} sans tarif." if unpriced else plural(len(periods), "période")
    lines.append(_after_offer(place, "Donner les tarifs", "fees", hint, bool(unpriced), periods))
    unstaffed = [one for one in periods if None in (one.expected_under_six, one.expected_six_and_over, one.workers)]
    hint = f"{plural(len(unstaffed), 'période')} à compléter." if unstaffed else plural(len(periods), "période")
    lines.append(_after_offer(place, "Prévoir l’encadrement", "staffing", hint, bool(unstaffed), periods))
    return lines


def _after_offer(place: CarePlace, title: str, route: str, hint: str, lacks: bool, periods: tuple[object, ...]) -> Line:
    if not periods:
        return Line(title, "Donnez d’abord les horaires.", _at(place, route), ("Ne peut pas encore commencer", "quiet"))
    return Line(title, hint, _at(place, route), INCOMPLETE if lacks else COMPLETE)


def _around(place: CarePlace, text: PlaceText, day: date) -> list[Line]:
    verdicts = [judged(one, day).answer.allowed for one in text.transfers]
    state, hint = COMPLETE, plural(len(verdicts), "déplacement")
    if not verdicts:
        state, hint = OPTIONAL, "Quand les enfants viennent d’une autre école, ou y retournent."
    elif False in verdicts:
        state, hint = ("À corriger", "bad"), f"{plural(verdicts.count(False), 'déplacement')} hors des limites."
    elif None in verdicts:
        state, hint = INCOMPLETE, f"{plural(verdicts.count(None), 'déplacement')} à compléter."
    transfers = Line("Décrire les déplacements depuis l’école", hint, _at(place, "transfers"), state)
    ahead = [one for one in text.closures if one.last_day >= day]
    state, hint = (COMPLETE, f"{plural(len(ahead), 'fermeture')} à venir.") if ahead else (OPTIONAL, "")
    if ahead:
        first = min(ahead, key=lambda one: one.first_day)
        hint += f" La première, le {full_date(first.first_day)}."
    closures = Line("Noter les jours de fermeture", hint, _at(place, "closures"), state)
    return [transfers, closures]
