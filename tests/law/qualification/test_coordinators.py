"""ATL coordinators: a diploma, a pair of diploma and certificate, or none when recruited early."""

from datetime import date

import pytest

from preau.law.qualification.staff import Verdict
from tests.law.plain import lines
from tests.law.qualification.people import CERTIFICATES, DAY, coordinator, held


@pytest.mark.parametrize("diploma", ["higher_other", "higher_physical_education"])
@pytest.mark.parametrize("certificate", sorted(CERTIFICATES))
def test_any_higher_diploma_with_a_certificate_makes_a_coordinator(diploma, certificate):
    found = coordinator(certificate, diploma)
    assert (found.verdict, found.title) == (Verdict.QUALIFIED, diploma)


def test_the_explanations_of_a_coordinator():
    training = "L’employeur assure la formation continue du coordinateur. (décret du 3 juillet 2003, art. 17, § 3)"
    assert lines(coordinator("higher_other", "bagic")) == [
        "« enseignement supérieur d’une autre orientation, au moins de type court », avec « brevet d’aptitude à la "
        "gestion de projets et de programmes culturels (BAGIC) » : dans la liste des coordinateurs ATL. "
        "(arrêté du 3 décembre 2003, art. 6/1, § 1er, 2°, b)",
        training,
    ]
    assert lines(coordinator("higher_psychological")) == [
        "« enseignement supérieur psychologique, au moins de type court » : dans la liste des coordinateurs ATL. "
        "(arrêté du 3 décembre 2003, art. 6/1, § 1er, 1°)",
        training,
    ]
    assert lines(coordinator("bacv"))[-1] == (
        "Aucun titre de la liste, ni diplôme supérieur avec l’un des quatre brevets. "
        "(arrêté du 3 décembre 2003, art. 6/1)"
    )
    assert lines(coordinator(recruited=date(2009, 8, 6))) == [
        "Recruté au plus tard le 6 août 2009 : aucun titre n’est exigé. "
        "(décret du 3 juillet 2003, disposition transitoire du décret du 26 mars 2009)",
        training,
    ]


@pytest.mark.parametrize(
    ("recruited", "day", "codes", "verdict"),
    [
        (date(2009, 8, 6), DAY, (), Verdict.EXEMPT),
        (date(2009, 8, 7), DAY, (), Verdict.NOT_COMPLIANT),
        (date(2009, 8, 7), date(2009, 10, 25), ("higher_social",), Verdict.UNKNOWN),
        (date(2009, 8, 7), date(2009, 10, 26), ("higher_social",), Verdict.QUALIFIED),
        (date(2009, 8, 7), date(2009, 10, 26), ("higher_other", "bccv"), Verdict.QUALIFIED),
        (None, DAY, (), Verdict.UNKNOWN),
        (None, DAY, ("higher_pedagogical",), Verdict.QUALIFIED),
        (None, DAY, ("higher_other", "bccv"), Verdict.QUALIFIED),
    ],
)
def test_coordinators_recruited_before_and_after(recruited, day, codes, verdict):
    assert coordinator(*codes, day=day, recruited=recruited).verdict is verdict


def test_what_is_missing_for_a_coordinator():
    unknown = coordinator(recruited=None)
    assert unknown.steps[-1].text_fr == (
        "Le jour du recrutement n’est pas donné ; après le 6 août 2009, un titre est exigé."
    )
    assert unknown.steps[-1].kind == "warning"
    early = coordinator("higher_social", recruited=date(2009, 9, 1), day=date(2009, 10, 1))
    assert [(step.text_fr, step.kind) for step in early.steps] == [
        ("La liste des titres n’existe que depuis le 26 octobre 2009.", "warning")
    ]


def test_a_certificate_not_yet_obtained_does_not_pair():
    titles = (*held("higher_other"), *held("bccv", obtained=date(2026, 11, 21)))
    assert coordinator(titles=titles).verdict is Verdict.NOT_COMPLIANT
    assert coordinator(titles=titles, day=date(2026, 11, 21)).verdict is Verdict.QUALIFIED
