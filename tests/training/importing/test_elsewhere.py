"""A list never tells who works elsewhere faster than the register does, writes nothing of hers, and asks her."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from preau.foundation import clock, limiter
from preau.foundation.ui.versions import NotNow
from preau.staff.models import Assignment, EmploymentContract, MoveRequest, StaffImport, StaffPerson
from preau.staff.moving import acts as moving
from preau.training.importing import acts
from preau.training.importing.elsewhere import MOST_IDLE, look_again
from preau.training.importing.matching import plan_of
from preau.training.importing.proposal import kept
from preau.training.models import TrainingRecord
from tests.documents.building import Sheet, xlsx
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made
from tests.staff.register.made import NUMBER
from tests.training.importing.books import D1, HEAD, MORE

pytestmark = pytest.mark.django_db
STAFF = ["Nom", "Prénom", "Fonction", "Date d'entrée", "Diplôme", "Date de naissance", "Numéro national"]
BORN = date(1990, 5, 4)
LINA = ["Marelle", "Lina", "Accueillante", date(2020, 9, 1), "BACV", BORN, ""]
ZOE = ["Cerceau", "Zoé", "Responsable de projet", date(2018, 9, 3), "non", date(1985, 7, 12), ""]
FOLLOWED = [["Marelle", "Lina", *MORE, D1, 6], ["Cerceau", "Zoé", *MORE, D1, 6]]
A_MINUTE = limiter.PER_MINUTE["staff-known"]


@pytest.fixture
def elsewhere(operator):
    """Somebody of another house, with a name, a birth date and a number."""
    house = operators.operator(ZoneFactory())
    return made.person(
        house, given_name="lina", family_name="MARELLE", birth_date=BORN, national_number=NUMBER, email="l@exemple.test"
    )


def book(people=(LINA, ZOE), followed=FOLLOWED):
    sheets = [Sheet([STAFF, *people], name="Équipe")]
    sheets += [Sheet([HEAD, *followed], name="Formations")] if followed else []
    return SimpleUploadedFile("liste.xlsx", xlsx(*sheets))


def plan(actor, row):
    row.refresh_from_db()
    return plan_of(actor, kept(row.proposal), row.answers)


def many(count):
    """Return lines of one name and ever other days of birth: how a day of birth would be guessed."""
    return [[*LINA[:5], BORN + timedelta(days=number), ""] for number in range(count)]


def test_somebody_known_elsewhere_is_asked_about_and_not_written_twice(actor, elsewhere):
    row = acts.receive_list(actor, book())
    (known,) = plan(actor, row).known
    assert (known.read.name, known.chosen, known.candidates) == ("Lina Marelle", "", ())
    with pytest.raises(NotNow, match="en doute"):
        acts.settle(actor, row.pk, row.version)
    assert StaffPerson.objects.count() == 1


def test_asking_her_writes_a_request_and_nothing_of_hers(operator, actor, elsewhere):
    row = acts.receive_list(actor, book())
    row = acts.answer(actor, row.pk, row.version, {"known:0": "ask"})
    row = acts.settle(actor, row.pk, row.version)
    assert row.proposal["written"]["asked"] == 1
    request = MoveRequest.objects.get()
    assert (request.person, request.starts_on, request.function) == (elsewhere, date(2020, 9, 1), "care_worker")
    mine = EmploymentContract.objects.filter(organisation=operator.body.organisation)
    assert [one.person.given_name for one in mine] == ["Zoé"]
    assert set(TrainingRecord.objects.values_list("person__given_name", flat=True)) == {"Zoé"}
    elsewhere.refresh_from_db()
    assert (elsewhere.version, elsewhere.credentials.count()) == (1, 0)


def test_once_she_said_yes_the_same_list_brings_her_trainings(actor, elsewhere):
    row = acts.receive_list(actor, book())
    row = acts.answer(actor, row.pk, row.version, {"known:0": "ask"})
    acts.settle(actor, row.pk, row.version)
    request = MoveRequest.objects.get()
    moving._answer(actor, request, True, moving.can_answer_move(moving.system(actor.now, "essai"), request))
    row = acts.receive_list(actor, book())
    assert not plan(actor, row).known
    acts.settle(actor, row.pk, row.version)
    assert TrainingRecord.objects.filter(person=elsewhere).count() == 1
    assert StaffPerson.objects.count() == 2


def test_another_person_of_the_same_name_is_written_apart(actor, elsewhere):
    row = acts.receive_list(actor, book())
    row = acts.answer(actor, row.pk, row.version, {"known:0": "new"})
    acts.settle(actor, row.pk, row.version)
    assert StaffPerson.objects.filter(family_name__iexact="marelle").count() == 2
    assert not MoveRequest.objects.exists()


def test_left_aside_nothing_comes_of_her(actor, elsewhere):
    row = acts.receive_list(actor, book())
    row = acts.answer(actor, row.pk, row.version, {"known:0": "aside"})
    acts.settle(actor, row.pk, row.version)
    assert (StaffPerson.objects.count(), MoveRequest.objects.count()) == (2, 0)


def test_her_number_tells_who_she_is_and_is_never_written(actor, elsewhere):
    people = [[*LINA[:5], "", NUMBER], [*ZOE[:5], "", "85000099713"]]
    row = acts.receive_list(actor, book(people))
    assert [one.read.name for one in plan(actor, row).known] == ["Lina Marelle"]
    row = acts.answer(actor, row.pk, row.version, {"known:0": "new"})
    acts.settle(actor, row.pk, row.version)
    assert set(StaffPerson.objects.exclude(pk=elsewhere.pk).values_list("national_number", flat=True)) == {""}


def test_the_number_of_somebody_of_another_name_tells_nothing(actor, elsewhere):
    row = acts.receive_list(actor, book([[*ZOE[:5], "", NUMBER]], ()))
    assert not plan(actor, row).known


def test_her_function_is_needed_to_ask_her(actor, elsewhere):
    row = acts.receive_list(actor, book([[*LINA[:2], "", *LINA[3:]]], ()))
    row = acts.answer(actor, row.pk, row.version, {"known:0": "ask"})
    with pytest.raises(NotNow, match="fonction de Lina Marelle"):
        acts.settle(actor, row.pk, row.version)
    row = acts.answer(actor, row.pk, row.version, {"function:all": "logistics"})
    acts.settle(actor, row.pk, row.version)
    assert MoveRequest.objects.get().function == "logistics"
    assert not Assignment.objects.filter(function="logistics").exists()


def test_the_page_tells_no_more_than_the_register(operator, actor, elsewhere):
    browser = browser_of(actor)
    address = browser.post(reverse("training:lists"), {"file": book()}).url
    page = browser.get(address)
    assert "Peut-être déjà connues ailleurs" in words(page)
    shown = page.content.decode()
    house = elsewhere.contracts.get().organisation
    assert not [one for one in (str(house), elsewhere.email, NUMBER, "MARELLE") if one in shown]
    answer = browser.post(address, {"version": 1, "do": "take"})
    assert (answer.status_code, "personnes en doute" in words(answer)) == (422, True)
    browser.post(address, {"version": 1, "do": "answer", "known:0": "ask"})
    assert "Demander 1 accord, reprendre 1 personne" in words(browser.get(address))
    browser.post(address, {"version": 2, "do": "take"})
    assert "1 accord demandé" in words(browser.get(address))


# -- what a house cannot learn ----------------------------------------------------------------------


def test_a_list_looks_up_no_more_people_in_a_minute_than_the_register(actor, elsewhere):
    row = acts.receive_list(actor, book([ZOE, *many(30)], ()))
    shown = plan(actor, row)
    assert (shown.waiting, len(shown.known)) == (31 - A_MINUTE, 1)
    row = acts.answer(actor, row.pk, row.version, {})
    assert plan(actor, row).waiting == 31 - A_MINUTE
    with pytest.raises(NotNow, match="en doute"):
        acts.settle(actor, row.pk, row.version)
    row = acts.answer(actor, row.pk, row.version, {"known:1": "aside"})
    with pytest.raises(NotNow, match="Préau regarde encore"):
        acts.settle(actor, row.pk, row.version)
    other = acts.receive_list(actor, book([["Toupie", "Sam", *LINA[2:]]], ()))
    assert plan(actor, other).waiting == 1  # another list of the house in the same minute learns nothing either
    page = words(browser_of(actor).get(reverse("training:list_settle", args=[other.pk])))
    assert "Préau regarde encore si 1 personne est connue ailleurs" in page
    assert "revenez dans 1 minute" in page


def test_the_register_and_the_lists_of_a_house_share_the_same_few(actor, elsewhere):
    for _ in range(A_MINUTE):
        assert not limiter.seconds_to_wait("staff-known", str(actor.organisation_id))
    row = acts.receive_list(actor, book((LINA,), ()))
    assert (plan(actor, row).waiting, plan(actor, row).known) == (1, [])


def test_the_worker_looks_up_the_others_by_itself(actor, elsewhere, at):
    people = [[f"Nom{chr(65 + n) * 9}", "Sam", *LINA[2:5], BORN, ""] for n in range(2 * A_MINUTE)]
    with TestCase.captureOnCommitCallbacks(execute=True):
        row = acts.receive_list(actor, book([*people, LINA], ()))
    waiting = plan(actor, row).waiting
    assert waiting == A_MINUTE + 1
    assert DBTaskResult.objects.get(task_path__endswith="look_again").run_after > clock.now()
    for minute in (1, 2):
        at(f"2026-11-21T12:{minute:02}")
        look_again.call(row.pk, waiting)
    shown = plan(actor, row)
    assert (shown.waiting, [one.read.name for one in shown.known]) == (0, ["Lina Marelle"])
    acts.drop(actor, row.pk)
    look_again.call(row.pk, waiting)
    assert StaffImport.objects.get().proposal == {}


def test_the_worker_stops_when_nobody_can_be_looked_up(actor, elsewhere):
    row = acts.receive_list(actor, book(many(A_MINUTE + 1), ()))
    for idle in range(MOST_IDLE):
        look_again.call(row.pk, 1, idle)
    assert [one.args_kwargs["args"][2] for one in DBTaskResult.objects.order_by("enqueued_at")] == [1, 2, 3, 4]


def test_somebody_written_elsewhere_meanwhile_is_asked_about_too(actor):
    row = acts.receive_list(actor, book())
    assert not plan(actor, row).known
    made.person(operators.operator(ZoneFactory()), given_name="Lina", family_name="Marelle", birth_date=BORN)
    with pytest.raises(NotNow, match="en doute"):
        acts.settle(actor, row.pk, row.version)
    assert [one.read.name for one in plan(actor, row).known] == ["Lina Marelle"]
    assert StaffPerson.objects.count() == 1


def test_what_was_looked_up_is_not_looked_up_again(actor, elsewhere):
    row = acts.receive_list(actor, book())
    with transaction.atomic():
        row = acts.begin_again(actor, row.pk, row.version)
    assert kept(row.proposal).looked == {one: "lina" in one for one in kept(row.proposal).looked}
    assert len(kept(row.proposal).looked) == 2


def test_somebody_who_worked_here_is_never_elsewhere(operator, actor):
    made.person(operator, given_name="Lina", family_name="Marelle", birth_date=BORN, ends_on=date(2024, 8, 31))
    row = acts.receive_list(actor, book((LINA,), ()))
    assert (plan(actor, row).known, plan(actor, row).waiting) == ([], 0)
