"""What operators put on a home: what blocks, what waits, what was read; at a constant cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import Supplied, perform
from preau.operators.bodies.acts.inviting import invite_first
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.todo import Agenda, agenda_of
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return made.operator(zone)


def titles(agenda):
    return [task.title for task in agenda.tasks]


def read_by(coordinator, declaration):
    case = case_of_declaration(declaration)
    perform(coordinator, case.pk, "read", case.step, Supplied())


def test_a_house_is_led_from_its_identity_to_its_operator(zone):
    newcomer = actor_for(MandateFactory(signatory=True, organisation__zone=zone), made.NOW)
    assert titles(agenda_of(newcomer)) == ["Décrire votre organisme"]
    made.body(zone, organisation=newcomer.mandate.organisation)
    assert titles(agenda_of(newcomer)) == ["Ajouter un opérateur"]


def test_nobody_to_write_to_is_asked_of_the_direction_and_secretariat_alone(operator):
    assert "Dire qui contacter" in titles(agenda_of(made.actor(operator)))
    assert "Dire qui contacter" in titles(agenda_of(made.actor(operator, Role.OPERATOR_SECRETARY)))
    assert "Dire qui contacter" not in titles(agenda_of(made.actor(operator, Role.PROJECT_LEADER)))
    assert agenda_of(made.actor(operator, Role.CARE_WORKER)) == Agenda()
    contact = made.contact(operator, confirmed_on=date(2025, 11, 20))
    [task] = [task for task in agenda_of(made.actor(operator)).tasks if "contact" in task.title]
    assert (task.title, task.due) == ("Confirmer vos personnes de contact", made.TODAY)
    contact.confirmed_on = date(2025, 12, 1)
    contact.save()
    [task] = [task for task in agenda_of(made.actor(operator)).tasks if "contact" in task.title]
    assert task.due == date(2026, 12, 1)
    contact.confirmed_on = date(2026, 1, 1)
    contact.save()
    assert not [task for task in agenda_of(made.actor(operator)).tasks if "contact" in task.title]


def test_the_signatory_declares_and_the_others_prepare(operator):
    assert "Compléter et déclarer votre offre" in titles(agenda_of(made.actor(operator)))
    assert "Préparer la déclaration" in titles(agenda_of(made.actor(operator, Role.PROJECT_LEADER)))


def test_a_declaration_goes_from_hands_to_hands(operator, zone):
    declaration = made.declared(operator, zone)
    signatory, coordinator = made.actor(operator), made.coordinator(zone)
    one = actor_for(MandateFactory(approval_officer=True), made.NOW)
    mine = agenda_of(signatory)
    assert "Compléter et déclarer votre offre" not in titles(mine)
    [waiting] = mine.waiting
    assert waiting.what == f"Lire la déclaration de {operator}"
    for reader in (coordinator, one):
        [task] = agenda_of(reader).tasks
        assert task.title == "Lire une déclaration d’opérateur"
        assert task.address == reverse("operators:declaration", args=[declaration.pk])
    assert agenda_of(made.coordinator(ZoneFactory())) == Agenda()
    read_by(coordinator, declaration)
    assert agenda_of(coordinator).tasks == ()
    for reader in (signatory, coordinator):
        [decided] = agenda_of(reader).decided
        assert (decided.word, decided.day) == ("Lue", made.TODAY)


def test_several_declarations_to_read_are_one_task(zone):
    for _ in range(5):
        made.declared(made.operator(zone), zone)
    [task] = agenda_of(made.coordinator(zone)).tasks
    assert task.title == "Lire 5 déclarations d’opérateurs"
    assert task.why.endswith("et 2 autres.")
    assert task.address == reverse("operators:declarations")


def test_who_was_invited_and_has_not_answered_is_awaited(operator, zone):
    coordinator = made.coordinator(zone)
    invite_first(coordinator, operator.pk, "Dominique Exemple", "dominique@exemple.test")
    [waiting] = agenda_of(coordinator).waiting
    assert waiting.who == "Dominique Exemple, depuis le 21 novembre 2026"
    [late] = agenda_of(made.coordinator(zone, made.NOW + timedelta(days=31))).waiting
    assert late.who.endswith("l’invitation ne vaut plus")
    made.mandate(operator)
    assert agenda_of(coordinator).waiting == ()


def test_what_ends_is_to_renew(operator):
    made.contact(operator)
    operator.recognitions.create(kind="sport", valid_to=made.TODAY + timedelta(days=40))
    operator.insurances.create(cover="both", insurer="Assureur inventé", valid_to=date(2026, 5, 3))
    tasks = {task.title: task for task in agenda_of(made.actor(operator)).tasks}
    assert "Expire dans 40" in tasks["Renouveler un agrément"].why
    assert "A expiré le 3 mai 2026" in tasks["Renouveler une assurance"].why


@pytest.mark.parametrize("role", [Role.OPERATOR_SIGNATORY, Role.ATL_COORDINATOR])
def test_it_costs_the_same_however_many_there_are(operator, zone, role, counted_queries):
    def reader():
        return made.coordinator(zone) if role == Role.ATL_COORDINATOR else made.actor(operator)

    def more():
        one, two = (made.operator(zone, body=operator.body) for _ in range(2))
        for each in (one, two):
            made.contact(each)
            made.declared(each, zone)
        one.recognitions.create(kind="sport", valid_to=made.TODAY)
        read_by(made.coordinator(zone), two.declarations.get())
        invite_first(made.coordinator(zone), made.operator(zone).pk, "Qui", "qui@exemple.test")

    more()
    with counted_queries() as few:
        agenda_of(reader())
    for _ in range(3):
        more()
    actor = reader()
    with counted_queries() as many:
        agenda_of(actor)
    assert len(many) <= len(few), many.sql
