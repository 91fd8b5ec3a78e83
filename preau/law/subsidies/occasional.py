"""Money for one time or one purpose: the energy aid of 2022 and the holiday partnerships of art. 37bis."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.indexation import IndexValues, PriceIndex, cents, indexed
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.subsidies.conditions import Condition, Verdict, at_least, overall
from preau.law.texts import text
from preau.law.words import counted, euros, number

ART_ENERGY = text("order").cite("art. 26/13")
ART_37_BIS = text("decree").cite("art. 37bis, § 1er")
ENERGY_DAY = date(2022, 11, 17)
FIRST_YEAR = 2022


class EnergyAid2022Question(Question, frozen=True, kw_only=True):
    """An operator in 2022: its subsidy, its places, whether it is also a recognised homework school."""

    subsidy: Annotated[Literal["type_1", "type_2", "none"], Meta(description="subvention de l’exercice 2022")]
    places: Annotated[int, Meta(ge=1, le=10_000, description="lieux d’accueil")]
    homework_school: Annotated[bool, Meta(description="type 2 aussi reconnu comme école de devoirs")] = False
    places_aided_as_homework_school: Annotated[
        int, Meta(ge=0, le=10_000, description="lieux déjà aidés comme écoles de devoirs")
    ] = 0


class EnergyAid2022(Answer, frozen=True, kw_only=True):
    """The aid of 2022, in euros."""

    amount: Decimal


@rule(
    title="Aide énergie exceptionnelle de 2022 (accueil extrascolaire)",
    articles=(ART_ENERGY,),
    example={"subsidy": "type_1", "places": 4},
)
def energy_aid_2022(question: EnergyAid2022Question) -> EnergyAid2022:
    """Return the exceptional aid of 2022, closed since: 200 euros and 100 for each place beyond the first."""
    if question.subsidy == "none":
        said = "Ni demande de type 1 ni subvention de type 2 en 2022 : pas d’aide."
        return EnergyAid2022(amount=Decimal(0), steps=(Step(said, ART_ENERGY),))
    first = parameter("subsidies.energy_aid.first_place").amount(ENERGY_DAY)
    further = parameter("subsidies.energy_aid.further_place").amount(ENERGY_DAY)
    if question.homework_school and question.subsidy == "type_2":
        if question.places_aided_as_homework_school > question.places:
            raise Refused("places_aided_as_homework_school", "Pas plus de lieux aidés que de lieux.")
        places = question.places - question.places_aided_as_homework_school
        amount = places * further
        words = counted(places, "lieu", "lieux")
        said = (
            f"Aussi école de devoirs : {words} sans l’aide des écoles de devoirs × {euros(further)} = {euros(amount)}."
        )
    else:
        amount = first + (question.places - 1) * further
        said = f"{euros(first)} + {number(question.places - 1)} × {euros(further)} = {euros(amount)}."
    closed = Step("Aide unique de 2022, close.", ART_ENERGY)
    return EnergyAid2022(amount=amount, steps=(Step(said, ART_ENERGY), closed))


class HolidayPartnershipsQuestion(Question, frozen=True, kw_only=True):
    """The money given in a year to holiday partnerships, and the partners of one of them."""

    day: Day
    nursery_amount: Annotated[Decimal, Meta(description="part pour l’âge de l’enseignement maternel")] | None = None
    approved_partners: Annotated[int, Meta(ge=0, le=1000, description="partenaires agréés ATL ou CDV")] | None = None
    other_partners: Annotated[int, Meta(ge=0, le=1000, description="autres partenaires")] | None = None
    index_values: IndexValues = ()


class HolidayPartnerships(Answer, frozen=True, kw_only=True):
    """`budget` of the year and the half kept for nursery-school age, None without indices; the conditions."""

    budget: Decimal | None
    nursery_least: Decimal | None
    verdict: Verdict
    conditions: tuple[Condition, ...]


@rule(
    title="Partenariats des vacances d’automne et de détente",
    articles=(ART_37_BIS,),
    example={"day": "2022-10-24", "nursery_amount": "500000.00", "approved_partners": 1, "other_partners": 1},
)
def holiday_partnerships(question: HolidayPartnershipsQuestion) -> HolidayPartnerships:
    """Return the budget of art. 37bis in a year and whether its conditions are met; raises CannotCompute before."""
    budget, steps = _budget(question)
    share = parameter("subsidies.holiday_partnership.nursery_share").amount(question.day)
    least = None if budget is None else cents(budget * share)
    partners = None
    if question.approved_partners is not None and question.other_partners is not None:
        partners = question.approved_partners + question.other_partners
    conditions = (
        _nursery(question.nursery_amount, least),
        at_least("approved_partner", "partenaire agréé ATL ou CDV", question.approved_partners, 1, ART_37_BIS),
        at_least("partners", "partenaires, dont un autre que le premier", partners, 2, ART_37_BIS),
    )
    youngest = parameter("subsidies.holiday_partnership.youngest_months").whole(question.day)
    oldest = parameter("subsidies.holiday_partnership.oldest_years").whole(question.day)
    ages = Step(f"Pour les enfants de {youngest} mois à {oldest} ans.", ART_37_BIS)
    unknown = Step(
        "Le montant par opérateur est défini par l’ONE ; il n’est pas connu ici.", ART_37_BIS, kind="warning"
    )
    return HolidayPartnerships(
        budget=budget,
        nursery_least=least,
        verdict=overall(conditions),
        conditions=conditions,
        steps=(*steps, *(one.step for one in conditions), ages, unknown),
    )


def _budget(question: HolidayPartnershipsQuestion) -> tuple[Decimal | None, tuple[Step, ...]]:
    first = parameter("subsidies.holiday_partnership.budget").amount(question.day)
    start = Step(f"Montant annuel de {FIRST_YEAR} : {euros(first)}.", ART_37_BIS)
    year = question.day.year
    if year == FIRST_YEAR:
        return first, (start,)
    january, index = date(FIRST_YEAR, 1, 1), PriceIndex.HEALTH
    try:
        found = indexed(first, january, date(year, 1, 1), question.index_values, index=index, article=ART_37_BIS)
    except CannotCompute as missing:
        return None, (start, Step(f"Montant de {year} : {missing}", ART_37_BIS, kind="warning"))
    return found.rounded, (start, *found.steps)


def _nursery(given: Decimal | None, least: Decimal | None) -> Condition:
    words = "la moitié au moins pour l’âge de l’enseignement maternel"
    if given is None or least is None:
        return Condition("nursery", words, "unknown", ART_37_BIS)
    seen = f"{words} (ici {euros(given)} pour {euros(least)})"
    return Condition("nursery", seen, "met" if given >= least else "not_met", ART_37_BIS)
