"""The pages of who helps: what operators and coordinations read, what ONE writes, and who may."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.models import HelpSubject, OfficerCharge, OfficerLeave
from preau.operators.officers.helping import helpers_for
from tests.factories import MandateFactory, OrganisationFactory, ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


@pytest.fixture
def one():
    return OrganisationFactory(one=True)


@pytest.fixture
def manager(one):
    return MandateFactory(role=Role.APPROVAL_OFFICER, organisation=one, manages_users=True)


@pytest.fixture
def officer(one):
    return MandateFactory(role=Role.SUBSIDY_OFFICER, organisation=one)


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


@pytest.fixture
def signed(client):
    return lambda mandate: sign_in(client, mandate.person, strong=True, mandate=mandate)


def url(name, *args):
    return reverse(f"operators:{name}", args=args)


def test_an_operator_reads_who_helps_place_by_place(signed, operator, officer, manager):
    first, second = made.place(operator), made.place(operator)
    OfficerCharge.objects.create(mandate=officer, subject="approval", phone="02 000 00 00")
    worker = signed(made.mandate(operator, Role.CARE_WORKER))
    page = worker.get(url("who_helps")).content.decode()
    assert officer.person.full_name in page and f"mailto:{officer.person.email}" in page and "02 000 00 00" in page
    assert first.name not in page  # the same for all: nothing to tell apart
    OfficerLeave.objects.create(mandate=officer, first_day=made.TODAY, last_day=date(2026, 12, 4), replaced_by=manager)
    page = worker.get(url("who_helps")).content.decode()
    assert "absence jusqu’au 4 décembre 2026" in page and f"mailto:{manager.person.email}" in page
    OfficerCharge.objects.create(mandate=manager, subject="approval", operator=made.operator(ZoneFactory()))
    own = OfficerCharge.objects.create(mandate=manager, subject="quality", municipality=second.municipality)
    assert own.pk and "Personne n’est encore désigné" in worker.get(url("who_helps")).content.decode()


def test_a_coordinator_reads_her_communes_and_the_operators_set_apart(signed, operator, officer, manager):
    made.place(operator)
    zone = operator.declarations.get().zone
    OfficerCharge.objects.create(mandate=officer, subject="coordination")
    OfficerCharge.objects.create(mandate=manager, subject="coordination", operator=operator)
    page = signed(made.coordinator(zone).mandate).get(url("who_helps")).content.decode()
    assert officer.person.full_name in page and manager.person.full_name in page
    assert operator.name in page and made.commune_of(zone).name in page


def test_one_is_led_to_the_charges_and_others_are_not(signed, operator, officer):
    assert signed(officer).get(url("who_helps")).url == url("charges")
    assert signed(made.mandate(operator)).get(url("charges")).status_code == 403


def sent(officer, **told):
    return {"mandate": officer.pk, "subject": "approval", "valid_from": "2026-11-21", **told}


def test_who_manages_access_gives_a_charge_once(signed, manager, officer, operator):
    person = signed(manager)
    for _ in range(2):
        answer = person.post(url("charge_new"), sent(officer, operator=operator.name[:-1] + operator.name[-1]))
        assert answer.status_code == 302
    given = OfficerCharge.objects.get()
    assert (given.operator, given.mandate, given.subject) == (operator, officer, "approval")
    assert Entry.objects.filter(act="operators.give_charge").count() == 1
    page = person.get(url("charges")).content.decode()
    assert operator.name in page and officer.person.full_name in page
    assert person.get(url("charge_new") + f"?operateur={operator.pk}").status_code == 200


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"mandate": ""}, "Choisissez dans la liste"),
        ({"subject": "tout"}, "Choisissez dans la liste"),
        ({"operator": "Personne de ce nom"}, "Aucun opérateur n’a ce nom"),
        ({"municipality": "Nulle part"}, "n’est pas dans la liste"),
        ({"valid_to": "2026-01-01"}, "Le dernier jour vient après le premier"),
    ],
)
def test_what_is_to_be_corrected_in_a_charge(signed, manager, officer, told, said):
    answer = signed(manager).post(url("charge_new"), sent(officer, **told))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not OfficerCharge.objects.exists()


def test_one_extent_alone_and_names_that_are_not_clear(signed, manager, officer, operator):
    made.operator(ZoneFactory(), name="Autre Accueil inventé")
    commune = made.commune_of(operator.declarations.get().zone)
    person = signed(manager)
    both = person.post(url("charge_new"), sent(officer, operator=operator.name, municipality=commune.name))
    assert both.status_code == 422 and "pas plusieurs" in both.content.decode()
    vague = person.post(url("charge_new"), sent(officer, operator="inventé"))
    assert vague.status_code == 422 and "Plusieurs opérateurs" in vague.content.decode()
    assert person.post(url("charge_new"), sent(officer, municipality=commune.name)).status_code == 302
    assert person.post(url("charge_new"), sent(officer, province=commune.province)).status_code == 302
    assert OfficerCharge.objects.filter(municipality=commune).count() == 1


def test_a_charge_ends_with_a_day(signed, manager, officer):
    given = OfficerCharge.objects.create(mandate=officer, subject="approval", valid_from=date(2026, 11, 1))
    person = signed(manager)
    assert person.post(url("charge_end", given.pk), {"day": "2026-10-01"}).status_code == 422
    assert person.post(url("charge_end", given.pk), {"day": "2026-11-25"}).status_code == 302
    assert person.post(url("charge_end", given.pk), {"day": "2026-11-25"}).status_code == 422
    given.refresh_from_db()
    assert given.valid_to == date(2026, 11, 25)
    assert Entry.objects.filter(act="operators.end_charge").count() == 1


def test_an_officer_notes_her_own_leave_alone(signed, manager, officer):
    person = signed(officer)
    days = {"first_day": "2026-11-23", "last_day": "2026-11-27"}
    assert person.post(url("leave_new"), {"mandate": manager.pk, **days}).status_code == 422
    for _ in range(2):
        answer = person.post(url("leave_new"), {"mandate": officer.pk, "replaced_by": manager.pk, **days})
        assert answer.status_code == 302
    noted = OfficerLeave.objects.get()
    assert Entry.objects.filter(act="operators.note_leave").count() == 1
    over = person.post(url("leave_new"), {"mandate": officer.pk, **days, "last_day": "2026-11-30"})
    assert over.status_code == 422 and "déjà notée" in over.content.decode()
    assert person.get(url("charge_new")).status_code == 403
    other = OfficerLeave.objects.create(mandate=manager, first_day=date(2026, 11, 23), last_day=date(2026, 11, 24))
    assert person.post(url("leave_remove", other.pk)).status_code == 403
    assert person.post(url("leave_remove", noted.pk)).status_code == 302
    assert person.post(url("leave_remove", noted.pk)).status_code == 404
    assert list(OfficerLeave.objects.all()) == [other]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"last_day": "2026-11-22"}, "Le dernier jour vient après le premier"),
        ({"first_day": "2026-11-01", "last_day": "2026-11-20"}, "Cette absence est passée"),
        ({"first_day": ""}, "Donnez la date"),
        ({"replaced_by": "self"}, "Choisissez une autre personne"),
    ],
)
def test_what_is_to_be_corrected_in_a_leave(signed, manager, told, said):
    form = {"mandate": manager.pk, "first_day": "2026-11-23", "last_day": "2026-11-27", **told}
    if form.get("replaced_by"):
        form["replaced_by"] = manager.pk
    answer = signed(manager).post(url("leave_new"), form)
    assert answer.status_code == 422 and said in answer.content.decode()


def test_another_house_of_one_is_another_house(signed, manager):
    stranger = MandateFactory(approval_officer=True)
    given = OfficerCharge.objects.create(mandate=stranger, subject="approval")
    away = OfficerLeave.objects.create(mandate=stranger, first_day=date(2026, 11, 23), last_day=date(2026, 11, 24))
    person = signed(manager)
    assert stranger.person.full_name not in person.get(url("charges")).content.decode()
    assert person.get(url("charge_end", given.pk)).status_code == 404
    assert person.post(url("leave_remove", away.pk)).status_code == 404
    assert OfficerLeave.objects.filter(pk=away.pk).exists()


def test_the_card_of_a_hub(operator, officer):
    made.place(operator)
    OfficerCharge.objects.create(mandate=officer, subject="training")
    card = render_to_string("operators/officers/helper_for.html", {"helpers": helpers_for(operator, made.TODAY)})
    assert officer.person.email in card
    assert card.count("<dt>") == len(HelpSubject)


def test_the_same_queries_whatever_the_number(signed, operator, officer, manager, counted_queries):
    OfficerCharge.objects.create(mandate=officer, subject="approval")
    made.place(operator)
    person = signed(made.mandate(operator))
    person.get(url("who_helps"))
    with counted_queries() as few:
        person.get(url("who_helps"))
    for _ in range(10):
        OfficerCharge.objects.create(mandate=manager, subject="quality", municipality=made.place(operator).municipality)
    with counted_queries() as more:
        person.get(url("who_helps"))
    assert len(more) == len(few) <= 30, more.sql
    person = signed(manager)
    person.get(url("charges"))
    with counted_queries() as few:
        person.get(url("charges"))
    for _ in range(40):
        OfficerCharge.objects.create(mandate=officer, subject="approval")
    with counted_queries() as more:
        page = person.get(url("charges")).content.decode()
    assert len(more) == len(few) <= 30, more.sql
    assert "Page 1 sur 2" in page.replace("\N{NO-BREAK SPACE}", " ")
