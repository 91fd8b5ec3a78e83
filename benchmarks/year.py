"""The pages of the year of a plan that `make bench` measures: a case, the cases, the year, the follow-up, the CCA."""

COMMUNE, YEAR = "mons", 2025


def pages() -> tuple[tuple[str, str, float], ...]:
    """Return (label, address, how many floors it may cost) of each page, for the commune measured."""
    from django.urls import reverse

    from preau.foundation.casework.api import case_of
    from preau.plans.models import AnnualActionPlan

    plan = AnnualActionPlan.objects.get(zone__slug=COMMUNE, start_year=YEAR)
    case = case_of("annual_plan", plan)
    return (
        ("case page", reverse("casework:case", args=[case.pk if case else 0]), 8),
        ("cases of a coordination", reverse("casework:mine"), 6),
        ("year of a plan", reverse("plans:year", args=[plan.pk]), 8),
        ("follow-up board", reverse("plans:followup", args=[plan.pk]), 8),
        ("CCA, 20 members", reverse("commissions:cca"), 8),
        ("meetings of a CCA", reverse("commissions:meetings"), 6),
    )
