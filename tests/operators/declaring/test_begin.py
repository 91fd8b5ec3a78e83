"""A declaration is begun once, whoever prepares it, and its case with it."""

import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.models import Case
from preau.foundation.journal.models import Entry
from preau.operators.declaring.acts import begin, case_of_declaration
from preau.operators.models import OperatorDeclaration
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db


def test_a_declaration_is_begun_once_by_the_secretary_too():
    zone, elsewhere = ZoneFactory(), ZoneFactory()
    operator = made.operator(zone)
    secretary = made.actor(operator, Role.OPERATOR_SECRETARY)
    first = begin(secretary, operator, elsewhere)
    assert begin(secretary, operator, elsewhere) == first
    case = case_of_declaration(first)
    assert (case.state_id, case.zone_id, case.organisation_id) == (
        "preparing",
        elsewhere.pk,
        operator.body.organisation_id,
    )
    assert OperatorDeclaration.objects.filter(operator=operator).count() == Case.objects.count() == 2
    entry = Entry.objects.get(act="operators.begin_declaration", person=secretary.person)
    assert entry.object_id == str(first.pk)


def test_the_coordination_of_the_zone_reads_the_case_and_another_does_not():
    zone, elsewhere = ZoneFactory(), ZoneFactory()
    declaration = made.operator(zone).declarations.get()
    case = case_of_declaration(declaration)
    assert case in Case.objects.visible_to(made.coordinator(zone))
    assert case not in Case.objects.visible_to(made.coordinator(elsewhere))


def test_a_full_place_is_written_whole():
    operator = made.operator(ZoneFactory())
    place = made.full_place(operator)
    assert place.periods.count() == 2
    assert place.periods.first().fees.get().amount == 0.5
    assert (place.transfers.count(), place.closures.count(), place.reductions.count()) == (1, 1, 1)
