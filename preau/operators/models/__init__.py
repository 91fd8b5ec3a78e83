"""The data of the operators, by subject."""

from preau.operators.models.around import (
    AccessKey,
    ChildrenCount,
    HelpSubject,
    ListImport,
    OfficerCharge,
    OfficerLeave,
)
from preau.operators.models.bodies import (
    DESCRIBERS,
    NATIONAL_READERS,
    OWN_READERS,
    CareOperator,
    ContactPerson,
    ContactSubject,
    Insurance,
    LegalForm,
    OrganisingBody,
    Recognition,
)
from preau.operators.models.declarations import (
    DeclarationRevision,
    OperatorDeclaration,
    PlaceWord,
    PublishedPlace,
    PublishedSlot,
)
from preau.operators.models.offer import (
    CareActivity,
    CarePeriod,
    CareProject,
    ClosedDays,
    Fee,
    FeeReduction,
    OpeningHours,
)
from preau.operators.models.places import CarePlace, Meals, PlaceAccess, Transfer

__all__ = [
    "DESCRIBERS",
    "NATIONAL_READERS",
    "OWN_READERS",
    "AccessKey",
    "CareActivity",
    "CareOperator",
    "CarePeriod",
    "CarePlace",
    "CareProject",
    "ChildrenCount",
    "ClosedDays",
    "ContactPerson",
    "ContactSubject",
    "DeclarationRevision",
    "Fee",
    "FeeReduction",
    "HelpSubject",
    "Insurance",
    "LegalForm",
    "ListImport",
    "Meals",
    "OfficerCharge",
    "OfficerLeave",
    "OpeningHours",
    "OperatorDeclaration",
    "OrganisingBody",
    "PlaceAccess",
    "PlaceWord",
    "PublishedPlace",
    "PublishedSlot",
    "Recognition",
    "Transfer",
]
