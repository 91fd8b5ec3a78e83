"""What the database counts of the queue is what anybody would count record by record, in whatever state things are."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from preau.operators.models import Recognition
from preau.training.catalogue.reach import waiting_modules
from preau.training.models import Status, TrainingModule, TrainingProvider, TrainingRecord
from preau.training.queue.cards import cards, code_from, waiting_codes, with_hours
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made

TODAY = staff.TODAY
DAYS = (date(2026, 3, 2), date(2026, 3, 9), date(2024, 5, 6))


def _anything(draw):
    """Make bodies and modules in every state, some merged, and records of some people in several houses."""
    houses = [operators.operator(ZoneFactory()) for _ in range(3)]
    people = [staff.person(houses[0]) for _ in range(4)]
    for house, end in zip(houses, (date(2027, 1, 14), TODAY, date(2026, 1, 1)), strict=True):
        Recognition.objects.create(operator=house, kind="atl_approval", valid_to=end)
        Recognition.objects.create(operator=house, kind="sport", valid_to=TODAY)
    states = (Status.PROPOSED, Status.ASKED, Status.ACCEPTED, Status.REFUSED)
    bodies = [made.provider(status=draw.choice(states)) for _ in range(8)]
    modules = [made.module(draw.choice(bodies), status=draw.choice(states)) for _ in range(25)]
    for number in range(60):
        taken = draw.choice(modules)
        days = {day: draw.choice((1, 6, 7.5)) for day in draw.sample(DAYS, draw.randint(1, 2))}
        made.entry(draw.choice(houses), taken, draw.sample(people, draw.randint(1, 3)), days)
        if number % 20 == 0:  # merged only once, into what reads itself
            _merge(draw, [one for one in bodies if one.root_id == one.pk])
        if number % 6 == 0:
            _merge(draw, [one for one in modules if one.root_id == one.pk])
    for record in draw.sample(list(TrainingRecord.objects.all()), 30):
        outcome = draw.choice(("", "asked", "refused"))
        left = staff.NOW if draw.random() < 0.4 else None
        TrainingRecord.objects.filter(pk=record.pk).update(outcome=outcome, reason_code="absent", removed_at=left)


def _merge(draw, roots):
    source, target = draw.sample(roots, 2)
    type(source).objects.filter(root=source).update(root=target)
    source.refresh_from_db()


def _by_hand():
    """Count the same card by card, in Python."""
    waiting = waiting_modules()
    kept = TrainingRecord.objects.filter(removed_at=None, entry__module__in=list(waiting)).exclude(outcome="refused")
    found = defaultdict(list)
    for record in kept.select_related("entry").prefetch_related("days"):
        found[code_from(waiting[record.entry.module_id])].append(record)
    return {code: _figures(records) for code, records in found.items()}


def _figures(records):
    houses = {one.entry.organisation_id for one in records}
    approvals = Recognition.objects.filter(kind="atl_approval", valid_to__gte=TODAY)
    ends = approvals.filter(operator__body__organisation__in=houses).values_list("valid_to", flat=True)
    hours = sum((day.hours for one in records for day in one.days.all()), Decimal(0))
    since = min(one.entry.entered_at for one in records)
    people = {one.person_id for one in records}
    return len(people), len(records), hours, since, len(houses), min(ends, default=None)


@pytest.mark.parametrize("seed", range(4))
def test_the_database_counts_what_anybody_would_count(db, seed):
    _anything(Random(seed))
    found = with_hours(cards(TODAY))
    counted = {one.code: (one.people, one.records, one.hours, one.since, one.houses, one.expires) for one in found}
    assert counted == _by_hand()
    assert counted
    assert waiting_codes() == set(counted)
    for one in found:
        row = (TrainingProvider if one.is_provider else TrainingModule).objects.get(pk=one.pk)
        body = row if one.is_provider else row.provider.root
        assert (one.name, one.title, one.status) == (body.name, "" if one.is_provider else row.title, row.status)
