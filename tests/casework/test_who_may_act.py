"""Every act of every procedure, in every state, for every role, by complement: who may, and nobody else.

The state is put in place by hand, so that states no walk reaches are tried too.
"""

import pytest
from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.bindings import NOTHING
from preau.foundation.casework.engine import ActRefused, perform
from preau.foundation.casework.holders import HOLDERS
from preau.foundation.casework.models import Case, CaseAct, CaseAudience
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.models import Notice
from preau.law.procedures import procedures
from tests.casework.made import communes, day_of, everything, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]
EVERY_ROLE = Role.values
DONE, REFUSED, CLOSED = "done", "refused", "closed"


def tried(actor, case, act, supplied):
    """Return what came of an act, and undo it."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                perform(actor, case.pk, act.id, case.step, supplied)
        except (Forbidden, Http404):
            answer = CLOSED
        except (ActRefused, NeedsSecondFactor):
            answer = REFUSED
        else:
            answer = DONE
        transaction.set_rollback(True)
    return answer


def written():
    return [model.objects.count() for model in (CaseAct, Entry, CaseAudience, Notice)]


def in_state(known, state, commune, day):
    """Return a case put in this state by hand, told to whoever an act ever tells and to those who may act."""
    case = Case.objects.create(
        procedure_id=known.id,
        opened_on=day,
        state_id=state.id,
        title="Un dossier",
        zone=commune.zone,
        organisation=commune.operator,
        subject_type="territory.zone",
        subject_id=[one.id for one in known.states].index(state.id) + 1,
        step=1,
        changed_at=moment(day),
    )
    heard = {role for act in known.acts for role in act.tells} | {
        role for act in known.acts_from(state.id) for role in act.by
    }
    CaseAudience.objects.bulk_create(CaseAudience(case=case, role=role, since=moment(day)) for role in heard)
    return case


def holders(act):
    return {role for by in act.by for role in HOLDERS.get(by, ())}


@pytest.mark.parametrize("known", procedures(), ids=lambda known: f"{known.id}-{known.valid_from}")
def test_exactly_those_who_hold_an_act_do_it(known):
    here, there = communes("Ici", "Là")
    day = day_of(known)
    now = moment(day)
    national = {role for role in EVERY_ROLE if here.mandates[role].organisation.zone_id is None}
    before = written()
    for state in known.states:
        case = in_state(known, state, here, day)
        before = written()
        for act in known.acts_from(state.id):
            may = holders(act)
            for role in EVERY_ROLE:
                answer = tried(here.actor(role, now), case, act, NOTHING)
                assert (answer != CLOSED) == (role in may), (state.id, act.id, role, answer)
                if role not in national:
                    assert tried(there.actor(role, now), case, act, NOTHING) == CLOSED, (state.id, act.id, role)
            for role in may:
                given = everything(known, act, pieces=True)
                assert tried(here.actor(role, now), case, act, given) == DONE, (state.id, act.id, role)
                if act.signed:
                    assert tried(here.actor(role, now, strong=False), case, act, given) == REFUSED
        for act in known.acts:
            if state.id not in act.sources:
                for role in {*holders(act), Role.CCA_MEMBER.value}:
                    answer = tried(here.actor(role, now), case, act, everything(known, act, pieces=True))
                    assert answer in {REFUSED, CLOSED}, (state.id, act.id, role)
        assert written() == before
