"""Who helps: the most precise charge, leaves and their chain, and never a mandate that ended."""

from datetime import date

import pytest

from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.operators.models import HelpSubject, OfficerCharge, OfficerLeave
from preau.operators.officers.helping import SUBJECTS, Board, asked_in, asked_of, helpers_for
from tests.factories import MandateFactory, MunicipalityFactory, OrganisationFactory, ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db
DAY = made.TODAY
APPROVAL = HelpSubject.APPROVAL


@pytest.fixture
def one():
    return OrganisationFactory(one=True)


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


@pytest.fixture
def officer(one):
    def _make(**fields) -> Mandate:
        return MandateFactory(role=Role.APPROVAL_OFFICER, organisation=one, **fields)

    return _make


def charge(mandate, subject=APPROVAL, **fields):
    return OfficerCharge.objects.create(mandate=mandate, subject=subject, **fields)


def leave(mandate, replaced_by=None, last_day=date(2026, 11, 30)):
    return OfficerLeave.objects.create(mandate=mandate, first_day=DAY, last_day=last_day, replaced_by=replaced_by)


def helper_of(operator):
    (found,) = helpers_for(operator, DAY, [APPROVAL])
    return found


def test_the_most_precise_charge_answers(operator, officer):
    place = made.place(operator)
    wide, province, commune, named = (officer() for _ in range(4))
    charge(wide)
    assert helper_of(operator).answers == wide
    charge(province, province=place.municipality.province)
    assert helper_of(operator).answers == province
    charge(commune, municipality=place.municipality)
    assert helper_of(operator).answers == commune
    charge(named, operator=operator, phone="02 000 00 00")
    found = helper_of(operator)
    assert (found.answers, found.phone, found.why) == (named, "02 000 00 00", "")
    (of_commune,) = helpers_for(place.municipality, DAY, [APPROVAL])
    assert of_commune.answers == commune


def test_a_charge_of_elsewhere_or_of_another_subject_does_not_answer(operator, officer):
    made.place(operator)
    charge(officer(), municipality=MunicipalityFactory())
    charge(officer(), operator=made.operator(ZoneFactory()))
    charge(officer(), province="Ailleurs")
    charge(officer(), HelpSubject.SUBSIDIES)
    charge(officer(), valid_to=date(2026, 11, 20))
    charge(officer(), valid_from=date(2026, 11, 22))
    found = helper_of(operator)
    assert found.answers is None
    assert found.why == "Personne n’est encore désigné à l’ONE pour ce sujet."


def test_who_is_away_is_replaced_along_the_chain(operator, officer):
    away, second, third = officer(), officer(), officer()
    charge(away, phone="02 111 11 11")
    charge(third, HelpSubject.SUBSIDIES, phone="02 333 33 33")
    leave(away, second)
    assert helper_of(operator).answers == second
    leave(second, third)
    found = helper_of(operator)
    assert (found.answers, found.phone) == (third, "02 333 33 33")
    assert found.why == f"{away.person}, absence jusqu’au 30 novembre 2026 : {third.person} répond."


def test_a_ring_of_replacements_ends(operator, officer):
    first, second, wide = officer(), officer(), officer()
    charge(first, operator=operator)
    leave(first, second)
    leave(second, first)
    assert helper_of(operator).answers is None
    charge(wide)
    found = helper_of(operator)
    assert found.answers == wide and found.away == first


def test_nobody_named_the_wider_charge_answers(operator, officer):
    near, wide = officer(), officer()
    charge(near, operator=operator)
    charge(wide)
    leave(near)
    found = helper_of(operator)
    assert found.answers == wide
    assert found.why == f"{near.person}, absence jusqu’au 30 novembre 2026 : {wide.person} répond."
    leave(wide)
    found = helper_of(operator)
    assert found.answers is None and found.away == near
    assert "personne n’est désigné pour répondre" in found.why


def test_of_two_in_charge_the_one_who_is_there_answers(operator, officer):
    first, second = officer(), officer()
    charge(first)
    charge(second)
    leave(first, officer())
    found = helper_of(operator)
    assert found.answers == second and found.why == ""


def test_a_mandate_that_ended_never_answers(operator, officer, one):
    ended = officer(valid_to=date(2026, 11, 20))
    charge(ended, operator=operator)
    wide = officer()
    charge(wide)
    assert helper_of(operator).answers == wide
    leave(wide, ended)
    assert helper_of(operator).answers is None
    away = officer()
    OfficerLeave.objects.all().delete()
    charge(away, operator=operator)
    leave(away, officer(withdrawn_at=made.NOW, valid_to=DAY))
    assert helper_of(operator).answers == wide


def test_a_leave_of_another_day_changes_nothing(operator, officer):
    held = officer()
    charge(held)
    OfficerLeave.objects.create(mandate=held, first_day=date(2026, 11, 22), last_day=date(2026, 12, 1))
    OfficerLeave.objects.create(mandate=held, first_day=date(2026, 11, 1), last_day=date(2026, 11, 20))
    assert helper_of(operator).answers == held


def test_an_operator_in_two_communes_may_have_two_helpers(officer):
    communes = [MunicipalityFactory(), MunicipalityFactory()]
    operator = made.operator(ZoneFactory(municipalities=communes))
    for commune in communes:
        made.place(operator, commune)
        charge(officer(), municipality=commune)
    assert len({found.answers for found in helpers_for(operator, DAY, [APPROVAL])}) == 2


def test_without_place_the_operator_still_has_its_own_helper(operator, officer):
    named = officer()
    charge(named, operator=operator)
    assert helper_of(operator).answers == named
    assert [found.subject for found in helpers_for(operator, DAY)] == list(SUBJECTS)


def test_the_same_queries_whatever_is_asked(operator, officer, counted_queries):
    places = [made.place(operator, MunicipalityFactory()) for _ in range(12)]
    for place in places:
        held = officer()
        charge(held, municipality=place.municipality)
        leave(held, officer())
    with counted_queries() as counted:
        board = Board([asked_of(place) for place in places] + [asked_in(places[0].municipality)], DAY)
        for place in places:
            assert board.helper(APPROVAL, asked_of(place)).answers is not None
    assert len(counted) == 4, counted.sql
