"""The demonstration: the same each time, invented people only, never beside real ones."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase, override_settings
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts import demonstration as accounts
from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person
from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind, Role
from preau.foundation.journal.models import Entry
from preau.foundation.journal.verification import verify
from preau.foundation.territory.api import zone_of
from preau.foundation.territory.demonstration import of
from preau.foundation.territory.models import Municipality
from preau.law.checklists import missing_in_annual_plan
from preau.plans.documents import document_of, plan_json
from preau.plans.models import AnnualActionPlan, PlannedAction, PlanWord
from preau.portal.demonstration import ROOMS, NotADemonstration, build
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


def seen():
    """Return everything a visitor could see, line by line, whatever the keys of the rows."""
    plans = [
        f"{plan.zone_slug} {plan.status} {plan.approved_on} {plan_json(document_of(plan), '', str(plan.school_year))}"
        for plan in AnnualActionPlan.objects.order_by("zone_slug", "start_year")
    ]
    mandates = Mandate.objects.order_by("person__email", "organisation__name", "role")
    people = [
        " ".join(map(str, row))
        for row in mandates.values_list(
            "person__email", "person__full_name", "organisation__name", "role", "valid_from", "valid_to"
        )
    ]
    return plans + people


@pytest.mark.django_db(transaction=True)
def test_the_same_day_gives_the_same_data_and_fresh_starts_over():
    with transaction.atomic():
        made.operator(ZoneFactory())
        transaction.set_rollback(True)  # on PostgreSQL keys go on from here: nothing may hang on them
    build("demo", NOW)
    first = seen()
    build("demo", NOW, fresh=True)
    second = seen()
    assert [line for line in second if line not in first] == []
    assert second == first
    assert Municipality.objects.count() == 273
    assert verify().ok


@override_settings(DEMONSTRATION=True)
class TestDemo(TestCase):
    """Built once for all of these."""

    @classmethod
    def setUpTestData(cls):
        build("demo", NOW)

    def test_people_are_invented_and_share_one_password(self):
        people = list(Person.objects.all())
        assert all(person.email.endswith("@demo.preau.example") for person in people)
        assert {person.full_name.split()[0] for person in people} <= set(accounts.FIRST_NAMES)
        assert {person.full_name.split(maxsplit=1)[1] for person in people} <= set(accounts.LAST_NAMES)
        assert len({person.password for person in people}) == 1
        assert people[0].check_password(accounts.PASSWORD)
        assert Invitation.objects.pending().get().email.endswith("@demo.preau.example")

    def test_organisations_say_that_they_are_invented(self):
        assert all(name.endswith("(démonstration)") for name in Organisation.objects.values_list("name", flat=True))

    def test_every_role_has_someone_in_a_body_of_its_kind(self):
        mandates = list(Mandate.objects.in_force(date(2026, 11, 21)).select_related("organisation"))
        assert {mandate.role for mandate in mandates} == set(Role.values)
        assert all(mandate.role in ROLES_OF[mandate.organisation.kind] for mandate in mandates)
        shown = {email for email, _, _ in accounts.accounts_to_try()}
        assert shown <= {mandate.person.email for mandate in mandates}

    def test_someone_has_several_mandates_someone_replaces_another_someone_has_two_factors(self):
        several = Mandate.objects.filter(person__email="plusieurs.mandats@demo.preau.example")
        assert several.count() == 3
        replacement = Mandate.objects.get(delegated_from__isnull=False)
        assert replacement.delegated_from.person.email == "coordination.mons@demo.preau.example"
        officers = Mandate.objects.filter(person__authenticator__type="totp").order_by("role")
        roles = [Role.APPROVAL_OFFICER, Role.TRAINING_OFFICER, Role.TRAINING_OFFICER]
        assert list(officers.values_list("role", flat=True)) == roles

    def test_mons_has_its_real_plan_an_invented_one_and_a_year_to_prepare(self):
        plans = AnnualActionPlan.objects.filter(zone_slug="mons").order_by("start_year")
        assert [plan.start_year for plan in plans] == [2020, 2025]
        real, invented = map(document_of, plans)
        assert (len(real.objectives), len(real.actions), real.comment) == (6, 6, "")
        assert invented.comment.startswith("Plan inventé pour la démonstration.")
        source = Entry.objects.get(act="plans.import").payload["source"]
        assert "supposition de la démonstration" in source

    def test_two_communes_share_a_zone_and_its_coordination(self):
        zone = zone_of("53083", date(2026, 11, 21))
        assert zone == zone_of("53084", date(2026, 11, 21))
        coordination = zone.organisations.get(kind=OrganisationKind.COORDINATION)
        assert coordination.name == "Communes de Honnelles et Quévy (démonstration)"
        assert AnnualActionPlan.objects.approved().filter(zone=zone).count() >= 5

    def test_no_name_of_the_real_officers_came_along(self):
        handlers = set(PlannedAction.objects.filter(plan__start_year=2020).values_list("responsible", flat=True))
        assert handlers == {"Coordination ATL, poste 1", "Coordination ATL, poste 2"}

    def test_approved_plans_are_complete_and_say_that_they_are_invented(self):
        plans = AnnualActionPlan.objects.exclude(start_year=2020, zone_slug="mons")
        assert plans.filter(status="draft").exists()
        for plan in plans:
            document = document_of(plan)
            assert document.comment.startswith("Plan inventé pour la démonstration.")
            assert bool(missing_in_annual_plan(document)) == plan.is_draft
            texts = [item.text for item in (*document.objectives, *document.actions)]
            assert len(set(texts)) == len(texts)
            assert not any("{" in text or " de les " in text or " à les " in text for text in texts)

    def test_approved_plans_are_found_by_their_words_drafts_are_not(self):
        indexed = set(PlanWord.objects.values_list("plan_id", flat=True).distinct())
        assert indexed == set(AnnualActionPlan.objects.approved().values_list("pk", flat=True))

    def test_one_journal_entry_per_batch_says_so(self):
        entries = Entry.objects.filter(act="demonstration.build")
        assert [entry.object_id for entry in entries] == [name for name, _ in ROOMS]
        assert entries.get(object_id="plans").payload["rows"]["plans"] == AnnualActionPlan.objects.count()

    def test_it_is_not_built_twice(self):
        with pytest.raises(NotADemonstration, match="--fresh"):
            build("demo", NOW)


def test_the_province_has_three_years_of_each_of_its_communes():
    with clock.frozen(NOW):
        out = StringIO()
        call_command("demo_data", "--scale=province", stdout=out)
    plans = AnnualActionPlan.objects.exclude(zone_slug="mons")
    assert plans.count() == 68 * 3
    assert set(plans.values_list("start_year", flat=True)) == {2024, 2025, 2026}
    assert Person.objects.filter(email="coordination.chimay@demo.preau.example").exists()
    assert "plans : 206 plans" in out.getvalue()


def test_it_is_refused_outside_demonstration_mode(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="mode de démonstration"):
        call_command("demo_data")
    assert not Person.objects.exists()


def test_it_never_joins_real_people():
    Person.objects.create(email="quelqu.un@commune.example")
    for fresh in (False, True):
        with pytest.raises(NotADemonstration, match="vraies personnes"):
            build("demo", NOW, fresh=fresh)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mons", "de Mons"),
        ("Ath", "d’Ath"),
        ("Écaussinnes", "d’Écaussinnes"),
        ("Le Roeulx", "du Roeulx"),
        ("Les Bons Villers", "des Bons Villers"),
        ("La Louvière", "de La Louvière"),
        ("Huy", "de Huy"),
    ],
)
def test_of_a_commune(name, words):
    assert of(name) == words


@override_settings(DEMONSTRATION=True)
class TestSigningIn(TestCase):
    """The printed accounts open."""

    @classmethod
    def setUpTestData(cls):
        build("demo", NOW)

    def sign_in(self, email):
        data = {"login": email, "password": accounts.PASSWORD}
        return self.client.post(reverse("account_login"), data)

    def test_with_the_password_alone(self):
        guarded = {one.email for one in accounts.CAST if one.two_factors}
        for email in {email for email, _, _ in accounts.accounts_to_try()} - guarded:
            assert self.sign_in(email).status_code == 302, email
            assert self.client.session["_auth_user_id"] == str(Person.objects.get(email=email).pk)
            self.client.logout()

    def test_with_the_second_factor(self):
        answer = self.sign_in("agrement.one@demo.preau.example")
        assert answer.url == reverse("mfa_authenticate")
        counter = list(totp.yield_hotp_counters_from_time())[-1]
        code = totp.format_hotp_value(totp.hotp_value(accounts.TOTP_SECRET, counter))
        answer = self.client.post(reverse("mfa_authenticate"), {"code": code})
        assert answer.status_code == 302
        assert "_auth_user_id" in self.client.session

    def test_the_invitation_opens(self):
        address = reverse("accounts:open_invitation", args=[accounts.INVITATION_TOKEN])
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200
        self.assertContains(answer, accounts.INVITED)
