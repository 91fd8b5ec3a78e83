"""Who helps at ONE: of the charges that fit, the most precise whose officer is there, or who replaces her.

A charge is for one operator, a commune, a province, or everywhere. An officer on leave is replaced by whom she named,
who may be replaced in turn; where nobody of the chain is free, the next wider charge answers. A mandate that ended
never answers. Three or four queries, whatever the number of operators and communes asked about.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.territory.models import Municipality
from preau.law.words import full_date
from preau.operators.models import CareOperator, CarePlace, HelpSubject, OfficerCharge, OfficerLeave

SUBJECTS = tuple(HelpSubject)


@dataclass(frozen=True)
class Helper:
    """Who answers about a subject today.

    `answers` is None when nobody does; `away` is who should have answered, on leave until `until` included.
    """

    subject: HelpSubject
    answers: Mandate | None = None
    phone: str = ""
    away: Mandate | None = None
    until: date | None = None

    @property
    def subject_words(self) -> str:
        return str(self.subject.label)

    @property
    def name(self) -> str:
        return str(self.answers.person) if self.answers else ""

    @property
    def email(self) -> str:
        return self.answers.person.email if self.answers else ""

    @property
    def why(self) -> str:
        """Return why somebody else answers, or why nobody does; "" when the officer in charge answers herself."""
        if self.away is None or self.until is None:
            return "" if self.answers else "Personne n’est encore désigné à l’ONE pour ce sujet."
        absent = f"{self.away.person}, absence jusqu’au {full_date(self.until)}"
        if self.answers is None:
            return f"{absent} : personne n’est désigné pour répondre à sa place."
        return f"{absent} : {self.name} répond."


@dataclass(frozen=True)
class Asked:
    """What help is asked for: an operator, in a commune; either may not be known."""

    operator_id: int | None = None
    municipality_id: int | None = None
    province: str = ""


class Board:
    """The charges, leaves and mandates of a day, read once; `helper` then answers without query."""

    def __init__(self, asked: Collection[Asked], day: date) -> None:
        operators = {one.operator_id for one in asked if one.operator_id}
        communes = {one.municipality_id for one in asked if one.municipality_id}
        provinces = {one.province for one in asked if one.province}
        everywhere = Q(operator__isnull=True, municipality__isnull=True, province="")
        near = Q(operator__in=operators) | Q(municipality__in=communes) | Q(province__in=provinces)
        mandates = Mandate.objects.in_force(day).filter(organisation__kind=OrganisationKind.ONE)
        self._mandates = {one.pk: one for one in mandates.select_related("person")}
        charges = OfficerCharge.objects.valid_on(day).filter(everywhere | near, mandate__in=self._mandates)
        self._charges = list(charges.order_by("pk")) if self._mandates else []
        leaves = OfficerLeave.objects.filter(first_day__lte=day, last_day__gte=day, mandate__in=self._mandates)
        self._leaves = {one.mandate_id: one for one in leaves.order_by("last_day")}
        self._phones = self._phones_on(day)

    def _phones_on(self, day: date) -> dict[int, str]:
        """Return the phone of those who answer or replace, by mandate: the first one that is known."""
        concerned = {one.mandate_id for one in self._charges} | {
            one.replaced_by_id for one in self._leaves.values() if one.replaced_by_id
        }
        rows = OfficerCharge.objects.valid_on(day).filter(mandate__in=concerned).exclude(phone="").order_by("-pk")
        return dict(rows.values_list("mandate_id", "phone"))

    def helper(self, subject: HelpSubject, asked: Asked) -> Helper:
        """Return who answers about `subject` for what is asked: the nearest who is free."""
        fitting = [one for one in self._charges if one.subject == subject and _fits(one, asked)]
        # Of several in charge of the same thing, one who is there herself comes before a replacement.
        fitting.sort(key=lambda one: (_width(one), one.mandate_id in self._leaves, one.pk))
        away = self._mandates[fitting[0].mandate_id] if fitting and fitting[0].mandate_id in self._leaves else None
        until = self._leaves[away.pk].last_day if away else None
        for charge in fitting:
            found = self._answering(charge.mandate_id)
            if found is not None:
                phone = charge.phone if found.pk == charge.mandate_id else ""
                return Helper(subject, found, phone or self._phones.get(found.pk, ""), away, until)
        return Helper(subject, None, "", away, until)

    def _answering(self, mandate_id: int) -> Mandate | None:
        """Return who answers for a mandate: itself, or the end of its chain of replacements; None when nobody."""
        seen: set[int] = set()
        here: int | None = mandate_id
        while here is not None and here in self._mandates and here not in seen:
            if here not in self._leaves:
                return self._mandates[here]
            seen.add(here)
            here = self._leaves[here].replaced_by_id
        return None


def _fits(charge: OfficerCharge, asked: Asked) -> bool:
    """Tell whether a charge covers what is asked."""
    if charge.operator_id:
        return charge.operator_id == asked.operator_id
    if charge.municipality_id:
        return charge.municipality_id == asked.municipality_id
    return not charge.province or charge.province == asked.province


def _width(charge: OfficerCharge) -> int:
    """Return how wide a charge is: 0 for one operator, 3 for everywhere."""
    if charge.operator_id:
        return 0
    if charge.municipality_id:
        return 1
    return 2 if charge.province else 3


def asked_of(place: CarePlace) -> Asked:
    """Return what is asked for a place; its commune is best joined."""
    return Asked(place.operator_id, place.municipality_id, place.municipality.province)


def asked_in(municipality: Municipality, operator_id: int | None = None) -> Asked:
    """Return what is asked in a commune, for one operator or for none in particular."""
    return Asked(operator_id, municipality.pk, municipality.province)


def helpers_for(
    target: CareOperator | Municipality, day: date, subjects: Collection[HelpSubject] = SUBJECTS
) -> list[Helper]:
    """Return who answers on `day`, subject by subject, for an operator in all the communes of its places, or a commune.

    An operator with places in several communes may have several helpers for a subject.
    """
    if isinstance(target, Municipality):
        asked = [asked_in(target)]
    else:
        places = target.places.open().select_related("municipality")
        asked = list(dict.fromkeys(asked_of(place) for place in places)) or [Asked(target.pk)]
    board = Board(asked, day)
    found = [board.helper(subject, one) for subject in subjects for one in asked]
    return list(dict.fromkeys(found))
