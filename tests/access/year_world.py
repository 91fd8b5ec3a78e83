"""What the year of a plan leaves in each commune: points, frozen texts, a plan to send and one that was sent."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from preau.foundation.accounts.actors import Actor
from preau.law.annual_plan import AnnualPlan
from preau.plans.acts import preparation
from preau.plans.cases import case_of_plan
from preau.plans.demonstration.cases import Story, give_cases
from preau.plans.models import AnnualActionPlan, PlanRevision, Point, Transmission
from preau.plans.procedure import approved_text
from preau.plans.revisions import freeze
from tests.plans.made import made_without_case, make_plan, story_of

if TYPE_CHECKING:
    from tests.access.world import Side

RUNNING_YEAR, SENT_YEAR = 2023, 2022


@dataclass
class Year:
    """The things of the year that addresses name."""

    running: AnnualActionPlan
    sent: AnnualActionPlan
    approved_text: PlanRevision
    revision: PlanRevision
    point: Point
    receipt: Transmission

    @property
    def commune(self) -> int:
        return self.running.zone.members.get().municipality_id

    def step(self, plan: AnnualActionPlan) -> str:
        return str(case_of_plan(plan).step)


def begin(side: "Side", actor: Actor, document: AnnualPlan) -> Year:
    """Gather a point, freeze a draft, and make a plan to send and a sent one, both approved and public."""
    word = side.words["draft"]
    point = preparation.add_point(actor, side.draft.pk, "needs_analysis", f"Point {word}", f"Page {word}")
    preparation.save_method(actor, side.draft.pk, 1, f"Méthode {word}")
    with transaction.atomic():
        revision = freeze(side.draft, actor.now)
    running = make_plan(side.zone, RUNNING_YEAR, document)
    with transaction.atomic():
        approved = approved_text(running, actor)
    sent = made_without_case(side.zone, SENT_YEAR, document)
    give_cases([Story(sent, (*story_of(sent).acts, ("transmit", date(SENT_YEAR, 10, 9))))])
    return Year(running, sent, approved, revision, point, sent.transmissions.get())
