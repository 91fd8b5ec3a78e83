"""What qualifications put on a home."""

import pytest

from preau.foundation.accounts.roles import Role
from preau.staff.qualifying import acts
from preau.staff.qualifying.todo import agenda_of
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made
from tests.staff.qualifying.asking import case, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return operators.operator(ZoneFactory())


def test_the_house_and_one_each_have_their_part(operator):
    officer = made.officer()
    assert agenda_of(officer) == ((), (), ())
    waits, asked, refused = (sent(operator) for _ in range(3))
    acts.ask(officer, asked, case(asked).step, "La copie est illisible.")
    acts.refuse(officer, refused, case(refused).step, "Motif", "Un BACV")
    tasks, waiting, decided = agenda_of(operators.actor(operator, Role.OPERATOR_SECRETARY))
    assert [task.title for task in tasks] == ["Répondre à l’ONE sur une qualification"]
    assert str(asked.person) in tasks[0].why
    assert [one.what for one in waiting] == [f"Qualification de {waits.person}"]
    assert [one.word for one in decided] == ["Non reconnue"]
    ((task,), _, _) = agenda_of(officer)
    assert task.title == "Examiner 1 demande de qualification"
    for role in (Role.CARE_WORKER, Role.PROJECT_LEADER):
        assert agenda_of(operators.actor(operator, role)) == ((), (), ())
    assert agenda_of(operators.coordinator(ZoneFactory())) == ((), (), ())
