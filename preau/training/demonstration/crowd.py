"""Two trainings that so many people followed that a decision on them waits for a second officer (four eyes)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Max

from preau.foundation.accounts.models import Mandate
from preau.foundation.territory.demonstration import World
from preau.operators.models import Recognition
from preau.training.demonstration.invented import Written
from preau.training.demonstration.plan import Catalogue, Followed
from preau.training.models import Status

STUDY_DAY = "Journée d’étude : la place de l’enfant dans la ville"
SOFTWARE = "Prise en main du logiciel des présences"
TRIED = "secretariat.marronniers@"  # the secretary of the house where people try things
_FOLLOWED = ((STUDY_DAY, Decimal(6), 47), (SOFTWARE, Decimal(3), 82))  # title, hours, days ago
_SPARE = 6  # somebody leaves, the decision still waits

Team = tuple[int, list[int]]


def crowd(world: World, catalogue: Catalogue, teams: Sequence[Team]) -> list[Followed]:
    """Return what whole teams followed of a known body, until a decision on it touches enough people."""
    held = zip(catalogue.bodies, catalogue.providers, strict=True)
    body = [one for one, row in held if row.status == Status.ACCEPTED][-1]
    followed = _enough(_least_urgent_first(teams))
    return [
        Followed(house, people, [world.today - timedelta(days=ago)], hours, written=Written(body.name, title))
        for title, hours, ago in _FOLLOWED
        for house, people in followed
    ]


def _least_urgent_first(teams: Sequence[Team]) -> list[Team]:
    """Return the teams without approval, then by its end, the latest first: the queue opens on what one may decide.

    Without that of Les Petits Marronniers, who keep their own hours.
    """
    tried = Mandate.objects.get(person__email__startswith=TRIED).organisation_id
    approved = Recognition.objects.filter(kind=Recognition.Kind.ATL_APPROVAL)
    ends = dict(approved.values_list("operator__body__organisation_id").annotate(end=Max("valid_to")))
    others = [team for team in teams if team[0] != tried]
    return sorted(others, key=lambda team: ends.get(team[0]) or date.max, reverse=True)


def _enough(teams: Sequence[Team]) -> list[Team]:
    kept: list[Team] = []
    many = 0
    for house, people in teams:
        if many > settings.TRAINING_FOUR_EYES_PEOPLE + _SPARE:
            break
        kept.append((house, people))
        many += len(people)
    return kept
