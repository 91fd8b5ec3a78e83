"""The operators of a zone: where their declaration stands, and how many of their places cover after school."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import QueryDict

from preau.foundation.casework.api import Case
from preau.foundation.territory.models import Zone
from preau.foundation.ui.tables import Column, Filters, Table
from preau.operators.declaring.acts import PROCEDURE
from preau.operators.models import OperatorDeclaration
from preau.operators.territory.coverage import Counted, counted_by
from preau.operators.territory.reading import Territory

DECLARED, NOTED, AWAITED, ENDED = "declares", "notes", "attendus", "finis"
# What the states of the procedure are for the coordination, and the word and kind of their tag.
GROUPS = {
    "submitted": DECLARED,
    "to_correct": DECLARED,
    "read": DECLARED,
    "noted": NOTED,
    "preparing": AWAITED,
    "ended": ENDED,
}
WORDS = {DECLARED: "Déclaré", NOTED: "Noté par la commune", AWAITED: "Attendu", ENDED: "Terminé"}
KINDS = {DECLARED: "done", NOTED: "info", AWAITED: "wait", ENDED: ""}
PLURALS = {DECLARED: "Déclarés", NOTED: "Notés par la commune", AWAITED: "Attendus", ENDED: "Terminés"}
COLUMNS = (
    Column("Opérateur", "nom", ("operator__name",)),
    Column("Déclaration", "etat", ("state", "operator__name")),
    Column("Lieux publiés", number=True),
    Column("Après l’école jusqu’à 17 h 30"),
)
PER_PAGE = 30


class OperatorFilters(Filters):
    """Which state."""

    etat = forms.ChoiceField(label="Déclaration", choices=[("", "Toutes"), *PLURALS.items()])

    def apply(self, rows: QuerySet) -> QuerySet:
        wanted = self.cleaned_data.get("etat")
        return rows.filter(state__in=[state for state, group in GROUPS.items() if group == wanted]) if wanted else rows


@dataclass(frozen=True)
class OperatorLine:
    """One operator of the list."""

    declaration: OperatorDeclaration
    words: str
    kind: str
    evening: Counted


class OperatorTable(Table):
    """The operators of a zone, page by page."""

    def __init__(self, address: QueryDict, territory: Territory) -> None:
        self.territory = territory
        rows = _declarations(territory.zone).select_related("operator__body__organisation")
        filters = OperatorFilters(address)
        super().__init__(
            address, rows, COLUMNS, order="nom", filters=filters, per_page=PER_PAGE, noun="opérateur,opérateurs"
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        zone = self.address.get("zone")
        return [*super().kept, *([("zone", zone)] if zone else [])]

    def lines(self) -> list[OperatorLine]:
        """Return the operators of this page, with their places counted."""
        keys = [row.operator_id for row in self.rows]
        evenings = counted_by(keys, self.territory.evenings, self.territory.operators)
        return [
            OperatorLine(row, WORDS[group], KINDS[group], evenings[row.operator_id])
            for row in self.rows
            for group in [GROUPS[row.state]]
        ]


def _declarations(zone: Zone) -> QuerySet[Any]:
    """Return the declarations of a zone with the state of their case, as `state`."""
    cases = Case.objects.filter(
        procedure_id=PROCEDURE, subject_type=OperatorDeclaration._meta.label_lower, subject_id=OuterRef("pk")
    )
    return OperatorDeclaration.objects.filter(zone=zone).annotate(state=Subquery(cases.values("state_id")[:1]))


def state_counts(zone: Zone) -> list[tuple[str, str, int]]:
    """Return how many operators are declared, noted, awaited, ended: (key, words, count), in one query."""
    found: Counter[str] = Counter()
    for state, count in _declarations(zone).order_by().values_list("state").annotate(count=Count("pk")):
        found[GROUPS[state]] += count
    return [(group, words, found[group]) for group, words in PLURALS.items()]
