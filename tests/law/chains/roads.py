"""The roads of a programme and of its amendment, asked in few words."""

from datetime import date

from preau.law.chains.amendment import CleAmendmentChainQuestion, cle_amendment_chain
from preau.law.chains.links import LinkActs
from preau.law.chains.programme import CleProgrammeChainQuestion, cle_programme_chain
from tests.law.asked import day

FIRST = date(2026, 9, 15)
COUNCIL = (date(2027, 9, 23), date(2027, 10, 21), date(2027, 11, 25), date(2028, 1, 27))
UNKNOWN = "Dates des séances du conseil communal inconnues."


def acts(**dates: str) -> LinkActs:
    return LinkActs(**{name: day(written) for name, written in dates.items()})


def programme(**fields):
    question = CleProgrammeChainQuestion(**{"first_meeting": FIRST, "council": COUNCIL, **fields})
    found = cle_programme_chain(question)
    return found, {link.id: link for link in found.links}


def dues(links) -> dict[str, str | None]:
    return {one.id: str(one.due) if one.due else None for one in links}


def amendment(**fields):
    found = cle_amendment_chain(CleAmendmentChainQuestion(**{"submitted_on": date(2026, 11, 2), **fields}))
    return found, {link.id: link for link in found.links}
