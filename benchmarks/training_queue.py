"""The pages of the queue of ONE that `make bench` measures: 25,000 persons, 150,000 records, 6,000 of them waiting.

`python -m benchmarks.training_queue`, inside Préau, prints how much there is, and the milliseconds of reading all the
cards, of opening the first one, and of reading the catalogue of the look-alikes anew, which the first page after a
decision waits for.
"""

import json
import time

import django

# label, address, how many floors the page may cost; read by an officer of ONE who validates trainings
PAGES = (
    ("training queue, first page", "/formations/file/", 6),
    ("training queue, by hours", "/formations/file/?tri=heures", 6),
    ("training queue, words of a name", "/formations/file/?mot=marelle", 6),
    ("training queue, figures", "/formations/delais/", 6),
    ("training queue, certificates to look at", "/formations/file/attestations/", 6),
    ("training catalogue, bodies", "/formations/catalogue/", 6),
    ("training catalogue, modules holding a word", "/formations/catalogue/?quoi=modules&mot=conflits", 6),
)


def main() -> None:
    django.setup()
    from django.utils import timezone

    from preau.foundation import clock
    from preau.staff.models import StaffPerson
    from preau.training import lookalikes
    from preau.training.models import TrainingRecord
    from preau.training.queue.alike import alike
    from preau.training.queue.cards import cards, row_of, waiting_records
    from preau.training.queue.opened import opened

    today = timezone.localdate(clock.now())
    begun = time.perf_counter()
    found = cards(today)
    reading = time.perf_counter() - begun
    begun = time.perf_counter()
    row = row_of(found[0].code) if found else None
    card = opened(row, []) if row else None
    opening = time.perf_counter() - begun
    lookalikes.forget()
    begun = time.perf_counter()
    if row and card:
        alike(row, card.encodings)
    anew = time.perf_counter() - begun
    begun = time.perf_counter()
    if row and card:
        alike(row, card.encodings)
    again = time.perf_counter() - begun
    counts = {
        "persons": StaffPerson.objects.count(),
        "records": TrainingRecord.objects.count(),
        "waiting": waiting_records().count(),
        "cards": len(found),
    }
    times = {"cards read": reading, "card opened": opening, "look-alikes anew": anew, "look-alikes": again}
    print(json.dumps(counts | {name: seconds * 1e3 for name, seconds in times.items()}))


if __name__ == "__main__":
    main()
