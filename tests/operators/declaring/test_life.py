"""The life of a declaration, from the first text to its end: what is frozen, what is published, who is told."""

from datetime import timedelta

import pytest
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, AlreadyDone, handle_remark, owed_by, perform, remark
from preau.operators.declaring import acts
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.declaring.versions import draft_of, fingerprint_of, last_revision, revision_on
from preau.operators.models import DeclarationRevision, PlaceWord, PublishedPlace, PublishedSlot
from preau.operators.published import publish, publish_due, rebuild_all
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db


def step_of(declaration):
    return case_of_declaration(declaration).step


def state_of(declaration):
    return case_of_declaration(declaration).state_id


def test_a_declaration_is_frozen_and_published_at_once():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    revision = declaration.revisions.get()
    assert (revision.number, revision.effective_on, revision.iban) == (1, made.TODAY, made.IBAN)
    assert revision.fingerprint == fingerprint_of(revision.content)
    assert made.IBAN not in str(revision.content)
    assert state_of(declaration) == "submitted"
    place = PublishedPlace.objects.get()
    assert (place.place, place.zone, place.revision) == (operator.places.get(), zone, revision)
    assert PublishedSlot.objects.filter(place=place).count() == 5
    assert PlaceWord.objects.filter(place=place).exists()


def test_who_prepares_does_not_sign_and_who_signs_confirms_herself():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    for role in (Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER, Role.CARE_WORKER):
        with pytest.raises(Forbidden):
            acts.submit(made.actor(operator, role), declaration, 1, made.TODAY)
    with pytest.raises(NeedsSecondFactor):
        acts.submit(made.actor(operator, strong=False), declaration, 1, made.TODAY)
    with pytest.raises(Forbidden):
        acts.submit(made.coordinator(zone), declaration, 1, made.TODAY)
    assert not DeclarationRevision.objects.exists()


def test_the_secretary_says_it_is_ready_once_and_the_signature_answers():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    secretary = made.actor(operator, Role.OPERATOR_SECRETARY)
    task = acts.ready(secretary, declaration)
    assert acts.ready(secretary, declaration) == task
    signatory = made.actor(operator)
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY)
    task.refresh_from_db()
    assert (task.open, task.done_by) == (False, signatory.person)


def test_a_second_click_finds_it_declared_and_the_same_text_is_not_declared_twice():
    zone = ZoneFactory()
    declaration = made.ready(made.operator(zone), zone)
    signatory, step = made.actor(declaration.operator), step_of(declaration)
    acts.submit(signatory, declaration, step, made.TODAY)
    with pytest.raises(AlreadyDone):
        acts.submit(signatory, declaration, step, made.TODAY)
    with pytest.raises(ActRefused, match="Rien n’a changé"):
        acts.submit(signatory, declaration, step + 1, made.TODAY)
    assert declaration.revisions.count() == 1


def test_what_was_read_is_what_is_signed():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    seen = draft_of(declaration).mark
    operator.places.update(capacity=12)
    with pytest.raises(ActRefused, match="relisez-la"):
        acts.submit(made.actor(operator), declaration, step_of(declaration), made.TODAY, seen)
    acts.submit(made.actor(operator), declaration, step_of(declaration), made.TODAY, draft_of(declaration).mark)
    assert PublishedPlace.objects.get().capacity == 12


def test_a_later_text_waits_for_its_day_and_what_was_offered_stays_known():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    later = made.TODAY + timedelta(days=40)
    operator.places.update(capacity=60)
    acts.submit(made.actor(operator), declaration, step_of(declaration), later)
    assert PublishedPlace.objects.get().capacity == 40
    assert publish_due(made.NOW) == 0
    then = made.NOW + timedelta(days=40)
    assert publish_due(then) == 1
    assert publish_due(then) == 0
    assert PublishedPlace.objects.get().capacity == 60
    assert revision_on(declaration, later - timedelta(days=1)).number == 1
    assert revision_on(declaration, later).number == 2
    assert revision_on(declaration, made.TODAY - timedelta(days=1)) is None


def test_the_past_is_not_written_again():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    operator.places.update(capacity=60)
    for day in (made.TODAY - timedelta(days=1), made.TODAY + timedelta(days=367)):
        with pytest.raises(ActRefused, match="Donnez un jour"):
            acts.submit(made.actor(operator), declaration, step_of(declaration), day)


def test_a_text_corrected_before_an_announced_one_can_then_be_declared_for_that_day():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    signatory, later = made.actor(operator), made.TODAY + timedelta(days=40)
    operator.places.update(capacity=60)
    acts.submit(signatory, declaration, step_of(declaration), later)
    operator.places.update(capacity=61)
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY)
    acts.submit(signatory, declaration, step_of(declaration), later)
    assert [revision_on(declaration, day).number for day in (made.TODAY, later)] == [3, 4]


def test_a_correction_goes_round_by_a_remark():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    coordinator, case = made.coordinator(zone), case_of_declaration(declaration)
    with pytest.raises(ActRefused, match="remarque"):
        acts.ask_correction(coordinator, declaration, step_of(declaration), "À revoir.")
    place = operator.places.get()
    made_remark = remark(coordinator, case.pk, f"place:{place.pk}:fees", "Le tarif du mercredi manque-t-il ?")
    acts.ask_correction(coordinator, declaration, step_of(declaration), "Voyez la remarque.")
    assert state_of(declaration) == "to_correct"
    assert PublishedPlace.objects.exists()
    handle_remark(made.actor(operator, Role.OPERATOR_SECRETARY), case.pk, made_remark.pk, "C’est ajouté.")
    operator.places.update(capacity=42)
    acts.submit(made.actor(operator), declaration, step_of(declaration), made.TODAY)
    acts.note_read(coordinator, declaration, step_of(declaration))
    assert state_of(declaration) == "read"
    assert last_revision(declaration).changed_points == ["offer"]


def test_the_coordination_of_another_zone_and_another_operator_find_nothing():
    zone, elsewhere = ZoneFactory(), ZoneFactory()
    declaration = made.declared(made.operator(zone), zone)
    other = made.operator(elsewhere)
    with pytest.raises(Http404):
        acts.note_read(made.coordinator(elsewhere), declaration, step_of(declaration))
    with pytest.raises(Http404):
        acts.submit(made.actor(other), declaration, step_of(declaration), made.TODAY)


def test_the_end_takes_the_places_away_on_its_day_and_what_was_announced_falls():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    signatory = made.actor(operator)
    operator.places.update(capacity=60)
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY + timedelta(days=60))
    acts.end(signatory, declaration, step_of(declaration), made.TODAY + timedelta(days=30), "Plus de locaux.")
    assert PublishedPlace.objects.exists()
    for days in (30, 60, 90):
        publish_due(made.NOW + timedelta(days=days))
        assert not PublishedPlace.objects.exists()
        assert revision_on(declaration, made.TODAY + timedelta(days=days)).ends


def test_an_end_that_has_not_come_is_taken_back():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    signatory, case = made.actor(operator), case_of_declaration(declaration)
    acts.end(signatory, declaration, step_of(declaration), made.TODAY + timedelta(days=30), "Plus de locaux.")
    perform(signatory, case.pk, "resume", step_of(declaration))
    publish_due(made.NOW + timedelta(days=31))
    assert PublishedPlace.objects.exists()
    assert state_of(declaration) == "preparing"


def test_the_coordination_notes_down_who_has_no_account_until_somebody_has():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    coordinator = made.coordinator(zone)
    acts.note_down(coordinator, declaration, step_of(declaration))
    assert (PublishedPlace.objects.get().by_coordination, last_revision(declaration).iban) == (True, "")
    operator.places.update(capacity=55)
    signatory = made.actor(operator)
    with pytest.raises(ActRefused, match="déclare lui-même"):
        acts.note_down(coordinator, declaration, step_of(declaration))
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY)
    assert PublishedPlace.objects.get().by_coordination is False


def test_a_change_of_account_alone_is_declared_and_touches_the_identity():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    operator.body.iban = "BE71096123456769"
    operator.body.save()
    acts.submit(made.actor(operator), made.ready(operator, zone), step_of(declaration), made.TODAY)
    assert last_revision(declaration).changed_points == ["identity"]
    assert last_revision(declaration).iban == "BE71096123456769"


def test_an_operator_of_another_zone_declares_where_it_has_a_place():
    home, zone = ZoneFactory(), ZoneFactory()
    operator = made.operator(home)
    declaration = made.declared(operator, zone)
    assert state_of(declaration) == "submitted"
    assert made.coordinator(zone).zone_id == declaration.zone_id
    acts.note_read(made.coordinator(zone), declaration, step_of(declaration))


def test_everything_published_can_be_built_again():
    zone = ZoneFactory()
    for _ in range(3):
        made.declared(made.operator(zone), zone)
    columns = ("pk", "name", "slug", "lowest_hourly", "address", "revision_id")
    before = list(PublishedPlace.objects.order_by("pk").values_list(*columns))
    words = sorted(PlaceWord.objects.values_list("place_id", "word"))
    assert rebuild_all(made.NOW) == 3
    assert list(PublishedPlace.objects.order_by("pk").values_list(*columns)) == before
    assert sorted(PlaceWord.objects.values_list("place_id", "word")) == words


def test_a_place_keeps_its_address_when_its_name_changes():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    slug = PublishedPlace.objects.get().slug
    operator.places.update(name="Un tout autre nom")
    acts.submit(made.actor(operator), declaration, step_of(declaration), made.TODAY)
    assert (PublishedPlace.objects.get().name, PublishedPlace.objects.get().slug) == ("Un tout autre nom", slug)


def test_publishing_asks_the_same_queries_whatever_the_number_of_places(counted_queries):
    zone = ZoneFactory()
    few, many = made.operator(zone), made.operator(zone)
    for _ in range(9):
        made.full_place(many)
    made.declared(few, zone)
    made.declared(many, zone)
    counts = []
    for operator in (few, many):
        with counted_queries() as counted:
            publish(operator.declarations.get(), made.TODAY)
        counts.append(len(counted))
    assert counts[0] == counts[1], counts


def test_who_signs_owes_a_declaration_that_is_not_made_who_reads_one_that_is_and_nobody_an_end():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.ready(operator, zone)
    signatory, coordinator = made.actor(operator), made.coordinator(zone)

    def owed():
        return [[one.act.id for one in owed_by(actor)] for actor in (signatory, coordinator)]

    assert owed() == [["submit"], []]
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY)
    assert owed() == [[], ["read"]]
    remark(coordinator, case_of_declaration(declaration).pk, "declaration", "À revoir.")
    acts.ask_correction(coordinator, declaration, step_of(declaration), "À revoir.")
    assert owed() == [["submit"], []]
    operator.places.update(capacity=48)
    acts.submit(signatory, declaration, step_of(declaration), made.TODAY)
    acts.note_read(coordinator, declaration, step_of(declaration))
    assert owed() == [[], []]
