"""The acts on a composition: one success, one entry in the journal, a clean answer to whoever comes second."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from preau.commissions.acts import composition, seats
from preau.commissions.acts.composing import Changed, NotPossible, held_by, mark_of
from preau.commissions.api import cca_of, seat_of_actor, seats_in_office
from preau.commissions.imported import Line
from preau.commissions.models import AdvisoryMember, Cca, CcaMember
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.models import Invitation
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import history_of
from tests.commissions.composition.made import (
    START,
    TODAY,
    change,
    make_cca,
    member,
    name_of,
    substitute,
    substitute_of,
)
from tests.factories import MandateFactory, ZoneFactory, actor_for

NEW = {
    "full_name": "Membre Nouveau",
    "email": "nouveau@exemple.test",
    "organisation": "Organisation nouvelle",
    "municipality": None,
    "network": "",
    "family_movement": False,
    "college_designee": False,
    "anchored": "yes",
    "entitled": "yes",
    "excluded_group": "unknown",
    "mandate_from": date(2026, 11, 1),
}
SECOND = {
    "s_full_name": "Suppléant Nouveau",
    "s_email": "",
    "s_organisation": "",
    "s_anchored": "yes",
    "s_excluded_group": "unknown",
    "s_mandate_from": date(2026, 11, 1),
}


def acts_of(cca):
    return [entry.act for entry in history_of(cca)]


def held_seat(cca, number, rank):
    return seats.seat_at(seats_in_office(cca, TODAY), number, rank)


def save_seat(actor, number, rank, values, mark=None):
    held = seats.values_of(held_seat(cca_of(actor.zone_id), number, rank))
    return seats.save_seat(actor, number, rank, mark_of(held) if mark is None else mark, values)


def test_a_cca_is_started_once(coordinator, zone):
    first = composition.start_cca(coordinator, zone, 3)
    assert composition.start_cca(coordinator, zone, 4) == first
    assert Cca.objects.get().seats_each == 3
    assert list(first.components.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert acts_of(first) == ["commissions.start_cca"]
    secretary = AdvisoryMember.objects.get()
    assert (secretary.kind, secretary.person_id) == ("coordinator", coordinator.person_id)


def test_a_cca_starts_with_a_size_of_the_law(coordinator, zone):
    with pytest.raises(NotPossible, match="sièges par composante"):
        composition.start_cca(coordinator, zone, 6)
    assert not Cca.objects.exists()


def test_only_the_coordination_and_the_chair_compose(reader, cca):
    with pytest.raises(Forbidden, match="vous pouvez la lire"):
        composition.save_whole(reader, "", {"seats_each": 4})
    assert acts_of(cca) == []


def test_another_zone_has_no_cca_here(coordinator, cca, now):
    elsewhere = actor_for(MandateFactory(), now)
    with pytest.raises(Http404):
        composition.save_whole(elsewhere, "", {"seats_each": 4})
    with pytest.raises(Forbidden):
        composition.start_cca(elsewhere, ZoneFactory(), 3)


def test_the_second_to_save_the_whole_is_shown_both(coordinator, cca):
    mark = mark_of(held_by(cca, composition.WHOLE))
    composition.save_whole(coordinator, mark, {"quorum": 8})
    with pytest.raises(Changed) as second:
        composition.save_whole(coordinator, mark, {"quorum": 9})
    assert second.value.fields == {"quorum": (8, 9)}
    composition.save_whole(coordinator, second.value.mark, {"quorum": 9})
    assert Cca.objects.get().quorum == 9
    assert acts_of(cca) == ["commissions.save_cca"] * 2


def test_a_double_click_writes_once(coordinator, cca):
    mark = mark_of(held_by(cca, composition.WHOLE))
    for _ in range(2):
        composition.save_whole(coordinator, mark, {"quorum": 8})
    assert acts_of(cca) == ["commissions.save_cca"]


def test_a_component_with_members_is_not_absent(coordinator, cca):
    held = cca.components.get(number=5)
    with pytest.raises(NotPossible, match="notez d’abord leur départ"):
        composition.save_component(
            coordinator, 5, mark_of(held_by(held, composition.COMPONENT)), {"absent": "refuses", "comment": ""}
        )


def test_a_seat_is_designated_with_its_substitute(coordinator, cca):
    substitute(cca, 5, 3).delete()
    member(cca, 5, 3).delete()
    for _ in range(2):  # a double click
        save_seat(coordinator, 5, 3, NEW | SECOND, mark=mark_of({}))
    held = held_seat(cca, 5, 3)
    assert (str(held.effective), str(held.substitute)) == ("Membre Nouveau", "Suppléant Nouveau")
    assert CcaMember.objects.filter(component__number=5).count() == 6
    assert acts_of(cca) == ["commissions.save_seat"]


def test_two_browsers_on_one_seat(coordinator, cca):
    mark = mark_of(seats.values_of(held_seat(cca, 4, 1)))
    values = {name: value for name, value in seats.values_of(held_seat(cca, 4, 1)).items() if name in NEW}
    save_seat(coordinator, 4, 1, values | {"organisation": "Première"}, mark)
    with pytest.raises(Changed) as second:
        save_seat(coordinator, 4, 1, values | {"organisation": "Seconde"}, mark)
    assert second.value.fields == {"organisation": ("Première", "Seconde")}
    assert member(cca, 4, 1).organisation == "Première"


@pytest.mark.parametrize(("number", "rank"), [(6, 1), (0, 1), (4, 4), (4, 0)])
def test_there_is_no_such_seat(coordinator, cca, number, rank):
    with pytest.raises(Http404):
        save_seat(coordinator, number, rank, NEW, mark="")


def test_an_absent_component_takes_no_member(coordinator, cca):
    CcaMember.objects.filter(component__number=5).exclude(substitute_of=None).delete()
    CcaMember.objects.filter(component__number=5).delete()
    change(cca.components.get(number=5), absent="refuses")
    with pytest.raises(NotPossible, match="notée absente"):
        save_seat(coordinator, 5, 1, NEW, mark="")


def test_who_leaves_is_followed_by_his_substitute_then_by_another(coordinator, cca):
    seats.leave(coordinator, member(cca, 4, 1).pk, date(2026, 11, 10), "Démission")
    held = held_seat(cca, 4, 1)
    assert (str(held.votes), held.capacity, held.substitute) == (substitute_of(4, 1), "finishes", None)
    values = seats.values_of(held)
    save_seat(coordinator, 4, 1, values | SECOND)
    held = held_seat(cca, 4, 1)
    assert (str(held.votes), str(held.substitute)) == (substitute_of(4, 1), "Suppléant Nouveau")
    assert str(held.first) == name_of(4, 1)
    assert acts_of(cca) == ["commissions.save_seat", "commissions.leave_cca"]
    assert str(seats.seat_at(seats_in_office(cca, date(2026, 11, 9)), 4, 1).votes) == name_of(4, 1)


def test_a_substitute_who_leaves_makes_room_for_another(coordinator, cca):
    seats.leave(coordinator, substitute(cca, 4, 1).pk, date(2026, 11, 10), "")
    held = held_seat(cca, 4, 1)
    assert held.substitute is None
    known = seats.values_of(held)
    save_seat(coordinator, 4, 1, known | SECOND)
    assert str(held_seat(cca, 4, 1).substitute) == "Suppléant Nouveau"


def test_one_substitute_at_a_time_and_one_member_at_a_time(cca):
    row = member(cca, 4, 1)
    shared = {"component": row.component, "rank": 1, "full_name": "Un autre", "mandate_from": START}
    for more in ({"substitute_of": row}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CcaMember.objects.create(**shared, **more)


def test_a_seat_left_by_both_is_designated_anew_from_that_day(coordinator, cca):
    seats.leave(coordinator, substitute(cca, 4, 1).pk, date(2026, 11, 10), "")
    seats.leave(coordinator, member(cca, 4, 1).pk, date(2026, 11, 12), "")
    assert held_seat(cca, 4, 1) is None
    with pytest.raises(NotPossible, match="12 novembre 2026"):
        save_seat(coordinator, 4, 1, NEW, mark="")
    save_seat(coordinator, 4, 1, NEW | {"mandate_from": date(2026, 11, 12)}, mark="")
    assert str(held_seat(cca, 4, 1).votes) == "Membre Nouveau"


@pytest.mark.parametrize("day", [date(2025, 2, 2), date(2026, 11, 22)])
def test_a_departure_is_between_the_mandate_and_today(coordinator, cca, day):
    with pytest.raises(NotPossible, match="Donnez un jour entre"):
        seats.leave(coordinator, member(cca, 4, 1).pk, day, "")


def test_a_departure_noted_twice(coordinator, cca):
    key = member(cca, 4, 1).pk
    for _ in range(2):
        seats.leave(coordinator, key, date(2026, 11, 10), "Démission")
    with pytest.raises(NotPossible, match="a déjà quitté la CCA le 10"):
        seats.leave(coordinator, key, date(2026, 11, 11), "Démission")
    assert acts_of(cca) == ["commissions.leave_cca"]


def test_the_chair_who_leaves_presides_no_more(coordinator, cca):
    seats.leave(coordinator, cca.chair_id, date(2026, 11, 10), "")
    assert Cca.objects.get().chair is None


def test_the_chair_sits_today(coordinator, cca):
    gone = member(cca, 4, 1)
    change(gone, left_on=date(2026, 11, 1))
    mark = mark_of(held_by(cca, composition.CHAIR))
    with pytest.raises(NotPossible, match="qui siège aujourd’hui"):
        composition.designate_chair(coordinator, mark, {"chair": gone, "chair_designated": "yes"})
    composition.designate_chair(coordinator, mark, {"chair": member(cca, 1, 2), "chair_designated": "yes"})
    assert str(Cca.objects.get().chair) == name_of(1, 2)


def test_a_member_changes_his_own_address_and_stays_known(reader, cca):
    change(member(cca, 2, 1), email=reader.person.email)
    seats.change_address(reader, member(cca, 2, 1).pk, "autre@exemple.test")
    held = member(cca, 2, 1)
    assert (held.email, held.person_id) == ("autre@exemple.test", reader.person_id)
    assert acts_of(cca) == ["commissions.change_address"]
    with pytest.raises(Forbidden, match="par lui-même"):
        seats.change_address(reader, member(cca, 2, 2).pk, "autre@exemple.test")


def test_a_member_is_known_by_his_account_or_by_its_address(reader, cca):
    held = seats_in_office(cca, TODAY)
    assert seat_of_actor(held, reader) is None
    change(substitute(cca, 2, 1), email=reader.person.email.upper())
    seat, who = seat_of_actor(seats_in_office(cca, TODAY), reader)
    assert (str(seat.effective), str(who)) == (name_of(2, 1), substitute_of(2, 1))


def test_a_member_is_invited_once_and_then_linked(coordinator, cca, django_capture_on_commit_callbacks):
    key = member(cca, 4, 1).pk
    invitation = seats.invite(coordinator, key)
    assert (invitation.email, invitation.role) == ("membre4-1@exemple.test", Role.CCA_MEMBER)
    with pytest.raises(Forbidden, match="attend déjà"):
        seats.invite(coordinator, key)
    there = MandateFactory(organisation=coordinator.mandate.organisation, role=Role.CCA_MEMBER)
    change(member(cca, 4, 2), email=there.person.email)
    for _ in range(2):
        assert seats.invite(coordinator, member(cca, 4, 2).pk) is None
    assert member(cca, 4, 2).person_id == there.person_id
    assert Invitation.objects.count() == 1
    assert acts_of(cca) == ["commissions.link_member"]


def test_nobody_is_invited_without_address_or_seat_or_second_factor(coordinator, cca, now):
    weak = actor_for(coordinator.mandate, now)
    with pytest.raises(NeedsSecondFactor):
        seats.invite(weak, member(cca, 4, 1).pk)
    change(member(cca, 4, 1), email="")
    with pytest.raises(NotPossible, match="adresse"):
        seats.invite(coordinator, member(cca, 4, 1).pk)
    change(member(cca, 4, 2), left_on=TODAY)
    with pytest.raises(NotPossible, match="ne siège plus"):
        seats.invite(coordinator, member(cca, 4, 2).pk)


def line(number, name, **more):
    return Line(1, number, name, **more)


def test_a_list_fills_the_free_seats_once(coordinator, zone):
    cca = composition.start_cca(coordinator, zone, 3)
    lines = [line(4, "Un"), line(4, "Deux", substitute="Deux bis"), line(5, "Trois")]
    assert seats.take_over(coordinator, START, lines) == 3
    assert seats.take_over(coordinator, START, lines) == 0
    assert [(s.first.component.number, s.first.rank, str(s.votes)) for s in seats_in_office(cca, TODAY)] == [
        (4, 1, "Un"),
        (4, 2, "Deux"),
        (5, 1, "Trois"),
    ]
    assert acts_of(cca) == ["commissions.import_members", "commissions.start_cca"]


def test_a_list_too_long_writes_nothing(coordinator, zone):
    composition.start_cca(coordinator, zone, 3)
    with pytest.raises(NotPossible, match="il n’y a plus de siège libre pour Quatre"):
        seats.take_over(coordinator, START, [line(4, name) for name in ("Un", "Deux", "Trois", "Quatre")])
    assert not CcaMember.objects.exists()


def test_new_members_are_installed_all_at_once(coordinator, cca):
    change(cca, last_election_on=date(2026, 10, 11))
    day = date(2026, 11, 20)
    composition.install(coordinator, day, 4, {member(cca, 1, 1).pk}, [line(5, "Nouvelle", substitute="Nouvelle bis")])
    before, after = seats_in_office(cca, date(2026, 11, 19)), seats_in_office(cca, day)
    assert len(before) == 15
    assert [(str(s.votes), str(s.substitute)) for s in after] == [
        (name_of(1, 1), substitute_of(1, 1)),
        ("Nouvelle", "Nouvelle bis"),
    ]
    fresh = Cca.objects.get()
    assert (fresh.seats_each, fresh.chair) == (4, None)
    assert acts_of(cca) == ["commissions.install_cca"]


def test_a_cca_is_not_renewed_between_elections(coordinator, cca):
    with pytest.raises(Forbidden, match="leur mandat court jusqu’au 3 février 2031"):
        composition.install(coordinator, TODAY, 3, {member(cca, 1, 1).pk}, [])
    change(cca, last_election_on=None)
    with pytest.raises(Forbidden, match="notez d’abord leur date"):
        composition.install(coordinator, TODAY, 3, {member(cca, 1, 1).pk}, [])


def test_a_renewal_needs_a_second_factor_somebody_and_a_day_after_the_former(coordinator, cca, now):
    change(cca, last_election_on=date(2026, 10, 11))
    with pytest.raises(NeedsSecondFactor):
        composition.install(actor_for(coordinator.mandate, now), TODAY, 3, set(), [line(1, "Un")])
    with pytest.raises(NotPossible, match="au moins un membre"):
        composition.install(coordinator, TODAY, 3, set(), [])
    with pytest.raises(NotPossible, match="après celle des anciens"):
        composition.install(coordinator, date(2026, 11, 22), 3, set(), [line(1, "Un")])
    with pytest.raises(NotPossible, match="sièges par composante"):
        composition.install(coordinator, TODAY, 6, set(), [line(1, "Un")])


def test_more_kept_than_seats(coordinator, zone):
    cca = make_cca(4, zone=zone, last_election_on=date(2026, 10, 11))
    kept = {member(cca, 1, rank).pk for rank in range(1, 5)}
    with pytest.raises(NotPossible, match="il y a 3 sièges"):
        composition.install(coordinator, TODAY, 3, kept, [])
    assert len(seats_in_office(cca, TODAY)) == 20


@pytest.mark.parametrize("size", [3, 9])
def test_the_seats_are_read_in_as_many_queries(db, size, counted_queries):
    cca = make_cca(size, communes=2 if size > 5 else 1)
    with counted_queries() as counted:
        assert len(seats_in_office(cca, TODAY)) == 5 * size
    assert len(counted) == 1, counted.sql
