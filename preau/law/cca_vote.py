"""Is it adopted? A vote of the CCA: votes cast (abstentions and blank ballots out), no casting vote in a tie."""

from typing import Annotated, Literal

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.composition.facts import DECREE, norm
from preau.law.inputs import Day, Question
from preau.law.results import Answer, Refused, Step
from preau.law.votes import OUTCOMES, Abstentions, Against, InFavour, Votes
from preau.law.words import counted

RULES_OF_ORDER = DECREE.cite("art. 6, § 4")


class HouseRules(Question, frozen=True, kw_only=True):
    """What the CCA's own rules ask: members present, and a majority. They can only ask more than the law."""

    quorum: Annotated[Votes | None, Meta(description="membres qui doivent être présents ; null : aucun")] = None
    majority: Annotated[
        Literal["relative", "absolute", "two_thirds"], Meta(description="majorité des voix exprimées")
    ] = "absolute"


class CcaVoteQuestion(Question, frozen=True, kw_only=True):
    """One vote of a CCA. `house_rules` null: not known; empty: none is adopted, or they ask nothing more."""

    day: Day
    subject: Annotated[
        Literal["decision", "house_rules", "cle_proposal"],
        Meta(description="une décision, le règlement d’ordre intérieur, une proposition de programme CLE"),
    ] = "decision"
    members: Annotated[int, Meta(ge=1, le=999, description="membres avec voix délibérative, en fonction")]
    present: Annotated[Votes | None, Meta(description="membres présents, suppléants qui remplacent compris")] = None
    in_favour: InFavour
    against: Against
    abstentions: Abstentions = 0
    blank: Annotated[Votes, Meta(description="bulletins blancs ou nuls")] = 0
    house_rules: Annotated[
        HouseRules | None, Meta(description="règlement d’ordre intérieur ; null : pas connu, {} : aucun")
    ] = None


class Vote(Answer, frozen=True, kw_only=True):
    """The outcome: `cast` the votes that count, `needed` how many in favour were needed."""

    verdict: Literal["adopted", "rejected", "no_quorum", "unknown"]
    cast: int
    needed: int


@rule(
    title="Un vote de la CCA : est-ce adopté ?",
    articles=(RULES_OF_ORDER,),
    example={
        "day": "2026-10-06",
        "members": 20,
        "present": 14,
        "in_favour": 7,
        "against": 5,
        "abstentions": 2,
        "house_rules": {"quorum": 11},
    },
)
def cca_vote(question: CcaVoteQuestion) -> Vote:
    """Return whether a vote of the CCA carries: more than half of the votes cast; the house rules can ask more.

    While they are not known, enough votes for the law may not be enough for them: unknown, unless every member voted
    in favour. Raises Refused when more vote than are there.
    """
    norm("components", question.day)
    voters = question.in_favour + question.against + question.abstentions + question.blank
    present = question.members if question.present is None else question.present
    if present > question.members:
        raise Refused("present", f"{present} présents pour {question.members} membres.")
    if voters > present:
        raise Refused("in_favour", f"{voters} votes pour {counted(present, 'votant', 'votants')} au plus.")
    cast = question.in_favour + question.against
    needed = cast // 2 + 1
    steps = _base_steps(question.in_favour, question.against, question.abstentions + question.blank, cast)
    steps.append(Step(f"Plus de la moitié de {cast} : il faut {needed} voix.", RULES_OF_ORDER))
    held_up = _quorum(question, voters, steps)
    needed = max(needed, _house_majority(question.house_rules, cast, steps))
    carried: Literal["adopted", "rejected"] = "adopted" if question.in_favour >= needed else "rejected"
    if held_up is None and question.house_rules is None and carried == "adopted":
        held_up = _beyond_rules(question, steps)
    if held_up is None:
        steps += _outcome(question, carried, cast)
    return Vote(verdict=held_up or carried, cast=cast, needed=needed, steps=tuple(steps))


def _base_steps(in_favour: int, against: int, out: int, cast: int) -> list[Step]:
    steps = [Step(f"{in_favour} pour + {against} contre = {cast} voix exprimées.", RULES_OF_ORDER)]
    if out:
        steps.append(
            Step(
                f"Lecture retenue : les abstentions et les bulletins blancs ou nuls ({out}) ne sont pas des voix"
                " exprimées. Autre lecture : ils pèseraient contre.",
                RULES_OF_ORDER,
                kind="reading",
            )
        )
    return steps


def _quorum(question: CcaVoteQuestion, voters: int, steps: list[Step]) -> Literal["no_quorum", "unknown"] | None:
    rules = question.house_rules
    if rules is None:
        sentence = "La loi ne fixe pas de quorum ; vérifiez si le règlement d’ordre intérieur en fixe un."
        steps.append(Step(sentence, RULES_OF_ORDER, kind="warning"))
        return None
    if rules.quorum is None:
        steps.append(Step("Ni la loi ni le règlement d’ordre intérieur ne fixent de quorum.", RULES_OF_ORDER))
        return None
    if rules.quorum > question.members:
        raise Refused("house_rules.quorum", f"Le quorum dépasse les {question.members} membres.")
    there = voters if question.present is None else question.present
    wanted = f"Quorum du règlement d’ordre intérieur : {rules.quorum} présents"
    if there >= rules.quorum:
        steps.append(Step(f"{wanted}, atteint.", RULES_OF_ORDER))
        return None
    if question.present is None:
        steps.append(Step(f"{wanted}. Combien de membres étaient présents ?", RULES_OF_ORDER, kind="warning"))
        return "unknown"
    steps.append(Step(f"{wanted}, il y en a {there} : le vote ne vaut pas.", RULES_OF_ORDER))
    return "no_quorum"


def _beyond_rules(question: CcaVoteQuestion, steps: list[Step]) -> Literal["unknown"] | None:
    """Return None when no house rules can undo the vote: every member in office voted in favour."""
    if question.in_favour == question.members:
        said = "Tous les membres ont voté pour : aucun règlement ne peut demander davantage."
        steps.append(Step(said, RULES_OF_ORDER))
        return None
    said = (
        f"{question.in_favour} voix pour : assez pour la loi. Le règlement d’ordre intérieur n’est pas connu : il peut"
        " demander un quorum ou davantage de voix. Le résultat est inconnu."
    )
    steps.append(Step(said, RULES_OF_ORDER, kind="warning"))
    return "unknown"


def _house_majority(rules: HouseRules | None, cast: int, steps: list[Step]) -> int:
    if rules is None or rules.majority == "absolute":
        return 0
    if rules.majority == "relative":
        steps.append(
            Step(
                "Le règlement d’ordre intérieur ne peut pas demander moins que la majorité absolue des voix exprimées :"
                " la loi l’emporte.",
                RULES_OF_ORDER,
                kind="warning",
            )
        )
        return 0
    needed = -(-2 * cast // 3)
    steps.append(Step(f"Deux tiers au règlement d’ordre intérieur : {needed} voix sur {cast}.", RULES_OF_ORDER))
    return needed


def _outcome(question: CcaVoteQuestion, verdict: str, cast: int) -> list[Step]:
    if cast and question.in_favour == question.against:
        words = "Égalité : rejeté. Personne n’a de voix prépondérante, le président non plus."
    else:
        words = f"{question.in_favour} voix pour : {OUTCOMES[verdict]}."
    steps = [Step(words, RULES_OF_ORDER)]
    if question.subject == "house_rules":
        steps.append(
            Step(
                "Lecture retenue : le règlement d’ordre intérieur demande la majorité absolue des voix exprimées, pas"
                " de tous les membres.",
                RULES_OF_ORDER,
                kind="reading",
            )
        )
    if question.subject == "cle_proposal":
        sentence = "Tout membre peut faire joindre une note de minorité à la proposition."
        steps.append(Step(sentence, DECREE.cite("art. 9, al. 3")))
    return steps
