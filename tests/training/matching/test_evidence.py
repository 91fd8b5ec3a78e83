"""What is typed is understood, and what is not sure is left to a person, with the reasons said."""

import pytest

from preau.training.matching import Catalogue, Decision, Encoding, match
from preau.training.matching.evidence import SENTENCES
from tests.training.matching.made import found, module, organisation

AUTO, REVIEW, NONE = Decision.AUTO, Decision.REVIEW, Decision.NONE


@pytest.mark.parametrize(
    ("organisation", "module", "hours", "meant", "because"),
    [
        ("La Caravane bleue", "Premiers secours pédiatriques", 12, "secours", "name"),
        ("LA CARAVANE BLEUE ASBL", "PREMIERS SECOURS PEDIATRIQUES", 12, "secours", "name"),
        ("bleue caravane", "pédiatriques premiers secours", None, "secours", "name"),
        ("la caravanne bleu", "premier secours pediatrique", 12, "secours", "name"),
        ("LCB", "1ers secours pédiatriques", 12, "secours", "alias"),
        ("l.c.b.", "Premiers secours pédiatriques recyclage", 6, "recyclage", "alias"),
        ("service educatif orbais", "Gestion des conflits", 12, "conflits", "alias"),
        ("FAJ", "gestion des conflits", 12, "conflits-faj", "acronym"),
        ("CRAE", "désamorcer les disputes", 12, "conflits", "title"),
        ("C.R.A.E. asbl", "observer module II", 6, "deux", "alias"),
        ("crae", "Accueil des enfants de 3 à 12 ans", 14, "grands", "title"),
        ("Zoé Marnelle", "Premiers secours pédiatriques", 12, "secours", "trainer"),
        ("MARNELLE Zoe (formatrice)", "Premiers secours pédiatriques", 12, "secours", "trainer"),
        ("Salle des Quatre Vents", "Contes et comptines", 6, "contes", "place"),
        ("trois petits tours", "comptines, contes", 6, "contes", "name"),
        ("Contes et comptines", "3 petits tours", 6, "contes", "swapped"),
        ("", "FAJ - Gestion des conflits", 12, "conflits-faj", "merged"),
        ("AUTRE", "Gestion des conflits (FAJ) 12/03/2025, 2 jours", 12, "conflits-faj", "merged"),
        ("Formation Action Jeunesse", "Animation d'un groupe d'enfants", 12, "groupe", "title"),
        ("inst. prom soc Valbrun", "psychomotricité relationnelle", 40, "psycho", "name"),
    ],
)
def test_settled_alone(organisation, module, hours, meant, because):
    answer = found(organisation, module, hours)
    assert (answer.decision, answer.module) == (AUTO, meant)
    assert because in answer.codes
    assert answer.score >= 0.9


@pytest.mark.parametrize(
    ("organisation", "module", "hours", "likely", "because"),
    [
        ("CRAE", "Accueil des enfants", 14, {"bebes", "grands"}, "level_unsaid"),
        ("CRAE", "Observer, module 3", 6, {"un", "deux"}, "other_level"),
        ("CRAE", "Accueil des enfants de 6-12 ans", 14, {"bebes", "grands"}, "other_level"),
        ("La Caravane bleue", "Premiers secours pédiatriques - initiation", 12, {"secours"}, "other_level"),
        ("La Caravane bleue", "Premiers secours pédiatriques", 30, {"secours"}, "hours_contradict"),
        ("La Caravane bleue", "Premiers secours pédiatriques", 6, {"secours"}, "hours_of_another"),
        ("Paul Tissart", "Gestion des conflits", 12, {"conflits", "conflits-faj"}, "shared_trainer"),
        ("Campus de Brassival", "Gestion des conflits", 12, {"conflits", "conflits-faj"}, "shared_place"),
        ("Institut de promotion sociale", "Psychomotricité relationnelle", 40, {"psycho", "psycho-h"}, "close_second"),
        ("Institut de promotion sociale de Malvaux", "Psychomotricité relationnelle", 40, {"psycho", "psycho-h"}, None),
        ("Premiers secours pédiatriques", "", 12, {"secours"}, "title_as_provider"),
        ("La Caravane bleue", "Gestion des conflits", 12, {"conflits", "conflits-faj"}, "better_provider"),
        ("Studio Inconnu", "Contes et comptines", 6, {"contes"}, "other_provider"),
        ("4 Petits Tours", "Contes et comptines", 6, {"contes"}, "other_provider"),
        ("3 petits tours", "contes et comptines pour adultes allophones", 6, {"contes"}, "other_words"),
    ],
)
def test_left_to_a_person_with_the_right_candidate(organisation, module, hours, likely, because):
    answer = found(organisation, module, hours)
    assert answer.decision is REVIEW
    assert likely & {one.module for one in answer.candidates[:2]}
    assert answer.score < 0.9
    if because:
        assert because in {code for one in (answer, *answer.candidates) for code in one.codes}


def test_a_provider_whose_module_is_unknown_is_proposed_alone():
    answer = found("Formation Action Jeunesse", "Aromathérapie")
    assert (answer.decision, answer.organisation, answer.module) == (REVIEW, "faj", None)
    answer = found("Formation Action Jeunesse", "Gestion du stress")
    assert (answer.decision, answer.organisation, answer.module) == (REVIEW, "faj", None)
    assert answer.candidates[0].module == "conflits-faj"


@pytest.mark.parametrize(
    ("organisation", "module"), [("", ""), ("?", "-"), ("Ferme du Basalte", "Apiculture"), ("asbl", "")]
)
def test_nothing_is_proposed_for_what_is_nowhere(organisation, module):
    answer = found(organisation, module)
    assert (answer.decision, answer.organisation, answer.module) == (NONE, None, None)


def test_a_word_of_the_title_does_not_name_the_provider_too():
    rows = [organisation("y", "Le Yoga"), module("m", "y", "Yoga", 6)]
    for typed in (("", "Yoga"), ("Yoga", ""), ("Studio Inconnu", "Yoga")):
        assert match(Catalogue(rows), [Encoding(*typed)])[0].decision is REVIEW
    assert match(Catalogue(rows), [Encoding("Yoga", "Yoga")])[0].decision is AUTO


def test_half_the_hours_may_be_one_day_of_two():
    assert found("FAJ", "Gestion des conflits", 6).decision is AUTO
    assert found("FAJ", "Gestion des conflits", 4).decision is REVIEW


def test_unknown_hours_speak_neither_for_nor_against():
    answer = found("FAJ", "Gestion des conflits")
    assert answer.decision is AUTO
    assert not {"hours", "hours_contradict"} & set(answer.codes)


def test_every_reason_is_a_short_french_sentence():
    answer = found("LCB", "Premiers secours pédiatriques", 12)
    assert answer.reasons == ["c’est un autre nom de l’organisme", "l’intitulé concorde", "les heures concordent"]
    assert all(len(sentence) < 90 and "'" not in sentence for sentence in SENTENCES.values())


def test_candidates_come_best_first_and_each_once():
    answer = found("Institut de promotion sociale", "Psychomotricité", 40)
    scores = [one.score for one in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert len({(one.organisation, one.module) for one in answer.candidates}) == len(answer.candidates) <= 5
