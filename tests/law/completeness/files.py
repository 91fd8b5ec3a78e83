"""Asking whether a file is complete, and the facts that several of these tests hold."""

from datetime import date

from preau.law.completeness import CompletenessQuestion, completeness

TODAY = date(2026, 11, 21)
ITEMS = {
    "cle_programme": (
        "participating_operators unmet_needs unmet_after_school_reasons collaboration information means pooled_fees "
        "holiday_partnerships after_school_modalities periods priority_access operator_annexes minority_notes "
        "cca_minutes council_deliberation"
    ),
    "operator_annex": (
        "identity care_project recognitions places travel offer staffing_ratio staff_qualification fees "
        "approval_application"
    ),
    "care_project": (
        "development mixed_group family_life respect priority_access activities project_leader team staffing "
        "second_adult families fees travel house_rules flexible_hours quality_code"
    ),
    "annual_action_plan": "objectives actions action_objectives action_axes action_aspects cca_approval",
    "activity_report": "cca_evaluation objectives actions unplanned_actions reasons impact recap",
    "convention": (
        "municipality_commitments one_commitments model_elements function_definition base_missions "
        "one_agreement_on_missions asbl_agreement"
    ),
    "child_file": "child_contacts caregivers pickers emergency_contacts specifics daily_register",
    "type_2_annual_file": "accounts staff_table salary_proofs invoice_list",
    "cca_dossier": (
        "constitution_minutes member_list note_component_1 note_component_2 note_component_3 note_component_4 "
        "note_component_5"
    ),
    "edd_recognition": "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 E1 E2 E3 E4 E5 E6 E7 E8 E9",
    "edd_renewal": "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 E1 E2 E3 E4 E5 E6 E7 E8 E9",
    "edd_subsidy_application": "S1 S2 S3 S4 S5 S7 S9 S10 S11 S12 two_regular_years",
    "edd_balance": "S1 S2 S3 S4 S6 S7 S8 S10 S12 S13 S14",
    "edd_cessation": "cessation_date accounting_pieces balance_file",
    "edd_recognition_appeal": "decision nature pieces registered_mail",
    "edd_subsidy_appeal": "decision reasons registered_mail addressed_to_one",
    "edd_launch": "",
    "atl_appeal": "decision registered_mail receipt_date",
    "council_appeal": "decision registered_mail reasons notification_date",
}

RECOGNITION = (*(f"R{number}" for number in range(1, 11)), "E1", "E2", "E3", "E4", "E6")


def asked(document, present=(), day=TODAY, received=None, **facts):
    return completeness(
        CompletenessQuestion(document=document, day=day, present=tuple(present), received=received or {}, facts=facts)
    )


def ids(pieces):
    return [piece.id for piece in pieces]


TINY = {
    "id": "tiny",
    "title": "Petite liste",
    "article": "decree art. 5",
    "facts": [{"id": "rich", "words": "la commune est riche"}, {"id": "poor", "words": "la commune est pauvre"}],
    "items": [
        {
            "id": "coin",
            "sentence": "Joignez une pièce.",
            "article": "order art. 2",
            "cases": [{"when": ["rich"], "unless": ["poor"], "until": date(2020, 12, 31)}],
        }
    ],
    "warnings": [{"id": "thin", "sentence": "À voir.", "when": ["poor"]}],
}
