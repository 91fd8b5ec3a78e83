"""The forms of charges and leaves. They check words and choices; acts check rights and states."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from preau.foundation.accounts.models import Mandate
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.forms import choice_field, day_field, set_choices, set_rows, words_field
from preau.law.words import listed
from preau.operators.models import CareOperator, HelpSubject
from preau.operators.places.fields import CommuneField

CHOOSE = "Choisissez dans la liste."
SHOWN = 5  # operators named when several have these words in their name


class OfficerField(forms.ModelChoiceField):
    """A mandate of ONE, shown by its person."""

    def __init__(self, label: str, **options: Any) -> None:
        messages = {"required": CHOOSE, "invalid_choice": CHOOSE}
        super().__init__(
            Mandate.objects.none(), label=label, error_messages=messages, **{"empty_label": "Choisissez", **options}
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person}, {obj.get_role_display()}"


class ChargeForm(forms.Form):
    """Who is in charge of a subject, and for what. One extent at most: none is everywhere."""

    mandate = OfficerField("Qui")
    subject = choice_field("Sujet", list(HelpSubject.choices), required=CHOOSE)
    operator = words_field("Pour un seul opérateur", 200, "Son nom, ou le début.")
    municipality = CommuneField()
    province = choice_field("Ou pour une province ou Région", [])
    phone = words_field("Téléphone à montrer", 20)
    valid_from = day_field("Depuis le")
    valid_to = day_field("Jusqu’au", "Laissez vide s’il n’y a pas de fin.")

    def __init__(self, *args: Any, officers: QuerySet[Mandate], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "mandate", officers)
        commune = self.fields["municipality"]
        commune.label, commune.required = "Ou pour une commune", False
        commune.know(day)  # type: ignore[attr-defined]
        known = Municipality.objects.valid_on(day).exclude(province="")  # the communes of Brussels have none
        names = known.order_by("province").values_list("province", flat=True).distinct()
        set_choices(self, "province", [("", "Aucune"), *((one, one) for one in names)])

    def clean_operator(self) -> CareOperator | None:
        """Return the operator of that name, or the only one whose name holds these words."""
        written = self.cleaned_data["operator"].strip()
        if not written:
            return None
        named = list(CareOperator.objects.filter(name__iexact=written)[: SHOWN + 1])
        found = named or list(CareOperator.objects.filter(name__icontains=written)[: SHOWN + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError("Aucun opérateur n’a ce nom.")
        names = listed(f"« {one.name} »" for one in found[:SHOWN])
        raise ValidationError(f"Plusieurs opérateurs répondent à ces mots : {names}. Donnez le nom entier.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = [name for name in ("operator", "municipality", "province") if cleaned.get(name)]
        if len(told) > 1:
            self.add_error(told[1], "Choisissez un opérateur, une commune ou une province, pas plusieurs.")
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Le dernier jour vient après le premier")
        return cleaned


class EndForm(forms.Form):
    """The last day of a charge."""

    day = day_field("Dernier jour", required=True)


class LeaveForm(forms.Form):
    """The days an officer is away, both included, and who answers."""

    mandate = OfficerField("Qui est absent")
    first_day = day_field("Du", required=True)
    last_day = day_field("Au", "Ce jour compris.", required=True)
    replaced_by = OfficerField(
        "Qui répond",
        required=False,
        empty_label="Personne en particulier",
        help_text="Sans personne, l’agent dont la charge est plus large répond.",
    )

    def __init__(
        self, *args: Any, own: QuerySet[Mandate], officers: QuerySet[Mandate], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        set_rows(self, "mandate", own)
        set_rows(self, "replaced_by", officers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Le dernier jour vient après le premier")
        elif last and last < self.today:
            self.add_error("last_day", "Cette absence est passée : donnez un jour à venir")
        if cleaned.get("mandate") and cleaned.get("mandate") == cleaned.get("replaced_by"):
            self.add_error("replaced_by", "Choisissez une autre personne que celle qui est absente")
        return cleaned
