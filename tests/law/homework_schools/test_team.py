"""The pedagogical team (S1) and each session (S4, S5)."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.qualification import Person, Title
from preau.law.homework_schools.team import (
    OnCall,
    PedagogicalTeamQuestion,
    SessionQuestion,
    edd_pedagogical_team,
    edd_session,
)
from preau.law.homework_schools.titles import TitleCode
from preau.law.homework_schools.verdicts import Tally

DAY = date(2026, 10, 5)
ARTICLE = "(décret EDD du 28 avril 2004, art. 7, § 4)"


def person(code=None, born=date(1990, 1, 1)):
    titles = (Title(code=TitleCode(code), obtained_on=date(2015, 6, 30)),) if code else ()
    return Person(birth_date=born, titles=titles)


COORDINATOR, ANIMATOR, THIRD = person("C1"), person("A5a"), person()
YOUNG_COORDINATOR = person("C1", born=date(2009, 1, 1))
YOUNG_ANIMATOR = person("A5a", born=date(2009, 1, 1))
UNKNOWN = Person(birth_date=date(1990, 1, 1))
AGELESS = Person(titles=(Title(code=TitleCode.A5A, obtained_on=date(2015, 6, 30)),))
ADULT_ON_CALL = OnCall(adult=True, minutes=10)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((COORDINATOR, ANIMATOR, THIRD), "met"),
        ((COORDINATOR, COORDINATOR, THIRD), "met"),
        ((COORDINATOR, ANIMATOR), "not_met"),
        ((COORDINATOR, THIRD, THIRD), "not_met"),
        ((ANIMATOR, ANIMATOR, ANIMATOR), "not_met"),
        ((YOUNG_COORDINATOR, ANIMATOR, THIRD), "not_met"),
        ((COORDINATOR, YOUNG_COORDINATOR, THIRD), "met"),
        ((COORDINATOR, UNKNOWN, THIRD), "unknown"),
        ((UNKNOWN, ANIMATOR, THIRD), "unknown"),
        ((UNKNOWN, THIRD, THIRD), "not_met"),
        ((UNKNOWN, UNKNOWN), "not_met"),
        ((), "not_met"),
        (None, "unknown"),
    ],
)
def test_the_pedagogical_team(members, expected):
    assert edd_pedagogical_team(PedagogicalTeamQuestion(day=DAY, members=members)).verdict == expected


def test_the_explanation_of_a_team():
    answer = edd_pedagogical_team(PedagogicalTeamQuestion(day=DAY, members=(COORDINATOR, UNKNOWN, THIRD)))
    assert (answer.people, answer.coordinators, answer.animators) == (3, Tally(1, 2), Tally(1, 2))
    assert [step.line for step in answer.steps] == [
        "S1, à vérifier : 3 personnes, il en faut 3 ; coordinateurs qualifiés : de 1 à 2, il en faut 1 ; animateurs "
        f"qualifiés, coordinateurs compris : de 1 à 2, il en faut 2. {ARTICLE}",
        "Le coordinateur et l’animateur qualifiés sont deux personnes ; un second coordinateur compte comme animateur. "
        f"L’autre lecture laisserait une personne tenir les deux places. {ARTICLE}",
    ]
    assert [step.kind for step in answer.steps] == ["warning", "reading"]
    nobody = edd_pedagogical_team(PedagogicalTeamQuestion(day=DAY))
    assert [step.line for step in nobody.steps] == [
        f"S1, à vérifier : l’équipe est inconnue ; il faut 3 personnes. {ARTICLE}"
    ]
    assert (nobody.people, nobody.coordinators, nobody.animators) == (None, None, None)


@pytest.mark.parametrize(
    ("children", "animators", "qualified"),
    [
        (1, 1, 1),
        (12, 1, 1),
        (13, 2, 1),
        (24, 2, 1),
        (25, 3, 1),
        (36, 3, 1),
        (37, 4, 2),
        (48, 4, 2),
        (49, 5, 2),
        (60, 5, 2),
        (61, 6, 2),
        (72, 6, 2),
        (73, 7, 3),
        (84, 7, 3),
        (85, 8, 3),
        (96, 8, 3),
    ],
)
def test_the_numbers_required(children, animators, qualified):
    answer = edd_session(SessionQuestion(day=DAY, children=children))
    assert (answer.required_animators, answer.required_qualified) == (animators, qualified)
    for there, s4a in ((animators, "met"), (animators - 1, "not_met")):
        assert edd_session(SessionQuestion(day=DAY, children=children, present=(THIRD,) * there)).s4a == s4a
    for there, s4b in ((qualified, "met"), (qualified - 1, "not_met")):
        assert edd_session(SessionQuestion(day=DAY, children=children, present=(ANIMATOR,) * there)).s4b == s4b


@pytest.mark.parametrize(
    ("children", "present", "on_call", "s4a", "s4b", "s5"),
    [
        (12, (ANIMATOR,), (), "met", "met", "not_met"),
        (12, (ANIMATOR,), (ADULT_ON_CALL,), "met", "met", "met"),
        (12, (THIRD, THIRD), (), "met", "not_met", "met"),
        (13, (ANIMATOR,), (ADULT_ON_CALL,), "not_met", "met", "met"),
        (13, (ANIMATOR, THIRD), (), "met", "met", "met"),
        (24, (YOUNG_ANIMATOR, person(born=date(2006, 5, 1))), (), "met", "met", "not_met"),
        (36, (ANIMATOR, THIRD, THIRD), (), "met", "met", "met"),
        (37, (ANIMATOR, THIRD, THIRD, THIRD), (), "met", "not_met", "met"),
        (37, (ANIMATOR, ANIMATOR, THIRD, THIRD), (), "met", "met", "met"),
        (12, (YOUNG_ANIMATOR,), (ADULT_ON_CALL, ADULT_ON_CALL), "met", "met", "not_met"),
        (12, (ANIMATOR,), (OnCall(adult=False, minutes=5),), "met", "met", "not_met"),
        (12, (ANIMATOR,), (OnCall(minutes=5),), "met", "met", "unknown"),
        (12, (AGELESS,), (ADULT_ON_CALL,), "met", "unknown", "unknown"),
        (12, (ANIMATOR, AGELESS), (), "met", "met", "unknown"),
        (12, (UNKNOWN, THIRD), (), "met", "unknown", "met"),
        (None, (ANIMATOR, THIRD), (), "unknown", "unknown", "met"),
        (12, (), (), "not_met", "not_met", "not_met"),
        (12, None, (), "unknown", "unknown", "unknown"),
        (12, (ANIMATOR,), None, "met", "met", "unknown"),
        (12, (ANIMATOR, THIRD), None, "met", "met", "met"),
        (12, (), None, "not_met", "not_met", "not_met"),
    ],
)
def test_sessions(children, present, on_call, s4a, s4b, s5):
    answer = edd_session(SessionQuestion(day=DAY, children=children, present=present, on_call=on_call))
    assert (answer.s4a, answer.s4b, answer.s5) == (s4a, s4b, s5)
    worst = {s4a, s4b, s5}
    assert answer.verdict == ("not_met" if "not_met" in worst else "unknown" if "unknown" in worst else "met")


def test_age_is_that_of_the_day_of_presence():
    young = person(born=date(2008, 10, 6))
    for day, s5 in ((date(2026, 10, 5), "not_met"), (date(2026, 10, 6), "met")):
        assert edd_session(SessionQuestion(day=day, children=12, present=(ANIMATOR, young), on_call=())).s5 == s5


def test_no_child_no_ratio():
    answer = edd_session(SessionQuestion(day=DAY, children=0, present=(THIRD,)))
    assert {answer.verdict, answer.s4a, answer.s4b, answer.s5} == {"not_applicable"}
    assert (answer.required_animators, answer.required_qualified, answer.s4b_only_by_reading) == (0, 0, False)
    assert [step.line for step in answer.steps] == [
        f"Aucun enfant de 6 à 15 ans présent : aucune norme ne s’applique. {ARTICLE}"
    ]


@pytest.mark.parametrize(
    ("present", "letter", "s4b", "only_by_reading"),
    [
        ((ANIMATOR, THIRD), False, "met", True),
        ((COORDINATOR, THIRD), False, "met", False),
        ((ANIMATOR, THIRD), True, "not_met", False),
        ((COORDINATOR, THIRD), True, "met", False),
        ((THIRD, THIRD), False, "not_met", False),
        ((ANIMATOR, UNKNOWN), False, "met", True),
    ],
)
def test_s4b_as_read_and_at_its_letter(present, letter, s4b, only_by_reading):
    question = SessionQuestion(day=DAY, children=12, present=present, s4b_requires_coordinator=letter)
    answer = edd_session(question)
    assert (answer.s4b, answer.s4b_only_by_reading) == (s4b, only_by_reading)
    said = [step.line for step in answer.steps if step.kind == "warning"]
    assert (f"S4b n’est remplie que par cette lecture. {ARTICLE}" in said) is only_by_reading


def test_the_explanation_of_a_session():
    on_call = (OnCall(adult=True, minutes=16), OnCall(adult=True, minutes=15), OnCall(adult=False))
    answer = edd_session(
        SessionQuestion(day=DAY, children=12, other_children=3, present=(COORDINATOR,), on_call=on_call)
    )
    assert [(step.text_fr, step.kind) for step in answer.steps] == [
        ("12 enfants de 6 à 15 ans, un animateur par groupe de 12 : il en faut 1.", "step"),
        ("Un animateur qualifié par tranche entamée de 3 animateurs requis : il en faut 1.", "step"),
        (
            "3 enfants d’un autre âge en plus, 15 en tout : la norme ne les compte pas, veillez à l’encadrement.",
            "warning",
        ),
        ("S4a, rempli : 1 animateur présent.", "step"),
        ("S4b, rempli : animateurs qualifiés présents : 1.", "step"),
        (
            "S4b : le « coordinateur » de l’art. 12, 2°, que cite le décret, est lu « animateur », art. 12, 1°, "
            "coordinateurs compris ; à la lettre il faudrait des coordinateurs.",
            "reading",
        ),
        (
            "S4a : 13 enfants demandent 2 animateurs. Une lecture plus souple ne compterait que les groupes complets, "
            "car seule S4b dit « tranche entamée ».",
            "reading",
        ),
        (
            "S5, rempli : adultes présents : 1 ; adultes qui peuvent venir : 2 ; il en faut 2, dont 1 présent au "
            "moins.",
            "step",
        ),
        ("Notez le nom, le téléphone et le délai d’arrivée du second adulte.", "step"),
        (
            "Le second adulte arrive en 16 minutes. Le décret veut un délai raisonnable, sans nombre ; le repère du "
            "projet est de 15 minutes.",
            "warning",
        ),
        ("Le délai d’arrivée du second adulte est inconnu.", "warning"),
    ]
    assert {step.article for step in answer.steps} == {"décret EDD du 28 avril 2004, art. 7, § 4"}


def test_who_is_not_given_is_not_nobody():
    answer = edd_session(SessionQuestion(day=DAY, children=12))
    assert [step.text_fr for step in answer.steps if step.kind == "warning"] == [
        "S4a, à vérifier : les personnes présentes ne sont pas données.",
        "S4b, à vérifier : les personnes présentes ne sont pas données.",
        "S5, à vérifier : les personnes présentes ne sont pas données.",
    ]
    alone = edd_session(SessionQuestion(day=DAY, children=12, present=(COORDINATOR,)))
    assert alone.steps[-1].text_fr == (
        "S5, à vérifier : adultes présents : 1 ; adultes qui peuvent venir : inconnus ; il en faut 2, dont 1 présent "
        "au moins."
    )


def test_two_animators():
    answer = edd_session(SessionQuestion(day=DAY, children=12, present=(ANIMATOR, THIRD)))
    assert answer.steps[2].text_fr == "S4a, rempli : 2 animateurs présents."


def test_one_child():
    answer = edd_session(SessionQuestion(day=DAY, children=1))
    assert answer.steps[0].text_fr == "1 enfant de 6 à 15 ans, un animateur par groupe de 12 : il en faut 1."


def test_the_letter_and_the_unknown_are_explained():
    question = SessionQuestion(day=DAY, other_children=1, present=(ANIMATOR,), s4b_requires_coordinator=True)
    answer = edd_session(question)
    assert (answer.required_animators, answer.required_qualified) == (None, None)
    assert {step.article for step in answer.steps} == {"décret EDD du 28 avril 2004, art. 7, § 4"}
    assert [(step.text_fr, step.kind) for step in answer.steps[:5]] == [
        ("Le nombre d’enfants est inconnu.", "warning"),
        (
            "1 enfant d’un autre âge en plus, 1 en tout : la norme ne les compte pas, veillez à l’encadrement.",
            "warning",
        ),
        ("S4a, à vérifier : 1 animateur présent.", "warning"),
        ("S4b, à vérifier : coordinateurs qualifiés présents : 0.", "warning"),
        (
            "S4b : le « coordinateur » de l’art. 12, 2°, que cite le décret, est pris à la lettre ; l’autre lecture "
            "compterait tout animateur qualifié (décret EDD du 28 avril 2004, art. 12, 1°).",
            "reading",
        ),
    ]


@pytest.mark.parametrize(
    ("rule", "question", "field"),
    [
        ("edd_session", '{"day": "2026-10-05", "children": -1}', "children"),
        ("edd_session", '{"day": "2026-10-05", "on_call": [{"minutes": 1441}]}', "on_call[0].minutes"),
        (
            "edd_session",
            '{"day": "2026-10-05", "children": 1, "present": [{}, {"birth_date": "2026-10-06"}]}',
            "present[1].birth_date",
        ),
        (
            "edd_pedagogical_team",
            '{"day": "2026-10-05", "members": [{"birth_date": "2030-01-01"}]}',
            "members[0].birth_date",
        ),
        ("edd_pedagogical_team", '{"members": []}', "day"),
    ],
)
def test_bad_input_names_the_field(rule, question, field):
    reply = ask(rule, question)
    assert (reply.ok, reply.error.field) == (False, field)


def test_the_norms_before_2013_are_not_known():
    for rule in ("edd_session", "edd_pedagogical_team"):
        assert ask(rule, '{"day": "2013-08-31"}').error.code == "cannot_compute"
