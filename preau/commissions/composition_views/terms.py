"""The dates of a CCA: when mandates end, when elections renew it, each with its reason."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from preau.commissions.models import Cca
from preau.commissions.seats import Seat
from preau.foundation.ui.patterns import CountStep
from preau.foundation.ui.typography import plural
from preau.law.results import CannotCompute
from preau.law.time_limits import DueDate, due, limit
from preau.law.words import full_date


@dataclass(frozen=True)
class Term:
    """One date of the CCA: what happens then, since when it counts, why."""

    title: str
    sentence: str
    due: DueDate | None = None
    state: Literal["quiet", "soon", "bad", "done"] = "quiet"
    article: str = ""

    @property
    def steps(self) -> tuple[CountStep, ...]:
        """The reason, step by step."""
        return tuple(CountStep(s.day, s.text_fr, s.article, s.kind) for s in self.due.steps) if self.due else ()


def terms_of(cca: Cca, seats: list[Seat], today: date) -> list[Term]:
    """Return the dates of the CCA: the information of the commission, the renewal, the end of the mandates."""
    return [*_information(cca), *_renewal(cca, seats, today), *_mandates(seats, today)]


def _information(cca: Cca) -> list[Term]:
    row = limit("D04")
    first, informed = cca.first_meeting_on, cca.commission_informed_on
    if first is None:
        told = f"Informée le {full_date(informed)}." if informed else "La commune l’informe avant de convoquer."
        sentence = f"{told} Notez le jour de la première réunion quand elle a eu lieu."
        return [Term(row.title, sentence, state="quiet" if informed else "soon", article=row.citation)]
    if informed is None:
        sentence = "Notez le jour où la commission d’agrément a été informée : c’était avant la première réunion."
        return [Term(row.title, sentence, state="soon", article=row.citation)]
    if informed >= first:
        sentence = f"Première réunion le {full_date(first)}, information le {full_date(informed)}. {row.consequence}"
        return [Term(row.title, sentence, state="bad", article=row.citation)]
    sentence = f"Informée le {full_date(informed)}, avant la première réunion du {full_date(first)}."
    return [Term(row.title, sentence, state="done", article=row.citation)]


def _renewal(cca: Cca, seats: list[Seat], today: date) -> list[Term]:
    row = limit("D01")
    title = "Renouveler la CCA après les élections communales"
    if cca.last_election_on is None:
        return [Term(title, "Notez la date des dernières élections : elle ouvre six mois pour désigner.", state="soon")]
    found = _due("D01", cca.last_election_on)
    if found is None:
        return []
    old = [seat for seat in seats if seat.first.mandate_from <= cca.last_election_on]
    elected = full_date(cca.last_election_on)
    if not old:
        said = f"Les membres ont été désignés après les élections du {elected}."
        return [Term(title, said, found, "done", row.citation)]
    sentence = (
        f"{plural(len(old), 'membre')} d’avant les élections du {elected} à désigner à nouveau ou à remplacer pour le"
        f" {full_date(found.due)}. Les anciens restent en fonction jusque-là (arrêté, art. 29)."
    )
    return [Term(title, sentence, found, "bad" if found.due < today else "soon", row.citation)]


def _mandates(seats: list[Seat], today: date) -> list[Term]:
    starts = Counter(seat.first.mandate_from for seat in seats)
    terms = []
    for start in sorted(starts):
        found = _due("D02", start)
        if found is None:
            continue
        who = plural(starts[start], "mandat")
        over = found.due <= today
        sentence = f"{who} depuis le {full_date(start)}, six ans."
        if over:
            sentence += " Ces membres restent en fonction jusqu’à la désignation des nouveaux (arrêté, art. 29)."
        terms.append(Term("Fin des mandats", sentence, found, "bad" if over else "quiet", found.article))
    return terms


def _due(limit_id: str, start: date) -> DueDate | None:
    try:
        return due(limit(limit_id), start)
    except CannotCompute:  # before the text is known
        return None
