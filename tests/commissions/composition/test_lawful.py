"""From rows to the verdict of the law: each composition that is lawful, or not, with its reason."""

from datetime import date

import pytest

from preau.commissions.api import cca_of, roll_of
from preau.commissions.models import AdvisoryMember, CcaMember
from preau.commissions.question import judge
from tests.commissions.composition.made import (
    START,
    TODAY,
    change,
    make_cca,
    member,
    name_of,
    substitute,
    substitute_of,
)

pytestmark = pytest.mark.django_db


def judged(cca, day=TODAY):
    return judge(roll_of(cca_of(cca.zone_id)), day)


def reasons(findings):
    return [(one.component, one.sentence) for one in findings]


def spoil(number, rank, **values):
    """Return what changes some fields of an effective member."""
    return lambda cca: change(member(cca, number, rank), **values)


def spoil_cca(**values):
    return lambda cca: change(cca, **values)


@pytest.mark.parametrize(
    ("size", "communes"), [(3, 1), (4, 1), (5, 1), *((size, 2) for size in range(4, 10)), (4, 3), (9, 3)]
)
def test_each_size_the_decree_allows_is_lawful(size, communes):
    answer = judged(make_cca(size, communes=communes))
    assert (answer.verdict, reasons(answer.faults), reasons(answer.unknown)) == ("lawful", [], [])
    assert f"5 × {size}" in " ".join(step.text_fr for step in answer.frame).replace("\xa0", " ")
    assert sum(len(seats) for seats in answer.seats.values()) == 5 * size


WRONG_SIZES = [
    (6, 1, "6 membres par composante font 30 en tout ; il en faut de 3 à 5, soit de 15 à 25 en tout."),
    (3, 2, "3 membres par composante font 15 en tout ; il en faut de 4 à 9, soit de 20 à 45 en tout."),
]


@pytest.mark.parametrize(("size", "communes", "reason"), WRONG_SIZES)
def test_a_size_the_decree_does_not_allow(size, communes, reason):
    answer = judged(make_cca(size, communes=communes))
    assert answer.verdict == "not_lawful"
    assert (0, reason) in reasons(answer.faults)


def remove_component(cca, number, absent=""):
    component = cca.components.get(number=number)
    CcaMember.objects.filter(component=component, substitute_of__isnull=False).delete()
    CcaMember.objects.filter(component=component).delete()
    change(component, absent=absent)


@pytest.mark.parametrize("reason", ["non_existent", "refuses"])
@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_a_component_may_be_absent_for_a_reason_of_the_law(number, reason):
    cca = make_cca()
    remove_component(cca, number, reason)
    answer = judged(cca)
    assert answer.verdict == "lawful"
    said = [step for step in answer.notes if step.text_fr.startswith(f"Composante {number} absente")]
    assert said[0].kind == "reading"
    assert ("elle refuse de siéger" if reason == "refuses" else "elle n’existe pas") in said[0].text_fr


def test_the_commune_is_never_absent():
    cca = make_cca()
    change(cca, chair=None)
    remove_component(cca, 1, "refuses")
    assert (1, "la commune siège toujours : faites désigner et élire ses membres.") in reasons(judged(cca).faults)


def test_a_component_empty_without_reason_is_a_fault():
    cca = make_cca()
    remove_component(cca, 5)
    assert reasons(judged(cca).faults) == [(5, "désignez 3 membres, ou notez pourquoi elle est absente.")]


def without(number, rank):
    def spoiled(cca):
        substitute(cca, number, rank).delete()
        member(cca, number, rank).delete()

    return spoiled


def without_substitute(number, rank):
    return lambda cca: substitute(cca, number, rank).delete()


def no_designee(cca):
    change(member(cca, 1, 1), college_designee=False)
    change(cca, chair_designated="yes")


FAULTS = {
    "one member missing": (without(4, 3), 4, "2 sur 3 : désignez encore 1 membre."),
    "one substitute missing": (without_substitute(2, 1), 2, f"désignez un suppléant pour {name_of(2, 1)}."),
    "no local anchoring": (
        spoil(4, 2, anchored="no"),
        4,
        f"chaque membre doit être ancré localement ; remplacez {name_of(4, 2)}.",
    ),
    "a substitute without local anchoring": (
        lambda cca: change(substitute(cca, 5, 1), anchored="no"),
        5,
        f"chaque membre doit être ancré localement ; remplacez {substitute_of(5, 1)}.",
    ),
    "an operator not declared": (
        spoil(4, 1, entitled="no"),
        4,
        "chaque membre doit être un opérateur déclaré à l’ONE (lecture retenue : ou agréé ou autorisé) ; ce n’est pas"
        f" le cas de {name_of(4, 1)}, remplacez.",
    ),
    "an excluded group": (
        spoil(1, 2, excluded_group="yes"),
        1,
        "un membre d’un groupe qui ne respecte pas les principes démocratiques ne peut pas siéger ; remplacez"
        f" {name_of(1, 2)}.",
    ),
    "nobody designated by the college": (
        no_designee,
        1,
        "le collège désigne un membre, qui siège d’office : indiquez lequel.",
    ),
    "a network without seat": (
        spoil_cca(networks=["official", "denominational", "community"]),
        2,
        "donnez un siège au réseau organisé par la Communauté française.",
    ),
    "parents of a network without seat": (
        spoil_cca(parents_networks=["official", "denominational", "community"]),
        3,
        "donnez un siège au réseau organisé par la Communauté française.",
    ),
    "no family movement": (
        spoil(3, 3, family_movement=False, network="official"),
        3,
        "donnez au moins un siège aux mouvements familiaux.",
    ),
    "an operator that is a school seated in component 2": (
        spoil(4, 1, organisation="Organisation 2-1"),
        4,
        "une organisation déjà présente dans la composante 2 n’y siège pas ; remplacez"
        f" {name_of(4, 1)} (Organisation 2-1).",
    ),
    "somebody who votes and advises": (
        lambda cca: AdvisoryMember.objects.create(cca=cca, kind="guest", full_name=name_of(4, 1), since=START),
        0,
        f"on siège avec voix délibérative ou consultative, pas les deux : {name_of(4, 1)}.",
    ),
    "the coordinator gone": (
        lambda cca: cca.advisers.filter(kind="coordinator").update(until=date(2026, 6, 30)),
        0,
        "le coordinateur ATL est secrétaire, avec voix consultative.",
    ),
    "a chair nobody designated": (
        lambda cca: change(cca, chair=member(cca, 4, 1), chair_designated="no"),
        0,
        f"{name_of(4, 1)} ne peut présider que désigné par le membre du collège.",
    ),
    "somebody twice": (
        spoil(5, 2, full_name=name_of(4, 1), email=""),
        5,
        f"« {name_of(4, 1)} » est donné deux fois : une personne n’a qu’une place.",
    ),
    "a substitute who is a member elsewhere": (
        lambda cca: change(substitute(cca, 5, 2), full_name=name_of(4, 1), email=""),
        5,
        f"« {name_of(4, 1)} » est donné deux fois : une personne n’a qu’une place.",
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_makes_a_composition_unlawful(what):
    spoiled, component, reason = FAULTS[what]
    cca = make_cca()
    spoiled(cca)
    answer = judged(cca)
    assert answer.verdict == "not_lawful"
    assert reasons(answer.faults) == [(component, reason)]
    assert answer.faults[0].article


UNKNOWN = {
    "anchoring": (spoil(2, 1, anchored="unknown"), 2, f"l’ancrage local de {name_of(2, 1)}."),
    "entitled": (spoil(5, 1, entitled="unknown"), 5, f"est-ce le cas de {name_of(5, 1)} ?"),
    "group": (
        spoil(1, 3, excluded_group="unknown"),
        1,
        f"le groupe politique de {name_of(1, 3)} respecte-t-il les principes démocratiques ?",
    ),
    "networks": (spoil_cca(networks=None), 2, "quels réseaux d’écoles sont présents dans la commune ?"),
    "parents": (
        spoil_cca(parents_networks=None),
        3,
        "quels réseaux ont une association de parents dans un conseil de participation ?",
    ),
    "network of a school": (spoil(2, 2, network=""), 2, f"quel est le réseau de {name_of(2, 2)} ?"),
    "chair": (spoil_cca(chair=None), 0, "qui préside ?"),
    "coordinator": (lambda cca: cca.advisers.all().delete(), 0, "le coordinateur ATL est-il secrétaire ?"),
    "chair designated": (
        lambda cca: change(cca, chair=member(cca, 2, 1)),
        0,
        f"{name_of(2, 1)} a-t-il été désigné pour présider par le membre du collège ?",
    ),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_nobody_knows_never_makes_it_lawful(what):
    spoiled, component, asked = UNKNOWN[what]
    cca = make_cca()
    spoiled(cca)
    answer = judged(cca)
    assert (answer.verdict, answer.faults) == ("unknown", ())
    assert [(one.component, one.sentence.endswith(asked)) for one in answer.unknown] == [(component, True)]


def test_communes_that_do_not_touch():
    cca = make_cca(4, communes=2)
    change(cca, contiguous="no")
    assert reasons(judged(cca).faults) == [(0, "les communes d’une CCA conjointe doivent se toucher.")]


def test_communes_of_which_nobody_knows_whether_they_touch():
    cca = make_cca(4, communes=2)
    change(cca, contiguous="unknown")
    assert reasons(judged(cca).unknown) == [(0, "les communes se touchent-elles ?")]


def test_each_commune_of_a_joint_cca_sits_in_each_component():
    cca = make_cca(4, communes=2)
    first = cca.zone.members.get(position=1).municipality
    second = cca.zone.members.get(position=2).municipality
    CcaMember.objects.filter(component__cca=cca, component__number=4).update(municipality=first)
    assert reasons(judged(cca).faults) == [(4, f"chaque commune doit être représentée ; donnez un siège à {second}.")]


def test_more_members_than_seats():
    cca = make_cca(4)
    change(cca, seats_each=3)
    assert reasons(judged(cca).faults)[0] == (1, "4 membres pour 3 sièges : retirez-en.")


def test_who_left_is_replaced_by_his_substitute_until_another_is_designated():
    cca = make_cca()
    change(member(cca, 4, 1), left_on=date(2026, 10, 1))
    answer = judged(cca)
    assert answer.verdict == "lawful"
    said = f"Composante 4 : {name_of(4, 1)} est parti, son suppléant {substitute_of(4, 1)} achève le mandat."
    assert said in [step.text_fr for step in answer.notes]


def test_on_the_eve_of_his_departure_he_still_sits():
    cca = make_cca()
    change(member(cca, 4, 1), left_on=TODAY)
    assert judged(cca, date(2026, 11, 20)).seats[4][0].capacity == "effective"
    assert judged(cca, TODAY).seats[4][0].capacity == "finishes"


def test_a_seat_nobody_holds_any_more_is_to_be_filled():
    cca = make_cca()
    change(substitute(cca, 4, 1), left_on=date(2026, 9, 1))
    change(member(cca, 4, 1), left_on=date(2026, 10, 1))
    assert reasons(judged(cca).faults) == [(4, "2 sur 3 : désignez encore 1 membre.")]


def test_mandates_of_more_than_six_years_are_said_and_still_sit():
    cca = make_cca(last_election_on=None)
    CcaMember.objects.filter(component__cca=cca).update(mandate_from=date(2019, 2, 1))
    answer = judged(cca)
    assert answer.verdict == "lawful"
    assert any("mandat de six ans écoulé" in step.text_fr and "art. 29" in step.article for step in answer.notes)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 4, 1), "Membres à renouveler pour le 14 avril 2025"),
        (date(2025, 4, 15), "Le renouvellement était attendu pour le 14 avril 2025"),
    ],
)
def test_a_renewal_in_time_and_late(day, said):
    cca = make_cca()
    CcaMember.objects.filter(component__cca=cca).update(mandate_from=date(2019, 4, 1))
    answer = judged(cca, day)
    assert any(step.text_fr.startswith(said) for step in answer.notes), [s.text_fr for s in answer.notes]


def test_two_people_of_one_name_are_two_people():
    cca = make_cca()
    change(member(cca, 5, 2), full_name=name_of(4, 1))
    assert judged(cca).verdict == "lawful"


def test_the_other_faults_are_still_seen_when_somebody_sits_twice():
    cca = make_cca()
    change(member(cca, 5, 2), full_name=name_of(4, 1), email="")
    substitute(cca, 2, 1).delete()
    assert [one.component for one in judged(cca).faults] == [5, 2]


def test_a_day_before_the_norms_are_known_can_not_be_judged():
    cca = make_cca()
    answer = judged(cca, date(2003, 1, 1))
    assert answer.verdict == "unknown"
    assert answer.unknown[0].sentence.startswith("Impossible à calculer")
