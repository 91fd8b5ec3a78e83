"""What the law says of one request: is its title in the list, may the three years begin, is the experience enough."""

from datetime import date

from preau.law.parameters import parameter
from preau.law.qualification.staff import Qualification as Answer
from preau.law.qualification.staff import Verdict
from preau.law.qualification.titles import Function, HeldTitle, Title, coordinator_pairs, entries, qualifying
from preau.staff.api import titles_of
from preau.staff.models import Credential, FunctionCode, QualificationRequest, StaffPerson
from preau.staff.qualifying.reading import LISTS, Facts, answer_of, facts_of, question_of

# What ONE writes when it recognises a title that is on no list.
EQUIVALENCES = {
    FunctionCode.CARE_WORKER: Title.ONE_EQUIVALENCE_CARE_WORKER,
    FunctionCode.PROJECT_LEADER: Title.ONE_EQUIVALENCE_PROJECT_LEADER,
    FunctionCode.ATL_COORDINATOR: Title.ONE_EQUIVALENCE_COORDINATOR,
}
# A title recognised equivalent is ONE's own word: nobody sends one as hers.
UNSENT = frozenset(map(str, EQUIVALENCES.values()))


def held(credential: Credential) -> HeldTitle:
    """Return a title of a file as the rules ask for it."""
    return HeldTitle(title=Title(credential.title), obtained=credential.obtained_on)


def answer_with(
    credential: Credential, function: str, day: date, beside: tuple[HeldTitle, ...] = ()
) -> tuple[bool, Answer]:
    """Return whether a title is in the list of a function on a day, and what the law answers with it alone.

    `beside` are the other titles of her file: some diplomas make a coordinator with a certificate beside them.
    """
    own = held(credential)
    titles: tuple[HeldTitle, ...] = (own,)
    if function == FunctionCode.ATL_COORDINATOR:
        titles = (own, *(one for one in beside if one != own))
    answer = answer_of(question_of(function, Facts(titles=titles), day))
    listed = answer.verdict is Verdict.QUALIFIED and answer.title == credential.title
    return listed and credential.title not in UNSENT, answer


def listed(request: QualificationRequest, day: date) -> tuple[bool, Answer | None]:
    """Return whether the title of a request is in the list on a day, and the answer; no answer without title."""
    if request.credential is None:
        return False, None
    beside = titles_of([request.person_id]).get(request.person_id, ())
    return answer_with(request.credential, request.function, day, beside)


def held_from(request: QualificationRequest) -> date | None:
    """Return the day from which she holds the title of a request; None when it is not known.

    A diploma that makes a coordinator only with a certificate beside it counts from the later of both.
    """
    credential = request.credential
    if credential is None:
        return None
    obtained: date | None = credential.obtained_on
    higher, certificates = coordinator_pairs()
    alone = credential.title in entries(Function.COORDINATOR) or credential.title not in higher
    if request.function != FunctionCode.ATL_COORDINATOR or alone:
        return obtained
    beside = titles_of([request.person_id]).get(request.person_id, ())
    days = [one.obtained for one in beside if one.title in certificates and one.obtained is not None]
    return max(obtained, min(days)) if obtained and days else None


def standing_answer(person: StaffPerson, function: str, day: date) -> Answer:
    """Return what the law says of somebody as she is known: titles recognised, first day, hours followed."""
    facts = facts_of([person.pk], day)[(person.pk, str(function))]
    return answer_of(question_of(function, facts, day))


def training_answer(person: StaffPerson, day: date) -> Answer:
    """Return what the law says of a care worker as she is known."""
    return standing_answer(person, FunctionCode.CARE_WORKER, day)


def may_train(person: StaffPerson, day: date) -> bool | None:
    """Tell whether the three years of a care worker without title may run on a day; None when nobody can say.

    Not for who has a title of the list in her file: it is to be sent.
    """
    titles = titles_of([person.pk]).get(person.pk, ())
    title, _ = qualifying(titles, LISTS[FunctionCode.CARE_WORKER], day)
    if title:
        return False
    verdict = training_answer(person, day).verdict
    return None if verdict is Verdict.UNKNOWN else verdict is Verdict.DEEMED_COMPLIANT


def years_needed(day: date) -> int:
    """Return how many years of useful experience stand for a title."""
    return parameter("training.experience_years").whole(day)
