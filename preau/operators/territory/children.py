"""How many children live in a commune, as the coordination writes it down from a source: the form and the act."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from preau.foundation.accounts.access import YES, Decision, no, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Municipality, ZoneMember
from preau.foundation.ui.forms import choice_field, count_field, day_field, set_choices, words_field
from preau.operators.models import ChildrenCount
from preau.operators.territory.communes import FROM_AGE, TO_AGE

MOST = 200_000


class ChildrenForm(forms.Form):
    """How many, on which day, says who. `day` is asked first: a count without a day tells nothing."""

    commune = choice_field("Commune", [], required="Choisissez la commune.")
    count = count_field(
        "Enfants de 3 ans à moins de 12 ans",
        "Ceux qui habitent la commune, comme 1 240.",
        most=MOST,
        required="Donnez le nombre d’enfants, comme 1240",
    )
    day = day_field("Comptés au", "Le jour que dit la source, comme 1 1 2026.", required=True)
    source = words_field("Source", 200, "Comme « Registre national, au 1er janvier ».", required="Donnez la source.")

    def __init__(self, *args: Any, communes: tuple[Municipality, ...], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = [(str(one.pk), one.name) for one in communes]
        set_choices(self, "commune", choices)
        if len(communes) == 1:
            self.fields["commune"].initial = communes[0].pk

    def clean_day(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("Donnez un jour qui est déjà passé, comme 1 1 2026")
        return day


def can_count_children(actor: Actor, municipality: Municipality) -> Decision:
    """May `actor` write down the children of this commune? The coordination of its zone."""
    if actor.role == Role.ATL_COORDINATOR and actor.zone_id is not None:
        there = ZoneMember.objects.filter(zone_id=actor.zone_id, municipality=municipality)
        if there.exists():
            return YES
    return no("La coordination ATL de la commune note le nombre d’enfants.")


@transaction.atomic
def note_children(actor: Actor, municipality: Municipality, day: date, count: int, source: str) -> ChildrenCount:
    """Write how many children of 3 to 12 lived in a commune on a day; the same day again corrects it.

    Raises Forbidden. Noting the same thing twice writes nothing.
    """
    # The commune is locked: two people noting the same day meet here.
    commune = Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    require(can_count_children(actor, commune))
    held = ChildrenCount.objects.filter(municipality=commune, day=day, from_age=FROM_AGE, to_age=TO_AGE).first()
    if held is not None and (held.count, held.source) == (count, source):
        return held
    before = {"count": held.count, "source": held.source} if held else None
    row = held or ChildrenCount(municipality=commune, day=day, from_age=FROM_AGE, to_age=TO_AGE)
    row.count, row.source, row.entered_by = count, source, actor.person
    row.save()
    after = {"count": count, "source": source}
    words = {"commune": commune.nis, "day": day.isoformat(), "before": before, "after": after}
    record(actor, "operators.note_children", row, words)
    return row
