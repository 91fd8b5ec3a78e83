"""The coordination's pages: they show, save, refuse and lead back, with and without the page's own script."""

import json
from datetime import date

import pytest
from django.urls import reverse

from preau.law.annual_plan import SchoolYear
from preau.plans import acts
from preau.plans.models import AnnualActionPlan
from tests.factories import MandateFactory, sign_in
from tests.plans.conftest import DOCUMENT, YEAR

AUTOSAVE = {"X-Preau-Autosave": "1"}

PAPER = {"kept_at": "classeur de la CCA", "attested": "on"}  # what a meeting on paper gives besides its day


@pytest.fixture
def page(client, coordinator):
    return sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)


def text_of(answer):
    """Return the page with plain spaces, to look for sentences in."""
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def objective_fields(objective, **changes):
    return {"version": objective.version, "text": objective.text, "title": objective.title, **changes}


def test_the_editor_shows_every_objective_action_and_what_is_touched(page, plan):
    html = text_of(page.get(reverse("plans:editor", args=[plan.pk])))
    assert html.count('class="obj"') == 2
    assert "3 aspects sur 13" in html.replace("\xa0", " ")
    assert "L’annexe 4 est complète" in html
    assert "jeudi 31 décembre 2026" in html


def test_saving_without_script_comes_back_to_the_objective(page, plan):
    one = plan.objectives.get(number=1)
    answer = page.post(reverse("plans:objective_save", args=[plan.pk, one.pk]), objective_fields(one, text="Autre"))
    assert answer.headers["Location"] == reverse("plans:editor", args=[plan.pk]) + f"#objectif-{one.pk}"
    one.refresh_from_db()
    assert one.text == "Autre"


def test_saving_in_the_background_answers_the_version_and_the_parts_that_changed(page, plan):
    one = plan.objectives.get(number=1)
    address = reverse("plans:objective_save", args=[plan.pk, one.pk])
    answer = page.post(address, objective_fields(one, text=""), headers=AUTOSAVE).json()
    assert answer["version"] == 2
    assert answer["saved"] == "Enregistré à 12 h 00"
    assert "Rédigez l’objectif" in answer["fragments"]["etat"].replace("\xa0", " ")


def test_an_approval_that_must_wait_says_why_and_comes_by_itself(page, plan):
    one = plan.objectives.get(number=1)
    address = reverse("plans:objective_save", args=[plan.pk, one.pk])
    approve = f'href="{reverse("plans:approve", args=[plan.pk])}"'
    assert approve in text_of(page.get(reverse("plans:editor", args=[plan.pk])))
    page.post(address, objective_fields(one, text=""))
    waiting = text_of(page.get(reverse("plans:editor", args=[plan.pk])))
    assert approve not in waiting
    assert "Vous pourrez enregistrer l’approbation quand l’annexe 4 sera complète." in waiting
    assert '<a href="#etat">Voir ce qui manque</a>' in waiting
    answer = page.post(address, objective_fields(one, text="Autre", version=2), headers=AUTOSAVE).json()
    assert approve in answer["fragments"]["approbation"]


def test_two_browsers_on_one_objective_show_both_texts(page, plan, coordinator):
    one = plan.objectives.get(number=1)
    acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": "Le sien"})
    address = reverse("plans:objective_save", args=[plan.pk, one.pk])
    answer = page.post(address, objective_fields(one, text="Le mien"))
    assert answer.status_code == 409
    html = text_of(answer)
    assert "Le sien" in html
    assert "Le mien" in html
    again = page.post(address, objective_fields(one, text="Le mien", version=2))
    assert again.status_code == 302
    one.refresh_from_db()
    assert one.text == "Le mien"


def test_words_of_another_kept_by_a_background_save_come_to_the_page(page, plan, coordinator):
    one, action = plan.objectives.get(number=1), plan.actions.get(number=2)
    acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": "Le sien"})
    address = reverse("plans:objective_save", args=[plan.pk, one.pk])
    answer = page.post(address, objective_fields(one, title="Réunions"), headers=AUTOSAVE).json()
    assert answer["fields"] == {"text": "Le sien"}
    acts.save_action(coordinator, plan.pk, action.pk, 1, {"period": "octobre", "topics": [["axis", 3]]})
    fields = {"version": 1, "ticks": "1", "text": "Le mien", "axes": [2], "aspects": [8], "period": ""}
    fields |= {"objectives": [plan.objectives.get(number=2).pk], "comment": action.comment}
    address = reverse("plans:action_edit", args=[plan.pk, action.pk])
    answer = page.post(address, fields, headers=AUTOSAVE).json()
    assert answer["fields"] == {"axes": [3], "aspects": [], "period": "octobre"}


def test_the_line_ends_of_a_browser_are_no_change(page, plan, coordinator):
    action = plan.actions.get(number=1)
    assert "\n" in action.text
    acts.save_action(coordinator, plan.pk, action.pk, 1, {"text": "Le sien"})
    fields = {"version": 1, "text": action.text.replace("\n", "\r\n"), "period": "octobre"}
    assert page.post(reverse("plans:action_edit", args=[plan.pk, action.pk]), fields).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.period) == ("Le sien", "octobre")


def test_too_long_a_text_is_refused_and_kept(page, plan):
    one = plan.objectives.get(number=1)
    long = "x" * 20_001
    answer = page.post(reverse("plans:objective_save", args=[plan.pk, one.pk]), objective_fields(one, text=long))
    assert answer.status_code == 422
    assert long in text_of(answer)
    assert "Raccourcissez ce texte" in text_of(answer)


def test_adding_an_action_opens_it_with_its_objective_ticked(page, plan):
    two = plan.objectives.get(number=2)
    answer = page.post(reverse("plans:action_add", args=[plan.pk]), {"objective": two.pk}, follow=True)
    assert f'value="{two.pk}" id="id_objectives_1" checked' in text_of(answer)


def test_an_action_is_saved_with_its_ticks(page, plan):
    action = plan.actions.get(number=2)
    fields = {
        "version": 1,
        "ticks": "1",
        "text": "- Réserver\n- Inviter",
        "axes": [1, 2],
        "aspects": [8],
        "objectives": [plan.objectives.get(number=1).pk],
        "recurrent": "on",
        "link": "https://exemple.be/dossier",
    }
    answer = page.post(reverse("plans:action_edit", args=[plan.pk, action.pk]), fields)
    assert answer.status_code == 302
    action.refresh_from_db()
    assert action.recurrent
    assert sorted((topic.kind, topic.number) for topic in action.topics.all()) == [
        ("aspect", 8),
        ("axis", 1),
        ("axis", 2),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://exemple.be", "exemple.be", "//["])
def test_a_link_that_is_not_a_web_address_is_refused(page, plan, link):
    action = plan.actions.get(number=2)
    answer = page.post(reverse("plans:action_edit", args=[plan.pk, action.pk]), {"version": 1, "link": link})
    assert answer.status_code == 422
    assert "adresse web complète" in text_of(answer)


def test_the_words_of_a_workbook_that_are_no_web_address_stay_words(page, plan):
    plan.actions.filter(number=1).update(link="javascript:alert(1)")
    plan.actions.filter(number=2).update(link="HTTPS://exemple.be/[")
    shown = page.get(reverse("plans:editor", args=[plan.pk])).content.decode()
    assert "<p>javascript:alert(1)</p>" in shown
    assert 'href="HTTPS://exemple.be/["' in shown
    assert 'href="javascript' not in shown


def test_words_saved_as_a_link_hold_back_no_other_field(page, plan):
    plan.actions.filter(number=2).update(link="dossier 7")
    action = plan.actions.get(number=2)
    address = reverse("plans:action_edit", args=[plan.pk, action.pk])
    fields = {"version": 1, "link": "dossier 7", "comment": "Avec la bibliothèque"}
    assert page.post(address, fields).status_code == 302
    action.refresh_from_db()
    assert (action.comment, action.link) == ("Avec la bibliothèque", "dossier 7")
    assert page.post(address, {"version": 2, "link": "dossier 8"}).status_code == 422


def test_undo_from_the_toast(page, plan):
    action = plan.actions.get(number=2)
    answer = page.post(reverse("plans:action_delete", args=[plan.pk, action.pk]), follow=True)
    assert "Action retirée." in text_of(answer)
    entry = answer.context["last_act"]
    page.post(reverse("plans:undo", args=[plan.pk, entry.pk]))
    assert plan.actions.filter(pk=action.pk, number=2).exists()


def test_advice_is_given_on_the_typed_text_and_saves_nothing(page, plan):
    answer = page.post(reverse("plans:advice", args=[plan.pk]), {"text": "Améliorer la qualité de l’accueil"})
    assert 'class="smart"' in text_of(answer)
    assert plan.objectives.filter(text__startswith="Améliorer").count() == 0


def test_take_over_proposes_what_comes_back_and_creates_the_year(page, plan, zone):
    address = reverse("plans:take_over", args=[2027])
    html = text_of(page.get(address))
    assert 'id="a1" name="actions" value="1" checked' in html
    assert 'id="a2" name="actions" value="2" checked' not in html
    answer = page.post(address, {"de": 2026, "objectives": [1], "actions": [1]}, follow=True)
    new = AnnualActionPlan.objects.get(zone=zone, start_year=2027)
    assert answer.redirect_chain[-1][0] == reverse("plans:editor", args=[new.pk])
    assert [action.text for action in new.actions.all()] == ["- Convoquer\n- Rédiger le PV"]


def test_take_over_of_nothing_says_what_to_do(page, plan):
    answer = page.post(reverse("plans:take_over", args=[2027]), {"de": 2026}, follow=True)
    assert "Cochez au moins un objectif ou une action" in text_of(answer)


def test_approval_asks_for_a_second_factor_before_anything_is_typed(client, plan, coordinator):
    weak = sign_in(client, coordinator.person, strong=False, mandate=coordinator.mandate)
    answer = weak.get(reverse("plans:approve", args=[plan.pk]))
    assert answer.status_code == 302
    assert reverse("accounts:second_factor") in answer.headers["Location"]


def test_approval_publishes_the_plan(page, plan):
    address = reverse("plans:approve", args=[plan.pk])
    assert "Enregistrer et publier le plan" in text_of(page.get(address))
    wrong = page.post(address, PAPER | {"approved_on": "2026-12-24"})
    assert wrong.status_code == 422
    assert "un jour à venir" in text_of(wrong)
    answer = page.post(address, PAPER | {"approved_on": "2026-09-08"}, follow=True)
    assert "Plan publié le 21 novembre 2026" in text_of(answer)
    public = reverse("plans:public", args=[plan.zone_slug, YEAR])
    assert page.get(public).status_code == 200


def test_an_incomplete_plan_says_what_annex_4_asks(page, plan, coordinator):
    acts.add_action(coordinator, plan.pk)
    html = text_of(page.get(reverse("plans:approve", args=[plan.pk])))
    assert "Décrivez l’action 4." in html
    assert "Enregistrer et publier" not in html


def test_readers_of_the_zone_read_the_draft_and_cannot_write(client, plan, coordinator):
    member = MandateFactory(member=True, organisation=coordinator.mandate.organisation)
    reader = sign_in(client, member.person, mandate=member)
    assert reader.get(reverse("plans:editor", args=[plan.pk])).status_code == 200
    answer = reader.post(reverse("plans:objective_add", args=[plan.pk]))
    assert answer.status_code == 403


def test_another_coordination_does_not_find_the_draft(client, plan):
    other = MandateFactory()
    stranger = sign_in(client, other.person, mandate=other)
    for name in ("editor", "preview", "history", "approve"):
        assert stranger.get(reverse(f"plans:{name}", args=[plan.pk])).status_code == 404


def test_the_history_names_each_act(page, plan, coordinator):
    acts.save_comment(coordinator, plan.pk, 2, "Autre")
    html = text_of(page.get(reverse("plans:history", args=[plan.pk])))
    assert "a changé le commentaire de la CCA" in html
    assert "a importé le plan" in html


@pytest.mark.parametrize("extension", ["xlsx", "pdf", "json"])
def test_downloads_of_a_draft(page, plan, extension):
    answer = page.get(reverse("plans:work_download", args=[plan.pk, extension]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="plan-{plan.zone_slug}-2026-2027.{extension}"'
    )
    if extension == "json":
        assert len(json.loads(answer.content)["actions"]) == 3


@pytest.mark.parametrize("count", [1, 10, 18])
def test_my_plans_and_the_editor_cost_the_same_with_many_plans(page, zone, coordinator, counted_queries, count):
    for start in range(2027 - count, 2027):
        acts.import_plan(coordinator, zone, SchoolYear(start), DOCUMENT)
    plan = AnnualActionPlan.objects.filter(zone=zone).first()
    with counted_queries() as mine:
        page.get(reverse("plans:mine"))
    with counted_queries() as editor:
        page.get(reverse("plans:editor", args=[plan.pk]))
    assert len(mine) <= 6, mine.sql
    assert len(editor) <= 16, editor.sql


def test_the_year_over_may_be_recorded_as_it_was(page, zone, coordinator):
    past = acts.start_plan(coordinator, zone, SchoolYear(2023))
    page.post(reverse("plans:approve", args=[past.pk]), PAPER | {"approved_on": "2023-09-12"})
    past.refresh_from_db()
    assert past.approved_on == date(2023, 9, 12)
