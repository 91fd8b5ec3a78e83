"""Whether a training counts towards the fifty hours (decree of 3 July 2003, art. 20, al. 3 to 5).

The body must be one the decree names, and the content inside the programme of continuing training; the Office's own
programme for children under six counts as it is.
"""

from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Step
from preau.law.texts import text
from preau.law.training.norms import IN_FORCE, RECOGNITION_FROM, ProviderGround, is_countable, provider_counts
from preau.law.words import full_date

PROVIDERS = text("decree").cite("art. 20, al. 4")
PROGRAMME = text("decree").cite("art. 20, al. 3")
EARLY_CHILDHOOD = text("decree").cite("art. 20, al. 5")

Ground = Annotated[
    ProviderGround,
    Meta(
        description="organisme : one, approved_by_government (avant le 16 juillet 2024), recognised (depuis), "
        "title_body (délivre un titre de l’art. 18), none"
    ),
]
InProgramme = Annotated[bool, Meta(description="contenu compris dans le programme de formations continues")]
EarlyChildhood = Annotated[bool, Meta(description="programme de l’ONE pour les moins de six ans")]


class TrainingCountableQuestion(Question, frozen=True, kw_only=True):
    """A training. None: not known."""

    day: Day
    provider: Ground | None = None
    in_programme: InProgramme | None = None
    early_childhood: EarlyChildhood = False


class TrainingCountable(Answer, frozen=True, kw_only=True):
    """`countable` is None when it hangs on what is not known."""

    countable: bool | None


@rule(
    title="Cette formation compte-t-elle dans les cinquante heures ?",
    articles=(PROGRAMME, PROVIDERS, EARLY_CHILDHOOD),
    example={"day": "2026-11-20", "provider": "recognised", "in_programme": True},
)
def training_countable(question: TrainingCountableQuestion) -> TrainingCountable:
    """Return whether a training meets the test of art. 20. Raises CannotCompute before the decree."""
    if question.day < IN_FORCE:
        raise CannotCompute("Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004.", "day")
    if question.early_childhood:
        words = "Les heures du programme de l’ONE pour les moins de six ans comptent."
        return TrainingCountable(countable=True, steps=(Step(words, EARLY_CHILDHOOD),))
    countable = is_countable(question.provider, question.in_programme, question.day)
    return TrainingCountable(countable=countable, steps=(*_provider_steps(question), _content_step(question)))


def _provider_steps(question: TrainingCountableQuestion) -> tuple[Step, ...]:
    ground, since = question.provider, full_date(RECOGNITION_FROM)
    if ground is None:
        return (Step("Il n’est pas dit quel est l’organisme : donnez « provider ».", PROVIDERS, kind="warning"),)
    if provider_counts(ground, question.day):
        return (Step("L’organisme est de ceux que vise le décret.", PROVIDERS),)
    refused = Step("L’organisme n’est pas de ceux que vise le décret.", PROVIDERS)
    if ground is ProviderGround.APPROVED_BY_GOVERNMENT:
        words = (
            f"Depuis le {since}, le décret vise les organismes reconnus en vertu du décret ONE. Lecture retenue : il "
            "l’emporte sur l’arrêté, qui prévoit encore l’agrément par le ministre."
        )
        return refused, Step(words, PROVIDERS, kind="reading")
    if ground is ProviderGround.RECOGNISED:
        return refused, Step(f"La reconnaissance en vertu du décret ONE n’est visée que depuis le {since}.", PROVIDERS)
    return (refused,)


def _content_step(question: TrainingCountableQuestion) -> Step:
    if question.in_programme is None:
        words = "Il n’est pas dit si le contenu est dans le programme : donnez « in_programme »."
        return Step(words, PROGRAMME, kind="warning")
    said = "est" if question.in_programme else "n’est pas"
    return Step(f"Le contenu {said} dans le programme de formations continues.", PROGRAMME)
