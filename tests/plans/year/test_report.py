"""The report written from the follow-up: every figure right, what is unknown said to be unknown, nothing invented."""

from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from preau.foundation import clock
from preau.foundation.casework.api import perform
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import Notice
from preau.law.document_lists import checklist
from preau.plans import report_text
from preau.plans.acts import followup
from preau.plans.acts import report as acts
from preau.plans.cases import case_of_plan
from preau.plans.models import ActivityReport, Document, Progress, ReportSection, Transmission
from preau.plans.year_data import facts_of
from preau.plans.year_facts import evaluation_missing, report_advised, report_missing, report_pdf
from tests.commissions.meetings.made import make_house
from tests.factories import actor_for, sign_in
from tests.plans.test_work_pages import text_of
from tests.plans.year.year_made import FINAL, FIRST, RESULT, evaluate, say


@pytest.fixture
def lived(plan, coordinator, after):
    """The plan once its year is over: 5 actions, 2 done, 1 dropped, 1 under way, 1 nobody spoke of."""
    say(coordinator, plan, 1, Progress.DONE)
    say(coordinator, plan, 2, Progress.DONE)
    say(coordinator, plan, 3, Progress.DROPPED, "La salle a fermé.")
    say(coordinator, plan, 4, Progress.UNDER_WAY)
    values = {"text": "Accueillir deux classes", "objective": plan.objectives.get(number=2), "due_on": None}
    row, _ = followup.add_unplanned(coordinator, plan.pk, values)
    followup.set_state(coordinator, plan.pk, followup.Item(followup.UNPLANNED, row.pk), 1, Progress.DONE)
    evaluate(
        after, plan, 1, RESULT.PARTLY, why="Une réunion\nsur deux.", helped="Le bureau.", hindered="Les élections."
    )
    return plan


def texts(plan):
    return report_text.prewritten(facts_of(plan))


def test_the_sections_are_those_of_the_checklist():
    assert [one.id for one in report_text.sections()] == [item.id for item in checklist("activity_report").items]


def test_the_evaluation_counts_only_what_the_cca_said(lived):
    text = texts(lived)["cca_evaluation"]
    assert "La CCA a évalué 1 de ses 2 objectifs." in text
    assert "atteint : 0, atteint en partie : 1 et pas atteint : 0" in text
    assert "Pas encore évalués : objectif 2." in text
    assert "Objectif 1, Réunir la CCA : atteint en partie. Une réunion sur deux." in text


def test_an_objective_nobody_evaluated_is_not_said_to_be_missed(lived):
    text = texts(lived)["objectives"]
    assert "Pas encore évalué (1 sur 2) :\n• Objectif 2, Former" in text
    assert "Pas atteint" not in text


def test_actions_are_counted_by_what_was_noted(lived):
    text = texts(lived)["actions"]
    assert "Réalisées (2 sur 5) :" in text
    assert "Abandonnées (1 sur 5) :\n• Action 3 : Mener la tâche 3. Raison : La salle a fermé." in text
    assert "En cours (1 sur 5) :" in text
    assert "Sans suivi noté (1 sur 5) :\n• Action 5 : Mener la tâche 5" in text
    assert "Pas commencées" not in text


def test_the_unplanned_the_reasons_and_the_recap(lived):
    found = texts(lived)
    assert "• Accueillir deux classes (pour l’objectif 2)" in found["unplanned_actions"]
    assert "• Ce qui a aidé : Le bureau." in found["reasons"]
    assert "• Action 3 : La salle a fermé." in found["reasons"]
    assert "Le plan 2026-2027 compte 5 actions. Réalisées : 2, en cours : 1, abandonnées : 1" in found["recap"]
    assert "S’y ajoutent : 1 action non prévue. Réalisées : 1." in found["recap"]
    assert "• Axe 2" in found["recap"]


def test_nothing_is_invented_where_nothing_is_known(plan):
    found = texts(plan)
    assert found["cca_evaluation"] == "La CCA n’a pas encore évalué ce plan de 2 objectifs."
    assert found["unplanned_actions"] == "Le suivi ne note aucune action en dehors du plan."
    assert (found["reasons"], found["impact"]) == ("", "")
    assert "Sans suivi noté (5 sur 5)" in found["actions"]


def test_what_is_missing_is_named(lived, after):
    assert evaluation_missing(lived, FINAL) == ("Évaluez l’objectif 2.",)
    assert evaluation_missing(lived, FIRST) == ("Évaluez l’objectif 1.", "Évaluez l’objectif 2.")
    assert report_missing(lived) == ("Écrivez le rapport d’activité.",)
    assert report_advised(lived) == ()
    acts.start_report(after, lived.pk)
    acts.save_section(after, lived.pk, "cca_evaluation", 1, "")
    assert report_missing(lived) == ("Donnez les résultats de l’évaluation du plan par la CCA.",)
    acts.save_section(after, lived.pk, "cca_evaluation", 2, "La CCA l’a évalué.")
    assert report_missing(lived) == ()


def test_what_only_the_guide_advises_prevents_nothing(lived, after, writer):
    page = reverse("plans:report", args=[lived.pk])
    assert report_missing(lived) == ()
    assert report_advised(lived) == ("Commentez l’impact sur le secteur.",)
    assert "Rien de cela n’empêche d’envoyer le rapport." in text_of(writer.get(page))
    acts.save_section(after, lived.pk, "impact", 1, "Deux écoles travaillent ensemble.")
    assert report_advised(lived) == ()
    assert "conseille encore" not in text_of(writer.get(page))


def test_a_report_is_begun_once(lived, after):
    acts.start_report(after, lived.pk)
    acts.save_section(after, lived.pk, "impact", 1, "Écrit")
    acts.start_report(after, lived.pk)
    assert ReportSection.objects.get(item_id="impact").text == "Écrit"
    assert Entry.objects.filter(act="plans.start_report").count() == 1


def section_page(lived, item_id, route="report_section"):
    return reverse(f"plans:{route}", args=[lived.pk, item_id])


@pytest.fixture
def writer(client, lived, after, frozen_after):
    from tests.factories import sign_in

    acts.start_report(after, lived.pk)
    return sign_in(client, after.person, strong=True, mandate=after.mandate)


@pytest.fixture
def frozen_after(after):
    from preau.foundation import clock

    with clock.frozen(after.now):
        yield


def test_a_text_that_the_follow_up_left_behind_is_shown_and_rewritten(writer, lived, after):
    page = reverse("plans:report", args=[lived.pk])
    assert "Voir la différence" not in text_of(writer.get(page))
    say(after, lived, 4, Progress.DONE)
    assert "Voir la différence" in text_of(writer.get(page))
    shown = text_of(writer.get(section_page(lived, "actions", "report_rewrite")))
    assert "<del>Réalisées (2 sur 5) :</del>" in shown
    assert "<ins>Réalisées (3 sur 5) :</ins>" in shown
    row = ReportSection.objects.get(item_id="actions")
    assert "Réalisées (2 sur 5)" in row.text
    writer.post(section_page(lived, "actions", "report_rewrite"), {"version": "1"})
    row.refresh_from_db()
    assert "Réalisées (3 sur 5)" in row.text
    assert "Réalisées (2 sur 5)" in str(Entry.objects.filter(act="plans.rewrite_report").get().payload["before"])


def test_a_section_is_saved_refused_or_compared(writer, lived, after):
    address = section_page(lived, "impact")
    saved = writer.post(address, {"version": "1", "text": "Un"}, headers={"X-Preau-Autosave": "1"})
    assert saved.json()["version"] == 2
    assert writer.post(address, {"version": "1", "text": "Autre"}).status_code == 409
    assert writer.post(address, {"version": "2", "text": "x" * 20_001}).status_code == 422
    assert writer.post(address, {"version": "2", "text": "Deux"}).status_code == 302
    assert writer.get(section_page(lived, "inconnue")).status_code == 404


def test_leads_are_added_once_and_taken_away(writer, lived):
    add = reverse("plans:lead_add", args=[lived.pk])
    assert writer.post(add, {"text": " "}).status_code == 422
    writer.post(add, {"text": "Ouvrir le mercredi"})
    writer.post(add, {"text": "Ouvrir le mercredi"})
    lead = ActivityReport.objects.get().leads.get()
    assert "Ouvrir le mercredi" in text_of(writer.get(reverse("plans:report", args=[lived.pk])))
    for status in (302, 404):
        assert writer.post(reverse("plans:lead_remove", args=[lived.pk, lead.pk])).status_code == status
    assert not ActivityReport.objects.get().leads.exists()


def test_the_report_is_public_once_transmitted_and_then_closed(writer, client, lived, after):
    public = reverse("plans:public_report", args=[lived.zone_slug, lived.school_year])
    pdf = reverse("plans:public_report_pdf", args=[lived.zone_slug, lived.school_year])
    assert writer.get(public).status_code == writer.get(pdf).status_code == 404
    acts.mark_sent(lived, after.now)
    client.logout()
    assert "La CCA a évalué 1 de ses 2 objectifs" in text_of(client.get(public))
    assert client.get(pdf).content == client.get(pdf).content
    plan_page = text_of(client.get(reverse("plans:public", args=[lived.zone_slug, lived.school_year])))
    assert public in plan_page


def test_a_transmitted_report_closes_the_year(writer, lived, after):
    acts.mark_sent(lived, after.now)
    assert writer.get(section_page(lived, "impact")).status_code == 403
    state = reverse("plans:followup_state", args=[lived.pk, "action", lived.actions.first().pk])
    assert writer.post(state, {"to": "to_do:1"}).status_code == 403
    assert "l’année de ce plan est close" in text_of(writer.get(reverse("plans:followup", args=[lived.pk])))


def test_the_pdf_says_what_the_report_says(lived, after):
    acts.start_report(after, lived.pk)
    acts.add_lead(after, lived.pk, "Ouvrir le mercredi")
    data = report_pdf(lived, after.now)
    assert data == report_pdf(lived, after.now)
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    plain = text.replace("\xa0", " ")
    for words in ("Rapport d’activité 2026-2027", "Réalisées (2 sur 5)", "Pas encore écrit", "Ouvrir le mercredi"):
        assert words in plain
    assert "Sans suivi noté" in plain


def test_before_the_year_ends_no_report_is_begun(page, plan):
    address = reverse("plans:report", args=[plan.pk])
    assert "après le 31 août 2027" in text_of(page.get(address))
    assert page.post(address).status_code == 403


def test_the_report_sent_reaches_the_members_without_account_too(lived, after, zone, frozen_after):
    make_house(zone=zone)
    evaluate(after, lived, 2, RESULT.REACHED)
    acts.start_report(after, lived.pk)
    for act in ("transmit", "evaluate", "write_report", "transmit_report"):
        case = case_of_plan(lived)
        perform(after, case.pk, act, case.step)
    send_notice.call(Notice.objects.get(kind="plans.sent").pk)
    letters = {letter.to[0]: letter.body for letter in mail.outbox if letter.subject.startswith("Rapport d’activité")}
    assert (
        reverse("plans:public_report", args=[lived.zone_slug, lived.school_year]) in letters["membre3-1@exemple.test"]
    )
    assert len(letters) == 28


def test_a_report_sent_late_is_taken_marked_and_explained(lived, coordinator, at, client):
    late = at("2028-01-10")
    actor = actor_for(coordinator.mandate, late, strong=True)
    with clock.frozen(late):
        evaluate(actor, lived, 2, RESULT.REACHED)
        acts.start_report(actor, lived.pk)
        for act in ("transmit", "evaluate", "write_report"):
            case = case_of_plan(lived)
            perform(actor, case.pk, act, case.step)
        page = sign_in(client, actor.person, strong=True, mandate=actor.mandate)
        assert "Pourquoi après l’échéance ?" in text_of(page.get(reverse("plans:year", args=[lived.pk])))
        sent = {"step": str(case_of_plan(lived).step), "why_late": "Un congé de maladie."}
        page.post(reverse("plans:act", args=[lived.pk, "transmit_report"]), sent)
    receipt = Transmission.objects.get(document=Document.REPORT)
    assert (receipt.late, str(receipt.due_on), receipt.why_late) == (True, "2027-12-31", "Un congé de maladie.")
