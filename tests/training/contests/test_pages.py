"""The pages of a contest: refused, contested, decided, read by who has a part in it."""

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.training.contests import acts
from preau.training.contests.cases import case_of_contest
from preau.training.models import RefusalContest
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of, words
from tests.staff import made as staff

LIST = reverse("training:contests")


@pytest.fixture
def contest(secretary, record):
    return acts.contest(secretary, record, "Le contenu suit le thème 3.")


def of(name, thing):
    return reverse(f"training:{name}", args=[thing.pk])


def test_contesting_from_the_ledger(browser, worker, record):
    ledger = reverse("training:ledger", args=[worker.pk])
    address = of("contest_new", record)
    assert address in browser.get(ledger).content.decode()
    page = browser.get(address)
    assert "Trop loin des enfants." in words(page) and "Ce qui serait accepté" in words(page)
    empty = browser.post(address, {"words": " "})
    assert empty.status_code == 422 and "Écrivez pourquoi ces heures devraient compter." in words(empty)
    sent = browser.post(address, {"words": "Le contenu suit le thème 3."}, follow=True)
    assert "Votre contestation est envoyée à l’ONE." in words(sent)
    assert "L’ONE doit encore décider de votre contestation." in words(sent)
    assert "Contesté : l’ONE doit encore décider." in words(browser.get(ledger))


def test_the_whole_road(browser, officer, worker, contest):
    decider = browser_of(officer)
    assert "À décider par l’ONE" in words(decider.get(LIST))
    assert "Décider" in words(decider.get(of("contest", contest)))
    address = of("contest_decide", contest)
    seen = case_of_contest(contest).step
    asked = decider.post(address, {"step": seen, "decision": "ask", "reason": "Quel thème ?"}, follow=True)
    assert "La question est posée." in words(asked)
    assert "Quel thème ?" in words(browser.get(of("contest", contest)))
    answered = browser.post(of("contest_answer", contest), {"step": seen + 1, "answer": "Le thème 3."}, follow=True)
    assert "Votre réponse est envoyée à l’ONE." in words(answered)
    page = decider.get(address)
    assert "Accueillir et valider tout de suite" in words(page)
    done = decider.post(address, {"step": seen + 2, "decision": "validate", "reason": "Bien vu."}, follow=True)
    assert "le module est validé, et les heures de chacun suivent" in words(done)
    said = words(browser.get(reverse("training:ledger", args=[worker.pk])))
    assert "6 heures" in said and "Contester ce refus" not in said and "Refusé" not in said


def test_an_incomplete_decision_keeps_what_was_typed(officer, contest):
    decider = browser_of(officer)
    answer = decider.post(of("contest_decide", contest), {"step": 1, "reason": "Le contenu suit."})
    assert answer.status_code == 422
    assert "Choisissez ce que vous décidez." in words(answer) and "Le contenu suit." in words(answer)


def test_who_refused_is_told_why_she_does_not_decide(refuser, contest):
    decider = browser_of(refuser)
    said = words(decider.get(of("contest", contest)))
    assert "Vous avez pris la décision contestée" in said
    answer = decider.post(of("contest_decide", contest), {"step": 1, "decision": "reject", "reason": "Non."})
    assert answer.status_code == 422 and "une autre personne de l’ONE doit décider" in words(answer)


def test_the_second_factor_is_asked_before_anything_is_typed(officer, contest):
    weak = browser_of(officer, strong=False)
    answer = weak.get(of("contest_decide", contest))
    assert answer.status_code == 302 and "second" in answer["Location"]


def test_a_second_click_says_it_was_done(officer, contest):
    decider = browser_of(officer)
    sent = {"step": 1, "decision": "reject", "reason": "Non."}
    decider.post(of("contest_decide", contest), sent)
    again = decider.post(of("contest_decide", contest), sent, follow=True)
    assert "C’était déjà fait" in words(again)
    assert "C’est décidé" in words(decider.get(of("contest_decide", contest), follow=True))


def test_a_rejected_contest_says_the_refusal_stays(browser, officer, worker, contest):
    acts.reject(officer, contest, 1, "Le contenu reste hors du programme.")
    said = words(browser.get(of("contest", contest)))
    assert "le refus est maintenu" in said and "Le contenu reste hors du programme." in said
    assert "Contestation rejetée : le refus est maintenu." in words(
        browser.get(reverse("training:ledger", args=[worker.pk]))
    )
    again = browser.post(of("contest_new", contest.record), {"words": "Encore"})
    assert again.status_code == 422 and "déjà répondu" in words(again) and "Encore" in words(again)


def test_a_body_to_decide_again_is_linked(browser, officer, contest):
    acts.uphold(officer, contest, 1, "À revoir.", validate=False)
    said = words(browser_of(officer).get(of("contest", contest)))
    assert "Contestation accueillie" in said


def test_nothing_left_to_contest_leads_back(browser, officer, contest, worker):
    acts.uphold(officer, contest, 1, "Oui.", validate=True)
    answer = browser.get(of("contest_new", contest.record), follow=True)
    assert "plus rien à contester" in words(answer)
    posted = browser.post(of("contest_new", contest.record), {"words": "Encore"})
    assert posted.status_code == 422 and "plus rien à contester" in words(posted)


def test_the_worker_finds_hers_on_her_own_page(worker, record):
    mine = browser_of(staff.worker(worker))
    assert of("contest_new", record) in mine.get(reverse("training:me")).content.decode()
    mine.post(of("contest_new", record), {"words": "J’y étais."})
    assert "Contesté : l’ONE doit encore décider." in words(mine.get(reverse("training:me")))
    assert "Conter avec les mains" in words(mine.get(LIST))


def test_others_find_nothing(operator, contest, record):
    stranger = browser_of(operators.actor(operators.operator(ZoneFactory())))
    for name in ("contest", "contest_answer"):
        assert stranger.get(of(name, contest)).status_code == 404
    assert stranger.get(of("contest_new", record)).status_code == 404
    leader = browser_of(operators.actor(operator, Role.PROJECT_LEADER))
    assert leader.get(of("contest", contest)).status_code == 200
    assert leader.get(of("contest_new", record)).status_code == 403
    assert leader.get(of("contest_answer", contest)).status_code == 403
    assert leader.get(of("contest_decide", contest)).status_code == 403


def test_an_answer_nobody_asked_for(browser, contest):
    answer = browser.post(of("contest_answer", contest), {"step": 1, "answer": "Voilà."})
    assert answer.status_code == 422 and "Voilà." in words(answer)


def test_no_contest_yet(browser):
    assert "Aucune contestation" in words(browser.get(LIST))


def test_the_list_asks_the_same_queries(browser, secretary, operator, record, counted_queries):
    acts.contest(secretary, record, "Un")
    browser.get(LIST)
    with counted_queries() as few:
        browser.get(LIST)
    assert RefusalContest.objects.count() == 1
    assert len(few) < 20, few.sql
