"""Invented data for the components page: every component, in every state it has."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from preau.foundation.territory.models import Municipality
from preau.foundation.ui.charts import Grid, GridCell, Lane, Mark, Span, Year
from preau.foundation.ui.fields import DateField3
from preau.foundation.ui.patterns import CountStep, Event, Step
from preau.foundation.ui.tables import Column, Filters, Table

TODAY = date(2026, 11, 23)
PLANNED = "Ce qui est prévu :\n- écrire aux opérateurs\n- réunir la CCA deux fois"
PROVINCES = ("Brabant wallon", "Hainaut", "Liège", "Luxembourg", "Namur")
COLOURS = (
    ("Craie", "page"),
    ("Feuille", "surface"),
    ("Creux", "sunk"),
    ("Encre", "ink"),
    ("Encre douce", "muted"),
    ("Tableau", "green"),
    ("Tableau clair", "green-tint"),
    ("Balle", "sun"),
    ("Brique", "brick"),
    ("Brique clair", "brick-tint"),
    ("Ciel", "sky"),
    ("Ciel clair", "sky-tint"),
)


class ExampleForm(forms.Form):
    """One field of each kind; filled in so that two of them are to be corrected."""

    use_required_attribute = False
    organisation = forms.CharField(
        label="Nom de l'organisme de formation",
        help_text="Tel qu'il est écrit sur l'attestation. Pas le nom du formateur ni du lieu.",
    )
    meeting = DateField3(
        label="Date de la réunion",
        help_text="Par exemple, 17 12 2026",
        error_messages={"incomplete": "Donnez le jour de la réunion"},
    )
    children = forms.IntegerField(
        label="Enfants présents",
        widget=forms.TextInput({"class": "w-num", "inputmode": "numeric"}),
        error_messages={"invalid": "Le nombre d'enfants doit être un nombre entier, comme 24"},
    )
    place = forms.ChoiceField(
        label="Type de lieu",
        choices=[("school", "École"), ("hall", "Salle communale")],
        widget=forms.Select({"class": "w-half"}),
    )
    comment = forms.CharField(label="Commentaire libre", widget=forms.Textarea({"rows": 3}), required=False)
    workbook = forms.FileField(label="Classeur du plan", help_text="XLSX ou ODS.", required=False)
    finished = forms.ChoiceField(
        label="Avez-vous terminé cette section ?",
        choices=[("yes", "Oui"), ("no", "Non, je reviendrai")],
        widget=forms.RadioSelect,
    )
    axes = forms.MultipleChoiceField(
        label="Axes",
        choices=[("1", "Mise en œuvre de la coordination"), ("2", "Développement de la qualité")],
        widget=forms.CheckboxSelectMultiple,
    )
    recurrent = forms.BooleanField(label="Cette action revient chaque année", required=False)


def example_form() -> ExampleForm:
    """Return the form as it comes back with two things to correct."""
    return ExampleForm(
        {
            "organisation": "Atelier Mille Toupies",
            "meeting_month": "12",
            "meeting_year": "2026",
            "children": "vingt",
            "place": "school",
            "finished": "yes",
            "axes": ["1"],
        }
    )


class CommuneFilters(Filters):
    """The filters of the example table: a name, a province."""

    q = forms.CharField(label="Chercher", widget=forms.TextInput({"type": "search"}))
    province = forms.ChoiceField(
        label="Province",
        choices=[("", "Toutes"), *((name, name) for name in PROVINCES)],
    )

    def apply(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("q"):
            rows = rows.filter(name__icontains=self.cleaned_data["q"])
        if self.cleaned_data.get("province"):
            rows = rows.filter(province=self.cleaned_data["province"])
        return rows


def communes(address: QueryDict) -> Table:
    """Return the example table: the communes of today, as the address filters and orders them."""
    return Table(
        address,
        Municipality.objects.valid_on(TODAY),
        (
            Column("Commune", "nom", ("name",)),
            Column("Province", "province", ("province", "name")),
            Column("Code NIS", "code", ("nis",), number=True),
            Column("État"),
        ),
        order="nom",
        filters=CommuneFilters(address),
        per_page=5,
        noun="commune",
    )


@dataclass(frozen=True)
class Task:
    """One line of the todo example."""

    due: date | None
    title: str
    detail: str


TASKS = (
    Task(date(2026, 11, 21), "Envoyer la convocation de la CCA", "Sept jours avant la réunion du 28 novembre."),
    Task(date(2026, 11, 24), "Relire le procès-verbal du 12 octobre", "La présidente l'a corrigé hier."),
    Task(date(2026, 12, 31), "Transmettre le plan d'action 2026-2027", "Approuvé par la CCA, rien ne manque."),
    Task(None, "Proposer une date pour la prochaine réunion", "Deux réunions au moins par année civile."),
)

STEPS = (
    Step("Objectifs", "done", "juin 2026"),
    Step("CCA", "done", "8 sept. 2026"),
    Step("Transmission", "now", "avant le 31 déc."),
    Step("Évaluation", "next", "juin 2027"),
)

COUNT = (
    CountStep(date(2026, 11, 13), "Le conseil communal adopte le programme. Ce jour ne compte pas.", "art. 1er, 7°"),
    CountStep(date(2026, 11, 14), "Premier jour. Samedis, dimanches et congés comptent.", "art. 1er, 7°"),
    CountStep(date(2026, 11, 28), "Quinzième jour. Un samedi : l'échéance passe au jour ouvrable qui suit.", "art. 11"),
    CountStep(date(2026, 11, 30), "Dernier jour pour transmettre, jusqu'à minuit.", "art. 1er, 7°"),
)

COVERAGE = (
    ("Potentiel d’accueil", 0),
    ("Formation du personnel", 1),
    ("Mobilité et accessibilité", 0),
    ("Locaux", 2),
    ("Partenariat et coordination", 4),
)


def events() -> tuple[Event, ...]:
    """Return a history of two lines, one by a person and one by the system."""
    zone = timezone.get_default_timezone()
    return (
        Event("Plan approuvé", "CCA", datetime(2026, 9, 8, 20, 15, tzinfo=zone)),
        Event("Rappel envoyé", "Préau", datetime(2026, 9, 1, 7, 0, tzinfo=zone), system=True),
    )


def year() -> Year:
    """Return the year of an invented coordination."""
    return Year(
        title="L’année 2026-2027 de la coordination",
        start=date(2026, 9, 1),
        end=date(2027, 8, 31),
        today=TODAY,
        holidays=(
            Span(date(2026, 10, 19), date(2026, 11, 1), "automne"),
            Span(date(2026, 12, 21), date(2027, 1, 3), "hiver"),
            Span(date(2027, 2, 22), date(2027, 3, 7), "détente"),
            Span(date(2027, 4, 26), date(2027, 5, 9), "printemps"),
            Span(date(2027, 7, 3), date(2027, 8, 29), "vacances d’été"),
        ),
        lanes=(
            Lane(
                "Plan 2026-2027",
                (
                    Mark(date(2026, 9, 8), "approuvé", "done", legal=False, what="Plan approuvé par la CCA"),
                    Mark(date(2026, 12, 31), "commission et conseil", "due", rule="Arrêté, art. 3/1"),
                    Mark(date(2027, 6, 15), "évaluer", "soft", legal=False, rule="Conseil du guide"),
                ),
                (Span(date(2026, 9, 1), date(2027, 8, 31)),),
            ),
            Lane(
                "Rapport 2025-2026",
                (Mark(date(2026, 12, 31), "rapport transmis", "due", rule="Arrêté, art. 3/2"),),
                (Span(date(2026, 9, 1), date(2026, 12, 31)),),
            ),
            Lane(
                "Réunions de la CCA",
                (
                    Mark(date(2026, 9, 8), "", "done", legal=False, what="Réunion"),
                    Mark(date(2026, 10, 12), "", "done", legal=False, what="Réunion"),
                    Mark(date(2026, 12, 1), "", "due", legal=False, what="Réunion"),
                    Mark(date(2027, 3, 16), "", "due", legal=False, what="Réunion"),
                ),
            ),
        ),
    )


def grid() -> Grid:
    """Return a grid of two rows and their total."""
    counted = {"Coût": (4, 0, 2), "Mobilité et accessibilité": (1, 3, 0)}
    totals = [sum(column) for column in zip(*counted.values(), strict=True)]
    return Grid(
        "Actions par aspect et par année",
        "Aspect",
        ("2024-2025", "2025-2026", "2026-2027", "Ensemble"),
        [
            (label, [GridCell(str(n), n, "#c-grid", "actions") for n in (*counts, sum(counts))])
            for label, counts in (*counted.items(), ("Tous les aspects", tuple(totals)))
        ],
    )
