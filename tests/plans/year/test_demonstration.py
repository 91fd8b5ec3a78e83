"""The invented years: past ones reported on, the present one under way, the real plan left as it was published."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.foundation.accounts import demonstration as accounts
from preau.foundation.territory.demonstration import world
from preau.plans.demonstration import year
from preau.plans.demonstration.build import build
from preau.plans.models import ActionProgress, ActivityReport, ObjectiveEvaluation, ReportSection
from preau.plans.year_facts import evaluation_missing, report_missing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_past_years_are_reported_on_and_the_real_plan_is_not():
    made = world("demo", NOW)
    accounts.build(made)
    counts = build(made)
    assert counts["reports"] == ActivityReport.objects.count() > 20
    assert not ActionProgress.objects.filter(action__plan__zone__slug="mons", action__plan__start_year=2020).exists()
    assert not ActivityReport.objects.filter(plan__start_year=2026).exists()
    assert not ObjectiveEvaluation.objects.filter(objective__plan__start_year=2026).exists()
    states = set(ActionProgress.objects.filter(action__plan__start_year=2026).values_list("state", flat=True))
    assert states == {"to_do", "under_way", "done"}
    for report in ActivityReport.objects.filter(sent_at__isnull=False).select_related("plan")[:5]:
        assert evaluation_missing(report.plan, "final") == ()
        assert report_missing(report.plan) == ()
    assert ReportSection.objects.filter(text="", report__sent_at__isnull=True).exists()


def test_a_chunk_of_plans_costs_the_same_whatever_its_size():
    made = world("demo", NOW)
    accounts.build(made)
    build(made)
    for model in (ReportSection, ActivityReport, ObjectiveEvaluation):
        model.objects.all().delete()
    ActionProgress.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        year.build(made)
    assert len(queries) < 40
