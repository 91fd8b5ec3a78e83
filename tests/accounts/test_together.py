"""Two people at once: the locks hold, on SQLite as on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from preau.foundation import clock
from preau.foundation.accounts import acts
from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from tests.factories import MandateFactory, PersonFactory, actor_for

pytestmark = pytest.mark.django_db(transaction=True)


def together(*jobs):
    """Run the jobs at the same moment, each on its own connection; return what each gave or raised."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        except Forbidden as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_managers_cannot_end_each_other():
    one = MandateFactory(manager=True)
    other = MandateFactory(manager=True, organisation=one.organisation)
    answers = together(
        lambda: acts.end_mandate(actor_for(one, strong=True), other),
        lambda: acts.end_mandate(actor_for(other, strong=True), one),
    )
    assert sum(isinstance(answer, Forbidden) for answer in answers) == 1
    assert Mandate.objects.in_force(clock.today()).filter(manages_users=True).count() == 1


def test_two_sign_ins_bind_an_invitation_once():
    manager = MandateFactory(manager=True)
    person = PersonFactory(email="nouvelle@exemple.test")
    offer = acts.Offer(person.email, "", Role.CCA_MEMBER, clock.today())
    acts.invite(actor_for(manager, strong=True), manager.organisation, offer)
    moment = clock.now()
    bound = together(*[lambda: acts.bind_invitations(person, moment)] * 2)
    assert sorted(len(mandates) for mandates in bound) == [0, 1]
    assert person.mandates.count() == 1


def test_a_mandate_ends_while_its_delegation_is_accepted():
    MandateFactory(manager=True, organisation=(lender := MandateFactory(manager=True)).organisation)
    person = PersonFactory(email="renfort@exemple.test")
    moment = clock.now()
    actor = actor_for(lender, strong=True)
    today = clock.today()
    acts.delegate(actor, lender, acts.Offer(person.email, "", lender.role, today, today))
    together(lambda: acts.end_mandate(actor, lender), lambda: acts.bind_invitations(person, moment))
    assert not person.mandates.in_force(today).exists()
