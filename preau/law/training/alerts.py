"""When somebody is told that training hours are missing before her running period ends. No text sets these days."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.results import Answer, Refused, Step
from preau.law.training.ledger import (
    ARTICLES,
    CONTINUING,
    TrainingLedgerQuestion,
    TrainingWindow,
    WindowState,
    training_ledger,
)
from preau.law.words import counted, full_date, number

ADVICE = "pratique du portail"
MONTHS_BEFORE = (12, 6, 3)

Months = Annotated[int, Meta(ge=1, le=36)]


class TrainingAlertsQuestion(TrainingLedgerQuestion, frozen=True, kw_only=True):
    """The ledger of a person, and how long before the end of a period she is told."""

    months: Annotated[
        tuple[Months, ...], Meta(max_length=12, description="mois avant la fin de la période où prévenir")
    ] = MONTHS_BEFORE


class TrainingAlert(Struct, frozen=True, kw_only=True):
    """One alert: how many months before the end of the period, and the day it is given from."""

    months: int
    day: date


class TrainingAlerts(Answer, frozen=True, kw_only=True):
    """The running period, what it lacks, and when that is told; `reached` is the last alert due on the day asked.

    `missing` counts recognised hours only, `lacking` what would still be missing if every waiting hour were
    recognised: only that is a reason to alert, since ONE's delay is nobody's fault. None is given without it.
    """

    due: date
    required: int
    recognised: Decimal
    pending: Decimal
    missing: Decimal
    lacking: Decimal
    alerts: tuple[TrainingAlert, ...]
    reached: TrainingAlert | None


@rule(
    title="Quand prévenir qu’il manque des heures de formation ?",
    articles=(CONTINUING,),
    example={
        "day": "2026-11-21",
        "function": "care_worker",
        "entry": "2024-03-01",
        "qualified": "2019-06-28",
        "records": [
            {"day": "2025-03-10", "hours": "14", "state": "validated"},
            {"day": "2026-02-16", "hours": "7.5", "state": "to_validate"},
        ],
    },
)
def training_alerts(question: TrainingAlertsQuestion) -> TrainingAlerts:
    """Return the days on which a person who lacks hours is told. Raises what `training_ledger` raises, and Refused."""
    if len(set(question.months)) < len(question.months):
        raise Refused("months", "Chaque nombre de mois ne se donne qu’une fois.")
    return alerts_of(training_ledger(question).windows[-1], question.day, question.months)


def alerts_of(window: TrainingWindow, day: date, months: tuple[int, ...] = MONTHS_BEFORE) -> TrainingAlerts:
    """Return the alerts of the running period of a ledger, as read on `day`."""
    lacking = max(Decimal(0), window.missing - window.pending) if window.state is WindowState.RUNNING else Decimal(0)
    planned = (TrainingAlert(months=one, day=add_months(window.last_day, -one)) for one in sorted(months, reverse=True))
    alerts = tuple(one for one in planned if one.day >= window.first_day) if lacking else ()
    reached = [one for one in alerts if one.day <= day]
    return TrainingAlerts(
        due=window.last_day,
        required=window.required,
        recognised=window.recognised,
        pending=window.pending,
        missing=window.missing,
        lacking=lacking,
        alerts=alerts,
        reached=reached[-1] if reached else None,
        steps=(*_lacking_steps(window, lacking), *(_alert_step(one) for one in alerts)),
    )


def _lacking_steps(window: TrainingWindow, lacking: Decimal) -> tuple[Step, ...]:
    article = ARTICLES[window.kind]
    last = full_date(window.last_day)
    found = Step(
        f"Pour le {last}, {counted(window.recognised, 'heure reconnue', 'heures reconnues')} sur {window.required}, et "
        f"{number(window.pending)} à valider par l’ONE.",
        article,
    )
    if lacking:
        words = f"Même si l’ONE reconnaît tout ce qui attend, il en manque {number(lacking)} pour le {last}."
        return found, Step(words, article)
    if window.pending and window.missing:
        words = "Ce qui attend l’ONE suffirait : son retard n’est reproché à personne, aucune alerte n’est donnée."
        return found, Step(words, article)
    return found, Step("Rien ne manque : aucune alerte n’est donnée.", article)


def _alert_step(alert: TrainingAlert) -> Step:
    words = f"Alerte {alert.months} mois avant la fin de la période : à partir du {full_date(alert.day)}."
    return Step(words, ADVICE, alert.day)
