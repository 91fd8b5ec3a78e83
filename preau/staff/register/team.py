"""The team of a house on one page: who works here, as what, where, how much, and what is to be done for each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.forms import set_choices
from preau.foundation.ui.tables import Column, Filters
from preau.operators.api import places_of
from preau.staff.models import (
    REGISTRARS,
    Assignment,
    EmploymentContract,
    FunctionCode,
    MoveRequest,
    PaperConsent,
    StaffLeave,
    StaffPerson,
)
from preau.staff.qualifying.reading import Standing, qualifications_of
from preau.staff.register.due import extracts_of
from preau.staff.register.words import extract_words, function_words, share_words, standing_words

PER_PAGE = 50
ALL, AWAY, EXTRACTS, FORMER = "", "absents", "extraits", "anciens"
_EXTRACT = "Extrait de casier"
_COLUMNS = (
    Column("Personne", "nom", ("family_name", "given_name")),
    Column("Fonctions"),
    Column("Temps de travail"),
    Column("Qualification"),
    Column(_EXTRACT),
    Column("Situation"),
)


_WHO = [
    (ALL, "L’équipe d’aujourd’hui"),
    (AWAY, "Absents en ce moment"),
    (EXTRACTS, "Extrait à voir d’ici trois mois"),
    (FORMER, "Anciens"),
]


@dataclass
class Member:
    """One line of the team: a person, and what the house knows of her today."""

    person: StaffPerson
    contract: EmploymentContract | None = None
    functions: list[tuple[str, str, str]] = field(default_factory=list)  # words, place, share of time
    leave: StaffLeave | None = None
    extract: tuple[str, str] | None = None
    standings: tuple[tuple[str, str], ...] = ()
    present: bool = False  # under contract today

    @property
    def share(self) -> str:
        """Return her working time with the house; empty when not known."""
        return share_words(self.contract.fte) if self.contract else ""


class TeamFilters(Filters):
    """By name, place, function; who works here now, who is away, who left."""

    q = forms.CharField(label="Nom", max_length=80)
    lieu = forms.ChoiceField(label="Lieu")
    fonction = forms.ChoiceField(label="Fonction", choices=[("", "Toutes"), *FunctionCode.choices])
    qui = forms.ChoiceField(label="Qui", choices=_WHO)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house, self.today = actor.organisation_id or 0, actor.today
        places = list(places_of(self.house, self.today).values_list("pk", "name"))
        set_choices(self, "lieu", [("", "Tous les lieux"), *((str(key), name) for key, name in places)])
        if not places:
            del self.fields["lieu"]
        if actor.role not in REGISTRARS:  # who does not read when an extract was seen
            set_choices(self, "qui", [one for one in _WHO if one[0] != EXTRACTS])

    def apply(self, rows: QuerySet) -> QuerySet:
        """Narrow the people the house ever had to those asked for: those who work there today, at first."""
        asked = self.cleaned_data
        today = EmploymentContract.objects.filter(_not_over(self.today), organisation_id=self.house).values("person")
        rows = rows.exclude(pk__in=today) if asked.get("qui") == FORMER else rows.filter(pk__in=today)
        if asked.get("qui") == AWAY:
            away = _running(StaffLeave.objects.filter(contract__organisation_id=self.house), self.today)
            rows = rows.filter(pk__in=away.values("contract__person"))
        if asked.get("qui") == EXTRACTS:
            rows = rows.filter(pk__in=self._near())
        if words := asked.get("q"):
            for word in words.split():
                rows = rows.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
        held = Assignment.objects.filter(contract__organisation_id=self.house)
        if asked.get("qui") != FORMER:
            held = held.filter(_not_over(self.today))
        if place := asked.get("lieu"):
            there = held.filter(Q(place_id=int(place)) | Q(place_id__isnull=True))
            rows = rows.filter(pk__in=there.values("contract__person"))
        if function := asked.get("fonction"):
            rows = rows.filter(pk__in=held.filter(function=function).values("contract__person"))
        return rows

    def _near(self) -> list[int]:
        """Return who is at work and whose extract is to be seen, as the home counts them. Two queries."""
        people = StaffPerson.objects.at_work(self.house, self.today).values_list("pk", flat=True)
        return [key for key, one in extracts_of(self.house, people, self.today).items() if one.is_near(self.today)]


def columns_for(conduct: bool) -> list[Column]:
    """Return the columns of the list, that of the extract seen for who may read it."""
    return [one for one in _COLUMNS if conduct or one.label != _EXTRACT]


def people_of(actor: Actor) -> QuerySet:
    """Return everybody the house acted for ever had under contract.

    By the list of its contracts: asked person by person, the question costs the country.
    """
    theirs = EmploymentContract.objects.filter(organisation_id=actor.organisation_id or 0)
    return StaffPerson.objects.filter(pk__in=theirs.values("person"))


def members_of(actor: Actor, people: Iterable[StaffPerson], conduct: bool) -> list[Member]:
    """Return a line for each of these people of the house acted for. The same few queries whatever their number.

    `conduct`: with the extract seen, for who may read that.
    """
    house, today = actor.organisation_id or 0, actor.today
    lines = {one.pk: Member(one) for one in people}
    contracts = EmploymentContract.objects.filter(organisation_id=house, person_id__in=lines).order_by("starts_on")
    for contract in contracts:
        line = lines[contract.person_id]
        held = line.contract
        if held is None or contract.starts_on <= today or (held.ends_on is not None and held.ends_on < today):
            line.contract = contract  # the one that runs, else the one to come, else the last
    current = {line.contract.pk: line for line in lines.values() if line.contract}
    for one in Assignment.objects.filter(contract_id__in=current).select_related("place").order_by("starts_on", "pk"):
        if _is_shown(one, current[one.contract_id].contract, today):
            current[one.contract_id].functions.append(function_words(one))
    for leave in _running(StaffLeave.objects.filter(contract_id__in=current), today):
        current[leave.contract_id].leave = leave
    present = [key for key, line in lines.items() if line.contract and _runs(line.contract, today)]
    for key, words in _standings(house, present, today).items():
        lines[key].standings, lines[key].present = words, True
    for key, extract in extracts_of(house, present, today).items() if conduct else ():
        lines[key].extract = extract_words(extract, today)
    return list(lines.values())


def waiting_moves(actor: Actor) -> QuerySet:
    """Return the requests for consent the house acted for still waits on; `has_paper`: one signed waits too."""
    paper = PaperConsent.objects.filter(request=OuterRef("pk"), decided_at=None)
    rows = MoveRequest.objects.filter(organisation_id=actor.organisation_id or 0)
    waiting = rows.filter(answered_at=None, withdrawn_at=None, expires_at__gt=actor.now)
    return waiting.annotate(has_paper=Exists(paper)).select_related("person").order_by("-asked_at", "-pk")


def _standings(house: int, people: list[int], day: date) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, dict[str, Standing]] = qualifications_of(people, day, house=house)
    words: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for key, standings in found.items():
        words[key] = tuple(dict.fromkeys(standing_words(one) for one in standings.values()))
    return words


def _is_shown(one: Assignment, contract: EmploymentContract | None, today: date) -> bool:
    """Show the functions of today; of a contract over or to come, those of its last or first day."""
    if contract is None:
        return False
    day = min(max(today, contract.starts_on), contract.ends_on or max(today, contract.starts_on))
    return one.starts_on <= day and (one.ends_on is None or one.ends_on >= day)


def _runs(contract: EmploymentContract, day: date) -> bool:
    return contract.starts_on <= day and (contract.ends_on is None or contract.ends_on >= day)


def _running(rows: QuerySet, day: date) -> QuerySet:
    return rows.filter(_not_over(day), starts_on__lte=day)


def _not_over(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)
