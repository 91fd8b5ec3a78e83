"""What trainings put on a home, role by role, at the same cost whatever there is."""

from datetime import date

from preau.foundation.accounts.roles import Role
from preau.training.api import agenda_of
from preau.training.catalogue.deciding import ask, refuse, validate_module
from preau.training.contests import acts as contests
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made

DAY = date(2026, 3, 2)


def waiting(operator, worker, body, title="Conter"):
    module = made.module(body, title, status="proposed")
    made.entry(operator, module, [worker], {DAY: 6})
    return module


def test_a_house_with_nothing(operator, secretary):
    agenda = agenda_of(secretary)
    assert (agenda.tasks, agenda.waiting, agenda.decided) == ((), (), ())


def test_hours_to_plan(operator, secretary):
    for start in (date(2024, 1, 8), date(2024, 3, 8)):
        staff.credential(staff.person(operator, starts_on=start), "bacv")
    [task] = agenda_of(secretary).tasks
    assert (task.title, task.day) == ("Prévoir des formations", date(2027, 1, 8))
    assert task.why.startswith("2 personnes manquent d’heures") and "8 janvier 2027" in task.why


def test_what_waits_for_one_and_what_it_asks(operator, worker, body, secretary):
    module = waiting(operator, worker, body)
    [line] = agenda_of(secretary).waiting
    assert line.what == "1 formation à valider" and "date prévue" in line.who
    ask(staff.officer(), module, "Quel contenu ?")
    [task] = agenda_of(secretary).tasks
    assert task.title == "Répondre à l’ONE sur une formation" and "Quel contenu ?" in task.why


def test_what_one_decided_of_late_refusals_first(operator, worker, body, secretary):
    validate_module(staff.officer(), waiting(operator, worker, body, "Oui"), None)
    refuse(staff.officer(), waiting(operator, worker, body, "Non"), "outside_programme")
    assert [(one.word, one.what) for one in agenda_of(secretary).decided] == [("Refusée", "Non"), ("Validée", "Oui")]


def test_a_question_on_a_contest(operator, worker, body, secretary):
    module = waiting(operator, worker, body)
    refuse(staff.officer(), module, "outside_programme")
    made_contest = contests.contest(secretary, worker.training_records.get(), "Le thème 3.")
    officer = staff.officer()
    assert "Décider d’une contestation" in [one.title for one in agenda_of(officer).tasks]
    contests.ask(officer, made_contest, 1, "Lequel ?")
    assert [one.title for one in agenda_of(secretary).tasks] == ["Répondre à une question sur une contestation"]
    assert agenda_of(officer).tasks == ()


def test_an_officer_reads_the_size_of_the_queue(operator, worker, body):
    waiting(operator, worker, body)
    [task] = agenda_of(staff.officer()).tasks
    assert task.why.startswith("1 module.")


def test_a_worker_reads_her_own(operator, body):
    someone = staff.person(operator, starts_on=date(2024, 1, 8))
    staff.credential(someone, "bacv")
    mine = staff.worker(someone)
    waiting(operator, someone, body)
    agenda = agenda_of(mine)
    assert [one.day for one in agenda.tasks] == [date(2027, 1, 8)]
    assert [one.what for one in agenda.waiting] == ["1 de vos formations à valider"]


def test_without_file_or_part_nothing(operator):
    assert agenda_of(operators.actor(operator, Role.CARE_WORKER)).tasks == ()
    assert agenda_of(staff.officer(Role.APPROVAL_OFFICER)).tasks == ()


def test_the_same_queries_whatever_there_is(operator, worker, body, secretary, counted_queries):
    waiting(operator, worker, body)
    agenda_of(secretary)
    with counted_queries() as few:
        agenda_of(secretary)
    for rank in range(5):
        waiting(operator, staff.person(operator), body, f"Module {rank}")
    with counted_queries() as many:
        agenda_of(secretary)
    assert len(few) == len(many), many.sql
