"""The pages of a team, and what is suggested while a training is typed, that `make bench` measures: 25,000 persons.

The words typed are those of modules of the catalogue: a title half typed, an acronym with a mistyped word of a title,
and the whole name of a body with a whole title, which is the most there is to compare.
"""

from collections.abc import Iterator
from urllib.parse import quote_plus

from benchmarks.training_ledger import READER

OFFICER = "agrement.one"
TYPED = "/formations/proposer/?mots="
# label, address, how many floors the page may cost; read by the secretary of a house
PAGES = (
    ("team of a house", "/equipe/", 6),
    ("training entry, what to choose from", "/formations/nouvelle/", 6),
)
# read by an officer of ONE who approves operators
REQUESTS = (("qualification requests, of every house", "/equipe/qualifications/", 6),)


def pages() -> tuple[tuple[str, str, float, str], ...]:
    """Return (label, address, how many floors it may cost, who reads it) of each page."""
    suggestions = [(f"suggestion while typing, {words}", TYPED + quote_plus(typed), 3) for words, typed in _typed()]
    read = [(*one, READER) for one in (*PAGES, *suggestions)]
    return (*read, *((*one, OFFICER) for one in REQUESTS))


def _typed() -> Iterator[tuple[str, str]]:
    """Yield what somebody types of three modules ONE accepted, and how it is named in the report."""
    from preau.training.models import ProviderName, TrainingModule

    accepted = TrainingModule.objects.roots().filter(status="accepted", provider__root__status="accepted")
    rows = list(accepted.select_related("provider__root").order_by("pk"))
    half, short, whole = (rows[len(rows) * part // 4] for part in (1, 2, 3))
    acronym = ProviderName.objects.filter(provider=short.provider.root, kind=ProviderName.Kind.ACRONYM).first()
    longest = max(short.title.split(), key=len)
    yield "a title half typed", half.title[: len(half.title) // 2]
    yield "an acronym and a mistyped word", f"{acronym.text if acronym else ''} {longest[:2]}{longest[3:]}"
    yield "a whole body and title", f"{whole.provider.root} {whole.title}"
