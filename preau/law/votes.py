"""Is it adopted? Votes of the Commission d'agrément, the Commission d'avis, the Comité de programmation.

That of the CCA is in `cca_vote`.

Each body has its own base: votes cast (abstentions and blank ballots out) or members present (abstentions weigh
against), and its own way with a tie.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.composition.bodies import body
from preau.law.composition.facts import DECREE, Fact, norm
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.words import counted, listed

Votes = Annotated[int, Meta(ge=0, le=999, description="nombre de voix")]
InFavour = Annotated[int, Meta(ge=0, le=999, description="voix pour")]
Against = Annotated[int, Meta(ge=0, le=999, description="voix contre")]
Abstentions = Annotated[int, Meta(ge=0, le=999, description="abstentions")]
APPROVAL = DECREE.cite("art. 22")
EDD = text("edd_decree").cite("art. 28")
PROGRAMMING = text("one_decree").cite("art. 22/1 à 22/5")
QUORUM_CATEGORIES = ("1", "7", "8")
OUTCOMES = {"adopted": "adopté", "rejected": "rejeté"}


class ApprovalVoteQuestion(Question, frozen=True, kw_only=True):
    """One vote of the Commission d'agrément; the chair's own vote matters in a tie."""

    day: Day
    in_favour: InFavour
    against: Against
    abstentions: Abstentions = 0
    chair_vote: Annotated[
        Literal["in_favour", "against", "abstained"] | None, Meta(description="vote de qui préside")
    ] = None


class ApprovalVote(Answer, frozen=True, kw_only=True):
    """The opinion, and whether the chair's vote decided. Undecided: a tie in which the chair abstained."""

    verdict: Literal["favourable", "unfavourable", "undecided"]
    cast: int
    by_chair: bool


@rule(
    title="Un vote de la Commission d’agrément : quel avis ?",
    articles=(APPROVAL,),
    example={"day": "2026-10-06", "in_favour": 6, "against": 6, "abstentions": 1, "chair_vote": "in_favour"},
)
def approval_commission_vote(question: ApprovalVoteQuestion) -> ApprovalVote:
    """Return the opinion: simple majority of the votes cast, a tie goes the chair's way.

    Raises Refused for more votes than seats, CannotCompute for a tie when the chair's vote is not known.
    """
    seats = sum(seat.number for seat in body("approval_commission", question.day).seats)
    voters = question.in_favour + question.against + question.abstentions
    if voters > seats:
        raise Refused("in_favour", f"{voters} votes pour {seats} sièges.")
    chair = question.chair_vote
    counts = {"in_favour": question.in_favour, "against": question.against, "abstained": question.abstentions}
    if chair is not None and not counts[chair]:
        raise Refused("chair_vote", "Le vote de qui préside ne se retrouve pas dans les voix données.")
    cast = question.in_favour + question.against
    steps = [Step(f"{question.in_favour} pour, {question.against} contre : {cast} voix exprimées.", APPROVAL)]
    tie = question.in_favour == question.against
    if tie and chair is None:
        raise CannotCompute(
            "Impossible à calculer : à égalité, la voix de qui préside décide ; donnez-la.", "chair_vote"
        )
    yes = chair == "in_favour" if tie else question.in_favour > question.against
    undecided = tie and chair == "abstained"
    steps.append(Step(_opinion(tie, undecided, yes), APPROVAL, kind="warning" if undecided else "step"))
    steps.append(
        Step(
            "Le décret ne fixe pas de quorum ; une note de minorité peut être jointe. C’est l’ONE qui décide.", APPROVAL
        )
    )
    verdict: Literal["favourable", "unfavourable"] = "favourable" if yes else "unfavourable"
    return ApprovalVote(
        verdict="undecided" if undecided else verdict,
        cast=cast,
        by_chair=tie and not undecided,
        steps=tuple(steps),
    )


def _opinion(tie: bool, undecided: bool, yes: bool) -> str:
    if undecided:
        return "Égalité, et qui préside s’est abstenu : le texte ne tranche pas, revotez."
    words = "avis favorable" if yes else "avis défavorable"
    return f"Égalité : la voix de qui préside décide, {words}." if tie else f"Majorité simple : {words}."


class EddVoteQuestion(Question, frozen=True, kw_only=True):
    """One vote of the Commission d'avis: members with a vote present, and which categories are represented."""

    day: Day
    present: Annotated[
        int, Meta(ge=1, le=13, description="membres avec voix délibérative présents, suppléants compris")
    ]
    in_favour: InFavour
    against: Against
    advisory_votes: Annotated[Votes, Meta(description="votes de membres à voix consultative : il n’en faut aucun")] = 0
    category_1: Annotated[Fact, Meta(description="1° : coordinations et fédération représentées")]
    category_7: Annotated[Fact, Meta(description="7° : délégués des ministres représentés")]
    category_8: Annotated[Fact, Meta(description="8° : administration de l’ONE représentée")]
    closed_session: Annotated[Fact, Meta(description="à huis clos")] = Fact.UNKNOWN


class EddVote(Answer, frozen=True, kw_only=True):
    """The opinion; not valid when a category is not represented."""

    verdict: Literal["adopted", "rejected", "not_valid", "unknown"]
    needed: int
    missing_categories: tuple[str, ...]
    unknown_categories: tuple[str, ...]


@rule(
    title="Un vote de la Commission d’avis des écoles de devoirs",
    articles=(EDD,),
    example={
        "day": "2026-10-06",
        "present": 9,
        "in_favour": 5,
        "against": 3,
        "category_1": "yes",
        "category_7": "yes",
        "category_8": "yes",
    },
)
def edd_commission_vote(question: EddVoteQuestion) -> EddVote:
    """Return whether the vote carries: more than half of the members present, categories 1°, 7° and 8° there.

    Raises Refused when more vote than are present, or when advisers voted.
    """
    body("edd_commission", question.day)
    if question.advisory_votes:
        raise Refused("advisory_votes", "Les membres des catégories 7° à 12° n’ont pas de voix : retirez leurs votes.")
    voters = question.in_favour + question.against
    if voters > question.present:
        raise Refused("in_favour", f"{voters} votes pour {counted(question.present, 'présent', 'présents')}.")
    facts = (question.category_1, question.category_7, question.category_8)
    missing = tuple(name for name, fact in zip(QUORUM_CATEGORIES, facts, strict=True) if fact is Fact.NO)
    unknown = tuple(name for name, fact in zip(QUORUM_CATEGORIES, facts, strict=True) if fact is Fact.UNKNOWN)
    needed = question.present // 2 + 1
    carried: Literal["adopted", "rejected"] = "adopted" if question.in_favour >= needed else "rejected"
    return EddVote(
        verdict="not_valid" if missing else "unknown" if unknown else carried,
        needed=needed,
        missing_categories=missing,
        unknown_categories=unknown,
        steps=_edd_steps(question, needed, carried, missing, unknown),
    )


def _edd_steps(
    question: EddVoteQuestion, needed: int, carried: str, missing: tuple[str, ...], unknown: tuple[str, ...]
) -> tuple[Step, ...]:
    steps = [
        Step(f"Plus de la moitié de {question.present} membres présents : il faut {needed} voix.", EDD),
        Step(
            "Lecture retenue : on compte les membres présents qui ont une voix, et l’abstention pèse contre.",
            EDD,
            kind="reading",
        ),
        Step(f"{question.in_favour} voix pour : {OUTCOMES[carried]}.", EDD),
    ]
    if missing:
        names = listed(f"{name}°" for name in missing)
        steps.append(Step(f"Le vote ne vaut pas : catégorie {names} non représentée.", EDD))
    if unknown:
        names = listed(f"{name}°" for name in unknown)
        steps.append(Step(f"À vérifier : la catégorie {names} est-elle représentée ?", EDD, kind="warning"))
    if question.closed_session is not Fact.YES:
        steps.append(Step("La délibération a lieu à huis clos.", EDD, kind="warning"))
    return tuple(steps)


class CategoryVote(Question, frozen=True, kw_only=True):
    """The votes of one category of the Comité de programmation."""

    in_favour: InFavour
    against: Against
    abstentions: Abstentions = 0


class ProgrammingVoteQuestion(Question, frozen=True, kw_only=True):
    """One vote of the Comité de programmation, category by category."""

    day: Day
    categories: Annotated[
        tuple[CategoryVote, ...], Meta(min_length=3, max_length=3, description="voix de chacune des trois catégories")
    ]


class ProgrammingVote(Answer, frozen=True, kw_only=True):
    """The outcome; `categories` says for each category whether it has its own majority."""

    verdict: Literal["adopted", "rejected"]
    cast: int
    needed: int
    categories: tuple[bool, ...]


@rule(
    title="Un vote du Comité de programmation de l’ONE",
    articles=(PROGRAMMING,),
    example={
        "day": "2026-10-06",
        "categories": [{"in_favour": 5, "against": 0}, {"in_favour": 3, "against": 2}, {"in_favour": 3, "against": 2}],
    },
)
def programming_committee_vote(question: ProgrammingVoteQuestion) -> ProgrammingVote:
    """Return whether the vote carries: two thirds of all, and a majority in each category. Raises Refused."""
    _check_categories(question.day, question.categories)
    in_favour = sum(one.in_favour for one in question.categories)
    cast = in_favour + sum(one.against for one in question.categories)
    needed = max(1, -(-2 * cast // 3))
    each = tuple(one.in_favour > one.against for one in question.categories)
    adopted = in_favour >= needed and all(each)
    steps = [
        Step(
            "Lecture retenue : voix exprimées, sans les abstentions ; le texte lu ne précise pas la base.",
            PROGRAMMING,
            kind="reading",
        ),
        Step(f"Deux tiers de {cast} voix : il en faut {needed}, il y en a {in_favour}.", PROGRAMMING),
    ]
    for rank, (one, majority) in enumerate(zip(question.categories, each, strict=True), start=1):
        words = "majorité" if majority else "pas de majorité"
        steps.append(Step(f"Catégorie {rank} : {one.in_favour} pour, {one.against} contre, {words}.", PROGRAMMING))
    steps.append(Step("Adopté." if adopted else "Rejeté : il faut les deux tiers et chaque catégorie.", PROGRAMMING))
    verdict: Literal["adopted", "rejected"] = "adopted" if adopted else "rejected"
    return ProgrammingVote(verdict=verdict, cast=cast, needed=needed, categories=each, steps=tuple(steps))


def _check_categories(day: date, categories: tuple[CategoryVote, ...]) -> None:
    most = norm("category_members", day, "programming_committee")
    for rank, one in enumerate(categories):
        votes = one.in_favour + one.against + one.abstentions
        if votes > most:
            raise Refused(f"categories[{rank}].in_favour", f"{votes} votes pour {most} membres.")
