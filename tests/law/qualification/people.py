"""People with titles, asked about on a day."""

from datetime import date

from preau.law.qualification.staff import (
    AtlCoordinatorQualificationQuestion,
    CareWorkerQualificationQuestion,
    ProjectLeaderQualificationQuestion,
    atl_coordinator_qualification,
    care_worker_qualification,
    project_leader_qualification,
)
from preau.law.qualification.titles import HeldTitle, Title

DAY = date(2026, 11, 20)
ART_19 = "(décret du 3 juillet 2003, art. 19, al. 1er)"
CERTIFICATES = {"bccv", "bagic", "youth_centre_coordinator", "edd_coordinator_certificate"}


def held(*codes, obtained=None):
    return tuple(HeldTitle(title=Title(code), obtained=obtained) for code in codes)


def worker(*codes, day=DAY, **more):
    return care_worker_qualification(CareWorkerQualificationQuestion(**{"day": day, "titles": held(*codes), **more}))


def leader(*codes, day=DAY, **more):
    return project_leader_qualification(
        ProjectLeaderQualificationQuestion(**{"day": day, "titles": held(*codes), **more})
    )


def coordinator(*codes, day=DAY, recruited=date(2020, 2, 1), **more):
    return atl_coordinator_qualification(
        AtlCoordinatorQualificationQuestion(**{"day": day, "titles": held(*codes), "recruited": recruited, **more})
    )
