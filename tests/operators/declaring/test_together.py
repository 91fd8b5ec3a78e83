"""Two browsers at once: one declaration, one frozen text, one answer."""

import pytest
from django.db import transaction

from preau.foundation.casework.api import remark
from preau.foundation.casework.models import CaseAct
from preau.foundation.journal.models import Entry
from preau.operators.declaring import acts
from preau.operators.declaring.acts import begin, case_of_declaration
from preau.operators.declaring.versions import draft_of
from preau.operators.models import DeclarationRevision, OperatorDeclaration, PublishedPlace
from tests.casework.test_together import together
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _day(at):
    at("2026-11-21")


def test_two_browsers_declare_once():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    signatory, step, mark = made.actor(operator), case_of_declaration(declaration).step, draft_of(declaration).mark
    answers = together(*[lambda: acts.submit(signatory, declaration, step, made.TODAY, mark)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "CaseAct"]
    assert DeclarationRevision.objects.count() == CaseAct.objects.filter(act_id="submit").count() == 1
    assert Entry.objects.filter(act="operator_declaration.submit").count() == PublishedPlace.objects.count() == 1


def test_a_declaration_begun_twice_at_once_is_begun_once():
    zone, elsewhere = ZoneFactory(), ZoneFactory()
    operator = made.operator(zone)
    secretary = made.actor(operator)

    def job():
        with transaction.atomic():
            return begin(secretary, operator, elsewhere)

    one, other = together(job, job)
    assert one == other
    assert OperatorDeclaration.objects.filter(operator=operator, zone=elsewhere).count() == 1
    assert Entry.objects.filter(act="operators.begin_declaration").count() == 2  # the zone of the start, and this one


def test_reading_and_asking_a_correction_do_not_both_pass():
    zone = ZoneFactory()
    declaration = made.declared(made.operator(zone), zone)
    coordinator, case = made.coordinator(zone), case_of_declaration(declaration)
    remark(coordinator, case.pk, "declaration", "À revoir.")
    answers = together(
        lambda: acts.note_read(coordinator, declaration, case.step),
        lambda: acts.ask_correction(coordinator, declaration, case.step, "À revoir."),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "CaseAct"]
