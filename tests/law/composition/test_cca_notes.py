"""What a look at a CCA says besides faults: points counted, members who left, components absent for a reason."""

import pytest

from tests.law.asked import replied
from tests.law.composition.test_cca_composition import ART_6, ART_6_2, ART_6_3, cca, found, lines


def test_several_points_are_counted():
    steps = lines({"coordinator": "no", "components[4].members[0].substitute": "none", "chair": None})
    assert steps[-1] == "Le 1er septembre 2026, la composition n’est pas conforme : 2 points à corriger."
    steps = lines({"coordinator": "unknown", "chair": None})
    assert steps[-1] == (
        "Le 1er septembre 2026, on ne peut pas dire que la composition est conforme : 2 points restent à vérifier."
    )
    assert lines({"coordinator": "no"})[-1].endswith("n’est pas conforme : 1 point à corriger.")


def test_notes_that_are_no_fault():
    assert lines({"one_coordinator": "unknown", "province": "yes"})[3:5] == [
        f"Demandez à l’ONE qui est son coordinateur accueil : il siège avec voix consultative. ({ART_6})",
        f"Le représentant de la province ou de la COCOF siège avec voix consultative. ({ART_6})",
    ]
    assert lines({"chair": "X", "chair_designated": "yes"})[2] == f"X préside, désigné pour cela. ({ART_6_3})"
    assert lines({"one_coordinator": "no"})[3].startswith("Demandez à l’ONE")


def test_who_left_is_replaced_by_the_substitute():
    changes = {"components[4].members[1].end": "2026-08-31"}
    assert found(changes)[0] == "lawful"
    assert lines(changes)[2] == (
        f"Composante 5 : 5b est parti, son suppléant suppléant de 5b achève le mandat. ({ART_6_2})"
    )
    changes["components[4].members[1].substitute"] = "none"
    assert found(changes)[1][1] == (
        5,
        "components[4].members[1].end",
        "5b est parti sans suppléant connu : désignez.",
        ART_6_2,
    )


@pytest.mark.parametrize("reason", [("non_existent", "elle n’existe pas"), ("refuses", "elle refuse de siéger")])
@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_an_absent_component_leaves_its_seats_empty(number, reason):
    changes = {f"components[{number - 1}]": {"number": number, "absent": reason[0]}}
    result, steps = replied("cca_composition", cca(changes))
    assert (result["verdict"], result["seats"], result["seated"]) == ("lawful", 15, 12)
    assert steps[2] == (
        f"Composante {number} absente ({reason[1]}). Lecture retenue : la taille nominale reste ; ses 3 sièges ne sont"
        " pas pourvus, le motif est conservé. Autre lecture : le minimum vaudrait pour les seuls membres en place."
        f" ({ART_6})"
    )
