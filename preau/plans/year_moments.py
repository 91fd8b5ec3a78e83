"""The year of a plan as eight moments: what is done, what is now, what comes, each date with its source."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import Case, CaseAct
from preau.foundation.ui.dates import full_date
from preau.foundation.ui.patterns import CountStep, Step
from preau.law.plan_dates import dates_of_plan
from preau.law.time_limits import DueDate
from preau.plans.models import DRAFT_READERS, AnnualActionPlan
from preau.plans.year_views.reading import HOME_ROLES


@dataclass(frozen=True)
class _Kind:
    label: str
    what: str
    who: str
    last: str  # the last state of the case that belongs to it
    done_by: tuple[str, ...]  # the acts that end it, the last one counts
    limits: tuple[str, ...]
    page: str


_KINDS = (
    _Kind(
        "Préparer",
        "Réunir les points à travailler et choisir la méthode ; évaluer une première fois le plan en cours.",
        "Coordination ATL",
        "objectives_to_fix",
        ("fix_objectives",),
        ("D33-preparation",),
        "preparation",
    ),
    _Kind(
        "Fixer les objectifs",
        "La CCA fixe les objectifs prioritaires, dit leur lien avec le programme CLE et réfléchit à leurs actions.",
        "CCA",
        "objectives_to_fix",
        ("fix_objectives",),
        ("D33-objectives",),
        "preparation",
    ),
    _Kind(
        "Rédiger",
        "Rédiger les actions de chaque objectif, entre fin juin et début septembre, puis envoyer le projet à tous les "
        "membres de la CCA (guide de l’ONE, 3e étape).",
        "Coordination et présidence",
        "objectives_fixed",
        ("draft",),
        (),
        "editor",
    ),
    _Kind(
        "Débattre et approuver",
        "La CCA débat du projet, l’amende et l’approuve à la majorité absolue des votes émis.",
        "CCA",
        "draft",
        ("approve",),
        ("D33-approval", "D33-two-months"),
        "debate",
    ),
    _Kind(
        "Diffuser",
        "Dès que possible, envoyer le plan au conseil communal et à la commission d’agrément, et le faire connaître à "
        "tous les membres de la CCA et à tous les opérateurs.",
        "Coordination ATL",
        "approved",
        ("transmit",),
        ("D31",),
        "diffusion",
    ),
    _Kind(
        "Suivre",
        "Noter où en est chaque action ; en juin, présenter une première évaluation à la CCA.",
        "Coordination ATL",
        "transmitted",
        ("evaluate",),
        (),
        "followup",
    ),
    _Kind(
        "Évaluer",
        "Après le 31 août, la CCA dit de chaque objectif s’il est atteint, et pourquoi.",
        "CCA",
        "transmitted",
        ("evaluate",),
        (),
        "evaluation",
    ),
    _Kind(
        "Rendre compte",
        "Écrire le rapport d’activité et l’envoyer aux membres de la CCA, au conseil et à la commission d’agrément.",
        "Coordination ATL",
        "report_draft",
        ("transmit_report",),
        ("D32",),
        "report",
    ),
)
_ORDER = (
    *("objectives_to_fix", "objectives_fixed", "draft", "approved", "transmitted", "evaluated", "report_draft"),
    "report_transmitted",
)


@dataclass(frozen=True)
class DateOf:
    """One date of a moment, with the reason of each day counted."""

    due: DueDate
    steps: tuple[CountStep, ...]


@dataclass(frozen=True)
class Moment:
    """One moment of the year: where it stands, its dates, when it was done, where it is done."""

    label: str
    what: str
    who: str
    state: str
    dates: tuple[DateOf, ...]
    done_on: date | None
    late: bool
    address: str

    @property
    def step(self) -> Step:
        if self.done_on:
            when = full_date(self.done_on)
        elif self.dates:
            when = f"pour le {full_date(self.dates[-1].due.due)}"
        else:
            when = ""
        return Step(self.label, self.state, when)  # type: ignore[arg-type]


def moments_of(
    plan: AnnualActionPlan, case: Case, acts: list[CaseAct], prepared: bool, actor: Actor
) -> tuple[Moment, ...]:
    """Return the eight moments of the year of a plan; `prepared`: its points went to a meeting. No query."""
    known = {one.limit.id: one for one in dates_of_plan(plan.school_year)}
    states = _states(plan, case, prepared, actor.today)
    return tuple(_moment(kind, state, plan, acts, known, actor) for kind, state in zip(_KINDS, states, strict=True))


def _moment(
    kind: _Kind, state: str, plan: AnnualActionPlan, acts: list[CaseAct], known: dict[str, DueDate], actor: Actor
) -> Moment:
    done = next((act for act in reversed(acts) if act.act_id in kind.done_by), None) if state == "done" else None
    return Moment(
        label=kind.label,
        what=kind.what,
        who=kind.who,
        state=state,
        dates=tuple(_dated(known[limit]) for limit in kind.limits if limit in known),
        done_on=done.day if done else None,
        late=bool(done and done.late),
        address=reverse(f"plans:{kind.page}", args=[plan.pk]) if _opens(actor, kind.page, plan) else "",
    )


def _opens(actor: Actor, page: str, plan: AnnualActionPlan) -> bool:
    """Tell whether somebody opens the page of a moment; the secretary of the council, that of the diffusion alone."""
    if page in {"diffusion", "followup", "evaluation", "report"} and not plan.is_published:
        return False
    return actor.role in (HOME_ROLES if page == "diffusion" else DRAFT_READERS)


def _states(plan: AnnualActionPlan, case: Case, prepared: bool, today: date) -> list[str]:
    """Return where each moment stands; of a plan kept for memory, all are over."""
    if case.state_id not in _ORDER:
        return ["done"] * len(_KINDS)
    at, over = _ORDER.index(case.state_id), today > plan.school_year.last_day
    states, before = [], -1
    for kind in _KINDS:
        last = _ORDER.index(kind.last)
        states.append("done" if at > last else "now" if at > before else "next")
        before = last
    if at == 0:  # the points, then the objectives: both before the first act
        states[:2] = ["done", "now"] if prepared else ["now", "next"]
    if case.state_id == "transmitted":  # the follow-up, then the evaluation: the year itself stands between them
        states[5:7] = ["done", "now"] if over else ["now", "next"]
    return states


def _dated(one: DueDate) -> DateOf:
    return DateOf(one, tuple(CountStep(step.day, step.text_fr, step.article) for step in one.steps))
