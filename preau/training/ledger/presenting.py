"""A ledger as its pages and papers show it: its periods in words, its reasons, the three years that end today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from preau.foundation.ui.charts import meter
from preau.foundation.ui.patterns import CountStep
from preau.law.calendar import add_months
from preau.law.training.ledger import DutyKind, StaffFunction, TrainingWindow, WindowState
from preau.law.words import counted, full_date, number
from preau.training.ledger.reading import Reading

CHECKED_EVERY = 60  # months: ONE checks the hours at least once every five years (letter of 4 April 2024)
NEVER_AGAINST = "Ce qui est à valider ne compte jamais contre vous parce que l’ONE est en retard."
KINDS = {
    DutyKind.UNTITLED_START: "Cent heures en trois ans, sans titre, une seule fois",
    DutyKind.ASSIMILATION: "Cent heures en trois ans, après l’assimilation, une seule fois",
    DutyKind.CONTINUING: "Cinquante heures en trois ans",
}
FUNCTIONS = {
    StaffFunction.CARE_WORKER: "accueillante ou accueillant",
    StaffFunction.PROJECT_LEADER: "responsable de projet",
}
BARS = (("reconnues", "ok"), ("à valider", "pend"), ("non reconnues", "no"))
STATES = {
    WindowState.MET: ("Heures atteintes", "done", "check"),
    WindowState.RUNNING: ("En cours", "info", "clock"),
    WindowState.PENDING: ("Attend l’ONE", "wait", "hourglass"),
    WindowState.NOT_MET: ("Heures manquantes", "bad", "cross"),
    WindowState.CLOSED: ("Close par un titre", "quiet", "check"),
}


@dataclass(frozen=True)
class Window:
    """A period as shown; `scale` is what its bars are drawn on, so that more than the norm still fits."""

    law: TrainingWindow
    running: bool

    @property
    def kind(self) -> str:
        return KINDS[self.law.kind]

    @property
    def tag(self) -> tuple[str, str, str]:
        return STATES[self.law.state]

    @property
    def scale(self) -> float:
        hours = (self.law.recognised, self.law.pending, self.law.refused, Decimal(self.law.required))
        return float(max(hours)) * 1.1

    @property
    def bars(self) -> list[tuple[str, SafeString, str]]:
        """Return the three bars: what each is, its drawing against the norm, its hours in words."""
        law, norm = self.law, self.law.required
        drawn = []
        for (words, kind), value in zip(BARS, (law.recognised, law.pending, law.refused), strict=True):
            said = f"{number(value)} h {words}, la norme est {norm}"
            drawn.append((words, meter(float(value), self.scale, said, kind, norm), f"{number(value)} h"))
        return drawn

    @property
    def hours(self) -> str:
        """Return its recognised hours in words."""
        return f"{counted(self.law.recognised, 'heure reconnue', 'heures reconnues')} sur {self.law.required}."

    @property
    def missing(self) -> str:
        return missing_words(self.law)


def missing_words(window: TrainingWindow) -> str:
    """Return what a period lacks, with what is left if ONE recognises all that waits."""
    if not window.missing:
        return "Rien ne manque."
    past = window.state in (WindowState.NOT_MET, WindowState.PENDING, WindowState.CLOSED)
    verb = ("a manqué", "ont manqué") if past else ("manque", "manquent")
    said = counted(window.missing, f"heure {verb[0]}", f"heures {verb[1]}")
    if not window.pending:
        return f"{said}."
    left = max(window.missing - window.pending, Decimal(0))
    rest = counted(left, "heure", "heures") if left else "aucune"
    return f"{said} ; {rest} si l’ONE reconnaît ce qui attend."


@dataclass(frozen=True)
class Shown:
    """The ledger of a person on a page."""

    reading: Reading

    @cached_property
    def windows(self) -> list[Window]:
        """Return the periods, the running one first."""
        known = self.reading.ledger.windows if self.reading.ledger else ()
        return [Window(one, one is known[-1]) for one in reversed(known)]

    @property
    def recent(self) -> list[Window]:
        """Return the period that runs and those that ended since ONE may have looked last, five years ago."""
        since = add_months(self.reading.day, -CHECKED_EVERY)
        return [one for one in self.windows if one.law.last_day >= since]

    @property
    def older(self) -> list[Window]:
        """Return the other periods."""
        return self.windows[len(self.recent) :]

    @property
    def beside(self) -> list[Window]:
        """Return the hundred hours she owes as a care worker beside those of a project leader."""
        known = self.reading.beside.windows if self.reading.beside else ()
        roads = (one for one in known if one.kind is DutyKind.UNTITLED_START and one.state is not WindowState.CLOSED)
        return [Window(one, one is known[-1]) for one in roads]

    @property
    def running(self) -> Window | None:
        return self.windows[0] if self.windows else None

    @property
    def function(self) -> str:
        return FUNCTIONS[self.reading.facts.function] if self.reading.facts else ""

    @property
    def since(self) -> date | None:
        return self.reading.facts.entry if self.reading.facts else None

    @property
    def rolling_from(self) -> date | None:
        return self.reading.ledger.rolling_from if self.reading.ledger else None

    @property
    def rolling_words(self) -> tuple[str, str, str] | None:
        """Return the hours of the last three years: recognised, waiting, refused."""
        ledger = self.reading.ledger
        if ledger is None:
            return None
        hours = ledger.rolling
        return f"{number(hours.recognised)} h", f"{number(hours.pending)} h", f"{number(hours.refused)} h"

    @property
    def steps(self) -> tuple[CountStep, ...]:
        answers = (self.reading.ledger, self.reading.alerts)
        return tuple(
            CountStep(one.day, one.text_fr, one.article, one.kind)
            for answer in answers
            if answer
            for one in answer.steps
        )

    @property
    def alert(self) -> str:
        """Return what to hasten for; "" when nothing is lacking soon."""
        alerts = self.reading.alerts
        if alerts is None or alerts.reached is None:
            return ""
        lacking = counted(alerts.lacking, "heure manque", "heures manquent")
        waiting = " même si l’ONE reconnaît tout ce qui attend" if alerts.pending else ""
        return f"{lacking} pour le {full_date(alerts.due)}{waiting}."
