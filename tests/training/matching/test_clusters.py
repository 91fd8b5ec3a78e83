"""What no catalogue knows is grouped: one provider typed in many ways, one title typed in many ways."""

from preau.training.matching import look_alikes


def test_many_ways_of_typing_are_one_cluster():
    typed = [
        ("Studio Ombelline", "Marionnettes et ombres"),
        ("studio ombelline asbl", "marionettes et ombres"),
        ("STUDIO OMBELINE", "Ombres et marionnettes"),
        ("Ombelline (studio)", "Marionnettes et ombres"),
        ("Ferme du Basalte", "Apiculture"),
        ("Studio Ombelline", "Cirque"),
    ]
    clusters = look_alikes(typed)
    assert [one.members for one in clusters] == [(0, 1, 2, 3), (4,), (5,)]
    assert clusters[0].module == "Marionnettes et ombres"


def test_another_number_or_level_is_another_cluster():
    typed = [("Studio", f"Contes {end}") for end in ("niveau 1", "niveau 2", "0-3 ans", "3-12 ans", "recyclage")]
    assert len(look_alikes(typed)) == 5


def test_an_acronym_joins_its_name():
    typed = [("Centre de recherche sur le jeu", "Toupies"), ("CRJ", "toupies"), ("C.R.J.", "Toupie")]
    assert len(look_alikes(typed)) == 1


def test_texts_without_words_are_together_and_alone():
    assert [one.members for one in look_alikes([("?", "-"), ("", ""), ("Studio", "Contes")])] == [(0, 1), (2,)]


def test_the_same_title_of_two_providers_is_two_clusters():
    assert len(look_alikes([("Ferme du Basalte", "Contes"), ("Studio Ombelline", "Contes")])) == 2
