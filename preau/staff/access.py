"""Who may do what with the people of Mon Équipe: one function per verb, with the reason of a no; what each reads.

A house keeps and reads the whole file of who works there. Once she left, it reads what it knew on her last day: what
she did since is hers. A project leader reads the team, never a national number. ONE reads, and writes nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.law.calendar import add_months
from preau.staff.models import (
    ONE_READERS,
    REGISTRARS,
    TEAM_READERS,
    Credential,
    EmploymentContract,
    MoveRequest,
    PaperConsent,
    StaffPerson,
    is_house_of_staff,
)
from preau.staff.models.people import ContractQuerySet

RENEWED_WITHIN = 12  # months after the last day
# Who attests a paper for a house, and who confirms one for the house she comes from: who binds it.
SIGNERS = frozenset({Role.OPERATOR_SIGNATORY, Role.ATL_COORDINATOR})

# Route policies. What is done with a person is the person's own rule below.
KEEPERS: Policy = roles(*REGISTRARS, label="la direction et le secrétariat de l’opérateur, la coordination ATL")
TEAM: Policy = roles(
    *TEAM_READERS, label="la direction, le secrétariat et le projet de l’opérateur, la coordination ATL"
)
FILE_READERS: Policy = roles(
    *TEAM_READERS,
    *ONE_READERS,
    Role.CARE_WORKER,
    label="l’opérateur et son personnel, la coordination ATL pour la sienne, l’ONE",
)
WORKERS: Policy = roles(
    *TEAM_READERS, Role.CARE_WORKER, label="le personnel des opérateurs et des coordinations ATL, chacun pour soi"
)

CONFIRMERS: Policy = roles(
    *SIGNERS, *ONE_READERS, label="la direction de l’ancien employeur, la coordination ATL pour la sienne, l’ONE"
)
PAPER_READERS: Policy = roles(
    *TEAM_READERS, *ONE_READERS, Role.CARE_WORKER, label="la personne, ses employeurs d’avant et d’après, l’ONE"
)


def keeps_a_register(actor: Actor) -> bool:
    """Tell whether `actor` acts for a house that has a register of staff, in a role that reads the team."""
    house = actor.mandate.organisation if actor.mandate else None
    return house is not None and actor.role in TEAM_READERS and is_house_of_staff(house.kind)


def is_oneself(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether this file is the actor's own."""
    return actor.person_id is not None and person.account_id == actor.person_id


def can_read_team(actor: Actor) -> Decision:
    """May `actor` open the team of the house acted for?"""
    if keeps_a_register(actor):
        return YES
    return no("Seuls un opérateur et une coordination ATL ont une équipe dans Préau.")


def can_register(actor: Actor) -> Decision:
    """May `actor` write somebody new in the register of the house acted for?"""
    if keeps_a_register(actor) and actor.role in REGISTRARS:
        return YES
    return no(
        "La direction et le secrétariat de l’opérateur, ou la coordination ATL pour la sienne, tiennent l’équipe."
    )


def can_keep(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` write in the file of this person? Her present house; nobody else, not even she."""
    if actor.is_system:
        return YES
    may = can_register(actor)
    if not may:
        return may
    if not works_there(actor, person):
        return no("Cette personne ne travaille plus chez vous : son dossier reste tel qu’il était à son départ.")
    return YES


def can_renew(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` bring this person back under contract? Any house that had her; `needs_consent` says how."""
    may = can_register(actor)
    if not may or _contracts_here(actor, person).exists():
        return may
    return no("Cette personne n’a jamais travaillé chez vous : inscrivez-la dans votre équipe.")


def can_correct_contract(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` correct a contract of this person? The house where she works, or did less than a year ago."""
    may = can_register(actor)
    if not may or works_there(actor, person) or _left_of_late(actor, person):
        return may
    return no("Cette personne ne travaille plus chez vous depuis plus d’un an : son contrat ne se corrige plus.")


def needs_consent(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether somebody who left says yes again before this house reads what came after she left.

    Not within a year when nobody else employed her since: a yearly contract renewed goes on with the same house,
    which learns nothing it did not know. With another employer since, or later, what she did there is hers.
    """
    if works_there(actor, person):
        return False
    until = seen_until(actor, person)
    if until is None or not _left_of_late(actor, person):
        return True
    others = EmploymentContract.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=until), person=person)
    return others.exclude(organisation_id=actor.organisation_id or 0).exists()


def _contracts_here(actor: Actor, person: StaffPerson) -> ContractQuerySet:
    return EmploymentContract.objects.filter(organisation_id=actor.organisation_id or 0, person=person)


def _left_of_late(actor: Actor, person: StaffPerson) -> bool:
    last = _contracts_here(actor, person).aggregate(last=Max("ends_on"))["last"]
    return last is not None and actor.today <= add_months(last, RENEWED_WITHIN)


def can_read_file(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` open the file of this person? Only asked of those `visible_to` gave her."""
    if actor.is_system or is_oneself(actor, person) or actor.role in ONE_READERS or keeps_a_register(actor):
        return YES
    return no("Le dossier d’une collègue n’est lu que par la direction, le secrétariat et les responsables de projet.")


def works_there(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether this person is under contract with the house acted for, today or later."""
    return person.pk in present_among(actor, [person.pk])


def present_among(actor: Actor, person_ids: Iterable[int]) -> set[int]:
    """Return those of these people under contract with the house acted for, today or later. One query."""
    rows = EmploymentContract.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=actor.today),
        organisation_id=actor.organisation_id or 0,
        person_id__in=list(person_ids),
    )
    return set(rows.values_list("person_id", flat=True))


def sees_whole_file(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether `actor` reads all of a file: oneself, ONE, the present house; not a former one."""
    return seen_until(actor, person) is None


def seen_until(actor: Actor, person: StaffPerson) -> date | None:
    """Return the last day of what `actor` reads of a file; None when she reads it whole.

    Only asked of people `visible_to` gave her: a house that never had this person raises LookupError.
    """
    return days_read(actor, [person])[person.pk]


def days_read(actor: Actor, people: Iterable[StaffPerson]) -> dict[int, date | None]:
    """Return by person what `seen_until` says of each. One query whatever their number, none for ONE."""
    people = list(people)
    whole = actor.is_system or actor.role in ONE_READERS
    others = [one for one in people if not whole and not is_oneself(actor, one)]
    read: dict[int, date | None] = {one.pk: None for one in people}
    rows = EmploymentContract.objects.filter(
        organisation_id=actor.organisation_id or 0, person_id__in=[one.pk for one in others]
    ).values_list("person_id", "ends_on")
    ends: dict[int, list[date | None]] = {}
    for key, last in rows if others else ():
        ends.setdefault(key, []).append(last)
    for one in others:
        if one.pk not in ends:
            raise LookupError(one.pk)
        days = [day for day in ends[one.pk] if day is not None]
        still = len(days) < len(ends[one.pk]) or max(days) >= actor.today
        read[one.pk] = None if still else max(days)
    return read


def sees_national_number(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether `actor` reads the number, masked: oneself and who keeps the register."""
    return is_oneself(actor, person) or bool(can_keep(actor, person))


def sees_conduct(actor: Actor, person: StaffPerson) -> bool:
    """Tell whether `actor` reads when an extract was seen: oneself, and the register of the house that saw it."""
    return is_oneself(actor, person) or (keeps_a_register(actor) and actor.role in REGISTRARS)


def can_answer_move(actor: Actor, request: MoveRequest) -> Decision:
    """May `actor` answer whether her file follows her? She alone, once, while the request stands."""
    if not actor.is_system and not is_oneself(actor, request.person):
        return no("La personne concernée répond elle-même : elle a reçu un lien, ou répond depuis son compte.")
    closed = why_closed(request, actor.now)
    return no(_CLOSED[closed]) if closed else YES


_CLOSED = {
    "answered": "Vous avez déjà répondu à cette demande.",
    "withdrawn": "Cette demande a été retirée : il n’y a plus rien à répondre.",
    "expired": "Cette demande a expiré : votre employeur peut vous la refaire.",
}


def why_closed(request: MoveRequest, now: datetime) -> str:
    """Return why a request for consent takes no answer any more; empty while it does."""
    if request.answered_at is not None:
        return "answered"
    if request.withdrawn_at is not None:
        return "withdrawn"
    return "expired" if request.expires_at <= now else ""


def can_withdraw_move(actor: Actor, request: MoveRequest) -> Decision:
    """May `actor` take back a request for somebody's consent? The house that asked, before she answers."""
    if request.organisation_id != actor.organisation_id or actor.role not in REGISTRARS:
        return no("Seul l’employeur qui a fait cette demande peut la retirer.")
    if request.answered_at is not None:
        return no("Cette personne a déjà répondu.")
    return YES


def can_prepare_paper(actor: Actor, request: MoveRequest) -> Decision:
    """May `actor` print the text to sign, for a consent given on paper? The house that asked, while she can answer."""
    if request.organisation_id != actor.organisation_id or actor.role not in REGISTRARS:
        return no("Seul l’employeur qui a fait cette demande en dépose l’accord.")
    closed = why_closed(request, actor.now)
    return no(_PAPER_CLOSED[closed]) if closed else YES


def can_attest_paper(actor: Actor, request: MoveRequest) -> Decision:
    """May `actor` give in a consent signed on paper, and attest it? Who binds the house that asked."""
    may = can_prepare_paper(actor, request)
    if not may or actor.role in SIGNERS:
        return may
    return no("La direction dépose le papier et l’atteste : donnez-le-lui une fois signé.")


_PAPER_CLOSED = {
    "answered": "Cette personne a déjà répondu : il n’y a plus de papier à déposer.",
    "withdrawn": "Cette demande a été retirée : faites-en une nouvelle.",
    "expired": "Cette demande a expiré : faites-en une nouvelle.",
}


def can_confirm_paper(actor: Actor, paper: PaperConsent) -> Decision:
    """May `actor` say whether a consent on paper is hers? Who binds her former house, or ONE; never who gave it in.

    The house that asks would otherwise take anybody’s hours by itself. Being tied is asked by the act, for ONE.
    """
    if paper.attested_by_id == actor.person_id:
        return no("Vous avez déposé ce papier : quelqu’un d’autre le confirme.")
    if is_oneself(actor, paper.request.person):
        return no("C’est votre dossier : répondez vous-même, depuis « Mon dossier ».")
    theirs = actor.role in SIGNERS and paper.former_id is not None and paper.former_id == actor.organisation_id
    if not theirs and actor.role not in ONE_READERS:
        return no("Le dernier employeur de cette personne, ou l’ONE, confirme ce papier.")
    if paper.decided_at is not None:
        return no("Quelqu’un a déjà répondu pour ce papier.")
    closed = why_closed(paper.request, actor.now)
    return no(_UNCONFIRMED[closed]) if closed else YES


_UNCONFIRMED = {
    "answered": "Cette personne a répondu elle-même entre-temps : ce papier ne sert plus.",
    "withdrawn": "La demande a été retirée : ce papier ne sert plus.",
    "expired": "La demande a expiré : ce papier ne sert plus.",
}


def can_read_contract(actor: Actor, person: StaffPerson) -> Decision:
    """May `actor` open the contract kept with a hiring? Herself, who keeps the register of the house, ONE."""
    if is_oneself(actor, person) or actor.role in ONE_READERS or (keeps_a_register(actor) and actor.role in REGISTRARS):
        return YES
    return no("Le contrat n’est lu que par la personne, son employeur et l’ONE.")


def can_read_credential(actor: Actor, credential: Credential) -> bool:
    """Tell whether `actor` opens the copy of a title of a file she reads: not one that came after she left."""
    until = seen_until(actor, credential.person)
    return until is None or (timezone.localdate(credential.recorded_at) <= until and is_copy_read(credential, until))


def is_copy_read(credential: Credential, until: date | None) -> bool:
    """Tell whether there is a copy of a title, and who reads a file until that day reads it: not one joined since."""
    file = credential.file
    return file is not None and (until is None or timezone.localdate(file.uploaded_at) <= until)
