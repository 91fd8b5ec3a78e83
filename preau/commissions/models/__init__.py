"""The CCA: who sits in it (`composition`), and its meetings, votes and minutes (`meetings`)."""

from preau.commissions.models.composition import AdvisoryMember, Cca, CcaComponent, CcaMember, Known
from preau.commissions.models.meetings import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    Meeting,
    MeetingStatus,
    MinorityNote,
    SubCommittee,
)

__all__ = [
    "AdvisoryMember",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Cca",
    "CcaComponent",
    "CcaMember",
    "Decision",
    "Known",
    "Meeting",
    "MeetingStatus",
    "MinorityNote",
    "SubCommittee",
]
