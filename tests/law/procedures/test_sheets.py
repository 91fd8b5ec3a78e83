"""The procedures as data: what each must declare, the roads a case walks, the clocks it moves."""

import pytest

from preau.law.completeness import checklist
from preau.law.procedures import Words, procedure_ids, versions
from preau.law.time_limits import limit, limits
from tests.law.procedures.samples import ALL

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
    "training_provider_validation": "",
    "training_refusal_contest": "",
    "approval_appeal": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
    "subsidy_appeal": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
    "appeal_council": "RECOURS_INTRODUIT RECOURS_ACCUEILLI RECOURS_REJETE",
    "operator_declaration": "",
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
    ("cle_amendment", "propose submit examine send_unchanged give_opinion approve", "approved"),
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
    ("training_module_validation", "propose ask answer validate undo merge split refuse reopen", "to_validate"),
    (
        "training_module_validation",
        "propose send_to_countersign decline send_to_countersign countersign_validation",
        "validated",
    ),
    ("training_module_validation", "take_over merge split_validated", "validated"),
    ("training_provider_validation", "propose send_to_countersign countersign_refusal merge split_refused", "refused"),
    ("training_provider_validation", "take_over_refusal reopen send_to_countersign countersign_merge", "merged"),
    ("training_refusal_contest", "contest ask answer uphold", "upheld"),
    ("training_refusal_contest", "contest reject", "rejected"),
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
    ("cle_amendment.submit", "D41", "", None),
    ("cle_amendment.examine", "D40", "", None),
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


def test_a_municipality_is_put_on_notice_by_one_paragraph_and_sanctioned_by_the_next():
    notice = versions("formal_notice_municipality")[0]
    articles = {act.id: act.article for act in notice.acts}
    assert articles["give_notice"] == "decree art. 28, al. 1er"
    sanctions = ("reach_term", "suspend_subsidy", "withdraw_approval", "comply_late")
    assert {articles[one] for one in sanctions} == {"decree art. 28, al. 2"}
