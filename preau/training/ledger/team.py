"""The hours of a team: one line per person, who lacks some first by the end of her period, filtered by place."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import QueryDict

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.forms import set_choices
from preau.law.training.ledger import TrainingWindow, WindowState
from preau.law.training.norms import Hours
from preau.law.words import counted, number
from preau.staff.api import TRAINED, Colleague, team_options
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

    @property
    def window(self) -> TrainingWindow | None:
        return self.reading.running

    @property
    def hours(self) -> Hours | None:
        return hours_in(self.window) if self.window else None

    @property
    def missing(self) -> str:
        """Return what is missing in words, with what it becomes if ONE recognises all that waits."""
        return missing_words(self.window) if self.window else ""

    @property
    def tag(self) -> tuple[str, str]:
        """Return the state of her period: its words and their kind."""
        return state_of(self.reading)


def hours_in(window: TrainingWindow) -> Hours:
    """Return the hours of a period by state."""
    return Hours(window.recognised, window.pending, window.refused)


def state_of(reading: Reading) -> tuple[str, str]:
    """Return where the running period of a person stands, in words and kind of tag; nothing red without counter."""
    window, alerts = reading.running, reading.alerts
    if window is None or alerts is None:
        return ("Formation libre", "quiet") if reading.voluntary else ("Impossible à compter", "quiet")
    if window.state is WindowState.MET:
        return "Heures atteintes", "done"
    if alerts.reached is not None:
        return f"{counted(alerts.lacking, 'heure manque', 'heures manquent')}", "soon"
    if not alerts.lacking:
        return "Attend l’ONE", "wait"
    return "En cours", "info"


def missing_words(window: TrainingWindow) -> str:
    """Return what a period lacks: « 12 heures manquent, 4 si l’ONE reconnaît les 8 qui attendent »."""
    if not window.missing:
        return "Rien ne manque"
    said = counted(window.missing, "heure manque", "heures manquent")
    if not window.pending:
        return said
    left = max(Decimal(0), window.missing - window.pending)
    waiting = "l’heure qui attend" if window.pending == 1 else f"les {number(window.pending)} qui attendent"
    return f"{said}, {number(left) if left else 'aucune'} si l’ONE reconnaît {waiting}"


class TeamFilters(forms.Form):
    """The place a team is narrowed to; not understood, it narrows nothing."""

    lieu = forms.ChoiceField(label="Lieu", required=False)

    def __init__(self, data: QueryDict, team: list[Colleague]) -> None:
        super().__init__(data)
        places = {str(one.place_id): one.place for colleague in team for one in colleague.functions if one.place_id}
        known = sorted(places.items(), key=lambda pair: pair[1])
        set_choices(self, "lieu", [("", f"Tous les lieux ({len(known)})"), *known])

    @property
    def place_id(self) -> int | None:
        """Return the place asked for; None for all."""
        chosen = self.cleaned_data.get("lieu", "") if self.is_valid() else ""
        return int(chosen) if chosen else None


@dataclass(frozen=True)
class Team:
    """The people of a house with their hours, in the order of what is to be done first."""

    members: tuple[Member, ...]

    @property
    def lacking(self) -> int:
        """Return how many lack hours within the months of an alert, whatever ONE decides."""
        return sum(1 for one in self.members if one.reading.alerts and one.reading.alerts.reached)

    @property
    def pending(self) -> Decimal:
        """Return the hours of running periods that wait for ONE."""
        return sum((one.window.pending for one in self.members if one.window), Decimal(0))

    @property
    def met(self) -> int:
        return sum(1 for one in self.members if one.window and one.window.state is WindowState.MET)

    @property
    def counted(self) -> int:
        """Return how many owe hours, as far as that can be counted."""
        return sum(1 for one in self.members if one.window)


def team_hours(actor: Actor, colleagues: list[Colleague]) -> Team:
    """Return some people of the house acted for with their hours. Five queries whatever their number."""
    readings = read_people([one.person_id for one in colleagues], actor.today)
    members = [Member(one, readings[one.person_id]) for one in colleagues]
    return Team(tuple(sorted(members, key=_first)))


def _first(member: Member) -> tuple[int, str, str]:
    window = member.window
    if window is None:
        return (2 if member.reading.voluntary else 1), "", member.colleague.name
    return 0, window.last_day.isoformat(), member.colleague.name


def in_place(colleagues: list[Colleague], place_id: int | None) -> list[Colleague]:
    """Return those who work in a place, with those who work for the whole house; all without place."""
    if place_id is None:
        return colleagues
    return [one for one in colleagues if place_id in one.place_ids or not one.place_ids]


def own_team(actor: Actor) -> list[Colleague]:
    """Return the team of the house acted for. Two queries."""
    return team_options(actor)
