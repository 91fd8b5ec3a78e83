"""What the register says in words: where a qualification stands, when an extract is due, a share of working time."""

from datetime import date, timedelta
from decimal import Decimal

from preau.foundation.ui.dates import full_date
from preau.law.qualification.staff import Verdict
from preau.law.words import number
from preau.staff.models import Assignment
from preau.staff.qualifying.reading import Standing
from preau.staff.register.due import Extract

Tag = tuple[str, str]
_AT_ONCE = timedelta(days=7)

# The tag of a standing: its words and its kind.
_VERDICTS = {
    Verdict.QUALIFIED: ("Qualification reconnue", "done"),
    Verdict.COMPLIANT_BY_PRACTICE: ("En ordre : cent heures suivies", "done"),
    Verdict.EXEMPT: ("Aucun titre exigé", "quiet"),
    Verdict.NOT_COMPLIANT: ("Titre ou heures à régler", "bad"),
    Verdict.UNKNOWN: ("Impossible à dire", ""),
}
_STATES = {
    "to_check": ("À valider par l’ONE", "wait"),
    "asked": ("L’ONE demande une information", "soon"),
    "not_qualified": ("Titre non reconnu", "bad"),
}


def standing_words(standing: Standing) -> Tag:
    """Return the words and the kind of the tag that says where a qualification stands.

    What ONE holds or refused comes before the verdict, unless the law already answers that she is qualified.
    """
    verdict = standing.answer.verdict
    if verdict is Verdict.QUALIFIED:
        return _VERDICTS[verdict]
    if standing.state in _STATES:
        return _STATES[standing.state]
    if verdict is Verdict.DEEMED_COMPLIANT:
        until = standing.answer.until
        return (f"Se forme jusqu’au {full_date(until)}" if until else "Qualification réputée acquise"), ""
    if verdict is Verdict.NOT_COMPLIANT and not standing.state:
        return "Qualification à demander", "bad"
    return _VERDICTS[verdict]


def hundred_words(standing: Standing, day: date) -> str:
    """Return what is left of the hundred hours of a function on a day, and until when; empty where none are counted."""
    answer = standing.answer
    if answer.until is None:
        return ""
    if answer.hours_missing == 0:
        return "Les cent heures sont suivies."
    verb = "étaient dues" if answer.until < day else "sont dues"
    lacking = "" if answer.hours_missing is None else f" : il en manque {number(answer.hours_missing)}"
    return f"Cent heures {verb} pour le {full_date(answer.until)}{lacking}."


def share_words(share: Decimal | None) -> str:
    """Return a share of a full time: « 63,2 % »; empty when not known."""
    return f"{number((share * 100).normalize())} %" if share is not None else ""


def function_words(one: Assignment) -> tuple[str, str, str]:
    """Return what a function is, where (empty: in the whole house), and its share of time."""
    share = share_words(one.fte)
    estimate = ", estimation" if one.is_estimate and share else ""
    return str(one.get_function_display()), one.place.name if one.place else "", f"{share}{estimate}"


def extract_words(extract: Extract, day: date) -> Tag:
    """Return the words and the kind of the tag that says when an extract is due."""
    if extract.extract_on is None:
        return "Extrait à voir", ""
    if extract.answer.may_work is False:
        return "Ne peut pas travailler avec des enfants", "bad"
    due = extract.next_due
    if due is None:
        return f"Vu, du {full_date(extract.extract_on)}", "quiet"
    if due < day:
        return f"À revoir depuis le {full_date(due)}", "bad"
    kind = "soon" if due <= day + _AT_ONCE else "" if extract.is_near(day) else "quiet"
    return f"À revoir pour le {full_date(due)}", kind


# What was written in a file, as its history tells it.
ACTS = {
    "staff.register_person": "Inscription dans l’équipe",
    "staff.save_identity": "Identité corrigée",
    "staff.claim_file": "Dossier relié au compte de la personne",
    "staff.add_contract": "Contrat inscrit",
    "staff.save_contract": "Contrat modifié",
    "staff.add_function": "Fonction inscrite",
    "staff.save_function": "Fonction modifiée",
    "staff.drop_function": "Fonction retirée",
    "staff.add_leave": "Absence inscrite",
    "staff.save_leave": "Absence modifiée",
    "staff.drop_leave": "Absence retirée",
    "staff.add_credential": "Titre inscrit",
    "staff.save_credential": "Titre corrigé",
    "staff.drop_credential": "Titre retiré",
    "staff.see_extract": "Extrait de casier judiciaire vu",
    "staff.drop_extract": "Extrait de casier judiciaire retiré",
    "staff.attest_paper": "Accord sur papier déposé",
    "staff.confirm_paper": "Accord sur papier confirmé",
    "staff.refuse_paper": "Accord sur papier non confirmé",
    "staff.read_file": "Dossier ouvert",
}
