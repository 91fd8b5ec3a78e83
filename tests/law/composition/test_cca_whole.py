"""A CCA as a whole: its size, joint CCAs, renewal, and compositions that can not be."""

from datetime import date

import pytest

from preau.law.composition.facts import component_sizes, norm
from preau.law.composition.findings import Finding
from tests.law.asked import refused, replied
from tests.law.composition.test_cca_composition import ART_2, ART_6, ART_29, ART_40, cca, found, lines


def sized(size, numbers=(1, 2, 3, 4, 5), **more):
    """Return a CCA of `size` members in each component."""
    question = {**cca(), **more}
    for number in numbers:
        members = question["components"][number - 1]["members"]
        del members[size:]
        model = members[1]
        while len(members) < size:
            name = f"{number}-{len(members)}"
            substitute = {**model["substitute"], "id": f"s{name}"}
            members.append({**model, "id": name, "substitute": substitute})
    return question


def joint(size, communes):
    names = ["A", "B", "C", "D", "E"][:communes]
    question = sized(size, communes=names, contiguous="yes", chair_designated="yes")
    for component in question["components"]:
        for rank, member in enumerate(component["members"]):
            member["commune"] = names[rank % communes]
    return question


@pytest.mark.parametrize(("size", "seats"), [(3, 15), (4, 20), (5, 25)])
def test_sizes_of_one_commune(size, seats):
    result, steps = replied("cca_composition", sized(size))
    assert (result["verdict"], result["seats_each"], result["seats"]) == ("lawful", size, seats)
    assert steps[1] == (
        f"Ici, {size} par composante : 5 × {size} = {seats} membres effectifs, et autant de suppléants. ({ART_6})"
    )


@pytest.mark.parametrize(("size", "seats"), [(2, 10), (6, 30)])
def test_sizes_that_one_commune_can_not_have(size, seats):
    result, _ = replied("cca_composition", sized(size))
    assert result["verdict"] == "not_lawful"
    assert (result["faults"][0]["component"], result["faults"][0]["field"]) == (0, "seats")
    assert result["faults"][0]["article"] == ART_6
    assert result["faults"][0]["sentence"] == (
        f"{size} membres par composante font {seats} en tout ; il en faut de 3 à 5, soit de 15 à 25 en tout."
    )


@pytest.mark.parametrize("communes", [2, 3])
@pytest.mark.parametrize("size", range(4, 10))
def test_joint_ccas(size, communes):
    result, steps = replied("cca_composition", joint(size, communes))
    assert (result["verdict"], result["joint"], result["seats"]) == ("lawful", True, 5 * size)
    assert steps[0] == (
        "CCA conjointe : cinq composantes de même taille, de 4 à 9 membres effectifs chacune, soit de 20 à 45 en tout."
        f" ({ART_40})"
    )
    assert steps[2] == f"1a préside, désigné pour cela. ({ART_40})"


def faults(question):
    result, _ = replied("cca_composition", question)
    return [(one["component"], one["field"], one["sentence"], one["article"]) for one in result["faults"]]


@pytest.mark.parametrize(("size", "seats"), [(3, 15), (10, 50)])
def test_sizes_that_a_joint_cca_can_not_have(size, seats):
    assert faults(joint(size, 2)) == [
        (
            0,
            "seats",
            f"{size} membres par composante font {seats} en tout ; il en faut de 4 à 9, soit de 20 à 45 en tout.",
            ART_40,
        )
    ]


def test_four_communes_are_too_many():
    sentence = "une CCA conjointe réunit au plus trois communes, pas 4."
    assert faults(joint(4, 4)) == [(0, "communes", sentence, ART_40)]


def test_each_joint_size_has_room_for_each_commune():
    assert all(size >= communes for communes in (2, 3) for size in component_sizes(date(2026, 9, 1), communes))


def test_communes_that_do_not_touch():
    question = {**joint(4, 2), "contiguous": "no"}
    assert faults(question) == [(0, "contiguous", "les communes d’une CCA conjointe doivent se toucher.", ART_40)]
    result, _ = replied("cca_composition", {**question, "contiguous": "unknown"})
    assert (result["verdict"], result["unknown"]) == (
        "unknown",
        (
            {
                "component": 0,
                "field": "contiguous",
                "sentence": "les communes se touchent-elles ?",
                "article": ART_40,
            },
        ),
    )


def test_each_commune_in_each_component():
    question = joint(4, 3)
    question["components"][3]["members"][2]["commune"] = "A"
    assert faults(question) == [
        (4, "components[3].members", "chaque commune doit être représentée ; donnez un siège à C.", ART_40)
    ]
    question["components"][3]["members"][0]["commune"] = None
    result, _ = replied("cca_composition", question)
    assert (result["verdict"], [one["sentence"] for one in result["unknown"]]) == (
        "unknown",
        ["quelle commune représente 4a ?"],
    )
    assert result["unknown"][0]["field"] == "components[3].members[0].commune"
    assert (result["unknown"][0]["component"], result["unknown"][0]["article"]) == (4, ART_40)
    question = joint(4, 2)
    question["components"][3]["members"][0]["commune"] = None
    assert replied("cca_composition", question)[0]["verdict"] == "lawful"
    question["components"][3] = {"number": 4, "absent": "non_existent"}
    assert replied("cca_composition", question)[0]["verdict"] == "lawful"


def test_the_colleges_designate_the_chair_of_a_joint_cca_together():
    question = {**joint(4, 2), "chair_designated": "no"}
    assert faults(question) == [(0, "chair", "1a ne peut présider que désigné par les collèges ensemble.", ART_40)]
    result, _ = replied("cca_composition", {**question, "chair_designated": "unknown"})
    assert result["unknown"][0]["sentence"] == "1a a-t-il été désigné pour présider par les collèges ensemble ?"
    question = joint(4, 2)
    question["components"][0]["members"][1]["college_designee"] = True
    assert replied("cca_composition", question)[0]["verdict"] == "lawful"


def test_components_of_different_sizes():
    question = sized(4, (1, 2, 3))
    assert faults(question) == [
        (4, "components[3].members", "3 sur 4 : désignez encore 1 membre.", ART_6),
        (5, "components[4].members", "3 sur 4 : désignez encore 1 membre.", ART_6),
    ]
    assert faults(sized(5, (1, 2))) == [
        (1, "components[0].members", "5 pour 3 sièges : retirez 2 membres.", ART_6),
        (2, "components[1].members", "5 pour 3 sièges : retirez 2 membres.", ART_6),
    ]
    question = sized(4, (1, 2))
    question["components"][4] = {"number": 5, "absent": "refuses"}
    assert replied("cca_composition", question)[0]["seats_each"] == 4


def test_the_size_given_counts_more_than_the_members():
    result, _ = replied("cca_composition", {**cca(), "seats": 4})
    assert (result["seats_each"], len(result["faults"])) == (4, 5)


def test_four_networks_need_four_seats():
    question = sized(3, networks=["official", "denominational", "community", "non_denominational"])
    for rank, network in enumerate(("official", "denominational", "community")):
        question["components"][1]["members"][rank]["network"] = network
    assert faults(question) == [
        (
            2,
            "seats",
            "4 réseaux pour 3 sièges : lecture retenue, il faut au moins autant de sièges que de réseaux ; agrandissez"
            " les composantes.",
            f"{ART_2}, 2°",
        ),
        (2, "components[1].members", "donnez un siège au réseau libre non confessionnel.", f"{ART_2}, 2°"),
    ]


def test_mandates_over_and_elections_held():
    changes = {"day": "2031-02-03", "last_election": None, "components[4].members[0].start": "2025-02-04"}
    assert found(changes)[0] == "lawful"
    steps = lines(changes)
    assert steps[2] == (
        "Composante 1 : mandat de six ans écoulé pour 1a, 1b et 1c ; ils restent en fonction jusqu’à la désignation des"
        f" nouveaux membres. ({ART_29})"
    )
    assert steps[6] == (
        "Composante 5 : mandat de six ans écoulé pour 5b et 5c ; ils restent en fonction jusqu’à la désignation des"
        f" nouveaux membres. ({ART_29})"
    )
    assert all("écoulé" not in step for step in lines({"day": "2031-02-02", "last_election": None}))


@pytest.mark.parametrize(
    ("day", "late"),
    [("2024-10-13", False), ("2025-04-14", False), ("2025-04-15", True)],
)
def test_the_six_months_after_the_elections(day, late):
    changes = {"day": day, "last_election": "2024-10-13"}
    changes |= {f"components[{place}].members[{rank}].start": day for place in range(5) for rank in range(3)}
    changes |= {"components[1].members[0].start": "2024-10-13", "components[1].members[1].start": "2019-01-01"}
    if day == "2024-10-13":
        changes |= {f"components[{place}].members[{rank}].start": None for place in range(5) for rank in range(3)}
        changes |= {"components[1].members[0].start": "2024-10-13", "components[1].members[1].start": "2019-01-01"}
    steps = lines(changes)
    expected = (
        "Le renouvellement était attendu pour le 14 avril 2025 (élections du 13 octobre 2024, six mois) : 2a et 2b. Ils"
        " restent en fonction, le texte ne prévoit pas de sanction ; désignez leurs successeurs."
        if late
        else "Membres à renouveler pour le 14 avril 2025 (élections du 13 octobre 2024, six mois) : 2a et 2b. Ils"
        " restent en fonction."
    )
    assert f"{expected} ({ART_2})" in steps


def test_nobody_to_renew():
    changes = {f"components[{place}].members[{rank}].start": None for place in range(5) for rank in range(3)}
    assert not any("renouvel" in step for step in lines(changes))


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"communes": ["A", "A"]}, "communes[1]", "La commune « A » est donnée deux fois."),
        (
            {"components[1].number": 1},
            "components[1].number",
            "La composante 1 est donnée deux fois : réunissez ses membres.",
        ),
        (
            {"components[1].members[0].id": "1a"},
            "components[1].members[0].id",
            "« 1a » est donné deux fois : une personne n’a qu’une place.",
        ),
        (
            {"components[0].members[0].substitute.id": "1a"},
            "components[0].members[0].substitute.id",
            "« 1a » est donné deux fois : une personne n’a qu’une place.",
        ),
        (
            {"components[4].absent": "refuses"},
            "components[4].absent",
            "Une composante absente n’a pas de membres : retirez le motif, ou les membres.",
        ),
        ({"seats": 2}, "components[0].members", "3 membres pour 2 sièges : retirez-en."),
        (
            {"components[2].members[1].commune": "Ailleurs"},
            "components[2].members[1].commune",
            "« Ailleurs » n’est pas une commune de cette CCA.",
        ),
        (
            {"components[2].members[1].end": "2025-02-02"},
            "components[2].members[1].end",
            "Un mandat finit au plus tôt le jour où il commence.",
        ),
        (
            {"components[0].members[1].college_designee": True},
            "components[0].members[1].college_designee",
            "Le collège désigne un seul membre, dans la composante 1 (un par commune dans une CCA conjointe).",
        ),
        (
            {"components[1].members[1].college_designee": True},
            "components[1].members[1].college_designee",
            "Le collège désigne un seul membre, dans la composante 1 (un par commune dans une CCA conjointe).",
        ),
        (
            {"last_election": "2026-09-02"},
            "last_election",
            "Donnez les dernières élections avant le 1er septembre 2026.",
        ),
    ],
)
def test_compositions_that_can_not_be(changes, field, message):
    assert refused("cca_composition", cca(changes)) == ("refused", field, message)


def test_compositions_without_an_answer():
    question = {**cca(), "components": [{"number": 1, "absent": "refuses"}]}
    assert refused("cca_composition", question) == (
        "cannot_compute",
        "seats",
        "Impossible à calculer : donnez des membres, ou le nombre de sièges par composante.",
    )
    assert replied("cca_composition", {**question, "seats": 3})[0]["verdict"] == "not_lawful"
    assert refused("cca_composition", cca({"day": "2009-08-05", "last_election": None}))[:2] == (
        "cannot_compute",
        "day",
    )
    assert refused("cca_composition", cca({"components": []}))[1] == "components"


def test_the_last_bounds_are_included():
    changes = {"last_election": "2026-09-01", "components[2].members[1].end": "2025-02-03"}
    assert found(changes)[0] == "lawful"
    assert found({"communes": ["A"], "components[2].members[1].commune": "A"})[0] == "lawful"


@pytest.mark.parametrize("day", ["2009-10-26", "2026-09-01"])
def test_the_norms_of_the_order_are_known_since_2009(day):
    assert norm("mandate", date.fromisoformat(day)) == 6
    assert norm("designation_window", date.fromisoformat(day)) == 6


def test_a_finding_on_the_whole_opens_with_a_capital():
    fault = Finding(0, "communes", "une CCA conjointe réunit au plus trois communes, pas 4.", ART_40)
    assert fault.step().text_fr == "Une CCA conjointe réunit au plus trois communes, pas 4."
    assert fault.step("À vérifier").text_fr == f"À vérifier : {fault.sentence}"
