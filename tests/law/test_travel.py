"""Journeys of children between school and care."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.results import CannotCompute
from preau.law.travel import TravelLimitsQuestion, TravelMode, travel_limits

DAY = date(2026, 11, 20)
LENGTH = "(arrêté du 3 décembre 2003, art. 4)"
JOURNEY = "(décret du 3 juillet 2003, art. 15, § 2, al. 3)"
CONSENT = "(décret du 3 juillet 2003, art. 15, § 2, al. 4)"
FOOT, BUS, CAR = TravelMode.ON_FOOT, TravelMode.PUBLIC_TRANSPORT, TravelMode.OTHER_VEHICLE


def asked(mode=FOOT, minutes=None, **more):
    return travel_limits(
        TravelLimitsQuestion(
            **{"day": DAY, "mode": mode, "minutes": minutes, "inside_zone": True, "supervised": True, **more}
        )
    )


@pytest.mark.parametrize(
    ("mode", "minutes", "most", "allowed"),
    [
        (FOOT, 15, 15, True),
        (FOOT, 16, 15, None),
        (FOOT, 0, 15, True),
        (BUS, 30, 30, True),
        (BUS, 31, 30, None),
        (CAR, 30, 30, True),
        (CAR, 31, 30, None),
        (FOOT, None, 15, None),
    ],
)
def test_the_longest_journey(mode, minutes, most, allowed):
    found = asked(mode, minutes)
    assert (found.bound, found.most_minutes, found.allowed) == (True, most, allowed)


@pytest.mark.parametrize(("consent", "allowed"), [(True, True), (False, False), (None, None)])
def test_the_parents_may_accept_a_longer_one(consent, allowed):
    assert asked(FOOT, 16, consent=consent).allowed is allowed
    assert asked(FOOT, 15, consent=consent).allowed is True


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        ({"inside_zone": False}, False),
        ({"supervised": False}, False),
        ({"inside_zone": None}, None),
        ({"supervised": None}, None),
        ({"inside_zone": None, "supervised": False}, False),
        ({"inside_zone": False, "supervised": None}, False),
    ],
)
def test_what_nobody_can_waive(more, allowed):
    assert asked(FOOT, 15, consent=True, **more).allowed is allowed


def test_the_whole_explanation():
    found = asked(CAR, 31)
    assert [step.line for step in found.steps] == [
        "Lecture retenue : l’arrêté ne vise que la marche et le transport en commun, dont la durée est appliquée. "
        + LENGTH,
        f"Le déplacement dans un autre véhicule dure au plus 30 minutes. {LENGTH}",
        f"31 minutes : 1 de trop, sauf si la personne qui confie l’enfant l’accepte : donnez « consent ». {CONSENT}",
        f"Le déplacement doit rester dans la zone du programme CLE : c’est le cas. {JOURNEY}",
        f"Le déplacement doit être encadré de manière adaptée : c’est le cas. {JOURNEY}",
    ]
    assert [step.kind for step in found.steps] == ["reading", "step", "warning", "step", "step"]


@pytest.mark.parametrize(
    ("minutes", "consent", "line", "kind"),
    [
        (15, None, f"15 minutes : la durée est respectée. {LENGTH}", "step"),
        (20, True, f"20 minutes : 5 de trop, mais la personne qui confie l’enfant l’a accepté. {CONSENT}", "step"),
        (
            20,
            False,
            f"20 minutes : 5 de trop, et la personne qui confie l’enfant ne l’a pas accepté. {CONSENT}",
            "step",
        ),
        (None, True, f"La durée prévisible n’est pas donnée : donnez « minutes ». {LENGTH}", "warning"),
    ],
)
def test_the_sentence_on_the_length(minutes, consent, line, kind):
    steps = asked(FOOT, minutes, consent=consent).steps
    assert steps[0].line == f"Le déplacement à pied dure au plus 15 minutes. {LENGTH}"
    assert (steps[1].line, steps[1].kind) == (line, kind)
    assert asked(BUS).steps[0].line == f"Le déplacement en transport en commun dure au plus 30 minutes. {LENGTH}"


def test_the_sentences_on_the_conditions():
    steps = asked(FOOT, 15, inside_zone=False, supervised=None).steps
    assert [step.line for step in steps[2:]] == [
        f"Le déplacement doit rester dans la zone du programme CLE : ce n’est pas le cas. {JOURNEY}",
        f"Le déplacement doit être encadré de manière adaptée : ce n’est pas dit, donnez « supervised ». {JOURNEY}",
    ]
    assert [step.kind for step in steps[2:]] == ["step", "warning"]
    unknown = asked(FOOT, 15, inside_zone=None).steps[2]
    assert "donnez « inside_zone »" in unknown.text_fr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"home_trip": True}, "Un trajet depuis ou vers la résidence de l’enfant n’est pas visé."),
        ({"next_to_lessons": False}, "Un trajet qui ne précède ni ne suit immédiatement les cours n’est pas visé."),
    ],
)
def test_journeys_the_article_is_not_about(more, words):
    found = asked(FOOT, 90, **more)
    assert (found.bound, found.most_minutes, found.allowed) == (False, None, None)
    assert [step.line for step in found.steps] == [f"{words} {JOURNEY}"]


def test_before_the_order():
    assert asked(FOOT, 15, day=date(2004, 1, 1)).allowed is True
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2004"):
        asked(FOOT, 15, day=date(2003, 12, 31))


def test_asked_in_json():
    found = ask("travel_limits", b'{"day": "2026-11-20", "mode": "on_foot"}')
    assert found.result == {"bound": True, "most_minutes": 15, "allowed": None}
    for minutes in (-1, 1441):
        refused = ask("travel_limits", b'{"day": "2026-11-20", "mode": "on_foot", "minutes": %d}' % minutes).error
        assert (refused.code, refused.field) == ("out_of_range", "minutes")
    refused = ask("travel_limits", b'{"day": "2026-11-20", "mode": "bike"}').error
    assert (refused.code, refused.field) == ("wrong_value", "mode")
