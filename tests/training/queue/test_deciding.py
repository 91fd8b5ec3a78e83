"""A card decided on its page: accept, refuse, merge, ask, take out, undo; what is missing comes back as typed."""

import pytest
from django.test import Client
from django.urls import reverse

from preau.training import lookalikes
from preau.training.models import Acceptance, Encoding, TrainingModule, TrainingRecord
from preau.training.standing import days_of
from tests.factories import sign_in
from tests.staff import made as staff
from tests.training import made


def _post(waiting, code, verb, follow=True, **sent):
    return waiting.client.post(reverse("training:queue_decide", args=[code, verb]), sent, follow=follow)


def _words(page):
    """Return what a page says, its spaces plain."""
    return page.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def _states():
    return sorted(str(day.state) for day in days_of(TrainingRecord.objects.present()))


@pytest.fixture
def body(waiting):
    """A body that waits with one module, three people behind it; returned with the code of its card."""
    module = waiting.typed("Cerf-Volant", "Jeux de cour", people=3).module
    return module, f"o{module.provider_id}"


def test_the_card_says_what_a_decision_touches_before_it_is_taken(waiting, body):
    page = _words(waiting.client.get("/formations/file/"))
    assert "Accepter : 3 personnes, 18 h" in page
    assert "Jeux de cour" in page


def test_accepting_a_body_with_its_module_settles_all_and_undo_gives_all_back(waiting, body):
    module, code = body
    page = _post(waiting, code, "accepter", step=1, ground="recognised", **{f"theme_{module.pk}": waiting.theme.pk})
    assert "« Cerf-Volant » validé" in _words(page)
    assert "3 personnes, 18 h, 1 opérateur" in _words(page)
    assert _states() == ["validated"] * 3
    module.refresh_from_db()
    assert (module.theme, module.in_programme) == (waiting.theme, True)
    _post(waiting, code, "annuler")
    assert _states() == ["to_validate"] * 3
    assert not Acceptance.objects.exists()


def test_a_body_may_be_accepted_and_its_module_left_for_later(waiting, body):
    module, code = body
    _post(waiting, code, "accepter", step=1, ground="title_body", **{f"theme_{module.pk}": "later"})
    assert _states() == ["to_validate"] * 3
    assert f"carte=m{module.pk}" in _words(waiting.client.get("/formations/file/"))


def test_approved_then_recognised_covers_both_sides_of_the_change(waiting, body):
    module, code = body
    _post(waiting, code, "accepter", step=1, ground="both", **{f"theme_{module.pk}": "early"})
    days = [(one.ground, str(one.valid_from), str(one.valid_to)) for one in Acceptance.objects.order_by("pk")]
    assert days == [("approved_by_government", "None", "2024-07-15"), ("recognised", "2024-07-16", "None")]
    assert _states() == ["validated"] * 3


def test_what_is_missing_comes_back_on_the_card_as_typed(waiting, body):
    _, code = body
    page = _post(waiting, code, "refuser", step=1, reason_code="other", would_accept="Un vrai programme")
    assert page.status_code == 422
    words = _words(page)
    assert "Écrivez le motif en quelques mots" in words
    assert "Un vrai programme" in words
    assert _states() == ["to_validate"] * 3


def test_a_refusal_is_seen_with_its_reason_by_the_house(waiting, body, client):
    _, code = body
    _post(waiting, code, "refuser", step=1, reason_code="provider_not_entitled", reason="Club de vacances.")
    assert _states() == ["refused"] * 3
    secretary = staff.worker(staff.person(waiting.house), "operator_secretary")
    sign_in(client, secretary.person, mandate=secretary.mandate)
    page = client.get(reverse("training:provider", args=[int(code[1:])])).content.decode()
    assert "Club de vacances." in page
    assert "Ce qui serait accepté" in page
    assert "contester" in page


def test_two_officers_on_one_card_one_decision_one_clean_refusal(waiting, body):
    module, code = body
    other = Client()
    second = staff.officer()
    sign_in(other, second.person, strong=True, mandate=second.mandate)
    _post(waiting, code, "refuser", step=1, reason_code="provider_not_entitled")
    late = other.post(
        reverse("training:queue_decide", args=[code, "refuser"]), {"step": 1, "reason_code": "not_a_training"}
    )
    assert late.status_code == 409
    assert "déjà décidé" in _words(late)
    module.provider.refresh_from_db()
    assert module.provider.reason_code == "provider_not_entitled"


def test_merging_a_body_takes_its_only_module_along_and_splits_back(waiting, body):
    module, code = body
    known = made.module(made.provider("Le Cerf-Volant ASBL"), "Jeux de cour")
    lookalikes.forget()
    _post(waiting, code, "fusionner", step=1, target=f"m{known.pk}", chercher="cerf-volant jeux")
    assert _states() == ["validated"] * 3
    assert set(TrainingModule.objects.values_list("root", flat=True)) == {known.pk}
    _post(waiting, code, "annuler")
    assert _states() == ["to_validate"] * 3
    assert set(TrainingModule.objects.values_list("root", flat=True)) == {known.pk, module.pk}


def test_look_alikes_are_shown_with_their_reasons(waiting, body):
    known = made.module(made.provider("Cerf-Volant ASBL"), "Jeux de cours")
    lookalikes.forget()
    page = _words(waiting.client.get("/formations/file/"))
    assert f"/formations/catalogue/modules/{known.pk}/" in page
    assert "sur 100" in page


def test_asking_keeps_the_hours_waiting_and_the_house_answers(waiting, body, client):
    _, code = body
    _post(waiting, code, "demander", step=1, question="Qui a donné la formation ?")
    assert _states() == ["to_validate"] * 3
    secretary = staff.worker(staff.person(waiting.house), "operator_secretary")
    sign_in(client, secretary.person, mandate=secretary.mandate)
    address = reverse("training:row_answer", args=[code])
    assert "Qui a donné la formation ?" in _words(client.get(address))
    assert client.post(address, {"words": "", "step": 2}).status_code == 422
    page = client.post(address, {"words": "Une formatrice de l’organisme.", "step": 2}, follow=True)
    assert "Réponse envoyée" in _words(page)


def test_a_variant_that_is_something_else_is_taken_out_of_the_card(waiting, body):
    module, code = body
    entry = waiting.typed("Cerfvolant", "Équilibre", into=module)
    _post(waiting, code, "sortir", encodage=entry.encoding_id)
    entry.refresh_from_db()
    assert entry.module != module
    assert "2 décisions" in _words(waiting.client.get("/formations/file/"))
    page = _post(waiting, code, "sortir", encodage=entry.encoding_id)
    assert "n’est plus dans cette carte" in _words(page)
    assert Encoding.objects.count() == 2


def test_a_card_is_taken_and_left(waiting, body):
    module, code = body
    for sent, held in (({}, waiting.officer.mandate), ({}, waiting.officer.mandate), ({"laisser": "1"}, None)):
        _post(waiting, code, "attribuer", **sent)
        module.provider.refresh_from_db()
        assert module.provider.assigned_to == held


def test_a_large_decision_is_countersigned_by_somebody_else(waiting, body, settings, client):
    _, code = body
    settings.TRAINING_FOUR_EYES_PEOPLE = 2
    page = _post(waiting, code, "refuser", step=1, reason_code="provider_not_entitled")
    assert "contresigner" in _words(page)
    refused = _post(waiting, code, "contresigner", step=2)
    assert refused.status_code == 422
    assert "une autre personne la contresigne" in _words(refused)
    second = staff.officer()
    sign_in(client, second.person, strong=True, mandate=second.mandate)
    client.post(reverse("training:queue_decide", args=[code, "contresigner"]), {"step": 2})
    assert _states() == ["refused"] * 3


def test_without_second_factor_the_queue_is_read_and_says_what_it_takes(waiting, body, client):
    officer = staff.officer()
    sign_in(client, officer.person, mandate=officer.mandate)
    assert "Décider demande votre second facteur" in _words(client.get("/formations/file/"))


def test_several_cards_are_decided_at_once_each_on_its_own(waiting, body):
    _, code = body
    other = made.module(made.provider("Les Ateliers"), "Jeux de ficelle", status="proposed")
    waiting.typed("x", "y", into=other)
    lot = [f"{code}:1", f"m{other.pk}:1"]
    page = _words(waiting.client.get("/formations/file/lot/", {"lot": lot}))
    assert "Décider 2 cartes à la fois" in page
    assert "Thème proposé" in page
    sent = {"lot": lot, "verb": "accepter", "ground": "recognised", "theme": "propose"}
    done = _words(waiting.client.post("/formations/file/lot/", sent, follow=True))
    assert "2 cartes traitées" in done.replace("\xa0", " ")
    assert _states() == ["validated"] * 4
    again = _words(waiting.client.post("/formations/file/lot/", sent, follow=True))
    assert "Cochez d’abord" in again


def test_a_batch_says_which_card_could_not_be_decided(waiting, body, settings):
    _, code = body
    other = waiting.typed("Toupie", "Contes").module
    _post(waiting, code, "refuser", step=1, reason_code="provider_not_entitled")
    _post(waiting, code, "annuler")
    lot = [f"{code}:1", f"o{other.provider_id}:1"]
    sent = {"lot": lot, "verb": "refuser", "reason_code": "not_a_training"}
    done = _words(waiting.client.post("/formations/file/lot/", sent, follow=True))
    assert "1 carte traitée" in done
    assert "quelqu’un d’autre en a décidé" in done


class TestDoubts:
    @pytest.fixture
    def record(self, waiting):
        kept = made.module(made.provider("Les Ateliers"), "Marelle")
        findings = [{"field": "persons", "agrees": False, "seen": "", "sentence": "L’attestation ne nomme pas Lou."}]
        entry = waiting.typed("x", "y", into=kept, people=2)
        entry.mismatch, entry.findings = True, findings
        entry.save()
        return entry.records.first()

    def test_a_mismatch_is_shown_and_kept_as_it_is(self, waiting, record):
        listed = _words(waiting.client.get("/formations/file/attestations/"))
        assert "ne nomme pas Lou" in listed
        waiting.client.post(f"/formations/file/attestations/{record.pk}/", {"decision": "garder"})
        assert _states() == ["validated", "validated"]
        assert _words(waiting.client.get("/formations/file/attestations/")).count("ne nomme pas Lou") == 1

    def test_hours_refused_to_one_person_leave_those_of_her_colleague(self, waiting, record):
        sent = {"decision": "refuser", "reason_code": "not_attended"}
        waiting.client.post(f"/formations/file/attestations/{record.pk}/", sent)
        assert _states() == ["refused", "validated"]

    def test_hours_asked_about_stay_to_be_decided(self, waiting, record):
        sent = {"decision": "demander", "reason": "Qui était là ?"}
        waiting.client.post(f"/formations/file/attestations/{record.pk}/", sent)
        record.entry.mismatch = False  # the house corrected its entry
        record.entry.save()
        assert sorted(_states()) == ["to_validate", "validated"]
        assert "Question posée : Qui était là" in _words(waiting.client.get("/formations/file/attestations/"))
        waiting.client.post(f"/formations/file/attestations/{record.pk}/", {"decision": "garder"})
        assert _states() == ["validated", "validated"]
        assert "Aucune attestation à vérifier" in _words(waiting.client.get("/formations/file/attestations/"))

    def test_a_question_needs_words_and_a_refusal_a_reason(self, waiting, record):
        for decision in ("demander", "refuser"):
            page = waiting.client.post(f"/formations/file/attestations/{record.pk}/", {"decision": decision})
            assert page.status_code == 422
        assert _states() == ["validated", "validated"]


def test_the_theme_nearest_to_a_title_is_proposed_on_the_card_of_a_module(waiting):
    module = made.module(made.provider("Les Ateliers"), "Jeux de ficelle", status="proposed")
    waiting.typed("x", "y", into=module)
    page = _words(waiting.client.get("/formations/file/"))
    assert f'<option value="{waiting.theme.pk}" selected>' in page
