"""A CCA as the rules ask about it, and what they answer, with the field that mends each fault."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from msgspec.structs import replace

from preau.commissions.members import NUMBERS, Roll, seats_on
from preau.commissions.models import AdvisoryMember, CcaComponent, CcaMember
from preau.commissions.seats import Seat
from preau.law.composition.cca import Verdict, cca_composition
from preau.law.composition.cca_question import CcaQuestion, Component, Member, Substitute
from preau.law.composition.facts import DECREE, Fact, Network
from preau.law.composition.findings import Finding
from preau.law.results import CannotCompute, Refused, Step
from preau.law.words import fold

ONE_PLACE = DECREE.cite("art. 6, § 1er")
_PLACE = re.compile(r"components\[(\d)\]")


@dataclass(frozen=True)
class Judgement:
    """What the rule says of a CCA on a day. `notes` prevent nothing; `unknown` is never taken for met."""

    verdict: Verdict
    faults: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    notes: tuple[Step, ...] = ()
    frame: tuple[Step, ...] = ()
    seats: dict[int, list[Seat]] = field(default_factory=dict)

    def seat_of(self, finding: Finding) -> Seat | None:
        """Return the seat a finding is about, None when it is about more than one seat."""
        hit = re.match(r"components\[(\d)\]\.members\[(\d+)\]", finding.field)
        if hit is None:
            return None
        seats = self.seats.get(int(hit[1]) + 1, [])
        return seats[int(hit[2])] if int(hit[2]) < len(seats) else None


def judge(roll: Roll, day: date) -> Judgement:
    """Return whether the CCA is lawfully composed on `day`.

    What the rule refuses to look at (somebody twice, more members than seats) is a fault among the others.
    """
    seats = _by_component(seats_on(roll, day))
    question: CcaQuestion | None = question_of(roll, day)
    impossible: list[Finding] = []
    while question is not None:
        try:
            answer = cca_composition(question)
        except Refused as refusal:
            impossible.append(_finding(refusal))
            question = _without(question, refusal.field)
        except CannotCompute as missing:
            asked = Finding(0, missing.field, str(missing), "")
            return Judgement("unknown", tuple(impossible), (asked,), seats=seats)
        else:
            faults = (*impossible, *answer.faults)
            said = len(answer.faults) + len(answer.unknown) + 1
            return Judgement(
                "not_lawful" if faults else answer.verdict,
                faults,
                answer.unknown,
                notes=answer.steps[2:-said],
                frame=answer.steps[:2],
                seats=seats,
            )
    return Judgement("not_lawful", tuple(impossible), seats=seats)


def question_of(roll: Roll, day: date) -> CcaQuestion:
    """Return the question « is this CCA lawfully composed on that day? »."""
    cca = roll.cca
    seats = _by_component(seats_on(roll, day))
    names = _Names()
    advisers = roll.advisers_on(day)
    ever = {one.kind for one in roll.advisers}
    return CcaQuestion(
        day=day,
        communes=tuple(one.name for one in roll.communes),
        contiguous=Fact(cca.contiguous),
        seats=cca.seats_each,
        components=tuple(
            _component(number, seats[number], roll.components.get(number), names, joint=roll.joint)
            for number in NUMBERS
        ),
        networks=_networks(cca.networks),
        parents_networks=_networks(cca.parents_networks),
        family_movements=Fact(cca.family_movements),
        chair=names.of(cca.chair) if cca.chair is not None else None,
        chair_designated=Fact(cca.chair_designated),
        coordinator=_advises(AdvisoryMember.Kind.COORDINATOR, advisers, ever),
        one_coordinator=_advises(AdvisoryMember.Kind.ONE_COORDINATOR, advisers, ever),
        province=_advises(AdvisoryMember.Kind.PROVINCE, advisers, ever),
        advisers=tuple(names.of(one) for one in advisers),
        last_election=cca.last_election_on if cca.last_election_on and cca.last_election_on <= day else None,
    )


def _by_component(seats: list[Seat]) -> dict[int, list[Seat]]:
    return {number: [seat for seat in seats if seat.first.component.number == number] for number in NUMBERS}


def _networks(held: list[str] | None) -> tuple[Network, ...] | None:
    return None if held is None else tuple(Network(name) for name in held)


def _advises(kind: str, advisers: tuple[AdvisoryMember, ...], ever: set[str]) -> Fact:
    """Yes when somebody sits so, no when somebody did, unknown when nobody was ever noted."""
    if any(one.kind == kind for one in advisers):
        return Fact.YES
    return Fact.NO if kind in ever else Fact.UNKNOWN


def _component(number: int, seats: list[Seat], held: CcaComponent | None, names: "_Names", *, joint: bool) -> Component:
    return Component(
        number=number,  # type: ignore[arg-type]
        members=tuple(_member(seat, names, joint=joint) for seat in seats),
        absent=(held.absent or None) if held is not None and not seats else None,  # type: ignore[arg-type]
    )


def _member(seat: Seat, names: "_Names", *, joint: bool) -> Member:
    """Return a seat as the rule asks it.

    Gone without anybody to stand in for the one who finishes, the effective member stays, with the day he left; else
    who finishes counts as the member: he holds the place of the organisation that designated both.
    """
    effective, votes = seat.first, seat.effective
    finishing = seat.capacity == "finishes" and seat.substitute is None
    who = effective if finishing else votes
    stand_in = votes if finishing else seat.substitute
    left = effective.left_on - timedelta(days=1) if finishing and effective.left_on else None
    commune = who.municipality or effective.municipality
    return Member(
        id=names.of(who),
        organisation=who.organisation or effective.organisation or None,
        commune=commune.name if joint and commune else None,
        start=effective.mandate_from,
        end=max(left, effective.mandate_from) if left else None,
        anchored=Fact(who.anchored),
        entitled=Fact(effective.entitled if who.entitled == Fact.UNKNOWN else who.entitled),
        excluded_group=Fact(who.excluded_group),
        network=_network(who.network or effective.network),
        family_movement=who.family_movement or effective.family_movement,
        college_designee=who.college_designee or effective.college_designee,
        substitute=_substitute(stand_in, names) if stand_in else "none",
    )


def _network(name: str) -> Network | None:
    return Network(name) if name else None


def _substitute(one: CcaMember, names: "_Names") -> Substitute:
    return Substitute(id=names.of(one), anchored=Fact(one.anchored), excluded_group=Fact(one.excluded_group))


class _Names:
    """How each person is called in the question: by name; two people of one name are told apart.

    Rows of one name and one address, or of which one has no address, are one person: the rule then says it.
    """

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[str, str]]] = {}

    def of(self, one: CcaMember | AdvisoryMember) -> str:
        name, email = " ".join(one.full_name.split()), one.email.strip().lower()
        known = self._known.setdefault(fold(name), [])
        for held_email, called in known:
            if held_email == email or not held_email or not email:
                return called
        called = name if not known else f"{name} ({one.organisation or len(known) + 1})"
        known.append((email, called))
        return called


def _finding(refusal: Refused) -> Finding:
    place = _PLACE.match(refusal.field)
    return Finding(int(place[1]) + 1 if place else 0, refusal.field, str(refusal), ONE_PLACE)


def _without(question: CcaQuestion, path: str) -> CcaQuestion | None:
    """Return the question without what was refused at `path`, so that the rest is looked at; None when it can not."""
    place = _PLACE.match(path)
    if place is None or question.seats is None:
        return None
    index = int(place[1])
    held = question.components[index]
    hit = re.fullmatch(r"components\[\d\]\.members\[(\d+)\](\.substitute)?\.id", path)
    if path.endswith(".members"):
        members = held.members[: question.seats]
    elif hit:
        members = _told_apart(held.members, int(hit[1]), bool(hit[2]))
    else:
        return None
    changed = replace(held, members=members)
    return replace(question, components=(*question.components[:index], changed, *question.components[index + 1 :]))


def _told_apart(members: tuple[Member, ...], rank: int, substitute: bool) -> tuple[Member, ...]:
    one = members[rank]
    if substitute and isinstance(one.substitute, Substitute):
        second = replace(one.substitute, id=f"{one.substitute.id}\u00a0bis")
        one = replace(one, substitute=second)
    else:
        one = replace(one, id=f"{one.id}\u00a0bis")
    return (*members[:rank], one, *members[rank + 1 :])
