"""A queue to work on: a house, an officer of ONE signed in with her second factor, a programme with themes."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from preau.foundation.accounts.actors import Actor
from preau.operators.models import CareOperator
from preau.training import lookalikes
from preau.training.models import ProgrammeTheme, TrainingEntry, TrainingProgramme
from tests.factories import ZoneFactory, sign_in
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made

DAY = {date(2026, 3, 2): 6}


@dataclass
class Queue:
    """What a test of the queue starts from."""

    house: CareOperator
    officer: Actor
    client: Client
    theme: ProgrammeTheme

    def typed(self, provider: str, module: str, people: int = 1, **fields) -> TrainingEntry:
        """Have the house enter a training as « Autre »."""
        team = [staff.person(self.house) for _ in range(people)]
        return made.other(self.house, team, provider, module, fields.pop("days", DAY), **fields)


@pytest.fixture
def waiting(db, client) -> Queue:
    lookalikes.forget()
    programme = TrainingProgramme.objects.create(title="Programme inventé", valid_from=date(2020, 1, 1))
    theme = ProgrammeTheme.objects.create(programme=programme, number=1, title="Jeux et activités")
    officer = staff.officer()
    sign_in(client, officer.person, strong=True, mandate=officer.mandate)
    return Queue(operators.operator(ZoneFactory()), officer, client, theme)
