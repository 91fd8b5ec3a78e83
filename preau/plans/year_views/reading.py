"""Who opens the pages of the year: those of the commune, its council, and for what is published ONE and commission."""

from django.http import Http404

from preau.foundation.accounts.access import Policy, roles
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.plans.models import DRAFT_READERS, AnnualActionPlan

AUTHORITIES = frozenset({Role.APPROVAL_OFFICER, Role.COMMISSION_MEMBER})
HOME_ROLES = DRAFT_READERS | {Role.COUNCIL_SECRETARY}
HOME: Policy = roles(
    *HOME_ROLES, label="la coordination ATL, la présidence, les membres de la CCA et le secrétariat du conseil"
)
YEAR_READERS: Policy = roles(
    *HOME_ROLES,
    *AUTHORITIES,
    label="la coordination ATL, la CCA, le secrétariat du conseil, l’ONE et la commission d’agrément",
)
AUTHORITY: Policy = roles(*AUTHORITIES, label="l’ONE et la commission d’agrément")
INFORMERS: Policy = roles(
    Role.ATL_COORDINATOR, Role.COUNCIL_SECRETARY, label="la coordination ATL et le secrétariat du conseil"
)
COORDINATION: Policy = roles(Role.ATL_COORDINATOR, label="la coordination ATL")


def plan_of_year(request: Request, plan_id: int) -> AnnualActionPlan:
    """Return a plan of one's own commune one may read or, for those who receive plans, any published one."""
    actor = request.actor
    plans = AnnualActionPlan.objects.visible_to(actor).select_related("zone").filter(pk=plan_id)
    if actor.role not in AUTHORITIES:
        plans = plans.filter(zone_id=actor.zone_id)
    plan = plans.first()
    if plan is None:
        raise Http404("plan")
    return plan


def published_of_year(request: Request, plan_id: int) -> AnnualActionPlan:
    """Return a plan the CCA approved; Http404 for one it has not: there is nothing to send yet."""
    plan = plan_of_year(request, plan_id)
    if not plan.is_published:
        raise Http404("not approved")
    return plan


def posted_number(request: Request, name: str, otherwise: int = 0) -> int:
    """Return a whole number of the form sent; `otherwise` for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else otherwise


def posted_words(request: Request, name: str, limit: int = 500) -> str:
    """Return the words of a field of the form sent, without the null character that no database holds."""
    return request.POST.get(name, "").replace("\0", "").strip()[:limit]
