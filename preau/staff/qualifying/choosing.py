"""What a house may ask for somebody and one function: her titles, the experience, the training, with the law's word."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from preau.law.qualification.titles import LISTS as LISTED_WORDS
from preau.law.qualification.titles import HeldTitle, Title, entries, labels
from preau.law.results import Step
from preau.law.words import full_date
from preau.staff.models import Credential, FunctionCode, QualificationRequest, StaffPerson
from preau.staff.qualifying.laws import UNSENT, answer_with, held, may_train, training_answer, years_needed
from preau.staff.qualifying.reading import LISTS

Road = QualificationRequest.Road
NEW, EXPERIENCE, TRAINING = "new", "experience", "training"


@dataclass(frozen=True)
class Option:
    """One thing that can be asked: its words, the road it takes, what the law says of it.

    `credential` is the title of her file it sends; `without_copy`: nobody joined a copy of it yet.
    """

    value: str
    words: str
    road: str
    steps: tuple[Step, ...] = ()
    credential: Credential | None = None

    @property
    def without_copy(self) -> bool:
        return self.credential is not None and self.credential.file_id is None

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be sent as it is, for ONE to confirm: a title of the list, its copy beside."""
        return self.road == Road.LISTED and not self.without_copy


def options_for(person: StaffPerson, function: str, day: date) -> list[Option]:
    """Return what can be asked for a function on a day, the titles of the list first. Few queries."""
    rows = list(person.credentials.filter(withdrawn_at=None).order_by("-obtained_on", "pk"))
    titles = [_title_option(row, function, day, tuple(map(held, rows))) for row in rows]
    found = sorted(titles, key=lambda option: option.road != Road.LISTED)
    found.append(Option(NEW, "Un titre qui n’est pas encore dans son dossier", ""))
    if function == FunctionCode.PROJECT_LEADER:
        words = f"Au moins {years_needed(day)} ans d’expérience utile, que l’ONE atteste"
        found.append(Option(EXPERIENCE, words, Road.EXPERIENCE))
    if function == FunctionCode.CARE_WORKER and may_train(person, day):
        steps = training_answer(person, day).steps
        found.append(Option(TRAINING, "Aucun titre : trois ans pour suivre cent heures", Road.TRAINING, steps))
    return found


def _title_option(row: Credential, function: str, day: date, titles: tuple[HeldTitle, ...]) -> Option:
    listed, answer = answer_with(row, function, day, titles)
    road = Road.LISTED if listed else Road.EQUIVALENCE
    since = f", {full_date(row.obtained_on)}" if row.obtained_on else ""
    place = LISTED_WORDS[LISTS[FunctionCode(function)]][0]
    where = f"dans {place}" if listed else f"pas dans {place}, équivalence à demander"
    return Option(f"title-{row.pk}", f"{capfirst(str(row))}{since} : {where}", road, answer.steps[:1], row)


def road_of(title: str, function: str, obtained: date | None, day: date) -> str:
    """Return the road of a title somebody is about to add to a file: the list, or the equivalence."""
    listed, _ = answer_with(Credential(title=title, obtained_on=obtained), function, day)
    return Road.LISTED if listed else Road.EQUIVALENCE


def title_choices(function: str, day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the titles somebody can add, those of the list of the function first, each under what it leads to."""
    known = entries(LISTS[FunctionCode(function)])
    listed = [title for title in Title if title in known and known[title].since <= day and title not in UNSENT]
    others = [title for title in Title if title not in listed and title not in UNSENT]
    return [
        ("Dans la liste : l’ONE confirme", [(str(title), labels()[title]) for title in listed]),
        ("Pas dans la liste : l’ONE peut le reconnaître équivalent", [(str(one), labels()[one]) for one in others]),
    ]
