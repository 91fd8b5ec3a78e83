"""What is asked of the grid: read from the address, shown as a form, written back into the links."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from preau.foundation.territory.models import Zone
from preau.foundation.ui.forms import set_choices
from preau.foundation.ui.tables import Filters
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Heading, SchoolYear
from preau.law.words import fold
from preau.plans.grid.counting import ANY, Asked
from preau.plans.models import GridSlice

MEASURES = (("actions", "Les actions"), ("objectifs", "Les objectifs"), ("faites", "Les actions faites"))


def _numbered(headings: Sequence[Heading], every: str) -> list[tuple[Any, str]]:
    return [("", every), *((heading.number, heading.short) for heading in headings)]


class GridFilters(Filters):
    """Which plans, which part of the grid, and what is counted."""

    commune = forms.CharField(label="Commune", max_length=80)
    province = forms.ChoiceField(label="Province ou Région")
    de = forms.TypedChoiceField(label="De l’année", coerce=int)
    a = forms.TypedChoiceField(label="À l’année", coerce=int)
    axe = forms.TypedChoiceField(label="Axe", coerce=int, choices=_numbered(AXES, "Tous"))
    aspect = forms.TypedChoiceField(label="Aspect", coerce=int, choices=_numbered(ASPECTS, "Tous"))
    mission = forms.TypedChoiceField(label="Mission", coerce=int, choices=_numbered(MISSIONS, "Toutes, ou aucune"))
    compter = forms.ChoiceField(label="Compter", choices=MEASURES)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        slices = list(GridSlice.objects.order_by("-start_year", "province").values_list("start_year", "province"))
        self.years = list(dict.fromkeys(year for year, _ in slices))
        years = [("", "Toutes"), *((year, str(SchoolYear(year))) for year in self.years)]
        for name in ("de", "a"):
            set_choices(self, name, years)
        provinces = sorted({province for _, province in slices}, key=fold)
        set_choices(self, "province", [("", "Toutes"), *((p, p) for p in provinces)])
        self.full_clean()
        self.named = " ".join(self.cleaned_data.get("commune", "").replace("\0", " ").split())
        self.zone = _zone_named(self.named) if self.named else None

    def apply(self, rows: QuerySet) -> QuerySet:
        """Return `rows` as they are: the counts are narrowed by `asked`."""
        return rows

    @property
    def unknown(self) -> str:
        """The commune asked when there is none of that name."""
        return self.named if self.zone is None else ""

    @property
    def measure(self) -> str:
        return self.cleaned_data.get("compter") or MEASURES[0][0]

    @property
    def asked(self) -> Asked:
        """What is asked, as counting understands it."""
        said = self.cleaned_data
        return Asked(
            first=said.get("de") or None,
            last=said.get("a") or None,
            province=said.get("province", ""),
            zone=self.zone,
            axis=said.get("axe") or ANY,
            aspect=said.get("aspect") or ANY,
            mission=said.get("mission") or ANY,
        )

    def address(self, route: str, *args: Any, **changed: Any) -> str:
        """Return the address of a page that asks the same thing but for what is `changed`."""
        kept = {name: self.data.get(name, "") for name in self.fields if not self.errors.get(name)} | changed
        query = urlencode({name: value for name, value in kept.items() if value})
        return reverse(route, args=args) + (f"?{query}" if query else "")


def _zone_named(text: str) -> Zone | None:
    """Return the zone of this name, or that of the commune of this name; the one of today first."""
    slug = "-".join(fold(text).replace("'", "-").split())
    zones = Zone.objects.filter(Q(slug=slug) | Q(municipalities__slug=slug)).order_by("-valid_from", "pk").distinct()
    return next((zone for zone in zones if zone.slug == slug), zones.first()) if slug else None
