"""Words the rules on composition share: what is known, the networks of schools, the norms of a CCA, who sits twice."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.inputs import Text
from preau.law.parameters import parameter
from preau.law.results import CannotCompute, Refused
from preau.law.texts import text
from preau.law.words import cardinal, number

DECREE, ORDER = text("decree"), text("order")
MOST_ASKED = 99  # communes, members, candidates in one question


class Fact(StrEnum):
    """What is known of a fact. Unknown never counts as met."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Network(StrEnum):
    """The four networks of schools."""

    OFFICIAL = "official"
    DENOMINATIONAL = "denominational"
    NON_DENOMINATIONAL = "non_denominational"
    COMMUNITY = "community"


NETWORK_WORDS = {
    Network.OFFICIAL: "officiel subventionné",
    Network.DENOMINATIONAL: "libre confessionnel",
    Network.NON_DENOMINATIONAL: "libre non confessionnel",
    Network.COMMUNITY: "organisé par la Communauté française",
}
Communes = Annotated[int, Meta(ge=1, le=MOST_ASKED, description="nombre de communes que la CCA réunit")]
Seats = Annotated[int, Meta(ge=1, le=MOST_ASKED, description="nombre de sièges de chaque composante (k)")]
Person = Annotated[Text, Meta(description="ce qui désigne la personne ; un nom n’est pas nécessaire")]


def norm(name: str, day: date, body: str = "cca", *, field: str = "day") -> int:
    """Return a norm of the CCA, or of another body, in force on `day`; raises CannotCompute when it is not known."""
    try:
        return parameter(f"composition.{body}.{name}").whole(day)
    except CannotCompute as unknown:
        raise CannotCompute(str(unknown), field) from None


def component_sizes(day: date, communes: int) -> range:
    """Return how many members each component of a CCA may have: 3 to 5, or 4 to 9 when it is joint (k)."""
    kind = "joint_" if communes > 1 else ""
    components = norm("components", day)
    least, most = norm(f"{kind}least_members", day), norm(f"{kind}most_members", day)
    return range(least // components, most // components + 1)


def size_article(communes: int) -> str:
    """Return the article that sets the size of a CCA: the decree's article 40 for a joint one, else its article 6."""
    return DECREE.cite("art. 40" if communes > 1 else "art. 6, § 1er")


def check_seats(day: date, seats: int, communes: int) -> None:
    """Raise Refused when no CCA of that many communes has components of `seats` members."""
    most = norm("joint_most_communes", day)
    if communes > most:
        raise Refused("communes", f"Une CCA conjointe réunit au plus {cardinal(most)} communes.")
    allowed = component_sizes(day, communes)
    if seats not in allowed:
        kind = "conjointe" if communes > 1 else "d’une seule commune"
        raise Refused(
            "seats",
            f"Une composante d’une CCA {kind} compte de {allowed[0]} à {allowed[-1]} membres, pas {number(seats)}.",
        )


def check_once(paths: Iterable[tuple[str, str]], message: str) -> None:
    """Raise Refused at the second path that holds the same value. `message` may quote it as {value}."""
    seen: set[str] = set()
    for path, value in paths:
        if value in seen:
            raise Refused(path, message.format(value=value))
        seen.add(value)
