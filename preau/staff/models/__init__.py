"""The data of Mon Équipe, by subject."""

from preau.staff.models.consents import PaperConsent
from preau.staff.models.people import (
    ONE_READERS,
    REGISTRARS,
    TEAM_READERS,
    Assignment,
    Credential,
    EmploymentContract,
    FunctionCode,
    GoodConductCheck,
    StaffLeave,
    StaffPerson,
    is_house_of_staff,
)
from preau.staff.models.requests import MoveRequest, Qualification, QualificationRequest, StaffImport

__all__ = [
    "ONE_READERS",
    "REGISTRARS",
    "TEAM_READERS",
    "Assignment",
    "Credential",
    "EmploymentContract",
    "FunctionCode",
    "GoodConductCheck",
    "MoveRequest",
    "PaperConsent",
    "Qualification",
    "QualificationRequest",
    "StaffImport",
    "StaffLeave",
    "StaffPerson",
    "is_house_of_staff",
]
