"""What the grid counts: each action once per axis and aspect, its fate only when known, live and kept alike."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.acts.report import mark_sent
from preau.plans.grid.counting import Asked, Figures, figures_of, recount, recount_all, revising
from preau.plans.models import ActionProgress, ActivityReport, AnnualActionPlan, GridCount, GridSlice, PlanStatus
from tests.factories import MandateFactory, MunicipalityFactory, OrganisationFactory, ZoneFactory, actor_for
from tests.plans.made import make_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
VISITOR = Actor(now=NOW)
DOCUMENT = AnnualPlan(
    objectives=(Objective(1, "Former."), Objective(2, "Informer."), Objective(3, "Servi par rien.")),
    actions=(
        Action(1, "Inviter", axes=(1, 2), aspects=(8,), objectives=(1, 2), missions=(2,)),
        Action(2, "Imprimer", axes=(2,), aspects=(8, 12), objectives=(2,)),
        Action(3, "Repeindre"),
    ),
)


def report(plan: AnnualActionPlan, **states: str) -> None:
    """Say what became of the actions of a plan (`_1="done"`), then transmit its report."""
    follow(plan, **states)
    ActivityReport.objects.create(plan=plan, created_at=NOW)
    mark_sent(plan, NOW)


def follow(plan: AnnualActionPlan, **states: str) -> None:
    for name, state in states.items():
        action = plan.actions.get(number=int(name[1:]))
        reason = "Plus de local" if state == "dropped" else ""
        ActionProgress.objects.create(action=action, state=state, reason=reason, changed_at=NOW)


def home_of(zone: Zone, role: str = Role.ATL_COORDINATOR) -> Actor:
    mandate = MandateFactory(role=role, organisation=OrganisationFactory(kind="coordination", zone=zone))
    return actor_for(mandate, NOW)


def test_an_action_counts_once_in_each_axis_and_aspect_and_once_in_all() -> None:
    make_plan(document=DOCUMENT)
    cells = figures_of(VISITOR, Asked())
    assert cells[2020, 0, 0] == Figures(plans=1, objectives=2, actions=3)
    assert cells[2020, 2, 0] == Figures(1, 2, 2)
    assert cells[2020, 1, 8] == Figures(1, 2, 1)
    assert cells[2020, 2, 8] == Figures(1, 2, 2)
    assert cells[2020, 0, 12] == Figures(1, 1, 1)
    assert (2020, 1, 12) not in cells


def test_a_draft_is_not_counted() -> None:
    plan = make_plan(approved=False)
    assert figures_of(VISITOR, Asked()) == {}
    assert figures_of(home_of(plan.zone), Asked(zone=plan.zone)) == {}


def test_nothing_is_said_done_before_the_report_is_transmitted() -> None:
    plan = make_plan(document=DOCUMENT)
    follow(plan, _1="done")
    recount(plan)
    assert figures_of(VISITOR, Asked())[2020, 0, 0] == Figures(1, 2, 3)
    assert figures_of(VISITOR, Asked(zone=plan.zone))[2020, 0, 0] == Figures(1, 2, 3)


def test_the_zone_knows_before() -> None:
    plan = make_plan(document=DOCUMENT)
    follow(plan, _1="done", _2="under_way")
    asked = Asked(zone=plan.zone)
    for role in (Role.ATL_COORDINATOR, Role.CCA_CHAIR, Role.CCA_MEMBER):
        assert figures_of(home_of(plan.zone, role), asked)[2020, 0, 0] == Figures(1, 2, 3, known=3, done=1)
    for stranger in (VISITOR, home_of(ZoneFactory()), home_of(plan.zone, Role.COUNCIL_SECRETARY)):
        assert figures_of(stranger, asked)[2020, 0, 0].known == 0


def test_at_home_a_plan_nobody_followed_is_not_said_not_done() -> None:
    plan = make_plan(document=DOCUMENT)
    assert figures_of(home_of(plan.zone), Asked(zone=plan.zone))[2020, 0, 0] == Figures(1, 2, 3)


def test_the_report_transmitted_says_what_was_done() -> None:
    plan = make_plan(document=DOCUMENT)
    report(plan, _1="done", _2="dropped")
    for asked in (Asked(), Asked(zone=plan.zone)):
        cells = figures_of(VISITOR, asked)
        assert cells[2020, 0, 0] == Figures(1, 2, 3, known=3, done=1, dropped=1)
        assert cells[2020, 1, 8] == Figures(1, 2, 1, known=1, done=1)


def test_what_was_never_followed_is_not_done() -> None:
    plan = make_plan(document=DOCUMENT)
    report(plan)
    assert figures_of(VISITOR, Asked())[2020, 0, 0] == Figures(1, 2, 3, known=3)


def test_the_kept_counts_are_those_of_the_zone_counted_live() -> None:
    hainaut = ZoneFactory(municipalities=[MunicipalityFactory(province="Hainaut")])
    for year in (2020, 2021):
        plan = make_plan(hainaut, year, DOCUMENT)
    report(plan, _1="done")
    for mission in (0, 2, 3):
        asked = Asked(mission=mission)
        assert figures_of(VISITOR, asked) == figures_of(VISITOR, replace(asked, zone=hainaut))


def test_filters_narrow_the_counts() -> None:
    hainaut = ZoneFactory(municipalities=[MunicipalityFactory(province="Hainaut")])
    brussels = ZoneFactory(municipalities=[MunicipalityFactory(province="", region="Région de Bruxelles-Capitale")])
    for zone in (hainaut, brussels):
        for year in (2020, 2021, 2022):
            make_plan(zone, year, DOCUMENT)

    def plans(**asked: object) -> dict[int, int]:
        cells = figures_of(VISITOR, Asked(**asked))
        axis, aspect = asked.get("axis", 0), asked.get("aspect", 0)
        return {year: figures.plans for (year, *place), figures in cells.items() if place == [axis, aspect]}

    assert plans() == {2020: 2, 2021: 2, 2022: 2}
    assert plans(first=2021, last=2021) == {2021: 2}
    assert plans(province="Hainaut") == plans(province="Région de Bruxelles-Capitale") == {2020: 1, 2021: 1, 2022: 1}
    assert plans(zone=hainaut, last=2020) == {2020: 1}
    assert plans(mission=1) == {}
    assert set(figures_of(VISITOR, Asked(axis=2))) == {(y, 2, a) for y in (2020, 2021, 2022) for a in (0, 8, 12)}
    assert set(figures_of(VISITOR, Asked(aspect=12, last=2020))) == {(2020, 0, 12), (2020, 2, 12)}


def test_a_plan_in_revision_counts_with_its_rows_of_now() -> None:
    plan = make_plan(document=DOCUMENT)
    AnnualActionPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.REVISING)
    plan.actions.get(number=3).delete()
    recount(plan)
    assert figures_of(VISITOR, Asked())[2020, 0, 0].actions == 2
    assert (revising(Asked()), revising(Asked(zone=ZoneFactory()))) == (1, 0)


def test_counting_everything_anew_forgets_what_is_gone() -> None:
    plan = make_plan(document=DOCUMENT)
    before = sorted(GridCount.objects.values_list("mission", "axis", "aspect", "actions"))
    GridCount.objects.all().delete()
    assert recount_all() == 1
    assert sorted(GridCount.objects.values_list("mission", "axis", "aspect", "actions")) == before
    plan.delete()
    assert recount_all() == 1
    assert figures_of(VISITOR, Asked()) == {}


@pytest.mark.parametrize("count", [1, 12])
def test_counting_costs_the_same_for_any_number_of_plans(counted_queries, count: int) -> None:
    zones = [ZoneFactory(municipalities=[MunicipalityFactory(province="Namur")]) for _ in range(count)]
    plans = [make_plan(zone, 2020, DOCUMENT) for zone in zones]
    with counted_queries() as counted:
        recount(plans[0])
    assert len(counted) == 11, counted.sql
    with counted_queries() as counted:
        figures_of(VISITOR, Asked())
    assert len(counted) == 1
    with counted_queries() as counted:
        figures_of(VISITOR, Asked(zone=zones[0]))
    assert len(counted) == 4


def test_the_database_refuses_more_done_than_known() -> None:
    held = GridSlice.objects.create(start_year=2020, province="Namur")
    with pytest.raises(IntegrityError), transaction.atomic():
        GridCount.objects.create(
            slice=held, mission=0, axis=0, aspect=0, plans=1, objectives=1, actions=2, known=1, done=1, dropped=1
        )
