"""What an answer looks like: the answer first, in a few words; then its figures; then the lines that explain it.

A rule without a presenter of its own shows its lines, and its values as programs read them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import msgspec

from preau.foundation.ui.patterns import CountStep
from preau.law.results import Answer, Step
from preau.law.words import counted, euros, full_date, listed, long_date, number
from preau.portal.law.chain_drawing import drawing_of
from preau.portal.law.wording import choice_words

Kind = Literal["", "good", "bad"]


@dataclass
class Table:
    """Rows behind an answer; the first cell of each is its head."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def named_rows(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with the title of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass
class Line:
    """One thing to do by a day: a link of a chain, a remedy; opens into its own reasons."""

    title: str
    day: date | None
    words: str
    state: str
    kind: str
    article: str
    steps: list[CountStep]


@dataclass
class Shown:
    """An answer ready for its page and its PDF."""

    lead: str
    headline: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lines_title: str = ""
    after: list[tuple[str, str]] = field(default_factory=list)
    drawing: Any = None
    day: date | None = None
    kind: Kind = ""


def count_steps_of(steps: Sequence[Step]) -> list[CountStep]:
    """Return the lines of an explanation as the page shows them."""
    return [CountStep(step.day, step.text_fr, step.article, step.kind) for step in steps]


def shown_of(rule_id: str, answer: Answer) -> Shown:
    """Return an answer ready to be shown."""
    return PRESENTERS.get(rule_id, _plain)(answer)


def values_of(answer: Answer) -> str:
    """Return the values of an answer as programs read them: indented JSON, without the lines."""
    fields = msgspec.to_builtins(answer)
    del fields["steps"]
    return msgspec.json.format(msgspec.json.encode(fields), indent=2).decode()


def _plain(answer: Answer) -> Shown:
    first = next((step for step in answer.steps if step.kind == "step"), None)
    return Shown("La réponse de la loi", "", after=[("", first.text_fr)] if first and len(answer.steps) == 1 else [])


def _facts(*pairs: tuple[str, str | None]) -> list[tuple[str, str]]:
    return [(label, words) for label, words in pairs if words]


def _date(day: date | None) -> str:
    return long_date(day) if day else ""


def _due(answer: Any) -> Shown:
    title = answer.title if answer.limit else "Le délai finit"
    shown = Shown(f"{title}, au plus tard le" if answer.limit else "Le délai finit le", long_date(answer.due))
    shown.day = answer.due
    shown.facts = _facts(
        ("Jour compté", _date(answer.raw) if answer.raw != answer.due else ""),
        ("Pour ne rien risquer", _date(answer.safe) if answer.safe != answer.due else ""),
        ("S’ouvre", _date(answer.opens)),
        ("Sans réponse, accordé dès", _date(answer.tacit_from)),
        ("Qui doit agir", answer.owed_by),
    )
    shown.after = _facts(
        ("Et si la date est dépassée ?", answer.consequence), ("Et si personne ne répond ?", answer.silence)
    )
    return shown


_STATES = {
    "done_in_time": "done",
    "done": "done",
    "done_late": "bad",
    "due": "",
    "waits": "wait",
    "cannot_compute": "quiet",
}


def _chain(answer: Any) -> Shown:
    lines = [
        Line(
            one.title,
            one.done_on or one.due,
            f"Qui : {one.owed_by}." + (f" Attend {one.waits_for}." if one.state == "waits" else ""),
            choice_words("LinkState", one.state),
            _STATES[one.state],
            one.id,
            count_steps_of(one.steps) or [CountStep(None, one.why)],
        )
        for one in answer.links
    ]
    ahead = [one for one in answer.links if one.state == "due" and one.due]
    following = min(ahead, key=lambda one: one.due, default=None)
    if following:
        shown = Shown(
            f"Prochaine échéance : {following.title[:1].lower()}{following.title[1:]}", long_date(following.due)
        )
    else:
        shown = Shown("Le chemin finit", _date(answer.ends_on) or "à une date qui manque encore")
    supposed = " si chacun prend tout son temps" if answer.ends_assumed else ""
    shown.facts = _facts(
        ("Agrément au plus tard", f"{long_date(answer.ends_on)}{supposed}" if answer.ends_on else ""),
        ("Agréé jusqu’au", _date(answer.approved_until)),
        ("Délais en jours calendrier", str(answer.calendar_days) if answer.calendar_days else ""),
        ("Délais en jours ouvrables", str(answer.working_days) if answer.working_days else ""),
    )
    shown.lines, shown.lines_title, shown.drawing = lines, "Acte par acte", drawing_of(answer)
    return shown


def _subsidy(answer: Any) -> Shown:
    amount = answer.indexed
    shown = Shown(
        f"Pour {answer.period}, la subvention de coordination est de", euros(amount) if amount is not None else ""
    )
    if amount is None:
        shown.lead, shown.headline = (
            f"Le montant indexé de {answer.period} n’est pas encore connu ; avant indexation",
            euros(answer.base),
        )
    shown.facts = _facts(
        ("Avant indexation", euros(answer.base)),
        ("Tranches au-delà de 4 000 enfants", str(answer.slices)),
        ("Autre lecture, avant indexation", euros(answer.other_reading) if answer.other_reading != answer.base else ""),
        ("Versée à", answer.payee),
    )
    return shown


_MET = {True: "Oui", False: "Non", None: "Pas connu"}


def _staffing(answer: Any) -> Shown:
    workers = (
        counted(answer.workers, "accueillant", "accueillants") if answer.workers is not None else "Pas de norme connue"
    )
    children = answer.under_six + answer.six_and_over
    shown = Shown(f"Pour {counted(children, 'enfant', 'enfants')}, il faut", workers)
    shown.facts = _facts(
        ("Second adulte", "Nécessaire" if answer.second_adult_needed else "Pas nécessaire"),
        ("La norme est atteinte", _MET[answer.norm_met]),
        ("Pas moins que l’an dernier", _MET[answer.last_year_met]),
    )
    if not answer.bound:
        shown.lead = "L’opérateur n’est pas tenu à ce taux ; il serait de"
    shown.kind = "bad" if False in {answer.norm_met, answer.last_year_met, answer.second_adult_met} else ""
    rows = [
        (
            f"{one.starts} à {one.ends}",
            f"{one.under_six} pour les moins de six ans, {one.six_and_over} pour les autres",
            "" if one.workers is None else str(one.workers),
        )
        for one in answer.parts
    ]
    shown.tables = [Table("Heure par heure", ("Période", "Par âge", "Accueillants"), rows)] if len(rows) > 1 else []
    return shown


_VERDICTS = {
    "lawful": ("Oui, elle est conforme", "good"),
    "not_lawful": ("Non, pas encore", "bad"),
    "unknown": ("On ne peut pas encore le dire", ""),
}


def _composition(answer: Any) -> Shown:
    words, kind = _VERDICTS[answer.verdict]
    shown = Shown("La CCA est-elle composée comme la loi le demande ?", words, kind=kind)  # type: ignore[arg-type]
    shown.facts = _facts(
        ("Sièges par composante", str(answer.seats_each)),
        ("Sièges en tout", str(answer.seats)),
        ("Membres effectifs", str(answer.seated)),
        ("Sorte", "CCA conjointe" if answer.joint else "Une seule commune"),
    )
    for title, findings in (
        ("Ce qui n’est pas conforme", answer.faults),
        ("Ce qui n’est pas encore connu", answer.unknown),
    ):
        if findings:
            rows = [(one.sentence, one.article) for one in findings]
            shown.tables.append(Table(title, ("Quoi", "Article"), rows))
    return shown


def _hours(value: Any) -> str:
    return f"{number(value)} h"


def _ledger(answer: Any) -> Shown:
    if answer.missing > 0:
        shown = Shown("Il manque encore", f"{number(answer.missing)} heures pour le {full_date(answer.due)}")
        shown.day = answer.due
    else:
        shown = Shown("Au jour demandé", "Il ne manque aucune heure", kind="good")
    shown.facts = _facts(
        ("Trois dernières années", f"{_hours(answer.rolling.recognised)} reconnues"),
        ("Attendent l’ONE", _hours(answer.rolling.pending)),
        ("Non reconnues", _hours(answer.rolling.refused)),
    )
    rows = [
        (
            f"{full_date(one.first_day)} au {full_date(one.last_day)}",
            str(one.required),
            number(one.recognised),
            number(one.pending),
            number(one.refused),
            number(one.missing),
            choice_words("WindowState", one.state),
        )
        for one in answer.windows
    ]
    head = ("Période", "Demandées", "Reconnues", "À valider", "Non reconnues", "Manquent", "État")
    shown.tables = [Table("Période par période, en heures", head, rows)]
    return shown


def _remedies(answer: Any) -> Shown:
    lines = [
        Line(
            f"Recours devant {one.body}",
            one.due,
            f"À envoyer à : {one.sent_to} ({listed(one.form)}). Réponse : {one.answer}. {one.silence} {one.if_late}",
            "" if one.due else "Impossible à calculer",
            "" if one.due else "quiet",
            one.article,
            count_steps_of(one.steps) or [CountStep(None, one.why)],
        )
        for one in answer.roads
    ]
    if answer.safe:
        shown = Shown(
            "Pour ne rien risquer, envoyez le recours au plus tard le", long_date(answer.safe), day=answer.safe
        )
    else:
        shown = Shown(
            "Contre cette décision", "Aucun recours administratif daté" if lines else "Aucun recours administratif"
        )
    shown.facts = _facts(("Décision", answer.title), ("Qui peut agir", answer.addressee))
    shown.lines, shown.lines_title = lines, counted(len(lines), "recours", "recours")
    return shown


PRESENTERS: dict[str, Callable[[Any], Shown]] = {
    "due_date": _due,
    "cle_programme_chain": _chain,
    "coordination_subsidy": _subsidy,
    "care_staffing": _staffing,
    "cca_composition": _composition,
    "training_ledger": _ledger,
    "remedies": _remedies,
}
