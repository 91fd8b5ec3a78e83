"""What the rooms use of casework: open a case, do an act, read where it stands and who owes what."""

from preau.foundation.casework.access import can_do
from preau.foundation.casework.bindings import MET, NOTHING, Binding, Doing, Finding, Moment, Supplied, register
from preau.foundation.casework.engine import ActRefused, AlreadyDone, case_of, expire_all, open_case, perform
from preau.foundation.casework.models import Case, CaseAct, Remark
from preau.foundation.casework.offers import Offer, expected, next_due, offers
from preau.foundation.casework.owing import Owed, clocks_met, owed_by, owed_in
from preau.foundation.casework.pieces import drop_piece, give_piece
from preau.foundation.casework.remarks import remarks_by_field
from preau.foundation.casework.talking import ask_task, handle_remark, remark
from preau.foundation.casework.wording import state_words

__all__ = [
    "MET",
    "NOTHING",
    "ActRefused",
    "AlreadyDone",
    "Binding",
    "Case",
    "CaseAct",
    "Doing",
    "Finding",
    "Moment",
    "Offer",
    "Owed",
    "Remark",
    "Supplied",
    "ask_task",
    "can_do",
    "case_of",
    "clocks_met",
    "drop_piece",
    "expected",
    "expire_all",
    "give_piece",
    "handle_remark",
    "next_due",
    "offers",
    "open_case",
    "owed_by",
    "owed_in",
    "perform",
    "register",
    "remark",
    "remarks_by_field",
    "state_words",
]
