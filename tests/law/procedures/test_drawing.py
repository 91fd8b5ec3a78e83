"""Words and drawings of a procedure: who may act, citations, the diagram."""

import pytest

from preau.law.citing import cited
from preau.law.procedures import Role, declared
from preau.law.procedures.diagram import mermaid
from preau.law.procedures.roles import WORDS, any_of
from tests.law.procedures.samples import ALL, TINY


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ([Role.ONE], "l’ONE"),
        ([Role.CCA, Role.ONE], "la CCA ou l’ONE"),
        ([Role.MUNICIPALITY, Role.CCA, Role.ONE], "la commune, la CCA ou l’ONE"),
    ],
)
def test_any_of_several_may_act(roles, shown):
    assert any_of(roles) == shown


def test_every_actor_has_words():
    assert set(WORDS) == set(Role)
    assert len(set(WORDS.values())) == len(Role)
    assert Role.MUNICIPALITY.words == "la commune"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("decree art. 5", "décret du 3 juillet 2003, art. 5"),
        ("order", "arrêté du 3 décembre 2003"),
        (
            "decree art. 5, al. 1er; order art. 2/1",
            "décret du 3 juillet 2003, art. 5, al. 1er ; arrêté du 3 décembre 2003, art. 2/1",
        ),
        ("practice", "pratique de l’ONE"),
        ("practice agrément", "pratique de l’ONE, agrément"),
    ],
)
def test_citations(written, shown):
    assert cited(written) == shown


def test_a_text_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no text is called 'code'"):
        cited("decree art. 5; code art. 1er")


def test_a_procedure_is_drawn():
    assert mermaid(declared(TINY)) == (
        "stateDiagram-v2\n"
        '    state "Avant - rien" as draft\n'
        '    state "Envoyé" as sent\n'
        '    state "Fini, ”oui” n°1" as done\n'
        "    [*] --> draft : Ouvrir (la commune)\n"
        "    draft --> sent : Envoyer (la commune ou l’ASBL chargée de la coordination)\n"
        "    sent --> sent : Noter (l’ONE)\n"
        "    sent --> done : Répondre (l’ONE)\n"
        "    sent --> done : Finir (le portail)\n"
        "    done --> [*]\n"
    )


@pytest.mark.parametrize("known", ALL, ids=lambda known: f"{known.id}-{known.valid_from}")
def test_every_procedure_can_be_drawn(known):
    drawn = mermaid(known).splitlines()
    arrows = [line for line in drawn if "-->" in line]
    assert len(drawn) == 1 + len(known.states) + len(arrows)
    assert all(line.count(" : ") == 1 for line in arrows if not line.endswith("--> [*]"))
    assert len(arrows) == sum(len(act.sources) or 1 for act in known.acts) + sum(state.final for state in known.states)
