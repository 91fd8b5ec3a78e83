"""Is a CCA lawfully composed? One commune, joint; each fault and each unknown fact on its own."""

from unittest.mock import ANY

import pytest

from preau.law.composition.cca import cca_composition
from tests.law.asked import example_of, replied

ART_6 = "décret du 3 juillet 2003, art. 6, § 1er"
ART_6_2 = "décret du 3 juillet 2003, art. 6, § 2"
ART_6_3 = "décret du 3 juillet 2003, art. 6, § 3"
ART_40 = "décret du 3 juillet 2003, art. 40"
ART_2 = "arrêté du 3 décembre 2003, art. 2, § 1er"
ART_29 = "arrêté du 3 décembre 2003, art. 29"
COUNCIL = f"{ART_6}, 1°"
FRAME = (
    "CCA d’une seule commune : cinq composantes de même taille, de 3 à 5 membres effectifs chacune, soit de 15 à 25 en"
    f" tout. ({ART_6})",
    f"Ici, 3 par composante : 5 × 3 = 15 membres effectifs, et autant de suppléants. ({ART_6})",
    f"Le membre désigné par le collège préside : 1a. ({ART_6_3})",
)


def cca(changes=None):
    return example_of("cca_composition", changes)


def found(changes=None):
    """Return the verdict, the faults and the unknown facts, each as (component, field, sentence, article)."""
    result, _ = replied("cca_composition", cca(changes))
    rows = [
        [(one["component"], one["field"], one["sentence"], one["article"]) for one in result[name]]
        for name in ("faults", "unknown")
    ]
    return (result["verdict"], *rows)


def lines(changes=None):
    return replied("cca_composition", cca(changes))[1]


def test_a_lawful_cca():
    result, steps = replied("cca_composition", cca())
    assert result == {
        "verdict": "lawful",
        "joint": False,
        "seats_each": 3,
        "seats": 15,
        "seated": 15,
        "faults": (),
        "unknown": (),
    }
    assert steps == [*FRAME, "Le 1er septembre 2026, la composition est conforme."]
    assert cca_composition.rule[1] == ("décret du 3 juillet 2003, art. 6", ART_40, "arrêté du 3 décembre 2003, art. 2")


FAULTS = [
    ({"components[0].members[1].substitute": "none"}, 1, ANY, "désignez un suppléant pour 1b.", ART_6_2),
    (
        {"components[4].members[0].substitute": "none", "components[4].members[2].substitute": "none"},
        5,
        "components[4].members[0].substitute",
        "désignez un suppléant pour 5a et 5c.",
        ART_6_2,
    ),
    (
        {"components[3].members[2].anchored": "no"},
        4,
        "components[3].members[2].anchored",
        "chaque membre doit être ancré localement ; remplacez 4c.",
        ART_2,
    ),
    (
        {"components[3].members[2].substitute.anchored": "no"},
        4,
        "components[3].members[2].substitute.anchored",
        "chaque membre doit être ancré localement ; remplacez suppléant de 4c.",
        ART_2,
    ),
    (
        {"components[0].members[2].excluded_group": "yes"},
        1,
        "components[0].members[2].excluded_group",
        "un membre d’un groupe qui ne respecte pas les principes démocratiques ne peut pas siéger ; remplacez 1c.",
        COUNCIL,
    ),
    (
        {"components[0].members[2].substitute.excluded_group": "yes"},
        1,
        "components[0].members[2].substitute.excluded_group",
        "un membre d’un groupe qui ne respecte pas les principes démocratiques ne peut pas siéger ; remplacez suppléant"
        " de 1c.",
        COUNCIL,
    ),
    (
        {"components[0].members[0].entitled": "no"},
        1,
        "components[0].members[0].entitled",
        "chaque membre doit être conseiller communal, élu par le conseil ou désigné par le collège ; ce n’est pas le"
        " cas de 1a, remplacez.",
        COUNCIL,
    ),
    (
        {"components[3].members[0].entitled": "no"},
        4,
        "components[3].members[0].entitled",
        "chaque membre doit être un opérateur déclaré à l’ONE (lecture retenue : ou agréé ou autorisé) ; ce n’est pas"
        " le cas de 4a, remplacez.",
        f"{ART_6}, 4°",
    ),
    (
        {"components[4].members[0].start": "2026-09-02"},
        5,
        "components[4].members[0].start",
        "le mandat n’a pas commencé le 1er septembre 2026 : 5a.",
        ART_2,
    ),
    (
        {
            "components[1].members[1].network": "denominational",
            "components[1].members[0].network": "denominational",
        },
        2,
        "components[1].members",
        "donnez un siège au réseau officiel subventionné.",
        f"{ART_2}, 2°",
    ),
    (
        {"networks": ["community", "official", "denominational"]},
        2,
        "components[1].members",
        "donnez un siège au réseau organisé par la Communauté française.",
        f"{ART_2}, 2°",
    ),
    (
        {"parents_networks": ["denominational", "official"]},
        3,
        "components[2].members",
        "donnez un siège au réseau libre confessionnel.",
        f"{ART_2}, 3°, a)",
    ),
    (
        {f"components[2].members[{rank}].family_movement": False for rank in range(3)}
        | {"components[2].members[2].network": "official"},
        3,
        "family_movements",
        "donnez au moins un siège aux mouvements familiaux.",
        f"{ART_2}, 3°, b)",
    ),
    (
        {"components[2].members[0].family_movement": True, "components[2].members[0].organisation": "Ligue"},
        3,
        "components[2].members[2].organisation",
        "un mouvement familial a un siège au plus ; remplacez 32 (Ligue).",
        f"{ART_2}, 3°, b)",
    ),
    (
        {f"components[2].members[{rank}].family_movement": True for rank in range(3)}
        | {f"components[2].members[{rank}].organisation": f"M{rank}" for rank in range(3)},
        3,
        "components",
        "donnez un siège aux associations de parents : officiel subventionné.",
        f"{ART_2}, 3°, a)",
    ),
    (
        {"components[3].members[1].organisation": "école b"},
        4,
        "components[3].members[1].organisation",
        "une organisation déjà présente dans la composante 2 n’y siège pas ; remplacez 4b (école b).",
        f"{ART_6}, 4°",
    ),
    (
        {"chair": "1b", "chair_designated": "no"},
        0,
        "chair",
        "1b ne peut présider que désigné par le membre du collège.",
        ART_6_3,
    ),
    (
        {"coordinator": "no"},
        0,
        "coordinator",
        "le coordinateur ATL est secrétaire, avec voix consultative.",
        ART_6,
    ),
    (
        {"advisers": ["X", "4b"]},
        0,
        "advisers[1]",
        "on siège avec voix délibérative ou consultative, pas les deux : 4b.",
        ART_6,
    ),
    (
        {"components[0].members[0].college_designee": False, "chair_designated": "yes"},
        1,
        "components",
        "le collège désigne un membre, qui siège d’office : indiquez lequel.",
        COUNCIL,
    ),
    ({"components[4].members[2]": ...}, 5, "components[4].members", "2 sur 3 : désignez encore 1 membre.", ART_6),
    (
        {"components[4].members": []},
        5,
        "components[4]",
        "désignez 3 membres, ou notez pourquoi elle est absente.",
        ART_6,
    ),
    ({"components[4]": ...}, 5, "components", "désignez 3 membres, ou notez pourquoi elle est absente.", ART_6),
    (
        {"components[0]": {"number": 1, "absent": "refuses"}, "chair_designated": "yes"},
        1,
        "components[0].absent",
        "la commune siège toujours : faites désigner et élire ses membres.",
        ART_6,
    ),
    (
        {"components[4].members[1].end": "2026-08-31", "components[4].members[1].substitute": "none"},
        5,
        "components[4].members[1].substitute",
        "désignez un suppléant pour 5b.",
        ART_6_2,
    ),
]


@pytest.mark.parametrize(("changes", "component", "field", "sentence", "article"), FAULTS)
def test_each_fault(changes, component, field, sentence, article):
    verdict, faults, unknown = found(changes)
    assert verdict == "not_lawful"
    assert faults[0] == (component, field, sentence, article)
    assert unknown == []
    written = f"Composante {component} : {sentence}" if component else f"{sentence[:1].upper()}{sentence[1:]}"
    assert f"{written} ({article})" in lines(changes)


UNKNOWN = [
    (
        {"components[1].members[0].substitute": None, "components[1].members[1].substitute": None},
        2,
        "components[1].members[0].substitute",
        "qui est le suppléant de 2a et 2b ?",
        ART_6_2,
    ),
    (
        {"components[1].members[0].anchored": "unknown"},
        2,
        "components[1].members[0].anchored",
        "l’ancrage local de 2a.",
        ART_2,
    ),
    (
        {"components[1].members[0].substitute.anchored": "unknown"},
        2,
        "components[1].members[0].substitute.anchored",
        "l’ancrage local de suppléant de 2a.",
        ART_2,
    ),
    (
        {"components[1].members[0].start": None},
        2,
        "components[1].members[0].start",
        "depuis quand court le mandat de 2a ?",
        ART_2,
    ),
    (
        {"components[4].members[0].entitled": "unknown"},
        5,
        "components[4].members[0].entitled",
        "chaque membre doit être un service reconnu par une autre réglementation de la Communauté française : est-ce le"
        " cas de 5a ?",
        f"{ART_6}, 5°",
    ),
    (
        {"components[1].members[0].entitled": "unknown"},
        2,
        "components[1].members[0].entitled",
        "chaque membre doit être une école maternelle ou primaire organisée ou subventionnée : est-ce le cas de 2a ?",
        f"{ART_6}, 2°",
    ),
    (
        {"components[2].members[0].entitled": "unknown"},
        3,
        "components[2].members[0].entitled",
        "chaque membre doit être une association de parents ou un mouvement familial qui peut siéger : est-ce le cas de"
        " 30 ?",
        f"{ART_6}, 3°",
    ),
    (
        {"components[0].members[0].excluded_group": "unknown"},
        1,
        "components[0].members[0].excluded_group",
        "le groupe politique de 1a respecte-t-il les principes démocratiques ?",
        COUNCIL,
    ),
    ({"networks": None}, 2, "networks", "quels réseaux d’écoles sont présents dans la commune ?", f"{ART_2}, 2°"),
    (
        {"components[1].members[0].network": None},
        2,
        "components[1].members[0].network",
        "quel est le réseau de 2a ?",
        f"{ART_2}, 2°",
    ),
    (
        {"components[1].members[2].network": None},
        2,
        "components[1].members[2].network",
        "quel est le réseau de 2c ?",
        f"{ART_2}, 2°",
    ),
    (
        {"parents_networks": None},
        3,
        "parents_networks",
        "quels réseaux ont une association de parents dans un conseil de participation ?",
        f"{ART_2}, 3°, a)",
    ),
    (
        {"parents_networks": ["official", "community"], "components[2].members[1].network": None},
        3,
        "components[2].members[1].network",
        "quel est le réseau de 31 ?",
        f"{ART_2}, 3°, a)",
    ),
    (
        {"components[2].members[2].family_movement": False, "family_movements": "unknown"},
        3,
        "family_movements",
        "un mouvement familial peut-il siéger ?",
        f"{ART_2}, 3°, b)",
    ),
    (
        {"components[2].members[0].family_movement": True},
        3,
        "components[2].members[0].organisation",
        "quel mouvement familial mandate 30 ?",
        f"{ART_2}, 3°, b)",
    ),
    ({"chair": None}, 0, "chair", "qui préside ?", ART_6_3),
    (
        {"chair": "X"},
        0,
        "chair_designated",
        "X a-t-il été désigné pour présider par le membre du collège ?",
        ART_6_3,
    ),
    ({"coordinator": "unknown"}, 0, "coordinator", "le coordinateur ATL est-il secrétaire ?", ART_6),
]


@pytest.mark.parametrize(("changes", "component", "field", "sentence", "article"), UNKNOWN)
def test_what_is_not_known_never_makes_it_lawful(changes, component, field, sentence, article):
    verdict, faults, unknown = found(changes)
    assert (verdict, faults) == ("unknown", [])
    assert unknown == [(component, field, sentence, article)]
    written = f"Composante {component} : À vérifier" if component else "À vérifier"
    steps = lines(changes)
    assert f"{written} : {sentence} ({article})" in steps
    assert steps[-1] == (
        "Le 1er septembre 2026, on ne peut pas dire que la composition est conforme : 1 point reste à vérifier."
    )


LAWFUL = [
    {"components[2].members[1].network": None},
    {"components[2].members[2].family_movement": False, "family_movements": "no"},
    {"parents_networks": []},
    {"components[4].members[0].start": "2026-09-01"},
    {"components[4].members[0].end": "2026-09-01"},
    {"components[4].members[0].organisation": None, "components[1].members[0].organisation": None},
    {"components[3].members[0].organisation": None, "components[1].members[0].organisation": None},
    {"components[2].members[2].organisation": None},
    {"chair": "X", "chair_designated": "yes"},
    {"advisers": ["X"]},
    {"seats": 3},
    {"components[2].members[0].family_movement": True, "components[2].members[0].organisation": "Autre"},
    {"networks": []},
    {f"components[2].members[{rank}].family_movement": True for rank in range(3)}
    | {f"components[2].members[{rank}].organisation": f"M{rank}" for rank in range(3)}
    | {"parents_networks": []},
]


@pytest.mark.parametrize("changes", LAWFUL)
def test_what_stays_lawful(changes):
    assert found(changes) == ("lawful", [], [])
