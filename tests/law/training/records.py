"""Records of training and the ledgers made of them."""

from datetime import date, timedelta
from decimal import Decimal

from preau.law.training.ledger import StaffFunction, TrainingLedgerQuestion, TrainingRecord, training_ledger
from preau.law.training.norms import RecordState

ENTRY = date(2020, 9, 1)
TITLED = date(2019, 6, 28)
ART_20 = "(décret du 3 juillet 2003, art. 20, al. 1er)"
CARE, LEADER = StaffFunction.CARE_WORKER, StaffFunction.PROJECT_LEADER
VALIDATED, PENDING, REFUSED = RecordState.VALIDATED, RecordState.TO_VALIDATE, RecordState.REFUSED
DECREE_SINCE = "Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004."


def record(day, hours, state=VALIDATED, **more):
    return TrainingRecord(day=day, hours=Decimal(hours), state=state, **more)


def spread(first, total, state=VALIDATED):
    """Return records of ten hours a day, from a day on, that make `total` hours."""
    return [record(first + timedelta(days=rank), 10, state) for rank in range(total // 10)]


def ledger(day, *records, function=CARE, entry=ENTRY, **more):
    return training_ledger(
        TrainingLedgerQuestion(day=day, function=function, entry=entry, records=tuple(records), **more)
    )


def titled(day, *records, **more):
    return ledger(day, *records, **{"qualified": TITLED, **more})


def spans(answer):
    return [(window.kind.value, window.first_day, window.last_day) for window in answer.windows]


def warnings(answer):
    return [step.text_fr for step in answer.steps if step.kind == "warning"]


FIRST = ("continuing", date(2020, 9, 1), date(2023, 9, 1))
BEFORE, SINCE = date(2024, 7, 15), date(2024, 7, 16)
