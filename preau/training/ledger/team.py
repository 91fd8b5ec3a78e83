"""The hours of a team: one line per person, who lacks some first by the end of her period, filtered by place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django import forms
from django.http import QueryDict

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.forms import set_choices
from preau.law.training.ledger import WindowState
from preau.law.words import counted, full_date
from preau.staff.api import TRAINED, Colleague, team_options
from preau.training.ledger.presenting import Shown, Window, missing_words
from preau.training.ledger.reading import Reading, read_people

PER_PAGE = 30


@dataclass(frozen=True)
class Member:
    """One line of the team: who, her functions here, what is read of her hours."""

    colleague: Colleague
    reading: Reading

    @property
    def functions(self) -> str:
        """Return her functions in words, those that owe hours first."""
        held = sorted(self.colleague.functions, key=lambda one: one.code not in TRAINED)
        return ", ".join(dict.fromkeys(one.words for one in held))

    @cached_property
    def window(self) -> Window | None:
        """Return her running period; None when nothing is counted."""
        return Shown(self.reading).running

    @property
    def before(self) -> str:
        """Return what the last period that ended lacked, when ONE may still look at it; "" for nothing."""
        found = [one.law for one in Shown(self.reading).recent if one.law in self.reading.unmet]
        return f"Période finie le {full_date(found[0].last_day)} : {missing_words(found[0])}" if found else ""

    @property
    def tag(self) -> tuple[str, str]:
        """Return the state of her period: its words and their kind."""
        return state_of(self.reading)


def state_of(reading: Reading) -> tuple[str, str]:
    """Return where the running period of a person stands, in words and kind of tag; nothing red without counter."""
    window, alerts = reading.running, reading.alerts
    if window is None or alerts is None:
        return ("Formation libre", "quiet") if reading.voluntary else ("Impossible à compter", "quiet")
    if window.state is WindowState.MET:
        return "Heures atteintes", "done"
    if alerts.reached is not None:
        return f"Moins de {alerts.reached.months} mois", "soon"
    if not alerts.lacking:
        return "Attend l’ONE", "wait"
    return "En cours", "info"


class TeamFilters(forms.Form):
    """The place a team is narrowed to; not understood, it narrows nothing."""

    lieu = forms.ChoiceField(label="Lieu", required=False)

    def __init__(self, data: QueryDict, team: list[Colleague]) -> None:
        super().__init__(data)
        places = {str(one.place_id): one.place for colleague in team for one in colleague.functions if one.place_id}
        known = sorted(places.items(), key=lambda pair: pair[1])
        set_choices(self, "lieu", [("", f"Tous les lieux ({len(known)})"), *known])

    @property
    def used(self) -> bool:
        """Tell whether the list is narrowed."""
        return self.place_id is not None

    @property
    def place_id(self) -> int | None:
        """Return the place asked for; None for all."""
        chosen = self.cleaned_data.get("lieu", "") if self.is_valid() else ""
        return int(chosen) if chosen else None


@dataclass(frozen=True)
class Team:
    """The people of a house with their hours, in the order of what is to be done first; `rows` are those of a page."""

    members: tuple[Member, ...]
    filters: TeamFilters
    address: QueryDict
    page: int = 1
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> tuple[Member, ...]:
        return self.members[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    @property
    def last(self) -> int:
        return max(1, -(-len(self.members) // PER_PAGE))

    @property
    def count_words(self) -> str:
        return counted(len(self.members), "personne", "personnes")

    @property
    def page_words(self) -> str:
        return f"Page {self.page} sur {self.last}"

    @property
    def previous(self) -> str:
        """Return the address of the page before; "" on the first."""
        return self._at(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Return the address of the page after; "" on the last."""
        return self._at(self.page + 1) if self.page < self.last else ""

    def _at(self, page: int) -> str:
        address = self.address.copy()
        address["page"] = str(page)
        return f"?{address.urlencode()}"

    @property
    def lacking(self) -> int:
        """Return how many lack hours within the months of an alert, whatever ONE decides."""
        return sum(1 for one in self.members if one.reading.alerts and one.reading.alerts.reached)

    @property
    def pending(self) -> Decimal:
        """Return the hours of running periods that wait for ONE."""
        return sum((one.window.law.pending for one in self.members if one.window), Decimal(0))

    @property
    def pending_words(self) -> str:
        return counted(self.pending, "heure", "heures")

    @property
    def met(self) -> int:
        return sum(1 for one in self.members if one.window and one.window.law.state is WindowState.MET)

    @property
    def counted(self) -> int:
        """Return how many owe hours, as far as that can be counted."""
        return sum(1 for one in self.members if one.window)


def team_hours(actor: Actor, data: QueryDict) -> Team:
    """Return the team of the house acted for with its hours, as the address asks. Eight queries whatever its size."""
    everybody = team_options(actor)
    filters = TeamFilters(data, everybody)
    members = read_members(in_place(everybody, filters.place_id), actor.today)
    page = data.get("page", "1")
    asked = int(page) if page.isdecimal() and len(page) < 6 else 1
    last = max(1, -(-len(members) // PER_PAGE))
    return Team(members, filters, data, min(max(asked, 1), last))


def read_members(colleagues: list[Colleague], day: date) -> tuple[Member, ...]:
    """Return some people of a house with their hours, the nearest end first. Six queries whatever their number."""
    readings = read_people([one.person_id for one in colleagues], day)
    return tuple(sorted((Member(one, readings[one.person_id]) for one in colleagues), key=_first))


def _first(member: Member) -> tuple[int, str, str]:
    window = member.window
    if window is None:
        return (2 if member.reading.voluntary else 1), "", member.colleague.name
    return 0, window.law.last_day.isoformat(), member.colleague.name


def in_place(colleagues: list[Colleague], place_id: int | None) -> list[Colleague]:
    """Return those who work in a place, with those who work for the whole house; all without place."""
    if place_id is None:
        return colleagues
    return [one for one in colleagues if place_id in one.place_ids or not one.place_ids]
