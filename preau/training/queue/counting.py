"""What waits for ONE, counted by the database in one statement, card by card: nothing of it is kept anywhere.

The modules that wait are those of `catalogue.reach.waiting_modules`. They are said again in SQL because handing their
keys over, and the rows of their records back, costs more than counting them; tests hold the two together.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

# A module waits when it is not decided, or its body is not; card: its own key, or less than nought for its body.
# « Not in » finds the accepted ones from their body, where « = » would have them all read by their index.
_WAITING = """
WITH waiting AS MATERIALIZED (
    SELECT m.id AS module, CASE WHEN b.status = 'accepted' THEN r.id ELSE -b.id END AS card
    FROM training_trainingmodule r
    JOIN training_trainingprovider p ON p.id = r.provider_id
    JOIN training_trainingprovider b ON b.id = p.root_id
    JOIN training_trainingmodule m ON m.root_id = r.id
    WHERE r.root_id = r.id AND r.status IN ('proposed', 'asked') AND b.status IN ('proposed', 'asked', 'accepted')
    UNION ALL
    SELECT m.id, -b.id
    FROM training_trainingprovider b
    JOIN training_trainingprovider p ON p.root_id = b.id
    JOIN training_trainingmodule r ON r.provider_id = p.id
    JOIN training_trainingmodule m ON m.root_id = r.id
    WHERE b.root_id = b.id AND b.status IN ('proposed', 'asked')
      AND r.root_id = r.id AND r.status NOT IN ('proposed', 'asked', 'refused')
)"""
_RECORDS = """
    FROM waiting w
    JOIN training_trainingentry e ON e.module_id = w.module
    JOIN training_trainingrecord t ON t.entry_id = e.id AND t.removed_at IS NULL AND t.outcome <> 'refused'"""
# The first day to come on which an approval of a house ends.
_CARDS = f"""{_WAITING},
ends AS MATERIALIZED (
    SELECT body.organisation_id AS house, MIN(k.valid_to) AS day
    FROM operators_recognition k
    JOIN operators_careoperator o ON o.id = k.operator_id
    JOIN operators_organisingbody body ON body.id = o.body_id
    WHERE k.kind = 'atl_approval' AND k.valid_to >= %s
    GROUP BY body.organisation_id
),
counted AS (
    SELECT w.card AS card, COUNT(DISTINCT t.person_id) AS people, COUNT(*) AS records, MIN(e.entered_at) AS since,
        COUNT(DISTINCT e.organisation_id) AS houses, MIN(ends.day) AS expires{_RECORDS}
    LEFT JOIN ends ON ends.house = e.organisation_id
    GROUP BY w.card
)
SELECT c.card, c.people, c.records, c.since, c.houses, c.expires, COALESCE(b.name, own.name), COALESCE(m.title, ''),
    COALESCE(b.status, m.status), COALESCE(b.assigned_to_id, m.assigned_to_id),
    b.to_countersign IS NOT NULL OR m.to_countersign IS NOT NULL
FROM counted c
LEFT JOIN training_trainingprovider b ON b.id = -c.card
LEFT JOIN training_trainingmodule m ON m.id = c.card
LEFT JOIN training_trainingprovider p ON p.id = m.provider_id
LEFT JOIN training_trainingprovider own ON own.id = p.root_id"""  # noqa: S608 - made of constants
_HOURS = f"""{_WAITING}
SELECT w.card, SUM(d.hours){_RECORDS}
    JOIN training_recordday d ON d.record_id = t.id"""

Counted = tuple[int, int, int, datetime, int, date | None, str, str, str, int | None, bool]


def counted(today: date) -> list[Counted]:
    """Return of every card its number, people, records, first entry, houses, next end of an approval, then names,
    state, who looks at it, whether it waits for a second officer. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, [connection.ops.adapt_datefield_value(today)])
        rows = cursor.fetchall()
    return [
        (number, people, records, _moment(since), houses, _day(expires), name, title, status, hand, bool(waits))
        for number, people, records, since, houses, expires, name, title, status, hand, waits in rows
    ]


def hours_of(numbers: Iterable[int] | None = None) -> dict[int, Decimal]:
    """Return the hours that wait on some cards, by number; on all of them for None. One query."""
    kept = None if numbers is None else list(numbers)
    if kept == []:
        return {}
    only = "" if kept is None else f" WHERE w.card IN ({', '.join(['%s'] * len(kept))})"
    with connection.cursor() as cursor:
        cursor.execute(f"{_HOURS}{only} GROUP BY w.card", kept or [])
        return {number: Decimal(str(hours)) for number, hours in cursor.fetchall()}


def waiting_numbers() -> list[int]:
    """Return the number of every card, without its figures. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_WAITING} SELECT DISTINCT w.card{_RECORDS}")
        return [number for (number,) in cursor.fetchall()]


# SQLite keeps moments and days as text.
def _moment(written: Any) -> datetime:
    return written if isinstance(written, datetime) else datetime.fromisoformat(written).replace(tzinfo=UTC)


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else written
