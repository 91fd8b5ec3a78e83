"""A description laid out for reading: its sections and lines in French, each line with the point of the annex it is.

The pages, the remarks and the comparison of two texts all read this. A line has a key that stays the same from one
text to the next: what is compared is what a person reads.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from preau.foundation.territory.models import Municipality
from preau.foundation.ui.numbers import enterprise_words
from preau.law.document_lists import checklist
from preau.law.words import counted, listed
from preau.operators.declaring import wording
from preau.operators.declaring.wording import joined, yes_or_no
from preau.operators.description import BodyText, Description, PeriodText, PlaceText
from preau.operators.models import CareOperator, Insurance, LegalForm, Meals, PlaceAccess, Recognition
from preau.operators.offer.drawing import hours_words
from preau.operators.places.reading import ages_words
from preau.operators.project.points import known_points

IDENTITY, PROJECT, RECOGNITIONS, PLACES, TRAVEL = "identity", "care_project", "recognitions", "places", "travel"
OFFER, STAFFING, FEES, APPROVAL = "offer", "staffing_ratio", "fees", "approval_application"
OUTSIDE = ""  # asked by no point of the annex
# Empty, these say: every year, all the breaks, as the place; or they are only a help.
FREE = frozenset({"days", "holidays", "capacity", "ages"})
HELPFUL = frozenset({"website", "point", "phone", "email", "premises"})
# What is said of a place beside the points of the annex, and what is its offer: changing it does not move the place.
BESIDE = frozenset({"access", "outdoor", "meals", "point", "phone", "email", "opened_on"})
OFFERED = frozenset({"capacity", "ages"})


@dataclass(frozen=True)
class Line:
    """One thing said: `words` is empty when it is not known, `point` the item of the annex it belongs to.

    `expected`: left empty, it is not known; otherwise its emptiness says something, or nobody misses it.
    """

    key: str
    label: str
    words: str
    point: str
    expected: bool = True


@dataclass(frozen=True)
class Section:
    """One part of a description; a remark is tied to its `key`. `place`: the key of the place it is about."""

    key: str
    title: str
    lines: tuple[Line, ...]
    place: int | None = None

    @property
    def known(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.words)


def communes_of(*texts: Description) -> dict[str, str]:
    """Return the names of the communes that these descriptions name by code: one query."""
    codes = {place.nis for text in texts for place in text.places}
    return dict(Municipality.objects.filter(nis__in=codes).values_list("nis", "name"))


def sections_of(text: Description, communes: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections of a description, in the order of the annex; `communes` gives the names by code."""
    return (
        Section("body", "Pouvoir organisateur", _lines(_body(text.body), IDENTITY)),
        Section("operator", "Opérateur", tuple(_operator(text))),
        Section(
            "contacts",
            "Personnes de contact",
            _keyed((one.email, one.full_name, wording.contact(one), IDENTITY) for one in text.contacts),
        ),
        Section("project", "Projet d’accueil", tuple(_project(text))),
        Section("recognitions", "Reconnaissances, agréments et affiliations", _held(text)),
        Section("insurances", "Assurances", _insured(text)),
        *(section for place in text.places for section in place_sections(place, communes)),
    )


def place_sections(place: PlaceText, communes: Mapping[str, str]) -> Iterator[Section]:
    """Yield the sections of one place: where it is, its offer period by period, fees, staffing, travel, closures."""
    root = place_key(place)
    yield Section(root, place.name, tuple(_of_place(place, communes)), place.key)
    periods = tuple(_keyed_periods(place))
    for key, period in periods:
        title = f"{place.name} : {wording.period_name(period)}"
        yield Section(f"{root}:{key}", title, _lines(_period(period), OFFER, FREE), place.key)
    yield Section(f"{root}:closures", f"{place.name} : jours de fermeture", _closures(place), place.key)
    yield Section(f"{root}:fees", f"{place.name} : tarifs", tuple(_fees(place, periods)), place.key)
    staffing = tuple(Line(key, wording.period_name(one), wording.staff(one), STAFFING) for key, one in periods)
    yield Section(f"{root}:staffing", f"{place.name} : encadrement", staffing, place.key)
    travel = _keyed((one.school_name, one.school_name, wording.transfer(one), TRAVEL) for one in place.transfers)
    yield Section(f"{root}:travel", f"{place.name} : déplacements", travel, place.key)


def _of_place(place: PlaceText, communes: Mapping[str, str]) -> Iterator[Line]:
    """Yield the lines of a place, each with its own point: where it is, what it offers, or none."""
    for key, label, words in _where(place, communes):
        point = OUTSIDE if key in BESIDE else OFFER if key in OFFERED else PLACES
        yield Line(key, label, words, point, expected=key not in HELPFUL)


def place_key(place: PlaceText) -> str:
    """Return what tells a place from another, in one text and the next."""
    return f"place:{place.key}" if place.key is not None else f"place:{place.name}"


def _body(body: BodyText) -> Iterable[tuple[str, str, str]]:
    return (
        ("name", "Nom", body.name),
        ("enterprise_number", "Numéro d’entreprise", enterprise_words(body.enterprise_number)),
        ("legal_form", "Forme juridique", _label(LegalForm, body.legal_form)),
        ("seat", "Siège", joined((body.street, joined((body.postal_code, body.locality), " ")))),
        ("person_in_charge", "Personne responsable", body.person_in_charge),
        ("phone", "Téléphone", body.phone),
        ("email", "Adresse électronique", body.email),
        ("website", "Site", body.website),
    )


def _operator(text: Description) -> Iterator[Line]:
    yield Line("name", "Nom", text.name, IDENTITY)
    yield Line("kind", "Sorte", _label(CareOperator.Kind, text.kind), RECOGNITIONS)
    yield Line("in_cle", "Participe au programme CLE", yes_or_no(text.in_cle), OUTSIDE)
    yield Line("phone", "Téléphone", text.phone, IDENTITY)
    yield Line("email", "Adresse électronique", text.email, IDENTITY)
    yield Line("website", "Site", text.website, IDENTITY, expected=False)
    yield Line("wants_approval", "Demande l’agrément", yes_or_no(text.wants_approval), APPROVAL)
    yield Line("subsidies", "Subventions reçues pour cette offre", text.subsidies, FEES)
    yield Line("informs_by_website", "Tarifs et réductions sur le site", yes_or_no(text.informs_by_website), FEES)
    words = "Tarifs et réductions dans le règlement remis aux familles"
    yield Line("informs_by_rules", words, yes_or_no(text.informs_by_rules), FEES)


def _project(text: Description) -> Iterator[Line]:
    project = text.project
    if project is None:
        return
    adopted = wording.full_date(project.adopted_on) if project.adopted_on else ""
    yield Line("text", "Texte", project.text, PROJECT)
    yield Line("files", "Fichiers", listed(project.files), PROJECT, expected=False)
    yield Line("points", "Points traités", _points(project.points), PROJECT)
    yield Line("adopted_on", "Adopté le", adopted, PROJECT)


def _points(keys: Iterable[str]) -> str:
    """Return the points of the law's list that a project deals with, in its order."""
    chosen = set(keys)
    return listed(item.name for item in known_points() if item.id in chosen)


def _held(text: Description) -> tuple[Line, ...]:
    return _keyed(
        (
            f"{one.kind}:{one.label}:{one.reference}",
            one.label or _label(Recognition.Kind, one.kind),
            wording.recognition(one) or "déclaré sans autre précision",
            RECOGNITIONS,
        )
        for one in text.recognitions
    )


def _insured(text: Description) -> tuple[Line, ...]:
    return _keyed(
        (
            f"{one.cover}:{one.insurer}",
            _label(Insurance.Cover, one.cover),
            joined((one.insurer, one.policy_number, wording.span(one.valid_from, one.valid_to))),
            OUTSIDE,
        )
        for one in text.insurances
    )


def _where(place: PlaceText, communes: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    school = {True: joined(("dans une école", place.school_name), " : "), False: "hors d’une école", None: ""}
    return (
        ("name", "Nom", place.name),
        ("address", "Adresse", joined((place.street, joined((place.postal_code, place.locality), " ")))),
        ("commune", "Commune", communes.get(place.nis, place.nis)),
        ("school", "École", school[place.in_school]),
        ("premises", "Locaux", place.premises),
        ("access", "Accès", _label(PlaceAccess, place.access)),
        ("outdoor", "Espace extérieur", yes_or_no(place.outdoor)),
        ("meals", "Repas et collations", _label(Meals, place.meals)),
        ("capacity", "Capacité", counted(place.capacity, "place", "places") if place.capacity is not None else ""),
        ("ages", "Âges", ages_words(place.youngest_months, place.oldest_months)),
        ("point", "Coordonnées", joined(map(str, filter(None, (place.latitude, place.longitude))))),
        ("phone", "Téléphone", place.phone),
        ("email", "Adresse électronique", place.email),
        ("opened_on", "Ouvert depuis le", wording.full_date(place.opened_on) if place.opened_on else ""),
    )


def _period(period: PeriodText) -> Iterable[tuple[str, str, str]]:
    activities = listed(f"{one.title} (nouvelle)" if one.is_new else one.title for one in period.activities)
    return (
        ("hours", "Horaire", hours_words(period.hours)),
        ("days", "Dates", wording.span(period.first_day, period.last_day)),
        ("holidays", "Congés", wording.holidays(period.holidays)),
        ("capacity", "Capacité", counted(period.capacity, "place", "places") if period.capacity is not None else ""),
        ("ages", "Âges", ages_words(period.youngest_months, period.oldest_months)),
        ("activities", "Activités", activities),
        ("is_new", "Offre", "nouvelle" if period.is_new else "existante"),
    )


def _closures(place: PlaceText) -> tuple[Line, ...]:
    return _keyed(
        (f"{one.first_day}", one.reason or "Fermé", wording.span(one.first_day, one.last_day), OFFER)
        for one in place.closures
    )


def _fees(place: PlaceText, periods: Iterable[tuple[str, PeriodText]]) -> Iterator[Line]:
    for key, period in periods:
        yield Line(key, wording.period_name(period), " ; ".join(map(wording.fee, period.fees)), FEES)
    yield Line("reductions", "Réductions", " ; ".join(map(wording.reduction, place.reductions)), FEES, expected=False)


def _keyed_periods(place: PlaceText) -> Iterator[tuple[str, PeriodText]]:
    """Yield the periods under a key of their own: their kind and label, numbered when two are alike."""
    seen: dict[str, int] = {}
    for period in place.periods:
        name = joined((period.kind, period.label), ":")
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}:{seen[name]}"), period


def _keyed(rows: Iterable[tuple[str, str, str, str]]) -> tuple[Line, ...]:
    """Return lines of (key, label, words, point), numbering the keys that come twice."""
    seen: dict[str, int] = {}
    found = []
    for key, label, words, point in rows:
        seen[key] = seen.get(key, 0) + 1
        found.append(Line(key if seen[key] == 1 else f"{key}#{seen[key]}", label, words, point))
    return tuple(found)


def _lines(rows: Iterable[tuple[str, str, str]], point: str, free: frozenset[str] = HELPFUL) -> tuple[Line, ...]:
    return tuple(Line(key, label, words, point, expected=key not in free) for key, label, words in rows)


def _label(choices: Any, value: str) -> str:
    """Return the French word of a choice; "" when it is not known."""
    return str(choices(value).label) if value else ""


def point_names() -> dict[str, str]:
    """Return the points of the annex in French, by id, in its order."""
    return {item.id: item.name for item in checklist("operator_annex").items}
