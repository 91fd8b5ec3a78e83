"""Text is read as words: what does not tell is dropped, what tells apart is kept apart."""

import pytest

from preau.training.matching.vocabulary import Vocabulary
from preau.training.matching.words import initials, read, sound, stem


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("L'Étincelle a.s.b.l.", ("etincelle",), ()),
        ("Les Jeux coopératifs", ("jeu", "cooperatif"), ()),
        ("Accueil des 3-12 ans", ("accueil",), ("12", "3")),
        ("accueil de 3 à 12ans", ("accueil",), ("12", "3")),
        ("2,5 ans", (), ("2.5",)),
        ("Secourisme II", ("secourisme",), ("2",)),
        ("Secourisme, partie I", ("secourisme", "partie"), ("1",)),
        ("Secourisme I", ("secourisme",), ("1",)),
        ("niveau1", ("niveau",), ("1",)),
        ("2e année", ("annee",), ("2",)),
        ("Atelier, module B", ("atelier", "module"), ("2",)),
        ("module a distance", ("module", "distance"), ()),
        ("Contes (6h) 12/03/2025", ("conte",), ()),
        ("Contes, 2 jours, 2024", ("conte",), ()),
        ("O.N.E.", ("one",), ()),
        ("1ers secours", ("premier", "secour"), ()),
        ("premier secours", ("premier", "secour"), ()),
        ("Œuvre", ("oeuvre",), ()),
        ("inst. prom soc", ("institut", "promotion", "sociale"), ()),
        ("", (), ()),
        ("x" * 5000, ("x" * 399,), ()),
    ],
)
def test_read(text, words, numbers):
    found = read(text)
    assert (found.words, found.numbers) == (words, numbers)


def test_levels_are_known_by_their_sense():
    assert read("Contes - perfectionnement").levels == read("Contes, avancés").levels == {"suite"}
    assert read("Contes - initiation").levels != read("Contes - recyclage").levels


def test_what_is_heard_alike_is_alike():
    assert sound("fotografie") == sound("photographie")
    assert sound("psichomotricité") == sound("psychomotricité")
    assert sound("conte") != sound("chant")


def test_a_stem_keeps_four_letters():
    assert stem("animer") == stem("animation") == stem("animateur") == "anim"
    assert stem("jouer") == "jouer"


def test_initials():
    assert initials("Centre de formation et d'action pour l'enfance asbl") == "cfae"


def test_the_vocabulary_corrects_parts_and_joins():
    words = Vocabulary([[("secourisme", "pediatrique"), ("psychomotricite",), ("extrascolaire",), ("premier", "jeu")]])
    best = dict(words.neighbours("secourismme"))
    assert best["secourisme"] > 0.9
    assert "psychomotricite" in dict(words.neighbours("psychomot"))
    assert words.parted(("extra", "scolaire")) == ("extrascolaire",)
    assert words.parted(("premierjeu",)) == ("premier", "jeu")
    assert words.neighbours("zzzzzz") == ()
    assert words.weight("zzzzzz") > words.weight("formation")
