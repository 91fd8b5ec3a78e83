"""The team of a homework school: the list of its people (S1) and each session with children (S4, S5; art. 7, § 4)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.homework_schools.qualification import Person, age_on, qualification
from preau.law.homework_schools.titles import Role
from preau.law.homework_schools.verdicts import Criterion, Tally, Verdict, between, decree, overall, tally, verdict
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Step
from preau.law.words import counted

TEAM = decree("art. 7, § 4")
ADULT = 18
PEOPLE = ("personne", "personnes")
NOBODY_KNOWN = "les personnes présentes ne sont pas données."


def qualified(people: tuple[Person, ...], role: Role, day: date, field: str) -> Tally:
    """Return how many people are qualified for a role on a day. `field` names their list in a refusal."""
    worth = {Verdict.MET: True, Verdict.NOT_MET: False, Verdict.UNKNOWN: None}
    return tally(
        worth[qualification(person, role, day, f"{field}[{rank}].birth_date").qualified]
        for rank, person in enumerate(people)
    )


class PedagogicalTeamQuestion(Question, frozen=True, kw_only=True):
    """The members of the pedagogical team, paid or not, on a day; absent: unknown."""

    day: Day
    members: (
        Annotated[tuple[Person, ...], Meta(max_length=500, description="membres de l’équipe pédagogique")] | None
    ) = None


class PedagogicalTeam(Answer, frozen=True, kw_only=True):
    """The verdict S1 and what it rests on: the people, the qualified coordinators, all the qualified animators."""

    verdict: Verdict
    people: int | None
    coordinators: Tally | None
    animators: Tally | None


COORDINATOR = {"birth_date": "1990-04-02", "titles": [{"code": "C1", "obtained_on": "2013-06-30"}]}
ANIMATOR = {"birth_date": "2004-09-15", "titles": [{"code": "A5a", "obtained_on": "2023-07-01"}]}


@rule(
    title="École de devoirs : l’équipe pédagogique compte-t-elle assez de personnes qualifiées ?",
    articles=(TEAM, decree("art. 12")),
    example={"day": "2026-10-05", "members": [COORDINATOR, ANIMATOR, {"birth_date": "1998-01-20", "titles": []}]},
)
def edd_pedagogical_team(question: PedagogicalTeamQuestion) -> PedagogicalTeam:
    """Return whether the team has three people, among them a qualified coordinator and another qualified animator."""
    size = parameter("homework_schools.team.size").whole(question.day)
    if question.members is None:
        unknown = Criterion("S1", Verdict.UNKNOWN, f"l’équipe est inconnue ; il faut {size} personnes.", TEAM)
        return PedagogicalTeam(
            verdict=unknown.verdict, people=None, coordinators=None, animators=None, steps=(unknown.step,)
        )
    people = len(question.members)
    coordinators = qualified(question.members, Role.COORDINATOR, question.day, "members")
    animators = qualified(question.members, Role.ANIMATOR, question.day, "members")
    # Every coordinator is an animator: with two animators, one of them coordinator, both places can be filled.
    met = overall((verdict(people >= size), verdict(coordinators.reach(1)), verdict(animators.reach(2))))
    sentence = (
        f"{counted(people, *PEOPLE)}, il en faut {size} ; coordinateurs qualifiés : {coordinators.words}, il en faut 1 "
        f"; animateurs qualifiés, coordinateurs compris : {animators.words}, il en faut 2."
    )
    reading = (
        "Le coordinateur et l’animateur qualifiés sont deux personnes ; un second coordinateur compte comme animateur. "
        "L’autre lecture laisserait une personne tenir les deux places."
    )
    return PedagogicalTeam(
        verdict=met,
        people=people,
        coordinators=coordinators,
        animators=animators,
        steps=(Criterion("S1", met, sentence, TEAM).step, Step(reading, TEAM, kind="reading")),
    )


class OnCall(Question, frozen=True, kw_only=True):
    """An adult who can come; absent: unknown."""

    adult: Annotated[bool, Meta(description="a 18 ans ou plus")] | None = None
    minutes: Annotated[int, Meta(ge=0, le=1440, description="minutes pour arriver")] | None = None


class SessionQuestion(Question, frozen=True, kw_only=True):
    """One session: the children at the peak if the hours are known, else those of the day, and who is with them.

    Absent: unknown; an empty list means nobody.
    `s4b_requires_coordinator` takes the decree at its letter: the qualified people of S4b are coordinators.
    """

    day: Day
    children: Annotated[int, Meta(ge=0, le=10_000, description="enfants de 6 à 15 ans présents")] | None = None
    other_children: Annotated[int, Meta(ge=0, le=10_000, description="enfants d’un autre âge présents")] = 0
    present: Annotated[tuple[Person, ...], Meta(max_length=500, description="animateurs présents")] | None = None
    on_call: Annotated[tuple[OnCall, ...], Meta(max_length=50, description="adultes qui peuvent venir")] | None = None
    s4b_requires_coordinator: Annotated[bool, Meta(description="lire S4b à la lettre : des coordinateurs")] = False


class Session(Answer, frozen=True, kw_only=True):
    """The verdicts on one session and the numbers required; `s4b_only_by_reading`: the letter of the decree fails it.

    None as a required number: the children are unknown.
    """

    verdict: Verdict
    s4a: Verdict
    s4b: Verdict
    s5: Verdict
    required_animators: int | None
    required_qualified: int | None
    s4b_only_by_reading: bool


@rule(
    title="École de devoirs : cette séance compte-t-elle assez d’animateurs ?",
    articles=(TEAM,),
    example={"day": "2026-10-05", "children": 13, "present": [COORDINATOR, {"birth_date": "1998-01-20", "titles": []}]},
)
def edd_session(question: SessionQuestion) -> Session:
    """Return whether a session has its animators (S4a), its qualified ones (S4b) and its adults (S5)."""
    if question.children == 0:
        return _no_session()
    animators, qualified_needed = _required(question)
    coordinators, there = _there(question, Role.COORDINATOR), _there(question, Role.ANIMATOR)
    if question.s4b_requires_coordinator:
        there = coordinators
    s4a, s5 = _animators(question, animators), _adults(question)
    s4b = _qualified(question, there, qualified_needed)
    only_by_reading = s4b.verdict is Verdict.MET and not _reach(coordinators, qualified_needed)
    steps = [*_required_steps(question, animators, qualified_needed), s4a.step, s4b.step, *_readings(question)]
    if only_by_reading:
        steps.append(Step("S4b n’est remplie que par cette lecture.", TEAM, kind="warning"))
    return Session(
        verdict=overall((s4a.verdict, s4b.verdict, s5.verdict)),
        s4a=s4a.verdict,
        s4b=s4b.verdict,
        s5=s5.verdict,
        required_animators=animators,
        required_qualified=qualified_needed,
        s4b_only_by_reading=only_by_reading,
        steps=(*steps, s5.step, *_call_steps(question)),
    )


def _there(question: SessionQuestion, role: Role) -> Tally | None:
    """Return how many of the people present are qualified for a role; None when nobody knows who is present."""
    return None if question.present is None else qualified(question.present, role, question.day, "present")


def _no_session() -> Session:
    nothing = Verdict.NOT_APPLICABLE
    return Session(
        verdict=nothing,
        s4a=nothing,
        s4b=nothing,
        s5=nothing,
        required_animators=0,
        required_qualified=0,
        s4b_only_by_reading=False,
        steps=(Step("Aucun enfant de 6 à 15 ans présent : aucune norme ne s’applique.", TEAM),),
    )


def _required(question: SessionQuestion) -> tuple[int | None, int | None]:
    """Return the animators and the qualified ones required; None when the children are unknown."""
    if question.children is None:
        return None, None
    group = parameter("homework_schools.team.children_per_animator").whole(question.day)
    slice_ = parameter("homework_schools.team.animators_per_qualified").whole(question.day)
    animators = -(-question.children // group)
    return animators, -(-animators // slice_)


def _required_steps(question: SessionQuestion, animators: int | None, qualified_needed: int | None) -> list[Step]:
    steps = []
    if question.children is None:
        steps.append(Step("Le nombre d’enfants est inconnu.", TEAM, kind="warning"))
    else:
        words = counted(question.children, "enfant", "enfants")
        steps.append(Step(f"{words} de 6 à 15 ans, un animateur par groupe de 12 : il en faut {animators}.", TEAM))
        steps.append(
            Step(
                f"Un animateur qualifié par tranche entamée de 3 animateurs requis : il en faut {qualified_needed}.",
                TEAM,
            )
        )
    if question.other_children:
        heads = (question.children or 0) + question.other_children
        steps.append(
            Step(
                f"{counted(question.other_children, 'enfant', 'enfants')} d’un autre âge en plus, {heads} en tout : la "
                "norme ne les compte pas, veillez à l’encadrement.",
                TEAM,
                kind="warning",
            )
        )
    return steps


def _animators(question: SessionQuestion, needed: int | None) -> Criterion:
    if question.present is None:
        return Criterion("S4a", Verdict.UNKNOWN, NOBODY_KNOWN, TEAM)
    there = len(question.present)
    known = None if needed is None else there >= needed
    return Criterion("S4a", verdict(known), f"{counted(there, 'animateur présent', 'animateurs présents')}.", TEAM)


def _qualified(question: SessionQuestion, there: Tally | None, needed: int | None) -> Criterion:
    if there is None:
        return Criterion("S4b", Verdict.UNKNOWN, NOBODY_KNOWN, TEAM)
    noun = "coordinateurs qualifiés" if question.s4b_requires_coordinator else "animateurs qualifiés"
    return Criterion("S4b", verdict(_reach(there, needed)), f"{noun} présents : {there.words}.", TEAM)


def _reach(there: Tally | None, needed: int | None) -> bool | None:
    return None if needed is None or there is None else there.reach(needed)


def _adults(question: SessionQuestion) -> Criterion:
    needed = parameter("homework_schools.team.adults").whole(question.day)
    if question.present is None:
        return Criterion("S5", Verdict.UNKNOWN, NOBODY_KNOWN, TEAM)
    ages = [age_on(person.birth_date, question.day) for person in question.present]
    present = tally(None if age is None else age >= ADULT for age in ages)
    called = Tally(0, needed) if question.on_call is None else tally(one.adult for one in question.on_call)
    callers = "inconnus" if question.on_call is None else called.words
    # One adult must be there in any case; only the second may be on call.
    enough = between(
        present.surely >= 1 and present.surely + called.surely >= needed,
        present.possibly >= 1 and present.possibly + called.possibly >= needed,
    )
    sentence = (
        f"adultes présents : {present.words} ; adultes qui peuvent venir : {callers} ; il en faut {needed}, dont "
        "1 présent au moins."
    )
    return Criterion("S5", verdict(enough), sentence, TEAM)


def _call_steps(question: SessionQuestion) -> list[Step]:
    """Return what to write down and look at about the adults on call."""
    if not question.on_call:
        return []
    most = parameter("homework_schools.team.second_adult_minutes").whole(question.day)
    steps = [Step("Notez le nom, le téléphone et le délai d’arrivée du second adulte.", TEAM)]
    for one in question.on_call:
        if one.minutes is None:
            steps.append(Step("Le délai d’arrivée du second adulte est inconnu.", TEAM, kind="warning"))
        elif one.minutes > most:
            steps.append(
                Step(
                    f"Le second adulte arrive en {one.minutes} minutes. Le décret veut un délai raisonnable, sans "
                    f"nombre ; le repère du projet est de {most} minutes.",
                    TEAM,
                    kind="warning",
                )
            )
    return steps


def _readings(question: SessionQuestion) -> tuple[Step, ...]:
    letter = "« coordinateur » de l’art. 12, 2°, que cite le décret"
    kept = f"est pris à la lettre ; l’autre lecture compterait tout animateur qualifié ({decree('art. 12, 1°')})"
    if not question.s4b_requires_coordinator:
        kept = "est lu « animateur », art. 12, 1°, coordinateurs compris ; à la lettre il faudrait des coordinateurs"
    return (
        Step(f"S4b : le {letter}, {kept}.", TEAM, kind="reading"),
        Step(
            "S4a : 13 enfants demandent 2 animateurs. Une lecture plus souple ne compterait que les groupes complets, "
            "car seule S4b dit « tranche entamée ».",
            TEAM,
            kind="reading",
        ),
    )
