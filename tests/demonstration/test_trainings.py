"""The trainings of the demonstration: decisions that wait for a second pair of eyes, contests in every state."""

from datetime import UTC, datetime

import pytest
from django.test import TestCase, override_settings

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.casework.api import ActRefused, Case
from preau.foundation.journal.models import Entry
from preau.foundation.journal.verification import verify
from preau.portal.demonstration import build
from preau.training.catalogue.deciding import countersign
from preau.training.demonstration.crowd import SOFTWARE, STUDY_DAY
from preau.training.models import Acceptance, RefusalContest, Status, TrainingModule
from preau.training.procedure import people_touched
from preau.training.queue.cards import cards

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CONTEST = "training_refusal_contest"


def acting(name: str) -> Actor:
    mandate = Mandate.objects.select_related("person", "organisation").get(person__email=f"{name}@demo.preau.example")
    return Actor(now=NOW, person=mandate.person, mandate=mandate, mandates=(mandate,), strong=True)


@override_settings(DEMONSTRATION=True)
class TestTrainings(TestCase):
    """Built once for all of these."""

    @classmethod
    def setUpTestData(cls):
        build("demo", NOW)

    def test_two_decisions_wait_for_the_second_officer(self):
        rows = TrainingModule.objects.exclude(to_countersign=None).order_by("title")
        assert {row.title: row.to_countersign["act"] for row in rows} == {STUDY_DAY: "validate", SOFTWARE: "refuse"}
        for row in rows:
            assert people_touched(row) > 200
            with pytest.raises(ActRefused, match="Vous avez pris cette décision"):
                countersign(acting("formations.one"), row)
            countersign(acting("formations2.one"), row)
        statuses = TrainingModule.objects.filter(title__in=(STUDY_DAY, SOFTWARE)).values_list("title", "status")
        assert dict(statuses) == {STUDY_DAY: Status.ACCEPTED, SOFTWARE: Status.REFUSED}

    def test_both_are_cards_of_the_queue(self):
        waiting = {f"m{row.pk}" for row in TrainingModule.objects.exclude(to_countersign=None)}
        found = cards(NOW.date())
        assert waiting < {card.code for card in found}
        assert found[0].code not in waiting  # it opens on what the first officer may decide

    def test_approvals_end_on_different_days_and_order_the_queue(self):
        ends = [card.expires for card in cards(NOW.date()) if card.expires]
        assert len(set(ends)) > 5
        assert ends == sorted(ends)

    def test_contests_stand_in_every_state_the_last_one_with_les_petits_marronniers(self):
        contests = RefusalContest.objects.select_related("organisation").order_by("-asked_at")
        states = dict(Case.objects.filter(procedure_id=CONTEST).values_list("subject_id", "state_id"))
        assert sorted(states[one.pk] for one in contests) == ["asked", "contested", "rejected", "upheld"]
        assert states[contests[0].pk] == "contested"
        assert contests[0].organisation.name.startswith("Les Petits Marronniers")
        assert contests[0].asked_by.email == "secretariat.marronniers@demo.preau.example"
        assert len({one.organisation_id for one in contests}) == len(contests)

    def test_an_upheld_contest_has_its_module_accepted(self):
        upheld = Case.objects.get(procedure_id=CONTEST, state_id="upheld")
        contest = RefusalContest.objects.select_related("module").get(pk=upheld.subject_id)
        assert (contest.module.status, contest.module.in_programme) == (Status.ACCEPTED, True)

    def test_each_act_is_in_the_journal_with_who_did_it_as_a_whole_that_verifies(self):
        entries = Entry.objects.filter(object_type=RefusalContest._meta.label_lower, act="training.contest")
        assert entries.count() == RefusalContest.objects.count()
        assert all(entry.person_id and entry.at.date() == NOW.date() for entry in entries)
        assert verify().ok

    def test_recognitions_of_bodies_end_on_different_days_none_past(self):
        ends = Acceptance.objects.filter(ground="recognised").values_list("valid_to", flat=True)
        assert len(set(ends)) > len(ends) // 2
        assert all(end > NOW.date() for end in ends)
