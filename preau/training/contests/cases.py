"""Who may contest a refusal and who may answer or decide, and where a contest stands."""

from collections.abc import Iterable

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import Case, case_of
from preau.staff.models import REGISTRARS, StaffPerson
from preau.training.models import RefusalContest, Status, TrainingModule, TrainingProvider, TrainingRecord

PROCEDURE = "training_refusal_contest"
OTHER_OFFICER = "Vous avez pris la décision contestée : une autre personne de l’ONE doit décider."


def can_contest(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` contest the refusal of a training this person followed? Her house does, or she herself.

    Only asked of people whose records `visible_to` gave her.
    """
    if actor.person_id is not None and person.account_id == actor.person_id:
        return YES
    if actor.role in REGISTRARS:
        return YES
    return no("Un refus se conteste par la direction, par le secrétariat ou par la personne qui a suivi la formation.")


def can_answer(actor: Actor, contest: RefusalContest) -> Decision:
    """May `actor` answer what ONE asks of a contest? Who made it, or those who contest for that house."""
    if contest.asked_by_id == actor.person_id:
        return YES
    if actor.role in REGISTRARS and contest.organisation_id == actor.organisation_id:
        return YES
    return no("La réponse vient de la personne qui a contesté, de la direction ou du secrétariat de sa maison.")


def case_of_contest(contest: RefusalContest) -> Case:
    """Return the case of a contest. Raises LookupError for one without, which `contest` leaves nowhere."""
    case = case_of(PROCEDURE, contest)
    if case is None:
        raise LookupError(f"contest {contest.pk} has no case")
    return case


def cases_of(contests: Iterable[int]) -> dict[int, Case]:
    """Return the cases of some contests, by contest. One query."""
    rows = Case.objects.filter(
        procedure_id=PROCEDURE, subject_type=RefusalContest._meta.label_lower, subject_id__in=list(contests)
    )
    return {case.subject_id: case for case in rows}


def refusing(contest: RefusalContest) -> list[TrainingModule | TrainingProvider]:
    """Return the rows of the catalogue whose decision refuses what is contested: a module, its body, or both.

    Empty when the record itself is refused. An accepted body is one when only the law refuses the hours: none of its
    acceptances covers their days.
    """
    if contest.record is not None and contest.record.outcome == TrainingRecord.Outcome.REFUSED:
        return []
    module = contest.module.root or contest.module
    provider = module.provider.root or module.provider
    rows: tuple[TrainingModule | TrainingProvider, ...] = (provider, module)
    refused = [row for row in rows if row.status == Status.REFUSED]
    if refused:
        return refused
    return [provider] if provider.status == Status.ACCEPTED else []


def refused_by(contest: RefusalContest) -> set[int]:
    """Return the accounts of who took the decisions contested."""
    rows: list[TrainingModule | TrainingProvider | TrainingRecord] = [*refusing(contest)]
    if contest.record is not None and not rows:
        rows.append(contest.record)
    return {row.decided_by_id for row in rows if row.decided_by_id is not None}
