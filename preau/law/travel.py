"""How long children may travel between school and care (decree of 3 July 2003, art. 15, § 2; order, art. 4)."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Step
from preau.law.texts import text

# Counted as art. 27, § 2, 2° counts them; the fourth itself still calls the third « alinéa 2 ».
JOURNEY = text("decree").cite("art. 15, § 2, al. 3")
CONSENT = text("decree").cite("art. 15, § 2, al. 4")
LENGTH = text("order").cite("art. 4")


class TravelMode(StrEnum):
    """How the children travel."""

    ON_FOOT = "on_foot"
    PUBLIC_TRANSPORT = "public_transport"
    OTHER_VEHICLE = "other_vehicle"


WORDS = {
    TravelMode.ON_FOOT: "à pied",
    TravelMode.PUBLIC_TRANSPORT: "en transport en commun",
    TravelMode.OTHER_VEHICLE: "dans un autre véhicule",
}


class TravelLimitsQuestion(Question, frozen=True, kw_only=True):
    """A journey of children. None: not known."""

    day: Day
    mode: Annotated[TravelMode, Meta(description="mode de déplacement")]
    minutes: Annotated[int, Meta(ge=0, le=1440, description="durée prévisible, en minutes")] | None = None
    home_trip: Annotated[bool, Meta(description="depuis ou vers la résidence de l’enfant")] = False
    next_to_lessons: Annotated[bool, Meta(description="précède ou suit immédiatement les cours")] = True
    inside_zone: Annotated[bool | None, Meta(description="reste dans la zone du programme CLE")] = None
    supervised: Annotated[bool | None, Meta(description="encadré de manière adaptée")] = None
    consent: Annotated[
        bool | None, Meta(description="la personne qui confie l’enfant accepte une durée plus longue")
    ] = None


class TravelLimits(Answer, frozen=True, kw_only=True):
    """`most_minutes` the limit; `allowed` None when something is not known or the article does not bind the journey."""

    bound: bool
    most_minutes: int | None
    allowed: bool | None


@rule(
    title="Un déplacement entre l’école et l’accueil est-il permis ?",
    articles=(JOURNEY, CONSENT, LENGTH),
    example={"day": "2026-11-20", "mode": "on_foot", "minutes": 15, "inside_zone": True, "supervised": True},
)
def travel_limits(question: TravelLimitsQuestion) -> TravelLimits:
    """Return the longest journey allowed, and whether this one is. Raises CannotCompute before the decree."""
    if question.home_trip or not question.next_to_lessons:
        why = "Un trajet depuis ou vers la résidence de l’enfant"
        if not question.home_trip:
            why = "Un trajet qui ne précède ni ne suit immédiatement les cours"
        return TravelLimits(
            bound=False, most_minutes=None, allowed=None, steps=(Step(f"{why} n’est pas visé.", JOURNEY),)
        )
    most, steps = _most(question)
    length, length_step = _length(question, most)
    zone, zone_step = _condition(question.inside_zone, "inside_zone", "rester dans la zone du programme CLE")
    care, care_step = _condition(question.supervised, "supervised", "être encadré de manière adaptée")
    criteria = (length, zone, care)
    return TravelLimits(
        bound=True,
        most_minutes=most,
        allowed=False if False in criteria else None if None in criteria else True,
        steps=(*steps, length_step, zone_step, care_step),
    )


def _most(question: TravelLimitsQuestion) -> tuple[int, tuple[Step, ...]]:
    name = "on_foot" if question.mode is TravelMode.ON_FOOT else "public_transport"
    most = parameter(f"travel.{name}_minutes").whole(question.day)
    known = Step(f"Le déplacement {WORDS[question.mode]} dure au plus {most} minutes.", LENGTH)
    if question.mode is not TravelMode.OTHER_VEHICLE:
        return most, (known,)
    reading = "Lecture retenue : l’arrêté ne vise que la marche et le transport en commun, dont la durée est appliquée."
    return most, (Step(reading, LENGTH, kind="reading"), known)


def _length(question: TravelLimitsQuestion, most: int) -> tuple[bool | None, Step]:
    minutes = question.minutes
    if minutes is None:
        return None, Step("La durée prévisible n’est pas donnée : donnez « minutes ».", LENGTH, kind="warning")
    if minutes <= most:
        return True, Step(f"{minutes} minutes : la durée est respectée.", LENGTH)
    over = f"{minutes} minutes : {minutes - most} de trop"
    if question.consent:
        return True, Step(f"{over}, mais la personne qui confie l’enfant l’a accepté.", CONSENT)
    if question.consent is None:
        words = f"{over}, sauf si la personne qui confie l’enfant l’accepte : donnez « consent »."
        return None, Step(words, CONSENT, kind="warning")
    return False, Step(f"{over}, et la personne qui confie l’enfant ne l’a pas accepté.", CONSENT)


def _condition(met: bool | None, field: str, words: str) -> tuple[bool | None, Step]:
    if met is None:
        return None, Step(
            f"Le déplacement doit {words} : ce n’est pas dit, donnez « {field} ».", JOURNEY, kind="warning"
        )
    if met:
        return True, Step(f"Le déplacement doit {words} : c’est le cas.", JOURNEY)
    return False, Step(f"Le déplacement doit {words} : ce n’est pas le cas.", JOURNEY)
