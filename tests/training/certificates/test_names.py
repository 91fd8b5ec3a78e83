"""Persons and bodies named in a certificate: accents, order, hyphens, initials, what a scan gets wrong."""

import pytest

from preau.training.certificates.names import names_person, names_thing


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Madame Zoé Van den Berghe", "Zoé", "Van den Berghe"),
        ("VAN DEN BERGHE Zoe", "Zoé", "Van den Berghe"),
        ("Mme DUPONT-LEROY Marie-Claire", "Marie Claire", "Dupont Leroy"),
        ("Z. Lambert", "Zoé", "Lambert"),
        ("certifie que Zoe Larnbert a suivi", "Zoé", "Lambert"),
        ("Z0é L4mbert puis Zoé Lambert", "Zoé", "Lambert"),
        ("Nom : Lambert\nPrénom : Zoé", "Zoé", "Lambert"),
        ("Nom : Lambert Prénom : Zoé", "Zoé", "Lambert"),
        ("Lambert, Zoé", "Zoé", "Lambert"),
        ("Ali N'Diaye", "Ali", "N’Diaye"),
        ("Anne-Marie Petit", "Anne", "Petit"),
        ("Lambert Paul\nLambert Zoé", "Zoé", "Lambert"),
    ],
)
def test_named(text: str, first: str, last: str) -> None:
    assert names_person(text, first, last).named is True


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Madame Lambert", "Zoé", "Lambert"),
        ("M. Lambert", "Marie", "Lambert"),
        ("Marie Dupond", "Marie", "Dupont"),
        ("Lambert\nZoé", "Zoé", "Lambert"),
        ("Paul Lambert, Zoé Petit", "Zoé", "Lambert"),
    ],
)
def test_likely_but_not_sure(text: str, first: str, last: str) -> None:
    naming = names_person(text, first, last)

    assert naming.named is None
    assert naming.seen


@pytest.mark.parametrize(
    "text", ["", "rien ici", "Paul Lambert", "Lambert Paul, Dupont Zoé", "Paul Lambert et Zoé Dupont"]
)
def test_not_named(text: str) -> None:
    assert names_person(text, "Zoé", "Lambert").named is False


@pytest.mark.parametrize("text", ["certifie que Zoé Lambert a suivi", "ZOÉ LAMBERT A SUIVI"])
def test_a_verb_after_the_name_is_no_initial(text):
    assert names_person(text, "Ali", "Lambert").named is False


def test_an_initial_after_the_name():
    assert names_person("Lambert A.", "Ali", "Lambert").named is True


def test_the_name_of_somebody_else_is_quoted() -> None:
    assert names_person("certifie que Paul Lambert", "Zoé", "Lambert").seen == "Paul Lambert"


def test_a_body_under_any_of_its_names() -> None:
    names = ("Centre de formation Les Ateliers du Tilleul asbl", "CFAT")

    assert names_thing("le CFAT certifie", names, 0.85, 0.5).named is True
    assert names_thing("Centre de formation « Les ateliers du tilleul »", names, 0.85, 0.5).named is True
    assert names_thing("Les Ateliers du Tilleul", names[:1], 0.85, 0.5).named is None
    assert names_thing("La Ruche des jeux", names, 0.85, 0.5).named is False
