"""The pages of the public search of care that `make bench` measures: 2,500 operators, 10,000 places.

`python -m benchmarks.care`, inside Préau, prints how many operators and places are published, and the milliseconds it
takes to read the vocabulary anew, which the first question after a publication waits for.
"""

import json
import time

import django

COMMUNE = "charleroi"  # the most places
# label, address, how many floors the page may cost
PAGES = (
    ("care, the whole territory and its map", "/accueil/", 4),
    ("care, one large commune and its map", f"/accueil/?ou={COMMUNE}", 4),
    ("care, mistyped commune (charlroi)", "/accueil/?ou=charlroi", 4),
    ("care, mistyped words (eccole maroniers)", "/accueil/?ou=eccole+maroniers", 4),
    ("care, a word of most places (école)", "/accueil/?ou=%C3%A9cole", 4),
    (
        "care, every choice at once",
        f"/accueil/?ou={COMMUNE}&age=4&quand=after_school&jour=1&a=17:30&prix=2&ecole=oui&acces=oui",
        4,
    ),
    ("care, nothing found, neighbours shown", "/accueil/?ou=herbeumont&quand=weekend&jour=6&de=06:00", 4),
)


def pages() -> tuple[tuple[str, str, float], ...]:
    """Return (label, address, how many floors it may cost) of each page, with the page of a place."""
    from preau.operators.models import PublishedPlace
    from preau.operators.search.rows import address_of_place

    place = PublishedPlace.objects.filter(municipality__slug=COMMUNE).order_by("name", "pk").first()
    return (*PAGES, ("page of a place of care", address_of_place(place), 4)) if place else PAGES


def main() -> None:
    django.setup()
    from preau.operators.models import PublishedPlace
    from preau.operators.search.vocabulary import forget, present_mark, vocabulary

    forget()
    begun = time.perf_counter()
    known = vocabulary(present_mark())
    known.near_names("charlroi")
    known.near_words("maroniers")
    reading = time.perf_counter() - begun
    counts = {
        "operators": PublishedPlace.objects.order_by().values("operator").distinct().count(),
        "places": PublishedPlace.objects.count(),
        "words": len(known.words),
    }
    print(json.dumps(counts | {"vocabulary": reading * 1e3}))


if __name__ == "__main__":
    main()
