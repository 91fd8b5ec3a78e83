"""What a case may do on a day: versions of the law, the question and its whole explanation."""

import json
from datetime import date

import pytest
import yaml

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.procedures import Role, State, Words, declared, procedure, versions
from preau.law.procedures.asked import ProcedureQuestion
from preau.law.procedures.asked import procedure as rule
from preau.law.results import CannotCompute, Refused
from preau.law.time_limits import limit
from tests.law.procedures.samples import tiny

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("procedure_id", "day", "since"),
    [
        ("training_provider_approval", date(2015, 1, 1), date(2015, 1, 1)),
        ("training_provider_approval", date(2024, 7, 15), date(2015, 1, 1)),
        ("training_provider_approval", date(2024, 7, 16), date(2024, 7, 16)),
        ("approval_appeal", date(2026, 12, 31), date(2015, 1, 1)),
        ("appeal_council", date(2027, 1, 1), date(2027, 1, 1)),
        ("edd_appeal", date(2027, 6, 1), date(2013, 9, 1)),
    ],
)
def test_the_version_in_force_is_taken(procedure_id, day, since):
    assert procedure(procedure_id, day).valid_from == since


@pytest.mark.parametrize(
    ("procedure_id", "day", "message"),
    [
        ("approval_appeal", date(2027, 1, 1), "n’est pas ouverte le 1er janvier 2027."),
        ("subsidy_appeal", date(2027, 1, 1), "n’est pas ouverte le 1er janvier 2027."),
        ("appeal_council", date(2026, 12, 31), "n’est pas connue avant le 1er janvier 2027."),
        ("convention", date(2009, 10, 25), "n’est pas connue avant le 26 octobre 2009."),
        ("training_provider_approval", date(2014, 12, 31), "n’est pas connue avant le 1er janvier 2015."),
    ],
)
def test_outside_its_validity_a_procedure_is_not_computed(procedure_id, day, message):
    title = versions(procedure_id)[0].title
    with pytest.raises(CannotCompute) as refusal:
        procedure(procedure_id, day)
    assert str(refusal.value) == f"Impossible à calculer : la procédure « {title} » {message}"
    assert refusal.value.field == "day"


def test_an_unknown_procedure_is_a_key_error():
    with pytest.raises(KeyError):
        versions("appeal")
    with pytest.raises(KeyError):
        procedure("nothing", TODAY)


def test_the_example_is_explained_in_full():
    reply = ask("procedure", json.dumps(known_rule("procedure").example))
    assert reply.ok
    assert list(reply.steps) == [
        "Procédure « Convention entre la commune et l’ONE », depuis le 26 octobre 2009. "
        "(décret du 3 juillet 2003, art. 5, al. 1er ; arrêté du 3 décembre 2003, art. 2/1)",
        "Étape : « Convention à l’examen de l’ONE ».",
        "L’ONE : marquer son accord et signer → « Convention signée ». (arrêté du 3 décembre 2003, art. 2/1, § 2)",
        "Il faut : les signatures de la commune et de l’ONE.",
        f"Le délai D06 est tenu : {limit('D06').title}.",
        "Avec la première réunion de la CCA, la convention signée ouvre le droit à la subvention de coordination.",
        "Silence : aucun accord tacite. Sans réponse de l’ONE, la convention n’existe pas.",
        "L’ONE : renvoyer la proposition avec un avis motivé → « Convention à revoir par la commune ». "
        "(arrêté du 3 décembre 2003, art. 2/1, § 2)",
        "Il faut : l’avis motivé de l’ONE.",
        f"Le délai D06 est tenu : {limit('D06').title}.",
        "Silence : aucun accord tacite. Sans réponse de l’ONE, la convention n’existe pas.",
        "Le texte du modèle de convention (annexe 2 de l’arrêté) n’est pas repris ici. La commune peut confier la "
        "coordination à une ASBL par une convention distincte (décret, art. 17, § 1er).",
    ]
    assert reply.result["code"] == "CONV_SOUMISE"
    assert reply.result["next_actors"] == ("one",)


def test_before_the_case_is_open():
    answer = rule(ProcedureQuestion(procedure="complaint", day=TODAY, role=Role.COMPLAINANT))
    assert (answer.state, answer.code, answer.words, answer.final) == (None, "", None, False)
    assert [act.id for act in answer.acts] == ["lodge_a", "lodge_b", "lodge_c"]
    first = answer.acts[0]
    assert first.to == "lodged"
    assert first.to_words.public == "Plainte déposée"
    assert first.by == (Role.COMPLAINANT,)
    assert first.article == "décret du 3 juillet 2003, art. 38 et 39, al. 2"
    assert first.needs == ("la plainte, avec son objet", "qui se plaint, et son intérêt")
    assert first.guards == ("La plainte vise l’élaboration du programme ou la non-reprise d’un opérateur.",)
    assert [clock.id for clock in first.starts] == ["D71"]
    assert [clock.id for clock in first.meets] == ["D70"]
    assert first.meets[0] == type(first.meets[0])(
        "D70", limit("D70").title, limit("D70").owed_by, limit("D70").consequence
    )
    assert first.on_expiry is None
    assert first.silence == "Après trente jours, la plainte contre l’élaboration n’est plus recevable."
    assert first.tells == (Role.APPROVAL_COMMISSION, Role.CCA, Role.MUNICIPALITY)
    assert answer.acts[2].effect == "Cette plainte peut être déposée à tout moment."
    lines = [step.line for step in answer.steps]
    assert lines[1] == "Le dossier n’est pas encore ouvert."
    assert lines[2] == (
        "La personne qui se plaint : se plaindre de l’élaboration du programme → « Plainte déposée ». "
        "(décret du 3 juillet 2003, art. 38 et 39, al. 2)"
    )
    assert lines[3] == "Il faut : la plainte, avec son objet ; qui se plaint, et son intérêt."
    assert lines[4] == (
        "Condition : La plainte vise l’élaboration du programme ou la non-reprise d’un opérateur. "
        "(décret du 3 juillet 2003, art. 39, al. 2)"
    )
    assert lines[5] == f"Le délai D71 commence : {limit('D71').title}."


def test_an_act_of_the_system_names_its_clock():
    answer = rule(ProcedureQuestion(procedure="edd_recognition", day=TODAY, state="complete", role=Role.SYSTEM))
    (act,) = answer.acts
    assert (act.id, act.on_expiry.id) == ("recognise_tacitly", "T2")
    assert act.triggers == ("edd_recognition_life.begin", "edd_activity.open")
    assert answer.next_actors == (Role.ONE, Role.SYSTEM)
    assert [step.line for step in answer.steps][3:] == [
        f"Le délai T12 commence : {limit('T12').title}.",
        f"Cet acte suit de lui-même la fin du délai T2 : {limit('T2').title}.",
        "Le portail établit une attestation datée, que les deux parties voient. Elle ne contient aucune dérogation.",
        "La reconnaissance tacite reste valable jusqu’à un retrait, même s’il manque une condition. "
        "(décret EDD du 28 avril 2004, art. 4)",
        "Une demande par école de devoirs, à tout moment. Le renouvellement suit la même procédure.",
    ]
    assert [step.kind for step in answer.steps][-2:] == ["reading", "reading"]


def test_a_condition_may_have_no_article():
    answer = rule(ProcedureQuestion(procedure="complaint", day=TODAY, state="lodged", role=Role.APPROVAL_COMMISSION))
    assert [act.title for act in answer.acts] == ["Déclarer la plainte recevable", "Déclarer la plainte irrecevable"]
    assert [step.line for step in answer.steps][3:5] == [
        "Condition : La personne montre un intérêt. (décret du 3 juillet 2003, art. 38)",
        "Condition : La plainte est dans le délai, quand il y en a un.",
    ]


def test_an_act_that_stays_leads_where_it_stands():
    answer = rule(ProcedureQuestion(procedure="yearly_cycle", day=TODAY, state="running", role=Role.ONE))
    (act,) = answer.acts
    assert (act.id, act.to) == ("pay_advance", "running")
    assert [step.line for step in answer.steps][2] == (
        "L’ONE : verser l’avance du trimestre. (arrêté du 3 décembre 2003, art. 26/5)"
    )


def test_who_may_not_act_is_told_who_may():
    answer = rule(ProcedureQuestion(procedure="convention", day=TODAY, state="submitted", role=Role.MUNICIPALITY))
    assert answer.acts == ()
    assert answer.next_actors == (Role.ONE,)
    assert [step.text_fr for step in answer.steps][2] == (
        "Aucun acte n’est ouvert ici pour la commune. Peuvent agir : l’ONE."
    )


def test_at_the_end_nothing_is_possible():
    answer = rule(ProcedureQuestion(procedure="fee_cap_derogation", day=TODAY, state="granted", role=Role.ONE))
    assert answer.final and answer.acts == () and answer.next_actors == ()
    assert [step.line for step in answer.steps] == [
        "Procédure « Dérogation au plafond de la participation financière », depuis le 1er janvier 2015. "
        "(décret du 3 juillet 2003, art. 32, al. 4 ; arrêté du 3 décembre 2003, art. 20)",
        "Étape : « Dérogation accordée ».",
        "Plus aucun acte n’est possible : la procédure est finie.",
    ]


@pytest.mark.parametrize(
    ("day", "remedies", "started"),
    [
        (date(2026, 12, 31), ("approval_appeal",), ["D50"]),
        (date(2027, 1, 1), ("appeal_council",), ["D54"]),
    ],
)
def test_the_road_of_appeal_changes_in_2027(day, remedies, started):
    answer = rule(ProcedureQuestion(procedure="operator_approval", day=day, state="under_examination"))
    (refuse,) = [act for act in answer.acts if act.id == "refuse"]
    assert refuse.remedies == remedies
    assert [clock.id for clock in refuse.starts] == started
    lines = [step.line for step in answer.steps if step.text_fr.startswith("Recours possible")]
    open_road = versions(remedies[0])[0]
    assert lines == [f"Recours possible : {open_road.title}. ({open_road.citation})"]


def test_a_closed_regime_says_until_when():
    answer = rule(ProcedureQuestion(procedure="subsidy_appeal", day=date(2026, 1, 1)))
    assert (answer.valid_from, answer.valid_to) == (date(2015, 1, 1), date(2026, 12, 31))
    assert answer.article == "décret du 3 juillet 2003, art. 35, § 4, et art. 35/1"
    assert answer.id == "subsidy_appeal"
    assert answer.title == "Recours au conseil d’administration de l’ONE sur une subvention"
    assert "depuis le 1er janvier 2015, jusqu’au 31 décembre 2026." in answer.steps[0].text_fr


def test_a_procedure_without_a_known_start_is_in_force():
    from preau.law.procedures import asked

    known = declared(yaml.safe_dump(tiny(valid_from=None, valid_to=None)))
    assert known.in_force(date(1950, 1, 1))
    assert asked._validity(known) == "en vigueur"


@pytest.mark.parametrize(
    ("question", "code", "field", "message"),
    [
        (
            {"procedure": "wedding", "day": "2026-11-21"},
            "refused",
            "procedure",
            "Cette procédure n’existe pas. Procédures : annual_plan, ",
        ),
        (
            {"procedure": "fee_cap_derogation", "day": "2026-11-21", "state": "paid"},
            "refused",
            "state",
            "Cette étape n’existe pas dans cette procédure. Étapes : requested, not_supported, supported, granted et "
            "refused.",
        ),
        ({"procedure": "convention", "day": "2009-10-25"}, "cannot_compute", "day", "Impossible à calculer : "),
        (
            {"procedure": "convention", "day": "2026-11-21", "role": "king"},
            "wrong_value",
            "role",
            "Cette valeur n’est pas dans la liste",
        ),
        ({"procedure": "convention"}, "missing_field", "day", "Ce champ est obligatoire."),
        ({"procedure": "convention", "day": "1899-12-31"}, "refused", "day", "La date doit être entre 1900 et 2100."),
    ],
)
def test_refusals_say_what_to_do(question, code, field, message):
    reply = ask("procedure", json.dumps(question))
    assert not reply.ok
    assert (reply.error.code, reply.error.field) == (code, field)
    assert reply.error.message.startswith(message)


def test_an_unknown_procedure_is_refused_in_process():
    with pytest.raises(Refused):
        rule(ProcedureQuestion(procedure="wedding", day=TODAY))


def test_a_state_is_plain_data():
    state = State(id="x", words=Words(applicant="a", authority="b", public="c"))
    assert (state.code, state.initial, state.final) == ("", False, False)


def test_an_act_that_keeps_a_limit_or_opens_a_road_is_signed():
    signed = {act.id for act in procedure("annual_plan", date(2026, 11, 21)).acts if act.signed}
    assert signed == {"approve", "transmit", "transmit_report"}
