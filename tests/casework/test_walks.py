"""Random walks over all the procedures at once: ten thousand acts, and what must be true after each of them."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Count, F, Max
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.actors import system
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.bindings import Supplied
from preau.foundation.casework.clocks import due_date
from preau.foundation.casework.engine import ActRefused, AlreadyDone, expire_all, open_case, perform
from preau.foundation.casework.holders import HOLDERS
from preau.foundation.casework.models import Case, CaseAct, CaseClock
from preau.foundation.casework.telling import reminders
from preau.foundation.journal.models import Entry
from preau.foundation.journal.seals import seal_days
from preau.foundation.journal.verification import verify
from preau.foundation.territory.models import Municipality
from preau.law.procedures import procedures
from preau.law.time_limits import limit
from tests.casework.made import communes, everything, holder_of, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound", "all_held")]
WALKS = 4  # side by side on the workers of a run
ACTS = (10_000 if connection.vendor == "sqlite" else 2_000) // WALKS
WHOLE = 2_500  # acts after which a walk has been nearly everywhere
FIRST_DAY = date(2016, 9, 1)
JUMPS = 40  # how often a hundred days go by, so that limits run out
POOL = 60  # cases under way at once


class Walk:
    """A walk: its dice, its two communes, the day it is, the cases under way."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.here, self.there = communes("Ici", "Là")
        self.day = FIRST_DAY
        self.number = 0
        self.pool = []
        self.seen = Counter()
        self.written = (0, 0)

    def run(self, acts):
        jump = max(acts // JUMPS, 1)
        next_jump = jump
        while self.written[0] < acts:
            if self.written[0] >= next_jump:
                next_jump += jump
                self._time_goes_by()
            if len(self.pool) < POOL:
                self._open()
            else:
                self._act()

    def _open(self):
        in_force = [one for one in procedures() if one.in_force(self.day)]
        known = min(in_force, key=lambda one: (self.seen[one.id], self.dice.random()))
        self.seen[known.id] += 1
        act = self.dice.choice([act for act in known.acts if act.opening])
        role = holder_of(act)
        actor = self.here.actor(role, moment(self.day)) if role else system(moment(self.day), "une marche")
        self.number += 1
        subject = Municipality(pk=self.number)
        case = open_case(
            actor,
            known.id,
            act.id,
            subject,
            f"Dossier {self.number}",
            zone_id=self.here.zone.pk,
            organisation_id=self.here.operator.pk,
            supplied=everything(known, act, pieces=role is not None),
            day=self.day,
        )
        self.pool.append(case)
        self._check(case.pk, None, "opened")

    def _act(self):
        case = self.dice.choice(self.pool)
        case.refresh_from_db()
        possible = list(case.procedure.acts_from(case.state_id))
        if not possible:
            self.pool.remove(case)
            return
        if case.state.final and self.dice.random() < 0.3:
            self.pool.remove(case)
        act = self.dice.choice(possible if self.dice.random() < 0.95 else case.procedure.acts)
        actor = self._somebody(act)
        given = everything(case.procedure, act, pieces=actor.person is not None)
        if self.dice.random() < 0.08:
            given = Supplied(given.facts if self.dice.random() < 0.5 else {})
        step = case.step if self.dice.random() < 0.96 else case.step - 1
        day = self.day + timedelta(days=self.dice.choice((0, 0, 0, 0, -1, -3, 2 if self.dice.random() < 0.1 else 0)))
        before = (case.state_id, case.step)
        try:
            done = perform(actor, case.pk, act.id, step, given, day)
        except (Forbidden, Http404, ActRefused, AlreadyDone, NeedsSecondFactor) as refusal:
            self._check(case.pk, None, type(refusal).__name__)
            case.refresh_from_db()
            assert (case.state_id, case.step) == before
        else:
            assert (done.from_state, done.number) == (before[0], before[1] + 1)
            assert before[0] in act.sources
            assert done.to_state == (act.to or before[0])
            assert actor.is_system or any(actor.role in HOLDERS.get(by, ()) for by in act.by)
            self._check(case.pk, done, "done")

    def _somebody(self, act):
        now, strong = moment(self.day), self.dice.random() < 0.97
        role = holder_of(act)
        if role is None:
            return system(now, "une marche")
        if self.dice.random() < 0.05:
            role = self.dice.choice(Role.values)
        side = self.here if self.dice.random() < 0.97 else self.there
        return side.actor(role, now, strong)

    def _check(self, case_id, done, what):
        """One entry per act, the steps of this case, its end, its clocks."""
        self.seen[what] += 1
        acts, entries = written()
        grown = (acts - self.written[0], entries - self.written[1])
        assert grown[0] == grown[1], what
        assert (grown[0] > 0) == (what in {"done", "opened"}), what
        self.written = (acts, entries)
        if done is not None and done.number % 4 == 0:
            case = Case.objects.prefetch_related("clocks").get(pk=case_id)
            assert case.state_id == case.acts.last().to_state
            assert (case.closed_at is not None) == case.state.final
            running = [clock for clock in case.clocks.all() if clock.running]
            assert len({clock.limit_id for clock in running}) == len(running)

    def _time_goes_by(self):
        self.day += timedelta(days=100)
        del self.pool[:8]
        now = moment(self.day)
        expired = expire_all(now)
        self.seen["expired"] += expired
        assert expire_all(now) == 0
        self.written = written()
        assert self.written[0] == self.written[1]
        keys = [one.key for one in reminders(self.day, now)]
        assert len(keys) == len(set(keys))
        check_everything()


def written():
    """Return how many acts and how many entries there are, at the price of one short query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT COUNT(*) FROM casework_caseact), (SELECT COUNT(*) FROM journal_entry)")
        return cursor.fetchone()


def check_everything():
    """What must be true of all the cases at once."""
    assert not Case.objects.annotate(n=Count("acts")).exclude(step=F("n")).exists()
    assert not Case.objects.annotate(last=Max("acts__number")).exclude(step=F("last")).exists()
    doubles = CaseClock.objects.filter(met_on=None, dropped_on=None).values("case", "limit_id").annotate(n=Count("pk"))
    assert not doubles.filter(n__gt=1).exists()
    for case in Case.objects.only("procedure_id", "state_id", "closed_at", "opened_on"):
        assert (case.closed_at is not None) == case.state.final


@pytest.mark.parametrize("seed", range(WALKS))
def test_ten_thousand_acts_keep_every_rule(seed):
    walk = Walk(20260921 + seed)
    walk.run(ACTS)
    check_everything()
    assert CaseAct.objects.count() == Entry.objects.count() >= ACTS
    for clock in CaseClock.objects.filter(pauses=[]):
        assert clock.due_on == due_date(clock.limit_id, clock.started_on)
        assert limit(clock.limit_id).in_force(clock.started_on)
    for late in CaseAct.objects.exclude(late=[]):
        met = {clock.limit_id for clock in late.case.clocks.filter(met_on=late.day)}
        assert all(date.fromisoformat(one["due"]) < late.day and one["limit"] in met for one in late.late)
    acting = {entry.acting_as for entry in Entry.objects.filter(person=None)}
    assert acting <= {"une marche", "Délai expiré", *Case.objects.values_list("title", flat=True)}
    seal_days(moment(walk.day + timedelta(days=2)))
    assert verify().ok
    assert not Case.objects.filter(step=0).exists()
    if ACTS >= WHOLE:
        went_everywhere(walk)


def went_everywhere(walk):
    """A walk long enough opens every procedure, does most acts, and meets each refusal."""
    assert set(Case.objects.values_list("procedure_id", flat=True)) == {known.id for known in procedures()}
    done = set(CaseAct.objects.values_list("case__procedure_id", "act_id").distinct())
    declared = {(known.id, act.id) for known in procedures() for act in known.acts}
    assert len(done) > 0.75 * len(declared), sorted(declared - done)
    assert {"Forbidden", "Http404", "ActRefused", "AlreadyDone", "NeedsSecondFactor", "expired"} <= set(walk.seen)
