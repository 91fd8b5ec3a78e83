"""Acts on the seats of a CCA: designate, correct, leave, change an address, take a list over, invite."""

from datetime import date

from django.db import transaction
from django.http import Http404

from preau.commissions.access import can_change_address, can_compose
from preau.commissions.acts.composing import NotPossible, Values, check_mark, composing, held_by, locked, write
from preau.commissions.acts.meetings import call_holders
from preau.commissions.imported import Line
from preau.commissions.members import NUMBERS, Roll, is_in_office, roll_of, seats_on
from preau.commissions.models import Attendance, CcaMember, MeetingStatus
from preau.commissions.seats import Seat
from preau.foundation.accounts import acts as accounts
from preau.foundation.accounts.access import require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import record
from preau.law.words import fold, full_date

MEMBER = (
    "full_name",
    "email",
    "organisation",
    "municipality",
    "network",
    "family_movement",
    "college_designee",
    "anchored",
    "entitled",
    "excluded_group",
    "mandate_from",
)
SUBSTITUTE = ("full_name", "email", "organisation", "anchored", "excluded_group", "mandate_from")
COPIED = (*(name for name in MEMBER if name != "mandate_from"), "person")


def values_of(seat: Seat | None) -> Values:
    """Return what the form of a seat shows of who holds it, and of the substitute (their names begin with `s_`)."""
    if seat is None:
        return {}
    held = held_by(seat.effective, MEMBER)
    return held | {f"s_{name}": value for name, value in held_by(seat.substitute, SUBSTITUTE).items()}


def seat_at(seats: list[Seat], number: int, rank: int) -> Seat | None:
    """Return the seat of that rank in that component, None when nobody holds it."""
    return next((one for one in seats if (one.first.component.number, one.first.rank) == (number, rank)), None)


def save_seat(actor: Actor, number: int, rank: int, mark: str, values: Values) -> CcaMember:
    """Designate who holds a seat and his substitute, or correct what is known of them. Raises Changed, NotPossible.

    `values` are those of MEMBER, and those of SUBSTITUTE after `s_` when a substitute is given.
    """
    with composing(actor, "commissions.save_seat") as work:
        roll = roll_of(work.cca)
        component = roll.components.get(number)
        seat = seat_at(seats_on(roll, actor.today), number, rank)
        if component is None or (seat is None and not 1 <= rank <= work.cca.seats_each):
            raise Http404("seat")
        if component.absent:
            raise NotPossible("Cette composante est notée absente : retirez d’abord ce motif.")
        work.note = {"component": number, "rank": rank}
        held = values_of(seat)
        check_mark(mark, held, values)
        work.before = {name: held.get(name) for name in values}
        mine = {name: values[name] for name in MEMBER if name in values}
        theirs = {name: values[f"s_{name}"] for name in SUBSTITUTE if f"s_{name}" in values}
        holder = seat.effective if seat else CcaMember(component=component, rank=rank)
        if seat is None:
            _check_free(roll, component.pk, rank, mine["mandate_from"])
        _write_person(holder, mine)
        if theirs:
            second = seat.substitute if seat else None
            _write_person(second or CcaMember(component=component, rank=rank, substitute_of=holder), theirs)
        work.after = values
    return holder


def _write_person(row: CcaMember, values: Values) -> None:
    """Write who somebody is. Another name at another address is another person: the account of the first is let go.

    Raises NotPossible for one who already sat: the minutes name him.
    """
    if fold(values["full_name"]) != fold(row.full_name) and values["email"].lower() != row.email.lower():
        if row.pk and Attendance.objects.filter(sitting=row).exists():
            raise NotPossible(
                f"{row} a déjà siégé : notez son départ, puis désignez la nouvelle personne.", "full_name"
            )
        row.person = None
    write(row, values)


def check_has_not_sat(members: list[CcaMember], day: date) -> None:
    """Raise NotPossible when one of these members sat in a meeting held on `day` or later: the minutes name him."""
    sat = Attendance.objects.filter(
        sitting__in=members, meeting__status=MeetingStatus.HELD, meeting__starts_at__date__gte=day
    )
    last = sat.select_related("meeting", "sitting").order_by("-meeting__starts_at", "pk").first()
    if last is not None:
        held = full_date(last.meeting.day)
        raise NotPossible(f"{last.sitting} a siégé à la réunion du {held} : donnez un jour d’après.", "day")


def _check_free(roll: Roll, component_id: int, rank: int, start: date) -> None:
    """Raise NotPossible when the seat was still held on the day the new mandate begins."""
    last = max(
        (one.left_on for one in roll.members if (one.component_id, one.rank) == (component_id, rank) and one.left_on),
        default=None,
    )
    if last is not None and start < last:
        raise NotPossible(
            f"Ce siège était occupé jusqu’au {full_date(last)} : le nouveau mandat commence ce jour-là au plus tôt.",
            "mandate_from",
        )


def leave(actor: Actor, member_id: int, day: date, reason: str) -> CcaMember:
    """Write down that a member left on `day`: his substitute, if any, finishes the mandate. Raises NotPossible."""
    with composing(actor, "commissions.leave_cca") as work:
        member = _member(roll_of(work.cca), member_id)
        if member.left_on is not None:
            if member.left_on == day:  # a second click
                return member
            raise NotPossible(f"{member} a déjà quitté la CCA le {full_date(member.left_on)}.", "day")
        if not member.mandate_from <= day <= actor.today:
            since = full_date(member.mandate_from)
            raise NotPossible(f"Donnez un jour entre le {since}, début du mandat, et aujourd’hui.", "day")
        check_has_not_sat([member], day)
        work.before = {"left_on": None}
        write(member, {"left_on": day, "left_because": reason})
        work.note = {"member": member.pk}
        work.after = {"left_on": day, "left_because": reason}
        call_holders(work.cca, actor.now)
        if work.cca.chair_id == member.pk:
            write(work.cca, {"chair": None, "chair_designated": "unknown"})
    return member


def change_address(actor: Actor, member_id: int, email: str) -> CcaMember:
    """Change the address of a member: by himself, or by who composes the CCA. Raises Forbidden."""
    with transaction.atomic():
        cca = locked(actor)
        member = _member(roll_of(cca), member_id)
        require(can_change_address(actor, member, cca.zone_id))
        if member.email != email:
            before = member.email
            member.email = email
            if member.person is None and actor.person is not None and actor.person.email == before.lower():
                member.person = actor.person  # known by that address until now: he stays known by his account
            member.save(update_fields=["email", "person"])
            said = {"member": member.pk, "before": {"email": before}, "after": {"email": email}}
            record(actor, "commissions.change_address", cca, said)
    return member


def take_over(actor: Actor, day: date, lines: list[Line]) -> int:
    """Designate the members of a list, in the free seats; return how many. Those who sit already are left alone.

    Raises NotPossible.
    """
    with composing(actor, "commissions.import_members") as work:
        roll = roll_of(work.cca)
        seats = seats_on(roll, actor.today)
        there = {(seat.first.component.number, fold(seat.effective.full_name)) for seat in seats}
        new = [line for line in lines if (line.component, fold(line.full_name)) not in there]
        work.after = {"members": add_rows(roll, new, day, {}, work.cca.seats_each, seats)}
        work.before = {"members": []}
        work.note = {"day": day}
    return len(work.after["members"])


def add_rows(
    roll: Roll, lines: list[Line], day: date, taken: dict[int, int], seats_each: int, seats: list[Seat] | None = None
) -> list[int]:
    """Write the lines of a list in the first free seats of their components, in few queries; return the new keys.

    `taken` counts the first seats of each component that are held, `seats` tells which ones are.
    """
    ranks = {
        number: [
            rank
            for rank in range(taken.get(number, 0) + 1, seats_each + 1)
            if not any((s.first.component.number, s.first.rank) == (number, rank) for s in seats or ())
        ]
        for number in NUMBERS
    }
    rows = []
    for line in lines:
        component = roll.components[line.component]
        if component.absent:
            raise NotPossible(f"La composante {line.component} est notée absente : retirez d’abord ce motif.", "lines")
        if not ranks[line.component]:
            reason = f"Composante {line.component} : il n’y a plus de siège libre pour {line.full_name}."
            raise NotPossible(reason, "lines")
        rank = ranks[line.component].pop(0)
        shared = {"component": component, "rank": rank, "mandate_from": day, "organisation": line.organisation}
        rows.append((CcaMember(full_name=line.full_name, email=line.email, **shared), line, shared))
    made = CcaMember.objects.bulk_create(row for row, _, _ in rows)
    CcaMember.objects.bulk_create(
        CcaMember(full_name=line.substitute, email=line.substitute_email, substitute_of=member, **shared)
        for member, (_, line, shared) in zip(made, rows, strict=True)
        if line.substitute
    )
    return [member.pk for member in made]


def invite(actor: Actor, member_id: int) -> Invitation | None:
    """Invite a member to an account of the CCA, or link him to the one he has; None when he had one.

    Raises Forbidden, NeedsSecondFactor, NotPossible.
    """
    with transaction.atomic():
        cca = locked(actor)
        require(can_compose(actor, cca.zone_id))
        require_strong(actor)
        member = _member(roll_of(cca), member_id)
        if not is_in_office(member, actor.today):
            raise NotPossible(f"{member} ne siège plus.")
        if not member.email:
            raise NotPossible(f"Donnez d’abord l’adresse de {member}.")
        if actor.mandate is None:
            raise Http404("mandate")
        mandates = Mandate.objects.in_force(actor.today).filter(organisation_id=actor.organisation_id)
        held = mandates.filter(role__in=[Role.CCA_MEMBER, Role.CCA_CHAIR], person__email=member.email.lower()).first()
        if held is None:
            offer = accounts.Offer(member.email, member.full_name, Role.CCA_MEMBER, actor.today)
            return accounts.invite(actor, actor.mandate.organisation, offer)
        if member.person_id != held.person_id:
            CcaMember.objects.filter(pk=member.pk).update(person_id=held.person_id)
            record(actor, "commissions.link_member", cca, {"member": member.pk, "person": held.person_id})
    return None


def _member(roll: Roll, member_id: int) -> CcaMember:
    member = roll.member(member_id)
    if member is None:
        raise Http404("member")
    return member
