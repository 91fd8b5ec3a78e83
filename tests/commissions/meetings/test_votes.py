"""Votes at the room's level: the verdict, its reason kept with it, who votes for a seat, once."""

import pytest
from django.http import Http404

from preau.commissions.acts import agenda, sitting, votes
from preau.commissions.acts.frame import NotNow
from preau.commissions.models import Attendance, Ballot, Cca, CcaMember, Decision
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.journal.models import Entry
from preau.law.results import Refused
from tests.commissions.meetings.made import House, in_session, make_house, put_to_vote, voted

pytestmark = pytest.mark.django_db
TIE = "Égalité : rejeté."


def reasons(decision: Decision) -> str:
    return "\n".join(step["text_fr"] for step in decision.steps)


@pytest.mark.parametrize(
    ("size", "present", "counts", "verdict", "reason"),
    [
        (3, 15, (8, 7), "adopted", "Plus de la moitié de 15 : il faut 8 voix."),
        (3, 15, (7, 8), "rejected", "7 voix pour : rejeté."),
        (3, 14, (7, 7), "rejected", TIE),
        (3, 15, (1, 0, 14), "adopted", "Plus de la moitié de 1 : il faut 1 voix."),
        (3, 15, (0, 0, 15), "rejected", "les abstentions et les bulletins blancs ou nuls (15)"),
        (3, 15, (5, 5, 5), "rejected", TIE),
        (3, 15, (6, 5, 4), "adopted", "6 voix pour : adopté."),
        (3, 15, (5, 4, 3, 3), "adopted", "les abstentions et les bulletins blancs ou nuls (6)"),
        (3, 1, (1, 0), "adopted", "ne fixent de quorum"),
        (3, 15, (0, 0), "rejected", "0 pour + 0 contre = 0 voix exprimées."),
        (3, 15, (15, 0), "adopted", "15 pour + 0 contre = 15 voix exprimées."),
        (4, 20, (11, 9), "adopted", "Plus de la moitié de 20 : il faut 11 voix."),
        (4, 20, (10, 10), "rejected", TIE),
        (4, 17, (9, 8), "adopted", "Plus de la moitié de 17 : il faut 9 voix."),
        (5, 25, (13, 12), "adopted", "Plus de la moitié de 25 : il faut 13 voix."),
        (5, 25, (12, 13), "rejected", "12 voix pour : rejeté."),
        (9, 45, (23, 22), "adopted", "Plus de la moitié de 45 : il faut 23 voix."),
        (9, 44, (22, 22), "rejected", TIE),
    ],
)
def test_more_than_half_of_the_votes_cast(size, present, counts, verdict, reason):
    house = make_house(size, communes=3 if size > 5 else 1)
    decision = voted(house, in_session(house, present), *counts)
    assert decision.verdict == verdict
    assert decision.members == size * 5
    assert decision.present == present
    assert reason in reasons(decision)
    assert all(step["article"] for step in decision.steps)


RULES = {"house_rules_adopted_on": "2025-06-01"}


@pytest.mark.parametrize(
    ("rules", "present", "counts", "verdict", "reason"),
    [
        ({"quorum": 8}, 8, (5, 3), "adopted", "8 présents, atteint."),
        ({"quorum": 8}, 7, (7, 0), "no_quorum", "8 présents, il y en a 7 : le vote ne vaut pas."),
        ({"quorum": None}, 2, (2, 0), "adopted", "Ni la loi ni le règlement d’ordre intérieur ne fixent de quorum."),
        ({"quorum": 15}, 15, (8, 7), "adopted", "15 présents, atteint."),
        ({"majority": "two_thirds"}, 15, (10, 5), "adopted", "Deux tiers au règlement d’ordre intérieur : 10 voix"),
        ({"majority": "two_thirds"}, 15, (9, 6), "rejected", "9 voix pour : rejeté."),
        ({"majority": "two_thirds"}, 15, (6, 3, 6), "adopted", "6 voix sur 9."),
        ({"majority": "two_thirds", "quorum": 10}, 9, (9, 0), "no_quorum", "il y en a 9"),
        ({"majority": "two_thirds"}, 15, (4, 4), "rejected", TIE),
    ],
)
def test_what_the_house_rules_ask_more(rules, present, counts, verdict, reason):
    house = make_house(3, **RULES, **rules)
    house.cca.refresh_from_db()
    decision = voted(house, in_session(house, present), *counts)
    assert decision.verdict == verdict
    assert reason in reasons(decision)


def test_house_rules_adopted_after_the_meeting_do_not_weigh_on_it():
    house = make_house(3, house_rules_adopted_on="2026-12-02", quorum=15)
    house.cca.refresh_from_db()
    assert voted(house, in_session(house, 2), 2, 0).verdict == "adopted"


def test_a_quorum_beyond_the_seats_held_is_refused_and_the_vote_stays_open():
    house = make_house(3, house_rules_adopted_on="2025-06-01", quorum=16)
    house.cca.refresh_from_db()
    meeting = in_session(house)
    with pytest.raises(Refused, match="Le quorum dépasse les 15 membres"):
        voted(house, meeting, 15, 0)
    assert Decision.objects.get(item__meeting=meeting).verdict == "open"


@pytest.mark.parametrize("counts", [(8, 8), (15, 1), (5, 5, 5, 1), (16, 0)])
def test_more_votes_than_people_are_refused(counts):
    house = make_house()
    meeting = in_session(house)
    with pytest.raises(Refused, match="15 votants au plus"):
        voted(house, meeting, *counts)
    assert Decision.objects.get(item__meeting=meeting).steps == []


def test_a_seat_without_anybody_is_not_counted_among_the_members():
    house = make_house()
    gone = CcaMember.objects.filter(component__number=5, rank=3)
    gone.filter(substitute_of=None).update(left_on="2026-10-01")
    gone.exclude(substitute_of=None).update(left_on="2026-10-01")
    decision = voted(house, in_session(house), 8, 6)
    assert (decision.members, decision.present) == (14, 14)


def here(house: House, meeting, number: int, rank: int = 1) -> Attendance:
    return meeting.attendances.get(seat__component__number=number, seat__rank=rank)


def sit(house: House, meeting) -> dict:
    return {"actor": house.actor(now=meeting.starts_at), "meeting_id": meeting.pk}


def test_a_substitute_sits_and_votes_in_the_place_of_the_member_prevented():
    house = make_house()
    meeting = in_session(house)
    row = here(house, meeting, 3)
    assert sitting.mark_presence(**sit(house, meeting), attendance_id=row.pk, choice="substitute")
    row.refresh_from_db()
    assert row.presence == "present"
    assert row.sitting.full_name == "Suppléant 3-1"
    decision = put_to_vote(house, meeting, by_name=True)
    assert votes.enter_ballot(**sit(house, meeting), decision_id=decision.pk, attendance_id=row.pk, choice="for")
    closed = votes.close_vote(**sit(house, meeting), decision_id=decision.pk)
    assert (closed.in_favour, closed.verdict) == (1, "adopted")


def test_nobody_comes_for_a_seat_without_substitute():
    house = make_house()
    meeting = in_session(house)
    CcaMember.objects.filter(component__number=3, rank=1).exclude(substitute_of=None).delete()
    with pytest.raises(NotNow, match="pas de suppléant"):
        sitting.mark_presence(**sit(house, meeting), attendance_id=here(house, meeting, 3).pk, choice="substitute")


def test_who_finishes_the_mandate_votes_for_the_seat():
    house = make_house()
    CcaMember.objects.filter(component__number=3, rank=1, substitute_of=None).update(left_on="2026-11-01")
    meeting = in_session(house)
    row = here(house, meeting, 3)
    sitting.mark_presence(**sit(house, meeting), attendance_id=row.pk, choice="excused")
    sitting.mark_presence(**sit(house, meeting), attendance_id=row.pk, choice="present")
    row.refresh_from_db()
    assert row.sitting.full_name == "Suppléant 3-1"


def test_by_name_the_ballots_are_counted():
    house = make_house()
    meeting = in_session(house, 5)
    decision = put_to_vote(house, meeting, by_name=True)
    choices = ["for", "for", "against", "abstention"]
    for row, choice in zip(meeting.attendances.all(), choices, strict=False):
        votes.enter_ballot(**sit(house, meeting), decision_id=decision.pk, attendance_id=row.pk, choice=choice)
    closed = votes.close_vote(**sit(house, meeting), decision_id=decision.pk)
    assert (closed.in_favour, closed.against, closed.abstentions, closed.present) == (2, 1, 1, 5)
    assert closed.verdict == "adopted"


def test_a_member_votes_for_her_own_seat_and_may_change_until_the_end():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting, by_name=True)
    member = house.actor("member", now=meeting.starts_at, strong=False)
    assert votes.cast(member, meeting.pk, decision.pk, "for")
    assert not votes.cast(member, meeting.pk, decision.pk, "for")
    assert votes.cast(member, meeting.pk, decision.pk, "against")
    ballot = Ballot.objects.get(decision=decision)
    assert (ballot.choice, ballot.seat.component.number) == ("against", 2)
    assert Entry.objects.filter(act="commissions.vote").count() == 2
    votes.close_vote(**sit(house, meeting), decision_id=decision.pk)
    with pytest.raises(NotNow, match="clos"):
        votes.cast(member, meeting.pk, decision.pk, "for")


def test_who_is_not_noted_present_does_not_vote():
    house = make_house()
    meeting = in_session(house, 0)
    decision = put_to_vote(house, meeting, by_name=True)
    with pytest.raises(Forbidden, match="pas noté présent"):
        votes.cast(house.actor("member", now=meeting.starts_at), meeting.pk, decision.pk, "for")
    row = here(house, meeting, 2)
    with pytest.raises(NotNow, match="pas noté présent"):
        votes.enter_ballot(**sit(house, meeting), decision_id=decision.pk, attendance_id=row.pk, choice="for")


def test_the_member_replaced_no_longer_votes_and_the_seat_votes_anew():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting, by_name=True)
    member = house.actor("member", now=meeting.starts_at)
    votes.cast(member, meeting.pk, decision.pk, "for")
    row = here(house, meeting, 2)
    sitting.mark_presence(**sit(house, meeting), attendance_id=row.pk, choice="substitute")
    assert not Ballot.objects.filter(decision=decision).exists()
    with pytest.raises(Forbidden):
        votes.cast(member, meeting.pk, decision.pk, "against")
    votes.enter_ballot(**sit(house, meeting), decision_id=decision.pk, attendance_id=row.pk, choice="against")
    assert Ballot.objects.filter(decision=decision, seat=row.seat).count() == 1


def test_a_vote_by_hands_takes_no_ballot():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting)
    with pytest.raises(NotNow, match="main levée"):
        votes.cast(house.actor("member", now=meeting.starts_at), meeting.pk, decision.pk, "for")


def test_opening_and_closing_twice_is_done_once():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting)
    with pytest.raises(NotNow, match="déjà ouvert"):
        put_to_vote(house, meeting)
    votes.close_vote(**sit(house, meeting), decision_id=decision.pk, hands=votes.Hands(8, 7))
    with pytest.raises(NotNow, match="adopté"):
        votes.close_vote(**sit(house, meeting), decision_id=decision.pk, hands=votes.Hands(0, 15))
    assert Entry.objects.filter(act="commissions.close_vote").count() == 1
    assert Entry.objects.filter(act="commissions.open_vote").count() == 1
    decision.refresh_from_db()
    assert decision.in_favour == 8


def test_closing_needs_a_second_factor():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting)
    weak = house.actor(now=meeting.starts_at, strong=False)
    with pytest.raises(NeedsSecondFactor):
        votes.close_vote(weak, meeting.pk, decision.pk, votes.Hands(15, 0))


def test_a_member_neither_opens_nor_closes():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting)
    member = house.actor("member", now=meeting.starts_at)
    with pytest.raises(Forbidden):
        votes.close_vote(member, meeting.pk, decision.pk, votes.Hands(15, 0))
    with pytest.raises(Forbidden):
        votes.open_vote(member, meeting.pk, decision.item_id, "Autre", by_name=True)


def test_only_a_point_to_decide_is_put_to_the_vote():
    house = make_house()
    meeting = in_session(house)
    told = agenda.add_item(**sit(house, meeting), values={"kind": "information", "title": "Nouvelles", "text": ""})
    with pytest.raises(NotNow, match="pas à décider"):
        votes.open_vote(**sit(house, meeting), item_id=told.pk, proposal="?", by_name=True)


def test_a_vote_withdrawn_has_no_result_and_another_can_open():
    house = make_house()
    meeting = in_session(house)
    decision = votes.withdraw_vote(**sit(house, meeting), decision_id=put_to_vote(house, meeting).pk)
    assert (decision.verdict, decision.steps) == ("withdrawn", [])
    assert put_to_vote(house, meeting).pk != decision.pk


def test_a_minority_note_by_a_member_who_was_present():
    house = make_house()
    meeting = in_session(house)
    decision = voted(house, meeting, 8, 7)
    member = house.actor("member", now=meeting.starts_at)
    note = votes.add_minority_note(member, meeting.pk, decision.pk, "Trop peu de places.")
    assert [one.component.number for one in note.authors.all()] == [2]
    with pytest.raises(NotNow, match="déjà jointe"):
        votes.add_minority_note(member, meeting.pk, decision.pk, "Trop peu de places.")
    with pytest.raises(Forbidden):
        votes.add_minority_note(house.actor(now=meeting.starts_at), meeting.pk, decision.pk, "Moi aussi.")


def test_nothing_of_another_commune_is_found():
    house, other = make_house(), make_house()
    meeting, theirs = in_session(house), in_session(other)
    decision = put_to_vote(other, theirs)
    with pytest.raises(Http404):
        votes.close_vote(**sit(house, theirs), decision_id=decision.pk, hands=votes.Hands(1))
    with pytest.raises(Http404):
        votes.close_vote(**sit(house, meeting), decision_id=decision.pk, hands=votes.Hands(1))


def test_a_note_on_paper_is_joined_for_a_member_present_alone():
    house = make_house()
    meeting = in_session(house, 8)
    decision = voted(house, meeting, 5, 3, 0, 0)
    actor = house.actor(now=meeting.starts_at)
    present = meeting.attendances.filter(sitting__isnull=False).first()
    absent = meeting.attendances.filter(sitting__isnull=True).first()
    note = votes.add_note_handed_in(actor, meeting.pk, decision.pk, present.pk, "Nous étions contre.")
    assert [author.pk for author in note.authors.all()] == [present.sitting_id]
    for attendance, words in ((absent.pk, "noté présent"), (present.pk, "déjà jointe")):
        with pytest.raises(NotNow, match=words):
            votes.add_note_handed_in(actor, meeting.pk, decision.pk, attendance, "Nous étions contre.")
    with pytest.raises(Forbidden):
        votes.add_note_handed_in(
            house.actor("member", now=meeting.starts_at), meeting.pk, decision.pk, present.pk, "Une autre note."
        )


def test_a_vote_without_known_house_rules_is_settled_once_they_are_noted():
    """Enough votes for the law is not « adopté » while nobody knows what the house rules ask."""
    house = make_house(without_house_rules=False)
    meeting = in_session(house, 12)
    decision = voted(house, meeting, 7, 5)
    assert decision.verdict == "unknown"
    who = house.actor(now=meeting.starts_at)
    with pytest.raises(NotNow, match="pas encore noté"):
        votes.settle(who, meeting.pk, decision.pk)
    Cca.objects.filter(pk=house.cca.pk).update(house_rules_adopted_on="2025-06-01", quorum=13)
    with pytest.raises(NeedsSecondFactor):
        votes.settle(house.actor(now=meeting.starts_at, strong=False), meeting.pk, decision.pk)
    assert votes.settle(who, meeting.pk, decision.pk).verdict == "no_quorum"
    with pytest.raises(NotNow, match="connu"):
        votes.settle(who, meeting.pk, decision.pk)
    assert Entry.objects.filter(act="commissions.settle_vote").count() == 1


def test_too_few_votes_are_rejected_whatever_the_house_rules():
    house = make_house(without_house_rules=False)
    assert voted(house, in_session(house), 5, 7).verdict == "rejected"
