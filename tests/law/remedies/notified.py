"""A decision notified, and the roads open against it."""

from datetime import date

from preau.law.remedies import Channel, Decision, RemediesQuestion, remedies
from tests.law.asked import day

COUNCIL = "décret ONE du 17 juillet 2002, art. 22/7"
NOT_HERE = "Ce registre ne dit que les recours administratifs : le Conseil d’État et les tribunaux n’y sont pas."


def asked(decision: str, notified_on: str, **dates: str):
    fields = {name: day(value) for name, value in dates.items() if name != "channel"}
    channel = Channel(dates.get("channel", "registered"))
    return remedies(
        RemediesQuestion(
            decision=Decision(decision), notified_on=date.fromisoformat(notified_on), channel=channel, **fields
        )
    )


def roads(decision: str, notified_on: str, **dates: str) -> list[tuple[str, str | None]]:
    return [(road.id, str(road.due) if road.due else None) for road in asked(decision, notified_on, **dates).roads]
