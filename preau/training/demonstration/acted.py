"""What the acts themselves write: decisions that wait for a second officer, refusals contested, and answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Q

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import CaseAct
from preau.foundation.territory.demonstration import World
from preau.training.catalogue.deciding import refuse, validate_module
from preau.training.contests.acts import ask, contest, reject, uphold
from preau.training.contests.cases import case_of_contest
from preau.training.demonstration.crowd import SOFTWARE, STUDY_DAY, TRIED
from preau.training.demonstration.plan import Catalogue
from preau.training.models import RefusalContest, Status, TrainingModule, TrainingRecord

_LODGED = "Cet organisme est reconnu depuis le printemps : nous joignons la lettre de l’ONE."


@dataclass(frozen=True)
class _Contested:
    """A refused training that a house contests, why, and what ONE answers."""

    title: str
    words: str
    answered: Callable[[Actor, RefusalContest, int, str], CaseAct]
    answer: str


_CONTESTED = (
    _Contested(
        "Massage pour bébés de moins d’un an",
        "Le titre trompe : la moitié des heures portait sur le repos des enfants de trois ans.",
        ask,
        "Envoyez le programme de la journée, heure par heure.",
    ),
    _Contested(
        "Gestion d’un magasin",
        "Notre responsable tient les collations et le matériel avec ce qu’elle y a appris.",
        reject,
        "La gestion d’un stock ne touche aucun thème du programme de formations continues.",
    ),
    _Contested(
        "Réunion d’équipe de rentrée",
        "Cette journée préparait notre projet d’accueil, avec une formatrice.",
        partial(uphold, validate=True),
        "Le programme envoyé porte sur le projet d’accueil, thème 9.",
    ),
)


def act(world: World, catalogue: Catalogue) -> dict[str, int]:
    """Do the acts; return how many decisions wait for a second officer and how many refusals are contested.

    Neither without two officers.
    """
    held = Mandate.objects.filter(role=Role.TRAINING_OFFICER).select_related("person", "organisation").order_by("pk")
    officers = list(held[:2])
    if len(officers) < 2:
        return {}
    _decide(_at(world, officers[0], 40), catalogue)
    _contest(world, officers[1])
    waiting = TrainingModule.objects.exclude(to_countersign=None)
    return {"contests": RefusalContest.objects.count(), "countersigned": waiting.count()}


def _at(world: World, mandate: Mandate, minutes_ago: int) -> Actor:
    """Return somebody who acts on the day of the demonstration itself: the journal tells of no other."""
    now = world.now - timedelta(minutes=minutes_ago)
    return Actor(now=now, person=mandate.person, mandate=mandate, mandates=(mandate,), strong=True)


def _decide(officer: Actor, catalogue: Catalogue) -> None:
    """Accept one training of many people and refuse the other: both wait for a second officer."""
    followed = {row.title: row for row in TrainingModule.objects.filter(title__in=(STUDY_DAY, SOFTWARE))}
    if STUDY_DAY in followed:
        validate_module(officer, followed[STUDY_DAY], catalogue.themes[0])
    if SOFTWARE in followed:
        refuse(officer, followed[SOFTWARE], "outside_programme", "L’outil de la maison n’est pas un thème.")


def _contest(world: World, officer: Mandate) -> None:
    """Contest some refusals, each by a house concerned, and answer all but that of Les Petits Marronniers."""
    tried = Mandate.objects.select_related("person", "organisation").get(person__email__startswith=TRIED)
    refused = TrainingRecord.objects.filter(
        Q(entry__module__status=Status.REFUSED) | Q(entry__module__provider__status=Status.REFUSED)
    ).select_related("entry", "person")
    own = refused.filter(entry__organisation=tried.organisation_id).order_by("pk").first()
    if own:
        contest(_at(world, tried, 5), own, _LODGED)
    signed = Mandate.objects.filter(role=Role.OPERATOR_SIGNATORY).values("organisation")
    for rank, one in enumerate(_CONTESTED):
        followed = refused.filter(entry__module__title=one.title).exclude(entry__organisation=tried.organisation_id)
        record = followed.filter(entry__organisation__in=signed).order_by("pk").first()
        if record:
            signs = Mandate.objects.filter(role=Role.OPERATOR_SIGNATORY, organisation=record.entry.organisation_id)
            by = signs.select_related("person", "organisation").order_by("pk")[0]
            made = contest(_at(world, by, 60 - rank), record, one.words)
            one.answered(_at(world, officer, 30 - rank), made, case_of_contest(made).step, one.answer)
