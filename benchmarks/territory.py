"""The pages of the territory of the largest commune that `make bench` measures, and what counting it anew costs.

`python -m benchmarks.territory`, inside Préau, prints the milliseconds of reading and counting the commune's offer
once something was published there, which the next page waits for, and of asking the law about each of its places.
"""

import json
import time

import django

COMMUNE = "charleroi"  # 80 operators and 400 places in the demonstration of the whole nation
# label, address, how many floors the page may cost; read by an officer of ONE
PAGES = (
    ("territory, largest commune", f"/territoire/?zone={COMMUNE}", 6),
    ("territory, one day", f"/territoire/?zone={COMMUNE}&jour=2", 6),
    (
        "territory, the places behind a figure",
        f"/territoire/lieux/?zone={COMMUNE}&periode=after_school&jour=0&heure=990&age=3-6",
        6,
    ),
    ("territory, operators", f"/territoire/operateurs/?zone={COMMUNE}", 6),
)


def main() -> None:
    django.setup()
    from django.utils import timezone

    from preau.foundation import clock
    from preau.foundation.territory.models import Zone
    from preau.operators.territory.coverage import answer_to
    from preau.operators.territory.reading import forget, territory_of

    zone, day = Zone.objects.get(slug=COMMUNE), timezone.localdate(clock.now())
    forget()
    answer_to.cache_clear()
    begun = time.perf_counter()
    territory = territory_of(zone, day)
    territory.tallies()
    counted = time.perf_counter() - begun
    begun = time.perf_counter()
    places = len(territory.evenings)
    asked = time.perf_counter() - begun
    print(json.dumps({"counted anew": counted * 1e3, "asked to the law": asked * 1e3, "places": places}))


if __name__ == "__main__":
    main()
