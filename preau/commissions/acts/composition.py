"""Acts on a CCA as a whole: start it, its facts, its components, its chair, those who advise, a renewal."""

from datetime import date

from django.db import transaction
from django.http import Http404

from preau.commissions.access import can_compose, can_install
from preau.commissions.acts.composing import NotPossible, Values, check_mark, composing, held_by, write
from preau.commissions.acts.seats import COPIED, add_rows, check_has_not_sat
from preau.commissions.imported import Line
from preau.commissions.members import NUMBERS, is_in_office, roll_of, seats_on
from preau.commissions.models import AdvisoryMember, Cca, CcaComponent, CcaMember
from preau.foundation.accounts.access import require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Zone
from preau.law.composition.facts import component_sizes

WHOLE = (
    "seats_each",
    "contiguous",
    "networks",
    "parents_networks",
    "family_movements",
    "commission_informed_on",
    "first_meeting_on",
    "last_election_on",
    "without_house_rules",
    "house_rules_adopted_on",
    "quorum",
    "majority",
    "notice_days",
)
COMPONENT = ("absent", "comment")
CHAIR = ("chair", "chair_designated")
ADVISER = ("kind", "full_name", "email", "organisation", "since", "until")


def start_cca(actor: Actor, zone: Zone, seats_each: int) -> Cca:
    """Start the CCA of a zone, its five components empty; asked twice, return the same.

    The coordinator who starts it is its secretary, with an advisory vote (decree, art. 6, § 1).
    """
    with transaction.atomic():
        locked = Zone.objects.select_for_update(of=("self",), no_key=True).get(pk=zone.pk)
        require(can_compose(actor, locked.pk))
        held = Cca.objects.filter(zone=locked).first()
        if held is not None:
            return held
        if seats_each not in component_sizes(actor.today, locked.members.count()):
            raise NotPossible("Choisissez le nombre de sièges par composante dans la liste.", "seats_each")
        cca = Cca.objects.create(zone=locked, seats_each=seats_each)
        CcaComponent.objects.bulk_create(CcaComponent(cca=cca, number=number) for number in NUMBERS)
        if actor.role == Role.ATL_COORDINATOR and actor.mandate is not None:
            person = actor.someone
            AdvisoryMember.objects.create(
                cca=cca,
                kind=AdvisoryMember.Kind.COORDINATOR,
                full_name=str(person),
                email=person.email,
                organisation=str(actor.mandate.organisation)[:200],
                person=person,
                since=actor.today,
            )
        record(actor, "commissions.start_cca", cca, {"zone": locked.pk, "seats_each": seats_each})
    return cca


def save_whole(actor: Actor, mark: str, values: Values) -> Cca:
    """Save the facts of the CCA as a whole. Raises Changed."""
    with composing(actor, "commissions.save_cca") as work:
        work.before = held_by(work.cca, WHOLE)
        check_mark(mark, work.before, values)
        write(work.cca, values)
        work.after = held_by(work.cca, WHOLE)
    return work.cca


def save_component(actor: Actor, number: int, mark: str, values: Values) -> CcaComponent:
    """Save why a component is absent, and what was done to have it. Raises Changed, NotPossible."""
    with composing(actor, "commissions.save_component") as work:
        component = work.cca.components.filter(number=number).first()
        if component is None:
            raise Http404("component")
        work.note = {"component": number}
        work.before = held_by(component, COMPONENT)
        check_mark(mark, work.before, values)
        sitting = [seat for seat in seats_on(roll_of(work.cca), actor.today) if seat.first.component_id == component.pk]
        if values["absent"] and sitting:
            raise NotPossible(
                "Cette composante a des membres : notez d’abord leur départ, un siège à la fois.", "absent"
            )
        write(component, values)
        work.after = held_by(component, COMPONENT)
    return component


def designate_chair(actor: Actor, mark: str, values: Values) -> Cca:
    """Write down who presides, and whether the college's member designated him. Raises Changed, NotPossible."""
    with composing(actor, "commissions.designate_chair") as work:
        work.before = held_by(work.cca, CHAIR)
        check_mark(mark, work.before, values)
        chair = values["chair"]
        if chair is not None:
            seats = seats_on(roll_of(work.cca), actor.today)
            if chair.pk not in {seat.votes.pk for seat in seats}:
                raise NotPossible("Choisissez un membre qui siège aujourd’hui.", "chair")
        write(work.cca, values)
        work.after = held_by(work.cca, CHAIR)
    return work.cca


def save_adviser(actor: Actor, adviser_id: int | None, mark: str, values: Values) -> AdvisoryMember:
    """Save somebody who sits without a vote; `adviser_id` None adds one. Raises Changed."""
    with composing(actor, "commissions.save_adviser") as work:
        if adviser_id is None:
            adviser = work.cca.advisers.filter(**values).first() or AdvisoryMember(cca=work.cca)
        else:
            known = work.cca.advisers.filter(pk=adviser_id).first()
            if known is None:
                raise Http404("adviser")
            adviser = known
        work.before = held_by(adviser if adviser.pk else None, ADVISER)
        if adviser_id is not None:
            check_mark(mark, work.before, values)
        write(adviser, values)
        work.note = {"adviser": adviser.pk}
        work.after = held_by(adviser, ADVISER)
    return adviser


def install(actor: Actor, day: date, seats_each: int, kept: set[int], lines: list[Line]) -> Cca:
    """Install new members on `day`: all the former ones leave that day, those designated anew get a new mandate.

    Until then the former members stay in office (order, art. 29). `kept` are the keys of the members who sit today
    and are designated again, with their substitute; `lines` the new ones. Raises NotPossible.
    """
    with composing(actor, "commissions.install_cca") as work:
        require_strong(actor)
        roll = roll_of(work.cca)
        seats = seats_on(roll, day)
        require(can_install(actor, work.cca, seats, day))
        if seats_each not in component_sizes(day, len(roll.communes)):
            raise NotPossible("Choisissez le nombre de sièges par composante dans la liste.", "seats_each")
        latest = max(seat.effective.mandate_from for seat in seats)
        if not latest < day <= actor.today:
            raise NotPossible("Donnez le jour de la désignation, après celle des anciens membres.", "day")
        again = [seat for seat in seats if seat.effective.pk in kept]
        if not again and not lines:
            raise NotPossible("Indiquez au moins un membre désigné.", "lines")
        leaving = [one for one in roll.members if one.left_on is None and is_in_office(one, day)]
        check_has_not_sat(leaving, day)
        CcaMember.objects.filter(pk__in=[one.pk for one in leaving]).update(left_on=day, left_because="Renouvellement")
        work.cca.seats_each, work.cca.chair, work.cca.chair_designated = seats_each, None, "unknown"
        work.cca.save()
        taken = dict.fromkeys(NUMBERS, 0)
        for seat in again:
            number = seat.first.component.number
            taken[number] += 1
            _check_room(number, taken[number], seats_each)
            _designate_again(seat.effective, seat.substitute, taken[number], day)
        add_rows(roll, lines, day, taken, seats_each)
        work.before = {"members": [one.pk for one in leaving]}
        new = CcaMember.objects.filter(component__cca=work.cca, mandate_from=day, left_on=None)
        work.after = {"members": list(new.order_by("pk").values_list("pk", flat=True))}
        work.note = {"day": day, "seats_each": seats_each}
    return work.cca


def _check_room(number: int, count: int, seats_each: int) -> None:
    if count > seats_each:
        raise NotPossible(f"Composante {number} : il y a {seats_each} sièges. Cochez moins de membres.", "kept")


def _designate_again(member: CcaMember, substitute: CcaMember | None, rank: int, day: date) -> None:
    """Give a member, and his substitute, a new mandate in a row of its own: the old one is history."""
    new = CcaMember.objects.create(
        component=member.component, rank=rank, mandate_from=day, **{name: getattr(member, name) for name in COPIED}
    )
    if substitute is not None:
        CcaMember.objects.create(
            component=member.component,
            rank=rank,
            mandate_from=day,
            substitute_of=new,
            **{name: getattr(substitute, name) for name in COPIED},
        )
