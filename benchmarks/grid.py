"""The pages of the grid of analysis that `make bench` measures, and what counting a slice anew costs.

`python -m benchmarks.grid`, inside Préau, prints the milliseconds of counting anew one province and year, which the
act that approves a plan waits for, and of counting everything.
"""

import json
import time

import django

COMMUNE, PROVINCE, YEAR = "mons", "Hainaut", 2020
# label, address, how many floors the page may cost
PAGES = (
    ("grid, the nation over ten years", "/grille/", 6),
    ("grid, done actions", "/grille/?compter=faites", 6),
    ("grid, one province and mission", f"/grille/?province={PROVINCE}&mission=2", 6),
    ("grid, one commune", f"/grille/?commune={COMMUNE}", 6),
    ("grid, the actions behind a figure", "/grille/actions/?aspect=4", 6),
)


def main() -> None:
    django.setup()
    from preau.plans.grid.counting import recount, recount_all
    from preau.plans.models import AnnualActionPlan

    plan = AnnualActionPlan.objects.get(zone__slug=COMMUNE, start_year=YEAR)
    begun = time.perf_counter()
    recount(plan)
    one = time.perf_counter() - begun
    begun = time.perf_counter()
    slices = recount_all()
    print(json.dumps({"one slice": one * 1e3, "everything": (time.perf_counter() - begun) * 1e3, "slices": slices}))


if __name__ == "__main__":
    main()
