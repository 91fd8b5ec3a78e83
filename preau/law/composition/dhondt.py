"""D'Hondt: seats shared by the largest quotients of votes, or pupils, divided by 1, 2, 3…

Quotients are compared exactly, as fractions. A tie on the last seats is never settled by chance nor by a rule the text
does not hold.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.composition.facts import DECREE, check_once
from preau.law.inputs import Count, Question, Text
from preau.law.results import Answer, CannotCompute, Step
from preau.law.words import counted, listed, number

TieBreak = Annotated[
    Literal["undecided", "larger"],
    Meta(description="égalité au dernier quotient : laissée ouverte, ou tranchée en faveur du plus grand nombre"),
]
METHOD = "méthode d’Hondt"
BELOW = DECREE.cite("art. 6, § 1er")


class Award(Struct, frozen=True):
    """One seat won: its rank, who wins it, and with which quotient (`votes` divided by `divisor`)."""

    rank: int
    id: str
    votes: int
    divisor: int


class Sharing(Struct, frozen=True):
    """The seats won by each, in the order won. `tied` share the same quotient for the `undecided` seats left.

    `settled`: seats that went to the larger number of those level, because the question asked so.
    """

    seats: dict[str, int]
    awards: tuple[Award, ...]
    tied: tuple[str, ...] = ()
    undecided: int = 0
    settled: int = 0


class Claim(Question, frozen=True, kw_only=True):
    """One who takes part: a list, a network, and its votes or pupils."""

    id: Annotated[Text, Meta(description="liste, réseau ou mouvement")]
    votes: Annotated[Count, Meta(description="nombre de voix, ou d’élèves")]


class DhondtQuestion(Question, frozen=True, kw_only=True):
    """Seats to share between claims."""

    seats: Annotated[int, Meta(ge=0, le=1000, description="nombre de sièges à répartir")]
    claims: Annotated[
        tuple[Claim, ...], Meta(min_length=1, max_length=200, description="ceux qui se partagent les sièges")
    ]
    tie_break: TieBreak = "undecided"


class DhondtAnswer(Answer, frozen=True, kw_only=True):
    """The seats of each claim; a tie names who is level for how many seats left open."""

    verdict: Literal["decided", "tie"]
    seats: dict[str, int]
    tied: tuple[str, ...]
    undecided: int


@rule(
    title="Une répartition de sièges par la méthode d’Hondt",
    articles=(BELOW,),
    example={"seats": 5, "claims": [{"id": "A", "votes": 100}, {"id": "B", "votes": 80}, {"id": "C", "votes": 30}]},
)
def dhondt(question: DhondtQuestion) -> DhondtAnswer:
    """Return how the seats are shared. Raises CannotCompute when nobody has a single vote."""
    check_once(
        ((f"claims[{rank}].id", claim.id) for rank, claim in enumerate(question.claims)),
        "« {value} » est donné deux fois : additionnez ses voix sur une seule ligne.",
    )
    votes = {claim.id: claim.votes for claim in question.claims}
    found = shared(votes, question.seats, tie_break=question.tie_break, field="claims")
    return DhondtAnswer(
        verdict="tie" if found.tied else "decided",
        seats=found.seats,
        tied=found.tied,
        undecided=found.undecided,
        steps=explained(found, "voix", METHOD, names={name: name for name in votes}),
    )


def shared(
    votes: Mapping[str, int],
    seats: int,
    *,
    held: int = 0,
    tie_break: str = "undecided",
    field: str = "",
) -> Sharing:
    """Return how `seats` are shared. `held` seats each already has push its first divisor to `held` + 1.

    Who has no vote wins nothing. Raises CannotCompute about `field` when there are seats and no vote at all.
    """
    won = dict.fromkeys(votes, 0)
    if seats and not any(votes.values()):
        raise CannotCompute("Impossible à calculer : personne n’a de voix ni d’élève.", field)
    awards: list[Award] = []
    quotients = {name: Fraction(count, held + 1) for name, count in votes.items()}
    while len(awards) < seats:
        best = max(quotients.values())
        level = [name for name in votes if quotients[name] == best]
        level.sort(key=lambda name: -votes[name])
        left = seats - len(awards)
        if left < len(level):
            kept = _settled([votes[name] for name in level], left) if tie_break == "larger" else 0
            _award(awards, won, level[:kept], votes, held)
            last = votes[level[left]]
            tied = [name for name in level[kept:] if tie_break == "undecided" or votes[name] == last]
            return Sharing(won, tuple(awards), tuple(tied) if kept < left else (), left - kept, kept)
        _award(awards, won, level, votes, held)
        quotients |= {name: Fraction(votes[name], held + won[name] + 1) for name in level}
    return Sharing(won, tuple(awards))


def _settled(level: list[int], left: int) -> int:
    """Return how many of `left` seats the larger numbers settle: those of the numbers above the first one left out."""
    return sum(number > level[left] for number in level)


def _award(awards: list[Award], won: dict[str, int], names: list[str], votes: Mapping[str, int], held: int) -> None:
    for name in names:
        won[name] += 1
        awards.append(Award(len(awards) + 1, name, votes[name], held + won[name]))


def explained(found: Sharing, unit: str, article: str, names: Mapping[str, str]) -> tuple[Step, ...]:
    """Return one line per seat won, and the lines about a tie. `unit` is « voix » or « élèves »."""
    steps = [
        Step(
            f"{ordinal(award.rank)} siège : {names[award.id]}, {number(award.votes)} {unit} ÷ {award.divisor}"
            f" = {quotient(award.votes, award.divisor)}.",
            article,
        )
        for award in found.awards
    ]
    if found.settled:
        steps.append(
            Step(
                f"Égalité au dernier quotient : {counted(found.settled, 'siège va', 'sièges vont')} au plus grand"
                " nombre, comme demandé ; le texte ne le dit pas, sans cela rien ne serait attribué.",
                article,
                kind="reading",
            )
        )
    if found.tied:
        who = listed(names[name] for name in found.tied)
        steps.append(
            Step(
                f"{counted(found.undecided, 'siège reste', 'sièges restent')} à attribuer : {who} ont le même quotient."
                " Le texte ne départage pas : rien n’est attribué d’office.",
                article,
                kind="warning",
            )
        )
    return tuple(steps)


def ordinal(rank: int) -> str:
    """Return a rank as written in French: 1er, 2e."""
    return "1er" if rank == 1 else f"{rank}e"


def quotient(votes: int, divisor: int) -> str:
    """Return a quotient with two decimals, cut: « 33,33 »; whole numbers without decimals."""
    whole, rest = divmod(votes, divisor)
    return number(whole) if not rest else f"{number(whole)},{rest * 100 // divisor:02d}"
