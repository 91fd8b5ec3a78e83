"""The annual action plan and its year, one file per moment: text, revisions, June, follow-up, report, diffusion."""

from preau.plans.models.diffusion import CouncilInformation, Document, Publicity, Transmission
from preau.plans.models.followup import ActionProgress, Progress, ProgressNote, UnplannedAction
from preau.plans.models.grid import GridCount, GridSlice
from preau.plans.models.plan import (
    DRAFT_EDITORS,
    DRAFT_READERS,
    MAX_TEXT,
    PUBLISHED,
    ActionTopic,
    AnnualActionPlan,
    PlannedAction,
    PlanStatus,
    PlanWord,
    PriorityObjective,
    TopicKind,
    Versioned,
    is_web_address,
)
from preau.plans.models.preparation import Point, Preparation
from preau.plans.models.report import ActivityReport, ObjectiveEvaluation, ReportLead, ReportSection
from preau.plans.models.revision import PlanRevision

__all__ = [
    "DRAFT_EDITORS",
    "DRAFT_READERS",
    "MAX_TEXT",
    "PUBLISHED",
    "ActionProgress",
    "ActionTopic",
    "ActivityReport",
    "AnnualActionPlan",
    "CouncilInformation",
    "Document",
    "GridCount",
    "GridSlice",
    "ObjectiveEvaluation",
    "PlanRevision",
    "PlanStatus",
    "PlanWord",
    "PlannedAction",
    "Point",
    "Preparation",
    "PriorityObjective",
    "Progress",
    "ProgressNote",
    "Publicity",
    "ReportLead",
    "ReportSection",
    "TopicKind",
    "Transmission",
    "UnplannedAction",
    "Versioned",
    "is_web_address",
]
