"""From which day an appeal counts, until when, and the whole explanation of it."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.results import Refused
from preau.law.time_limits import limit
from tests.law.remedies.notified import COUNCIL, NOT_HERE, asked, roads

DAY = "décret du 3 juillet 2003, art. 1er, 7°"
ANALOGY = f"lecture retenue : le texte ne dit pas comment compter ; par analogie, {DAY}"


def test_the_old_appeals_count_fifteen_working_days_from_receipt():
    (road,) = asked("atl_operator_approval_refusal", "2026-12-16", received_on="2026-12-18").roads
    assert (road.counts_from, road.starts_on, road.raw, road.due, road.safe, road.why) == (
        "receipt",
        date(2026, 12, 18),
        date(2027, 1, 12),
        date(2027, 1, 12),
        date(2027, 1, 12),
        "",
    )
    assert roads("atl_operator_subsidy_refusal", "2026-03-30", received_on="2026-04-01") == [
        ("one_board", "2026-04-23")
    ]
    assert roads("atl_operator_subsidy_refusal", "2026-11-05", received_on="2026-11-06") == [
        ("one_board", "2026-11-30")
    ]


def test_a_decision_notified_in_2026_and_received_in_2027_keeps_the_old_appeal():
    assert roads("atl_operator_approval_refusal", "2026-12-31", received_on="2027-01-04") == [
        ("government_refusal", "2027-01-25")
    ]


def test_without_the_receipt_only_a_safe_day_is_given():
    found = asked("atl_operator_approval_refusal", "2026-12-18")
    (road,) = found.roads
    assert (road.starts_on, road.raw, road.due, road.safe, found.safe) == (
        None,
        None,
        None,
        date(2027, 1, 12),
        date(2027, 1, 12),
    )
    assert road.why == (
        "Impossible à calculer : ce délai court depuis la réception de la décision ; donnez « received_on »."
    )
    assert [(step.line, step.kind) for step in road.steps] == [
        (
            "La notification vient avant la réception : compté depuis elle, le délai finit au plus tôt le mardi "
            "12 janvier 2027. (décret du 3 juillet 2003, art. 27, § 5, et art. 29, al. 3)",
            "warning",
        )
    ]
    assert [step.line for step in found.steps] == [
        "Décision : refus de l’agrément d’un opérateur, notifiée le vendredi 18 décembre 2026 à l’opérateur d’accueil.",
        "Aucune règle transitoire n’est connue : nous lisons que le jour de la notification dit le régime, l’ancien "
        "jusqu’au 31 décembre 2026, le Conseil de recours depuis le 1er janvier 2027. "
        "(décret du 18 avril 2024, art. 20 et 37)",
        "Recours devant le Gouvernement. À envoyer au Gouvernement (lettre recommandée), dernier jour inconnu. "
        "Impossible à calculer : ce délai court depuis la réception de la décision ; donnez « received_on ». "
        "(décret du 3 juillet 2003, art. 27, § 5)",
        road.steps[0].line,
        "Le texte ne dit pas que ce recours suspend la décision : elle s’applique entre-temps. "
        "(décret du 3 juillet 2003, art. 27, § 5)",
        "Qui introduit le recours a le droit d’être entendu. (décret du 3 juillet 2003, art. 27, § 5)",
        "Réponse : une décision, par lettre recommandée, dans les 120 jours calendrier depuis la réception du recours. "
        "Le silence ne vaut pas accord. (décret du 3 juillet 2003, art. 27, § 5)",
        "Ce délai passe le 1er janvier 2027, où les recours changent : faites vérifier le dossier. "
        "(décret du 18 avril 2024, art. 37)",
        "Un recours reste une lettre recommandée, même si le portail existe : gardez le numéro et la date de l’envoi. "
        "(décret du 3 juillet 2003, art. 27, § 5)",
        NOT_HERE,
    ]


T6, T28 = limit("T6"), limit("T28")
EDD = "décret EDD du 28 avril 2004, art. 6"
TWO_ROADS = [
    "Décision : refus de la reconnaissance d’une école de devoirs, notifiée le lundi 1er février 2027 au pouvoir "
    "organisateur.",
    "Aucune règle transitoire n’est connue : nous lisons que le jour de la notification dit si le Conseil de "
    "recours, depuis le 1er janvier 2027, s’ajoute aux recours propres aux écoles de devoirs. "
    "(décret du 18 avril 2024, art. 20 et 37)",
    "Recours devant le ministre de l’Enfance, après l’avis de la Commission des écoles de devoirs. À envoyer au "
    "ministre de l’Enfance (lettre recommandée, recours motivé et pièces jointes), au plus tard le mercredi 3 mars "
    f"2027. ({EDD})",
    f"{T6.reading} ({EDD})",
    f"Le lundi 1er février 2027 (notification de la décision) ne compte pas. ({ANALOGY})",
    f"30 jours calendrier : le dernier jour est le mercredi 3 mars 2027, compris jusqu’à minuit. ({EDD})",
    f"Le texte ne dit pas que ce recours suspend la décision : elle s’applique entre-temps. ({EDD})",
    f"La Commission peut entendre qui introduit le recours. ({EDD})",
    "Réponse : la confirmation ou l’annulation de la décision, dans les 120 jours calendrier depuis la réception "
    f"du recours. Le silence ne vaut pas accord. ({EDD})",
    f"Une annulation renvoie le dossier à l’ONE : nous lisons que le ministre ne reconnaît pas lui-même. ({EDD})",
    "Recours devant le Conseil de recours. À envoyer à la présidence du Conseil de recours (lettre recommandée et "
    f"recours motivé), au plus tard le vendredi 2 avril 2027. ({COUNCIL})",
    f"{T28.reading} ({COUNCIL})",
    "9 février 2027 : Le mardi gras n’est congé que certaines années : nous lisons qu’il n’arrête pas le délai. "
    f"L’autre lecture donnerait un jour de plus. ({COUNCIL})",
    f"Le lundi 1er février 2027 (notification de la décision) ne compte pas. ({ANALOGY})",
    f"Le délai ne court pas du 22 février 2027 au 7 mars 2027 (vacances de détente) : 14 jours de plus. ({COUNCIL})",
    f"Le délai ne court pas le 29 mars 2027 (lundi de Pâques) : 1 jour de plus. ({COUNCIL})",
    f"45 jours calendrier : le dernier jour est le vendredi 2 avril 2027, compris jusqu’à minuit. ({COUNCIL})",
    f"Sans aucun arrêt du délai, le dernier jour serait le jeudi 18 mars 2027. ({COUNCIL})",
    "La décision contestée est suspendue pendant l’examen, sauf si l’intérêt de l’enfant demande son exécution "
    f"immédiate. ({COUNCIL})",
    f"Qui introduit le recours a le droit d’être entendu. ({COUNCIL})",
    "Réponse : une décision motivée, par lettre recommandée, dans les 60 jours calendrier depuis la réception du "
    f"recours, sans compter les congés scolaires. Le silence ne vaut pas accord. ({COUNCIL})",
    "Deux voies sont ouvertes : gardez le délai le plus court. Le Conseil de recours suspend la décision, l’autre "
    f"voie non. L’ONE doit encore fixer ce que dit sa lettre. ({COUNCIL})",
    "Un recours reste une lettre recommandée, même si le portail existe : gardez le numéro et la date de l’envoi. "
    f"({EDD})",
    NOT_HERE,
]


def test_the_whole_explanation_of_the_two_roads():
    found = asked("edd_recognition_refusal", "2027-02-01")
    lines = [step.line for step in found.steps]
    assert lines == TWO_ROADS
    kinds = {step.line: step.kind for step in found.steps}
    assert [kinds[lines[rank]] for rank in (0, 1, 9, 21, 22, 23)] == [
        "step",
        "reading",
        "reading",
        "warning",
        "reading",
        "step",
    ]


@pytest.mark.parametrize(
    ("decision", "notified_on", "received_on", "warned"),
    [
        ("edd_recognition_refusal", "2026-12-10", None, True),
        ("edd_recognition_refusal", "2026-12-01", None, False),
        ("edd_recognition_refusal", "2027-01-11", None, False),
        ("edd_subsidy_amount", "2026-12-30", "2026-12-30", False),
        ("edd_equivalence_refusal", "2026-12-30", None, False),
        ("atl_operator_subsidy_refusal", "2026-12-07", None, False),
        ("atl_operator_subsidy_refusal", "2026-12-07", "2026-12-11", True),
        ("atl_operator_subsidy_refusal", "2026-12-18", None, True),
        ("atl_operator_subsidy_refusal", "2015-12-18", None, False),
    ],
)
def test_a_file_that_straddles_the_change_is_to_be_checked(decision, notified_on, received_on, warned):
    dates = {"received_on": received_on} if received_on else {}
    found = asked(decision, notified_on, **dates)
    said = [step.kind for step in found.steps if step.text_fr.startswith("Ce délai passe le 1er janvier 2027")]
    assert said == (["warning"] if warned else [])


def test_a_notice_on_the_portal_is_received_at_its_opening_or_the_third_working_day():
    def received(**dates):
        return asked("edd_subsidy_refusal", "2026-11-06", **dates)

    assert received(channel="portal").roads[0].starts_on == date(2026, 11, 12)
    assert received(channel="portal", opened_on="2026-11-13").roads[0].starts_on == date(2026, 11, 12)
    opened = received(channel="portal", opened_on="2026-11-08")
    assert (opened.roads[0].starts_on, opened.roads[0].due) == (date(2026, 11, 8), date(2026, 12, 8))
    assert (opened.steps[2].line, opened.steps[2].kind) == (
        "Sur le portail, nous lisons la réception au jour de la première ouverture, au plus tard le troisième jour "
        "ouvrable : le dimanche 8 novembre 2026. (arrêté EDD du 25 juin 2004, art. 8/1)",
        "reading",
    )
    assert received(channel="portal", received_on="2026-11-20").roads[0].starts_on == date(2026, 11, 20)
    assert received(channel="ordinary", opened_on="2026-11-08").roads[0].starts_on is None
    (operator,) = asked("atl_operator_subsidy_refusal", "2026-11-06", channel="portal").roads
    assert operator.starts_on is None


@pytest.mark.parametrize("field", ["received_on", "opened_on"])
def test_a_decision_is_not_received_before_it_is_notified(field):
    question = {"decision": "edd_subsidy_refusal", "notified_on": "2026-11-06", field: "2026-11-05"}
    reply = ask("remedies", json.dumps(question))
    assert (reply.error.code, reply.error.field, reply.error.message) == (
        "refused",
        field,
        "Une décision n’est pas reçue avant d’être notifiée (le 6 novembre 2026).",
    )
    assert ask("remedies", json.dumps({**question, field: "2026-11-06"})).ok
    with pytest.raises(Refused):
        asked("edd_subsidy_refusal", "2026-11-06", **{field: "2026-11-05"})


def test_from_which_day_each_road_counts_and_the_days_of_its_lines():
    found = asked("edd_subsidy_refusal", "2027-01-11", received_on="2027-01-13")
    assert [(road.counts_from, road.starts_on) for road in found.roads] == [
        ("receipt", date(2027, 1, 13)),
        ("notification", date(2027, 1, 11)),
    ]
    days = {step.text_fr[:24]: step.day for step in found.steps}
    assert days["Décision : refus de la s"] == date(2027, 1, 11)
    assert days["Recours devant le minist"] == date(2027, 2, 12)
    assert days["Recours devant le Consei"] == date(2027, 3, 11)
    assert days["Sans aucun arrêt du déla"] == date(2027, 2, 25)
    (road,) = asked("atl_operator_approval_refusal", "2026-12-18").roads
    assert road.steps[0].day == date(2027, 1, 12)
    portal = asked("edd_subsidy_amount", "2026-11-06", channel="portal")
    assert [step.day for step in portal.steps if step.text_fr.startswith("Sur le portail")] == [date(2026, 11, 12)]
