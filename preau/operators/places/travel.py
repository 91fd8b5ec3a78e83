"""The question of a journey asked to the law (decree, art. 15, § 2), and how its answer is shown."""

from dataclasses import dataclass
from datetime import date

from preau.foundation.ui.patterns import CountStep
from preau.law.travel import TravelLimits, TravelLimitsQuestion, TravelMode, travel_limits
from preau.operators.description import TransferText

# The answers name the fields of the question; the page names its own.
_FIELDS = {
    "donnez « minutes »": "donnez la durée prévisible",
    "donnez « consent »": "notez si les parents ont accepté",
    "donnez « inside_zone »": "répondez à la question",
    "donnez « supervised »": "répondez à la question",
}


def travel_question(transfer: TransferText, day: date) -> TravelLimitsQuestion:
    """Return the question `travel_limits` for a journey between school and care, next to the lessons."""
    return TravelLimitsQuestion(
        day=day,
        mode=TravelMode(transfer.mode),
        minutes=transfer.minutes,
        inside_zone=transfer.inside_zone,
        supervised=transfer.supervised,
        consent=transfer.consent,
    )


@dataclass(frozen=True)
class Judged:
    """A journey and what the law says of it."""

    transfer: TransferText
    answer: TravelLimits

    @property
    def steps(self) -> tuple[CountStep, ...]:
        """Return the lines of the answer, as the pages draw them."""
        return tuple(CountStep(one.day, _in_words(one.text_fr), one.article, one.kind) for one in self.answer.steps)


def judged(transfer: TransferText, day: date) -> Judged:
    """Return a journey with what the law says of it on `day`."""
    return Judged(transfer, travel_limits(travel_question(transfer, day)))


def _in_words(sentence: str) -> str:
    for field, words in _FIELDS.items():
        sentence = sentence.replace(field, words)
    return sentence
