"""What is asked of the territory, read from the address: which zone, commune, day, break, and behind which figure."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.urls import reverse

from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Municipality, Zone
from preau.foundation.ui.forms import set_choices
from preau.foundation.ui.tables import Filters
from preau.law.care_offer import BREAKS, CarePeriodKind
from preau.law.hours_of_day import MIDNIGHT
from preau.law.words import WEEKDAYS
from preau.operators.territory.ages import BY_KEY
from preau.operators.territory.coverage import WORDS
from preau.operators.territory.tallies import STEP

SUMMER_WEEKS = tuple(str(week) for week in range(1, 10))
HOLIDAYS = {**BREAKS, **{week: f"Été, semaine {week}" for week in SUMMER_WEEKS}}
_DAYS = [("", "Le moins couvert de chaque période"), *((str(rank), day) for rank, day in enumerate(WEEKDAYS))]


class TerritoryFilters(Filters):
    """The day, the commune, the break."""

    jour = forms.TypedChoiceField(label="Jour", coerce=int, empty_value=None, choices=_DAYS)
    commune = forms.TypedChoiceField(label="Commune", coerce=int, empty_value=None)
    conge = forms.ChoiceField(label="Congé", choices=[("", "L’un ou l’autre"), *HOLIDAYS.items()])

    def __init__(self, request: Request, communes: tuple[Municipality, ...]) -> None:
        super().__init__(request.GET)
        names = [(str(one.pk), one.name) for one in communes]
        set_choices(self, "commune", [("", "Toutes"), *names])
        if len(communes) < 2:
            del self.fields["commune"]
        self.full_clean()
        chosen = self.cleaned_data.get("commune")
        self.communes = tuple(one for one in communes if chosen in {None, one.pk})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form must carry along."""
        return [("zone", self.data["zone"])] if self.data.get("zone") else []

    @property
    def weekday(self) -> int | None:
        found: int | None = self.cleaned_data.get("jour")
        return found

    @property
    def holiday(self) -> str:
        return str(self.cleaned_data.get("conge") or "")

    def address(self, route: str, *args: Any, **changed: Any) -> str:
        """Return the address of a page that asks the same thing but for what is `changed`."""
        names = [*self.fields, "zone"]
        kept = {name: self.data.get(name, "") for name in names if not self.errors.get(name)} | changed
        said = {name: value for name, value in kept.items() if value not in {"", None}}
        return reverse(route, args=args) + (f"?{urlencode(said)}" if said else "")


def zone_asked(request: Request) -> Zone | None:
    """Return the zone to show: one's own, or for ONE and the commission the one of the address; None: none yet.

    Raises Http404 for a zone that is not there, or for another than one's own.
    """
    slug = request.GET.get("zone", "")[:200].replace("\0", "")
    if request.actor.role == Role.ATL_COORDINATOR:
        mandate = request.actor.mandate
        zone = mandate.organisation.zone if mandate else None
        if zone is None or slug not in {"", zone.slug}:
            raise Http404(slug)
        return zone
    if not slug:
        return None
    zone = Zone.objects.valid_on(request.actor.today).filter(slug=slug).first()
    if zone is None:
        raise Http404(slug)
    return zone


class FigureForm(forms.Form):
    """Which figure a list stands behind: a period, the half hour that begins at `heure`, an age group.

    `soir`: only the places with this answer of the law on 17:30; `verifier`: those that may be open for these ages.
    """

    periode = forms.ChoiceField(required=False, choices=[(kind.value, kind.words) for kind in CarePeriodKind])
    heure = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(minute, "") for minute in range(0, MIDNIGHT, STEP)]
    )
    age = forms.ChoiceField(required=False, choices=[(key, group.words) for key, group in BY_KEY.items()])
    soir = forms.ChoiceField(required=False, choices=list(WORDS.items()))
    operateur = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    verifier = forms.BooleanField(required=False)
