"""What pages show of the texts of a plan: on what an approval rests, what changed between two texts."""

from dataclasses import dataclass

from preau.law.annual_plan import AnnualPlan
from preau.plans.documents import document_of
from preau.plans.merging import compare
from preau.plans.models import AnnualActionPlan, PlanRevision
from preau.plans.revisions import Vote, last_vote, present_revision, text_of
from preau.plans.work_views.differences import differing


@dataclass(frozen=True)
class Difference:
    """One part of a plan that differs between two texts: its name, and (label, before, after) for each field."""

    label: str
    fields: tuple[tuple[str, str, str], ...]


def differences(before: AnnualPlan, after: AnnualPlan) -> tuple[Difference, ...]:
    """Return what changed from one text to the other, in the order of the plan, what was taken out at the end."""
    found = compare(before, after)
    changed = tuple(Difference(part.label, tuple(differing(part))) for part in found.parts)
    return changed + tuple(Difference(label, (("Texte", "au plan", "retiré"),)) for label in found.absent)


@dataclass(frozen=True)
class Ground:
    """On what the approval of the present text may rest: a vote in Préau on this very text, or a meeting on paper.

    `bound`: the CCA adopted this very text, here. `changed`: what differs from the text it voted last.
    """

    present: PlanRevision | None
    vote: Vote | None
    bound: bool
    changed: tuple[Difference, ...]


def ground_of(plan: AnnualActionPlan) -> Ground:
    """Return on what the approval of a plan may rest today."""
    present, vote = present_revision(plan), last_vote(plan)
    same = vote is not None and present is not None and vote.revision.pk == present.pk
    unchanged = present is not None and present.approved_on is not None
    bound = unchanged or (same and vote is not None and vote.adopted)
    changed = () if vote is None or same or bound else differences(text_of(vote.revision), document_of(plan))
    return Ground(present, vote, bound, changed)
