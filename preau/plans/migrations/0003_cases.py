"""Give every plan already there its case: past years for memory, this year's where its text stands."""

from datetime import date

from django.db import migrations
from django.utils import timezone

LABEL = "Mise à jour de Préau"
CHUNK = 500


def _last_day(start_year):
    return date(start_year + 1, 8, 31)


def give_cases(apps, schema_editor):
    """Open the missing cases. A draft has its objectives fixed; an approved plan waits to be sent, or is memory."""
    AnnualActionPlan = apps.get_model("plans", "AnnualActionPlan")
    Case = apps.get_model("casework", "Case")
    held = set(Case.objects.filter(procedure_id="annual_plan").values_list("subject_id", flat=True))
    today = timezone.localdate()
    plans = AnnualActionPlan.objects.exclude(pk__in=held).select_related("zone").order_by("pk")
    batch = []
    for plan in plans.iterator(chunk_size=CHUNK):
        batch.append(plan)
        if len(batch) == CHUNK:
            _write(apps, batch, today)
            batch = []
    _write(apps, batch, today)


def _write(apps, plans, today):
    Case, CaseAct, CaseClock, CaseAudience = (
        apps.get_model("casework", name) for name in ("Case", "CaseAct", "CaseClock", "CaseAudience")
    )
    cases = Case.objects.bulk_create(_case(Case, plan, today) for plan in plans)
    pairs = list(zip(plans, cases, strict=True))
    CaseAct.objects.bulk_create(_act(CaseAct, plan, case) for plan, case in pairs)
    CaseClock.objects.bulk_create(
        clock for plan, case in pairs if case.closed_at is None for clock in _clocks(CaseClock, plan, case)
    )
    CaseAudience.objects.bulk_create(
        CaseAudience(case=case, role="cca", since=case.changed_at) for _, case in pairs if case.closed_at is None
    )


def _case(model, plan, today):
    over, approved = today > _last_day(plan.start_year), plan.approved_on is not None
    recorded = over and approved
    state = "recorded" if recorded else ("approved" if approved else "objectives_fixed")
    return model(
        procedure_id="annual_plan",
        opened_on=max(timezone.localtime(plan.created_at).date(), date(2009, 8, 6)),
        state_id=state,
        title=f"Plan d’action annuel {plan.start_year}-{plan.start_year + 1}, {plan.zone.name}"[:200],
        zone=plan.zone,
        subject_type="plans.annualactionplan",
        subject_id=plan.pk,
        step=1,
        changed_at=plan.updated_at,
        closed_at=plan.updated_at if recorded else None,
    )


def _act(model, plan, case):
    return model(
        case=case,
        number=1,
        act_id="record_past" if case.state_id == "recorded" else "open",
        to_state=case.state_id,
        at=plan.updated_at,
        day=timezone.localtime(plan.updated_at).date(),
        acting_as=LABEL,
        supplied={"facts": {}, "attested": []},
    )


def _clocks(model, plan, case):
    start = date(plan.start_year, 9, 1)
    yield model(case=case, limit_id="D30", started_on=start, met_on=plan.approved_on)
    yield model(case=case, limit_id="D31", started_on=start, due_on=date(plan.start_year, 12, 31))
    yield model(case=case, limit_id="D32", started_on=start, due_on=date(plan.start_year + 1, 12, 31))


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_year"), ("casework", "0001_initial")]
    operations = [migrations.RunPython(give_cases, migrations.RunPython.noop)]
