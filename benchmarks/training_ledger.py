"""The pages of the hours that `make bench` measures: one house among 25,000 persons and 150,000 records.

`python -m benchmarks.training_ledger`, inside Préau, prints how large the house measured and the largest one are, the
milliseconds of reading the hours of each, and the seconds of finding who is to be reminded among everybody.
"""

import json
import time

import django

READER = "secretariat.marronniers"
# label, address, how many floors the page may cost; read by the secretary of a house
PAGES = (
    ("training hours of a team", "/formations/equipe/", 6),
    ("trainings of the house, approval file (XLSX)", "/formations/equipe/dossier/?forme=xlsx", 6),
)


def pages() -> tuple[tuple[str, str, float], ...]:
    """Return the pages of the house measured, with the ledger of one of its people who followed most."""
    from django.db.models import Count

    from preau.training.models import TrainingRecord

    rows = TrainingRecord.objects.present().filter(person__in=_team(house_of(READER))).order_by()
    most = rows.values("person").annotate(many=Count("pk")).order_by("-many", "person").first()
    ledger = (("training hours of a person", f"/formations/heures/{most['person']}/", 6),) if most else ()
    return (*PAGES, *ledger)


def house_of(reader: str) -> int:
    """Return the organisation somebody of the demonstration acts for."""
    from preau.foundation.accounts.models import Mandate

    return Mandate.objects.get(person__email__startswith=f"{reader}@").organisation_id


def _team(house: int) -> list[int]:
    from django.utils import timezone

    from preau.foundation import clock
    from preau.staff.api import team_of

    return [one.person_id for one in team_of(house, timezone.localdate(clock.now()))]


def _largest() -> int:
    from django.db.models import Count

    from preau.staff.models import EmploymentContract

    rows = EmploymentContract.objects.filter(ends_on=None).values("organisation").annotate(many=Count("pk"))
    return rows.order_by("-many", "organisation").values_list("organisation", flat=True)[0]


def main() -> None:
    django.setup()
    from django.utils import timezone

    from preau.foundation import clock
    from preau.staff.models import StaffPerson
    from preau.training.ledger.alerting import reminders
    from preau.training.ledger.reading import read_people
    from preau.training.models import TrainingRecord

    now = clock.now()
    today = timezone.localdate(now)
    said: dict[str, float] = {"persons": StaffPerson.objects.count(), "records": TrainingRecord.objects.count()}
    for name, house in (("house", house_of(READER)), ("largest house", _largest())):
        team = _team(house)
        begun = time.perf_counter()
        read_people(team, today)
        said |= {f"{name}, people": len(team), f"{name}, ms": (time.perf_counter() - begun) * 1e3}
    begun = time.perf_counter()
    letters = sum(1 for _ in reminders(today, now))
    print(json.dumps(said | {"reminders": letters, "reminders, s": time.perf_counter() - begun}))


if __name__ == "__main__":
    main()
