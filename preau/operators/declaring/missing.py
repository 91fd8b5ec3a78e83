"""What a description lacks: the ten points of the annex (decree, art. 15, § 2), and what a family would look for.

The law says which points are asked (`law.completeness`, list « operator_annex »); this module looks whether each is
there, place by place. What blocks: whom it is about, somebody to write to, a place, an hour of care. The other points
of the annex block an operator that takes part in the CLE programme; for the others they are said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from preau.foundation.territory.models import Zone
from preau.law.citing import cited
from preau.law.completeness import ANNEX, CompletenessQuestion, completeness
from preau.operators.declaring import sections as points
from preau.operators.declaring.wording import period_name
from preau.operators.description import Description, PeriodText, PlaceText, description_of
from preau.operators.models import CareOperator, LegalForm

NEEDED = frozenset({"legal_form", "seat", "contact", "no_place", "no_hours"})
# Held by the room of the staff, which is not read from here: it cannot block.
NEVER = frozenset({"staff_qualification"})
# What the annex asks to be listed is held by these; being a school is said already.
HOLDERS = frozenset({CareOperator.Kind.ADULT_EDUCATION, CareOperator.Kind.RECOGNISED_OTHERWISE})
NEVER_APPROVED = frozenset({LegalForm.COMPANY, LegalForm.FOUNDATION, LegalForm.NATURAL_PERSON})


@dataclass(frozen=True)
class Missing:
    """One thing to complete: the sentence, the route where it is done (with the key of the place, when it is one's).

    `point` is the item of the annex, empty for what only families look for. `blocking`: no declaration without it.
    """

    code: str
    sentence: str
    address_name: str
    place: int | None = None
    point: str = ""
    article: str = ""
    blocking: bool = False


def missing_of(operator: CareOperator, zone: Zone, day: date) -> tuple[Missing, ...]:
    """Return what the present description of an operator in a zone lacks, its account looked at too."""
    return missing_in(description_of(operator, zone), day, bool(operator.body.iban))


def missing_in(text: Description, day: date, account: bool | None = None) -> tuple[Missing, ...]:
    """Return what a description lacks on a day, what blocks first; each sentence says what to do, with its article.

    `account` tells whether the bank account is known; None: it is not looked at.
    """
    found = list(_looked_at(text, account))
    answer = completeness(annex_question(text, found, day))
    articles = {piece.id: piece.article for piece in answer.missing}
    kept = [
        replace(one, article=articles.get(one.point, one.article), blocking=_blocks(one, text))
        for one in found
        if not one.point or one.point in articles
    ]
    return tuple(sorted(kept, key=lambda one: not one.blocking))


def annex_question(text: Description, found: list[Missing], day: date) -> CompletenessQuestion:
    """Return the question to the law: the points of the annex at which nothing was found missing are there."""
    lacking = {one.point for one in found}
    facts = {"children_travel": any(place.transfers for place in text.places), "approval_wanted": text.wants_approval}
    present = tuple(point for point in points.point_names() if point not in lacking)
    return CompletenessQuestion(document=ANNEX, day=day, present=present, facts=facts)


def _blocks(one: Missing, text: Description) -> bool:
    if one.code in NEVER:
        return False
    return one.code in NEEDED or (bool(one.point) and text.in_cle is True)


def _looked_at(text: Description, account: bool | None) -> Iterator[Missing]:
    yield from _identity(text, account)
    yield from _operator(text)
    if not text.places:
        yield Missing("no_place", "Ajoutez un lieu d’accueil dans cette commune.", "operator", point=points.PLACES)
    elif not any(period.hours for place in text.places for period in place.periods):
        sentence = "Donnez au moins une période d’accueil avec son horaire."
        yield Missing("no_hours", sentence, "offer", text.places[0].key, points.OFFER)
    for place in text.places:
        yield from _place(place)
    if text.places:
        sentence = "Joignez à l’annexe la qualification du personnel de chaque lieu : elle se tient dans Mon équipe."
        yield Missing("staff_qualification", sentence, "operator", point="staff_qualification")


def _identity(text: Description, account: bool | None) -> Iterator[Missing]:
    body = text.body
    if not body.legal_form:
        yield Missing(
            "legal_form", "Choisissez la forme juridique du pouvoir organisateur.", "identity", point=points.IDENTITY
        )
    if not (body.street and body.locality):
        yield Missing("seat", "Donnez l’adresse du siège du pouvoir organisateur.", "identity", point=points.IDENTITY)
    if not body.person_in_charge:
        yield Missing("person_in_charge", "Donnez la personne responsable.", "identity", point=points.IDENTITY)
    if account is False:
        yield Missing("account", "Donnez le compte bancaire : l’ONE seul le lit.", "identity", point=points.IDENTITY)
    if not text.contacts:
        yield Missing("contact", "Ajoutez une personne de contact.", "contacts", point=points.IDENTITY)


def _operator(text: Description) -> Iterator[Missing]:
    if text.project is None or not (text.project.text or text.project.files):
        yield Missing("care_project", "Joignez le projet d’accueil.", "project", point=points.PROJECT)
    if not text.recognitions and text.kind in HOLDERS:
        sentence = "Donnez les reconnaissances, agréments, autorisations et affiliations que vous détenez."
        yield Missing("recognitions", sentence, "operator", point=points.RECOGNITIONS)
    if not text.kind:
        sentence = "Dites quelle sorte d’opérateur vous êtes : école, reconnu à un autre titre, ou rien de cela."
        yield Missing("kind", sentence, "operator", point=points.RECOGNITIONS)
    if not text.subsidies:
        sentence = "Donnez les subventions reçues pour cette offre, ou écrivez « aucune »."
        yield Missing("subsidies", sentence, "operator", point=points.FEES)
    if not (text.informs_by_website or text.informs_by_rules):
        sentence = (
            "Dites comment les familles connaissent les tarifs et les réductions : par le site, par le règlement."
        )
        yield Missing("informs", sentence, "operator", article=cited("decree art. 32, al. 3"))
    if text.in_cle is None:
        sentence = "Dites si vous participez au programme CLE de la commune : l’annexe est alors demandée en entier."
        yield Missing("in_cle", sentence, "operator", article=cited("decree art. 15, § 2"))
    if text.wants_approval is None:
        article = cited("decree art. 15, § 2, 10°")
        yield Missing("wants_approval", "Dites si vous demandez l’agrément.", "operator", article=article)
    if text.wants_approval and text.body.legal_form in NEVER_APPROVED:
        sentence = "L’agrément ne va qu’à une personne de droit public ou à une ASBL : vérifiez la forme juridique."
        yield Missing("legal_form_approved", sentence, "identity", article=cited("decree art. 27, § 4"))


def _place(place: PlaceText) -> Iterator[Missing]:
    where, key = f"{place.name} : ", place.key
    if not (place.street and place.locality):
        yield Missing("address", f"{where}donnez l’adresse.", "place", key, points.PLACES)
    if place.capacity is None:
        yield Missing("capacity", f"{where}donnez le nombre de places.", "place", key)
    if place.youngest_months is None or place.oldest_months is None:
        yield Missing("ages", f"{where}dites pour quels âges.", "place", key)
    if not place.access:
        yield Missing(
            "access", f"{where}dites si le lieu est accessible aux personnes à mobilité réduite.", "place", key
        )
    if not place.periods:
        yield Missing("no_period", f"{where}donnez les périodes d’accueil.", "offer", key, points.OFFER)
    for period in place.periods:
        yield from _period(place, period)
    for one in place.transfers:
        if one.minutes is None or one.supervised is None:
            sentence = f"{where}donnez la durée et l’encadrement du déplacement depuis {one.school_name}."
            yield Missing("travel", sentence, "place", key, points.TRAVEL)


def _period(place: PlaceText, period: PeriodText) -> Iterator[Missing]:
    where, key = f"{place.name}, {period_name(period).lower()} : ", place.key
    if not period.hours:
        yield Missing("hours", f"{where}donnez l’horaire.", "offer", key, points.OFFER)
    if not period.activities:
        yield Missing("activities", f"{where}décrivez les activités.", "offer", key, points.OFFER)
    if not period.fees:
        yield Missing("fees", f"{where}donnez le tarif, ou dites « gratuit ».", "fees", key, points.FEES)
    if None in {period.workers, period.expected_under_six, period.expected_six_and_over}:
        sentence = f"{where}donnez les enfants attendus et le nombre d’accueillants."
        yield Missing("staffing", sentence, "staffing", key, points.STAFFING)
