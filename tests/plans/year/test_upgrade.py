"""Plans from before there were cases: the upgrade gives each its own, and asks nothing for years that are over."""

from importlib import import_module

import pytest
from django.apps import apps

from preau.foundation.casework.models import Case
from tests.factories import ZoneFactory
from tests.plans.made import plan_row

pytestmark = pytest.mark.django_db
give_cases = import_module("preau.plans.migrations.0003_cases").give_cases


def test_each_plan_gets_its_case_once():
    zone = ZoneFactory()
    rows = [plan_row(zone, 2020), plan_row(zone, 2019, approved=False)]
    for row in rows:
        row.save()
    Case.objects.all().delete()
    for _ in range(2):
        give_cases(apps, None)
    held = {case.subject_id: (case.state_id, case.closed_at is not None) for case in Case.objects.all()}
    assert held == {rows[0].pk: ("recorded", True), rows[1].pk: ("objectives_fixed", False)}
