"""The procedures as data: what each must declare, what the checks refuse, what a case may do on a day."""

import copy
import json
from datetime import date

import pytest
import yaml

from preau.law import procedures
from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.citing import cited
from preau.law.completeness import checklist
from preau.law.procedures import (
    Act,
    Procedure,
    Role,
    State,
    Words,
    WrongProcedure,
    clocks,
    declared,
    procedure,
    procedure_ids,
    versions,
)
from preau.law.procedures.asked import ProcedureQuestion
from preau.law.procedures.asked import procedure as rule
from preau.law.procedures.checks import faults_between
from preau.law.procedures.diagram import mermaid
from preau.law.procedures.roles import WORDS, any_of
from preau.law.results import CannotCompute, Refused
from preau.law.time_limits import limit, limits

TODAY = date(2026, 11, 21)
ALL = procedures.procedures()

# --- what the sheets declare -----------------------------------------------------------------------------------------

CODES = {
    "convention": "CONV_BROUILLON CONV_SOUMISE CONV_RENVOYEE CONV_SIGNEE",
    "cca": "CCA_EN_CONSTITUTION CCA_INSTALLEE CCA_OPERATIONNELLE RENOUVELLEMENT_EN_COURS",
    "situation_report": "EDL_A_FAIRE EDL_PROJET EDL_EXAMINE EDL_FINAL EDL_TRANSMIS",
    "cle_programme": (
        "CLE_A_ELABORER CLE_PROPOSE CLE_EN_CCA CLE_RETOUR_CCA CLE_NON_ADOPTE CLE_ADOPTE CLE_EN_COMMISSION CLE_RENVOYE "
        "CLE_RENVOYE_EN_CCA CLE_AVIS_RENDU CLE_AGREE CLE_REFUSE CLE_EN_DEMEURE CLE_ECHU CLE_AGREMENT_RETIRE"
    ),
    "cle_evaluation": "EVAL1_DUE EVAL2_DUE EVAL_EN_CCA EVAL_FINALE EVAL_TRANSMISE",
    "cle_amendment": (
        "MODIF_PROPOSEE MODIF_EN_CCA MODIF_ADOPTEE MODIF_EN_COMMISSION MODIF_AVIS MODIF_AGREEE MODIF_REFUSEE"
    ),
    "operator_approval": (
        "OP_DEMANDE OP_EN_VERIFICATION OP_AGREE OP_REFUSE OP_REFUSE_DEFINITIF OP_EN_DEMEURE OP_RETIRE"
    ),
    "formal_notice_municipality": (
        "AVIS_COMMISSION_DEMANDE AVIS_RENDU EN_DEMEURE SUBV34_SUSPENDUE CONFORME CLE_AGREMENT_RETIRE"
    ),
    "formal_notice_operator": "OP_EN_DEMEURE OP_SUBV_SUSPENDUES OP_AGREE OP_RETIRE",
    "subsidy_sanction": "SUBV_EN_DEMEURE SUBV_SUSPENDUE SUBV_RETENUE SUBV_RETIREE SUBV_OK",
    "complaint": "DEPOSEE IRRECEVABLE RECEVABLE AVIS_COMMISSION DECIDEE_ONE CLOTUREE CLE_AGREMENT_RETIRE",
    "coordination_subsidy": "NON_DUE DUE AVANCE_VERSEE SOLDEE SUSPENDUE PERTE",
    "annual_plan": (
        "OBJECTIFS_A_FIXER OBJECTIFS_FIXES PLAN_PROJET PLAN_APPROUVE PLAN_TRANSMIS PLAN_EVALUE RAPPORT_PROJET "
        "RAPPORT_TRANSMIS"
    ),
    "quarterly_claim": "TRIM_OUVERT DEPOSEE IRRECEVABLE PROVISION_VERSEE SOLDE_VERSE",
    "yearly_cycle": "PROGRAMMATION DOSSIER_VALIDE CAPACITE_FIXEE SOLDE",
    "fee_cap_derogation": "DEMANDE ACCORDEE REFUSEE",
    "training_provider_approval": "COMPLET AGREE REFUSE",
    "staff_qualification": "A_QUALIFIER QUALIFIE NON_QUALIFIE EN_FORMATION",
    "training_module_validation": "A_VALIDER VALIDE REFUSE",
    "approval_appeal": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
    "subsidy_appeal": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
    "appeal_council": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
}
EDD_STATES = {
    "edd_recognition": (
        "draft submitted inadmissible incomplete complete with_commission under_decision recognised tacitly_recognised "
        "refused"
    ),
    "edd_recognition_life": (
        "active renewal_filed withdrawal_intended view_given expired_pending expired not_renewed withdrawn"
    ),
    "edd_appeal": "lodged inadmissible with_commission heard opinion_given confirmed annulled",
    "edd_subsidy_year": (
        "not_filed filed late filed_late incomplete complete conditions_checked refused computed advance_paid "
        "balance_requested balance_lost settled cost_capped not_granted"
    ),
    "edd_subsidy_appeal": "lodged inadmissible with_minister upheld dismissed",
    "edd_activity": "open suspended ceased",
}


def test_every_procedure_of_the_sheets_is_declared():
    assert set(procedure_ids()) == set(CODES) | set(EDD_STATES)
    assert len(ALL) == len(procedure_ids()) + 1


@pytest.mark.parametrize("procedure_id", CODES)
def test_states_keep_the_codes_of_the_lawyers(procedure_id):
    oldest = versions(procedure_id)[0]
    assert " ".join(state.code for state in oldest.states if state.code) == CODES[procedure_id]


@pytest.mark.parametrize("procedure_id", EDD_STATES)
def test_homework_schools_have_the_states_of_their_sheet(procedure_id):
    (known,) = versions(procedure_id)
    assert " ".join(state.id for state in known.states) == EDD_STATES[procedure_id]


ROADS = [
    ("convention", "commit send agree", "signed"),
    ("convention", "commit send send_back send agree prepare_amendment sign_amendment", "signed"),
    ("convention", "commit send agree entrust_to_asbl prepare_amendment drop_amendment", "signed"),
    ("cca", "decide inform_commission hold_first_meeting send_file adopt_house_rules", "operating"),
    (
        "cca",
        "decide hold_first_meeting adopt_house_rules change_house_rules call_substitute replace_member "
        "lodge_minority_note count_enough_meetings",
        "operating",
    ),
    ("cca", "decide hold_first_meeting adopt_house_rules elections meet designate meet", "operating"),
    ("cca", "decide hold_first_meeting adopt_house_rules mandate_ends designate", "operating"),
    ("situation_report", "open draft examine finalise transmit", "transmitted"),
    (
        "cle_programme",
        "open establish send_to_cca return_from_cca adopt transmit give_favourable_opinion approve",
        "approved",
    ),
    (
        "cle_programme",
        "open establish send_to_cca return_from_cca adopt transmit send_back consult_cca advise_on_changes retransmit "
        "give_second_opinion refuse redo_from_cca send_to_cca",
        "with_cca",
    ),
    ("cle_programme", "open establish send_to_cca return_from_cca reject start_again", "drafting"),
    (
        "cle_programme",
        "open establish send_to_cca return_from_cca adopt transmit give_favourable_opinion approve be_put_on_notice "
        "convene_for_renewal comply replace",
        "renewed",
    ),
    ("cle_evaluation", "open draft examine transmit_first", "transmitted"),
    ("cle_evaluation", "open_second draft examine transmit_second", "transmitted"),
    ("cle_amendment", "propose submit send_unchanged give_opinion approve", "approved"),
    ("cle_amendment", "propose submit send_changes adopt transmit give_opinion refuse", "refused"),
    ("operator_approval", "apply examine advise approve be_put_on_notice comply", "approved"),
    ("operator_approval", "apply_as_new_operator examine refuse appeal_upheld", "approved"),
    ("operator_approval", "apply_without_programme approve_by_derogation renew_derogation refuse", "refused"),
    ("operator_approval", "apply examine refuse appeal_dismissed", "finally_refused"),
    ("formal_notice_municipality", "request_opinion give_opinion give_notice comply", "compliant"),
    (
        "formal_notice_municipality",
        "take_the_initiative give_opinion give_notice reach_term suspend_subsidy comply_late",
        "compliant",
    ),
    ("formal_notice_operator", "start give_opinion give_notice request_extension grant_extension comply", "compliant"),
    ("formal_notice_operator", "start give_opinion give_notice reach_term withdraw", "withdrawn"),
    ("subsidy_sanction", "give_notice reach_term suspend end_suspension", "compliant"),
    ("complaint", "lodge_a admit advise_a uphold_a close", "closed"),
    ("complaint", "lodge_b admit advise_b dismiss close", "closed"),
    ("complaint", "lodge_c admit advise_c give_notice reach_term withdraw_approval", "approval_withdrawn"),
    ("coordination_subsidy", "open become_due pay_advance claim settle next_period", "due"),
    ("coordination_subsidy", "open become_due lose end", "lost"),
    (
        "annual_plan",
        "open fix_objectives draft ask_changes draft approve transmit evaluate write_report transmit_report",
        "report_transmitted",
    ),
    ("quarterly_claim", "open lodge pay_provision pay_balance", "balance_paid"),
    ("quarterly_claim", "open become_inadmissible", "inadmissible"),
    (
        "yearly_cycle",
        "apply validate set_capacity start_year send_quarter pay_advance end_year send_last_quarter lodge_annual_file "
        "claim_back reimburse",
        "settled",
    ),
    ("fee_cap_derogation", "request support grant", "granted"),
    ("staff_qualification", "report start_training care_worker_time_over send_title qualify", "qualified"),
    ("training_module_validation", "propose refuse", "refused"),
    ("approval_appeal", "lodge hear uphold", "upheld"),
    ("subsidy_appeal", "lodge dismiss", "dismissed"),
    ("appeal_council", "lodge execute_meanwhile hear dismiss", "dismissed"),
    (
        "edd_recognition",
        "prepare submit declare_inadmissible submit declare_complete prepare_decision recognise",
        "recognised",
    ),
    ("edd_recognition", "prepare submit declare_complete refer convene recognise_tacitly", "tacitly_recognised"),
    ("edd_recognition", "prepare submit declare_complete refer advise refuse take_up_again", "under_decision"),
    ("edd_recognition_life", "begin file_renewal expire_while_pending renew", "active"),
    ("edd_recognition_life", "begin intend_withdrawal view_time_over withdraw annul_withdrawal", "active"),
    ("edd_appeal", "lodge refer hear advise annul", "annulled"),
    (
        "edd_subsidy_year",
        "open file declare_complete check_conditions compute pay_advance request_balance settle",
        "settled",
    ),
    ("edd_subsidy_year", "open miss_filing file_late reject_late", "not_granted"),
    ("edd_subsidy_appeal", "lodge forward uphold", "upheld"),
    ("edd_activity", "open suspend resume cease", "ceased"),
]


@pytest.mark.parametrize(("procedure_id", "road", "end"), ROADS, ids=lambda value: value[:40])
def test_a_case_walks_its_road(procedure_id, road, end):
    known, here = versions(procedure_id)[0], None
    for act_id in road.split():
        act = known.act(act_id)
        assert act in known.acts_from(here), f"{act_id} is not possible in {here}"
        here = act.target(here or "")
    assert here == end


CLOCKS = [
    ("convention.send", "D06", "", None),
    ("convention.agree", "", "D06", None),
    ("cca.hold_first_meeting", "D03 D05 D10", "", None),
    ("cca.elections", "D01", "", None),
    ("situation_report.transmit", "D11", "D10", None),
    ("cle_programme.establish", "", "D11", None),
    ("cle_programme.send_to_cca", "D12 D13", "", None),
    ("cle_programme.return_from_cca", "", "D12", None),
    ("cle_programme.adopt", "D14 D70", "D13", None),
    ("cle_programme.transmit", "D15", "D14", None),
    ("cle_programme.send_back", "D16", "D15", None),
    ("cle_programme.consult_cca", "D17", "", None),
    ("cle_programme.retransmit", "D18", "D16", None),
    ("cle_programme.give_second_opinion", "D19", "D18", None),
    ("cle_programme.approve", "D20 D21 D22", "D19", None),
    ("cle_programme.expire", "", "", "D20"),
    ("cle_evaluation.transmit_first", "D23", "D22", None),
    ("cle_amendment.send_unchanged", "D44 D73", "D40", None),
    ("cle_amendment.adopt", "D43 D73-council", "D42", None),
    ("cle_amendment.transmit", "D44", "D43", None),
    ("cle_amendment.give_opinion", "D45", "D44", None),
    ("operator_approval.refuse", "D50 D54", "", None),
    ("formal_notice_municipality.give_notice", "D60", "", None),
    ("formal_notice_operator.give_notice", "D61", "", None),
    ("complaint.give_notice", "D62", "", None),
    ("subsidy_sanction.give_notice", "D63", "", None),
    ("subsidy_sanction.end_suspension", "", "", "D63-suspension"),
    ("complaint.lodge_a", "D71", "D70", None),
    ("complaint.lodge_b", "D74", "D73 D73-council", None),
    ("complaint.lodge_c", "D77", "", None),
    ("approval_appeal.lodge", "D51", "D50", None),
    ("subsidy_appeal.lodge", "D53", "D52", None),
    ("appeal_council.lodge", "D55 T29", "D54 T28", None),
    ("coordination_subsidy.claim", "", "D81", None),
    ("coordination_subsidy.end", "", "", "D82"),
    ("annual_plan.transmit", "", "D31", None),
    ("annual_plan.transmit_report", "", "D32", None),
    ("quarterly_claim.become_inadmissible", "", "", "D83"),
    ("yearly_cycle.lodge_annual_file", "", "D85", None),
    ("staff_qualification.start_training", "D100", "", None),
    ("edd_recognition.declare_complete", "T2", "", None),
    ("edd_recognition.refuse", "T6 T28", "T2", None),
    ("edd_recognition.recognise_tacitly", "T12", "", "T2"),
    ("edd_recognition_life.view_time_over", "", "", "T3"),
    ("edd_recognition_life.file_renewal", "", "T18", None),
    ("edd_appeal.lodge", "T7 T8", "T6", None),
    ("edd_subsidy_year.open", "T19 T20 T21", "", None),
    ("edd_subsidy_appeal.lodge", "T11", "T9", None),
]


@pytest.mark.parametrize(("address", "starts", "meets", "on_expiry"), CLOCKS)
def test_acts_move_the_clocks_of_the_law(address, starts, meets, on_expiry):
    procedure_id, act_id = address.split(".")
    act = versions(procedure_id)[0].act(act_id)
    assert (" ".join(act.starts), " ".join(act.meets), act.on_expiry) == (starts, meets, on_expiry)


def test_silence_is_a_yes_only_for_homework_schools():
    tacit = {act.on_expiry for known in ALL for act in known.acts if act.on_expiry and limit(act.on_expiry).tacit}
    assert tacit == {"T2"}
    assert {one.id for one in limits() if one.tacit} - tacit == {"T22"}


@pytest.mark.parametrize("known", ALL, ids=lambda known: f"{known.id}-{known.valid_from}")
def test_words_are_plain_french(known):
    written = [known.title, known.note]
    written += [words for state in known.states for words in vars_of(state.words)]
    written += [item.words for item in (*known.needs, *known.guards)]
    written += [text for act in known.acts for text in (act.title, act.silence, act.effect, act.reading)]
    for text in written:
        assert "'" not in text and "  " not in text and text == text.strip(), text
    for act in known.acts:
        for sentence in (act.silence, act.effect, act.reading):
            assert not sentence or (sentence[-1] in ".»" and (sentence[0].isupper() or sentence[0] == "«")), sentence
    for guard in known.guards:
        assert guard.words[0].isupper() and guard.words.endswith("."), guard.words


def vars_of(words: Words) -> tuple[str, str, str]:
    return words.applicant, words.authority, words.public


def test_documents_needed_have_their_list():
    used = {need.checklist for known in ALL for need in known.needs if need.checklist}
    assert used >= {"cle_programme", "operator_annex", "situation_report", "convention", "edd_recognition"}
    for document in used:
        assert checklist(document).id == document


# --- versions --------------------------------------------------------------------------------------------------------


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


# --- the checks ------------------------------------------------------------------------------------------------------

TINY = """
id: tiny
title: Petite procédure
article: decree art. 5
valid_from: 2020-01-01
valid_to: 2020-12-31
states:
  - id: draft
    code: BROUILLON
    initial: true
    words: {applicant: Vous préparez, authority: En préparation, public: "Avant : rien"}
  - id: sent
    words: {applicant: Envoyé, authority: À lire, public: Envoyé}
  - id: done
    code: FINI
    final: true
    words: {applicant: Fini, authority: Fini, public: "Fini; \\"oui\\" #1"}
needs:
  - {id: letter, words: la lettre}
guards:
  - {id: signed, words: La lettre est signée., article: decree art. 6}
acts:
  - {id: open, title: Ouvrir, to: draft, by: [municipality], article: decree art. 5}
  - id: send
    title: Envoyer
    from: [draft]
    to: sent
    by: [municipality, coordination_asbl]
    article: order art. 2/1
    needs: [letter]
    guards: [signed]
    starts: [D06]
    tells: [one]
  - {id: note, title: Noter, from: [sent], by: [one], article: practice}
  - id: answer
    title: Répondre
    from: [sent]
    to: done
    by: [one]
    article: decree art. 5
    meets: [D06]
    silence: Rien.
  - {id: lapse, title: Finir, from: [sent], to: done, by: [system], on_expiry: D06, article: decree art. 5}
"""


def tiny(**changes) -> dict:
    written = yaml.safe_load(TINY)
    written.update(changes)
    return written


def faults(written: dict) -> tuple[str, ...]:
    with pytest.raises(WrongProcedure) as wrong:
        declared(yaml.safe_dump(written, allow_unicode=True))
    assert str(wrong.value) == "\n".join(wrong.value.faults)
    return wrong.value.faults


def with_act(**act) -> dict:
    written = tiny()
    base = {"id": "more", "title": "Encore", "from": ["draft"], "to": "sent", "by": ["one"], "article": "decree art. 5"}
    written["acts"].append({**base, **act})
    return written


def test_the_sample_is_sound():
    known = declared(TINY)
    assert faults_between((known,)) == ()
    assert known.citation == "décret du 3 juillet 2003, art. 5"
    assert known.actors == (Role.MUNICIPALITY, Role.COORDINATION_ASBL, Role.ONE, Role.SYSTEM)
    assert [state.id for state in known.initial] == ["draft"]
    assert [act.id for act in known.acts_from(None)] == ["open"]
    assert [act.id for act in known.acts_from("sent")] == ["note", "answer", "lapse"]
    assert known.act("note").target("sent") == "sent"
    assert known.act("send").target("draft") == "sent"
    assert known.act("send").clocks == ("D06",)
    assert known.act("open").clocks == ()
    assert known.act("open").opening and not known.act("send").opening
    assert known.act("send").citation == "arrêté du 3 décembre 2003, art. 2/1"
    assert (known.need("letter").words, known.need("letter").kind) == ("la lettre", "document")
    assert known.guard("signed").words == "La lettre est signée."
    assert known.in_force(date(2020, 1, 1)) and known.in_force(date(2020, 12, 31))
    assert not known.in_force(date(2019, 12, 31)) and not known.in_force(date(2021, 1, 1))
    assert list(clocks((known,))) == [("D06", "tiny.send"), ("D06", "tiny.answer"), ("D06", "tiny.lapse")]
    with pytest.raises(KeyError):
        known.act("nothing")


def test_an_act_lists_each_clock_once():
    act = Act(
        id="all",
        title="Tout",
        to="x",
        by=(Role.SYSTEM,),
        article="decree art. 1er",
        starts=("D01", "D02"),
        meets=("D02",),
        stops=("D03",),
        suspends=("D04",),
        resumes=("D05",),
        on_expiry="D06",
    )
    assert act.clocks == ("D01", "D02", "D03", "D04", "D05", "D06")


def duplicated(name: str) -> dict:
    written = tiny()
    written[name].append(copy.deepcopy(written[name][-1]))
    return written


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (duplicated("needs"), ("needs: letter is declared twice",)),
        (duplicated("guards"), ("guards: signed is declared twice",)),
        (duplicated("acts"), ("acts: lapse is declared twice",)),
        (duplicated("states"), ("states: done is declared twice", "states: the code FINI is given twice")),
        (tiny(valid_to=date(2019, 1, 1)), ("it ends before it begins",)),
        (with_act(to="nowhere"), ("more: no state is called nowhere",)),
        (with_act(**{"from": ["nowhere"]}), ("more: no state is called nowhere",)),
        (with_act(needs=["stamp"]), ("needs: stamp is used and not declared",)),
        (with_act(guards=["rich"]), ("guards: rich is used and not declared",)),
        (tiny(needs=[*tiny()["needs"], {"id": "stamp", "words": "x"}]), ("needs: stamp is declared and not used",)),
        (with_act(**{"from": [], "to": "sent"}), ("sent: an act opens a case there, and it is not initial",)),
        (with_act(**{"from": [], "to": None}), ("more: comes from nowhere and leads nowhere",)),
        (tiny(article="code art. 1er"), ("tiny: no text is called 'code'",)),
        (with_act(article="code art. 1er"), ("more: no text is called 'code'",)),
        (
            tiny(guards=[{"id": "signed", "words": "x", "article": "law art. 2"}]),
            ("signed: no text is called 'law'",),
        ),
        (with_act(on_expiry="D06"), ("more: only the system acts when a clock expires",)),
        (with_act(on_expiry="D06", by=["system", "one"]), ("more: only the system acts when a clock expires",)),
        (with_act(meets=["D06"]), ("more: meets a clock and does not say what silence does",)),
        (tiny(acts=tiny()["acts"][:3]), ("done: cannot be reached", "sent: a dead end that is not final")),
        (
            tiny(acts=tiny()["acts"][1:]),
            ("draft: initial, and no act opens a case there",),
        ),
    ],
)
def test_a_fault_is_named(written, found):
    assert faults(written) == found


def test_a_procedure_without_a_start_is_refused():
    written = tiny()
    del written["states"][0]["initial"]
    assert faults(written) == (
        "no state is initial",
        "draft: an act opens a case there, and it is not initial",
        "draft: cannot be reached",
        "sent: cannot be reached",
        "done: cannot be reached",
    )


def test_states_that_only_lead_to_each_other_are_not_reached():
    written = tiny()
    words = {"applicant": "a", "authority": "b", "public": "c"}
    written["states"] += [{"id": "east", "words": words}, {"id": "west", "words": words}]
    base = {"by": ["one"], "article": "decree art. 5"}
    written["acts"] += [
        {"id": "go", "title": "Aller", "from": ["east"], "to": "west", **base},
        {"id": "come", "title": "Revenir", "from": ["west"], "to": "east", **base},
    ]
    assert faults(written) == ("east: cannot be reached", "west: cannot be reached")


def test_a_day_may_be_the_first_and_the_last():
    assert declared(yaml.safe_dump(tiny(valid_to=date(2020, 1, 1)))).valid_to == date(2020, 1, 1)


def test_all_faults_come_together():
    written = with_act(to="nowhere", needs=["stamp"], article="code art. 1er", meets=["D06"])
    assert faults(written) == (
        "more: no state is called nowhere",
        "needs: stamp is used and not declared",
        "more: no text is called 'code'",
        "more: meets a clock and does not say what silence does",
    )


@pytest.mark.parametrize(
    ("written", "part"),
    [
        (with_act(by=["mayor_of_nowhere"]), "Invalid enum value 'mayor_of_nowhere'"),
        (with_act(by=[]), "of length >= 1"),
        (with_act(article=""), "`str` of length >= 1 - at `$.acts[5].article`"),
        (with_act(starts=["X1"]), "matching regex"),
        (with_act(color="red"), "unknown field `color`"),
        (tiny(states=[{"id": "draft", "words": {"applicant": "a", "authority": "b"}}]), "required field `public`"),
        (tiny(states=[{"id": "Draft", "words": {}}]), "matching regex"),
    ],
)
def test_what_is_not_a_procedure_is_refused(written, part):
    (fault,) = faults(written)
    assert part in fault


def test_what_is_not_yaml_is_refused():
    with pytest.raises(WrongProcedure) as wrong:
        declared("id: [")
    assert len(wrong.value.faults) == 1


def between(*written: dict) -> tuple[str, ...]:
    return faults_between(tuple(declared(yaml.safe_dump(one, allow_unicode=True)) for one in written))


def test_versions_may_not_overlap():
    first = tiny()
    assert between(tiny(valid_from=date(2021, 1, 1), valid_to=None), first) == ()
    assert between(first, tiny(valid_from=date(2020, 12, 31), valid_to=None)) == (
        "tiny: two versions are in force together",
    )
    assert between(tiny(valid_to=None), tiny(valid_from=date(2021, 1, 1), valid_to=None)) == (
        "tiny: two versions are in force together",
    )
    assert between(first, tiny(id="other")) == ()


def test_clocks_are_limits_that_start_and_end():
    assert between(with_act(starts=["D999"])) == (
        "tiny.more: no time limit is called D999",
        "tiny.more: the clock D999 is never met and never expires",
    )
    assert between(with_act(starts=["D10"])) == ("tiny.more: the clock D10 is never met and never expires",)
    assert between(with_act(starts=["D10"], stops=["D10"])) == (
        "tiny.more: the clock D10 is never met and never expires",
    )
    assert between(with_act(meets=["D10"], silence="Rien.")) == ("tiny.more: no act starts the clock D10",)
    assert between(with_act(suspends=["D11"])) == ("tiny.more: no act starts the clock D11",)
    other = with_act(meets=["D10"], silence="Rien.")
    assert between(with_act(starts=["D10"]), {**other, "id": "other"}) == ()


def test_acts_of_other_cases_exist_and_may_follow():
    assert between(with_act(triggers=["tiny.nothing"])) == ("tiny.more: there is no act tiny.nothing",)
    assert between(with_act(triggers=["tiny.answer"])) == (
        "tiny.more: triggers tiny.answer, which the system may not do",
    )
    assert between(with_act(triggers=["tiny.lapse"])) == ()


def test_the_system_acts_for_a_reason():
    assert between(with_act(by=["system"])) == ("tiny.more: nothing makes the system do it",)
    assert between(with_act(by=["one", "system"])) == ("tiny.more: nothing makes the system do it",)
    assert between(with_act(by=["system"], guards=["signed"])) == ()
    assert between(with_act(by=["system"], triggers=["tiny.more"])) == ()


def test_remedies_and_lists_exist():
    assert between(with_act(remedies=["prayer"])) == ("tiny.more: there is no procedure prayer",)
    assert between(with_act(remedies=["tiny"])) == ()
    needs = [{"id": "letter", "words": "la lettre", "checklist": "love_letter"}]
    assert between(tiny(needs=needs)) == ("tiny.letter: no document list is called love_letter",)
    assert between(tiny(needs=[{"id": "letter", "words": "la lettre", "checklist": "convention"}])) == ()


def test_loading_all_lists_every_fault(monkeypatch):
    def read(stem: str) -> Procedure:
        written = {"a": tiny(article="code x"), "b": with_act(remedies=["prayer"])}[stem]
        return declared(yaml.safe_dump(written, allow_unicode=True))

    monkeypatch.setattr(procedures, "_stems", lambda: ("a", "b"))
    monkeypatch.setattr(procedures, "_file", read)
    with pytest.raises(WrongProcedure) as wrong:
        procedures.procedures.__wrapped__()
    assert wrong.value.faults == ("a: tiny: no text is called 'code'", "tiny.more: there is no procedure prayer")


# --- words and drawing -----------------------------------------------------------------------------------------------


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


# --- the question ----------------------------------------------------------------------------------------------------


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
