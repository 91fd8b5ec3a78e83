"""A refusal contested in each commune, by the care worker and by the coordination: ONE asks, before it decides."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.training.catalogue.deciding import refuse
from preau.training.contests import acts
from preau.training.models import RefusalContest
from tests.access.actors import COORDINATOR, MANAGER
from tests.factories import actor_for
from tests.operators.made import NOW
from tests.staff import made as staff
from tests.training import made

if TYPE_CHECKING:
    from tests.access.world import Side


@dataclass
class Contested:
    """The contests of a commune."""

    worker: RefusalContest
    coordinator: RefusalContest

    def of(self, actor: str) -> RefusalContest:
        """Return the contest an actor's addresses name."""
        return self.coordinator if actor in {COORDINATOR, MANAGER} else self.worker


def make_side_contests(side: "Side") -> Contested:
    """Return the contests of a commune, about people of `side.staff`."""
    return Contested(
        _contest(side, OrganisationKind.OPERATOR, Role.CARE_WORKER, side.staff.worker.person),
        _contest(side, OrganisationKind.COORDINATION, COORDINATOR, side.staff.coordinator.person),
    )


def _contest(side: "Side", kind: str, by: str, person) -> RefusalContest:
    house = SimpleNamespace(body=SimpleNamespace(organisation=side.organisations[kind]))
    module = made.module(made.provider(), status="proposed")
    record = made.entry(house, module, [person], {date(2026, 11, 10): 6}).records.get()
    refuse(staff.officer(), module, "outside_programme")
    contest = acts.contest(actor_for(side.mandates[by], NOW), record, "Le contenu suit le programme.")
    acts.ask(staff.officer(), contest, 1, "Quel thème ?")
    return contest
