"""Reading a plan from a workbook of the canevas (XLSX or ODS), whatever its owner did to it."""

from preau.plans.workbook.proposal import (
    NotAPlan,
    Option,
    Original,
    Proposal,
    Question,
    ReadAction,
    ReadObjective,
    answer,
    to_document,
)
from preau.plans.workbook.reader import read_plan

__all__ = [
    "NotAPlan",
    "Option",
    "Original",
    "Proposal",
    "Question",
    "ReadAction",
    "ReadObjective",
    "answer",
    "read_plan",
    "to_document",
]
